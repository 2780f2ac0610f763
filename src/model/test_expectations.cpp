// SPDX-License-Identifier: Apache-2.0

// What must hold at an instant of a test.
#include <algorithm>
#include <utility>

#include "model/keys.hpp"
#include "model/test_reader.hpp"
#include "text/fold.hpp"

namespace leadscore::model {

std::string TestReader::stage_name(std::uint32_t stage) const {
  const auto& stages = build_.model().stages;
  return stage < stages.size() ? stages[stage].name : std::string();
}

std::string TestReader::signal_name(std::uint32_t signal) const {
  const auto& signals = build_.model().signals;
  return signal < signals.size() ? signals[signal].name : std::string();
}

void TestReader::read_expectation(const yaml::Node& node) {
  if (!build_.is_map(node, "an expectation")) {
    good_ = false;
    return;
  }
  Expectation expected;
  expected.span = node.entries.empty() ? node.span : node.entries.front().key.span;
  if (const yaml::Node* at = node.find("at")) {
    auto time = build_.time(*at, "'at'");
    good_ = good_ && time;
    expected.at = time.value_or(Time{});
  } else {
    error(expected.span, "missing-key", "an expectation needs 'at': when it must hold",
          "at: 2026-03-01 09:00");
  }
  const yaml::Node* account = node.find("account");
  bool of_lead = false;
  if (account && account->is_scalar()) {
    read_account(node, expected);
    return;
  }
  for (const yaml::Entry& entry : node.entries) of_lead = read_outcome(entry, expected) || of_lead;
  if (of_lead || !account) {
    auto lead = lead_of(node, "an expectation");
    if (several_ || node.find("lead")) expected.lead = lead;
    if (lead) case_.expectations.push_back(expected);
  }
  if (account) read_account(*account, expected);
}

// True where the entry says something about the lead.
bool TestReader::read_outcome(const yaml::Entry& entry, Expectation& expected) {
  const std::string& key = entry.key.text;
  const yaml::Node& value = entry.value;
  if (key == "at" || key == "lead" || key == "account") return false;
  if (key == "stage") {
    auto stage = build_.stage(value);
    good_ = good_ && stage;
    if (stage) expected.stage = Expected<std::uint32_t>{*stage, value.span};
  } else if (key == "signals") {
    read_signals(value, expected);
  } else if (key == "passes") {
    read_passes(value, expected);
  } else if (key == "route") {
    read_route(value, expected);
  } else if (key == "excluded") {
    auto excluded = build_.boolean(value, "'excluded'");
    good_ = good_ && excluded;
    if (excluded) expected.excluded = Expected<bool>{*excluded, value.span};
  } else if (key == "moves") {
    read_moves(value, expected);
  } else if (key == "explanation") {
    read_explanation(value, expected);
  } else {
    const auto& symbols = build_.model().vocabulary.symbols;
    auto found = symbols.find(expr::canonical_name(text::trim(key)));
    const bool known = found != symbols.end();
    if (known && found->second.kind == expr::SymbolKind::score) {
      read_score(value, found->second.slot, key, expected);
    } else if (known && found->second.kind == expr::SymbolKind::band) {
      read_band(value, found->second, expected);
    } else {
      refuse_outcome(entry.key);
    }
  }
  return true;
}

void TestReader::refuse_outcome(const yaml::Node& key) {
  const auto& symbols = build_.model().vocabulary.symbols;
  auto found = symbols.find(expr::canonical_name(text::trim(key.text)));
  if (found != symbols.end()) {
    error(key.span, "unknown-name",
          quoted(key.text) + " is neither a score nor a band: only what the rules give is expected",
          "attributes stand under 'lead'");
    return;
  }
  unknown(key.span, "unknown-name", "score, band or key", key.text, [&] {
    std::vector<std::string> known;
    for (const Key& one : keys_of("expectation")) known.emplace_back(one.name);
    for (const Score& score : build_.model().scores) known.push_back(score.name);
    for (const Band& band : build_.model().bands) known.push_back(band.name);
    return known;
  });
}

void TestReader::read_score(const yaml::Node& node, std::uint32_t score, std::string_view name,
                            Expectation& expected) {
  if (node.is_null()) {
    error(node.span, "wrong-kind", quoted(name) + " needs a number of points",
          "of a lead that gets no score say: excluded: true");
    return;
  }
  auto points = build_.points(node, quoted(name));
  good_ = good_ && points;
  if (points) expected.scores.push_back({score, Expected<Points>{*points, node.span}});
}

// The values that a band has, as they are written; none where there are too many to list.
const std::map<std::string, std::string>& TestReader::values_of(const expr::Symbol& band) {
  auto [values, is_new] = band_values_.try_emplace(band.slot);
  if (!is_new) return values->second;
  const auto& bands = build_.model().bands;
  const bool of_score = band.slot < bands.size() && !bands[band.slot].names.empty();
  for (const std::string& name : of_score ? bands[band.slot].names : band.type.names.all()) {
    values->second.emplace(text::fold_and_trim(name), name);
  }
  return values->second;
}

void TestReader::read_band(const yaml::Node& node, const expr::Symbol& symbol,
                           Expectation& expected) {
  Expected<std::optional<std::string>> outcome{std::nullopt, node.span};
  if (!node.is_null()) {
    auto text = build_.text(node, "a band");
    good_ = good_ && text;
    if (!text) return;
    const auto& values = values_of(symbol);
    auto found = values.find(text::fold_and_trim(*text));
    if (found == values.end() && !values.empty()) {
      return unknown(node.span, "unknown-value", "value", *text, [&] {
        std::vector<std::string> known;
        for (const auto& [folded, written] : values) known.push_back(written);
        return known;
      });
    }
    outcome.value = found == values.end() ? *text : found->second;
  }
  expected.bands.push_back({symbol.slot, std::move(outcome)});
}

void TestReader::read_signals(const yaml::Node& node, Expectation& expected) {
  auto nodes = build_.scalars(node, "'signals'");
  good_ = good_ && nodes;
  if (!nodes) return;
  Expected<std::vector<std::string>> outcome{{}, node.span};
  for (const yaml::Node* item : *nodes) {
    auto signal = build_.signal(*item);
    good_ = good_ && signal;
    if (signal) outcome.value.push_back(signal_name(*signal));
  }
  expected.signals = std::move(outcome);
}

void TestReader::read_passes(const yaml::Node& node, Expectation& expected) {
  if (!build_.is_map(node, "'passes'")) {
    good_ = false;
    return;
  }
  for (const yaml::Entry& entry : node.entries) {
    auto signal = build_.signal(entry.key);
    auto count = build_.integer(entry.value, "the number of passes", 0, kMostPasses);
    good_ = good_ && signal && count;
    if (!signal || !count) continue;
    expected.passes.push_back(
        {*signal, Expected<std::uint32_t>{static_cast<std::uint32_t>(*count), entry.value.span}});
  }
}

void TestReader::read_route(const yaml::Node& node, Expectation& expected) {
  Expected<std::optional<std::string>> outcome{std::nullopt, node.span};
  if (!node.is_null()) {
    auto text = build_.text(node, "'route'");
    good_ = good_ && text;
    if (!text) return;
    if (routes_.count(*text) == 0) {
      unknown(node.span, "unknown-value", "route", *text,
              [&] { return std::vector<std::string>(routes_.begin(), routes_.end()); });
    }
    outcome.value = std::move(*text);
  }
  expected.route = std::move(outcome);
}

void TestReader::read_moves(const yaml::Node& node, Expectation& expected) {
  auto nodes = build_.scalars(node, "'moves'");
  good_ = good_ && nodes;
  if (!nodes) return;
  Expected<std::vector<std::string>> outcome{{}, node.span};
  for (const yaml::Node* item : *nodes) {
    auto stage = build_.stage(*item);
    good_ = good_ && stage;
    if (stage) outcome.value.push_back(stage_name(*stage));
  }
  expected.moves = std::move(outcome);
}

}  // namespace leadscore::model
