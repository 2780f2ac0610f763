// SPDX-License-Identifier: Apache-2.0

// What happens when sales sends a lead back.
#include <algorithm>
#include <map>
#include <utility>

#include "model/entries.hpp"
#include "model/keys.hpp"
#include "model/phrases.hpp"
#include "text/fold.hpp"

namespace leadscore::model {

namespace {

constexpr int kScaleDigits = 6;

// A score with rules, which alone has books to close.
std::optional<std::uint32_t> score_with_rules(Builder& build, const yaml::Node& name) {
  auto index = build.score(name);
  if (!index) return std::nullopt;
  const auto& scores = build.model().scores;
  if (*index >= scores.size() || !scores[*index].expression) return index;
  build.error(name.span, "conflict",
              quoted(name.text) +
                  " is computed from other scores; a rejection changes scores with "
                  "rules",
              "name the scores it is computed from: " + scores[*index].text);
  return std::nullopt;
}

std::optional<Points> read_lower(Builder& build, const yaml::Node& node) {
  auto points = build.points(node, "'lower'");
  if (!points || *points >= Points()) return points;
  build.error(node.span, "out-of-range",
              "'lower' says how many points less, and cannot be below 0");
  return std::nullopt;
}

std::optional<Decimal> read_scale(Builder& build, const yaml::Node& node) {
  auto factor = build.decimal(node, "'scale'", kScaleDigits);
  if (!factor) return std::nullopt;
  std::int64_t one = 1;
  for (int i = 0; i < factor->digits; ++i) one *= 10;
  if (factor->count >= 0 && factor->count <= one) return factor;
  build.error(node.span, "out-of-range", "'scale' must be between 0 and 1",
              "0.5 keeps half of what the past gave");
  return std::nullopt;
}

// Reads the keys of one effect: the general one, or that of a reason.
class EffectReader {
 public:
  EffectReader(Builder& build, const yaml::Node& node) : build_(build), node_(node) {}

  // The general effect, changed by the keys that are there; nothing after a report.
  std::optional<RejectionEffect> read(RejectionEffect effect) {
    read_changes(effect);
    if (const yaml::Node* to = node_.find("to")) {
      effect.to = build_.stage(*to);
      good_ = good_ && effect.to;
    }
    if (const yaml::Node* hold = node_.find("hold")) read_hold(*hold, effect);
    return good_ ? std::optional(std::move(effect)) : std::nullopt;
  }

 private:
  void read_changes(RejectionEffect& effect) {
    const yaml::Node* lower = node_.find("lower");
    const yaml::Node* scale = node_.find("scale");
    const yaml::Node* reset = node_.find("reset");
    if (!lower && !scale && !reset) return;
    effect.changes.clear();
    if (lower) read_map(*lower, BookChange::Kind::lower, effect);
    if (scale) read_map(*scale, BookChange::Kind::scale, effect);
    if (!reset) return;
    auto names = build_.scalars(*reset, "'reset'");
    good_ = good_ && names;
    if (!names) return;
    for (const yaml::Node* name : *names) add(*name, {}, effect);
  }

  void read_map(const yaml::Node& node, BookChange::Kind kind, RejectionEffect& effect) {
    const bool lower = kind == BookChange::Kind::lower;
    if (!build_.is_map(node, lower ? "'lower'" : "'scale'")) {
      good_ = false;
      return;
    }
    for (const yaml::Entry& entry : node.entries) {
      BookChange change;
      change.kind = kind;
      auto points = lower ? read_lower(build_, entry.value) : std::optional(Points());
      auto factor = lower ? std::optional(Decimal()) : read_scale(build_, entry.value);
      good_ = good_ && points && factor;
      change.lower = points.value_or(Points());
      change.scale = factor.value_or(Decimal());
      add(entry.key, change, effect);
    }
  }

  void add(const yaml::Node& name, BookChange change, RejectionEffect& effect) {
    auto score = score_with_rules(build_, name);
    good_ = good_ && score;
    if (!score) return;
    auto [first, is_new] = seen_.emplace(*score, name.span);
    if (!is_new) {
      build_
          .error(name.span, "conflict",
                 quoted(name.text) +
                     " is changed twice: only one of 'lower', 'scale' and "
                     "'reset' can name a score")
          .notes.push_back({first->second, "it is named here too"});
      good_ = false;
      return;
    }
    change.score = *score;
    effect.changes.push_back(change);
  }

  void read_hold(const yaml::Node& node, RejectionEffect& effect) {
    effect.hold.reset();
    effect.hold_forever = node.is_scalar() && text::trim(node.text) == kForever;
    if (effect.hold_forever) return;
    effect.hold = build_.duration(node, "'hold'", kShortestSpan, kLongestSpan);
    if (effect.hold) return;
    good_ = false;
    Diagnostic& made = build_.diagnostics().back();
    if (made.code == "bad-duration") made.hint = "write a duration such as 14d, or: forever";
  }

