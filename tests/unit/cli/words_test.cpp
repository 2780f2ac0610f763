// SPDX-License-Identifier: Apache-2.0
#include "cli/words.hpp"

#include <string>
#include <vector>

#include "support/catch.hpp"

namespace leadscore::cli {
namespace {

TEST_CASE("numbers with their nouns") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(1234567) == "1,234,567");
  CHECK(counted(1, "error") == "1 error");
  CHECK(counted(0, "error") == "0 errors");
  CHECK(counted(1500, "error") == "1,500 errors");
}

TEST_CASE("CSV cells are quoted where they must be") {
  CHECK(csv_cell("plain text") == "plain text");
  CHECK(csv_cell("") == "");
  CHECK(csv_cell("a,b") == "\"a,b\"");
  CHECK(csv_cell("say \"x\"") == "\"say \"\"x\"\"\"");
  CHECK(csv_cell("a\nb") == "\"a\nb\"");
  CHECK(csv_cell(" a") == "\" a\"");
  CHECK(csv_row(std::vector<std::string>{"a", "b,c", ""}) == "a,\"b,c\",\n");
}

TEST_CASE("texts are made safe to show") {
  CHECK(printable("a\x1b[31mb") == "a\\x1b[31mb");
  CHECK(printable("\xe4\xbd\xa0") == "\xe4\xbd\xa0");
  CHECK(printable("\xff") == "\\xff");
  CHECK(printable(std::string(600, 'x')).size() < 520);
}

TEST_CASE("names") {
  CHECK(spaced("trial_ends") == "trial ends");
  CHECK(trimmed(" \t a b \r\n") == "a b");
  CHECK(trimmed("   ").empty());
  CHECK(joined(std::vector<std::string>{"a", "b"}) == "a, b");
  CHECK(joined(std::vector<std::string>{}).empty());
  const std::vector<std::string> known = {"score", "replay"};
  CHECK(did_you_mean("scor", known) == "; did you mean 'score'?");
  CHECK(did_you_mean("zzz", known).empty());
}

}  // namespace
}  // namespace leadscore::cli
