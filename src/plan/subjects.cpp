// SPDX-License-Identifier: Apache-2.0

// What rules look at: inputs, scores, and stretches of time in which rules are active.
#include "eval/moment.hpp"
#include "expr/ops.hpp"
#include "model/expression_key.hpp"
#include "model/source_text.hpp"
#include "plan/compiler.hpp"

namespace leadscore::plan {

using expr::Op;
using expr::Type;
using InputType = BatchInput::Type;

namespace {

InputType type_of(model::ValueType type) {
  switch (type) {
    case model::ValueType::text: return InputType::text;
    case model::ValueType::integer: return InputType::integer;
    case model::ValueType::number: return InputType::number;
    case model::ValueType::boolean: return InputType::boolean;
    case model::ValueType::time: return InputType::time;
    case model::ValueType::list: return InputType::list;
  }
  return InputType::text;
}

void set_values(Subject& subject, InputType type) {
  subject.values = Subject::Values::line;
  switch (type) {
    case InputType::boolean: subject.values = Subject::Values::truth; break;
    case InputType::text:
    case InputType::list: subject.values = Subject::Values::text; break;
    case InputType::integer: subject.line = Line::integers; break;
    case InputType::number: subject.line = Line::numbers; break;
    case InputType::time: subject.line = Line::times; break;
    case InputType::points: subject.line = Line::points; break;
  }
}

}  // namespace

BatchInput describe_field(const model::Field& field) {
  return {field.name, BatchInput::Kind::attribute, type_of(field.type)};
}

std::uint32_t Compiler::add_input(BatchInput shown, std::uint32_t of, Datum fallback,
                                  const Expr* expr) {
  Input input;
  const auto index = static_cast<std::uint32_t>(program_.inputs.size());
  const bool attribute = shown.kind == BatchInput::Kind::attribute;
  const auto attributes = static_cast<std::uint32_t>(model_.attributes.size());
  input.slot = attribute ? index : program_.first_derived_slot() + index - attributes;
  input.field = attribute ? &model_.attributes[index] : nullptr;
  input.of = of;
  input.expr = expr;
  input.shown = std::move(shown);
  input.fallback = std::move(fallback);
  program_.inputs.push_back(std::move(input));
  return index;
}

const Expr& Compiler::without_name(const Expr& expr) const {
  const Expr* inner = &expr;
  while (inner->op == Op::named) inner = &model_.named[inner->slot].expr;
  return *inner;
}

// Numbers of properties are whole where they are so in every event that has them.
BatchInput Compiler::describe(const Expr& expr) const {
  BatchInput shown;
  shown.name = model::source_text(model_, expr);
  shown.kind = BatchInput::Kind::derived;
  switch (expr.type) {
    case Type::boolean: shown.type = InputType::boolean; return shown;
    case Type::time: shown.type = InputType::time; return shown;
    case Type::number: break;
    default: shown.type = InputType::text; return shown;
  }
  shown.type = InputType::integer;
  if (!expr.aggregate) return shown;
  using expr::AggregateKind;
  const AggregateKind kind = expr.aggregate->kind;
  if (kind == AggregateKind::count || kind == AggregateKind::distinct) return shown;
  bool whole = kind != AggregateKind::sum && kind != AggregateKind::avg;
  for (const auto& [type, slot] : expr.aggregate->property->places) {
    whole = whole && model_.events[type].properties[slot].type == model::ValueType::integer;
  }
  if (!whole) shown.type = InputType::number;
  return shown;
}

std::uint32_t Compiler::input_of(const Expr& expr) {
  if (expr.op == Op::attribute) return expr.slot;
  if (expr.op == Op::signal_on) return signal_inputs_[expr.slot];
  const auto [found, is_new] = derived_.try_emplace(model::key_of(model_, expr), 0);
  if (is_new) {
    const eval::State nothing(model_);
    found->second = add_input(describe(expr), 0, eval::Moment(nothing).value(expr), &expr);
  }
  return found->second;
}

std::uint32_t Compiler::subject_of_input(std::uint32_t index) {
  Input& input = program_.inputs[index];
  if (input.subject) return *input.subject;
  Subject subject;
  subject.index = index;
  set_values(subject, input.shown.type);
  subject.exact = input.field != nullptr && input.field->exact;
  input.subject = static_cast<std::uint32_t>(program_.subjects.size());
  program_.subjects.push_back(std::move(subject));
  return *input.subject;
}

std::uint32_t Compiler::subject_of_score(std::uint32_t score) {
  auto& known = score_subjects_[score];
  if (known) return *known;
  Subject subject;
  subject.kind = Subject::Kind::score;
  subject.index = score;
  subject.phase = program_.place[score] + 1;
  set_values(subject, InputType::points);
  known = static_cast<std::uint32_t>(program_.subjects.size());
  program_.subjects.push_back(std::move(subject));
  return *known;
}

// Of what is looked up as it is.
std::optional<std::uint32_t> Compiler::subject_of(const Expr& named) {
  const Expr& expr = without_name(named);
  if (expr.op == Op::score) return subject_of_score(expr.slot);
  const bool of_input = expr::is_looked_up(expr.op) && expr.op != Op::band &&
                        expr.op != Op::property && expr.op != Op::coverage && expr.op != Op::reach;
  if (!of_input) return std::nullopt;
  return subject_of_input(input_of(expr));
}

std::uint32_t Compiler::gate_of(const model::Rule& rule) {
  const auto [found, is_new] = gates_.try_emplace({rule.active_from, rule.active_until}, 0);
  if (is_new) {
    Subject subject;
    subject.kind = Subject::Kind::gate;
    subject.index = static_cast<std::uint32_t>(program_.gates.size());
    program_.gates.push_back({rule.active_from, rule.active_until});
    found->second = static_cast<std::uint32_t>(program_.subjects.size());
    program_.subjects.push_back(std::move(subject));
  }
  return found->second;
}

}  // namespace leadscore::plan
