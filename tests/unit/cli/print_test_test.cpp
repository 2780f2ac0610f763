// SPDX-License-Identifier: Apache-2.0
#include "cli/print_test.hpp"

#include "support/catch.hpp"

namespace leadscore::cli {
namespace {

TestedFile tested() {
  TestedFile file;
  file.name = "r.yaml";
  file.report.results = {
      {"fine", {3, 5}, {}},
      {"a <bad> & \"wrong\"\x01 one",
       {9, 5},
       {{{12, 20}, Time(Duration(0)), "score fit", "5", "7.5", "+5 a\n+2.5 b"}}}};
  file.report.coverage = {{"rule", "a", {20, 1}, true}, {"move", "to mql", {30, 1}, false}};
  return file;
}

TEST_CASE("results as text") {
  CHECK(tests_text(tested(), true, Style{}) ==
        "ok      fine  r.yaml:3\n"
        "FAILED  a <bad> & \"wrong\"\\x01 one  r.yaml:9\n"
        "  r.yaml:12: score fit at 1970-01-01T00:00:00Z: expected 5, got 7.5\n"
        "      +5 a\n"
        "      +2.5 b\n"
        "r.yaml: 1 of 2 rules, table rows, moves and signals fired; these never did:\n"
        "  r.yaml:30: move to mql\n");
  CHECK(tests_summary({tested()}) == "2 tests: 1 ok, 1 failed");
}

TEST_CASE("results as JSON Lines") {
  CHECK(
      tests_json(tested(), true) ==
      "{\"file\":\"r.yaml\",\"test\":\"fine\",\"line\":3,\"column\":5,\"ok\":true,\"failures\":[]}"
      "\n"
      "{\"file\":\"r.yaml\",\"test\":\"a <bad> & \\\"wrong\\\"\\u0001 "
      "one\",\"line\":9,\"column\":5,"
      "\"ok\":false,\"failures\":[{\"line\":12,\"column\":20,\"at\":\"1970-01-01T00:00:00Z\","
      "\"what\":\"score fit\",\"expected\":\"5\",\"got\":\"7.5\",\"because\":\"+5 a\\n+2.5 b\"}]}\n"
      "{\"file\":\"r.yaml\",\"never_fired\":\"move\",\"name\":\"to "
      "mql\",\"line\":30,\"column\":1}\n");
}

TEST_CASE("results as JUnit, whatever is in the names") {
  CHECK(tests_junit({tested()}) ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites>\n"
        "  <testsuite name=\"r.yaml\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">\n"
        "    <testcase classname=\"r.yaml\" name=\"fine\" file=\"r.yaml\" line=\"3\"/>\n"
        "    <testcase classname=\"r.yaml\" name=\"a &lt;bad&gt; &amp; "
        "&quot;wrong&quot;\xef\xbf\xbd one\""
        " file=\"r.yaml\" line=\"9\">\n"
        "      <failure message=\"score fit at 1970-01-01T00:00:00Z: expected 5, got 7.5\">"
        "r.yaml:12: score fit at 1970-01-01T00:00:00Z: expected 5, got 7.5\n+5 a\n+2.5 b"
        "</failure>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n");
}

}  // namespace
}  // namespace leadscore::cli
