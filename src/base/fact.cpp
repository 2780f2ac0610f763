// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <leadscore/fact.hpp>

#include "base/json.hpp"

namespace leadscore {
namespace {

using NamedValue = std::pair<std::string, Value>;

Fact fact_of(FactKind kind, std::string_view lead, std::optional<Time> at) {
  Fact fact;
  fact.kind = kind;
  fact.lead = lead;
  fact.at = at;
  return fact;
}

void append_word(std::string& out, std::string_view text) {
  out += ' ';
  append_json_string(out, text);
}

// Two values of one name keep their order, as the later one may be what counts.
void append_values(std::string& out, const std::vector<NamedValue>& values) {
  std::vector<const NamedValue*> sorted;
  sorted.reserve(values.size());
  for (const NamedValue& value : values) sorted.push_back(&value);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const NamedValue* a, const NamedValue* b) { return a->first < b->first; });
  out += " {";
  for (const NamedValue* value : sorted) {
    if (out.back() != '{') out += ',';
    append_json_string(out, value->first);
    out += ':';
    append_json(out, value->second);
  }
  out += '}';
}

void append_adjustment(std::string& out, const Adjustment& adjustment) {
  append_word(out, adjustment.score);
  out += " by " + adjustment.by.to_text();
  append_word(out, adjustment.reason);
  append_word(out, adjustment.author);
  if (adjustment.expires) out += " expires " + to_text(*adjustment.expires);
}

}  // namespace

Fact event(std::string_view lead, std::string_view type, Time at) {
  Fact fact = fact_of(FactKind::event, lead, at);
  fact.type = type;
  return fact;
}

Fact set(std::string_view lead, Time at) { return fact_of(FactKind::set, lead, at); }

Fact set_from_start(std::string_view lead) { return fact_of(FactKind::set, lead, std::nullopt); }

Fact retract(std::string_view lead, std::string_view event_id, Time at) {
  Fact fact = fact_of(FactKind::retract, lead, at);
  fact.id = event_id;
  return fact;
}

Fact merge(std::string_view lead, std::string_view other, Time at) {
  Fact fact = fact_of(FactKind::merge, lead, at);
  fact.other = other;
  return fact;
}

Fact unmerge(std::string_view lead, std::string_view other, Time at) {
  Fact fact = fact_of(FactKind::unmerge, lead, at);
  fact.other = other;
  return fact;
}

Fact erase(std::string_view lead, Time at) { return fact_of(FactKind::erase, lead, at); }

Fact adjust(std::string_view lead, Time at, Adjustment adjustment) {
  Fact fact = fact_of(FactKind::adjust, lead, at);
  fact.adjustment = std::move(adjustment);
  return fact;
}

std::string canonical_text(const Fact& fact) {
  std::string out;
  switch (fact.kind) {
    case FactKind::set:
      out = "set";
      append_values(out, fact.values);
      break;
    case FactKind::event:
      out = "event";
      append_word(out, fact.type);
      if (!fact.id.empty()) append_word(out, fact.id);
      append_values(out, fact.values);
      break;
    case FactKind::retract:
      out = "retract";
      append_word(out, fact.id);
      break;
    case FactKind::merge:
      out = "merge";
      append_word(out, fact.other);
      break;
    case FactKind::unmerge:
      out = "unmerge";
      append_word(out, fact.other);
      break;
    case FactKind::erase: out = "erase"; break;
    case FactKind::adjust:
      out = "adjust";
      append_adjustment(out, fact.adjustment);
      break;
  }
  return out;
}

}  // namespace leadscore
