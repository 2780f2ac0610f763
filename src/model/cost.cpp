// SPDX-License-Identifier: Apache-2.0
#include "model/cost.hpp"

#include <algorithm>
#include <string>

namespace leadscore::model {

namespace {

void add(const Model& model, const std::optional<Expr>& expr, Steps& steps) {
  if (expr) steps += steps_of(model, *expr);
}

void add(const Model& model, const Worth& worth, Steps& steps) {
  if (const auto* expr = std::get_if<Expr>(&worth)) steps += steps_of(model, *expr);
}

// What is judged at every instant, whatever happens at it.
Steps steps_of_instant(const Model& model) {
  Steps steps;
  add(model, model.exclude, steps);
  for (const Rule& rule : model.rules) {
    if (!rule.event) steps += steps_of(model, rule);
  }
  for (const Group& group : model.groups) add(model, group.when, steps);
  for (const Score& score : model.scores) add(model, score.expression, steps);
  for (const Signal& signal : model.signals) steps += steps_of(model, signal);
  for (const StageMove& move : model.moves) steps += steps_of(model, move);
  for (const Route& route : model.routing) add(model, route.when, steps);
  for (const Program& program : model.programs) {
    steps += steps_of(model, program);
    steps.all += program.touches;  // the event that enrols a lead brings all of them about
  }
  return steps;
}

}  // namespace

Steps steps_of(const Model& model, const Expr& expr) {
  Steps steps;
  walk(expr, [&](const Expr& part) {
    ++steps.all;
    if (part.op == expr::Op::aggregate) ++steps.counts;
    if (part.op == expr::Op::named) steps += steps_of(model, model.named[part.slot].expr);
  });
  return steps;
}

Steps steps_of(const Model& model, const Rule& rule) {
  Steps steps{1, 0};
  add(model, rule.when, steps);
  for (const Expr& where : rule.where) steps += steps_of(model, where);
  for (const Expr& given : rule.given) steps += steps_of(model, given);
  add(model, rule.worth, steps);
  if (!rule.table) return steps;
  steps += steps_of(model, rule.table->by);
  for (const Row& row : rule.table->rows) {
    for (const auto& tests : row.alternatives) steps.all += tests.size();
    add(model, row.worth, steps);
  }
  return steps;
}

Steps steps_of(const Model& model, const Signal& signal) {
  Steps steps = steps_of(model, signal.when);
  add(model, signal.until, steps);
  return steps;
}

Steps steps_of(const Model& model, const StageMove& move) {
  Steps steps{1, 0};
  add(model, move.when, steps);
  return steps;
}

Steps steps_of(const Model& model, const Program& program) {
  Steps steps{1, 0};
  steps += steps_of(model, program.enter);
  add(model, program.exit, steps);
  return steps;
}

void check_event_cost(Builder& build) {
  const Model& model = build.model();
  const std::uint64_t instant = steps_of_instant(model).all;
  std::vector<std::uint64_t> of_type(model.events.size(), instant);
  std::uint64_t any = 0;
  for (const Rule& rule : model.rules) {
    if (!rule.event || rule.event->silence) continue;
    const std::uint64_t steps = steps_of(model, rule).all;
    if (rule.event->any) any += steps;
    for (const std::uint32_t type : rule.event->listed) of_type[type] += steps;
  }
  for (std::size_t type = 0; type < of_type.size(); ++type) {
    if (!model.events[type].feedback) of_type[type] += any;
  }
  const auto most = std::max_element(of_type.begin(), of_type.end());
  const std::uint64_t limit = build.limits().event_cost;
  if (most == of_type.end() || *most <= limit) return;
  const EventType& event = model.events[static_cast<std::size_t>(most - of_type.begin())];
  build.error(event.span, "limit-event-cost",
              "judging one event " + quoted(event.name) + " would take " + std::to_string(*most) +
                  " steps, and at most " + std::to_string(limit) + " are allowed",
              "`leadscore check --cost` shows what each rule takes");
}

}  // namespace leadscore::model
