// SPDX-License-Identifier: Apache-2.0
#include "plan/row_state.hpp"

#include <algorithm>
#include <cmath>

#include "eval/bounds.hpp"
#include "expr/text_test.hpp"
#include "plan/bound_texts.hpp"
#include "plan/scorer.hpp"

namespace leadscore::plan {

namespace {

const RowValue kUnknown = Missing{};

bool is_better(model::Combine combine, std::int64_t made, std::int64_t than) {
  if (combine == model::Combine::first) return false;
  return combine == model::Combine::max ? made > than : made < than;
}

// What a test on a text answers; both sides of what is unknown are no.
bool is_meant(Want want, bool yes, bool no) {
  switch (want) {
    case Want::is_true: return yes;
    case Want::is_false: return no;
    case Want::not_true: return !yes;
    case Want::not_false: return !no;
  }
  return false;
}

}  // namespace

RowState::RowState(std::shared_ptr<const RowTables> tables, Time at)
    : tables_(std::move(tables)),
      program_(*tables_->program),
      codes_(program_.subjects.size(), kMissing),
      open_leaves_(program_.subjects.size()),
      sums_(program_.sums.size()),
      truth_(program_.formulas.size(), 0),
      scores_(program_.model().scores.size()),
      points_(program_.inputs.size()),
      later_(program_.scores.size() + 1),
      asker_(program_, at) {
  truth_[kAlways] = 1;
  for (std::uint32_t index = 0; index < program_.subjects.size(); ++index) {
    const Subject& subject = program_.subjects[index];
    open_leaves_[index].resize(subject.is_open() ? subject.leaves.size() : 0);
    if (subject.kind == Subject::Kind::gate) {
      const Program::Gate& gate = program_.gates[subject.index];
      const bool open = (!gate.from || at >= *gate.from) && (!gate.until || at < *gate.until);
      codes_[index] = open ? kTrue : kFalse;
    } else if (subject.kind != Subject::Kind::input) {
      later_[subject.phase].push_back(index);
    }
  }
  assign({});
}

// --- values -------------------------------------------------------------------------------------

// A value that the input takes, as the evaluator of expressions sees it; else missing.
Datum RowState::datum_of(const Input& input, const RowValue& value) const {
  using Type = BatchInput::Type;
  const auto* text = std::get_if<std::string_view>(&value);
  const auto* integer = std::get_if<std::int64_t>(&value);
  const auto* number = std::get_if<double>(&value);
  Datum datum;
  switch (input.shown.type) {
    case Type::boolean:
      if (const auto* truth = std::get_if<bool>(&value)) datum = Datum::of(*truth);
      break;
    case Type::integer:
    case Type::points:
      if (integer != nullptr) datum = Datum::of(*integer);
      break;
    case Type::time:
      if (integer != nullptr) datum = Datum::of(Time(Duration(*integer)));
      break;
    case Type::number:
      if (integer != nullptr) datum = Datum::of(static_cast<double>(*integer));
      if (number != nullptr) datum = Datum::of(*number);
      break;
    case Type::text:
    case Type::list: return text == nullptr ? Datum() : value_of_text(program_, input, *text);
  }
  return datum.is_missing() || takes(input, datum) ? datum : Datum();
}

// Without making a Datum where none is needed.
Code RowState::code_of(const Input& input, const RowValue& value) {
  const Subject& subject = program_.subjects[*input.subject];
  const bool listed = input.field != nullptr && !input.field->one_of.empty();
  if (subject.values == Subject::Values::text) {
    const auto* text = std::get_if<std::string_view>(&value);
    return text == nullptr ? subject.fallback : code_of_text(program_, subject, *text, buffer_);
  }
  if (listed) {
    const Datum datum = datum_of(input, value);
    if (datum.is_missing()) return subject.fallback;
  }
  if (subject.values == Subject::Values::truth) {
    const auto* truth = std::get_if<bool>(&value);
    return truth == nullptr ? subject.fallback : *truth ? kTrue : kFalse;
  }
  const Cutter& cutter = tables_->cutters[*input.subject];
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    const bool as_number = subject.line == Line::numbers;
    return cutter.code(as_number ? key_of(static_cast<double>(*integer)) : *integer);
  }
  const auto* number = std::get_if<double>(&value);
  const bool takes = number != nullptr && subject.line == Line::numbers && std::isfinite(*number);
  return takes ? cutter.code(key_of(*number)) : subject.fallback;
}

// What questions and entries need of a value beyond its code.
void RowState::keep(std::uint32_t index, const RowValue& value) {
  const Input& input = program_.inputs[index];
  if (input.shown.type == BatchInput::Type::points) {
    const auto* points = std::get_if<std::int64_t>(&value);
    points_[index] = points == nullptr ? std::nullopt : std::optional<std::int64_t>(*points);
  }
  if (input.asked) {
    const Datum datum = datum_of(input, value);
    asker_.set(input.slot, datum.is_missing() ? input.fallback : datum);
  }
  if (!input.subject || !program_.subjects[*input.subject].is_open()) return;
  const auto* text = std::get_if<std::string_view>(&value);
  const bool plain = text != nullptr && input.shown.type == BatchInput::Type::text &&
                     tables_->subjects[*input.subject].plain;
  if (plain && answer_plainly(*input.subject, *text)) return;
  const Datum datum = datum_of(input, value);
  answer_open(*input.subject, datum.is_missing() ? input.fallback : datum);
}

