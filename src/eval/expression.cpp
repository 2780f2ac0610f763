// SPDX-License-Identifier: Apache-2.0

// Expressions: three-valued logic, arithmetic in doubles, tests on texts.
#include <algorithm>
#include <cmath>
#include <utility>

#include "eval/aggregate.hpp"
#include "eval/moment.hpp"
#include "expr/text_test.hpp"
#include "text/domain.hpp"
#include "text/fold.hpp"

namespace leadscore::eval {

using expr::Comparison;
using expr::Expr;
using expr::Op;

namespace {

// The truth of a three-valued condition: a missing datum is "unknown".
Datum all_of(Moment& moment, const Expr& expr, const EventRecord* event) {
  bool unknown = false;
  for (const Expr& arg : expr.args) {
    const Datum part = moment.value(arg, event);
    if (part.is_missing())
      unknown = true;
    else if (!part.is_true())
      return Datum::of(false);
  }
  return unknown ? Datum() : Datum::of(true);
}

Datum any_of(Moment& moment, const Expr& expr, const EventRecord* event) {
  bool unknown = false;
  for (const Expr& arg : expr.args) {
    const Datum part = moment.value(arg, event);
    if (part.is_missing())
      unknown = true;
    else if (part.is_true())
      return Datum::of(true);
  }
  return unknown ? Datum() : Datum::of(false);
}

Datum comparison(Moment& moment, const Expr& expr, const EventRecord* event) {
  const Datum a = moment.value(expr.args[0], event);
  const Datum b = moment.value(expr.args[1], event);
  if (a.is_missing() || b.is_missing()) return Datum();
  moment.note_crossing(a, b);
  return Datum::of(satisfies(expr.comparison, compare(a, b, expr.exact)));
}

Datum between(Moment& moment, const Expr& expr, const EventRecord* event) {
  const Datum x = moment.value(expr.args[0], event);
  const Datum low = moment.value(expr.args[1], event);
  const Datum high = moment.value(expr.args[2], event);
  if (x.is_missing()) return Datum();
  if (!low.is_missing()) moment.note_crossing(x, low);
  if (!high.is_missing()) moment.note_crossing(x, high);
  const bool below = !low.is_missing() && compare(x, low, false) < 0;
  const bool above = !high.is_missing() && compare(x, high, false) > 0;
  if (below || above) return Datum::of(false);
  return low.is_missing() || high.is_missing() ? Datum() : Datum::of(true);
}

Datum membership(Moment& moment, const Expr& expr, const EventRecord* event) {
  const Datum x = moment.value(expr.args[0], event);
  if (x.is_missing()) return Datum();
  const bool found = std::any_of(expr.literals->begin(), expr.literals->end(), [&](const Datum& y) {
    moment.note_crossing(x, y);
    return compare(x, y, expr.exact) == 0;
  });
  return Datum::of(found != expr.negated);
}

Datum text_test(Moment& moment, const Expr& expr, const EventRecord* event) {
  const Datum subject = moment.value(expr.args[0], event);
  return subject.is_missing() ? Datum() : Datum::of(expr::holds(expr, subject));
}

// A time and durations: exact, in microseconds.
Datum time_sum(Moment& moment, const Expr& expr, const EventRecord* event) {
  Datum out = Datum::of(Time{});
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    const Datum term = moment.value(expr.args[i], event);
    if (term.is_missing()) return Datum();
    const bool minus = i > 0 && expr.ops[i - 1] == '-';
    const std::int64_t amount = minus ? -term.integer : term.integer;
    if (__builtin_add_overflow(out.integer, amount, &out.integer)) return Datum();
    out.slope = static_cast<std::int8_t>(out.slope + term.slope);
  }
  return out;
}

Datum arithmetic(Moment& moment, const Expr& expr, const EventRecord* event) {
  double result = 0;
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    const Datum term = moment.value(expr.args[i], event);
    if (term.is_missing()) return Datum();
    const double number = term.as_number();
    const char op = i == 0 ? '=' : expr.ops[i - 1];
    if (op == '/' && number == 0) return Datum();
    if (op == '=') result = number;
    if (op == '+') result = result + number;
    if (op == '-') result = result - number;
    if (op == '*') result = result * number;
    if (op == '/') result = result / number;
  }
  return Datum::of(result);
}

