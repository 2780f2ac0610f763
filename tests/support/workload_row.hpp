// SPDX-License-Identifier: Apache-2.0

// The leads of a workload as values for a RowScorer.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include <leadscore/row.hpp>

#include "support/workload.hpp"

namespace leadscore::workload {

// Borrows what it is made of.
class RowsOfColumns {
 public:
  RowsOfColumns(const RowScorer& scorer, const Workload& from, const Columns& columns)
      : from_(from), columns_(columns), size_(scorer.batch().inputs().size()) {
    for (const Attribute& attribute : from.attributes) {
      inputs_.push_back(scorer.batch().input(attribute.name));
    }
  }

  // Nothing where no rule reads the attribute.
  [[nodiscard]] std::optional<std::size_t> input(std::size_t attribute) const {
    return inputs_[attribute];
  }

  [[nodiscard]] RowValue value(std::size_t attribute, std::size_t lead) const {
    const Values& values = columns_.values[attribute];
    if (!values.is_known(lead)) return Missing{};
    switch (from_.attributes[attribute].type) {
      case Attribute::Type::integer: return values.integers[lead];
      case Attribute::Type::number: return values.numbers[lead];
      case Attribute::Type::boolean: return values.truth(lead);
      case Attribute::Type::text: break;
    }
    return std::string_view(from_.attributes[attribute].texts[values.code(lead)]);
  }

  // All values of a lead, by input.
  [[nodiscard]] std::vector<RowValue> values(std::size_t lead) const {
    std::vector<RowValue> all(size_);
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (inputs_[i]) all[*inputs_[i]] = value(i, lead);
    }
    return all;
  }

 private:
  const Workload& from_;
  const Columns& columns_;
  std::size_t size_;
  std::vector<std::optional<std::size_t>> inputs_;
};

}  // namespace leadscore::workload
