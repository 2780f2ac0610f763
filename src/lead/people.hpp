// SPDX-License-Identifier: Apache-2.0

// All facts of all leads, by the names they were given under: ids that are unique over all of them,
// leads that merge and separate, events that are retracted, leads that are forgotten.
//
// What a lead is from an instant on is given by the facts then in force. An Edition is such a
// stretch of time; within one nothing but time and new facts change the lead.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lead/bound_fact.hpp"
#include "lead/stepper.hpp"

namespace leadscore::lead {

struct Edition {
  std::optional<Time> from;       // none: from the beginning
  std::string cause;              // "merge", "unmerge", "retract", "erase"; empty for the first
  Story story;                    // every fact in force, those before `from` too
  bool gone = false;              // merged into another lead, or forgotten and not heard of since
  bool forgotten = false;         // it begins with the lead's erasure: nothing is told of before
  eval::Room room;                // for what it remembers
  const Stepper* base = nullptr;  // what the story goes on from; null: from nothing
};

class People {
 public:
  explicit People(const model::Model& model) : model_(model) {}

  Applied apply(const Fact& fact);

  [[nodiscard]] std::optional<Time> latest() const { return latest_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return order_; }
  [[nodiscard]] bool contains(std::string_view lead) const { return records_.contains(lead); }
  [[nodiscard]] bool stands(const std::string& lead, Time at) const;
  // Whether any lead has an event with that id.
  [[nodiscard]] bool knows_event(std::string_view id) const { return ids_.contains(id); }
  // The lead that it went into; itself where it was not merged.
  [[nodiscard]] std::string stands_for(const std::string& lead, Time at) const;

  // The lead's editions that begin up to `until`, in order; at least one.
  [[nodiscard]] std::vector<Edition> editions(const std::string& lead, Time until) const;

 private:
  struct Stored {
    BoundFact fact;
    bool superseded = false;  // another event with the same id is earlier
  };
  struct Record {
    std::deque<Stored> facts;  // addresses stay
    std::set<std::pair<std::optional<Time>, std::string>> seen;
    std::optional<Time> first_dated;
    std::vector<Time> erased;
  };
  struct Owner {
    Stored* stored = nullptr;
    std::string lead;
  };
  // A change of which facts belong to whom.
  struct Link {
    Time at;
    FactKind kind = FactKind::merge;
    std::string lead;
    std::string other;
    friend auto operator<=>(const Link&, const Link&) = default;
  };
  // Who stands for whom at an instant: each merged name points to the lead it went into.
  using Standing = std::map<std::string, std::string, std::less<>>;
  struct Cut {
    Time at;
    std::string cause;
  };

  Record& record(const std::string& lead);
  bool claim_id(const std::string& lead, Stored& stored);
  [[nodiscard]] std::set<std::string> ever_related(const std::string& lead) const;
  [[nodiscard]] Standing standing(const std::set<std::string>& names, Time at) const;
  [[nodiscard]] std::vector<Cut> cuts(const std::set<std::string>& names, Time until) const;
  [[nodiscard]] Edition edition(const std::string& lead, const std::set<std::string>& related,
                                const std::optional<Cut>& cut) const;
  void collect(const std::string& name, std::optional<Time> at, Story& story) const;
  [[nodiscard]] std::optional<Time> retraction_of(const BoundFact& fact) const;
  [[nodiscard]] std::optional<Time> erased_at(const std::string& name, Time at) const;

  const model::Model& model_;
  std::map<std::string, Record, std::less<>> records_;
  std::vector<std::string> order_;
  std::map<std::string, Owner, std::less<>> ids_;
  std::map<std::string, Time, std::less<>> retractions_;  // the earliest of an id
  std::set<Link> links_;                                  // merges, unmerges and erasures in order
  std::map<std::string, std::set<std::string>, std::less<>> neighbours_;  // merged at any time
  std::optional<Time> latest_;
};

}  // namespace leadscore::lead