  Builder& build_;
  const yaml::Node& node_;
  std::map<std::uint32_t, Span> seen_;
  bool good_ = true;
};

// The property `reason` of the events that can have it; none where none has.
std::vector<const Field*> reasons_of(const Model& model, const std::vector<std::uint32_t>& types) {
  std::vector<const Field*> found;
  for (std::uint32_t type : types) {
    for (const Field& field : model.events[type].properties) {
      if (expr::canonical_name(field.name) == "reason") found.push_back(&field);
    }
  }
  return found;
}

bool has_reason(Builder& build, const yaml::Entry& entry, const std::vector<std::uint32_t>& types) {
  const Model& model = build.model();
  auto fields = reasons_of(model, types);
  if (fields.empty()) {
    const std::string event = types.empty() ? "the event" : quoted(model.events[types[0]].name);
    build.error(entry.key.span, "unknown-property",
                "'by_reason' needs the property 'reason', and " + event + " has none",
                "declare it with the event: {reason: text}");
    return false;
  }
  for (const Field* field : fields) {
    if (field->type == ValueType::text) continue;
    build
        .error(entry.key.span, "wrong-type", "'by_reason' needs the property 'reason' to be a text")
        .notes.push_back({field->span, "it is declared here"});
    return false;
  }
  return true;
}

// A reason outside `one_of` can never come.
bool can_come(Builder& build, const yaml::Node& key, const std::vector<const Field*>& fields) {
  std::vector<std::string> known;
  const std::string folded = text::fold_and_trim(key.text);
  for (const Field* field : fields) {
    if (field->one_of.empty()) return true;
    for (const Datum& value : field->one_of) {
      if (!value.text) continue;
      if (value.text->folded == folded) return true;
      known.push_back(value.text->written);
    }
  }
  build.unknown(key.span, "unknown-value", "reason", key.text, known);
  return false;
}

bool read_reasons(Builder& build, const yaml::Entry& entry, const std::vector<std::uint32_t>& types,
                  RejectionRule& rule) {
  if (!build.is_map(entry.value, "'by_reason'") || !has_reason(build, entry, types)) return false;
  const auto fields = reasons_of(build.model(), types);
  bool good = true;
  std::map<std::string, Span> seen;
  for (const yaml::Entry& reason : entry.value.entries) {
    std::string folded = text::fold_and_trim(reason.key.text);
    auto [first, is_new] = seen.emplace(folded, reason.key.span);
    if (!is_new) build.duplicate(reason.key.span, "reason", reason.key.text, first->second);
    good = can_come(build, reason.key, fields) && is_new && good;
    good = build.map_of(reason.value, "rejection_effect") && good;
    if (!reason.value.is_map()) continue;
    auto effect = EffectReader(build, reason.value).read(rule.general);
    good = good && effect;
    if (effect) rule.by_reason.emplace(std::move(folded), std::move(*effect));
  }
  return good;
}

void read_entry(Builder& build, const yaml::Node& node) {
  bool good = build.map_of(node, "rejection");
  if (!node.is_map()) return;
  RejectionRule rule;
  const yaml::Node* event = node.find("event");
  rule.span = event ? event->span : node.span;
  std::optional<std::vector<std::uint32_t>> types;
  if (event) types = build.event_types(*event, "'event'");
  const yaml::Node* where = node.find("where");
  if (where && types) {
    rule.where = build.condition(*where, "'where'", {expr::Context::occurrence, *types});
    good = good && rule.where;
  }
  if (const yaml::Node* from = node.find("from")) {
    rule.from = build.stages(*from);
    good = good && !rule.from.empty();
    if (from->is_list() && from->items.empty()) {
      build.error(from->span, "wrong-kind", "'from' names no stage, so this is never a rejection");
    }
  }
  auto general = EffectReader(build, node).read({});
  if (general) rule.general = std::move(*general);
  const yaml::Entry* reasons = entry_of(node, "by_reason");
  if (reasons && types) good = read_reasons(build, *reasons, *types, rule) && good;
  if (!types || !general || !good) return;
  rule.event = expr::type_set(*types, build.model().vocabulary);
  build.model().rejections.push_back(std::move(rule));
}

}  // namespace

void read_rejection(Builder& build, const yaml::Node& node) {
  if (!node.is_list()) return read_entry(build, node);
  for (const yaml::Node& item : node.items) read_entry(build, item);
}

}  // namespace leadscore::model
