// SPDX-License-Identifier: Apache-2.0

// Codes, and conditions as formulas over them.
#include <algorithm>

#include "expr/text_test.hpp"
#include "plan/compiler.hpp"

namespace leadscore::plan {

using expr::Op;
using Form = Test::Form;

namespace {

bool is_joint(Op op) { return op == Op::all || op == Op::any || op == Op::negate; }

}  // namespace

Code code_of(const std::vector<Key>& cuts, Key key) {
  return 1 + static_cast<Code>(std::upper_bound(cuts.begin(), cuts.end(), key) - cuts.begin());
}

// --- every value that tests tell apart ----------------------------------------------------------

void Compiler::look_at(const Expr& condition) {
  if (condition.op == Op::constant) return;
  if (condition.op == Op::named) {
    if (!seen_named_.insert(condition.slot).second) return;
    return look_at(model_.named[condition.slot].expr);
  }
  if (!is_joint(condition.op)) {
    (void)test_of(condition);
    return;
  }
  for (const Expr& arg : condition.args) look_at(arg);
}

// Texts that the same tests name have one code; in order of the tests, so that those of one test
// lie together where that can be.
void Compiler::give_codes_to_texts(std::uint32_t index) {
  Subject& subject = program_.subjects[index];
  Names& names = names_[index];
  const model::Field* field = program_.inputs[subject.index].field;
  const bool listed = field != nullptr && !field->one_of.empty();
  if (listed) {
    for (const Datum& value : field->one_of) {
      if (value.text) names.marks[expr::form(*value.text, subject.exact)];
    }
  }
  std::map<std::vector<std::uint32_t>, Code> codes;
  for (auto& [text, marks] : names.marks) {
    std::sort(marks.begin(), marks.end());
    codes.emplace(marks, 0);
  }
  std::vector<std::vector<CodeRange>> ranges(names.ids.size());
  Code next = 1;
  for (auto& [marks, code] : codes) {
    code = next++;
    for (const std::uint32_t mark : marks) ranges[mark].push_back({code, code});
  }
  for (auto& of_mark : ranges) names.codes.push_back(code_set(std::move(of_mark)));
  std::vector<std::string> texts;
  std::vector<Code> of_text;
  for (const auto& [text, marks] : names.marks) {
    texts.push_back(text);
    of_text.push_back(codes.at(marks));
  }
  subject.names = TextIndex(texts, of_text);
  subject.codes = next + 1;
}

Code Compiler::code_of_value(const Subject& subject, const Datum& value) const {
  if (value.is_missing()) return kMissing;
  switch (subject.values) {
    case Subject::Values::truth: return value.is_true() ? kTrue : kFalse;
    case Subject::Values::line: {
      const Key key =
          subject.line == Line::numbers ? key_of(value.as_number()) : Key(value.integer);
      return code_of(subject.cuts, key);
    }
    case Subject::Values::text: break;
  }
  if (!value.text) return kMissing;
  return subject.names.find(expr::form(*value.text, subject.exact)).value_or(subject.other());
}

void Compiler::give_codes() {
  for (std::uint32_t index = 0; index < program_.subjects.size(); ++index) {
    Subject& subject = program_.subjects[index];
    switch (subject.values) {
      case Subject::Values::truth: subject.codes = 3; break;
      case Subject::Values::text: give_codes_to_texts(index); break;
      case Subject::Values::line:
        std::sort(subject.cuts.begin(), subject.cuts.end());
        subject.cuts.erase(std::unique(subject.cuts.begin(), subject.cuts.end()),
                           subject.cuts.end());
        subject.codes = static_cast<Code>(subject.cuts.size()) + 2;
        break;
    }
    if (subject.kind != Subject::Kind::input) continue;
    const Input& input = program_.inputs[subject.index];
    // That nobody ever judged a signal is told apart from that it is off.
    if (input.shown.kind == BatchInput::Kind::signal) continue;
    subject.fallback = code_of_value(subject, input.fallback);
  }
}

// --- formulas -----------------------------------------------------------------------------------

CodeSet Compiler::codes_of(const Subject& subject, const std::vector<KeyRange>& ranges) const {
  std::vector<CodeRange> codes;
  for (const KeyRange& range : ranges) {
    const Code first = range.from ? code_of(subject.cuts, *range.from) : 1;
    const Code end = range.below ? code_of(subject.cuts, *range.below) : subject.codes;
    if (first < end) codes.push_back({first, end - 1});
  }
  return code_set(std::move(codes));
}

Leaf Compiler::leaf_of(const Test& test, Want want) {
  const Subject& subject = program_.subjects[test.subject];
  Leaf leaf;
  leaf.want = want;
  if (test.form == Form::open) {
    leaf.open = test.open;
    return leaf;
  }
  leaf.want = Want::is_true;
  const CodeSet known = {{1, subject.codes - 1}};
  CodeSet decided = known;  // where the test has an answer
  CodeSet yes;
  switch (test.form) {
    case Form::truth: yes = {{kTrue, kTrue}}; break;
    case Form::negated: yes = {{kFalse, kFalse}}; break;
    case Form::known:
    case Form::unknown:
      yes = test.form == Form::known ? known : CodeSet{{kMissing, kMissing}};
      decided = {{0, subject.codes - 1}};
      break;
    case Form::ranges: {
      const auto [found, is_new] = codes_of_ranges_.try_emplace({test.subject, test.ranges});
      if (is_new) found->second = codes_of(subject, *test.ranges);
      yes = found->second;
      break;
    }
    case Form::names: yes = names_.at(test.subject).codes[test.mark]; break;
    case Form::open: break;
  }
  if (test.decided) decided = codes_of(subject, *test.decided);
  const bool of_signal = subject.kind == Subject::Kind::input &&
                         program_.inputs[subject.index].shown.kind == BatchInput::Kind::signal;
  if (of_signal) decided = {{0, subject.codes - 1}};
  CodeSet no = intersection(decided, plan::complement(yes, subject.codes));
  if (test.others) std::swap(yes, no);
  switch (want) {
    case Want::is_true: leaf.set = std::move(yes); break;
    case Want::is_false: leaf.set = std::move(no); break;
    case Want::not_true: leaf.set = plan::complement(yes, subject.codes); break;
    case Want::not_false: leaf.set = plan::complement(no, subject.codes); break;
  }
  return leaf;
}

NodeId Compiler::formula_of_test(const Expr& condition, Want want) {
  const Test& test = test_of(condition);
  return program_.formulas.test(test.subject, leaf_of(test, want));
}

// `not` goes down to the tests: of three answers, "is not" is "is false".
NodeId Compiler::formula(const Expr& condition, Want want) {
  Formulas& formulas = program_.formulas;
  if (want == Want::not_true) return formulas.complement(formula(condition, Want::is_true));
  if (want == Want::not_false) return formulas.complement(formula(condition, Want::is_false));
  const bool wanted = want == Want::is_true;
  switch (condition.op) {
    case Op::constant:
      if (condition.constant.is_missing()) return kNever;
      return condition.constant.is_true() == wanted ? kAlways : kNever;
    case Op::negate: return formula(condition.args[0], wanted ? Want::is_false : Want::is_true);
    case Op::all:
    case Op::any: {
      std::vector<NodeId> parts;
      for (const Expr& arg : condition.args) parts.push_back(formula(arg, want));
      const bool all = (condition.op == Op::all) == wanted;
      return all ? formulas.all_of(std::move(parts)) : formulas.any_of(std::move(parts));
    }
    case Op::named: {
      const auto known = named_formulas_.find({condition.slot, want});
      if (known != named_formulas_.end()) return known->second;
      const NodeId made = formula(model_.named[condition.slot].expr, want);
      named_formulas_.emplace(std::pair(condition.slot, want), made);
      return made;
    }
    default: return formula_of_test(condition, want);
  }
}

NodeId Compiler::formula(const std::optional<Expr>& condition) {
  return condition ? formula(*condition, Want::is_true) : kAlways;
}

}  // namespace leadscore::plan
