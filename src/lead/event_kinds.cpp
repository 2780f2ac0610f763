// SPDX-License-Identifier: Apache-2.0
#include "lead/event_kinds.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "expr/check.hpp"
#include "lead/value_classes.hpp"

namespace leadscore::lead {

using eval::Datum;
using eval::EventRecord;
using eval::Moment;
using expr::Expr;
using expr::Op;
using model::Field;
using model::ValueType;

namespace {

constexpr std::size_t kMostExamples = 4'096;  // of one event type
constexpr std::size_t kMostPaired = 6;        // patterns that are put together in one text

// What one event means to all that looks at events: equal for events that nothing tells apart.
using Signature = std::vector<std::string>;

// The events found, one for each signature.
struct Examples {
  std::map<Signature, EventRecord> of;
  std::vector<Signature> order;
};

class Finder {
 public:
  Finder(Moment& moment, const Needs& needs, const Constants& constants)
      : moment_(moment), model_(moment.model()), needs_(needs), constants_(constants) {}

  EventKinds find() {
    for (const Expr* condition : needs_.conditions) note_properties(*condition);
    for (const std::uint32_t rule : needs_.rules) {
      const auto& limit = model_.rules[rule].limit;
      if (limit && limit->each) used_.insert(expr::canonical_name(limit->each->name));
    }
    for (const std::uint32_t type : needs_.events) {
      if (try_all(type, constants_, true)) continue;
      out_.left_out.push_back("kinds of '" + model_.events[type].name + "' beyond the first " +
                              std::to_string(kMostExamples));
    }
    for (const std::uint32_t index : needs_.rules) try_for_rule(model_.rules[index], index);
    for (const std::uint32_t index : needs_.keys) try_for_key(model_.vocabulary.keys[index], index);
    for (const auto& [type, examples] : examples_) {
      for (const Signature& signature : examples.order) add(examples.of.at(signature));
    }
    note_left_out();
    return std::move(out_);
  }

 private:
  void note_properties(const Expr& condition) {
    walk(condition, [this](const Expr& expr) {
      if (expr.op == Op::property) used_.insert(expr::canonical_name(expr.property->name));
      if (expr.op != Op::aggregate || !expr.aggregate->property) return;
      const std::string name = expr::canonical_name(expr.aggregate->property->name);
      used_.insert(name);
      aggregated_.insert(name);
    });
    if (model_.rejections.empty()) return;
    used_.insert("reason");
    aggregated_.insert("reason");
  }

  // What was too much to try in every combination is tried by itself.
  void try_for_rule(const model::Rule& rule, std::uint32_t index) {
    if (!rule.event || rule.event->silence || taken_.contains(index)) return;
    Needs own;
    own.rules.insert(index);
    for (const Expr& where : rule.where) own.conditions.push_back(&where);
    try_alone(own, rule.event->types);
  }

  void try_for_key(const expr::EventKey& key, std::uint32_t index) {
    if (!key.where || taken_keys_.contains(index)) return;
    Needs own;
    own.conditions.push_back(&*key.where);
    try_alone(own, key.types);
  }

  void try_alone(const Needs& own, const std::vector<bool>& types) {
    const Constants constants = constants_of(moment_, own);
    for (std::uint32_t type = 0; type < types.size(); ++type) {
      if (types[type]) (void)try_all(type, constants, false);
    }
  }

  void note_left_out() {
    constexpr std::size_t kMostNamed = 3;
    std::string names;
    std::size_t count = 0;
    for (const std::uint32_t index : needs_.rules) {
      const model::Rule& rule = model_.rules[index];
      if (!rule.event || rule.event->silence || taken_.contains(index)) continue;
      if (++count <= kMostNamed) names += (count == 1 ? "'" : ", '") + rule.name + "'";
    }
    if (count == 0) return;
    if (count > kMostNamed) names += " and " + std::to_string(count - kMostNamed) + " more";
    out_.left_out.push_back("an event that the rule takes, which could not be made up: " + names);
  }

  // The values to try of each property, missing first. `all`: also of properties for which there
  // are no constants.
  std::vector<std::vector<Datum>> values_of(std::uint32_t type, const Constants& constants,
                                            bool all) const {
    std::vector<std::vector<Datum>> values;
    for (const Field& field : model_.events[type].properties) {
      values.push_back({Datum()});
      const std::string name = expr::canonical_name(field.name);
      const auto found = constants.properties.find(name);
      const bool none = found == constants.properties.end();
      if (!used_.contains(name) || (none && !all)) continue;
      for (Datum& value : values_to_try(field, none ? Turns() : found->second)) {
        values.back().push_back(std::move(value));
      }
    }
    return values;
  }

