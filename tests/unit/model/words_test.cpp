// SPDX-License-Identifier: Apache-2.0
#include "model/words.hpp"

#include <string>

#include "support/catch.hpp"

namespace leadscore::model {

TEST_CASE("the words of the language, in the order of the table") {
  std::string types;
  for (const auto& one : type_words()) types += std::string(one.word) + ' ';
  CHECK(types == "text integer number boolean time list ");
  CHECK(type_words()[4].value == ValueType::time);
  std::string combines;
  for (const auto& one : combine_words()) combines += std::string(one.word) + ' ';
  CHECK(combines == "sum first max min ");
  CHECK(combine_words()[1].value == Combine::first);
}

}  // namespace leadscore::model
