// SPDX-License-Identifier: Apache-2.0

// Facts about leads: attribute changes, behaviour events, what sales said, corrections.
//
// A fact is what a host hands over; nothing in it is checked until it is applied to a Lead.
//
// Threads: value types; safe everywhere.
//
//     auto fact = leadscore::event("L1", "page_view", at).with("url",
//     "/pricing").identified("e17"); auto more = leadscore::set("L1", at).with("industry",
//     "software").with("employees", 300);
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leadscore/points.hpp>
#include <leadscore/time.hpp>
#include <leadscore/value.hpp>

namespace leadscore {

enum class FactKind : std::uint8_t { set, event, retract, merge, unmerge, erase, adjust };

// A person's correction of one score.
struct Adjustment {
  std::string score;
  Points by;
  std::string reason;
  std::string author;
  std::optional<Duration> expires;  // none: it lasts
};

struct Fact {
  FactKind kind = FactKind::event;
  std::string lead;
  // Only `set` may have no time: its values hold from just before the lead's first dated fact.
  std::optional<Time> at;
  std::string type;   // of an event
  std::string id;     // of an event, or of the event to retract; empty: none
  std::string other;  // the lead that is merged into this one, or taken out again
  std::vector<std::pair<std::string, Value>> values;  // properties of an event, attributes of a set
  Adjustment adjustment;

  // Adds a property or an attribute. Missing{} unsets an attribute.
  Fact& with(std::string_view name, Value value) & {
    values.emplace_back(std::string(name), std::move(value));
    return *this;
  }
  Fact&& with(std::string_view name, Value value) && {
    return std::move(with(name, std::move(value)));
  }
  Fact&& with(std::string_view name, std::string_view text) && {
    return std::move(with(name, Value(std::string(text))));
  }
  Fact&& with(std::string_view name, const char* text) && {
    return std::move(with(name, Value(std::string(text))));
  }
  Fact&& with(std::string_view name, std::string text) && {
    return std::move(with(name, Value(std::move(text))));
  }
  Fact&& with(std::string_view name, std::integral auto number) && {
    if constexpr (std::same_as<decltype(number), bool>) {
      return std::move(with(name, Value(number)));
    } else {
      return std::move(with(name, Value(static_cast<std::int64_t>(number))));
    }
  }

  // Gives an event its id, unique over all leads.
  Fact&& identified(std::string_view name) && {
    id = name;
    return std::move(*this);
  }
};

[[nodiscard]] Fact event(std::string_view lead, std::string_view type, Time at);
[[nodiscard]] Fact set(std::string_view lead, Time at);
[[nodiscard]] Fact set_from_start(std::string_view lead);
[[nodiscard]] Fact retract(std::string_view lead, std::string_view event_id, Time at);
[[nodiscard]] Fact merge(std::string_view lead, std::string_view other, Time at);
[[nodiscard]] Fact unmerge(std::string_view lead, std::string_view other, Time at);
[[nodiscard]] Fact erase(std::string_view lead, Time at);
[[nodiscard]] Fact adjust(std::string_view lead, Time at, Adjustment adjustment);

// A canonical text of what the fact says (its lead and its time left out): equal for facts that say
// the same, and the order of facts of one instant that nothing else orders.
[[nodiscard]] std::string canonical_text(const Fact& fact);

// What became of a fact.
struct Applied {
  enum class Status : std::uint8_t {
    applied,
    duplicate,    // the same fact, or an event with the same id, is known
    ignored,      // of an event type that the rules do not know
    rejected,     // it has no meaning; `problem` says why
    late,         // later than allowed: taken at the earliest instant that is still exact
    needs_facts,  // not to be done without the lead's facts; nothing was changed
    busy,         // an Engine's outputs must be taken first; nothing was changed
  };
  Status status = Status::applied;
  std::string problem;                  // for people; empty where all is well
  std::vector<std::string> bad_values;  // values that were taken as missing, each with why
};

}  // namespace leadscore
