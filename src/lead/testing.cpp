// SPDX-License-Identifier: Apache-2.0

// Runs the tests that stand in a rule file: each is a small world of its own.
#include <algorithm>
#include <utility>

#include <leadscore/testing.hpp>

#include "lead/coverage.hpp"
#include "lead/life.hpp"
#include "lead/people.hpp"
#include "lead/words.hpp"
#include "model/test_case.hpp"

namespace leadscore {

namespace {

using lead::Coverage;
using model::Expectation;
using model::Model;

std::string or_none(const std::optional<std::string>& text) { return text.value_or("none"); }

std::string listed(const std::vector<std::string>& names) {
  return "[" + lead::joined(names, ", ") + "]";
}

// What gives a score, one line each: `+10 pricing page`.
std::string because(const eval::State& state, std::uint32_t score) {
  std::string out;
  for (const Line& line : lead::explain_score(state, score).lines) {
    const std::string points = line.points.to_text();
    out += (points.starts_with('-') ? "" : "+") + points + "  " + line.name;
    if (!line.detail.empty()) out += " (" + line.detail + ")";
    out += '\n';
  }
  return out;
}

class Judge {
 public:
  Judge(const Model& model, TestResult& result) : model_(model), result_(result) {}

  void look_at(const Expectation& expected, const eval::State& state,
               const std::vector<Output>& outputs) {
    at_ = expected.at;
    const Snapshot got = lead::snapshot_of(state);
    if (expected.excluded) {
      compare(expected.excluded->span, "excluded", expected.excluded->value ? "yes" : "no",
              got.excluded ? "yes" : "no");
    }
    if (got.excluded) {
      excluded(expected);
      return;
    }
    for (const auto& [index, want] : expected.scores) score(index, want, state, got);
    for (const auto& [index, want] : expected.bands) {
      compare(want.span, "band " + model_.bands[index].name, or_none(want.value),
              or_none(got.bands[index].second));
    }
    if (expected.stage) {
      compare(expected.stage->span, "stage", model_.stages[expected.stage->value].name,
              or_none(got.stage));
    }
    if (expected.route) {
      compare(expected.route->span, "route", or_none(expected.route->value), or_none(got.route));
    }
    if (expected.signals) signals(*expected.signals, got);
    for (const auto& [index, want] : expected.passes) {
      compare(want.span, "passes " + model_.signals[index].name, std::to_string(want.value),
              std::to_string(got.signals[index].second.pass));
    }
    if (expected.moves) moves(*expected.moves, outputs);
  }

 private:
  void compare(Span span, std::string what, const std::string& expected, const std::string& got,
               std::string because = {}) {
    if (expected == got) return;
    result_.failures.push_back({place_of(model_.source, span.begin), at_, std::move(what), expected,
                                got, std::move(because)});
  }

  void score(std::uint32_t index, const model::Expected<Points>& want, const eval::State& state,
             const Snapshot& got) {
    const auto& points = got.scores[index].second;
    const std::string shown = points ? points->to_text() : "none";
    if (shown == want.value.to_text()) return;
    compare(want.span, "score " + model_.scores[index].name, want.value.to_text(), shown,
            because(state, index));
  }

  void signals(const model::Expected<std::vector<std::string>>& want, const Snapshot& got) {
    std::vector<std::string> on;
    for (const auto& [name, signal] : got.signals) {
      if (signal.on) on.push_back(name);
    }
    std::vector<std::string> wanted = want.value;
    std::sort(wanted.begin(), wanted.end());
    std::sort(on.begin(), on.end());
    compare(want.span, "signals", listed(wanted), listed(on));
  }

  void moves(const model::Expected<std::vector<std::string>>& want,
             const std::vector<Output>& outputs) {
    std::vector<std::string> entered;
    for (const Output& output : outputs) {
      if (const auto* move = std::get_if<Move>(&output.what)) entered.push_back(move->to);
    }
    compare(want.span, "moves", listed(want.value), listed(entered));
  }

  // An excluded lead has no scores to compare with.
  void excluded(const Expectation& expected) {
    const bool asked = !expected.scores.empty() || !expected.bands.empty() || expected.stage ||
                       expected.signals || !expected.passes.empty() || expected.route;
    if (asked) compare(expected.span, "lead", "scores", "none: the lead is excluded");
  }

  const Model& model_;
  TestResult& result_;
  Time at_{};
};

TestResult run(const Model& model, const model::TestCase& test, Coverage& coverage) {
  TestResult result{test.name, test.place, {}};
  lead::People people(model);
  for (const Fact& fact : test.facts) (void)people.apply(fact);
  Judge judge(model, result);
  for (const Expectation& expected : test.expectations) {
    if (expected.account) continue;  // accounts are checked, not run
    const std::string name = expected.lead.value_or(
        people.names().empty() ? std::string("lead") : people.names().front());
    const auto editions =
        people.contains(name) ? people.editions(name, expected.at) : std::vector<lead::Edition>(1);
    const auto stepper = lead::stepped_to(model, editions, expected.at);
    // A lead without any dated fact begins where it is looked at, and gives out nothing before.
    const auto outputs = stepper.is_undated()
                             ? stepper.outputs()
                             : lead::outputs_of(model, name, editions, expected.at);
    coverage.look_at(stepper.state());
    coverage.look_at(outputs);
    judge.look_at(expected, stepper.state(), outputs);
  }
  return result;
}

}  // namespace

TestReport run_tests(const RuleSet& rules) {
  TestReport report;
  Coverage coverage(rules.model());
  for (const auto& test : rules.model().tests) {
    report.results.push_back(run(rules.model(), *test, coverage));
  }
  report.coverage = coverage.items();
  return report;
}

}  // namespace leadscore
