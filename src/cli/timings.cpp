// SPDX-License-Identifier: Apache-2.0
#include "cli/timings.hpp"

#include <fmt/format.h>

#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

double seconds(Stopwatch::Clock::duration length) {
  return std::chrono::duration<double>(length).count();
}

double megabytes(std::uint64_t bytes) { return static_cast<double>(bytes) / 1e6; }

// `0.052 s`, `1.23 s`, `61.2 s`.
std::string shown(Stopwatch::Clock::duration length) {
  const double count = seconds(length);
  return fmt::format("{:.{}f} s", count, count < 1 ? 3 : count < 10 ? 2 : 1);
}

std::string speed(std::uint64_t bytes, Stopwatch::Clock::duration length) {
  const double count = seconds(length);
  return count > 0 ? fmt::format(" ({:.0f} MB/s)", megabytes(bytes) / count) : "";
}

}  // namespace

std::string to_text(const Timings& timings) {
  return fmt::format("read {:.1f} MB in {}{}, scored {} in {} ({}), wrote {:.1f} MB in {}",
                     megabytes(timings.bytes_read), shown(timings.reading),
                     speed(timings.bytes_read, timings.reading), counted(timings.leads, "lead"),
                     shown(timings.scoring), timings.in_columns ? "in columns" : "one by one",
                     megabytes(timings.bytes_written), shown(timings.writing));
}

}  // namespace leadscore::cli
