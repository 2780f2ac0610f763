// SPDX-License-Identifier: Apache-2.0
#include "model/keys.hpp"

#include <algorithm>
#include <iterator>

namespace leadscore::model {

const std::vector<Key>& all_keys() {
  static const std::vector<Key> keys = {
#define LEADSCORE_SECTION(section, title)
#define LEADSCORE_KEY(section, key, required, kind, inside, summary) \
  {#section, key, (required) != 0, KeyKind::kind, #inside, summary},
#include "model/keys.def"
#undef LEADSCORE_KEY
#undef LEADSCORE_SECTION
  };
  return keys;
}

std::vector<Key> keys_of(std::string_view section) {
  std::vector<Key> keys;
  std::copy_if(all_keys().begin(), all_keys().end(), std::back_inserter(keys),
               [&](const Key& key) { return key.section == section; });
  return keys;
}

std::string_view title_of(std::string_view section) {
#define LEADSCORE_SECTION(name, title) \
  if (section == #name) return title;
#define LEADSCORE_KEY(section, key, required, kind, inside, summary)
#include "model/keys.def"
#undef LEADSCORE_KEY
#undef LEADSCORE_SECTION
  return section;
}

}  // namespace leadscore::model
