// SPDX-License-Identifier: Apache-2.0

// Conditions that never or always hold, and tests that leads with holes silently fail.
#include <algorithm>
#include <map>
#include <utility>

#include "lint/linter.hpp"

namespace leadscore::lint {

using expr::Op;

namespace {

bool is_logic(const Expr& expr) {
  return expr.op == Op::all || expr.op == Op::any || expr.op == Op::negate;
}

// Without the quotes, and the brackets if there are any around the whole.
std::string bare(const std::string& quoted) {
  const std::string text = quoted.substr(1, quoted.size() - 2);
  const bool bracketed = text.front() == '(' && text.back() == ')';
  return bracketed ? text.substr(1, text.size() - 2) : text;
}

std::string list_of(const std::vector<Term>& terms) {
  constexpr std::size_t kMost = 8;
  std::string text;
  for (std::size_t i = 0; i < terms.size() && i < kMost; ++i) {
    const bool minus = terms[i].points < Points();
    if (!text.empty() || minus) text += minus ? " - " : " + ";
    text += (minus ? -terms[i].points : terms[i].points).to_text() + " (" + terms[i].name + ")";
  }
  if (terms.size() > kMost) text += " + " + std::to_string(terms.size() - kMost) + " more";
  return text;
}

void scores_in(const Model& model, const Expr& expr, std::vector<std::uint32_t>& scores) {
  walk(expr, [&](const Expr& part) {
    if (part.op == Op::named) scores_in(model, model.named[part.slot].expr, scores);
    if (part.op == Op::band && model.bands[part.slot].of) {
      scores.push_back(*model.bands[part.slot].of);
    }
    if (part.op == Op::score) scores.push_back(part.slot);
  });
}

// Tests of attributes, by the attribute; those of `negative` are true of values other than named.
struct AttributeTests {
  std::map<std::uint32_t, const Expr*> negative;
  std::set<std::uint32_t> others;
};

void collect(const Expr& expr, bool negated, AttributeTests& tests) {
  if (expr.op == Op::negate) return collect(expr.args[0], !negated, tests);
  if (is_logic(expr)) {
    for (const Expr& arg : expr.args) collect(arg, negated, tests);
    return;
  }
  const Expr& subject = expr.args.empty() ? expr : expr.args[0];
  if (subject.op != Op::attribute) {
    walk(expr, [&](const Expr& part) {
      if (part.op == Op::attribute) tests.others.insert(part.slot);
    });
    return;
  }
  const bool differs = expr.op == Op::compare && expr.comparison == expr::Comparison::not_equal;
  const bool is_negative = (differs || (expr.op == Op::in && expr.negated)) != negated;
  if (is_negative && expr.op != Op::known) {
    tests.negative.emplace(subject.slot, &expr);
  } else {
    tests.others.insert(subject.slot);
  }
}

}  // namespace

// What bounds the scores that a condition names, with the sum that shows it.
void Linter::add_reach(Diagnostic& to, const Expr& condition) {
  std::vector<std::uint32_t> scores;
  scores_in(model_, condition, scores);
  std::set<std::uint32_t> said;
  for (const std::uint32_t score : scores) add_reach(to, score, said);
}

void Linter::add_reach(Diagnostic& to, std::uint32_t index, std::set<std::uint32_t>& said) {
  if (!said.insert(index).second) return;
  const model::Score& score = model_.scores[index];
  const Reach& reach = space_.reach(index);
  std::string text;
  if (reach.high < kUnbounded) {
    text = quoted(score.name) + " is at most " + reach.high.to_text();
    if (score.expression) {
      text += ": " + score.text;
    } else if (score.max && reach.high == *score.max) {
      text += ", its 'max'";
    } else if (!reach.most.empty()) {
      text += ": " + list_of(reach.most);
    }
  }
  if (reach.low > -kUnbounded && reach.low != Points()) {
    text += text.empty() ? quoted(score.name) + " is at least " : " and at least ";
    text += reach.low.to_text();
  }
  if (!text.empty()) to.notes.push_back({score.span, text});
  if (!score.expression) return;
  std::vector<std::uint32_t> inner;
  scores_in(model_, *score.expression, inner);
  for (const std::uint32_t part : inner) add_reach(to, part, said);
}

bool Linter::never(const Expr& condition, std::string_view code, const std::string& consequence) {
  if (space_.possible(condition, Want::is_true)) return false;
  const auto& args = condition.args;
  if (condition.op == Op::all) {
    for (const Expr& arg : args) {
      if (never(arg, code, consequence)) return true;
    }
    for (std::size_t j = 1; j < args.size(); ++j) {
      for (std::size_t i = 0; i < j; ++i) {
        if (space_.possible({&args[i], &args[j]})) continue;
        Diagnostic& made =
            warn(args[j].span, code,
                 consequence + shown(args[i]) + " and " + shown(args[j]) + " never hold together",
                 "take out one of them, or join them with 'or'");
        made.notes.push_back({args[i].span, "the other one"});
        add_reach(made, condition);
        return true;
      }
    }
  }
  Diagnostic& made = warn(condition.span, code, consequence + shown(condition) + " can never hold");
  add_reach(made, condition);
  return true;
}

// Parts of a condition that can be left out: they decide nothing.
void Linter::parts(const Expr& condition) {
  if (!is_logic(condition)) return;
  for (const Expr& part : condition.args) {
    const bool decides_nothing = condition.op == Op::any && never(part, "never-true", "");
    if (decides_nothing) continue;
    if (condition.op == Op::all && !space_.possible(part, Want::not_true)) {
      add_reach(warn(part.span, "always-true", shown(part) + " always holds", "leave it out"),
                part);
      continue;
    }
    parts(part);
  }
}

void Linter::negative_tests(const Expr& condition) {
  AttributeTests tests;
  collect(condition, false, tests);
  for (const auto& [slot, test] : tests.negative) {
    const model::Field& field = model_.attributes[slot];
    if (tests.others.contains(slot) || !field.fallback.is_missing()) continue;
    const std::string name = expr::canonical_name(field.name);
    warn(test->span, "missing-negative",
         "this does not hold of a lead whose " + quoted(field.name) + " is missing",
         "to include it: (" + bare(shown(*test)) + " or " + name +
             " is unknown); to show that it is meant: " + name + " is known and ...");
  }
}

void Linter::condition(const Expr& condition) {
  if (condition.op == Op::constant) return;  // written so on purpose
  if (never(condition, "never-true", "")) return;
  negative_tests(condition);
  if (!space_.possible(condition, Want::not_true)) {
    add_reach(
        warn(condition.span, "always-true", shown(condition) + " always holds", "leave it out"),
        condition);
    return;
  }
  parts(condition);
}

// Those of rules, groups, signals and moves are looked at with what is around them.
void Linter::conditions() {
  for (const model::NamedExpression& named : model_.named) {
    if (named.expr.type == expr::Type::boolean) condition(named.expr);
  }
  for (const model::EventType& event : model_.events) {
    if (event.ignore) condition(*event.ignore);
  }
  if (model_.exclude) condition(*model_.exclude);
  for (const model::RejectionRule& rejection : model_.rejections) {
    if (rejection.where) condition(*rejection.where);
  }
  for (const model::Program& program : model_.programs) {
    condition(program.enter);
    if (program.exit) condition(*program.exit);
  }
}

}  // namespace leadscore::lint
