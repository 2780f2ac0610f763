// SPDX-License-Identifier: Apache-2.0
#include "lead/test_judge.hpp"

#include <algorithm>

#include "eval/moment.hpp"
#include "lead/stepper.hpp"
#include "lead/test_reasons.hpp"
#include "lead/words.hpp"

namespace leadscore::lead {

using model::Expectation;
using model::ExpectedLine;

namespace {

std::string or_none(const std::optional<std::string>& text) { return text.value_or("none"); }

std::string listed(const std::vector<std::string>& names) {
  return "[" + joined(names, ", ") + "]";
}

// Whether the expectation is about what an excluded lead has not.
bool needs_scores(const Expectation& expected) {
  return !expected.scores.empty() || !expected.lines.empty() || !expected.bands.empty() ||
         expected.stage || expected.signals || !expected.passes.empty() || expected.route;
}

std::string line_text(const model::Model& model, const ExpectedLine& line) {
  const std::string& score = model.scores[line.score].name;
  if (line.kind == ExpectedLine::Kind::rule) return "rule " + line.name + " in " + score;
  if (line.kind == ExpectedLine::Kind::group) return "group " + line.name + " in " + score;
  return "'" + line.name + "' in " + score;
}

}  // namespace

void Judge::look_at(const Expectation& expected, const eval::State& state,
                    const std::vector<Output>& outputs) {
  at_ = expected.at;
  const Snapshot got = snapshot_of(state);
  if (expected.excluded) {
    compare(expected.excluded->span, "excluded", expected.excluded->value ? "yes" : "no",
            got.excluded ? "yes" : "no", [&] { return why_excluded(state); });
  }
  if (got.excluded) return excluded(expected, state);
  points(expected, state, got);
  bands(expected, state, got);
  journey(expected, state, got, outputs);
  signals(expected, state, got, outputs);
}

// An excluded lead has no scores to compare with.
void Judge::excluded(const Expectation& expected, const eval::State& state) {
  if (!needs_scores(expected)) return;
  compare(expected.span, "lead", "scores", "none: the lead is excluded",
          [&] { return why_excluded(state); });
}

void Judge::points(const Expectation& expected, const eval::State& state, const Snapshot& got) {
  for (const auto& entry : expected.scores) {
    const std::uint32_t index = entry.first;
    const Points want = entry.second.value;
    const auto& points = got.scores[index].second;
    compare(entry.second.span, "score " + model_.scores[index].name, want.to_text(),
            points ? points->to_text() : "none", [&] { return why_score(state, index, want); });
  }
  for (const ExpectedLine& line : expected.lines) {
    compare(line.points.span, line_text(model_, line), line.points.value.to_text(),
            given_by(state, line).to_text(), [&] { return why_line(state, line); });
  }
}

void Judge::bands(const Expectation& expected, const eval::State& state, const Snapshot& got) {
  for (const auto& entry : expected.bands) {
    const std::uint32_t index = entry.first;
    compare(entry.second.span, "band " + model_.bands[index].name, or_none(entry.second.value),
            or_none(got.bands[index].second), [&] { return why_band(state, index); });
  }
}

void Judge::journey(const Expectation& expected, const eval::State& state, const Snapshot& got,
                    const std::vector<Output>& outputs) {
  if (expected.stage) {
    const std::uint32_t want = expected.stage->value;
    compare(expected.stage->span, "stage", model_.stages[want].name, or_none(got.stage),
            [&] { return why_stage(state, outputs, want); });
  }
  if (expected.route) {
    compare(expected.route->span, "route", or_none(expected.route->value), or_none(got.route),
            [&] { return why_route(state); });
  }
  if (!expected.moves) return;
  std::vector<std::string> entered;
  for (const Output& output : outputs) {
    if (const auto* move = std::get_if<Move>(&output.what)) entered.push_back(move->to);
  }
  compare(expected.moves->span, "moves", listed(expected.moves->value), listed(entered),
          [&] { return why_stage(state, outputs, std::nullopt); });
}

void Judge::signals(const Expectation& expected, const eval::State& state, const Snapshot& got,
                    const std::vector<Output>& outputs) {
  if (expected.signals) {
    std::vector<std::string> on;
    for (const auto& [name, signal] : got.signals) {
      if (signal.on) on.push_back(name);
    }
    std::vector<std::string> wanted = expected.signals->value;
    std::sort(wanted.begin(), wanted.end());
    std::sort(on.begin(), on.end());
    compare(expected.signals->span, "signals", listed(wanted), listed(on),
            [&] { return why_signals(state, wanted); });
  }
  for (const auto& entry : expected.passes) {
    const std::uint32_t index = entry.first;
    compare(entry.second.span, "passes " + model_.signals[index].name,
            std::to_string(entry.second.value), std::to_string(got.signals[index].second.pass),
            [&] { return why_passes(state, index, outputs); });
  }
}

}  // namespace leadscore::lead
