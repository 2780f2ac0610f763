// SPDX-License-Identifier: Apache-2.0

// How every peer in C++ is timed, and what it tells run.py.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace leadscore::peers {

struct Asked {
  std::string folder;
  std::size_t leads = 0;  // at most so many
  double seconds = 0;     // for one repetition
  std::size_t repeats = 0;
};

// Processor time, which other programs on the machine disturb little.
inline double seconds_of(const auto& work) {
  const auto now = [] {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  };
  const double before = now();
  work();
  return now() - before;
}

// Runs `work(leads)` as often as asked, on as many leads as the time is enough for; what
// `answers()` then gives is written to FOLDER/NAME.answers.
inline void time_peer(const Asked& asked, const std::string& name, const auto& work,
                      const auto& answers) {
  constexpr std::size_t kTrial = 1'000;
  std::size_t leads = std::min(asked.leads, kTrial);
  work(leads);
  const double trial = seconds_of([&] { work(leads); });
  const double possible = asked.seconds / trial * static_cast<double>(leads);
  if (possible < static_cast<double>(asked.leads)) {
    leads = std::max(leads, static_cast<std::size_t>(possible));
  } else {
    leads = asked.leads;
  }
  std::string times;
  for (std::size_t i = 0; i < asked.repeats; ++i) {
    times += (i == 0 ? "" : ",") + std::to_string(seconds_of([&] { work(leads); }) * 1e9);
  }
  std::ofstream file(asked.folder + "/" + name + ".answers", std::ios::binary);
  const std::vector<std::int64_t>& found = answers();
  const std::size_t written = std::min(leads, found.size());
  file.write(reinterpret_cast<const char*>(found.data()),
             static_cast<std::streamsize>(written * sizeof(std::int64_t)));
  std::cout << R"({"name":")" << name << R"(","leads":)" << leads << R"(,"nanoseconds":[)" << times
            << "]}\n";
}

}  // namespace leadscore::peers
