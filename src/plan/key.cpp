// SPDX-License-Identifier: Apache-2.0
#include "plan/key.hpp"

#include <cmath>
#include <utility>

#include <leadscore/points.hpp>

#include "eval/moment.hpp"

namespace leadscore::plan {

using expr::Datum;

namespace {

struct Ends {
  Key least;
  Key most;
};

Ends ends_of(Line line) {
  switch (line) {
    case Line::numbers:
      return {key_of(-std::numeric_limits<double>::max()),
              key_of(std::numeric_limits<double>::max())};
    case Line::points: return {-Points::kMostThousandths, Points::kMostThousandths};
    default: return {std::numeric_limits<Key>::min(), std::numeric_limits<Key>::max()};
  }
}

// The first key for which `holds(key)`, which stays so from there on.
template <class Holds>
std::optional<Key> first_where(Ends ends, const Holds& holds) {
  if (!holds(ends.most)) return std::nullopt;
  while (ends.least < ends.most) {
    // Halfway, rounded down, without overflow.
    const Key middle = (ends.least & ends.most) + ((ends.least ^ ends.most) >> 1);
    if (holds(middle)) {
      ends.most = middle;
    } else {
      ends.least = middle + 1;
    }
  }
  return ends.most;
}

}  // namespace

Datum value_of(Line line, Key key) {
  switch (line) {
    case Line::integers: return Datum::of(key);
    case Line::numbers: return Datum::of(number_of(key));
    case Line::times: return Datum::of(Time(Duration(key)));
    case Line::points: return Datum::of(Points::thousandths(key).to_double());
  }
  return {};
}

Cut cut_at(Line line, const Datum& constant) {
  // Most constants are a value of the line themselves.
  const bool whole = constant.kind != Datum::Kind::number && line != Line::numbers;
  const bool same = constant.kind == Datum::Kind::number && line == Line::numbers;
  if (same || (whole && line != Line::points)) {
    const Key key = same ? key_of(constant.number) : constant.integer;
    return {key, key < ends_of(line).most ? std::optional<Key>(key + 1) : std::nullopt};
  }
  const auto order = [&](Key key) { return eval::compare(value_of(line, key), constant, false); };
  const Ends ends = ends_of(line);
  return {first_where(ends, [&](Key key) { return order(key) >= 0; }),
          first_where(ends, [&](Key key) { return order(key) > 0; })};
}

}  // namespace leadscore::plan
