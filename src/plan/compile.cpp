// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "model/worth.hpp"
#include "plan/compiler.hpp"

namespace leadscore::plan {

using expr::Op;

namespace {

// Puts each score behind those that it needs. There are no cycles: loading refuses them.
class ScoreOrder {
 public:
  explicit ScoreOrder(const Model& model)
      : model_(model), scores_(model.scores.size()), named_(model.named.size()) {}

  std::vector<std::uint32_t> order() && {
    for (std::uint32_t index = 0; index < model_.scores.size(); ++index) score(index);
    return std::move(order_);
  }

 private:
  void score(std::uint32_t index) {
    if (scores_[index]) return;
    scores_[index] = true;
    const model::Score& score = model_.scores[index];
    if (score.expression) expression(*score.expression);
    for (const model::Item& inner : score.items) item(inner);
    order_.push_back(index);
  }
  void item(const model::Item& item) {
    if (item.is_group) {
      const model::Group& group = model_.groups[item.index];
      if (group.when) expression(*group.when);
      for (const model::Item& inner : group.items) this->item(inner);
      return;
    }
    const model::Rule& rule = model_.rules[item.index];
    if (rule.when) expression(*rule.when);
    if (rule.event) return;  // its points are history
    model::visit_points(rule, [this](const Expr& expr) { expression(expr); });
  }
  void expression(const Expr& expr) {
    walk(expr, [&](const Expr& part) {
      if (part.op == Op::score) score(part.slot);
      if (part.op == Op::band) band(part.slot);
      if (part.op == Op::named && !named_[part.slot]) {
        named_[part.slot] = true;
        expression(model_.named[part.slot].expr);
      }
    });
  }
  void band(std::uint32_t index) {
    if (model_.bands[index].of) score(*model_.bands[index].of);
    for (const auto& part : model_.bands[index].parts) {
      if (part.band) band(*part.band);
    }
  }