Datum negative(const Datum& datum) {
  if (datum.is_missing()) return Datum();
  if (datum.kind == Datum::Kind::integer && datum.integer != INT64_MIN) {
    return Datum::of(-datum.integer);
  }
  return Datum::of(-datum.as_number());
}

Datum age(Time now, const Datum& time) {
  if (time.is_missing()) return Datum();
  const std::int64_t length = now.time_since_epoch().count() - time.integer;
  return Datum::of(Duration(length), static_cast<std::int8_t>(1 - time.slope));
}

// The whole days in a duration, rounded down; it steps as the duration grows.
Datum days(Moment& moment, const Datum& length) {
  if (length.is_missing()) return Datum();
  constexpr std::int64_t kDay = 86'400'000'000;
  std::int64_t whole = length.integer / kDay;
  if (length.integer % kDay < 0) --whole;
  if (length.slope > 0) {
    moment.note(moment.now() + Duration((whole + 1) * kDay - length.integer));
  }
  return Datum::of(whole);
}

Datum text_function(Op op, const Datum& subject) {
  if (subject.is_missing()) return Datum();
  if (op == Op::length) {
    const std::string_view text = text::trim(subject.text->written);
    return Datum::of(static_cast<std::int64_t>(text::length(text)));
  }
  const auto domain = text::domain(subject.text->written);
  return domain ? Datum::text_of(*domain) : Datum();
}

Datum number_function(Op op, const Datum& a) {
  if (a.is_missing()) return Datum();
  const double x = a.as_number();
  switch (op) {
    case Op::round: return a.kind == Datum::Kind::integer ? a : Datum::of(std::round(x));
    case Op::floor: return a.kind == Datum::Kind::integer ? a : Datum::of(std::floor(x));
    case Op::abs:
      return a.kind == Datum::Kind::integer && a.integer > 0 ? a : Datum::of(std::fabs(x));
    case Op::sqrt: return x < 0 ? Datum() : Datum::of(std::sqrt(x));
    default: return Datum();
  }
}

Datum function(Moment& moment, const Expr& expr, const EventRecord* event) {
  const Datum a = moment.value(expr.args[0], event);
  switch (expr.op) {
    case Op::domain:
    case Op::length: return text_function(expr.op, a);
    case Op::age: return age(moment.now(), a);
    case Op::days: return days(moment, a);
    case Op::coalesce: return a.is_missing() ? moment.value(expr.args[1], event) : a;
    case Op::min:
    case Op::max: {
      const Datum b = moment.value(expr.args[1], event);
      if (a.is_missing() || b.is_missing()) return Datum();
      const bool first = expr.op == Op::min ? compare(a, b, false) <= 0 : compare(a, b, false) >= 0;
      return first ? a : b;
    }
    default: return number_function(expr.op, a);
  }
}

Datum property(const Expr& expr, const EventRecord* event) {
  if (event == nullptr) return Datum();
  const auto slot = expr.property->slot_of(event->type);
  return slot ? event->properties[*slot] : Datum();
}

Datum rejections(const State& state, const Datum& reason) {
  const auto counts = [&](const RejectionRecord& record) {
    return reason.is_missing() ||
           (!record.reason.is_missing() && compare(record.reason, reason, false) == 0);
  };
  return Datum::of(static_cast<std::int64_t>(
      std::count_if(state.rejections.begin(), state.rejections.end(), counts)));
}

