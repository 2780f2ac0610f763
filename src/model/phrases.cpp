// SPDX-License-Identifier: Apache-2.0
#include "model/phrases.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

#include "base/decimal.hpp"
#include "expr/grammar.hpp"
#include "model/keys.hpp"
#include "model/words.hpp"
#include "text/fold.hpp"

namespace leadscore::model {

namespace {

// Where the bytes of a phrase's part stand in the file.
Span inside(const Builder& build, const yaml::Node& node, Span part) {
  return yaml::span_inside(build.source(), node, part.begin, part.end);
}

// A part of a phrase that lies outside its range; the message names the range.
bool in_range(Builder& build, const yaml::Node& node, Span part, std::string_view what,
              Duration value, Duration least) {
  if (value >= least && value <= kLongestSpan) return true;
  build.error(inside(build, node, part), "out-of-range",
              std::string(what) + " must be between " + to_text(least) + " and " +
                  to_text(kLongestSpan) + ", and this is " +
                  node.text.substr(part.begin, part.end - part.begin));
  return false;
}

// The parsed phrase of a scalar; nothing after a report.
template <class Phrase, class Parse>
std::optional<Phrase> parse(Builder& build, const yaml::Node& node, std::string_view what,
                            const Parse& parser) {
  if (!build.text(node, what)) return std::nullopt;
  auto parsed = parser(node.text, build.limits());
  if (const auto* problem = std::get_if<expr::SyntaxError>(&parsed)) {
    build.report(node, *problem);
    return std::nullopt;
  }
  return std::get<Phrase>(std::move(parsed));
}

// `25%` as 25 / 10^2: the percentage as it was written, two places further.
std::optional<Decimal> fraction_of_percent(std::string_view percent) {
  constexpr int kDigits = 6;
  const std::size_t point = percent.find('.');
  if (point != std::string_view::npos) {
    while (percent.back() == '0') percent.remove_suffix(1);
    if (percent.back() == '.') percent.remove_suffix(1);
  }
  const int digits = point < percent.size() ? static_cast<int>(percent.size() - point - 1) : 0;
  if (digits > kDigits) return std::nullopt;
  auto count = parse_scaled(percent, digits);
  if (!count) return std::nullopt;
  return Decimal{*count, digits + 2};
}

bool percent_in_range(Decimal fraction) {
  std::int64_t whole = 1;
  for (int i = 0; i < fraction.digits; ++i) whole *= 10;
  return fraction.count > 0 && fraction.count <= whole;
}

bool read_amount(Builder& build, const yaml::Node& node, const expr::DecaySyntax& syntax,
                 Decay& decay) {
  const Span span = inside(build, node, syntax.amount_span);
  if (syntax.kind == expr::DecayKind::linear) {
    auto fraction = fraction_of_percent(syntax.amount);
    if (fraction && percent_in_range(*fraction)) {
      decay.amount = *fraction;
      return true;
    }
    build.error(span, "out-of-range",
                "'linear' takes a percentage above 0 and at most 100, with at most six digits "
                "after the point, and this is " +
                    syntax.amount);
    return false;
  }
  auto points = Points::parse(syntax.amount);
  if (points && *points > Points()) {
    decay.amount = Decimal{points->count(), 3};
    return true;
  }
  build.error(span, "bad-points",
              "'lose' takes points above 0, with at most three digits after the point, and this "
              "is " +
                  syntax.amount);
  return false;
}

// `[a, b]` as `a | b`.
std::string joined_events(const yaml::Node& list) {
  std::string joined;
  for (const yaml::Node& item : list.items) {
    if (!item.is_scalar() || item.is_null()) return "events are joined with |: a | b";
    joined += (joined.empty() ? "" : " | ") + item.text;
  }
  return "events are joined with |: " + (joined.empty() ? "a | b" : joined);
}

}  // namespace

const yaml::Entry* entry_of(const yaml::Node& map, std::string_view key) {
  auto found = std::find_if(map.entries.begin(), map.entries.end(),
                            [&](const yaml::Entry& entry) { return entry.key.text == key; });
  return found == map.entries.end() ? nullptr : &*found;
}

std::optional<EventPhrase> read_event(Builder& build, const yaml::Node& node) {
  if (node.is_list()) {
    build.error(node.span, "wrong-kind", "'event' needs a text, not a list", joined_events(node));
    return std::nullopt;
  }
  auto syntax = parse<expr::EventSyntax>(build, node, "'event'", expr::parse_events);
  if (!syntax) return std::nullopt;
  if (syntax->silence && !in_range(build, node, syntax->silence_span, "the length of a silence",
                                   *syntax->silence, kShortestStep)) {
    return std::nullopt;
  }
  if (syntax->silence && syntax->events.empty()) {
    syntax->events.push_back({std::string(expr::kAny), syntax->silence_span});
  }
  const expr::Vocabulary& vocabulary = build.model().vocabulary;
  std::vector<expr::Problem> problems;
  auto types = expr::resolve_events(syntax->events, vocabulary, problems);
  if (!problems.empty()) {
    build.report(node, problems);
    return std::nullopt;
  }
  EventPhrase phrase;
  phrase.source.types = expr::type_set(types, vocabulary);
  phrase.source.silence = syntax->silence;
  phrase.source.any = types.size() > 1 && types == vocabulary.index().behaviour;
  if (!phrase.source.any) phrase.source.listed = types;
  phrase.source.text = text::trim(node.text);
  if (!syntax->silence) phrase.types = std::move(types);
  phrase.span = node.span;
  return phrase;
}

std::optional<LimitPhrase> read_limit(Builder& build, const yaml::Node& node) {
  auto syntax = parse<expr::LimitSyntax>(build, node, "'limit'", expr::parse_limit);
  if (!syntax) return std::nullopt;
  if (syntax->per && !in_range(build, node, syntax->per_span, "the time of a limit", *syntax->per,
                               kShortestSpan)) {
    return std::nullopt;
  }
  LimitPhrase phrase;
  phrase.limit.count = syntax->count;
  phrase.limit.per = syntax->per;
  phrase.limit.per_calendar = syntax->per_calendar;
  phrase.limit.text = text::trim(node.text);
  phrase.each = std::move(syntax->each);
  phrase.node = &node;
  return phrase;
}

std::optional<Limit> bind_limit(Builder& build, const LimitPhrase& phrase,
                                const EventPhrase& event) {
  Limit limit = phrase.limit;
  if (!phrase.each) return limit;
  if (event.source.silence) {
    build.error(
        inside(build, *phrase.node, phrase.each->span), "unknown-property",
        "a silence has no properties, so there is no '" + phrase.each->text + "' to count each of");
    return std::nullopt;
  }
  std::vector<expr::Problem> problems;
  auto resolved =
      expr::resolve_property(*phrase.each, event.types, build.model().vocabulary, problems);
  if (!resolved) {
    build.report(*phrase.node, problems);
    return std::nullopt;
  }
  limit.each_exact = resolved->type.exact;
  limit.each = std::move(resolved->ref);
  return limit;
}

std::optional<Decay> read_decay(Builder& build, const yaml::Node& node) {
  auto syntax = parse<expr::DecaySyntax>(build, node, "'decay'", expr::parse_decay);
  if (!syntax) return std::nullopt;
  Decay decay;
  decay.kind = syntax->kind;
  decay.every = syntax->every;
  decay.text = text::trim(node.text);
  const bool half = syntax->kind == expr::DecayKind::half;
  bool good = in_range(build, node, syntax->every_span,
                       half ? "the interval of 'half'" : "the interval of a decay", syntax->every,
                       half ? kShortestHalf : kShortestStep);
  if (!half) good = read_amount(build, node, *syntax, decay) && good;
  return good ? std::optional(std::move(decay)) : std::nullopt;
}

std::optional<Duration> read_expires(Builder& build, const yaml::Node& node) {
  return build.duration(node, "'expires'", kShortestSpan, kLongestSpan);
}

std::optional<Decimal> read_weight(Builder& build, const yaml::Node& node) {
  auto weight = build.decimal(node, "'weight'", 6);
  if (!weight) return std::nullopt;
  std::int64_t most = kMostWeight;
  for (int i = 0; i < weight->digits; ++i) most *= 10;
  if (weight->count >= -most && weight->count <= most) return weight;
  build.error(node.span, "out-of-range",
              "'weight' must be between -1000000 and 1000000, and this is " +
                  std::string(text::trim(node.text)));
  return std::nullopt;
}

std::optional<Active> read_active(Builder& build, const yaml::Node& node) {
  bool good = build.map_of(node, "active");
  if (!node.is_map()) return std::nullopt;
  Active active;
  const yaml::Node* from = node.find("from");
  const yaml::Node* until = node.find("until");
  if (from) good = (active.from = build.time(*from, "'from'")).has_value() && good;
  if (until) good = (active.until = build.time(*until, "'until'")).has_value() && good;
  if (active.from && active.until && *active.from >= *active.until) {
    build.error(until->span, "conflict", "'until' is not after 'from', so this is never active")
        .notes.push_back({from->span, "'from' stands here"});
    good = false;
  }
  return good ? std::optional(active) : std::nullopt;
}

std::optional<Combine> read_combine(Builder& build, const yaml::Node& node) {
  auto text = build.text(node, "'combine'");
  if (!text) return std::nullopt;
  for (const auto& combine : combine_words()) {
    if (*text == combine.word) return combine.value;
  }
  build.error(node.span, "unknown-value", "'combine' is one of sum, first, max and min");
  return std::nullopt;
}

bool read_bounds(Builder& build, const yaml::Node& map, std::optional<Points>& min,
                 std::optional<Points>& max) {
  const yaml::Node* least = map.find("min");
  const yaml::Node* most = map.find("max");
  bool good = true;
  if (least) good = (min = build.points(*least, "'min'")).has_value() && good;
  if (most) good = (max = build.points(*most, "'max'")).has_value() && good;
  if (min && max && *min > *max) {
    build
        .error(least->span, "conflict",
               "'min' is " + min->to_text() + " and 'max' is " + max->to_text() +
                   ", so nothing lies between them")
        .notes.push_back({most->span, "'max' stands here"});
    good = false;
  }
  return good;
}

}  // namespace leadscore::model
