// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include <algorithm>

#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kLookEvery = 256;  // reading the clock for every row would cost more

}  // namespace

Progress::Progress(const Console& console, std::string what, std::uint64_t total)
    : console_(console),
      what_(std::move(what)),
      total_(total),
      watched_(!console.quiet() && is_terminal(Stream::err)),
      shown_at_(Clock::now()) {}

Progress::~Progress() {
  if (shown_) console_.print("\r\x1b[K");
}

void Progress::look() {
  next_look_ = done_ + kLookEvery;
  const auto now = Clock::now();
  const auto wait = shown_ ? std::chrono::milliseconds(200) : std::chrono::milliseconds(1000);
  if (now - shown_at_ < wait) return;
  shown_at_ = now;
  shown_ = true;
  draw();
}

void Progress::draw() {
  std::string line = "\r\x1b[K" + what_ + ' ';
  if (total_ > 0) {
    constexpr std::uint64_t kWidth = 30;
    const std::uint64_t full = std::min(kWidth, done_ * kWidth / total_);
    line += '[' + std::string(full, '#') + std::string(kWidth - full, '.') + "] ";
  }
  line += grouped(done_);
  if (total_ > 0) line += " of " + grouped(total_);
  console_.print(line);
}

}  // namespace leadscore::cli
