// SPDX-License-Identifier: Apache-2.0

// The facts that were handed over so far, as a source of facts for an Engine.
#pragma once

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include <leadscore/fact.hpp>

namespace leadscore::support {

// Precondition: the log outlives the source.
inline auto source_of(const std::vector<Fact>& log) {
  return [&log](std::string_view lead) {
    std::vector<Fact> own;
    std::copy_if(log.begin(), log.end(), std::back_inserter(own),
                 [&](const Fact& fact) { return fact.lead == lead; });
    return own;
  };
}

}  // namespace leadscore::support
