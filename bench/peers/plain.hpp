// SPDX-License-Identifier: Apache-2.0

// The columns of a workload in the plainest form: what other engines are given, and what a loop
// written by hand would read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

#include "support/workload.hpp"

namespace leadscore::peers {

// One of the vectors is filled.
struct PlainColumn {
  std::vector<double> numbers;       // missing: NaN
  std::vector<std::uint8_t> bytes;   // booleans, missing: 2; or codes, as below
  std::vector<std::uint16_t> codes;  // of texts: 1 + their place; missing: 0
};

// Codes of less than 256 texts are bytes.
[[nodiscard]] inline bool has_small_codes(const workload::Attribute& attribute) {
  return attribute.texts.size() < 256;
}

[[nodiscard]] inline PlainColumn plain(const workload::Attribute& attribute,
                                       const workload::Values& values, std::size_t leads) {
  using Type = workload::Attribute::Type;
  PlainColumn made;
  for (std::size_t lead = 0; lead < leads; ++lead) {
    const bool known = values.is_known(lead);
    if (attribute.type == Type::boolean) {
      made.bytes.push_back(!known ? 2 : values.truth(lead) ? 1 : 0);
    } else if (attribute.type == Type::text) {
      const std::size_t code = known ? values.code(lead) + 1 : 0;
      if (has_small_codes(attribute)) {
        made.bytes.push_back(static_cast<std::uint8_t>(code));
      } else {
        made.codes.push_back(static_cast<std::uint16_t>(code));
      }
    } else {
      made.numbers.push_back(known ? values.number(lead)
                                   : std::numeric_limits<double>::quiet_NaN());
    }
  }
  return made;
}

// Reads all bytes once, as words: adding small items one by one would take longer than reading.
template <class Item>
[[nodiscard]] std::uint64_t sum_of_words(const std::vector<Item>& items) {
  std::uint64_t sum = 0;
  const std::size_t words = items.size() * sizeof(Item) / sizeof(std::uint64_t);
  const auto* bytes = reinterpret_cast<const unsigned char*>(items.data());
  for (std::size_t i = 0; i < words; ++i) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes + i * sizeof word, sizeof word);
    sum += word;
  }
  return sum;
}
[[nodiscard]] inline std::uint64_t sum_of_words(const workload::Columns& columns) {
  std::uint64_t sum = 0;
  for (const workload::Values& values : columns.values) {
    sum += sum_of_words(values.integers) + sum_of_words(values.numbers) +
           sum_of_words(values.bits) + sum_of_words(values.codes8) + sum_of_words(values.codes16) +
           sum_of_words(values.known);
  }
  return sum;
}

}  // namespace leadscore::peers