  // Every combination of values; false where there are too many.
  bool try_all(std::uint32_t type, const Constants& constants, bool all) {
    const std::vector<std::vector<Datum>> values = values_of(type, constants, all);
    std::size_t combinations = 1;
    for (const auto& choices : values) {
      combinations *= std::min(choices.size(), kMostExamples);
      combinations = std::min(combinations, kMostExamples + 1);
    }
    EventRecord event;
    event.at = moment_.state().now;
    event.type = type;
    for (std::size_t i = 0; i < std::min(combinations, kMostExamples); ++i) {
      event.properties.clear();
      std::size_t rest = i;
      for (const auto& choices : values) {
        event.properties.push_back(choices[rest % choices.size()]);
        rest /= choices.size();
      }
      keep(event, examples_[type]);
    }
    return combinations <= kMostExamples;
  }

  static std::size_t known(const EventRecord& event) {
    return static_cast<std::size_t>(
        std::count_if(event.properties.begin(), event.properties.end(),
                      [](const Datum& datum) { return !datum.is_missing(); }));
  }

  void keep(const EventRecord& event, Examples& examples) {
    const auto& ignore = model_.events[event.type].ignore;
    if (ignore && moment_.holds(*ignore, &event)) return;
    Signature signature = signature_of(event);
    const auto [found, added] = examples.of.try_emplace(signature, event);
    if (added)
      examples.order.push_back(std::move(signature));
    else if (known(event) < known(found->second))
      found->second = event;
  }

  Signature signature_of(const EventRecord& event) {
    Signature signature;
    for (const std::uint32_t index : needs_.rules) {
      const model::Rule& rule = model_.rules[index];
      if (!rule.event || rule.event->silence || !rule.event->types[event.type]) continue;
      const bool takes = std::all_of(rule.where.begin(), rule.where.end(), [&](const Expr& where) {
        return moment_.holds(where, &event);
      });
      if (takes) taken_.insert(index);
      signature.push_back(takes ? worth(rule, event) : "");
    }
    for (const std::uint32_t index : needs_.keys) {
      const expr::EventKey& key = model_.vocabulary.keys[index];
      const bool in = key.types[event.type] && moment_.holds(key.where, &event);
      if (in) taken_keys_.insert(index);
      signature.emplace_back(in ? "in" : "");
    }
    for (const model::RejectionRule& rule : model_.rejections) {
      signature.emplace_back(rule.event[event.type] && moment_.holds(rule.where, &event) ? "in"
                                                                                         : "");
    }
    const auto& fields = model_.events[event.type].properties;
    for (std::size_t slot = 0; slot < fields.size(); ++slot) {
      const bool matters = aggregated_.contains(expr::canonical_name(fields[slot].name));
      if (matters) signature.push_back(print(event.properties[slot]));
    }
    return signature;
  }

  std::string worth(const model::Rule& rule, const EventRecord& event) {
    const auto amount = moment_.amount(rule, &event);
    return amount ? round_product(*amount, rule.weight).to_text() : "none";
  }

  void add(const EventRecord& event) {
    EventKind kind{event.type, {}};
    const auto& fields = model_.events[event.type].properties;
    for (std::size_t slot = 0; slot < fields.size(); ++slot) {
      if (event.properties[slot].is_missing()) continue;
      kind.properties.emplace_back(fields[slot].name, event.properties[slot]);
    }
    out_.kinds.push_back(std::move(kind));
  }

  Moment& moment_;
  const model::Model& model_;
  const Needs& needs_;
  const Constants& constants_;
  std::set<std::string, std::less<>> used_;  // properties that something looks at, canonical names
  std::set<std::string, std::less<>> aggregated_;  // and those whose very value matters
  std::set<std::uint32_t> taken_, taken_keys_;     // rules and keys that some example fits
  std::map<std::uint32_t, Examples> examples_;     // by type
  EventKinds out_;
};

}  // namespace

EventKinds event_kinds(Moment& moment, const Needs& needs, const Constants& constants) {
  return Finder(moment, needs, constants).find();
}

std::vector<Datum> values_to_try(const Field& field, const Turns& turns) {
  std::vector<Datum> constants = turns.values;
  constants.insert(constants.end(), turns.patterns.begin(), turns.patterns.end());
  const bool number = field.type == ValueType::integer || field.type == ValueType::number;
  if (number && constants.empty())
    return {Datum::of(std::int64_t{1}), Datum::of(std::int64_t{100})};
  if (field.type == ValueType::time && constants.empty()) return {Datum::of(kEarliestTime)};
  std::vector<Datum> values = classes_of(std::move(constants), field);
  if (field.type != ValueType::text || !field.one_of.empty()) return values;
  const std::size_t count = std::min(turns.patterns.size(), kMostPaired);
  std::string all;
  for (std::size_t i = 0; i < count; ++i) {
    all += (all.empty() ? "" : " ") + turns.patterns[i].text->written;
    for (std::size_t j = 0; j < count; ++j) {
      if (j == i) continue;
      values.push_back(
          Datum::text_of(turns.patterns[i].text->written + ' ' + turns.patterns[j].text->written));
    }
  }
  if (count > 2) values.push_back(Datum::text_of(all));
  return values;
}

}  // namespace leadscore::lead
