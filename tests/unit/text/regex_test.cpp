// SPDX-License-Identifier: Apache-2.0
#include "text/regex.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

#include "support/catch.hpp"

namespace leadscore::text {
namespace {

Regex regex(std::string_view pattern, bool ignore_case = true) {
  return std::get<Regex>(Regex::compile(pattern, ignore_case, Limits{}));
}

// What is wrong; empty if nothing is.
std::string complaint(std::string_view pattern, const Limits& limits = {}) {
  const auto result = Regex::compile(pattern, true, limits);
  const std::string* text = std::get_if<std::string>(&result);
  return text == nullptr ? "" : *text;
}

TEST_CASE("patterns are found anywhere", "[regex]") {
  CHECK(regex("pric(e|ing)").found_in("see /pricing/teams"));
  CHECK_FALSE(regex("^pricing").found_in("see /pricing"));
  CHECK(regex("^/p.*s$").found_in("/pricing/teams"));
  CHECK(regex("").found_in(""));
  CHECK(regex("PRICING").found_in("pricing"));
  CHECK_FALSE(regex("PRICING", false).found_in("pricing"));
  CHECK(regex("経.者").found_in("経営者"));
  CHECK_FALSE(
      regex("a.b").found_in("a\xff"
                            "b"));
  CHECK(regex("a").pattern() == "a");
}

TEST_CASE("a bad pattern is explained", "[regex]") {
  struct Case {
    std::string_view pattern;
    std::string_view words;
  };
  const auto [pattern, words] = GENERATE(values<Case>({
      {"a(b", "a ')' is missing"},
      {"ab)", "a ')' has no '(' before it"},
      {"[a-", "a ']' is missing after '[a-'"},
      {"[z-a]", "there is no class of characters 'z-a'"},
      {"[[:word1:]]", "there is no class of characters '[:word1:]'"},
      {"a\\", "a '\\' stands at the end"},
      {"*a", "there is nothing to repeat before '*'"},
      {"a**", "two repetitions '**' stand in a row"},
      {"a{2000}", "a repetition '{2000}' counts too far"},
      {"(?=a)", "looking ahead or back '(?=' is not supported"},
      {"(?!a)", "looking ahead or back '(?!' is not supported"},
      {"(?<=a)", "looking ahead or back '(?<' is not supported"},
      {"(?P<n", "the name of a group '(?P<n' cannot be read"},
      {"(a)\\1", "a reference to an earlier group '\\1' is not supported"},
      {"\\y", "there is no escape '\\y'"},
      {"\xff", "the pattern is not UTF-8"},
  }));
  CAPTURE(pattern);
  CHECK(complaint(pattern) == words);
}

TEST_CASE("patterns hold at their limits and are refused above", "[regex]") {
  Limits limits;
  limits.regex_bytes = 4;
  CHECK(complaint("abcd", limits).empty());
  CHECK(complaint("abcde", limits) == "the pattern has 5 bytes; at most 4 are allowed");
  limits = {};
  limits.regex_program = 1;
  while (!complaint("abcd", limits).empty()) ++limits.regex_program;
  --limits.regex_program;
  CHECK(complaint("abcd", limits).find("instructions; at most") != std::string::npos);
  CHECK_FALSE(complaint("((a{100}){100}){100}").empty());
  CHECK_FALSE(complaint("\\pL{900}").empty());
}

TEST_CASE("very long texts hold nothing", "[regex]") {
  const std::string text(65'536, 'a');
  CHECK(regex("a$").found_in(text));
  CHECK_FALSE(regex("a$").found_in(text + "a"));
}

TEST_CASE("one pattern serves more threads than it has seats", "[regex]") {
  const Regex shared = regex("(a|aa)+b$");
  std::atomic<int> wrong = 0;
  const auto work = [&] {
    for (int i = 0; i < 2000; ++i) {
      if (!shared.found_in("xaaaaab")) ++wrong;
      if (shared.found_in("xaaaaaab-")) ++wrong;
    }
  };
  std::array<std::thread, 12> threads;
  for (std::thread& thread : threads) thread = std::thread(work);
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}

}  // namespace
}  // namespace leadscore::text
