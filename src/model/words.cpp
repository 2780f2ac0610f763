// SPDX-License-Identifier: Apache-2.0
#include "model/words.hpp"

namespace leadscore::model {

const std::vector<Word<ValueType>>& type_words() {
  static const std::vector<Word<ValueType>> words = {
#define LEADSCORE_TYPE(word, summary) {#word, ValueType::word, summary},
#include "model/words.def"
  };
  return words;
}

const std::vector<Word<Combine>>& combine_words() {
  static const std::vector<Word<Combine>> words = {
#define LEADSCORE_COMBINE(word, summary) {#word, Combine::word, summary},
#include "model/words.def"
  };
  return words;
}

}  // namespace leadscore::model
