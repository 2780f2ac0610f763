// SPDX-License-Identifier: Apache-2.0
#include <cassert>
#include <utility>

#include <leadscore/batch.hpp>

#include "plan/bound_texts.hpp"
#include "plan/kernels.hpp"
#include "plan/scorer.hpp"

namespace leadscore {

using Layout = Column::Layout;

std::size_t Dictionary::size() const { return bound_ ? bound_->size() : 0; }

Column Column::make(Layout layout, std::size_t size, const void* values, Bits known) {
  Column column;
  column.layout_ = layout;
  column.size_ = size;
  column.values_ = values;
  column.known_ = known;
  return column;
}

Column Column::of(std::span<const double> numbers, Bits known) {
  return make(Layout::float64, numbers.size(), numbers.data(), known);
}
Column Column::of(std::span<const float> numbers, Bits known) {
  return make(Layout::float32, numbers.size(), numbers.data(), known);
}
Column Column::of(std::span<const std::int64_t> integers, Bits known) {
  return make(Layout::int64, integers.size(), integers.data(), known);
}
Column Column::of(std::span<const std::int32_t> integers, Bits known) {
  return make(Layout::int32, integers.size(), integers.data(), known);
}
Column Column::of_bits(Bits values, std::size_t size, Bits known) {
  Column column = make(Layout::bits, size, values.bytes, known);
  column.offset_ = values.offset;
  return column;
}
Column Column::of(std::span<const std::string_view> texts, Bits known) {
  return make(Layout::texts, texts.size(), texts.data(), known);
}
Column Column::of(std::span<const std::int32_t> offsets, const char* bytes, Bits known) {
  Column column =
      make(Layout::texts32, offsets.empty() ? 0 : offsets.size() - 1, offsets.data(), known);
  column.second_ = bytes;
  return column;
}
Column Column::of(std::span<const std::int64_t> offsets, const char* bytes, Bits known) {
  Column column =
      make(Layout::texts64, offsets.empty() ? 0 : offsets.size() - 1, offsets.data(), known);
  column.second_ = bytes;
  return column;
}
Column Column::of_lists(std::span<const std::int32_t> offsets,
                        std::span<const std::string_view> items, Bits known) {
  Column column =
      make(Layout::lists, offsets.empty() ? 0 : offsets.size() - 1, offsets.data(), known);
  column.second_ = items.data();
  return column;
}
Column Column::of(std::span<const std::uint8_t> codes, Dictionary texts, Bits known) {
  Column column = make(Layout::codes8, codes.size(), codes.data(), known);
  column.dictionary_ = std::move(texts);
  return column;
}
Column Column::of(std::span<const std::uint16_t> codes, Dictionary texts, Bits known) {
  Column column = make(Layout::codes16, codes.size(), codes.data(), known);
  column.dictionary_ = std::move(texts);
  return column;
}
Column Column::of(std::span<const std::uint32_t> codes, Dictionary texts, Bits known) {
  Column column = make(Layout::codes32, codes.size(), codes.data(), known);
  column.dictionary_ = std::move(texts);
  return column;
}

namespace {

bool fits(BatchInput::Type type, Layout layout) {
  const bool codes =
      layout == Layout::codes8 || layout == Layout::codes16 || layout == Layout::codes32;
  switch (type) {
    case BatchInput::Type::boolean: return layout == Layout::bits;
    case BatchInput::Type::integer: return layout == Layout::int32 || layout == Layout::int64;
    case BatchInput::Type::number:
      return layout == Layout::int32 || layout == Layout::int64 || layout == Layout::float32 ||
             layout == Layout::float64;
    case BatchInput::Type::time:
    case BatchInput::Type::points: return layout == Layout::int64;
    case BatchInput::Type::text:
      return codes || layout == Layout::texts || layout == Layout::texts32 ||
             layout == Layout::texts64;
    case BatchInput::Type::list: return codes || layout == Layout::lists;
  }
  return false;
}

std::string_view taken_by(BatchInput::Type type) {
  switch (type) {
    case BatchInput::Type::boolean: return "bits";
    case BatchInput::Type::integer: return "integers";
    case BatchInput::Type::number: return "numbers or integers";
    case BatchInput::Type::time: return "64-bit integers: microseconds since 1970";
    case BatchInput::Type::points: return "64-bit integers: thousandths of points";
    case BatchInput::Type::text: return "texts, or codes with a dictionary";
    case BatchInput::Type::list: return "lists, or codes with a dictionary";
  }
  return "";
}

}  // namespace

Batch::Batch(const BatchScorer& scorer, std::size_t leads)
    : scorer_(scorer.scorer()), size_(leads), columns_(scorer.inputs().size()) {}

std::optional<std::string> Batch::set(std::size_t input, Column column) {
  assert(input < columns_.size());
  const BatchInput& wanted = scorer_->inputs()[input];
  const std::string name = "input '" + wanted.name + "'";
  if (column.layout() != Layout::none) {
    if (!fits(wanted.type, column.layout())) {
      return name + " takes " + std::string(taken_by(wanted.type));
    }
    if (column.size() != size_) {
      return name + ": the column has " + std::to_string(column.size()) +
             " values, the batch has " + std::to_string(size_) + " leads";
    }
    const bool coded = column.layout() == Layout::codes8 || column.layout() == Layout::codes16 ||
                       column.layout() == Layout::codes32;
    const plan::BoundTexts* bound = column.dictionary().bound();
    if (coded &&
        (bound == nullptr || bound->input != input || bound->program != scorer_->program())) {
      return name + ": the dictionary was made for another input";
    }
  }
  columns_[input] = std::move(column);
  return std::nullopt;
}

BatchScorer::BatchScorer(const RuleSet& rules)
    : scorer_(std::make_shared<const plan::Scorer>(rules)) {}

const RuleSet& BatchScorer::rules() const { return scorer_->rules(); }
const std::vector<BatchInput>& BatchScorer::inputs() const { return scorer_->inputs(); }

std::optional<std::size_t> BatchScorer::input(std::string_view name) const {
  const auto& all = inputs();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].name == name) return i;
  }
  return std::nullopt;
}

Dictionary BatchScorer::dictionary(std::size_t input,
                                   std::span<const std::string_view> texts) const {
  assert(inputs()[input].type == BatchInput::Type::text ||
         inputs()[input].type == BatchInput::Type::list);
  return Dictionary(scorer_->bind(input, texts));
}

BatchScores BatchScorer::score(const Batch& batch, const BatchOptions& options,
                               BatchScores room) const {
  return scorer_->score(batch, options, {std::move(room), {}}).scores;
}

std::string BatchScorer::to_text() const { return scorer_->to_text(); }

std::vector<std::string> BatchScorer::targets() {
  std::vector<std::string> names;
  for (const plan::Kernels* one : plan::kernels()) names.emplace_back(one->name);
  return names;
}

}  // namespace leadscore
