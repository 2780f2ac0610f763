// SPDX-License-Identifier: Apache-2.0

// A test that stands in a rule file.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leadscore/fact.hpp>
#include <leadscore/points.hpp>
#include <leadscore/time.hpp>

#include "model/model.hpp"

namespace leadscore::model {

template <class T>
struct Expected {
  T value;
  Span span;
};

// What one rule, group or other line must give in the explanation of a score.
struct ExpectedLine {
  enum class Kind : std::uint8_t { rule, group, initial, adjusted, old_book, deduction, bound };
  std::uint32_t score = 0;
  Kind kind = Kind::rule;
  std::uint32_t index = 0;  // of Model::rules or Model::groups
  std::string name;         // as the rule file declares it, or the fixed words of kLineWords
  Expected<Points> points;
};

// What the lines that are no rule and no group are called in an expectation.
inline constexpr std::array<std::pair<std::string_view, ExpectedLine::Kind>, 5> kLineWords = {
    {{"initial", ExpectedLine::Kind::initial},
     {"adjusted", ExpectedLine::Kind::adjusted},
     {"before the rejection", ExpectedLine::Kind::old_book},
     {"taken by the rejection", ExpectedLine::Kind::deduction},
     {"bound of the score", ExpectedLine::Kind::bound}}};

// What must hold at one instant. What is not named is not looked at.
struct Expectation {
  Time at;
  std::vector<std::pair<std::uint32_t, Expected<Points>>> scores;
  std::vector<ExpectedLine> lines;
  std::vector<std::pair<std::uint32_t, Expected<std::optional<std::string>>>> bands;
  std::optional<Expected<std::uint32_t>> stage;
  std::optional<Expected<std::vector<std::string>>> signals;  // exactly these are on
  std::vector<std::pair<std::uint32_t, Expected<std::uint32_t>>> passes;
  std::optional<Expected<std::optional<std::string>>> route;
  std::optional<Expected<bool>> excluded;
  std::optional<Expected<std::vector<std::string>>> moves;  // stages entered so far, in order
  std::optional<std::string> lead;     // of a test with `leads`; none: the only one
  std::optional<std::string> account;  // of an account: not run yet
  Span span;
};

struct TestCase {
  std::string name;
  std::vector<Fact> facts;  // the leads' attributes first, as facts without a time
  std::vector<Expectation> expectations;
  Span span;
  Place place;
};

}  // namespace leadscore::model
