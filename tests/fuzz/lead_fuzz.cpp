// SPDX-License-Identifier: Apache-2.0

// Any order of facts, however late within what is allowed, however often the lead is asked or goes
// through its bytes: a Lead ends as a History that knew all facts. Any bytes for an encoded lead
// are refused or give one that can be stepped.
//
// The first two bytes choose the rules and facts (support/world.hpp), the third the lateness and
// what is done. Then each four: a fact, how late it comes, and what is done before it and after it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <leadscore/history.hpp>
#include <leadscore/lead.hpp>

#include "base/hash.hpp"
#include "support/arrivals.hpp"
#include "support/shown.hpp"
#include "support/standing.hpp"
#include "support/world.hpp"

namespace {

using namespace leadscore;
using support::shown;
using support::Standing;
using support::World;

constexpr Duration kHour = std::chrono::hours(1);
constexpr std::size_t kHead = 20;
constexpr std::size_t kMostBytes = 4'096;
constexpr std::size_t kMostArrivals = 100;

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

void require(bool holds, const std::string& what) {
  if (!holds) fail(what);
}

// The input, byte by byte; zeros behind its end.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}

  [[nodiscard]] bool at_end() const { return left_ == 0; }
  std::uint8_t next() {
    if (left_ == 0) return 0;
    --left_;
    return *data_++;
  }
  std::size_t next_16() {
    const std::size_t low = next();
    return low + std::size_t{next()} * 256;
  }
  std::string rest() {
    std::string text;
    while (!at_end()) text += static_cast<char>(next());
    return text;
  }

 private:
  const std::uint8_t* data_;
  std::size_t left_;
};

// What an arrival is told with.
struct Deed {
  std::uint8_t before = 0, after = 0;
};

class Telling {
 public:
  Telling(const RuleSet& rules, LeadOptions options)
      : options_(options), lead_(rules, "L1", options), history_(rules, "L1") {}

  void tell(const support::Arrival& arrival, Deed deed) {
    const bool dated = arrival.at != Time::min();
    if (dated && deed.before % 2 == 1) {
      standing_.take(lead_.advance_to(arrival.at - Duration(1)));
      present_ = arrival.at - Duration(1);
    }
    const Applied applied = lead_.apply(arrival.fact);
    require(applied.status != Applied::Status::late, "taken as late");
    require(applied.status != Applied::Status::rejected, "rejected: " + applied.problem);
    if (applied.status != Applied::Status::needs_facts) (void)history_.apply(arrival.fact);
    present_ = std::max(present_, arrival.at);
    if (deed.after % 4 == 1) encode_and_decode();
    if (deed.after % 8 == 2 && present_ != Time::min()) ask(present_ + (deed.before - 100) * kHour);
  }

  // All of it is told: what has been given out by `at`, and what the lead is then.
  void end(Time at) {
    standing_.take(lead_.advance_to(at));
    const std::string expected = Standing::sorted(history_.outputs(at));
    require(standing_.text() == expected, standing_.text() + "is not\n" + expected);
    ask(at);
    encode_and_decode();
    require(lead_.advance_to(at).empty(), "given twice");
  }

  [[nodiscard]] std::string bytes() { return lead_.encode(); }

 private:
  void ask(Time wanted) {
    const Time at = std::max(lead_.edge(), wanted);
    const auto snapshot = lead_.snapshot(at);
    require(snapshot.has_value(), "not to be asked for " + to_text(at));
    const std::string expected = shown(history_.snapshot(at));
    require(shown(*snapshot) == expected, shown(*snapshot) + "is not\n" + expected);
  }

  void encode_and_decode() {
    const std::string bytes = lead_.encode();
    auto decoded = Lead::decode(lead_.rules(), bytes, options_);
    require(std::holds_alternative<Lead>(decoded), "not to be decoded");
    lead_ = std::get<Lead>(std::move(decoded));
    require(lead_.encode() == bytes, "decoded otherwise");
  }

  LeadOptions options_;
  Lead lead_;
  History history_;
  Standing standing_;
  Time present_ = Time::min();
};

std::vector<std::pair<support::Arrival, Deed>> arrivals_of(const World& world, Bytes& bytes,
                                                           Duration lateness) {
  std::vector<const Fact*> known;
  support::Arrivals arrivals("L1", lateness);
  std::vector<Deed> deeds;
  for (const Fact& fact : world.facts) known.push_back(&fact);
  while (!bytes.at_end() && deeds.size() < kMostArrivals) {
    const Fact& fact = *known[bytes.next() % known.size()];
    const int late = bytes.next();
    const Deed deed{bytes.next(), bytes.next()};
    if (!arrivals.takes(fact)) continue;
    arrivals.add(fact.at ? *fact.at + lateness * late / 255 : Time::min(), fact);
    deeds.push_back(deed);
  }
  std::vector<std::pair<support::Arrival, Deed>> told;
  for (support::Arrival& arrival : std::move(arrivals).take()) {
    const Deed deed = deeds[told.size()];
    told.emplace_back(std::move(arrival), deed);
  }
  return told;
}

// Of bytes that say that they are a lead of these rules.
void step(const RuleSet& rules, const std::string& body, LeadOptions options) {
  std::string bytes = Lead(rules, "").encode().substr(0, 12);
  const std::uint64_t sum = stable_hash(body, rules.hash());
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(sum >> (8 * i));
  auto decoded = Lead::decode(rules, bytes + body, options);
  auto* lead = std::get_if<Lead>(&decoded);
  if (lead == nullptr) return require(!std::get<std::string>(decoded).empty(), "no reason given");
  const Time at = std::max(lead->edge(), kEarliestTime);
  require(lead->snapshot(at).has_value(), "not to be asked for its edge");
  (void)lead->explain(at);
  (void)lead->advance_to(at);
  (void)lead->apply(event("L1", "visit", at).with("url", "/pricing"));
  const std::string again = lead->encode();
  require(std::holds_alternative<Lead>(Lead::decode(rules, again, options)), "read only once");
}

// A lead's bytes, some of them changed.
std::string changed(std::string bytes, Bytes& by) {
  std::string body = bytes.substr(kHead);
  while (!by.at_end()) {
    const std::size_t place = by.next_16() % body.size();
    body[place] = static_cast<char>(by.next());
  }
  return body;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3 || size > kMostBytes) return 0;
  Bytes bytes(data, size);
  const World world = support::make_world(bytes.next_16());
  const Loaded loaded = load_rules({"world.yaml", world.rules});
  require(static_cast<bool>(loaded), "the rules do not load");
  const std::uint8_t mode = bytes.next();
  constexpr int kLateness[] = {0, 1, 24, 168, 400};
  LeadOptions options;
  options.allowed_lateness = kLateness[mode % 5] * kHour;
  options.keep_details = mode % 2 == 0;
  if (mode >= 250) {
    step(loaded.value(), bytes.rest(), options);
    return 0;
  }
  Telling telling(loaded.value(), options);
  if (mode >= 200) {
    support::Dice dice(mode);
    for (const auto& arrival : support::arrivals_of(world, "L1", dice, options.allowed_lateness)) {
      telling.tell(arrival, {});
    }
    step(loaded.value(), changed(telling.bytes(), bytes), options);
    return 0;
  }
  for (const auto& [arrival, deed] : arrivals_of(world, bytes, options.allowed_lateness)) {
    telling.tell(arrival, deed);
  }
  telling.end(world.end + 30 * 24 * kHour);
  return 0;
}
