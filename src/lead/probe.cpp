// SPDX-License-Identifier: Apache-2.0
#include "lead/probe.hpp"

#include <utility>

#include "lead/life.hpp"
#include "lead/people.hpp"
#include "lead/test_reasons.hpp"

namespace leadscore::lead {

namespace {

constexpr const char* kProbeName = "lead";

}  // namespace

std::vector<Fact> Prober::facts_of(const Subject& subject) const {
  std::vector<Fact> facts;
  if (!subject.known.empty()) {
    facts.push_back(set_from_start(kProbeName));
    for (const auto& [attribute, choice] : subject.known) {
      facts.back().with(model_.attributes[attribute].name, choice->value);
    }
  }
  for (const auto& [at, deed] : subject.deeds) {
    const model::EventType& type = model_.events[deed.type];
    facts.push_back(event(kProbeName, type.name, at));
    for (std::size_t slot = 0; slot < deed.properties.size(); ++slot) {
      const Choice* choice = deed.properties[slot];
      if (choice != nullptr) facts.back().with(type.properties[slot].name, choice->value);
    }
  }
  return facts;
}

Stepper Prober::stepped(const Subject& subject, Time at) {
  if (tries_ > 0) --tries_;
  People people(model_);
  for (const Fact& fact : facts_of(subject)) (void)people.apply(fact);
  const bool known = people.contains(kProbeName);
  return stepped_to(model_, known ? people.editions(kProbeName, at) : std::vector<Edition>(1), at);
}

Snapshot Prober::look(const Subject& subject, Time at) {
  return snapshot_of(stepped(subject, at).state());
}

void Prober::add_look(Subject& subject, Time at, std::optional<std::uint32_t> rule) {
  const Stepper lead = stepped(subject, at);
  Look look{at, snapshot_of(lead.state()), Points()};
  if (rule) {
    model::ExpectedLine line;
    line.score = model_.rules[*rule].score;
    line.index = *rule;
    look.given = given_by(lead.state(), line);
  }
  subject.looks.push_back(std::move(look));
}

bool same_outcome(const Snapshot& a, const Snapshot& b) {
  if (a.excluded != b.excluded || a.stage != b.stage || a.route != b.route) return false;
  if (a.scores != b.scores || a.bands != b.bands) return false;
  for (std::size_t i = 0; i < a.signals.size() && i < b.signals.size(); ++i) {
    if (a.signals[i].second.on != b.signals[i].second.on) return false;
  }
  return a.signals.size() == b.signals.size();
}

}  // namespace leadscore::lead
