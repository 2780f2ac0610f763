// SPDX-License-Identifier: Apache-2.0

// Leads that are tried out, and what the rules give them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <leadscore/fact.hpp>
#include <leadscore/snapshot.hpp>
#include <leadscore/time.hpp>

#include "lead/probe_values.hpp"
#include "lead/stepper.hpp"

namespace leadscore::lead {

// A value for each attribute that is known.
using Known = std::map<std::uint32_t, const Choice*>;

// Something that a lead does: an event with its properties.
struct Deed {
  std::uint32_t type = 0;
  std::vector<const Choice*> properties;  // by slot; null: not known
};

// What the rules give a lead at an instant.
struct Look {
  Time at;
  Snapshot got;
  Points given;  // of the scenario's rule
};

// A lead of a generated test.
struct Subject {
  std::string id;
  Known known;
  std::vector<std::pair<Time, Deed>> deeds;
  std::vector<Look> looks;
};

// What a generated test holds: one lead, or several that differ in little.
struct Scenario {
  std::string name;
  std::vector<Subject> leads;
  std::optional<std::uint32_t> rule = std::nullopt;  // that it is about
};

class Prober {
 public:
  // Gives up after so many tries.
  Prober(const model::Model& model, std::size_t tries) : model_(model), tries_(tries) {}

  [[nodiscard]] bool is_tired() const { return tries_ == 0; }
  // The lead stepped to an instant, as a test does it.
  [[nodiscard]] Stepper stepped(const Subject& subject, Time at);
  [[nodiscard]] Snapshot look(const Subject& subject, Time at);
  // Adds what the lead is at that instant.
  void add_look(Subject& subject, Time at, std::optional<std::uint32_t> rule = std::nullopt);

  [[nodiscard]] std::vector<Fact> facts_of(const Subject& subject) const;

 private:
  const model::Model& model_;
  std::size_t tries_;
};

// Whether two snapshots would be expected in the same words.
[[nodiscard]] bool same_outcome(const Snapshot& a, const Snapshot& b);

// The section `tests:`.
[[nodiscard]] std::string write_tests(const model::Model& model,
                                      const std::vector<Scenario>& scenarios);

}  // namespace leadscore::lead
