// SPDX-License-Identifier: Apache-2.0

// Accounts in tests: facts about them and what is expected of them. Checked, not run yet.
#include <algorithm>
#include <utility>

#include "model/phrases.hpp"
#include "model/test_reader.hpp"
#include "text/fold.hpp"

namespace leadscore::model {

void TestReader::read_account_fact(const yaml::Node& node, const yaml::Entry& kind) {
  const yaml::Entry& account = *entry_of(node, "account");
  if (!build_.model().accounts) {
    error(account.key.span, "unknown-key", "this file has no 'accounts'");
    return;
  }
  if (const yaml::Entry* lead = entry_of(node, "lead")) {
    error(lead->key.span, "conflict", "a fact is about a lead or about an account, not both");
  }
  if (kind.key.text != "set") {
    error(kind.key.span, "conflict", "a fact about an account can only be 'set'");
    return;
  }
  refuse_other_keys(node, "set");
  good_ = build_.text(account.value, "'account'").has_value() && good_;
  Fact checked;
  read_values(kind.value, "'set'", build_.model().accounts->attributes,
              build_.model().vocabulary.account_symbols, checked);
}

// `account: Acme` beside what is expected of it, `account: {interest: 90}`, or
// `account: {Acme: {interest: 90}}`.
void TestReader::read_account(const yaml::Node& node, const Expectation& at) {
  if (!build_.model().accounts) {
    const yaml::Entry* key = entry_of(node, "account");
    error(key ? key->key.span : node.span, "unknown-key", "this file has no 'accounts'");
    return;
  }
  if (!build_.is_map(node, "'account'")) {
    good_ = false;
    return;
  }
  Expectation expected;
  expected.at = at.at;
  expected.span = at.span;
  expected.account = "";
  const yaml::Node* id = node.find("account");
  if (id) expected.account = build_.text(*id, "'account'").value_or("");
  const bool by_id = !node.entries.empty() &&
                     std::all_of(node.entries.begin(), node.entries.end(), [](const auto& entry) {
                       return entry.value.is_map() && entry.key.text != "passes";
                     });
  if (!by_id) read_account_outcomes(node);
  for (const yaml::Entry& entry : node.entries) {
    if (!by_id) break;
    read_account_outcomes(entry.value);
    expected.account = entry.key.text;
    case_.expectations.push_back(expected);
  }
  if (!by_id) case_.expectations.push_back(std::move(expected));
}

void TestReader::read_account_outcomes(const yaml::Node& node) {
  for (const yaml::Entry& entry : node.entries) {
    if (entry.key.text != "at" && entry.key.text != "account") read_account_outcome(entry);
  }
}

void TestReader::check_known(const yaml::Node& node, std::string_view what,
                             const std::set<std::string, std::less<>>& known) {
  if (node.is_null() || (node.is_scalar() && known.count(node.text) > 0)) return;
  unknown(node.span, "unknown-value", what, node.text,
          [&] { return std::vector<std::string>(known.begin(), known.end()); });
}

void TestReader::read_account_signals(const yaml::Node& node) {
  auto nodes = build_.scalars(node, "'signals'");
  good_ = good_ && nodes;
  if (!nodes) return;
  for (const yaml::Node* item : *nodes) check_known(*item, "signal", account_signals_);
}

void TestReader::read_account_passes(const yaml::Node& node) {
  good_ = build_.is_map(node, "'passes'") && good_;
  for (const yaml::Entry& pass : node.entries) {
    check_known(pass.key, "signal", account_signals_);
    good_ = build_.integer(pass.value, "the number of passes", 0, kMostPasses) && good_;
  }
}

void TestReader::read_account_outcome(const yaml::Entry& entry) {
  const std::string& key = entry.key.text;
  const yaml::Node& value = entry.value;
  if (key == "signals") return read_account_signals(value);
  if (key == "passes") return read_account_passes(value);
  if (key == "journey") return check_known(value, "entry", account_journey_);
  const auto& symbols = build_.model().vocabulary.account_symbols;
  auto found = symbols.find(expr::canonical_name(text::trim(key)));
  if (found != symbols.end() && found->second.kind == expr::SymbolKind::score) {
    good_ = build_.points(value, quoted(key)) && good_;
  } else if (found != symbols.end() && found->second.kind == expr::SymbolKind::band) {
    if (!value.is_null()) good_ = build_.text(value, quoted(key)) && good_;
  } else {
    unknown(entry.key.span, "unknown-name", "score, band or key", key, [&] {
      std::vector<std::string> known = {"signals", "passes", "journey"};
      for (const auto& [name, symbol] : symbols) {
        if (symbol.kind != expr::SymbolKind::attribute) known.push_back(name);
      }
      return known;
    });
  }
}

}  // namespace leadscore::model
