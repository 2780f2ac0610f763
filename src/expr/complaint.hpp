// SPDX-License-Identifier: Apache-2.0

// What to say where an expression does not go on as the grammar wants: what was expected, what
// stands there, and, for the habits of other languages, how it is written here.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "expr/syntax.hpp"
#include "expr/tokens.hpp"

namespace leadscore::expr {

// What the grammar may expect; complaint() knows these two by name.
inline constexpr const char* kAValue = "a value";
inline constexpr const char* kAnOperator = "an operator";

// The error for tokens[at] of the text, where `expected` should stand.
[[nodiscard]] SyntaxError complaint(std::string_view text, std::span<const Token> tokens,
                                    std::size_t at, std::string_view expected);

// A word of other languages, or one in upper case, for which this one has another: what to write.
// Empty for all others.
[[nodiscard]] std::string_view word_instead_of(std::string_view word);

// One of them that would be a value: `null`, `True` and their like.
[[nodiscard]] bool is_foreign_value(std::string_view word);

// A word for "there is no value": `null`, `empty`, `missing`.
[[nodiscard]] bool means_nothing(std::string_view word);

}  // namespace leadscore::expr
