// SPDX-License-Identifier: Apache-2.0

// Sets of the values that one thing may have, "missing" being one more value.
//
// Numbers, times, durations and truths are stretches of one line. Texts are those that rule files
// name, each with an id, and all others; tests such as `contains` narrow them further. A list of
// texts is narrowed by tests alone.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "expr/expr.hpp"

namespace leadscore::lint {

// Holds every 64-bit integer and every double exactly, so that all of them compare.
using Number = long double;

inline constexpr Number kInfinity = __builtin_infl();

// A stretch of the line; an end at infinity is open.
struct Range {
  Number low = -kInfinity;
  Number high = kInfinity;
  bool low_open = false;
  bool high_open = false;
  friend bool operator==(const Range&, const Range&) = default;
};

using Ranges = std::vector<Range>;                           // from low to high, apart
using Texts = std::shared_ptr<const std::vector<uint32_t>>;  // ids, sorted; null: none

// Everything a thing may be.
struct Domain {
  bool texts = false;  // else on a line
  bool whole = false;  // only whole numbers
  bool may_be_missing = true;
  bool listed = false;  // texts: only those of `values`
  Number low = -kInfinity;
  Number high = kInfinity;
  Texts values;
};

// A test on texts, by its id, and whether it must hold or must not.
struct TextTest {
  std::uint32_t id = 0;
  bool holds = true;
  friend bool operator==(const TextTest&, const TextTest&) = default;
};

struct ValueSet {
  bool missing = false;
  Ranges ranges;        // on a line
  bool others = false;  // texts: all but `values`; else exactly those
  Texts values;
  std::vector<TextTest> tests;  // texts: all of them
};

// All texts and tests on texts that one rule file names.
class TextPool {
 public:
  std::uint32_t id_of(const expr::Text& text, bool exact);
  std::uint32_t id_of_test(const expr::Expr& test);
  // The ids of constants that are all texts; of one list of constants they are made once.
  Texts ids_of(const expr::Literals& literals, bool exact);

  [[nodiscard]] const expr::Datum& text(std::uint32_t id) const { return texts_[id]; }
  [[nodiscard]] const expr::Expr& test(std::uint32_t id) const { return *tests_[id]; }
  [[nodiscard]] bool holds_of(const std::vector<TextTest>& tests, std::uint32_t text) const;
  // Whether some text can be as the tests want it. True where that is not known.
  [[nodiscard]] bool agree(const std::vector<TextTest>& tests) const;

 private:
  std::map<std::string, std::uint32_t, std::less<>> text_ids_, test_ids_;
  std::map<std::pair<const void*, bool>, std::pair<expr::Literals, Texts>> ids_of_lists_;
  std::vector<expr::Datum> texts_;
  std::vector<const expr::Expr*> tests_;
};

[[nodiscard]] bool is_empty(const Range& range);
// In order, apart and none of them empty; of whole numbers neighbours are one.
[[nodiscard]] Ranges tidy(Ranges ranges, bool whole);
[[nodiscard]] Ranges intersection(const Ranges& a, const Ranges& b);
[[nodiscard]] Ranges complement(const Ranges& ranges, const Domain& domain);

[[nodiscard]] ValueSet everything(const Domain& domain);  // missing too, where it may be
[[nodiscard]] ValueSet intersection(const ValueSet& a, const ValueSet& b);
// The values that are in neither; only of sets with at most one test (and then `others` of all).
[[nodiscard]] ValueSet known_complement(const ValueSet& set, const Domain& domain);
// Into one set where that can be said in one: false, and `into` as before, where it cannot.
[[nodiscard]] bool unite(ValueSet& into, const ValueSet& other, const Domain& domain);
[[nodiscard]] bool is_empty(const ValueSet& set, const Domain& domain, const TextPool& pool);
[[nodiscard]] bool is_subset(const ValueSet& inner, const ValueSet& outer, const Domain& domain,
                             const TextPool& pool);

}  // namespace leadscore::lint
