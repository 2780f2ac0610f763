// SPDX-License-Identifier: Apache-2.0
#include "plan/worker.hpp"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace leadscore::plan {

namespace {

constexpr std::align_val_t kAlignment{64};

}  // namespace

void Worker::Free::operator()(std::uint8_t* bytes) const { ::operator delete(bytes, kAlignment); }

Worker::Worker(const Call& call)
    : call_(call),
      program_(*call.prepared.program),
      schedule_(call.prepared.schedule),
      kernels_(*call.kernels),
      codes_(program_.subjects.size()),
      known_(program_.model().scores.size()) {
  // Bits of masks are read eight bytes at a time.
  const std::size_t bytes = call.slot_count * kernels_.mask_bytes + 8;
  masks_.reset(static_cast<std::uint8_t*>(::operator new(bytes, kAlignment)));
  std::memset(masks_.get(), 0, bytes);
  std::memset(mask(kAllLeads), 0xFF, kernels_.mask_bytes);
  if (!program_.questions.empty()) asker_.emplace(program_, call.options.at);
  for (BlockCodes& codes : codes_) {
    codes.bytes.fill(0);
    codes.words.resize(kMostLeads);
  }
}

// --- codes and masks ----------------------------------------------------------------------------

void Worker::ask(const Question& question, std::size_t lead) {
  const std::size_t attributes = program_.model().attributes.size();
  for (const std::uint32_t slot : question.needs) {
    if (slot < attributes) {
      asker_->set(slot, call_.value(slot, lead));
    } else if (slot >= program_.first_derived_slot()) {
      const auto input = slot - program_.first_derived_slot() + attributes;
      asker_->set(slot, call_.value(static_cast<std::uint32_t>(input), lead));
    } else if (slot < program_.slot_of_band(0)) {
      const auto score = static_cast<std::uint32_t>(slot - attributes);
      const bool known = is_set(known_[score].data(), lead - block_.begin);
      const Points points = Points::thousandths(call_.out.scores.scores[score].thousandths[lead]);
      asker_->set(slot, known ? Datum::of(points.to_double()) : Datum());
    }
  }
}

void Worker::code_atom(std::uint32_t index) {
  const Subject& subject = program_.subjects[index];
  const Question& question = program_.questions[program_.atoms[subject.index]];
  for (std::size_t i = 0; i < block_.leads; ++i) {
    ask(question, block_.begin + i);
    const Datum answer = asker_->answer(question);
    const Code code = answer.is_missing() ? kMissing : answer.is_true() ? kTrue : kFalse;
    codes_[index].bytes[i] = static_cast<std::uint8_t>(code);
  }
}

void Worker::code_subject(std::uint32_t index) {
  const Subject& subject = program_.subjects[index];
  const Encoder& encoder = call_.prepared.encoders[index];
  switch (subject.kind) {
    case Subject::Kind::input: {
      const TextsOfCall& texts = call_.texts[subject.index];
      return encoder.encode(kernels_, texts.column, texts.texts.get(), call_.code_count(index),
                            block_, codes_[index]);
    }
    case Subject::Kind::score: {
      const auto& points = call_.out.scores.scores[subject.index].thousandths;
      return encoder.encode_points(kernels_, points.data() + block_.begin,
                                   known_[subject.index].data(), block_, codes_[index]);
    }
    case Subject::Kind::gate:
      codes_[index].bytes.fill(
          static_cast<std::uint8_t>(call_.gates[subject.index] ? kTrue : kFalse));
      return;
    case Subject::Kind::atom: return code_atom(index);
  }
}

void Worker::make_masks(const BlockCodes& codes, Code count, const LeafMasks& masks) {
  for (const LeafMasks::Rows& rows : masks.rows) {
    if (count <= kMostByteCodes) {
      kernels_.rows8(codes.bytes.data(), rows.words.data(), rows.to, masks_.get());
    } else {
      kernels_.rows16(codes.words.data(), rows.words.data(), rows.to, masks_.get());
    }
  }
  if (masks.digits > 0) {
    std::uint8_t* digits = mask(masks.first);
    if (count <= kMostByteCodes) {
      kernels_.digits8(codes.bytes.data(), masks.digits, digits);
    } else {
      kernels_.digits16(codes.words.data(), masks.digits, digits);
    }
    return masks.joins.run(kernels_, masks_.get());
  }
  if (masks.ranges.empty()) return;
  if (count <= kMostByteCodes) {
    return kernels_.ranges8(codes.bytes.data(), masks.ranges, masks_.get());
  }
  if (count <= kMostWordCodes) {
    return kernels_.ranges16(codes.words.data(), masks.ranges, masks_.get());
  }
  for (const RangeMask& range : masks.ranges) {
    std::uint8_t* to = mask(range.to);
    if (!range.adds) std::memset(to, 0, kernels_.mask_bytes);
    for (std::size_t i = 0; i < block_.leads; ++i) {
      const bool in = codes.longs[i] - range.first <= range.span;
      if (in) to[i / 8] |= static_cast<std::uint8_t>(1U << (i % 8));
    }
  }
}

void Worker::make_masks(std::uint32_t index) {
  const bool open = program_.subjects[index].is_open();
  const auto& masks = open ? call_.steps[index]->masks : call_.prepared.masks[index];
  const auto& more = open ? call_.steps[index]->more_masks : call_.prepared.more_masks[index];
  const bool wanted =
      schedule_.masks[index].coded || !masks.empty() || (call_.options.fired && !more.empty());
  if (!wanted) return;
  code_subject(index);
  const Code count = call_.code_count(index);
  make_masks(codes_[index], count, masks);
  if (call_.options.fired) make_masks(codes_[index], count, more);
}

void Worker::score(Block block) {
  block_ = block;
  for (std::size_t phase = 0; phase < schedule_.phases.size(); ++phase) {
    for (const std::uint32_t subject : schedule_.phases[phase].subjects) make_masks(subject);
    schedule_.phases[phase].joins.run(kernels_, masks_.get());
    if (call_.options.fired) schedule_.phases[phase].more_joins.run(kernels_, masks_.get());
    if (phase < program_.scores.size()) score_at(static_cast<std::uint32_t>(phase));
  }
  write_results();
}

}  // namespace leadscore::plan
