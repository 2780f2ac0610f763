// SPDX-License-Identifier: Apache-2.0

// Single tests: what they ask, and of what.
#include <algorithm>
#include <set>

#include "expr/ops.hpp"
#include "expr/text_test.hpp"
#include "model/expression_key.hpp"
#include "plan/compiler.hpp"

namespace leadscore::plan {

using expr::Comparison;
using expr::Op;
using expr::Type;
using Form = Test::Form;

namespace {

Test test_on(std::uint32_t subject, Form form) {
  Test test;
  test.subject = subject;
  test.form = form;
  return test;
}

std::vector<KeyRange> stretches(Comparison comparison, const Cut& cut) {
  // Where no value is so, nothing lies beyond: the stretch has no end there.
  const auto below = [&](std::optional<Key> end) {
    return end ? std::vector<KeyRange>{{std::nullopt, end}} : std::vector<KeyRange>{{}};
  };
  const auto from = [](std::optional<Key> begin) {
    return begin ? std::vector<KeyRange>{{begin, std::nullopt}} : std::vector<KeyRange>{};
  };
  switch (comparison) {
    case Comparison::less: return below(cut.from);
    case Comparison::less_equal: return below(cut.above);
    case Comparison::greater: return from(cut.above);
    case Comparison::greater_equal: return from(cut.from);
    case Comparison::equal: {
      if (!cut.from || cut.from == cut.above) return {};
      return {{cut.from, cut.above}};
    }
    case Comparison::not_equal: {
      std::vector<KeyRange> sides = below(cut.from);
      for (const KeyRange& range : from(cut.above)) sides.push_back(range);
      return sides;
    }
  }
  return {};
}

// What in an expression is looked up; and whether it depends on time or scores.
struct Lookups {
  std::set<const Expr*> found;  // one for each place
  bool moves = false;
};

void collect(const Model& model, const Expr& expr, Lookups& lookups) {
  if (expr.op == Op::named) return collect(model, model.named[expr.slot].expr, lookups);
  if (expr.op == Op::now || expr.op == Op::age || expr.op == Op::score || expr.op == Op::band) {
    lookups.moves = true;
  }
  if (expr::is_looked_up(expr.op)) {
    lookups.found.insert(&expr);
    return;
  }
  for (const Expr& arg : expr.args) {
    if (lookups.moves) return;
    collect(model, arg, lookups);
  }
}

}  // namespace

std::vector<KeyRange> Compiler::ranges_of(std::uint32_t subject, Comparison comparison,
                                          const Datum& constant) {
  return stretches(comparison, cut_at(program_.subjects[subject].line, constant));
}

std::optional<Test> Compiler::range_test(std::uint32_t subject, std::vector<KeyRange> ranges) {
  std::vector<Key>& cuts = program_.subjects[subject].cuts;
  for (const KeyRange& range : ranges) {
    if (range.from) cuts.push_back(*range.from);
    if (range.below) cuts.push_back(*range.below);
  }
  Test test = test_on(subject, Form::ranges);
  test.ranges = std::make_shared<const KeyRanges>(std::move(ranges));
  return test;
}

std::optional<Test> Compiler::names_test(std::uint32_t index, const std::vector<Datum>& texts,
                                         const std::string& key, bool others, bool exact) {
  const Subject& subject = program_.subjects[index];
  if (exact != subject.exact || program_.inputs[subject.index].shown.type != BatchInput::Type::text)
    return std::nullopt;
  Names& names = names_[index];
  const auto [mark, is_new] =
      names.ids.try_emplace(key, static_cast<std::uint32_t>(names.ids.size()));
  for (std::size_t i = 0; is_new && i < texts.size(); ++i) {
    auto& marks = names.marks[expr::form(*texts[i].text, exact)];
    if (marks.empty() || marks.back() != mark->second) marks.push_back(mark->second);
  }
  Test test = test_on(index, Form::names);
  test.mark = mark->second;
  test.others = others;
  return test;
}

// A condition that is a truth itself.
std::optional<Test> Compiler::truth_test(const Expr& expr) {
  if (expr.type != Type::boolean) return std::nullopt;
  const auto subject = subject_of(expr);
  if (!subject) return std::nullopt;
  return test_on(*subject, Form::truth);
}

std::optional<Test> Compiler::comparison_test(const Expr& expr) {
  const Expr* a = &expr.args[0];
  const Expr* b = &expr.args[1];
  Comparison comparison = expr.comparison;
  Datum constant = expr::constant_of(*b);
  if (constant.is_missing()) {
    std::swap(a, b);
    comparison = expr::mirrored(comparison);
    constant = expr::constant_of(*b);
  }
  if (constant.is_missing()) return std::nullopt;
  const auto subject = subject_of(*a);
  if (!subject) return std::nullopt;
  switch (program_.subjects[*subject].values) {
    case Subject::Values::line:
      return range_test(*subject, ranges_of(*subject, comparison, constant));
    case Subject::Values::truth: {
      const bool same = (comparison == Comparison::equal) == constant.is_true();
      return test_on(*subject, same ? Form::truth : Form::negated);
    }
    case Subject::Values::text: break;
  }
  if (!constant.text) return std::nullopt;
  return names_test(*subject, {constant}, "=" + expr::form(*constant.text, expr.exact),
                    comparison == Comparison::not_equal, expr.exact);
}

std::optional<Test> Compiler::between_test(const Expr& expr) {
  const auto subject = subject_of(expr.args[0]);
  const Datum low = expr::constant_of(expr.args[1]);
  const Datum high = expr::constant_of(expr.args[2]);
  if (!subject || low.is_missing() || high.is_missing()) return std::nullopt;
  const Line line = program_.subjects[*subject].line;
  const Cut first = cut_at(line, low);
  const Cut last = cut_at(line, high);
  const bool none = !first.from || (last.above && *last.above <= *first.from);
  if (none) return range_test(*subject, {});
  return range_test(*subject, {{first.from, last.above}});
}

std::optional<Test> Compiler::membership_test(const Expr& expr) {
  const auto subject = subject_of(expr.args[0]);
  if (!subject || program_.subjects[*subject].values == Subject::Values::truth) return std::nullopt;
  if (program_.subjects[*subject].values == Subject::Values::text) {
    const std::string key =
        "in " + std::to_string(reinterpret_cast<std::uintptr_t>(expr.literals.get()));
    return names_test(*subject, *expr.literals, key, expr.negated, expr.exact);
  }
  // One list may be named by many tests.
  const auto [known, is_new] = lists_.try_emplace({*subject, expr.literals.get()});
  if (is_new) {
    std::vector<KeyRange> ranges;
    for (const Datum& value : *expr.literals) {
      for (const KeyRange& range : ranges_of(*subject, Comparison::equal, value)) {
        ranges.push_back(range);
      }
    }
    known->second = *range_test(*subject, std::move(ranges));
  }
  Test test = known->second;
  test.others = expr.negated;
  return test;
}

std::optional<Test> Compiler::known_test(const Expr& expr) {
  const auto subject = subject_of(expr.args[0]);
  if (!subject || program_.subjects[*subject].kind != Subject::Kind::input) return std::nullopt;
  return test_on(*subject, expr.negated ? Form::unknown : Form::known);
}

std::vector<KeyRange> Compiler::ranges_of_band(const model::Band& band, std::uint32_t name) {
  std::vector<KeyRange> ranges;
  std::optional<Key> above;
  for (const auto& bound : band.bounds) {
    const Key from = bound.from.count();
    if (bound.name == name && (!above || from < *above)) ranges.push_back({from, above});
    above = from;
  }
  if (band.otherwise == name) ranges.push_back({std::nullopt, above});
  return ranges;
}

// A band of one score, compared with its names.
std::optional<Test> Compiler::band_test(const Expr& expr) {
  const Expr* subject = nullptr;
  std::vector<Datum> wanted;
  bool others = false;
  if (expr.op == Op::in) {
    subject = &without_name(expr.args[0]);
    wanted = *expr.literals;
    others = expr.negated;
  } else if (expr.op == Op::compare) {
    const bool first = expr::constant_of(expr.args[0]).is_missing();
    subject = &without_name(expr.args[first ? 0 : 1]);
    wanted = {expr::constant_of(expr.args[first ? 1 : 0])};
    others = expr.comparison == Comparison::not_equal;
  }
  if (subject == nullptr || subject->op != Op::band) return std::nullopt;
  const model::Band& band = model_.bands[subject->slot];
  if (!band.of) return std::nullopt;
  std::vector<KeyRange> ranges;
  std::vector<KeyRange> decided;
  for (std::uint32_t name = 0; name < band.names.size(); ++name) {
    const expr::Text text(band.names[name]);
    const bool is_wanted = std::any_of(wanted.begin(), wanted.end(), [&](const Datum& value) {
      return value.text && expr::form(*value.text, expr.exact) == expr::form(text, expr.exact);
    });
    for (const KeyRange& range : ranges_of_band(band, name)) {
      decided.push_back(range);
      if (is_wanted) ranges.push_back(range);
    }
  }
  const std::uint32_t score = subject_of_score(*band.of);
  (void)range_test(score, decided);
  auto test = range_test(score, std::move(ranges));
  test->decided = std::move(decided);
  test->others = others;
  return test;
}

// Whatever is asked of one text and nothing else.
std::optional<Test> Compiler::open_test(const Expr& expr) {
  Lookups lookups;
  collect(model_, expr, lookups);
  if (lookups.moves || lookups.found.empty()) return std::nullopt;
  std::optional<std::uint32_t> subject;
  for (const Expr* found : lookups.found) {
    if (found->op == Op::property || found->op == Op::coverage || found->op == Op::reach) {
      return std::nullopt;
    }
    const bool of_text =
        found->type == Type::text || found->type == Type::list || found->type == Type::symbol;
    if (!of_text) return std::nullopt;
    const std::uint32_t one = subject_of_input(input_of(*found));
    if (subject && *subject != one) return std::nullopt;
    subject = one;
  }
  const auto [found, is_new] = open_.try_emplace({*subject, model::key_of(model_, expr)}, 0);
  if (is_new) {
    Subject& text = program_.subjects[*subject];
    found->second = static_cast<std::int32_t>(text.open.size());
    // It is asked when texts are bound, not lead by lead.
    const bool asked = program_.inputs[text.index].asked;
    text.open.push_back(question_of(expr));
    program_.inputs[text.index].asked = asked;
  }
  Test test = test_on(*subject, Form::open);
  test.open = found->second;
  return test;
}

Test Compiler::atom_test(const Expr& expr) {
  const auto [found, is_new] = atoms_.try_emplace(model::key_of(model_, expr), 0);
  if (is_new) {
    const std::uint32_t question = question_of(expr);
    Subject subject;
    subject.kind = Subject::Kind::atom;
    subject.index = static_cast<std::uint32_t>(program_.atoms.size());
    subject.phase = program_.questions[question].phase;
    program_.atoms.push_back(question);
    found->second = static_cast<std::uint32_t>(program_.subjects.size());
    program_.subjects.push_back(std::move(subject));
  }
  return test_on(found->second, Form::truth);
}

Test Compiler::make_test(const Expr& expr) {
  std::optional<Test> test;
  switch (expr.op) {
    case Op::compare:
      test = comparison_test(expr);
      if (!test) test = band_test(expr);
      break;
    case Op::in:
      test = membership_test(expr);
      if (!test) test = band_test(expr);
      break;
    case Op::between: test = between_test(expr); break;
    case Op::known: test = known_test(expr); break;
    default: test = truth_test(expr); break;
  }
  if (!test) test = open_test(expr);
  return test ? *test : atom_test(expr);
}

const Test& Compiler::test_of(const Expr& expr) {
  const auto found = tests_.find(&expr);
  if (found != tests_.end()) return found->second;
  return tests_.emplace(&expr, make_test(expr)).first->second;
}

}  // namespace leadscore::plan
