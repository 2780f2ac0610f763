// SPDX-License-Identifier: Apache-2.0

// Groups, and what the rules inside have from them.
#include <utility>

#include "model/rules.hpp"

namespace leadscore::model {

namespace {

// A group's conditions are copied into the rules inside; this bounds what they come to.
constexpr std::size_t kMostCopiedNodes = 200'000;

std::size_t size_of(const Expr& expr) {
  std::size_t nodes = 0;
  expr::walk(expr, [&](const Expr&) { ++nodes; });
  return nodes;
}

}  // namespace

GroupCondition* RuleReader::condition(const yaml::Node& node) {
  conditions_.emplace_back().node = &node;
  return &conditions_.back();
}

std::optional<Item> RuleReader::group(const yaml::Node& node, const Inherited& from) {
  bool good = build_.map_of(node, "group");
  auto& groups = build_.model().groups;
  const auto index = static_cast<std::uint32_t>(groups.size());
  groups.emplace_back();  // so that it comes before the groups inside

  Group group;
  group.score = score_;
  good = read_name(node, "group", group_names_, group.name) && good;
  const yaml::Node* name = node.find("group");
  group.span = name ? name->span : node.span;
  group.place = build_.place(group.span);
  if (const yaml::Node* when = node.find("when")) {
    group.when = build_.condition(*when, "'when'");
    good = good && group.when;
  }
  if (const yaml::Node* combine = node.find("combine")) {
    auto word = read_combine(build_, *combine);
    group.combine = word.value_or(Combine::sum);
    good = good && word;
  }
  good = read_bounds(build_, node, group.min, group.max) && good;
  Inherited inherited = from;
  good = read_shared(node, inherited) && good;
  if (const yaml::Node* rules = node.find("rules")) group.items = items(*rules, inherited);
  groups[index] = std::move(group);
  if (!good) return std::nullopt;
  return Item{true, index};
}

// What a group says for the rules inside.
bool RuleReader::read_shared(const yaml::Node& node, Inherited& inherited) {
  bool good = true;
  const auto read = [&](const char* key, auto& target, auto reader) {
    const yaml::Node* value = node.find(key);
    if (!value) return;
    target = reader(build_, *value);
    good = good && target.has_value();
  };
  read("weight", inherited.weight, read_weight);
  read("limit", inherited.limit, read_limit);
  read("decay", inherited.decay, read_decay);
  read("expires", inherited.expires, read_expires);
  read("active", inherited.active, read_active);
  if (const yaml::Node* where = node.find("where")) inherited.where.push_back(condition(*where));
  if (const yaml::Node* given = node.find("given")) {
    GroupCondition* shared = condition(*given);
    auto expr = build_.condition(*given, "'given'");  // the same for all events
    good = good && expr;
    shared->reported = expr ? 0 : 1;
    if (expr) shared->by_types.emplace(std::vector<std::uint32_t>(), std::move(*expr));
    inherited.given.push_back(shared);
  }
  return good;
}

bool RuleReader::inherit(const Inherited& from, const EventPhrase* event, Rule& rule) {
  if (!event) {
    bool good = refuse_inherited(from.where, "where", "has no 'event'", rule);
    return refuse_inherited(from.given, "given", "has no 'event'", rule) && good;
  }
  bool good = true;
  if (event->source.silence) {
    good = refuse_inherited(from.where, "where", "is of a silence, which has no properties", rule);
  } else {
    const Where occurrence{expr::Context::occurrence, event->types};
    for (GroupCondition* outer : from.where) {
      good = inherit(*outer, occurrence, "'where'", rule, rule.where) && good;
    }
  }
  for (GroupCondition* outer : from.given) {
    good = inherit(*outer, Where{}, "'given'", rule, rule.given) && good;
  }
  return good;
}

bool RuleReader::inherit(GroupCondition& condition, const Where& where, std::string_view what,
                         const Rule& rule, std::vector<Expr>& into) {
  if (condition.reported > 0) return false;
  auto found = condition.by_types.find(where.event_types);
  if (found == condition.by_types.end()) {
    const std::size_t before = build_.diagnostics().size();
    auto expr = build_.condition(*condition.node, what, where);
    if (!expr) {
      condition.reported = 1;
      if (build_.diagnostics().size() > before) {
        build_.diagnostics().back().notes.push_back({rule.span, "for this rule of the group"});
      }
      return false;
    }
    found = condition.by_types.emplace(where.event_types, std::move(*expr)).first;
  }
  if (!copies_fit(found->second, condition.node->span)) return false;
  into.push_back(found->second);
  return true;
}

bool RuleReader::copies_fit(const Expr& expr, Span span) {
  copied_nodes_ += size_of(expr);
  if (copied_nodes_ <= kMostCopiedNodes) return true;
  if (!too_many_copies_) {
    build_.error(span, "limit-expression-nodes",
                 "the conditions of groups come to more than " + std::to_string(kMostCopiedNodes) +
                     " nodes over the rules inside them");
  }
  too_many_copies_ = true;
  return false;
}

// Conditions of groups that a rule cannot be judged by; each is reported for one rule.
bool RuleReader::refuse_inherited(const std::vector<GroupCondition*>& conditions,
                                  std::string_view what, std::string_view why, const Rule& rule) {
  for (GroupCondition* condition : conditions) {
    if (condition->reported++ > 0) continue;
    build_
        .error(rule.span, "conflict",
               "rule " + quoted(rule.name) + " " + std::string(why) + ", so the group's '" +
                   std::string(what) + "' cannot hold for it",
               what == "where" ? "put the rule outside the group"
                               : "put the rule outside the group, or use 'when'")
        .notes.push_back({condition->node->span, "'" + std::string(what) + "' stands here"});
  }
  return conditions.empty();
}

}  // namespace leadscore::model
