// SPDX-License-Identifier: Apache-2.0

// The rules and groups of scores.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/builder.hpp"
#include "model/known_values.hpp"
#include "model/phrases.hpp"

namespace leadscore::model {

// A `where` or `given` of a group: checked for the events of each rule inside, once for equal ones.
struct GroupCondition {
  const yaml::Node* node = nullptr;
  std::map<std::vector<std::uint32_t>, Expr> by_types;
  std::size_t reported = 0;  // rules for which it is wrong; only the first is reported
};

// What a rule has from the groups around it: their conditions, and what it says nothing of itself.
struct Inherited {
  std::vector<GroupCondition*> where, given;  // from the outside in
  std::optional<Decimal> weight;
  std::optional<LimitPhrase> limit;
  std::optional<Decay> decay;
  std::optional<Duration> expires;
  std::optional<Active> active;
};

// Reads all rules of a file: names are unique among all scores.
class RuleReader {
 public:
  explicit RuleReader(Builder& build) : build_(build), known_values_(build.model()) {}

  // The rules and groups under a `rules`.
  [[nodiscard]] std::vector<Item> items(const yaml::Node& list, std::uint32_t score) {
    score_ = score;
    return items(list, Inherited{});
  }

 private:
  [[nodiscard]] std::vector<Item> items(const yaml::Node& list, const Inherited& from);
  std::optional<Item> item(const yaml::Node& node, const Inherited& from);

  // groups.cpp
  std::optional<Item> group(const yaml::Node& node, const Inherited& from);
  bool read_shared(const yaml::Node& node, Inherited& inherited);
  GroupCondition* condition(const yaml::Node& node);
  // What the conditions of the groups around a rule come to for its events.
  bool inherit(const Inherited& from, const EventPhrase* event, Rule& rule);
  bool inherit(GroupCondition& condition, const Where& where, std::string_view what,
               const Rule& rule, std::vector<Expr>& into);
  bool refuse_inherited(const std::vector<GroupCondition*>& conditions, std::string_view what,
                        std::string_view why, const Rule& rule);
  bool copies_fit(const Expr& expr, Span span);

  // rules.cpp
  std::optional<Item> rule(const yaml::Node& node, const Inherited& from);
  bool read_name(const yaml::Node& node, std::string_view what,
                 std::map<std::string, Span, std::less<>>& names, std::string& name);
  bool read_event_part(const yaml::Node& node, const Inherited& from, const EventPhrase& event,
                       Rule& rule);
  bool read_limit_of(const LimitPhrase& phrase, bool own, const EventPhrase& event, Rule& rule);
  bool read_worth(const yaml::Node& node, const Where& where, const EventPhrase* event, Rule& rule);
  bool read_rest(const yaml::Node& node, const Inherited& from, Rule& rule);
  bool needs_no_event(const yaml::Node& node);
  bool below_limit(Span span);

  Builder& build_;
  KnownValues known_values_;
  std::uint32_t score_ = 0;
  std::uint64_t rules_ = 0;
  std::size_t copied_nodes_ = 0;
  bool too_many_copies_ = false;
  std::map<std::string, Span, std::less<>> rule_names_, group_names_;
  std::deque<GroupCondition> conditions_;
};

}  // namespace leadscore::model
