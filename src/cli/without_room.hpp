// SPDX-License-Identifier: Apache-2.0

// The leads of which events have left windows, limits and decay because there was no room for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "cli/console.hpp"

namespace leadscore::cli {

class WithoutRoom {
 public:
  // `events`: how many of the lead's have left.
  void count(std::string_view lead, std::uint64_t events);
  // Says how many leads there are and the name of one: the first in the order of names, however
  // they were counted.
  void warn(const Console& console) const;

  [[nodiscard]] std::size_t leads() const { return leads_; }
  [[nodiscard]] const std::string& first() const { return first_; }

 private:
  std::size_t leads_ = 0;
  std::string first_;
};

}  // namespace leadscore::cli
