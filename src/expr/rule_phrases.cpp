// SPDX-License-Identifier: Apache-2.0

// The phrases of `event`, `limit` and `decay`.
#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <utility>
#include <variant>

#include "expr/grammar.hpp"
#include "expr/limit_errors.hpp"
#include "expr/meant.hpp"
#include "expr/phrase.hpp"
#include "expr/tokens.hpp"

namespace leadscore::expr {
namespace {

enum class Amount { percent, points, nothing };

struct DecayWord {
  std::string_view word;
  DecayKind kind;
  Amount amount;
};

constexpr std::array kDecays = {
#define LEADSCORE_DECAY(word, amount, example, summary) \
  DecayWord{#word, DecayKind::word, Amount::amount},
#include "expr/decays.def"
#undef LEADSCORE_DECAY
};

void read_silence(Phrase& phrase, EventSyntax& events) {
  phrase.expect("(");
  events.silence = phrase.take_duration("a duration such as 30d", events.silence_span);
  if (phrase.take("of")) events.events = phrase.take_names();
  phrase.expect(")");
}

void read_count(Phrase& phrase, LimitSyntax& limit, const Limits& limits) {
  limit.count_span = phrase.next_span();
  if (phrase.take("once")) return;
  if (!phrase.next_is_number()) {
    phrase.fail_expected("'once' or a number", phrase.next() == "twice" ? "write 2" : "");
    return;
  }
  const std::string written = phrase.take_number(limit.count_span);
  const char* end = written.data() + written.size();
  const auto [stop, error] = std::from_chars(written.data(), end, limit.count);
  if (error == std::errc::result_out_of_range ||
      (stop == end && limit.count > limits.limit_count)) {
    phrase.fail(over_limit_count(limits, limit.count_span));
  } else if (stop != end || limit.count == 0) {
    phrase.fail({limit.count_span, quoted(written) + " is no number of occurrences",
                 "a whole number, at least 1"});
  }
}

void read_period(Phrase& phrase, LimitSyntax& limit) {
  limit.per_span = phrase.next_span();
  if (!phrase.take("calendar")) {
    limit.per = phrase.take_duration("a duration such as 7d, or 'calendar'", limit.per_span);
    return;
  }
  limit.per_span.end = phrase.next_span().end;
  limit.per_calendar = phrase.take_calendar();
}

void read_amount(Phrase& phrase, DecaySyntax& decay) {
  decay.amount = phrase.take_number(decay.amount_span);
  if (decay.kind == DecayKind::linear) {
    decay.amount_span.end = phrase.next_span().end;
    if (!phrase.take("%")) {
      phrase.fail_expected("'%'", "for points in place of a share, write: lose " + decay.amount);
    }
  } else if (phrase.next() == "%") {
    phrase.fail_expected("'every'",
                         "for a share of the points, write: linear " + decay.amount + "%");
  }
}

// How to write what goes on behind an event's name.
std::string hint_behind_event(Phrase ahead, const EventSyntax& events) {
  if (events.silence || events.events.empty()) return "";
  if (ahead.next() == "," || ahead.next() == ";" || ahead.next() == "/") {
    return "events are joined with |: a | b";
  }
  if (ahead.next() == ".") return "a property is asked for under 'where'";
  if (!ahead.take("-")) return "";
  const std::string_view rest = ahead.next();
  return rest.empty() ? ""
                      : "if this is one name, write it " + events.events.back().text + "_" +
                            std::string(rest);
}

// The result with a better hint, where there is one.
template <class T>
Parsed<T> with_hint(Parsed<T> parsed, const std::string& hint) {
  auto* error = std::get_if<SyntaxError>(&parsed);
  if (error != nullptr && error->code == "syntax" && !hint.empty()) error->hint = hint;
  return parsed;
}

std::string hint_for_limit(std::string_view text) {
  const std::string limit = limit_meant(text);
  if (!limit.empty()) return "write: " + limit;
  const std::string each = property_meant(text);
  return each.empty() ? "" : "for each value of a property write: " + each;
}

}  // namespace

Parsed<EventSyntax> parse_events(std::string_view text, const Limits& limits) {
  Phrase phrase(text, limits);
  EventSyntax events;
  events.events = {};
  if (Phrase ahead = phrase; ahead.take("silence") && ahead.next() == "(") {
    phrase = ahead;
    read_silence(phrase, events);
  } else {
    events.events = phrase.take_names();
  }
  if (!phrase.next().empty()) phrase.fail_expected("the end", hint_behind_event(phrase, events));
  return phrase.finish(std::move(events));
}

Parsed<LimitSyntax> parse_limit(std::string_view text, const Limits& limits) {
  Phrase phrase(text, limits);
  LimitSyntax limit;
  read_count(phrase, limit, limits);
  if (phrase.take("each")) limit.each = phrase.take_name("the name of a property", "per");
  if (phrase.take("per")) read_period(phrase, limit);
  if (!phrase.next().empty()) {
    phrase.fail_expected(limit.per_calendar || limit.per ? "the end"
                         : limit.each                    ? "'per'"
                                                         : "'each' or 'per'");
  }
  auto parsed = phrase.finish(std::move(limit));
  const bool good = std::holds_alternative<LimitSyntax>(parsed);
  return good ? parsed : with_hint(std::move(parsed), hint_for_limit(text));
}

Parsed<DecaySyntax> parse_decay(std::string_view text, const Limits& limits) {
  Phrase phrase(text, limits);
  DecaySyntax decay;
  const auto* found = std::find_if(kDecays.begin(), kDecays.end(),
                                   [&](const DecayWord& one) { return phrase.take(one.word); });
  if (found != kDecays.end()) {
    decay.kind = found->kind;
    if (found->amount != Amount::nothing) read_amount(phrase, decay);
  } else {
    phrase.fail_expected("'linear', 'lose' or 'half'",
                         "such as: linear 25% every 30d, lose 5 every 7d, half every 14d");
  }
  phrase.expect("every");
  decay.every = phrase.take_duration("a duration such as 14d", decay.every_span);
  auto parsed = phrase.finish(std::move(decay));
  const bool good = std::holds_alternative<DecaySyntax>(parsed);
  const std::string meant = good ? "" : decay_meant(text);
  return meant.empty() ? parsed : with_hint(std::move(parsed), "write: " + meant);
}

}  // namespace leadscore::expr
