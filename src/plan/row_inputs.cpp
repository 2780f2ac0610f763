// SPDX-License-Identifier: Apache-2.0
#include "plan/row_inputs.hpp"

#include <algorithm>

#include "expr/ops.hpp"

namespace leadscore::plan {

namespace {

using Way = RowInput::Way;

Way way_of(const Program& program, const Input& input) {
  if (!input.subject) return Way::unread;
  const Subject& subject = program.subjects[*input.subject];
  if (subject.values == Subject::Values::text) {
    return has_plain_tests(program, subject) ? Way::text : Way::any;
  }
  // Values that the field does not list are unknown.
  if (input.field != nullptr && !input.field->one_of.empty()) return Way::any;
  if (subject.values == Subject::Values::truth) return Way::truth;
  return subject.line == Line::numbers ? Way::numbers : Way::integers;
}

}  // namespace

bool has_plain_tests(const Program& program, const Subject& subject) {
  return std::all_of(subject.open.begin(), subject.open.end(), [&](std::uint32_t question) {
    const Expr& test = program.questions[question].expr;
    return program.inputs[subject.index].shown.type == BatchInput::Type::text &&
           expr::is_text_test(test.op) && test.args[0].op == expr::Op::attribute &&
           test.args[0].type == expr::Type::text && test.exact == subject.exact;
  });
}

RowInputs::RowInputs(const Program& program) {
  std::vector<std::uint32_t> texts_before = {0};  // by subject
  for (const Subject& subject : program.subjects) {
    texts_before.push_back(texts_before.back() + (subject.values == Subject::Values::text ? 1 : 0));
  }
  for (const Input& input : program.inputs) {
    RowInput made;
    made.way = way_of(program, input);
    made.asked = input.asked;
    made.points = input.shown.type == BatchInput::Type::points;
    made.input = static_cast<std::uint32_t>(all.size());
    made.subject = input.subject.value_or(0);
    made.text = texts_before[made.subject];
    if (input.subject) made.fallback = program.subjects[*input.subject].fallback;
    all.push_back(made);
    switch (made.way) {
      case Way::truth: truths.push_back(made); break;
      case Way::integers: integers.push_back(made); break;
      case Way::numbers: numbers.push_back(made); break;
      case Way::text: texts.push_back(made); break;
      case Way::any:
      case Way::unread: break;
    }
    const bool kept = made.asked || made.points;
    if (kept || made.way == Way::any) others.push_back(made);
  }
}

}  // namespace leadscore::plan
