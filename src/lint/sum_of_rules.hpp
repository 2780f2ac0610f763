// SPDX-License-Identifier: Apache-2.0

// What rules that add up can come to together.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "lint/space.hpp"

namespace leadscore::lint {

// What is unbounded stays so.
[[nodiscard]] Points sum(Points a, Points b);
[[nodiscard]] Points times(Points points, const Decimal& weight);

class SumOfRules {
 public:
  explicit SumOfRules(Space& space) : space_(space) {}

  void add(const std::vector<model::Item>& items);
  [[nodiscard]] Reach reach() &&;

 private:
  // What the rows of a table before one may leave of the line.
  static constexpr std::size_t kMostTableRanges = 200;

  // Points that are there for these values of a subject.
  struct Part {
    ValueSet set;
    Points points;
    const model::Rule* rule;
  };
  // The least and the most, and values that give the most.
  struct Extremes {
    std::optional<Points> low, high;
    ValueSet at;
    void take(Points points, const ValueSet& values);
  };

  // False for a rule that does not depend on the values of one subject alone.
  bool add_by_value(const model::Rule& rule);
  bool add_rule(const model::Rule& rule);
  bool add_table(const model::Rule& rule);
  void add_apart(const Reach& reach);
  [[nodiscard]] Reach of_subject(std::uint32_t subject, const std::vector<Part>& parts) const;
  void over_texts(const std::vector<Part>& parts, const Domain& domain, Extremes& found) const;
  void over_line(const std::vector<Part>& parts, const Domain& domain, Extremes& found) const;

  Space& space_;
  std::map<std::uint32_t, std::vector<Part>> subjects_;
  Reach total_;
};

}  // namespace leadscore::lint
