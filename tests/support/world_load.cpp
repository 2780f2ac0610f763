// SPDX-License-Identifier: Apache-2.0

// Apart from the rest of a world, which programs without Catch2 use too.
#include <leadscore/diagnostic.hpp>

#include "support/catch.hpp"
#include "support/world.hpp"

namespace leadscore::support {

RuleSet load(const std::string& rules) {
  const Loaded loaded = load_rules({"world.yaml", rules});
  for (const Diagnostic& diagnostic : loaded.diagnostics()) {
    if (diagnostic.severity == Severity::error) UNSCOPED_INFO(render(diagnostic, loaded.source()));
  }
  REQUIRE(loaded);
  return loaded.value();
}

}  // namespace leadscore::support
