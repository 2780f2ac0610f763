// SPDX-License-Identifier: Apache-2.0

// The tests of a rule file: leads, what happens to them, and what must hold when.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/builder.hpp"
#include "model/keys.hpp"
#include "model/test_case.hpp"

namespace leadscore::model {

class TestReader {
 public:
  explicit TestReader(Builder& build);

  // The test; nothing after a report.
  [[nodiscard]] std::optional<TestCase> read(const yaml::Node& node);

 private:
  using Fields = std::vector<Field>;

  // test_leads.cpp
  void read_leads(const yaml::Node& node);
  void read_lead(const yaml::Node& node, const std::string& id);
  // The lead that a fact or expectation is about.
  std::optional<std::string> lead_of(const yaml::Node& node, std::string_view what);
  std::optional<std::string> known_lead(const yaml::Node& name);
  // The value of an attribute or property, checked by its declaration.
  std::optional<Value> value(const yaml::Node& node, const Field& field);
  // Values of attributes of a lead, or of an account, by the symbols that name them.
  void read_values(const yaml::Node& node, std::string_view what, const Fields& fields,
                   const std::map<std::string, expr::Symbol, std::less<>>& symbols, Fact& fact);

  // test_facts.cpp
  void read_fact(const yaml::Node& node);
  const yaml::Entry* kind_of(const yaml::Node& node);
  void read_kind(const yaml::Node& node, const yaml::Entry& kind, Fact& fact);
  void refuse_other_keys(const yaml::Node& node, std::string_view kind);
  void read_event(const yaml::Node& node, const yaml::Node& name, Fact& fact);
  void read_property(const yaml::Entry& entry, std::uint32_t type, Fact& fact);
  void read_adjustment(const yaml::Node& node, Fact& fact);

  // test_expectations.cpp
  void read_expectation(const yaml::Node& node);
  bool read_outcome(const yaml::Entry& entry, Expectation& expected);
  void read_score(const yaml::Node& node, std::uint32_t score, std::string_view name,
                  Expectation& expected);
  void read_band(const yaml::Node& node, const expr::Symbol& symbol, Expectation& expected);
  const std::map<std::string, std::string>& values_of(const expr::Symbol& band);
  void read_signals(const yaml::Node& node, Expectation& expected);
  void read_passes(const yaml::Node& node, Expectation& expected);
  void read_route(const yaml::Node& node, Expectation& expected);
  void read_moves(const yaml::Node& node, Expectation& expected);
  void refuse_outcome(const yaml::Node& key);

  // test_explanations.cpp
  void read_explanation(const yaml::Node& node, Expectation& expected);
  void read_lines(const yaml::Node& node, std::uint32_t score, Expectation& expected);
  void read_line(const yaml::Entry& entry, std::uint32_t score, Expectation& expected);
  // The rule, group or other line of the score that goes by that name; nothing after a report.
  std::optional<ExpectedLine> line_named(const yaml::Node& name, std::uint32_t score);
  bool refuse_foreign_line(const yaml::Node& name, std::uint32_t score);
  void index_lines();

  // test_accounts.cpp: checked, not run yet
  void read_account_fact(const yaml::Node& node, const yaml::Entry& kind);
  void read_account(const yaml::Node& node, const Expectation& at);
  void read_account_outcomes(const yaml::Node& node);
  void read_account_outcome(const yaml::Entry& entry);
  void read_account_signals(const yaml::Node& node);
  void read_account_passes(const yaml::Node& node);
  // One of `known`, or null.
  void check_known(const yaml::Node& node, std::string_view what,
                   const std::set<std::string, std::less<>>& known);

  std::string stage_name(std::uint32_t stage) const;
  std::string signal_name(std::uint32_t signal) const;
  void error(Span span, std::string_view code, std::string message, std::string hint = {});
  // An unknown name; `known()` lists what there is, and is asked only where that is of use.
  template <class Known>
  void unknown(Span span, std::string_view code, std::string_view what, std::string_view name,
               const Known& known) {
    good_ = false;
    build_.unknown(span, code, what, name, build_.gave_up() ? std::vector<std::string>() : known());
  }

  Builder& build_;
  std::map<std::string, std::uint32_t, std::less<>> events_;  // by canonical name
  TestCase case_;
  std::map<std::uint32_t, std::map<std::string, std::string>> band_values_;  // written, by folded
  std::map<std::string, std::uint32_t, std::less<>> rule_lines_, group_lines_;  // by canonical name
  bool lines_indexed_ = false;
  bool rules_broken_ = false;  // there were errors before any test was read
  std::set<std::string, std::less<>> routes_, account_signals_, account_journey_;
  std::set<std::string, std::less<>> leads_;  // the ids of `leads`, or those that facts name
  std::string first_lead_;
  bool several_ = false;  // the test has `leads`
  bool good_ = true;
};

// The names of things that have one, in their order.
template <class T>
[[nodiscard]] std::vector<std::string> names_of(const std::vector<T>& things) {
  std::vector<std::string> names;
  for (const T& thing : things) names.push_back(thing.name);
  return names;
}

}  // namespace leadscore::model
