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
  file.report.conditions = {{"exclude", "", "company == \"Us\"", {5, 1}, false, true, true},
                            {"when", "rule a", "x > 1", {20, 9}, true, false, true},
                            {"where", "rule b", "y", {21, 9}, false, false, false},
                            {"when", "rule c", "z", {22, 9}, true, false, false},
                            {"when", "rule d", "both", {23, 9}, true, true, false}};
  return file;
}

std::string condition_json(const std::string& key_to_column, const std::string& sides) {
  return "{\"file\":\"r.yaml\",\"coverage\":\"condition\"," + key_to_column + ',' + sides + "}\n";
}

std::string conditions_json() {
  return condition_json(R"("key":"exclude","of":"","text":"company == \"Us\"","line":5,"column":1)",
                        R"("true":false,"false":true,"unknown":true)") +
         condition_json(R"("key":"when","of":"rule a","text":"x > 1","line":20,"column":9)",
                        R"("true":true,"false":false,"unknown":true)") +
         condition_json(R"("key":"where","of":"rule b","text":"y","line":21,"column":9)",
                        R"("true":false,"false":false,"unknown":false)") +
         condition_json(R"("key":"when","of":"rule c","text":"z","line":22,"column":9)",
                        R"("true":true,"false":false,"unknown":false)") +
         condition_json(R"("key":"when","of":"rule d","text":"both","line":23,"column":9)",
                        R"("true":true,"false":true,"unknown":false)");
}

TEST_CASE("results as text") {
  CHECK(
      tests_text(tested(), true, Style{}) ==
      "ok      fine  r.yaml:3\n"
      "FAILED  a <bad> & \"wrong\"\\x01 one  r.yaml:9\n"
      "  r.yaml:12: score fit at 1970-01-01T00:00:00Z: expected 5, got 7.5\n"
      "      +5 a\n"
      "      +2.5 b\n"
      "r.yaml: fired: 1 of 2 (50 %); sides of conditions seen: 6 of 10 (60 %)\n"
      "  r.yaml:5: exclude: never true  company == \"Us\"\n"
      "  r.yaml:20: when of rule a: not true only because something was missing, never false  x > "
      "1\n"
      "  r.yaml:21: where of rule b: never judged  y\n"
      "  r.yaml:22: when of rule c: always true  z\n"
      "  r.yaml:30: move to mql: never fired\n");
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
      "{\"file\":\"r.yaml\",\"coverage\":\"rule\",\"name\":\"a\",\"line\":20,\"column\":1,"
      "\"fired\":true}\n"
      "{\"file\":\"r.yaml\",\"coverage\":\"move\",\"name\":\"to mql\",\"line\":30,\"column\":1,"
      "\"fired\":false}\n" +
          conditions_json());
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
