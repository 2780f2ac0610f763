// SPDX-License-Identifier: Apache-2.0

// The words of a rule file that words.def lists.
#pragma once

#include <string_view>
#include <vector>

#include "model/model.hpp"

namespace leadscore::model {

template <class T>
struct Word {
  std::string_view word;
  T value;
  std::string_view summary;
};

// `text`, `integer`, ...: what an attribute or property can be.
[[nodiscard]] const std::vector<Word<ValueType>>& type_words();
// `sum`, `first`, ...: how what matches in a table or group comes together.
[[nodiscard]] const std::vector<Word<Combine>>& combine_words();

}  // namespace leadscore::model
