// SPDX-License-Identifier: Apache-2.0

// What is left to the reference evaluator, with everything that it looks up in slots.
#include <algorithm>

#include "expr/ops.hpp"
#include "plan/compiler.hpp"

namespace leadscore::plan {

using expr::Op;

void Compiler::need(Question& question, std::uint32_t slot, std::uint32_t phase) {
  question.phase = std::max(question.phase, phase);
  if (std::find(question.needs.begin(), question.needs.end(), slot) == question.needs.end()) {
    question.needs.push_back(slot);
  }
}

void Compiler::need_band(Question& question, std::uint32_t index) {
  const model::Band& band = model_.bands[index];
  if (band.of) need(question, program_.slot_of_score(*band.of), program_.place[*band.of] + 1);
  for (const auto& part : band.parts) {
    if (part.band) need_band(question, *part.band);
  }
  need(question, program_.slot_of_band(index));
}

void Compiler::need_named(Question& question, std::uint32_t index) {
  auto& known = named_needs_[index];
  if (!known) {
    Question inner;
    program_.named[index] = with_slots(model_.named[index].expr, inner);
    named_phases_[index] = inner.phase;
    known = std::move(inner.needs);
  }
  for (const std::uint32_t slot : *known) need(question, slot);
  need(question, program_.slot_of_named(index), named_phases_[index]);
}

Expr Compiler::with_slots(const Expr& expr, Question& question) {
  Expr out = expr;
  if (expr.op == Op::named) {
    need_named(question, expr.slot);
    out.slot = program_.slot_of_named(expr.slot);
  } else if (expr.op == Op::score) {
    out.slot = program_.slot_of_score(expr.slot);
    need(question, out.slot, program_.place[expr.slot] + 1);
  } else if (expr.op == Op::band) {
    out.slot = program_.slot_of_band(expr.slot);
    need_band(question, expr.slot);
  } else if (expr::is_looked_up(expr.op)) {
    Input& input = program_.inputs[input_of(expr)];
    input.asked = true;
    out.slot = input.slot;
    out.aggregate = nullptr;
    need(question, out.slot);
  } else {
    for (std::size_t i = 0; i < expr.args.size(); ++i) {
      out.args[i] = with_slots(expr.args[i], question);
    }
    return out;
  }
  out.op = Op::attribute;
  return out;
}

std::uint32_t Compiler::question_of(const Expr& expr) {
  Question question;
  question.expr = with_slots(expr, question);
  program_.questions.push_back(std::move(question));
  return static_cast<std::uint32_t>(program_.questions.size() - 1);
}

// The worth of a rule: its points or its table, with its weight.
std::uint32_t Compiler::question_of(const model::Rule& rule) {
  Question question;
  model::Rule copy;
  copy.weight = rule.weight;
  const auto worth_with_slots = [&](const model::Worth& worth) -> model::Worth {
    if (const auto* expr = std::get_if<Expr>(&worth)) return with_slots(*expr, question);
    return worth;
  };
  copy.worth = worth_with_slots(rule.worth);
  if (rule.table) {
    copy.table = rule.table;
    copy.table->by = with_slots(rule.table->by, question);
    for (model::Row& row : copy.table->rows) row.worth = worth_with_slots(row.worth);
  }
  question.rule = std::move(copy);
  program_.questions.push_back(std::move(question));
  return static_cast<std::uint32_t>(program_.questions.size() - 1);
}

}  // namespace leadscore::plan
