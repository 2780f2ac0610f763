// SPDX-License-Identifier: Apache-2.0
#include "yaml/tree.hpp"

#include <algorithm>

namespace leadscore::yaml {

bool Node::is_null() const {
  return kind == Kind::scalar && style == Style::plain &&
         (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL");
}

const Node* Node::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.key.text == key; });
  return found == entries.end() ? nullptr : &found->value;
}

}  // namespace leadscore::yaml
