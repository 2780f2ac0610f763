// SPDX-License-Identifier: Apache-2.0
#include "text/nearest.hpp"

#include <chrono>
#include <vector>

#include "support/catch.hpp"

namespace leadscore::text {
namespace {

const std::vector<std::string> kNames = {"employees", "company size", "fit",
                                         "industry",  "経営者",       "a"};

TEST_CASE("the name that was meant is found", "[nearest]") {
  struct Case {
    std::string_view name;
    std::string_view meant;  // empty: none
  };
  const auto [name, meant] = GENERATE(values<Case>({
      {"employes", "employees"},
      {"empolyees", "employees"},
      {"EMPLOYEES", "employees"},
      {"company_size", "company size"},
      {"Company_Sise", "company size"},
      {"indutsry", "industry"},
      {"fti", "fit"},
      {"fat", "fit"},
      {"経営者達", "経営者"},
      {"A", "a"},
      {"b", ""},
      {"xyz", ""},
      {"employment rate", ""},
      {"", ""},
  }));
  CAPTURE(name);
  CHECK(nearest(name, kNames).value_or("") == meant);
}

TEST_CASE("of equally near names the first is taken", "[nearest]") {
  const std::vector<std::string> names = {"bat", "cat", "rat"};
  CHECK(nearest("hat", names) == "bat");
  CHECK(nearest("CAT", names) == "cat");
  CHECK(nearest("hat", {}) == std::nullopt);
}

TEST_CASE("a swap of neighbours is one mistake", "[nearest]") {
  const std::vector<std::string> names = {"abcdef"};
  CHECK(nearest("badcef", names) == "abcdef");
  CHECK(nearest("badcfe", names) == std::nullopt);
}

TEST_CASE("many long names are given up in time", "[nearest]") {
  const std::vector<std::string> names(10'000, std::string(200, 'a') + std::string(56, 'b'));
  const auto begin = std::chrono::steady_clock::now();
  CHECK(nearest(std::string(256, 'a'), names).has_value());
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds{2});
}

}  // namespace
}  // namespace leadscore::text
