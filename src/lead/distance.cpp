// SPDX-License-Identifier: Apache-2.0
#include "lead/distance.hpp"

#include <algorithm>
#include <cmath>

namespace leadscore::lead {

using eval::Datum;
using eval::Moment;
using expr::Expr;
using expr::Op;

namespace {

constexpr double kLeast = 1e-6;  // of what does not hold
constexpr int kDeepest = 8;      // signals that wait for signals

bool is_number(const Datum& datum) {
  return datum.kind == Datum::Kind::integer || datum.kind == Datum::Kind::number;
}

double apart(const Datum& value, const Datum& bound) {
  const double a = value.as_number();
  const double b = bound.as_number();
  return kLeast + std::fabs(a - b) / std::max(std::fabs(b), 1.0);
}

class Meter {
 public:
  explicit Meter(Moment& moment) : moment_(moment) {}

  double of(const Expr& expr, bool wanted) {
    const Datum now = moment_.value(expr);
    if (!now.is_missing() && now.is_true() == wanted) return 0;
    switch (expr.op) {
      case Op::named: return of(moment_.model().named[expr.slot].expr, wanted);
      case Op::negate: return of(expr.args[0], !wanted);
      case Op::all:
      case Op::any: return of_parts(expr, wanted);
      case Op::compare: return of_comparison(expr, wanted);
      case Op::between: return of_between(expr);
      case Op::in: return of_band(expr, *expr.literals);
      case Op::signal_on: return wanted ? of_signal(expr.slot) : 1;
      default: return 1;
    }
  }

  double of_signal(std::uint32_t index) {
    if (depth_ >= kDeepest) return 1;
    const model::Signal& signal = moment_.model().signals[index];
    ++depth_;
    double sum = of(signal.when, true);
    if (signal.until) sum += of(*signal.until, false);
    --depth_;
    return sum;
  }

 private:
  double of_parts(const Expr& expr, bool wanted) {
    const bool all = (expr.op == Op::all) == wanted;
    double sum = 0;
    double nearest = -1;
    for (const Expr& arg : expr.args) {
      const double part = of(arg, wanted);
      sum += part;
      if (nearest < 0 || part < nearest) nearest = part;
    }
    return all ? sum : nearest;
  }

  double of_comparison(const Expr& expr, bool wanted) {
    const Datum a = moment_.value(expr.args[0]);
    const Datum b = moment_.value(expr.args[1]);
    if (is_number(a) && is_number(b)) return apart(a, b);
    if (wanted && expr.comparison == expr::Comparison::equal) return of_band(expr, {b});
    return 1;
  }

  double of_between(const Expr& expr) {
    const Datum value = moment_.value(expr.args[0]);
    double nearest = 1;
    for (const std::size_t i : {std::size_t{1}, std::size_t{2}}) {
      const Datum bound = moment_.value(expr.args[i]);
      if (is_number(value) && is_number(bound)) nearest = std::min(nearest, apart(value, bound));
    }
    return nearest;
  }

  // A band of a score: how far the score is from the nearest of the names.
  double of_band(const Expr& expr, const std::vector<Datum>& names) {
    const Expr& subject = expr.args[0];
    if (subject.op != Op::band) return 1;
    const model::Band& band = moment_.model().bands[subject.slot];
    const auto score = band.of ? moment_.score(*band.of) : std::nullopt;
    if (!score) return 1;
    double nearest = 1;
    for (std::size_t i = 0; i < band.bounds.size(); ++i) {
      const auto is_this = [&](const Datum& name) {
        return name.kind == Datum::Kind::text &&
               eval::compare(name, Datum::text_of(band.names[band.bounds[i].name]), false) == 0;
      };
      if (std::none_of(names.begin(), names.end(), is_this)) continue;
      // Below its own bound, or at the one above it.
      const Points bound =
          *score < band.bounds[i].from || i == 0 ? band.bounds[i].from : band.bounds[i - 1].from;
      nearest =
          std::min(nearest, apart(Datum::of(score->to_double()), Datum::of(bound.to_double())));
    }
    return nearest;
  }

  Moment& moment_;
  int depth_ = 0;
};

}  // namespace

double distance(Moment& moment, const Expr& condition, bool wanted) {
  return Meter(moment).of(condition, wanted);
}

double distance_to(Moment& moment, std::uint32_t index) {
  constexpr double kExcluded = 10;
  const eval::State& state = moment.state();
  double sum = Meter(moment).of_signal(index);
  if (moment.excluded()) sum += kExcluded;
  const auto active = last_activity(state);
  const bool held = state.model->held_signals[index] && state.last_rejection;
  if (held && (!active || *active <= *state.last_rejection)) sum += 1;
  return sum;
}

}  // namespace leadscore::lead