// Where all tests are of the text itself. False where the text may be none.
bool RowState::answer_plainly(std::uint32_t index, std::string_view written) {
  const Subject& subject = program_.subjects[index];
  const std::string_view text = compared_form(written, subject.exact, buffer_);
  const auto name = subject.names.find(text);
  if (!name && refuses_unnamed(program_, subject, written)) return false;
  named_ = name.value_or(subject.other());
  answer_leaves(index, [&](const Question& question) {
    const bool yes = expr::holds(question.expr, text);
    return std::pair(yes, !yes);
  });
  return true;
}

void RowState::answer_open(std::uint32_t index, const Datum& value) {
  const Subject& subject = program_.subjects[index];
  named_ = value.is_missing() ? kMissing : subject.other();
  if (value.text) {
    const auto name = subject.names.find(expr::form(*value.text, subject.exact));
    named_ = name.value_or(subject.other());
  }
  asker_.set(program_.inputs[subject.index].slot, value);
  answer_leaves(index, [&](const Question& question) {
    const Datum answer = asker_.answer(question);
    return std::pair(answer.is_true(), !answer.is_missing() && !answer.is_true());
  });
}

// `answer` gives whether a question is true, and whether it is false.
template <class Answer>
void RowState::answer_leaves(std::uint32_t index, const Answer& answer) {
  const Subject& subject = program_.subjects[index];
  const auto& leaves = tables_->subjects[index].leaves;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    const Leaf& leaf = subject.leaves[i];
    if (leaf.open < 0) continue;  // answered by its code
    const auto [yes, no] =
        answer(program_.questions[subject.open[static_cast<std::size_t>(leaf.open)]]);
    open_leaves_[index][i] = is_meant(leaf.want, yes, no);
  }
}

void RowState::assign(std::span<const RowValue> values) {
  for (std::uint32_t index = 0; index < program_.inputs.size(); ++index) {
    const RowValue& value = index < values.size() ? values[index] : kUnknown;
    const Input& input = program_.inputs[index];
    keep(index, value);
    if (!input.subject) continue;
    const bool open = program_.subjects[*input.subject].is_open();
    codes_[*input.subject] = open ? named_ : code_of(input, value);
  }
  add_up();
  settle();
}

void RowState::set(std::uint32_t index, const RowValue& value) {
  const Input& input = program_.inputs[index];
  keep(index, value);
  if (input.subject) {
    const bool open = program_.subjects[*input.subject].is_open();
    change(*input.subject, open ? named_ : code_of(input, value));
    if (open) work_out_again(*input.subject);
  }
  settle();
}

// --- sums ---------------------------------------------------------------------------------------

bool RowState::holds(const Node& node) const {
  switch (node.kind) {
    case Node::Kind::test: {
      const auto& by_code = tables_->subjects[node.subject].leaves[node.leaf];
      return by_code.empty() ? open_leaves_[node.subject][node.leaf]
                             : by_code[codes_[node.subject]];
    }
    case Node::Kind::all:
      return std::all_of(node.args.begin(), node.args.end(),
                         [&](NodeId arg) { return truth_[arg] != 0; });
    case Node::Kind::any:
      return std::any_of(node.args.begin(), node.args.end(),
                         [&](NodeId arg) { return truth_[arg] != 0; });
    default: return node.kind == Node::Kind::always;
  }
}

void RowState::work_out(NodeId id) {
  const char now = holds(program_.formulas[id]) ? 1 : 0;
  if (now == truth_[id]) return;
  truth_[id] = now;
  for (const RowTables::Effect& effect : tables_->effects[id]) {
    sums_[effect.sum] += now != 0 ? effect.points : -effect.points;
  }
}

void RowState::work_out_again(std::uint32_t subject) {
  for (const NodeId id : tables_->subjects[subject].nodes) work_out(id);
}

void RowState::change(std::uint32_t subject, Code code) {
  const Code before = codes_[subject];
  if (before == code) return;
  const RowTables::OfSubject& of_subject = tables_->subjects[subject];
  for (const RowTables::Single& single : of_subject.singles) {
    sums_[single.sum] += single.points[code] - single.points[before];
  }
  for (const std::uint32_t index : of_subject.pairs) {
    const RowTables::Pair& pair = tables_->pairs[index];
    const bool first = pair.first == subject;
    const Code other = codes_[first ? pair.second : pair.first];
    sums_[pair.sum] += first ? pair.at(code, other) - pair.at(before, other)
                             : pair.at(other, code) - pair.at(other, before);
  }
  codes_[subject] = code;
  work_out_again(subject);
}

