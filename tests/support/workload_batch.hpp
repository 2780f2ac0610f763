// SPDX-License-Identifier: Apache-2.0

// The columns of a workload as a batch, encoded or with texts as they are.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leadscore/batch.hpp>

#include "support/workload.hpp"

namespace leadscore::workload {

// Borrows the columns and keeps what else a batch points to.
class BatchOfColumns {
 public:
  enum class Texts : std::uint8_t { codes, raw };

  BatchOfColumns(const BatchScorer& scorer, const Workload& from, const Columns& columns,
                 Texts texts = Texts::codes)
      : batch_(scorer, columns.leads) {
    raw_.resize(from.attributes.size());
    for (std::size_t i = 0; i < from.attributes.size(); ++i) {
      // An attribute that no rule reads is no input.
      const auto input = scorer.input(from.attributes[i].name);
      if (!input) continue;
      const auto problem =
          batch_.set(*input, column(scorer, *input, from.attributes[i], columns, i, texts));
      if (problem) problem_ = *problem;
    }
  }

  [[nodiscard]] const Batch& batch() const { return batch_; }
  // Empty where every column fits.
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  Column column(const BatchScorer& scorer, std::size_t input, const Attribute& attribute,
                const Columns& columns, std::size_t i, Texts texts) {
    const Values& values = columns.values[i];
    const Bits known{values.known.empty() ? nullptr : values.known.data()};
    switch (attribute.type) {
      case Attribute::Type::integer: return Column::of(std::span(values.integers), known);
      case Attribute::Type::number: return Column::of(std::span(values.numbers), known);
      case Attribute::Type::boolean:
        return Column::of_bits({values.bits.data()}, columns.leads, known);
      case Attribute::Type::text: break;
    }
    if (texts == Texts::raw) {
      for (std::size_t lead = 0; lead < columns.leads; ++lead) {
        raw_[i].push_back(attribute.texts[values.code(lead)]);
      }
      return Column::of(std::span<const std::string_view>(raw_[i]), known);
    }
    const std::vector<std::string_view> entries(attribute.texts.begin(), attribute.texts.end());
    Dictionary dictionary = scorer.dictionary(input, entries);
    if (values.codes8.empty()) {
      return Column::of(std::span(values.codes16), std::move(dictionary), known);
    }
    return Column::of(std::span(values.codes8), std::move(dictionary), known);
  }

  Batch batch_;
  std::vector<std::vector<std::string_view>> raw_;
  std::string problem_;
};

}  // namespace leadscore::workload
