// SPDX-License-Identifier: Apache-2.0

// Finds leads on both sides of the bounds of a rule file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lead/probe.hpp"
#include "lead/probe_values.hpp"

namespace leadscore::lead {

// A name of a lead, cut where it is long.
[[nodiscard]] std::string shortened(std::string_view text);

class Generator {
 public:
  // Stops at about so many leads.
  Generator(const model::Model& model, std::size_t most_leads);

  [[nodiscard]] std::vector<Scenario> scenarios() &&;

 private:
  using Conditions = std::vector<const expr::Expr*>;

  // A lead that was looked at while a score was climbed.
  struct Climber {
    Subject subject;
    Snapshot got;
  };

  // generator.cpp: attributes
  void collect_values();
  void exclude_nobody();
  void add_attribute_scenarios();
  void add_condition_scenarios();
  void add_condition_scenario(const std::string& name, const Conditions& conditions);
  void add_row_scenario(std::uint32_t rule);
  // Values for the attributes of the conditions that make all of them true, as few as may be.
  [[nodiscard]] std::optional<Known> satisfy(const Conditions& conditions,
                                             const ProbeValues& values) const;
  [[nodiscard]] Known own(const Known& known) const;
  [[nodiscard]] ProbeValues values_for(const Conditions& conditions) const;
  [[nodiscard]] Known known_for(const Conditions& conditions) const;
  [[nodiscard]] Conditions whens_of(std::uint32_t rule) const;
  // A lead looked at once; false where the same is in the scenario already.
  void add_lead(Scenario& scenario, Subject subject, Time at);
  void keep(Scenario scenario);
  // Whether so many eighths of all leads are not used up, and tries are left.
  [[nodiscard]] bool has_room(std::size_t eighths) const {
    return !prober_.is_tired() && kept_leads_ < most_leads_ * eighths / 8;
  }
  [[nodiscard]] std::string key_of(const Subject& lead) const;
  [[nodiscard]] std::string named(std::uint32_t attribute, const Choice& choice) const;

  // generator_events.cpp
  void add_event_scenarios();
  // How to make the rule count an event, and with which attributes; nothing where that is not
  // found.
  struct Trigger {
    Known known;
    Deed deed;
    Time at;
  };
  [[nodiscard]] std::optional<Trigger> trigger_of(std::uint32_t rule);
  // The first event of that type that is good, of at most so many.
  [[nodiscard]] std::optional<Deed> first_deed(
      std::uint32_t type, std::size_t most, const std::function<bool(const Deed&)>& is_good) const;
  [[nodiscard]] bool fits(const model::Rule& rule, const Deed& deed) const;
  [[nodiscard]] Time start_of(const model::Rule& rule) const;
  void add_property_scenario(std::uint32_t index, const Trigger& trigger);
  [[nodiscard]] std::optional<Deed> with_other_each(const model::Rule& rule,
                                                    const Deed& deed) const;
  void add_limit_scenario(std::uint32_t index, const Trigger& trigger);
  void add_time_scenario(std::uint32_t index, const Trigger& trigger);
  void add_active_scenario(std::uint32_t index, const Known& known,
                           const std::optional<Deed>& deed);
  void add_silence_scenario(const model::Rule& rule);
  // generator_counts.cpp
  void add_type_scenarios();
  void add_count_scenarios();
  struct Count {
    const expr::Aggregate* aggregate = nullptr;
    std::uint32_t most = 0;  // the number it is compared with
    std::string text;
  };
  void collect_counts(const expr::Expr& expr, std::vector<Count>& counts) const;
  [[nodiscard]] std::vector<Count> counts() const;
  void add_count_scenario(const Count& count);
  [[nodiscard]] std::optional<Deed> deed_counted_by(const expr::EventKey& key) const;
  [[nodiscard]] std::vector<Time> changes_after(const Subject& subject, Time at);

  // generator_scores.cpp
  void add_score_scenarios();
  using Bounds = std::set<std::pair<std::uint32_t, Points>>;
  [[nodiscard]] Bounds bounds_of_scores() const;
  void collect_bounds(const expr::Expr& expr, Bounds& bounds) const;
  void climb(std::uint32_t score, bool up);
  bool climb_by(std::uint32_t score, bool up, Subject subject, Climber& best);
  void narrow(std::uint32_t score, Points bound);
  void add_bound_scenario(std::uint32_t score, Points bound);
  [[nodiscard]] std::size_t nearest(std::uint32_t score, Points bound, bool below) const;
  std::size_t remember(Subject subject);
  void add_signal_scenario(std::uint32_t signal);
  // The same with one fact less, each with the name of what is gone.
  using Lesser = std::vector<std::pair<std::string, Subject>>;
  [[nodiscard]] Lesser lesser(const Subject& whole) const;
  [[nodiscard]] bool has_signal(const Subject& subject, std::uint32_t signal);

  const model::Model& model_;
  Time now_;
  ProbeValues values_;
  Prober prober_;
  std::optional<expr::Expr> not_excluded_;
  std::vector<std::optional<std::uint32_t>> group_of_rule_, group_of_group_;
  std::vector<Scenario> scenarios_;
  std::set<std::string> seen_;  // leads of all scenarios
  std::size_t most_leads_;
  std::size_t kept_leads_ = 0;
  std::vector<Deed> deeds_;  // one that counts, of each event rule
  std::vector<Climber> climbers_;
};

}  // namespace leadscore::lead
