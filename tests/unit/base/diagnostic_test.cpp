// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <string_view>

#include <leadscore/diagnostic.hpp>

#include "base/diagnostic_codes.hpp"
#include "support/catch.hpp"

namespace leadscore {
namespace {

TEST_CASE("places count lines and characters from one", "[diagnostic]") {
  const Source source{"x", "ab\n経é c\r\n\nlast"};
  struct Case {
    std::uint32_t offset, line, column;
  };
  const auto [offset, line, column] = GENERATE(values<Case>({
      {0, 1, 1},
      {2, 1, 3},
      {3, 2, 1},
      {6, 2, 2},
      {8, 2, 3},
      {10, 2, 5},
      {11, 2, 6},
      {12, 3, 1},
      {13, 4, 1},
      {17, 4, 5},
      {4'000'000'000, 4, 5},
      {4, 2, 1},  // inside a character
  }));
  CAPTURE(offset);
  CHECK(place_of(source, offset) == Place{line, column});
}

TEST_CASE("a byte order mark is no column", "[diagnostic]") {
  const Source source{"x",
                      "\xEF\xBB\xBF"
                      "ab\nc"};
  CHECK(place_of(source, 0) == Place{1, 1});
  CHECK(place_of(source, 3) == Place{1, 1});
  CHECK(place_of(source, 4) == Place{1, 2});
  CHECK(place_of(source, 6) == Place{2, 1});
}

TEST_CASE("warnings are no errors", "[diagnostic]") {
  Diagnostic warning;
  warning.severity = Severity::warning;
  CHECK_FALSE(has_errors({}));
  CHECK_FALSE(has_errors({warning}));
  CHECK(has_errors({warning, Diagnostic{}}));
}

TEST_CASE("every code is listed once, with its meaning", "[diagnostic]") {
  std::set<std::string_view> seen;
  for (const DiagnosticCode& code : diagnostic_codes()) {
    CAPTURE(code.code);
    CHECK(seen.insert(code.code).second);
    CHECK(code.code.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos);
    CHECK_FALSE(code.meaning.empty());
  }
  CHECK(seen.count("unknown-name") == 1);
  CHECK(seen.count("limit-file-bytes") == 1);
}

}  // namespace
}  // namespace leadscore
