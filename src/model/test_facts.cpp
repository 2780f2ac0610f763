// SPDX-License-Identifier: Apache-2.0

// What happens in a test, written like the facts of a file.
#include <algorithm>
#include <array>
#include <utility>

#include "model/keys.hpp"
#include "model/phrases.hpp"
#include "model/test_reader.hpp"
#include "text/fold.hpp"
#include "text/nearest.hpp"

namespace leadscore::model {

namespace {

constexpr std::array<std::pair<std::string_view, FactKind>, 7> kKinds = {
    {{"event", FactKind::event},
     {"set", FactKind::set},
     {"retract", FactKind::retract},
     {"merge", FactKind::merge},
     {"unmerge", FactKind::unmerge},
     {"erase", FactKind::erase},
     {"adjust", FactKind::adjust}}};

std::optional<FactKind> kind_named(std::string_view name) {
  for (const auto& [word, kind] : kKinds) {
    if (word == name) return kind;
  }
  return std::nullopt;
}

// A key of any fact, whatever its kind.
bool is_frame(std::string_view key) {
  return is_key_of("fact", key) && !kind_named(key) && key != "id";
}

Span begin_of(const yaml::Node& map) {
  return map.entries.empty() ? map.span : map.entries.front().key.span;
}

}  // namespace

// The entry that says what kind of fact this is; null after a report.
const yaml::Entry* TestReader::kind_of(const yaml::Node& node) {
  const yaml::Entry* found = nullptr;
  for (const yaml::Entry& entry : node.entries) {
    if (!kind_named(entry.key.text)) continue;
    if (found) {
      error(entry.key.span, "conflict",
            "a fact is one thing: this is both '" + found->key.text + "' and '" + entry.key.text +
                "'",
            "write two facts");
      return nullptr;
    }
    found = &entry;
  }
  if (found) return found;
  std::vector<std::string> kinds;
  for (const auto& [word, kind] : kKinds) kinds.emplace_back(word);
  for (const yaml::Entry& entry : node.entries) {
    if (is_frame(entry.key.text) || !text::nearest(entry.key.text, kinds)) continue;
    build_.unknown(entry.key.span, "unknown-key", "key", entry.key.text, kinds);
    good_ = false;
    return nullptr;
  }
  error(begin_of(node), "missing-key", "a fact needs to say what it is",
        "one of event, set, retract, merge, unmerge, erase and adjust: {at: 2026-03-01 09:00, "
        "event: page_view}");
  return nullptr;
}

void TestReader::read_fact(const yaml::Node& node) {
  if (!build_.is_map(node, "a fact")) {
    good_ = false;
    return;
  }
  Fact fact;
  if (const yaml::Node* at = node.find("at")) {
    fact.at = build_.time(*at, "'at'");
    good_ = good_ && fact.at;
  } else {
    error(begin_of(node), "missing-key", "a fact needs 'at': when it happened",
          "at: 2026-03-01 09:00");
  }
  const yaml::Entry* kind = kind_of(node);
  if (node.find("account")) {
    if (kind) read_account_fact(node, *kind);
    return;
  }
  if (const yaml::Node* lead = node.find("lead"); lead && lead->is_scalar() && !several_) {
    leads_.insert(lead->text);  // a second lead, to be merged perhaps
  }
  auto lead = lead_of(node, "a fact");
  if (!kind) return;
  fact.lead = lead.value_or("");
  read_kind(node, *kind, fact);
  if (lead) case_.facts.push_back(std::move(fact));
}

void TestReader::read_kind(const yaml::Node& node, const yaml::Entry& kind, Fact& fact) {
  fact.kind = kind_named(kind.key.text).value_or(FactKind::event);
  if (fact.kind != FactKind::event) refuse_other_keys(node, kind.key.text);
  const std::string what = "'" + kind.key.text + "'";
  const Model& model = build_.model();
  switch (fact.kind) {
    case FactKind::event: return read_event(node, kind.value, fact);
    case FactKind::set:
      return read_values(kind.value, what, model.attributes, model.vocabulary.symbols, fact);
    case FactKind::retract:
      fact.id = build_.text(kind.value, what).value_or("");
      good_ = good_ && !fact.id.empty();
      return;
    case FactKind::merge:
    case FactKind::unmerge: {
      auto other = several_ ? known_lead(kind.value) : build_.text(kind.value, what);
      fact.other = other.value_or("");
      good_ = good_ && other;
      return;
    }
    case FactKind::erase: {
      auto erased = build_.boolean(kind.value, what);
      good_ = good_ && erased;
      if (erased && !*erased) error(kind.value.span, "wrong-type", "'erase' can only be true");
      return;
    }
    case FactKind::adjust: return read_adjustment(kind.value, fact);
  }
}

// Facts that are no events have no keys of their own beside their kind.
void TestReader::refuse_other_keys(const yaml::Node& node, std::string_view kind) {
  const std::vector<std::string> known = {"at", "lead", "account", std::string(kind)};
  for (const yaml::Entry& entry : node.entries) {
    if (entry.key.text == kind || is_frame(entry.key.text)) continue;
    good_ = false;
    build_.unknown(entry.key.span, "unknown-key", "key", entry.key.text, known);
    if (entry.key.text == "id") {
      build_.diagnostics().back().hint = "only an event has an id of its own";
    }
  }
}

void TestReader::read_event(const yaml::Node& node, const yaml::Node& name, Fact& fact) {
  auto text = build_.text(name, "'event'");
  good_ = good_ && text;
  if (!text) return;
  auto found = events_.find(expr::canonical_name(text::trim(*text)));
  if (found == events_.end()) {
    unknown(name.span, "unknown-event", "event", *text,
            [&] { return names_of(build_.model().events); });
    return;
  }
  fact.type = build_.model().events[found->second].name;
  for (const yaml::Entry& entry : node.entries) {
    if (entry.key.text == "event" || is_frame(entry.key.text)) continue;
    if (entry.key.text == "id") {
      fact.id = build_.text(entry.value, "'id'").value_or("");
      good_ = good_ && !fact.id.empty();
    } else {
      read_property(entry, found->second, fact);
    }
  }
}

void TestReader::read_property(const yaml::Entry& entry, std::uint32_t type, Fact& fact) {
  const EventType& event = build_.model().events[type];
  const auto& names = build_.model().vocabulary.events[type].properties;
  const std::string wanted = expr::canonical_name(text::trim(entry.key.text));
  for (std::size_t slot = 0; slot < names.size(); ++slot) {
    if (names[slot].name != wanted) continue;
    const Field& field = event.properties[slot];
    if (auto given = value(entry.value, field)) {
      fact.values.emplace_back(field.name, std::move(*given));
    }
    return;
  }
  unknown(entry.key.span, "unknown-property", "property", entry.key.text,
          [&] { return names_of(event.properties); });
  build_.diagnostics().back().notes.push_back(
      {event.span, quoted(event.name) + " is declared here"});
}

void TestReader::read_adjustment(const yaml::Node& node, Fact& fact) {
  good_ = build_.map_of(node, "adjust") && good_;
  if (!node.is_map()) return;
  Adjustment& adjustment = fact.adjustment;
  if (const yaml::Node* score = node.find("score")) {
    auto index = build_.score(*score);
    good_ = good_ && index;
    const auto& scores = build_.model().scores;
    if (index && *index < scores.size()) {
      adjustment.score = scores[*index].name;
      if (scores[*index].expression) {
        error(score->span, "conflict",
              quoted(score->text) +
                  " is computed from other scores; only scores with rules can be "
                  "adjusted");
      }
    }
  }
  if (const yaml::Node* by = node.find("by")) {
    auto points = build_.points(*by, "'by'");
    good_ = good_ && points;
    adjustment.by = points.value_or(Points());
  }
  const auto read_text = [&](const char* key, std::string& target) {
    const yaml::Node* text = node.find(key);
    if (text) target = build_.text(*text, "'" + std::string(key) + "'").value_or("");
  };
  read_text("reason", adjustment.reason);
  read_text("author", adjustment.author);
  if (const yaml::Node* expires = node.find("expires")) {
    adjustment.expires = read_expires(build_, *expires);
    good_ = good_ && adjustment.expires;
  }
}

}  // namespace leadscore::model