void RowState::add_up() {
  std::copy(tables_->bases.begin(), tables_->bases.end(), sums_.begin());
  for (std::size_t subject = 0; subject < codes_.size(); ++subject) {
    for (const RowTables::Single& single : tables_->subjects[subject].singles) {
      sums_[single.sum] += single.points[codes_[subject]];
    }
  }
  for (const RowTables::Pair& pair : tables_->pairs) {
    sums_[pair.sum] += pair.at(codes_[pair.first], codes_[pair.second]);
  }
  for (const NodeId id : tables_->nodes) {
    truth_[id] = holds(program_.formulas[id]) ? 1 : 0;
    if (truth_[id] == 0) continue;
    for (const RowTables::Effect& effect : tables_->effects[id]) sums_[effect.sum] += effect.points;
  }
}

// --- scores -------------------------------------------------------------------------------------

std::int64_t RowState::sum_with_entries(std::uint32_t index, bool* any) {
  const Sum& sum = program_.sums[index];
  std::int64_t total = sums_[index];
  if (any != nullptr) *any = truth_[sum.holds] != 0;
  for (const Entry& entry : sum.entries) {
    const auto points = points_of(entry, any != nullptr);
    total += points.value_or(0);
    if (any != nullptr && points) *any = true;
  }
  return total;
}

// Nothing where the entry does not hold.
std::optional<std::int64_t> RowState::points_of(const Entry& entry, bool strict) {
  if (truth_[entry.when] == 0) return std::nullopt;
  std::optional<std::int64_t> points;
  switch (entry.kind) {
    case Entry::Kind::constant: points = entry.points; break;
    case Entry::Kind::earned: points = points_[entry.index]; break;
    case Entry::Kind::question:
      if (const auto answer = asker_.points(program_.questions[entry.index])) {
        points = answer->count();
      }
      break;
    case Entry::Kind::sum: {
      const bool matters = strict || !entry.nothing_is_zero;
      bool any = !matters;
      const std::int64_t total = sum_with_entries(entry.index, matters ? &any : nullptr);
      if (any) points = total;
      break;
    }
    case Entry::Kind::choice:
      for (const Entry& one : program_.choices[entry.index].entries) {
        const auto made = points_of(one, true);
        if (made && (!points || is_better(program_.choices[entry.index].combine, *made, *points))) {
          points = made;
        }
      }
      break;
  }
  if (!points) return std::nullopt;
  return eval::clamp(Points::thousandths(*points), entry.min, entry.max).count();
}

std::optional<Points> RowState::score_of(const ScorePlan& plan) {
  if (plan.question) return asker_.points(program_.questions[*plan.question]);
  if (!plan.sum) {
    std::int64_t total = plan.constant;
    for (const ScorePlan::Part& part : plan.parts) {
      if (!scores_[part.score]) return std::nullopt;
      total += part.times * scores_[part.score]->count();
    }
    return Points::thousandths(total).saturated();
  }
  const model::Score& score = program_.model().scores[plan.score];
  const std::int64_t sum = score.initial.count() + sum_with_entries(*plan.sum, nullptr) +
                           points_[*plan.carried].value_or(0);
  const std::int64_t within = eval::clamp(Points::thousandths(sum), score.min, score.max).count() -
                              points_[*plan.deducted].value_or(0);
  return eval::clamp(Points::thousandths(within), score.min, std::nullopt).saturated();
}

void RowState::settle_atoms(std::size_t phase) {
  for (const std::uint32_t index : later_[phase]) {
    const Subject& subject = program_.subjects[index];
    if (subject.kind == Subject::Kind::score) {
      const auto& points = scores_[subject.index];
      change(index, points ? tables_->cutters[index].code(points->count()) : kMissing);
      continue;
    }
    const Datum answer = asker_.answer(program_.questions[program_.atoms[subject.index]]);
    change(index, answer.is_missing() ? kMissing : answer.is_true() ? kTrue : kFalse);
  }
}

void RowState::settle() {
  for (std::size_t phase = 0; phase < later_.size(); ++phase) {
    settle_atoms(phase);
    if (phase == program_.scores.size()) break;
    const ScorePlan& plan = program_.scores[phase];
    scores_[plan.score] = score_of(plan);
    if (program_.questions.empty()) continue;
    const auto& points = scores_[plan.score];
    asker_.set(program_.slot_of_score(plan.score),
               points ? Datum::of(points->to_double()) : Datum());
  }
}

}  // namespace leadscore::plan

namespace leadscore {

RowScorer::RowScorer(const BatchScorer& batch)
    : batch_(batch),
      tables_(std::make_shared<const plan::RowTables>(batch.scorer()->shared_program())) {}

Row::Row(const RowScorer& scorer, Time at)
    : state_(std::make_unique<plan::RowState>(scorer.tables(), at)) {}
Row::~Row() = default;
Row::Row(Row&&) noexcept = default;
Row& Row::operator=(Row&&) noexcept = default;

void Row::assign(std::span<const RowValue> values) { state_->assign(values); }
void Row::set(std::size_t input, RowValue value) {
  state_->set(static_cast<std::uint32_t>(input), value);
}

bool Row::excluded() const { return state_->excluded(); }
std::optional<Points> Row::score(std::size_t index) const { return state_->score(index); }
bool Row::signal(std::size_t index) const { return state_->signal(index); }

}  // namespace leadscore
