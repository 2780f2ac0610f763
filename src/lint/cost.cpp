// SPDX-License-Identifier: Apache-2.0
#include "model/cost.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include <leadscore/lint.hpp>

namespace leadscore {

std::vector<Cost> costs(const RuleSet& rules) {
  const model::Model& model = rules.model();
  std::vector<Cost> all;
  const auto add = [&](const char* what, std::string name, Place place, model::Steps steps) {
    all.push_back({what, std::move(name), place, steps.all, steps.counts});
  };
  for (const model::Rule& rule : model.rules) {
    add("rule", rule.name, rule.place, model::steps_of(model, rule));
  }
  for (const model::Score& score : model.scores) {
    if (!score.expression) continue;
    add("score", score.name, score.place, model::steps_of(model, *score.expression));
  }
  for (const model::Signal& signal : model.signals) {
    add("signal", signal.name, signal.place, model::steps_of(model, signal));
  }
  for (const model::StageMove& move : model.moves) {
    add("move", "to " + model.stages[move.to].name, move.place, model::steps_of(model, move));
  }
  for (const model::Route& route : model.routing) {
    if (!route.when) continue;
    add("route", "to " + route.to, place_of(model.source, route.span.begin),
        model::steps_of(model, *route.when));
  }
  for (const model::Program& program : model.programs) {
    add("program", program.name, place_of(model.source, program.span.begin),
        model::steps_of(model, program));
  }
  std::stable_sort(all.begin(), all.end(), [](const Cost& a, const Cost& b) {
    return std::pair(a.steps, a.counts) > std::pair(b.steps, b.counts);
  });
  return all;
}

}  // namespace leadscore
