// SPDX-License-Identifier: Apache-2.0

// What texts of a rule file look like, as regular expressions that editors understand (ECMA 262).
// They are wider than the reader where a narrower one would say no to a good file.
#pragma once

#include <string>

namespace leadscore::model::pattern {

// All match a text from its beginning to its end.
[[nodiscard]] std::string not_blank();
[[nodiscard]] std::string name();   // that expressions use bare
[[nodiscard]] std::string label();  // that they use in quotes
[[nodiscard]] std::string digits();
[[nodiscard]] std::string number();
[[nodiscard]] std::string points();  // a number, or the name of a constant
[[nodiscard]] std::string duration();
[[nodiscard]] std::string hold();
[[nodiscard]] std::string time();
[[nodiscard]] std::string events();     // with silence
[[nodiscard]] std::string happening();  // without
[[nodiscard]] std::string silence();    // the beginning of one
[[nodiscard]] std::string limit();
[[nodiscard]] std::string decay();
[[nodiscard]] std::string row();        // of a table
[[nodiscard]] std::string band_text();  // at least one {band}

}  // namespace leadscore::model::pattern
