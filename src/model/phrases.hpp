// SPDX-License-Identifier: Apache-2.0

// The small languages of a rule: `event`, `limit`, `decay`, and what else rules and groups share.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/builder.hpp"

namespace leadscore::model {

// The lengths of time that windows, holds, cooldowns and expiries may have.
inline constexpr Duration kShortestSpan = std::chrono::seconds(1);
inline constexpr Duration kLongestSpan = std::chrono::hours(24 * 3660);
// Of decay and silence; `half` fades at midnights and needs two of them.
inline constexpr Duration kShortestStep = std::chrono::hours(24);
inline constexpr Duration kShortestHalf = std::chrono::hours(48);

// The key and value of a map's entry; null where there is none.
[[nodiscard]] const yaml::Entry* entry_of(const yaml::Node& map, std::string_view key);

// What a rule's `event` says.
struct EventPhrase {
  EventSource source;
  std::vector<std::uint32_t> types;  // whose properties the rule may name; none of a silence
  Span span;
};
[[nodiscard]] std::optional<EventPhrase> read_event(Builder& build, const yaml::Node& node);

// What `limit` says, before the property of `each` is looked for in a rule's events.
struct LimitPhrase {
  Limit limit;
  std::optional<expr::Name> each;
  const yaml::Node* node = nullptr;
};
[[nodiscard]] std::optional<LimitPhrase> read_limit(Builder& build, const yaml::Node& node);
[[nodiscard]] std::optional<Limit> bind_limit(Builder& build, const LimitPhrase& phrase,
                                              const EventPhrase& event);

[[nodiscard]] std::optional<Decay> read_decay(Builder& build, const yaml::Node& node);
[[nodiscard]] std::optional<Duration> read_expires(Builder& build, const yaml::Node& node);
[[nodiscard]] std::optional<Decimal> read_weight(Builder& build, const yaml::Node& node);

// `{from: TIME, until: TIME}`.
struct Active {
  std::optional<Time> from, until;
};
[[nodiscard]] std::optional<Active> read_active(Builder& build, const yaml::Node& node);

// `combine: first`; nothing and a report where it is no such word.
[[nodiscard]] std::optional<Combine> read_combine(Builder& build, const yaml::Node& node);

// `min` and `max` of a rule, group or score; false after a report.
bool read_bounds(Builder& build, const yaml::Node& map, std::optional<Points>& min,
                 std::optional<Points>& max);

}  // namespace leadscore::model
