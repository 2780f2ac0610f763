// SPDX-License-Identifier: Apache-2.0
#include "cli/timings.hpp"

#include "support/catch.hpp"

namespace leadscore::cli {

using namespace std::chrono_literals;

TEST_CASE("timings say what was done, how long it took, and how") {
  Timings timings;
  timings.reading = 840ms;
  timings.scoring = 52400us;
  timings.writing = 1234ms;
  timings.bytes_read = 212'430'000;
  timings.leads = 1'000'000;
  timings.bytes_written = 198'000'000;
  timings.in_columns = true;
  CHECK(to_text(timings) ==
        "read 212.4 MB in 0.840 s (253 MB/s), scored 1,000,000 leads in 0.052 s (in columns), "
        "wrote 198.0 MB in 1.23 s");
  timings.scoring = 61'230ms;
  timings.leads = 1;
  timings.in_columns = false;
  CHECK(to_text(timings) ==
        "read 212.4 MB in 0.840 s (253 MB/s), scored 1 lead in 61.2 s (one by one), "
        "wrote 198.0 MB in 1.23 s");
  CHECK(to_text(Timings{}) ==
        "read 0.0 MB in 0.000 s, scored 0 leads in 0.000 s (one by one), wrote 0.0 MB in 0.000 s");
}

TEST_CASE("a stopwatch adds the time for which it runs") {
  Stopwatch::Clock::duration sum = 5s;
  { const Stopwatch watch(sum); }
  CHECK(sum >= 5s);
  CHECK(sum < 6s);
}

}  // namespace leadscore::cli
