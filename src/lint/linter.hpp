// SPDX-License-Identifier: Apache-2.0

// The lints, one file for each part of a rule file that they look at.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/diagnostic.hpp>

#include "lint/space.hpp"

namespace leadscore::lint {

class Linter {
 public:
  explicit Linter(const Model& model) : model_(model), space_(model) {}

  [[nodiscard]] Diagnostics run() &&;

 private:
  // condition_lint.cpp: every condition of the file
  void conditions();
  void condition(const Expr& condition);
  // True where it can never hold, which is reported as `code` after `consequence`.
  bool never(const Expr& condition, std::string_view code, const std::string& consequence);
  void parts(const Expr& condition);
  void negative_tests(const Expr& condition);
  void add_reach(Diagnostic& to, const Expr& condition);
  void add_reach(Diagnostic& to, std::uint32_t score, std::set<std::uint32_t>& said);

  // rule_lint.cpp: rules and groups by themselves
  void rules();
  void items(const std::vector<model::Item>& items, std::vector<const Expr*>& around);
  void rule(const model::Rule& rule, const std::vector<const Expr*>& around);
  void given_counts(const model::Rule& rule, const Expr& given);
  void decay(const model::Rule& rule);
  void penalties(const model::Score& score);
  void idle_bounds(const model::Score& score);
  void idle_bounds(const std::vector<model::Item>& items);
  void idle_bound(Span span, const std::string& what, const std::optional<Points>& min,
                  const std::optional<Points>& max, const Reach& reach);

  // pair_lint.cpp: rules that hold together
  void pairs();

  // table_lint.cpp
  void tables();
  void table(const model::Table& table);

  // signal_lint.cpp: signals and bands
  void signals();
  void until(const model::Signal& signal);
  void bands();
  void ranges_of(const model::Band& band);

  // journey_lint.cpp: stages, moves, rejections, routes
  void journey();
  void dead_moves();
  void unreachable_stages();
  void undone_rejections();
  void routes();

  // usage_lint.cpp
  void usage();
  void untested_attributes();

  Diagnostic& warn(Span span, std::string_view code, std::string message, std::string hint = {});
  // An expression as it stands in the file, in quotes, cut where it is long.
  [[nodiscard]] std::string shown(const Expr& expr) const;

  const Model& model_;
  Space space_;
  Diagnostics found_;
};

// A name or text in single quotes, cut where it is long.
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace leadscore::lint
