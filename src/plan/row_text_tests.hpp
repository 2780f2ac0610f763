// SPDX-License-Identifier: Apache-2.0

// All tests of one text at once: one walk through the text finds everything that it contains.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "plan/program.hpp"

namespace leadscore::plan {

class RowTextTests {
 public:
  RowTextTests() = default;
  // Of a subject whose open tests are all of the text itself.
  RowTextTests(const Program& program, const Subject& subject);

  // Whether capital letters may be left as they are in what is asked about.
  [[nodiscard]] bool takes_capitals() const { return takes_capitals_; }

  // Sets the answer of each test that holds to kTrue, all being kFalse before, and appends it.
  void ask(std::string_view text, std::uint8_t* answers,
           std::vector<std::uint32_t>& true_ones) const;

 private:
  enum class Kind : std::uint8_t { contains, starts, ends, perhaps };
  struct Hit {
    std::uint32_t open = 0;  // which test
    Kind kind = Kind::contains;
    std::uint32_t size = 0;  // of what was found
  };
  class Maker;

  [[nodiscard]] bool holds(const Hit& hit, std::size_t end, std::string_view text) const;

  std::vector<const Expr*> tests_;
  std::vector<std::uint32_t> asked_;  // those that no literal tells anything about
  std::array<std::uint8_t, 256> letters_{};
  std::uint32_t letter_count_ = 1;
  std::vector<std::uint32_t> next_;  // by state and letter; a state is where its letters begin
  std::uint32_t first_final_ = 0;    // states from here on have found something
  std::vector<std::uint32_t> hits_begin_;  // by final state, and one more
  std::vector<Hit> hits_;
  bool takes_capitals_ = true;
};

}  // namespace leadscore::plan
