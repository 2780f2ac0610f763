// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace leadscore::text {

// The host of a URL (`https://user@www.acme.com:8080/x` gives `www.acme.com`); else what follows
// the last `@`; else the host that a text without blanks and with a dot begins with
// (`acme.com/about`). Nothing where there is none.
[[nodiscard]] std::optional<std::string> domain(std::string_view text);

}  // namespace leadscore::text