// What the lead's journey says: stages, signals, rejections.
Datum journey(const State& state, const Expr& expr) {
  const auto& stage = state.stage;
  switch (expr.op) {
    case Op::stage: return stage ? Datum::text_of(state.model->stages[stage->stage].name) : Datum();
    case Op::stage_since: return stage ? Datum::of(stage->since) : Datum();
    case Op::entered:
      return Datum::of(static_cast<std::int64_t>(stage ? stage->entered[expr.slot] : 0U));
    case Op::signal_on: return Datum::of(state.signals[expr.slot].on);
    case Op::passes: return Datum::of(static_cast<std::int64_t>(state.signals[expr.slot].passes));
    case Op::since: {
      const auto& since = state.signals[expr.slot].since;
      return since ? Datum::of(*since) : Datum();
    }
    default: return rejections(state, expr.constant);
  }
}

Datum logical_not(const Datum& inner) {
  return inner.is_missing() ? Datum() : Datum::of(!inner.is_true());
}

}  // namespace

bool satisfies(Comparison comparison, int order) {
  switch (comparison) {
    case Comparison::equal: return order == 0;
    case Comparison::not_equal: return order != 0;
    case Comparison::less: return order < 0;
    case Comparison::less_equal: return order <= 0;
    case Comparison::greater: return order > 0;
    case Comparison::greater_equal: return order >= 0;
  }
  return false;
}

int compare(const Datum& a, const Datum& b, bool exact) {
  using Kind = Datum::Kind;
  if (a.kind == Kind::text) return expr::form(*a.text, exact).compare(expr::form(*b.text, exact));
  if (a.kind == Kind::integer && b.kind == Kind::number)
    return leadscore::compare(a.integer, b.number);
  if (a.kind == Kind::number && b.kind == Kind::integer)
    return -leadscore::compare(b.integer, a.number);
  if (a.kind == Kind::number) return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
  return a.integer < b.integer ? -1 : a.integer > b.integer ? 1 : 0;
}

void Moment::note_crossing(const Datum& a, const Datum& b) {
  const int slope = a.slope - b.slope;
  if (slope == 0) return;
  const std::int64_t ahead = slope > 0 ? b.integer - a.integer : a.integer - b.integer;
  note(now_ + Duration(ahead));
  note(now_ + Duration(ahead + 1));
}

Datum Moment::value(const Expr& expr, const EventRecord* event) {
  switch (expr.op) {
    case Op::constant: return expr.constant;
    case Op::attribute: return state_.attributes[expr.slot];
    case Op::property: return property(expr, event);
    case Op::named:
      if (named_.empty()) named_.resize(model().named.size());
      return once(named_[expr.slot], [&] { return value(model().named[expr.slot].expr); });
    case Op::score: {
      const auto points = score(expr.slot);
      return points ? Datum::of(points->to_double()) : Datum();
    }
    case Op::band: return band(expr.slot);
    case Op::stage:
    case Op::stage_since:
    case Op::entered:
    case Op::signal_on:
    case Op::passes:
    case Op::since:
    case Op::rejections: return journey(state_, expr);
    case Op::now: return Datum::of(now_, 1);
    case Op::aggregate: return aggregate(*this, *expr.aggregate);
    case Op::all: return all_of(*this, expr, event);
    case Op::any: return any_of(*this, expr, event);
    case Op::negate: return logical_not(value(expr.args[0], event));
    case Op::minus: return negative(value(expr.args[0], event));
    case Op::sum:
      return expr.type == expr::Type::time ? time_sum(*this, expr, event)
                                           : arithmetic(*this, expr, event);
    case Op::product: return arithmetic(*this, expr, event);
    case Op::compare: return comparison(*this, expr, event);
    case Op::between: return between(*this, expr, event);
    case Op::in: return membership(*this, expr, event);
    case Op::contains:
    case Op::contains_any:
    case Op::contains_all:
    case Op::contains_word:
    case Op::starts_with:
    case Op::ends_with:
    case Op::matches: return text_test(*this, expr, event);
    case Op::known: return Datum::of(value(expr.args[0], event).is_missing() == expr.negated);
    case Op::coverage:
    case Op::reach: return Datum();  // of accounts, which no evaluator runs yet
    default: return function(*this, expr, event);
  }
}

}  // namespace leadscore::eval
