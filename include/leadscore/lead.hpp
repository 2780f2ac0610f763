// SPDX-License-Identifier: Apache-2.0

// One lead through time that keeps no more than it needs: it takes facts one by one, gives every
// output once, sleeps until something can happen, and goes to bytes and back.
//
// Facts may be late: one that is at most `allowed_lateness` behind the newest takes its place in
// time as if it had come in order. Where that changes outputs already given, corrections follow: a
// Retracted for what does not stand any more, and the new output marked late. Whatever order the
// facts came in, what stands in the end is the same.
//
// A later fact is taken at the edge, the earliest instant that is still exact; its attributes only
// where no newer value is known. What a lead cannot do without its facts answers `needs_facts`:
// merges, the retraction of an event that is no longer told apart, an instant before its
// checkpoint. A History (history.hpp) and a Population (population.hpp) keep all facts and can do
// all of it.
//
// Threads: a Lead is a value; one thread at a time.
//
//     leadscore::Lead lead(rules, "L1");
//     lead.apply(leadscore::event("L1", "page_view", at).with("url", "/pricing"));
//     for (const leadscore::Output& out : lead.advance_to(now)) std::cout << to_json(out) << '\n';
//     auto wake = lead.next_due();                  // sleep until then
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <leadscore/explain.hpp>
#include <leadscore/fact.hpp>
#include <leadscore/output.hpp>
#include <leadscore/ruleset.hpp>
#include <leadscore/snapshot.hpp>
#include <leadscore/time.hpp>

namespace leadscore {

namespace lead {
class Track;
}

struct LeadOptions {
  // How far a fact may lie behind the newest one, or behind the present, and still be exact.
  Duration allowed_lateness = std::chrono::hours(7 * 24);
  // The newest events that windows, limits, decay, `distinct`, `min` and `max` remember.
  std::size_t retained_events = 4'096;
  // The values that one `each` or `distinct` remembers, those seen last.
  std::size_t retained_values = 1'024;
  // Whether events that are older than that keep their ids and all of their properties, for
  // explanations, and not only what the rules can still read.
  bool keep_details = true;
};

// What became of all facts that were handed over: they add up to their number.
struct Counters {
  std::uint64_t applied = 0;      // in their place in time
  std::uint64_t late = 0;         // later than allowed: taken at the edge
  std::uint64_t duplicate = 0;    // known already
  std::uint64_t ignored = 0;      // the rules do not know the event, or the lead was erased since
  std::uint64_t rejected = 0;     // without a meaning
  std::uint64_t needs_facts = 0;  // not to be done without the lead's facts; nothing was changed

  [[nodiscard]] std::uint64_t total() const {
    return applied + late + duplicate + ignored + rejected + needs_facts;
  }
  void count(Applied::Status status);
  Counters& operator+=(const Counters& other);
};

class Lead {
 public:
  explicit Lead(RuleSet rules, std::string id, LeadOptions options = {});
  ~Lead();
  Lead(const Lead& other);
  Lead(Lead&&) noexcept;
  Lead& operator=(Lead other) noexcept;

  [[nodiscard]] const std::string& id() const;
  [[nodiscard]] const RuleSet& rules() const;

  // Takes a fact, whatever lead it names.
  Applied apply(const Fact& fact);

  // The outputs up to and at `now` that were not given yet, each exactly once: first corrections,
  // then in time order. What is given does not depend on how often this is called. A `now` before
  // that of the last call counts as that.
  [[nodiscard]] std::vector<Output> advance_to(Time now);

  // No output can come before this if no fact comes; it may be earlier than the next one. Nothing:
  // none ever comes.
  [[nodiscard]] std::optional<Time> next_due();

  // The earliest instant that facts still reach exactly, and that the lead can be asked for.
  [[nodiscard]] Time edge() const;

  // The lead at an instant, after or before what it was advanced to; nothing where that lies before
  // its checkpoint, which is before edge(): that needs facts.
  [[nodiscard]] std::optional<Snapshot> snapshot(Time at);
  [[nodiscard]] std::optional<Explanation> explain(Time at);

  // When a value changes next, exactly, if no fact comes; nothing where none ever does. An `after`
  // before the checkpoint counts as that.
  [[nodiscard]] std::optional<Time> next_change(Time after);
  [[nodiscard]] std::vector<Change> next_changes(Time after, std::size_t most);

  [[nodiscard]] const Counters& counters() const;
  // How many events left windows, limits and decay because there was no room for them.
  [[nodiscard]] std::uint64_t events_without_room();

  // All of it as bytes: the same on every machine, with a version and a checksum. What was given
  // out stays given.
  [[nodiscard]] std::string encode();

  // A lead from its bytes, or why not: "not a lead", "damaged", "of another version", "needs
  // facts: encoded under other rules". The bytes may come from anywhere.
  [[nodiscard]] static std::variant<Lead, std::string> decode(const RuleSet& rules,
                                                              std::string_view bytes,
                                                              LeadOptions options = {});

 private:
  struct State;
  explicit Lead(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace leadscore
