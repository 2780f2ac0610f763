// SPDX-License-Identifier: Apache-2.0

// What the parts of a lead's scores and its event rules gave when they were last worked out, and
// what they may give for some time to come: so that a fact costs what it touches and not what there
// is. While the outlook decides all that is watched, nothing needs to be worked out exactly.
//
// Whoever changes the State says what changed; a Moment at the present, and a Stretch from there,
// ask here first and keep what they work out. Of a State that was changed unsaid it tells nothing
// true.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include <leadscore/points.hpp>
#include <leadscore/time.hpp>

#include "eval/hull.hpp"
#include "eval/sparse.hpp"
#include "eval/state.hpp"
#include "eval/tally.hpp"
#include "model/model.hpp"

namespace leadscore::eval {

// What is kept of the parts of one score, by place, and its total. A part that is not kept gives
// nothing for ever; one that is stale is not in the total and must be worked out anew.
template <class Part>
class KeptParts {
 public:
  [[nodiscard]] bool is_known() const { return known_; }
  [[nodiscard]] bool is_settled() const { return known_ && stale_.empty(); }
  [[nodiscard]] const typename Part::Total& total() const { return total_; }
  [[nodiscard]] const std::vector<typename Sparse<Part>::Entry>& parts() const {
    return parts_.entries();
  }

  // Whether the score was settled before.
  bool outdate(std::uint32_t place) {
    if (!known_) return false;
    Part& part = parts_[place];
    if (part.is_stale()) return false;
    total_ -= part;
    part = Part::stale();
    stale_.push_back(place);
    return stale_.size() == 1;
  }
  // All for which `is_over(place, part)`.
  template <class IsOver>
  void outdate_if(const IsOver& is_over) {
    for (auto& [place, part] : parts_.entries()) {
      if (!part.is_stale() && is_over(place, part)) (void)outdate(place);
    }
  }

  // Works out, as `work_out(place)`, what is stale; where nothing is known, `places()`.
  template <class Places, class WorkOut>
  void renew(const Places& places, const WorkOut& work_out) {
    if (!known_) {
      for (const std::uint32_t place : places()) {
        const Part part = work_out(place);
        total_ += part;
        if (!part.is_nothing()) parts_[place] = part;
      }
      known_ = true;
      return;
    }
    for (const std::uint32_t place : std::exchange(stale_, {})) {
      const Part part = work_out(place);
      total_ += part;
      parts_[place] = part;
    }
  }
  // Makes the total anew.
  void add_up() {
    total_ = {};
    for (const auto& entry : parts_.entries()) total_ += entry.value;
  }

 private:
  bool known_ = false;
  typename Part::Total total_;
  Sparse<Part> parts_;
  std::vector<std::uint32_t> stale_;
};

// What a part or an event rule gives, until then.
struct Kept {
  struct Total;
  Tally tally;
  Time until = Time::max();

  [[nodiscard]] static Kept stale() { return {std::nullopt, Time::min()}; }
  [[nodiscard]] bool is_stale() const { return until == Time::min(); }
  [[nodiscard]] bool is_nothing() const { return !tally && until == Time::max(); }
};
struct Kept::Total {
  Points points;
  Time until = Time::max();  // of the earliest that is over, or earlier

  void operator+=(const Kept& part) {
    points += part.tally.value_or(Points());
    until = until < part.until ? until : part.until;
  }
  void operator-=(const Kept& part) { points -= part.tally.value_or(Points()); }
};

// What a part may give until the end of the outlook.
struct Foreseen {
  struct Total;

  TallyHull hull{true, false, {}, {}};

  [[nodiscard]] static Foreseen stale() { return {{false, false, {}, {}}}; }
  [[nodiscard]] bool is_stale() const { return !hull.none && !hull.some; }
  [[nodiscard]] bool is_nothing() const { return hull.none && !hull.some; }
};
struct Foreseen::Total {
  Points least, most;

  void operator+=(const Foreseen& part) {
    least += part.hull.least_part();
    most += part.hull.most_part();
  }
  void operator-=(const Foreseen& part) {
    least -= part.hull.least_part();
    most -= part.hull.most_part();
  }
};

class Tallies {
 public:
  // An outlook is not longer.
  static constexpr Duration kLongest = std::chrono::hours(24 * 64);

  explicit Tallies(const model::Model& model);

  // --- what changed ---
  void attribute_changed(std::uint32_t attribute);
  void key_changed(std::uint32_t key);
  void journey_changed();
  // A rule has earned an occurrence, of the open book: what it is worth, and may be until the end
  // of the outlook.
  void rule_earned(std::uint32_t rule, const Kept& worth, const TallyHull& foreseen);
  // Likewise, without what that is worth.
  void rule_changed(std::uint32_t rule);
  void everything_changed();

  // --- what is kept ---
  // The places of a score's parts that may give something.
  [[nodiscard]] std::vector<std::uint32_t> places(const State& state, std::uint32_t score) const;
  [[nodiscard]] KeptParts<Kept>& of_score(std::uint32_t score) { return exact_[score]; }
  [[nodiscard]] const KeptParts<Kept>& of_score(std::uint32_t score) const { return exact_[score]; }
  // What a rule's occurrences of the open book are worth together; null: not known.
  [[nodiscard]] const Kept* of_rule(std::uint32_t rule, Time now) const;
  void keep_rule(std::uint32_t rule, const Kept& kept) { rules_[rule] = kept; }

  // --- the outlook ---
  // Begins another where the one that there was is over, and tells how far it reaches.
  Time look_out(Time now);
  [[nodiscard]] Time outlook() const { return outlook_; }
  // The outlook did not tell what was asked: the next one will be shorter.
  void is_too_wide() { too_wide_ = true; }
  // Whether any score that was looked at may change by time alone until its end.
  [[nodiscard]] bool moves() const;
  [[nodiscard]] KeptParts<Foreseen>& foreseen_of_score(std::uint32_t score) {
    return foreseen_[score];
  }
  [[nodiscard]] const TallyHull* foreseen_of_rule(std::uint32_t rule) const {
    const Foreseen* foreseen = foreseen_rules_.find(rule);
    return foreseen != nullptr && !foreseen->is_stale() ? &foreseen->hull : nullptr;
  }
  void keep_foreseen(std::uint32_t rule, const TallyHull& hull) { foreseen_rules_[rule] = {hull}; }

 private:
  static constexpr Duration kShortest = std::chrono::hours(24);

  void outdate(const std::vector<model::ScorePart>& parts);
  void renew_outlook();

  const model::Model* model_;
  std::vector<KeptParts<Kept>> exact_;
  Sparse<Kept> rules_;
  Time outlook_ = Time::min();
  Duration span_ = kLongest;
  bool too_wide_ = false;
  std::vector<KeptParts<Foreseen>> foreseen_;
  Sparse<Foreseen> foreseen_rules_;
};

}  // namespace leadscore::eval
