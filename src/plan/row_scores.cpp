// SPDX-License-Identifier: Apache-2.0

// From sums to scores, each with the conditions that rest on it.
#include <algorithm>
#include <limits>
#include <set>

#include "eval/bounds.hpp"
#include "plan/row_records.hpp"
#include "plan/row_state.hpp"

namespace leadscore::plan {

namespace {

bool is_better(model::Combine combine, std::int64_t made, std::int64_t than) {
  if (combine == model::Combine::first) return false;
  return combine == model::Combine::max ? made > than : made < than;
}

// Bounds that are not given, but far enough from the ends of what adds up.
constexpr std::int64_t kFarthest = std::numeric_limits<std::int64_t>::max() / 2;

std::int64_t least_of(const std::optional<Points>& min) { return min ? min->count() : -kFarthest; }
std::int64_t most_of(const std::optional<Points>& max) { return max ? max->count() : kFarthest; }

}  // namespace

inline std::int64_t RowState::sum_with_entries(std::uint32_t index, bool* any) {
  auto total = static_cast<std::int64_t>(sums_[index]);
  if (any == nullptr) {
    const RowTables::OfSum& sum = tables_->sums[index];
    for (const RowTables::Capped& part : sum.capped) {
      const auto points = static_cast<std::int64_t>(sums_[part.sum]);
      total += std::max(std::min(points, part.most), part.least);
    }
    for (const Entry* entry : sum.others) total += points_of(*entry, false).value_or(0);
    return total;
  }
  const Sum& sum = program_.sums[index];
  *any = is_true(sum.holds);
  for (const Entry& entry : sum.entries) {
    const auto points = points_of(entry, true);
    total += points.value_or(0);
    if (points) *any = true;
  }
  return total;
}

// Nothing where the entry does not hold.
std::optional<std::int64_t> RowState::points_of(const Entry& entry, bool strict) {
  if (!is_true(entry.when)) return std::nullopt;
  std::optional<std::int64_t> points;
  switch (entry.kind) {
    case Entry::Kind::constant: points = entry.points; break;
    case Entry::Kind::earned:
      if (is_kept_[entry.index] != 0) points = kept_[entry.index];
      break;
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

inline std::optional<Points> RowState::score_of(const RowTables::OfScore& score) {
  if (score.of_rules) {
    std::int64_t points =
        score.initial + sum_with_entries(score.sum, nullptr) + kept_[score.carried];
    points = std::max(std::min(points, score.most), score.least);
    points = std::max(points - kept_[score.deducted], score.least);
    return Points::thousandths(points).saturated();
  }
  const ScorePlan& plan = *score.plan;
  if (plan.question) return asker_.points(program_.questions[*plan.question]);
  std::int64_t total = plan.constant;
  for (const ScorePlan::Part& part : plan.parts) {
    if (!scores_[part.score]) return std::nullopt;
    total += part.times * scores_[part.score]->count();
  }
  return Points::thousandths(total).saturated();
}

void RowState::settle_atoms(std::size_t phase) {
  for (const std::uint32_t index : later_[phase]) {
    const Subject& subject = program_.subjects[index];
    if (subject.kind == Subject::Kind::score) {
      const auto& points = scores_[subject.index];
      const Code code = points ? tables_->lines[index].code(points->count()) : kMissing;
      if (code != codes_[index]) change(index, found_code(index, code));
      continue;
    }
    const Datum answer = asker_.answer(program_.questions[program_.atoms[subject.index]]);
    const Code code = coded(answer);
    if (code != codes_[index]) change(index, found_code(index, code));
  }
}

void RowState::settle() {
  const RowTables& tables = *tables_;
  for (std::size_t phase = 0; phase < tables.scores.size(); ++phase) {
    if (has_later_ && !later_[phase].empty()) settle_atoms(phase);
    const RowTables::OfScore& score = tables.scores[phase];
    const std::uint32_t index = score.score;
    scores_[index] = score_of(score);
    if (!score.asked) continue;
    asker_.set(program_.slot_of_score(index),
               scores_[index] ? Datum::of(scores_[index]->to_double()) : Datum());
  }
  if (has_later_) settle_atoms(tables.scores.size());
}

// --- what of that is known beforehand -----------------------------------------------------------

void RowTables::sort_entries() {
  for (const Sum& sum : program->sums) {
    OfSum& sorted = sums.emplace_back();
    for (const Entry& entry : sum.entries) {
      const bool is_capped = entry.kind == Entry::Kind::sum && entry.when == kAlways &&
                             entry.nothing_is_zero && program->sums[entry.index].entries.empty();
      if (is_capped) {
        sorted.capped.push_back({entry.index, least_of(entry.min), most_of(entry.max)});
      } else {
        sorted.others.push_back(&entry);
      }
    }
  }
}

void RowTables::sort_scores() {
  std::set<std::uint32_t> asked;
  for (const Question& question : program->questions) {
    asked.insert(question.needs.begin(), question.needs.end());
  }
  for (const ScorePlan& plan : program->scores) {
    const model::Score& score = program->model().scores[plan.score];
    OfScore& made = scores.emplace_back();
    made.plan = &plan;
    made.score = plan.score;
    made.asked = asked.contains(program->slot_of_score(plan.score));
    made.of_rules = plan.sum.has_value();
    if (!plan.sum) continue;
    made.sum = *plan.sum;
    made.carried = *plan.carried;
    made.deducted = *plan.deducted;
    made.initial = score.initial.count();
    made.least = least_of(score.min);
    made.most = most_of(score.max);
  }
}

}  // namespace leadscore::plan
