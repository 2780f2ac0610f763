// SPDX-License-Identifier: Apache-2.0

// A fact as the rules understand it: names resolved, values of their declared types.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <leadscore/fact.hpp>

#include "eval/state.hpp"

namespace leadscore::lead {

using eval::Datum;
using eval::EventPtr;
using eval::EventRecord;

struct BoundFact {
  FactKind kind = FactKind::event;
  std::optional<Time> at;  // none: a `set` that holds from just before the first dated fact
  std::string text;        // canonical: equal facts are one, and it orders what nothing else does
  bool is_plain = false;   // the text is known to say no more than what was understood
  std::string id;          // of an event or of the event to retract
  std::string other;       // of merge and unmerge
  EventPtr event;          // null for an event that the rules ignore
  std::vector<std::pair<std::uint32_t, Datum>> attributes;  // of a set
  std::uint32_t score = 0;                                  // of an adjustment
  Adjustment adjustment;
};

struct Binding {
  std::optional<BoundFact> fact;  // nothing where the fact is ignored or rejected
  Applied applied;
};

// What becomes of an event that the rules ignore.
enum class Ignored : std::uint8_t { dropped, kept };

[[nodiscard]] Binding bind(const Fact& fact, const model::Model& model,
                           Ignored ignored = Ignored::dropped);
// The text of what was understood of a fact that brings this event, or none.
[[nodiscard]] std::string understood_text(const BoundFact& bound, const EventRecord* event,
                                          const model::Model& model);
// Without its text.
[[nodiscard]] Binding bind_unsaid(const Fact& fact, const model::Model& model,
                                  Ignored ignored = Ignored::dropped);

}  // namespace leadscore::lead
