// SPDX-License-Identifier: Apache-2.0
#include "model/rules.hpp"

#include <algorithm>
#include <utility>

#include "model/keys.hpp"
#include "model/tables.hpp"
#include "text/fold.hpp"
#include "text/nearest.hpp"

namespace leadscore::model {

namespace {

// Takes a value that was read, unless it is missing.
template <class T, class Target>
bool take(std::optional<T> value, Target& target) {
  if (!value) return false;
  target = std::move(*value);
  return true;
}

void hint_of_silence(Diagnostic& made) {
  if (made.code == "unknown-property" && made.hint.empty()) {
    made.hint = "a silence has no properties; its points are a number or a defined constant";
  }
}

// Whether an unknown key of a rule is a misspelt `points`.
bool means_points(const yaml::Node& rule) {
  static const std::vector<std::string> wanted = {"points"};
  return std::any_of(rule.entries.begin(), rule.entries.end(), [](const yaml::Entry& entry) {
    return text::nearest(entry.key.text, wanted).has_value();
  });
}

}  // namespace

std::vector<Item> RuleReader::items(const yaml::Node& list, const Inherited& from) {
  std::vector<Item> found;
  if (!list.is_list()) {
    build_.is_list(list, "'rules'");
    build_.diagnostics().back().hint = "one line for each: - {rule: NAME, when: ..., points: 10}";
    return found;
  }
  for (const yaml::Node& node : list.items) {
    if (auto made = item(node, from)) found.push_back(*made);
  }
  return found;
}

std::optional<Item> RuleReader::item(const yaml::Node& node, const Inherited& from) {
  if (!build_.is_map(node, "a rule")) return std::nullopt;
  const yaml::Entry* rule_entry = entry_of(node, "rule");
  const yaml::Entry* group_entry = entry_of(node, "group");
  if (rule_entry && group_entry) {
    build_.error(group_entry->key.span, "conflict", "this is both a rule and a group")
        .notes.push_back({rule_entry->key.span, "'rule' stands here"});
    return std::nullopt;
  }
  if (group_entry || (!rule_entry && node.find("rules"))) return group(node, from);
  return rule(node, from);
}

// False, after one report, for rules above the limit.
bool RuleReader::below_limit(Span span) {
  const std::uint64_t most = build_.limits().rules;
  if (++rules_ == most + 1) {
    build_.error(
        span, "limit-rules",
        "a rule file has at most " + std::to_string(most) + " rules, and this is one more");
  }
  return rules_ <= most;
}

bool RuleReader::read_name(const yaml::Node& node, std::string_view what,
                           std::map<std::string, Span, std::less<>>& names, std::string& name) {
  const yaml::Node* written = node.find(what);
  if (!written) return false;  // map_of has said so
  auto text = build_.text(*written, "'" + std::string(what) + "'");
  if (!text) return false;
  name = text::trim(*text);
  if (name.empty()) {
    build_.error(written->span, "bad-name", "the name of this " + std::string(what) + " is empty");
    return false;
  }
  auto [first, is_new] = names.emplace(expr::canonical_name(name), written->span);
  if (!is_new) build_.duplicate(written->span, what, name, first->second);
  return is_new;
}

std::optional<Item> RuleReader::rule(const yaml::Node& node, const Inherited& from) {
  if (!below_limit(node.span)) return std::nullopt;
  bool good = build_.map_of(node, "rule");
  Rule rule;
  rule.score = score_;
  good = read_name(node, "rule", rule_names_, rule.name) && good;
  const yaml::Node* name = node.find("rule");
  rule.span = name ? name->span : node.span;
  rule.place = build_.place(rule.span);
  if (const yaml::Node* when = node.find("when")) {
    good = take(build_.condition(*when, "'when'"), rule.when) && good;
  }
  if (const yaml::Node* written = node.find("event")) {
    auto event = read_event(build_, *written);
    good = event && read_event_part(node, from, *event, rule) && good;
  } else {
    good = needs_no_event(node) && good;
    good = inherit(from, nullptr, rule) && good;
    good = read_worth(node, Where{}, nullptr, rule) && good;
  }
  good = read_rest(node, from, rule) && good;
  if (!good) return std::nullopt;
  auto& rules = build_.model().rules;
  rules.push_back(std::move(rule));
  return Item{false, static_cast<std::uint32_t>(rules.size() - 1)};
}

// What only a rule with events can say.
bool RuleReader::needs_no_event(const yaml::Node& node) {
  bool good = true;
  for (std::string_view key : keys_that_need("rule", "event")) {
    const yaml::Entry* entry = entry_of(node, key);
    if (!entry) continue;
    std::string hint;
    if (key == "where" || key == "given") hint = "a condition on the lead as it is now is 'when'";
    build_.error(entry->key.span, "missing-key",
                 "'" + std::string(key) + "' needs 'event': this rule is about no event",
                 std::move(hint));
    good = false;
  }
  return good;
}

bool RuleReader::read_event_part(const yaml::Node& node, const Inherited& from,
                                 const EventPhrase& event, Rule& rule) {
  const Where occurrence{expr::Context::occurrence, event.types};
  const yaml::Entry* where = entry_of(node, "where");
  const yaml::Node* given = node.find("given");
  const yaml::Node* limit = node.find("limit");
  const yaml::Node* decay = node.find("decay");
  const yaml::Node* expires = node.find("expires");
  rule.event = event.source;
  bool good = inherit(from, &event, rule);
  if (where && event.source.silence) {
    build_.error(where->key.span, "conflict",
                 "a silence has no properties, so 'where' has nothing to look at",
                 "a condition on the lead at that moment is 'given'");
    good = false;
  } else if (where) {
    auto condition = build_.condition(where->value, "'where'", occurrence);
    good = good && condition;
    if (condition) rule.where.push_back(std::move(*condition));
  }
  if (given) {
    auto condition = build_.condition(*given, "'given'");
    good = good && condition;
    if (condition) rule.given.push_back(std::move(*condition));
  }
  auto phrase = limit ? read_limit(build_, *limit) : from.limit;
  good = good && (phrase || !limit);
  if (phrase) good = read_limit_of(*phrase, limit != nullptr, event, rule) && good;
  rule.decay = decay ? read_decay(build_, *decay) : from.decay;
  rule.expires = expires ? read_expires(build_, *expires) : from.expires;
  good = good && (rule.decay || !decay) && (rule.expires || !expires);
  return read_worth(node, occurrence, &event, rule) && good;
}

// The limit that a rule has, of its own or of a group around it.
bool RuleReader::read_limit_of(const LimitPhrase& phrase, bool own, const EventPhrase& event,
                               Rule& rule) {
  if (take(bind_limit(build_, phrase, event), rule.limit)) return true;
  if (!own) {
    build_.diagnostics().back().notes.push_back({rule.span, "for this rule of the group"});
  }
  return false;
}

bool RuleReader::read_worth(const yaml::Node& node, const Where& where, const EventPhrase* event,
                            Rule& rule) {
  const yaml::Entry* by = entry_of(node, "by");
  const yaml::Node* points = node.find("points");
  if (by && event && event->source.silence) {
    build_.error(by->key.span, "conflict",
                 "a silence has no properties, so there is nothing for 'by' to look at");
    return false;
  }
  if (by || (points && points->is_map())) {
    return take(read_table(build_, known_values_, node, where), rule.table);
  }
  bool good = true;
  if (const yaml::Entry* combine = entry_of(node, "combine")) {
    build_.error(combine->key.span, "missing-key",
                 "'combine' says which rows of a table count, and this rule has no 'by'");
    good = false;
  }
  if (points) {
    auto worth = build_.worth(*points, "'points'", where);
    if (!worth && event && event->source.silence) hint_of_silence(build_.diagnostics().back());
    return take(std::move(worth), rule.worth) && good;
  }
  if (means_points(node)) return false;  // a misspelt key, which has been reported
  build_.error(rule.span, "missing-key", "rule " + quoted(rule.name) + " needs 'points'",
               "points: 10");
  return false;
}

bool RuleReader::read_rest(const yaml::Node& node, const Inherited& from, Rule& rule) {
  const yaml::Node* weight = node.find("weight");
  const yaml::Node* reason = node.find("reason");
  const yaml::Node* active = node.find("active");
  const yaml::Node* enabled = node.find("enabled");
  bool good = read_bounds(build_, node, rule.min, rule.max);
  rule.reason = rule.name;
  if (reason) good = take(build_.text(*reason, "'reason'"), rule.reason) && good;
  if (enabled) good = take(build_.boolean(*enabled, "'enabled'"), rule.enabled) && good;
  auto factor = weight ? read_weight(build_, *weight) : from.weight;
  if (factor) rule.weight = *factor;
  auto times = active ? read_active(build_, *active) : from.active;
  if (times) {
    rule.active_from = times->from;
    rule.active_until = times->until;
  }
  return good && (factor || !weight) && (times || !active);
}

}  // namespace leadscore::model
