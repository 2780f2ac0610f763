// SPDX-License-Identifier: Apache-2.0

// The bytes of two small leads, as they are kept in tests/encoded: what was encoded by one machine,
// or by an earlier build, is read by another. A format that changes gets another version number,
// and its files are written anew:
//
//     BLESS=1 ./dev test -R 'unit_tests.the bytes of'
//
// The files hold the head's magic and version, then what stands behind the head. The two hashes
// between them depend on the machine's time-zone data and Unicode tables.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <variant>

#include <leadscore/lead.hpp>

#include "base/hash.hpp"
#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::shown;

constexpr Duration kHour = std::chrono::hours(1);
constexpr Duration kDay = 24 * kHour;
const Time kBegin = parse_time("2026-03-01").value();
constexpr std::size_t kMagic = 4;  // with the version
constexpr std::size_t kHead = 20;

constexpr const char* kRules = R"(leadscore: 1
name: kept as bytes
attributes:
  size: integer
  title: text
  tags: list
  seen: time
  share: number
  opted_in: boolean
events:
  visit: {url: text, seconds: number}
  form: {}
feedback:
  sales_rejected: {reason: text}
scores:
  fit: {rules: [{rule: big, when: size >= 100, points: 20}]}
  engagement:
    min: 0
    rules:
      - {rule: visits, event: visit, points: 2, limit: 3 each url per 7d, decay: linear 50% every 10d}
      - {rule: long visits, when: sum(visit.seconds within 30d) > 100, points: 5}
      - {rule: forms, event: form, points: 7.5}
  total: fit + engagement
bands:
  grade: {of: fit, A: 20, B: 0}
signals:
  mql: {when: total >= 30, until: total < 10, cooldown: 3d}
lifecycle:
  stages: [{stage: new}, {stage: mql, within: 12h}]
  moves: [{to: mql, signal: mql}]
rejection:
  event: sales_rejected
  lower: {engagement: 5}
  to: new
  hold: 4d
routing: [{to: sales, when: stage == "mql"}, {to: nurture}]
programs:
  welcome: {enter: stage == "new", touches: 2, over: 10d}
)";

// Facts without a time, one event, nothing asked for yet.
Lead quiet_lead(const RuleSet& rules) {
  Lead lead(rules, "Лид 1");
  (void)lead.apply(set_from_start("L").with("size", 250).with("title", "VP Ölförderung"));
  (void)lead.apply(event("L", "visit", kBegin).with("url", "/p0").with("seconds", 12.5));
  return lead;
}

// Something of everything: a limit, ids, a correction, a book, a retraction, outputs given.
Lead busy_lead(const RuleSet& rules) {
  Lead lead(rules, "L2");
  (void)lead.apply(set("L", kBegin)
                       .with("size", 250)
                       .with("tags", TextList{"a", "b"})
                       .with("seen", Value(kBegin - kDay))
                       .with("share", 0.25)
                       .with("opted_in", true));
  for (int day = 0; day < 5; ++day) {
    (void)lead.apply(event("L", "visit", kBegin + day * kDay)
                         .with("url", "/p" + std::to_string(day % 2))
                         .with("seconds", 30)
                         .identified("v" + std::to_string(day)));
  }
  (void)lead.apply(event("L", "form", kBegin + 2 * kDay));
  (void)lead.advance_to(kBegin + 3 * kDay + 12 * kHour);
  (void)lead.apply(
      adjust("L", kBegin + 5 * kDay, {"engagement", Points::whole(7), "fair", "ops", 30 * kDay}));
  (void)lead.apply(event("L", "sales_rejected", kBegin + 6 * kDay).with("reason", "no budget"));
  (void)lead.apply(retract("L", "v1", kBegin + 7 * kDay));
  return lead;
}

struct Kept {
  const char* file;
  Lead (*make)(const RuleSet& rules);
  Time at;
  const char* snapshot;
};

const Kept kKept[] = {
    // 20 for the size, 2 for the visit.
    {"quiet.hex", quiet_lead, kBegin + kDay,
     "fit 20\nengagement 2\ntotal 22\ngrade A\nstage new\nroute nurture\nsignal mql off 0\n"},
    // The mql came on with the form, on the 3rd: 20, three visits of 2, 7.5. At the rejection, on
    // the 7th, events had given 4 x 2 (one was retracted) + 7.5 + 7 = 22.5, of which 5 are taken;
    // the long visits, 4 x 30 seconds, give 5 beside that. Nothing has faded by the 9th, and the
    // hold keeps the mql off.
    {"busy.hex", busy_lead, kBegin + 8 * kDay,
     "fit 20\nengagement 22.5\ntotal 42.5\ngrade A\nstage new\nroute nurture\n"
     "signal mql off 1 since 2026-03-03T00:00:00Z\n"},
};

std::string path_of(const Kept& kept) {
  return std::string(LEADSCORE_SOURCE_DIR "/tests/encoded/") + kept.file;
}

// 32 bytes a line.
std::string hex_of(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    text += {kDigits[byte >> 4], kDigits[byte & 15]};
    if (i % 32 == 31 || i + 1 == bytes.size()) text += '\n';
  }
  return text;
}

std::string bytes_of(const std::string& hex) {
  std::string digits;
  for (const char c : hex) {
    if (c != '\n') digits += c;
  }
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  }
  return bytes;
}

std::string without_hashes(const std::string& bytes) {
  return bytes.substr(0, kMagic) + bytes.substr(kHead);
}

std::string with_hashes(const std::string& bytes, const RuleSet& rules) {
  std::string head = bytes.substr(0, kMagic);
  const std::string body = bytes.substr(kMagic);
  for (const std::uint64_t number : {rules.hash(), stable_hash(body, rules.hash())}) {
    for (int i = 0; i < 8; ++i) head += static_cast<char>(number >> (8 * i));
  }
  return head + body;
}

std::string kept_bytes(const Kept& kept) {
  std::ifstream in(path_of(kept));
  REQUIRE(in);
  return bytes_of({std::istreambuf_iterator<char>(in), {}});
}

}  // namespace

TEST_CASE("the bytes of a lead are the same on every machine") {
  const RuleSet rules = support::load(kRules);
  for (const Kept& kept : kKept) {
    INFO(kept.file);
    const std::string bytes = kept.make(rules).encode();
    if (std::getenv("BLESS") != nullptr) {
      std::ofstream(path_of(kept)) << hex_of(without_hashes(bytes));
    }
    const std::string expected = kept_bytes(kept);
    CHECK(hex_of(without_hashes(bytes)) == hex_of(expected));
    CHECK(bytes == with_hashes(expected, rules));
  }
}

TEST_CASE("the bytes of a lead that were kept are read, and it goes on from there") {
  const RuleSet rules = support::load(kRules);
  for (const Kept& kept : kKept) {
    INFO(kept.file);
    auto decoded = Lead::decode(rules, with_hashes(kept_bytes(kept), rules));
    REQUIRE(std::holds_alternative<Lead>(decoded));
    Lead& lead = std::get<Lead>(decoded);
    Lead told = kept.make(rules);
    CHECK(lead.id() == told.id());
    CHECK(lead.counters().total() == told.counters().total());
    CHECK(shown(*lead.snapshot(kept.at)) == kept.snapshot);
    const std::string outputs = shown(told.advance_to(kBegin + 40 * kDay));
    CHECK(outputs.find("\"touch\"") != std::string::npos);
    CHECK(shown(lead.advance_to(kBegin + 40 * kDay)) == outputs);
  }
}

}  // namespace leadscore
