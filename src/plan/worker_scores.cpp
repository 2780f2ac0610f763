// SPDX-License-Identifier: Apache-2.0

// Scores of a block, and what is written of it.
#include <algorithm>
#include <cstring>
#include <utility>

#include "eval/bounds.hpp"
#include "plan/worker.hpp"

namespace leadscore::plan {

std::int64_t Worker::points_of(std::optional<std::uint32_t> input, std::size_t lead) const {
  if (!input) return 0;
  const Column& column = call_.batch.column(*input);
  if (column.layout() == Column::Layout::none || !column.known()[lead]) return 0;
  return static_cast<const std::int64_t*>(column.values())[lead];
}

void Worker::score_of_rules(const ScorePlan& plan, std::int64_t* to) {
  const model::Score& score = program_.model().scores[plan.score];
  const std::vector<Entry>& entries = schedule_.sums[*plan.sum].entries;
  const bool carried = call_.batch.column(*plan.carried).layout() != Column::Layout::none ||
                       call_.batch.column(*plan.deducted).layout() != Column::Layout::none;
  Scaling bounds;
  bounds.base = score.initial.count();
  bounds.least = score.min ? score.min->count() : -Points::kMostThousandths;
  bounds.most = score.max ? score.max->count() : Points::kMostThousandths;
  if (entries.empty() && !carried) return add_up(*plan.sum, bounds, to);
  add_up(*plan.sum, {}, to);
  Mask any{};
  add_entries(entries, to, any);
  if (!carried) return kernels_.clamp(bounds, to);
  for (std::size_t i = 0; i < block_.leads; ++i) {
    const std::size_t lead = block_.begin + i;
    const std::int64_t sum = bounds.base + to[i] + points_of(plan.carried, lead);
    const std::int64_t within =
        eval::clamp(Points::thousandths(sum), score.min, score.max).count() -
        points_of(plan.deducted, lead);
    to[i] = eval::clamp(Points::thousandths(within), score.min, std::nullopt).saturated().count();
  }
}

void Worker::score_of_scores(const ScorePlan& plan, std::int64_t* to, Mask& known) {
  bool is_first = true;
  for (const ScorePlan::Part& part : plan.parts) {
    const auto* points = call_.out.scores.scores[part.score].thousandths.data() + block_.begin;
    const bool as_is = part.times == 1;
    if (is_first && as_is) {
      std::copy_n(points, block_.leads, to);
    } else if (as_is && block_.leads == kernels_.leads) {
      kernels_.add(points, to);
    } else {
      if (is_first) std::fill_n(to, block_.leads, 0);
      for (std::size_t i = 0; i < block_.leads; ++i) to[i] += part.times * points[i];
    }
    is_first = false;
    for (std::size_t i = 0; i < known.size(); ++i) known[i] &= known_[part.score][i];
  }
  if (is_first) std::fill_n(to, block_.leads, 0);
  Scaling bounds;
  bounds.base = plan.constant;
  bounds.least = -Points::kMostThousandths;
  bounds.most = Points::kMostThousandths;
  kernels_.clamp(bounds, to);
  if (!plan.may_be_missing) return;
  for (std::size_t i = 0; i < block_.leads; ++i) {
    if (!is_set(known.data(), i)) to[i] = 0;
  }
}

void Worker::score_of_question(const ScorePlan& plan, std::int64_t* to, Mask& known) {
  for (std::size_t i = 0; i < block_.leads; ++i) {
    ask(program_.questions[*plan.question], block_.begin + i);
    const auto answer = asker_->points(program_.questions[*plan.question]);
    to[i] = answer ? answer->count() : 0;
    if (!answer) known[i / 8] &= static_cast<std::uint8_t>(~(1U << (i % 8)));
  }
}

// Whole blocks go to where they belong at once.
void Worker::score_at(std::uint32_t place) {
  const ScorePlan& plan = program_.scores[place];
  Mask& known = known_[plan.score];
  known.fill(0xFF);
  alignas(64) Numbers room;
  std::int64_t* out = call_.out.scores.scores[plan.score].thousandths.data() + block_.begin;
  std::int64_t* to = block_.leads == kernels_.leads ? out : room.data();
  if (plan.sum) {
    score_of_rules(plan, to);
  } else if (plan.question) {
    score_of_question(plan, to, known);
  } else {
    score_of_scores(plan, to, known);
  }
  if (to != out) std::copy_n(to, block_.leads, out);
}

// --- results ------------------------------------------------------------------------------------

void Worker::write_bits(const std::uint8_t* bits, LeadBits& to) const {
  if (to.empty()) return;
  auto* bytes = reinterpret_cast<std::uint8_t*>(to.data() + block_.begin / 64);
  const std::size_t count = (block_.leads + 7) / 8;
  std::memcpy(bytes, bits, count);
  if (block_.leads % 8 != 0) {
    bytes[count - 1] &= static_cast<std::uint8_t>((1U << (block_.leads % 8)) - 1U);
  }
}

void Worker::write_scores() {
  const std::uint8_t* excluded = mask(schedule_.slot(program_.excluded));
  for (std::size_t score = 0; score < known_.size(); ++score) {
    BatchScores::Score& out = call_.out.scores.scores[score];
    if (out.known.empty()) continue;
    Mask& known = known_[score];
    for (std::size_t i = 0; i < kernels_.mask_bytes; ++i) {
      known[i] &= static_cast<std::uint8_t>(~excluded[i]);
    }
    write_bits(known.data(), out.known);
    for (std::size_t i = 0; i < block_.leads; ++i) {
      if (!is_set(known.data(), i)) out.thousandths[block_.begin + i] = 0;
    }
  }
}

void Worker::write_bands() {
  for (std::size_t index = 0; index < program_.model().bands.size(); ++index) {
    const model::Band& band = program_.model().bands[index];
    if (!band.of) continue;
    const auto* points = call_.out.scores.scores[*band.of].thousandths.data() + block_.begin;
    const Mask& known = known_[*band.of];
    std::vector<std::uint32_t>& codes = call_.out.scores.bands[index].codes;
    for (std::size_t i = 0; i < block_.leads; ++i) {
      std::uint32_t code = band.otherwise ? *band.otherwise + 1 : 0;
      for (const auto& bound : band.bounds) {
        if (points[i] < bound.from.count()) continue;
        code = bound.name + 1;
        break;
      }
      codes[block_.begin + i] = is_set(known.data(), i) ? code : 0;
    }
  }
}

void Worker::write_fired() {
  const auto points = std::make_unique<Numbers>();
  Mask holds{};
  for (std::size_t rule = 0; rule < program_.fired.size(); ++rule) {
    Entry entry = program_.fired[rule];
    std::memcpy(holds.data(), mask(schedule_.fired[rule]), kernels_.mask_bytes);
    if (entry.kind != Entry::Kind::constant) {
      Mask there{};
      entry.when = kAlways;
      work_out(entry, *points, there);
      for (std::size_t i = 0; i < holds.size(); ++i) holds[i] &= there[i];
    }
    write_bits(holds.data(), call_.out.scores.fired[rule]);
  }
}

void Worker::write_results() {
  BatchScores& out = call_.out.scores;
  if (call_.options.fired) write_fired();
  for (std::size_t i = 0; i < program_.watched.size(); ++i) {
    write_bits(mask(schedule_.slot(program_.watched[i])), call_.out.watched[i]);
  }
  const std::uint8_t* excluded = mask(schedule_.slot(program_.excluded));
  write_bits(excluded, out.excluded);
  write_scores();
  write_bands();
  Mask on{};
  for (std::size_t signal = 0; signal < program_.signals.size(); ++signal) {
    const std::uint8_t* bits = mask(schedule_.slot(program_.signals[signal]));
    for (std::size_t i = 0; i < kernels_.mask_bytes; ++i) {
      on[i] = static_cast<std::uint8_t>(bits[i] & ~excluded[i]);
    }
    write_bits(on.data(), out.signals[signal]);
  }
}

}  // namespace leadscore::plan
