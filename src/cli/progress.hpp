// SPDX-License-Identifier: Apache-2.0

// A line on the terminal that shows how far a long work is. Silent where nobody watches.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cli/console.hpp"

namespace leadscore::cli {

class Progress {
 public:
  // `total` 0: not known beforehand.
  Progress(const Console& console, std::string what, std::uint64_t total = 0);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance(std::uint64_t count = 1) {
    done_ += count;
    if (watched_ && done_ >= next_look_) look();
  }

 private:
  void look();
  void draw();

  const Console& console_;
  std::string what_;
  std::uint64_t total_;
  bool watched_;
  std::uint64_t done_ = 0;
  std::uint64_t next_look_ = 0;
  std::chrono::steady_clock::time_point shown_at_;
  bool shown_ = false;
};

}  // namespace leadscore::cli
