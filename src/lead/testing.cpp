// SPDX-License-Identifier: Apache-2.0

// Runs the tests that stand in a rule file: each is a small world of its own.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include <leadscore/testing.hpp>

#include "lead/coverage.hpp"
#include "lead/life.hpp"
#include "lead/people.hpp"
#include "lead/test_judge.hpp"
#include "model/test_case.hpp"

namespace leadscore {

namespace {

using lead::Coverage;
using lead::Edition;
using model::Expectation;
using model::Model;

// Steps a lead through its editions while the coverage looks on; what an edition says of the time
// before it began is no part of its life.
void watch_life(const Model& model, const std::vector<Edition>& editions, Time until,
                Coverage& coverage) {
  for (std::size_t i = 0; i < editions.size(); ++i) {
    const Edition& edition = editions[i];
    if (edition.gone || (edition.from && *edition.from > until)) continue;
    const bool last = i + 1 == editions.size();
    lead::Stepper stepper(model, edition.story);
    if (edition.from && !stepper.is_undated()) stepper.run_until(*edition.from - Duration(1));
    stepper.watch(&coverage);
    stepper.run_until(last ? until : std::min(until, *editions[i + 1].from - Duration(1)));
  }
}

class Run {
 public:
  Run(const Model& model, bool with_coverage) : model_(model), lines_(model.source) {
    if (!with_coverage) return;
    coverage_.emplace(model);
  }

  void run(const model::TestCase& test) {
    TestResult result{test.name, test.place, {}};
    lead::People people(model_);
    for (const Fact& fact : test.facts) {
      (void)people.apply(fact);
      if (coverage_) look_at_ignore(fact);
    }
    lead::Judge judge(model_, lines_, result);
    std::map<std::string, Time> lasts;
    for (const Expectation& expected : test.expectations) {
      if (expected.account) continue;  // accounts are checked, not run
      const std::string name = expected.lead.value_or(
          people.names().empty() ? std::string("lead") : people.names().front());
      judge_lead(people, name, expected, judge);
      Time& last = lasts.emplace(name, expected.at).first->second;
      last = std::max(last, expected.at);
    }
    if (coverage_) watch_lives(people, lasts);
    report_.results.push_back(std::move(result));
  }

  TestReport report() && {
    if (coverage_) {
      report_.coverage = coverage_->items();
      report_.conditions = coverage_->conditions();
    }
    return std::move(report_);
  }

 private:
  static std::vector<Edition> editions_of(const lead::People& people, const std::string& name,
                                          Time until) {
    return people.contains(name) ? people.editions(name, until) : std::vector<Edition>(1);
  }

  void judge_lead(const lead::People& people, const std::string& name, const Expectation& expected,
                  lead::Judge& judge) {
    const auto editions = editions_of(people, name, expected.at);
    const auto stepper = lead::stepped_to(model_, editions, expected.at);
    // A lead without any dated fact begins where it is looked at, and gives out nothing before.
    const bool undated = stepper.is_undated();
    judge.look_at(
        expected, stepper.state(),
        undated ? stepper.outputs() : lead::outputs_of(model_, name, editions, expected.at));
    if (!coverage_) return;
    coverage_->look_at(stepper.state());
    if (undated) watch_life(model_, editions, expected.at, *coverage_);
  }

  void watch_lives(const lead::People& people, const std::map<std::string, Time>& lasts) {
    for (const auto& [name, last] : lasts) {
      const auto editions = editions_of(people, name, last);
      if (!lead::stepped_to(model_, editions, last).is_undated()) {
        watch_life(model_, editions, last, *coverage_);
      }
    }
  }

  void look_at_ignore(const Fact& fact) {
    const auto bound = lead::bind(fact, model_, lead::Ignored::kept).fact;
    if (bound && bound->event) coverage_->look_at_ignore(*bound->event);
  }

  const Model& model_;
  LineIndex lines_;
  std::optional<Coverage> coverage_;
  TestReport report_;
};

}  // namespace

TestReport run_tests(const RuleSet& rules, const TestOptions& options) {
  Run run(rules.model(), options.coverage);
  for (const auto& test : rules.model().tests) run.run(*test);
  return std::move(run).report();
}

}  // namespace leadscore
