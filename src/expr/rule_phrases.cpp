// SPDX-License-Identifier: Apache-2.0

// The phrases of `event`, `limit` and `decay`.
#include <algorithm>
#include <array>
#include <charconv>

#include "expr/grammar.hpp"
#include "expr/limit_errors.hpp"
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
  return phrase.finish(std::move(limit));
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
  return phrase.finish(std::move(decay));
}

}  // namespace leadscore::expr
