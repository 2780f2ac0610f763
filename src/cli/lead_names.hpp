// SPDX-License-Identifier: Apache-2.0

// The leads of a file that have a row without a time, in the order of these rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/text_codes.hpp"
#include "cli/text_hash.hpp"

namespace leadscore::cli {

class LeadNames {
 public:
  // The first row of a lead.
  struct First {
    std::size_t line = 0;
    std::uint64_t said = 0;  // a hash of what it says
  };
  struct Added {
    First first;
    bool is_new = false;
  };

  // `row` is taken where the lead has none yet.
  Added add(std::string_view lead, First row) { return add(lead, text_hash(lead), row); }
  Added add(std::string_view lead, std::uint64_t hash, First row) {
    const TextCodes::Added added = names_.add(lead, hash);
    if (added.is_new) firsts_.push_back(row);
    return {firsts_[added.code], added.is_new};
  }

  void announce(std::uint64_t hash) const { names_.announce(hash); }

  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t lead) const { return names_.texts()[lead]; }

 private:
  TextCodes names_;
  std::vector<First> firsts_;
};

}  // namespace leadscore::cli
