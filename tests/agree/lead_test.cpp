// SPDX-License-Identifier: Apache-2.0

// A Lead, which keeps no more than it needs, answers as a History, which keeps everything: whatever
// comes late, twice or at one instant, however often it is asked, and over any number of encodings.
#include <algorithm>
#include <variant>

#include <leadscore/history.hpp>
#include <leadscore/lead.hpp>

#include "support/arrivals.hpp"
#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/standing.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::Dice;
using support::shown;
using support::Standing;
using support::World;

std::string explained(const Explanation& explanation) {
  std::string text;
  for (const ScoreExplanation& score : explanation.scores) {
    text += score.name + ' ' + shown(score.value) + '\n';
    for (const Line& line : score.lines) {
      text += "  " + line.name + ' ' + line.points.to_text() + ' ' + line.detail + '\n';
      for (const Earned& part : line.earned) {
        text += "    " + to_text(part.at) + ' ' + part.what + ' ' + part.event_id + ' ' +
                part.facts + ' ' + part.value.to_text() + '\n';
      }
    }
    for (const NotHeld& rule : score.not_held) text += "  not " + rule.rule + ' ' + rule.why + '\n';
  }
  return text;
}

// The lead through its bytes, which say the same when they are written again.
void encode_and_decode(Lead& lead, const LeadOptions& options) {
  const std::string bytes = lead.encode();
  auto decoded = Lead::decode(lead.rules(), bytes, options);
  REQUIRE(std::holds_alternative<Lead>(decoded));
  lead = std::get<Lead>(std::move(decoded));
  REQUIRE(lead.encode() == bytes);
}

class Telling {
 public:
  Telling(const World& world, Dice& dice, LeadOptions options, bool encodes)
      : dice_(dice),
        options_(options),
        encodes_(encodes),
        lead_(support::load(world.rules), "L1", options),
        history_(lead_.rules(), "L1") {}

  void tell(const support::Arrival& arrival) {
    if (arrival.at != Time::min() && dice_.percent(50)) {
      const Time due = lead_.next_due().value_or(kLatestTime);
      const auto outputs = lead_.advance_to(arrival.at - Duration(1));
      // Nothing comes before it was due.
      const bool early = due > arrival.at - Duration(1) && !outputs.empty();
      REQUIRE_FALSE(early);
      standing_.take(outputs);
      present_ = arrival.at - Duration(1);
    }
    const Applied applied = lead_.apply(arrival.fact);
    REQUIRE(applied.status != Applied::Status::late);
    REQUIRE(applied.status != Applied::Status::rejected);
    if (applied.status != Applied::Status::needs_facts) (void)history_.apply(arrival.fact);
    present_ = std::max(present_, arrival.at);
    if (encodes_ && dice_.percent(30)) encode_and_decode(lead_, options_);
    if (present_ != Time::min() && dice_.percent(15)) ask(any_instant());
  }

  void end(Time at) {
    standing_.take(lead_.advance_to(at));
    REQUIRE(standing_.text() == Standing::sorted(history_.outputs(at)));
    ask(at);
    present_ = at;
    ask(any_instant());
    CHECK(lead_.advance_to(at).empty());
  }

  [[nodiscard]] const Counters& counters() const { return lead_.counters(); }

 private:
  Time any_instant() {
    return std::max(lead_.edge(), present_ + std::chrono::hours(dice_.between(-200, 400)));
  }

  void ask(Time at) {
    INFO("at " << to_text(at));
    const auto snapshot = lead_.snapshot(at);
    REQUIRE(snapshot);
    REQUIRE(shown(*snapshot) == shown(history_.snapshot(at)));
    const std::string own = explained(*lead_.explain(at));
    const std::string whole = explained(history_.explain(at));
    INFO(own << "is not\n" << whole);
    const bool same = own == whole;
    REQUIRE(same);
  }

  Dice& dice_;
  LeadOptions options_;
  bool encodes_;
  Lead lead_;
  History history_;
  Standing standing_;
  Time present_ = Time::min();
};

void check_world(std::uint64_t seed, bool encodes) {
  const World world = support::make_world(seed);
  INFO("seed " << seed << '\n' << world.rules);
  Dice dice(seed + 1'000'000);
  LeadOptions options;
  options.allowed_lateness = std::chrono::hours(dice.of(std::vector<int>{0, 1, 24, 168, 400}));
  Telling telling(world, dice, options, encodes);
  const auto arrivals = support::arrivals_of(world, "L1", dice, options.allowed_lateness);
  for (const support::Arrival& arrival : arrivals) telling.tell(arrival);
  telling.end(world.end + std::chrono::hours(24 * 30));
  REQUIRE(telling.counters().total() == arrivals.size());
}

}  // namespace

TEST_CASE("a lead that is told facts as they come in ends as one that knew them all") {
  const std::uint64_t count = support::seeds(150);
  for (std::uint64_t seed = 0; seed < count; ++seed) check_world(seed, false);
}

TEST_CASE("a lead goes to bytes and back at any point and nothing changes") {
  const std::uint64_t count = support::seeds(120);
  for (std::uint64_t seed = 0; seed < count; ++seed) check_world(seed, true);
}

}  // namespace leadscore
