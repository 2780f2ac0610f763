// SPDX-License-Identifier: Apache-2.0
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

std::string with(const std::string& event, const std::string& given) {
  return "leadscore: 1\nattributes: {size: integer}\nevents: {visit: {}, open: {}}\nscores:\n  s:\n"
         "    rules:\n      - rule: a\n        event: " +
         event + "\n        given: " + given + "\n        points: 1\n";
}
std::string warning(const std::string& nth) {
  return "given-count: 'given' is judged before this event counts, so this holds from the " + nth +
         " such event on\n";
}

}  // namespace

TEST_CASE("a given that counts the rule's own events is one late") {
  CHECK(problems(with("visit", "count(visit) >= 3")) == "9:16 " + warning("4th"));
  CHECK(problems(with("visit", "count(any within 7d) > 0")) == "9:16 " + warning("2nd"));
  CHECK(problems(with("visit | open", "size > 5 and count(open) >= 2")) ==
        "9:29 " + warning("3rd"));
  CHECK(problems(with("visit", "count(visit) >= 10")) == "9:16 " + warning("11th"));
  CHECK(problems(with("visit", "count(visit) >= 20")) == "9:16 " + warning("21st"));
}

TEST_CASE("other givens are as they say") {
  for (const char* given : {"count(open) >= 3", "count(visit) < 3", "count(visit) == 0",
                            "count(visit) >= 0", "size >= 3"}) {
    CAPTURE(given);
    CHECK(problems(with("visit", given)).empty());
  }
  CHECK(problems(with("silence(30d)", "count(visit) >= 3")).empty());
}

}  // namespace leadscore::model
