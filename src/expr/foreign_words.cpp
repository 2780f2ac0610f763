// SPDX-License-Identifier: Apache-2.0

// Words of other languages and of plain speech, and what is written here in their place.
#include <algorithm>
#include <array>

#include "expr/complaint.hpp"

namespace leadscore::expr {
namespace {

constexpr std::array<std::string_view, 5> kNulls = {"null", "NULL", "Null", "nil", "None"};
constexpr std::array<std::string_view, 6> kEmpty = {"empty", "blank", "missing",
                                                    "unset", "none",  "undefined"};

struct Instead {
  std::string_view word;
  std::string_view instead;
};

constexpr std::array kInstead = {
    Instead{"AND", "and"},
    Instead{"OR", "or"},
    Instead{"NOT", "not"},
    Instead{"And", "and"},
    Instead{"Or", "or"},
    Instead{"Not", "not"},
    Instead{"IN", "in"},
    Instead{"IS", "is"},
    Instead{"BETWEEN", "between"},
    Instead{"CONTAINS", "contains"},
    Instead{"MATCHES", "matches"},
    Instead{"TRUE", "true"},
    Instead{"True", "true"},
    Instead{"FALSE", "false"},
    Instead{"False", "false"},
    Instead{"like", "contains, starts with, ends with or matches"},
    Instead{"LIKE", "contains, starts with, ends with or matches"},
    Instead{"contain", "contains"},
    Instead{"includes", "contains"},
    Instead{"KNOWN", "known"},
    Instead{"Known", "known"},
    Instead{"UNKNOWN", "unknown"},
    Instead{"Unknown", "unknown"},
    Instead{"equals", "=="},
    Instead{"equal", "=="},
    Instead{"greater", ">"},
    Instead{"more", ">"},
    Instead{"above", ">"},
    Instead{"over", ">"},
    Instead{"less", "<"},
    Instead{"fewer", "<"},
    Instead{"below", "<"},
    Instead{"under", "<"},
    Instead{"xor", "!="},
};

template <class Words>
bool is_among(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::string_view word_instead_of(std::string_view word) {
  if (is_among(kNulls, word)) return "x is unknown";
  const auto* found = std::find_if(kInstead.begin(), kInstead.end(),
                                   [&](const Instead& i) { return i.word == word; });
  return found == kInstead.end() ? std::string_view{} : found->instead;
}

bool is_foreign_value(std::string_view word) {
  const std::string_view instead = word_instead_of(word);
  return is_among(kNulls, word) || instead == "true" || instead == "false";
}

bool means_nothing(std::string_view word) {
  return is_among(kNulls, word) || is_among(kEmpty, word);
}

}  // namespace leadscore::expr