  const Model& model_;
  std::vector<bool> scores_, named_;
  std::vector<std::uint32_t> order_;
};

}  // namespace

Compiler::Compiler(Program& program, const std::vector<const Expr*>& watched)
    : program_(program),
      model_(program.model()),
      watched_(watched),
      score_subjects_(model_.scores.size()),
      named_needs_(model_.named.size()),
      named_phases_(model_.named.size()) {}

void Compiler::run() {
  program_.named.resize(model_.named.size());
  program_.fired.resize(model_.rules.size());
  for (Entry& fired : program_.fired) fired.when = kNever;
  for (std::uint32_t i = 0; i < model_.attributes.size(); ++i) {
    (void)add_input(describe_field(model_.attributes[i]), i, model_.attributes[i].fallback);
  }
  for (std::uint32_t i = 0; i < model_.signals.size(); ++i) {
    BatchInput shown{model_.signals[i].name, BatchInput::Kind::signal, BatchInput::Type::boolean};
    signal_inputs_.push_back(add_input(std::move(shown), i, Datum::of(false)));
    (void)subject_of_input(signal_inputs_.back());
  }
  order_scores();
  look_at_everything();
  add_inputs_of_scores();
  give_codes();
  program_.excluded = model_.exclude ? formula(*model_.exclude, Want::is_true) : kNever;
  for (ScorePlan& plan : program_.scores) compile_score(plan.score);
  compile_signals();
  for (const Expr* condition : watched_) {
    program_.watched.push_back(formula(*condition, Want::is_true));
  }
}

void Compiler::order_scores() {
  program_.place.resize(model_.scores.size());
  for (const std::uint32_t score : ScoreOrder(model_).order()) {
    program_.place[score] = static_cast<std::uint32_t>(program_.scores.size());
    program_.scores.emplace_back().score = score;
  }
}

void Compiler::look_at_rule(const model::Rule& rule) {
  if (!rule.enabled) return;
  if (rule.when) look_at(*rule.when);
  if (rule.event) return;
  if (rule.active_from || rule.active_until) (void)gate_of(rule);
  if (rule.table) look_at_rows(*rule.table);
}

void Compiler::look_at_everything() {
  if (model_.exclude) look_at(*model_.exclude);
  for (const model::Rule& rule : model_.rules) look_at_rule(rule);
  for (const model::Group& group : model_.groups) {
    if (group.when) look_at(*group.when);
  }
  for (const model::Signal& signal : model_.signals) {
    look_at(signal.when);
    if (signal.until) look_at(*signal.until);
  }
  for (const Expr* condition : watched_) look_at(*condition);
}

// --- scores -------------------------------------------------------------------------------------

void Compiler::add_inputs_of_scores() {
  earned_inputs_.resize(model_.rules.size());
  for (std::uint32_t index = 0; index < model_.rules.size(); ++index) {
    const model::Rule& rule = model_.rules[index];
    if (!rule.event || !rule.enabled) continue;
    earned_inputs_[index] =
        add_input({rule.name, BatchInput::Kind::earned, BatchInput::Type::points}, index, Datum());
  }
  for (ScorePlan& plan : program_.scores) {
    const model::Score& score = model_.scores[plan.score];
    if (score.expression) continue;
    plan.carried = add_input({score.name, BatchInput::Kind::carried, BatchInput::Type::points},
                             plan.score, Datum());
    plan.deducted = add_input({score.name, BatchInput::Kind::deducted, BatchInput::Type::points},
                              plan.score, Datum());
  }
}

// A sum of scores and whole constants is exact whatever way it is worked out: the doubles of an
// expression are off by far less than half a thousandth.
bool Compiler::plain_sum(const Expr& expr, std::int64_t times, ScorePlan& plan) {
  constexpr std::size_t kMostParts = 16;
  constexpr std::int64_t kMostConstant = Points::kMostWhole;
  switch (expr.op) {
    case Op::score:
      plan.parts.push_back({expr.slot, times});
      plan.may_be_missing =
          plan.may_be_missing || program_.scores[program_.place[expr.slot]].may_be_missing;
      return plan.parts.size() <= kMostParts;
    case Op::constant:
      if (expr.constant.kind != Datum::Kind::integer) return false;
      if (std::abs(expr.constant.integer / 2) > kMostConstant / 2) return false;
      plan.constant += times * 1000 * expr.constant.integer;
      return plan.parts.size() <= kMostParts;
    case Op::minus: return plain_sum(expr.args[0], -times, plan);
    case Op::sum:
      if (expr.type != expr::Type::number || expr.args.size() > kMostParts) return false;
      for (std::size_t i = 0; i < expr.args.size(); ++i) {
        const bool minus = i > 0 && expr.ops[i - 1] == '-';
        if (!plain_sum(expr.args[i], minus ? -times : times, plan)) return false;
      }
      return true;
    default: return false;
  }
}

void Compiler::compile_score(std::uint32_t index) {
  const model::Score& score = model_.scores[index];
  ScorePlan& plan = program_.scores[program_.place[index]];
  if (!score.expression) {
    const Entries entries = entries_of(score.items, kAlways);
    plan.sum = sum_of(entries);
    return;
  }
  if (plain_sum(*score.expression, 1, plan)) return;
  plan.parts.clear();
  plan.constant = 0;
  plan.may_be_missing = true;
  plan.question = question_of(*score.expression);
}

// Who is on stays so until `until`; who is known to be off does not come on at this instant.
void Compiler::compile_signals() {
  Formulas& formulas = program_.formulas;
  for (std::uint32_t index = 0; index < model_.signals.size(); ++index) {
    const model::Signal& signal = model_.signals[index];
    const auto was = [&](Code code) {
      Leaf leaf;
      leaf.set = {{code, code}};
      return formulas.test(subject_of_input(signal_inputs_[index]), std::move(leaf));
    };
    NodeId comes = formulas.both(formula(signal.when, Want::is_true), was(kMissing));
    if (signal.holds_for) comes = kNever;
    NodeId ends = formula(signal.when, Want::not_true);
    if (signal.until) ends = formula(*signal.until, Want::is_true);
    if (signal.until_never) ends = kNever;
    program_.signals.push_back(
        formulas.both(formulas.any_of({was(kTrue), comes}), formulas.complement(ends)));
  }
}

std::shared_ptr<const Program> compile(const RuleSet& rules,
                                       const std::vector<const Expr*>& watched) {
  auto program = std::make_shared<Program>(rules);
  Compiler(*program, watched).run();
  return program;
}

}  // namespace leadscore::plan
