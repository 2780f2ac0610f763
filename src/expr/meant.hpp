// SPDX-License-Identifier: Apache-2.0

// What an author may have meant who wrote one of the small phrases as it is spoken: `max 3 a day`,
// `half after 14 days`. Each gives a phrase that can be read, or nothing.
#pragma once

#include <string>
#include <string_view>

namespace leadscore::expr {

[[nodiscard]] std::string limit_meant(std::string_view text);
// `once per url` as `once each url`, if `url` is a property.
[[nodiscard]] std::string property_meant(std::string_view text);
[[nodiscard]] std::string decay_meant(std::string_view text);

}  // namespace leadscore::expr
