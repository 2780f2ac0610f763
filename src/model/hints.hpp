// SPDX-License-Identifier: Apache-2.0

// What an author may have meant by a value or a shape that a rule file does not know.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace leadscore::model {

// An entry of that section of keys.def as an example; empty where there is none.
[[nodiscard]] std::string_view example_of(std::string_view section);

// A number with what does not belong to it, `1,000` or `+5`, without it; else empty.
[[nodiscard]] std::string number_meant(std::string_view text);
// `50%` as `0.5`; else empty.
[[nodiscard]] std::string factor_meant(std::string_view text);

// The row of a table over ordered values that was meant: `1 .. 50` for `1-50`, `>= 200` for `200+`,
// `else` for `default`. `is_value` says what is such a value. Empty where nothing can be made of
// it.
[[nodiscard]] std::string row_meant(std::string_view text,
                                    const std::function<bool(std::string_view)>& is_value);
// A word for "all others": `default`, `other`.
[[nodiscard]] bool means_else(std::string_view text);

// The lower bound of a range that is written with both, or with a sign: `50` for `>= 50` or
// `50-100`. Empty where it has none.
[[nodiscard]] std::string bound_meant(std::string_view text);

}  // namespace leadscore::model
