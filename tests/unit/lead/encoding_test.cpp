// SPDX-License-Identifier: Apache-2.0
#include "lead/encoding.hpp"

#include <variant>

#include <leadscore/lead.hpp>

#include "base/fields.hpp"
#include "base/hash.hpp"
#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::shown;

constexpr Duration kDay = std::chrono::hours(24);
const Time kBegin = parse_time("2026-03-01").value();

constexpr const char* kRules = R"(leadscore: 1
name: encoded
attributes:
  title: text
  size: integer
  tags: list
  seen: time
events:
  page_view: {url: text, seconds: number}
  webinar: {minutes: number}
feedback:
  sales_rejected: {reason: text}
scores:
  fit:
    rules:
      - {rule: big, when: size >= 100, points: 20}
  engagement:
    min: 0
    rules:
      - {rule: views, event: page_view, points: 2, limit: 3 each url per 7d, decay: half every 14d}
      - {rule: any view, event: page_view, points: 0.5, limit: 9 per 3d}
      - {rule: webinars, event: webinar, points: minutes / 10, expires: 90d}
      - {rule: long views, when: sum(page_view.seconds within 30d) > 100, points: 5}
      - {rule: quiet, event: silence(10d), points: -3}
  total: fit + engagement
signals:
  mql: {when: total >= 25, until: total < 10, cooldown: 3d}
lifecycle:
  stages: [{stage: new}, {stage: mql, within: 2d}, {stage: sql}]
  moves: [{to: mql, signal: mql}]
rejection:
  event: sales_rejected
  lower: {engagement: 5}
  to: new
  hold: 2d
)";

// A lead that has something of everything: old and recent facts, a book, a correction, outputs.
Lead busy_lead(const RuleSet& rules, LeadOptions options = {}) {
  Lead lead(rules, "L1", options);
  (void)lead.apply(set_from_start("L1").with("size", 250).with("title", "VP Ölförderung"));
  for (int day = 0; day < 30; ++day) {
    (void)lead.apply(event("L1", "page_view", kBegin + day * kDay)
                         .with("url", "/p" + std::to_string(day % 4))
                         .with("seconds", 12.5 + day)
                         .identified("v" + std::to_string(day)));
    const Time noon = kBegin + day * kDay + kDay / 2;
    if (day == 8) (void)lead.apply(event("L1", "webinar", noon).with("minutes", 45));
    if (day != 12 && day != 27) continue;
    (void)lead.apply(event("L1", "sales_rejected", noon).with("reason", "no budget"));
  }
  (void)lead.apply(set("L1", kBegin + 25 * kDay).with("tags", TextList{"a", "b"}));
  (void)lead.apply(
      adjust("L1", kBegin + 26 * kDay, {"engagement", Points::whole(7), "fair", "ops", 30 * kDay}));
  (void)lead.advance_to(kBegin + 20 * kDay);
  return lead;
}

// The lines of all scores, with what earned them.
std::string lines_of(const Explanation& explanation) {
  std::string out;
  for (const ScoreExplanation& score : explanation.scores) {
    for (const Line& line : score.lines) {
      out += score.name + ' ' + line.name + ' ' + line.points.to_text() + ' ' + line.detail + '\n';
      for (const Earned& one : line.earned) {
        out += "  " + to_text(one.at) + ' ' + one.event_id + ' ' + one.value.to_text() + '\n';
      }
    }
  }
  return out;
}

std::string problem_of(const RuleSet& rules, std::string_view bytes) {
  const auto decoded = Lead::decode(rules, bytes);
  const auto* problem = std::get_if<std::string>(&decoded);
  return problem == nullptr ? "" : *problem;
}

}  // namespace

TEST_CASE("an encoded lead is read back equal") {
  const RuleSet rules = support::load(kRules);
  Lead lead = busy_lead(rules);
  const std::string bytes = lead.encode();
  auto decoded = Lead::decode(rules, bytes);
  REQUIRE(std::holds_alternative<Lead>(decoded));
  Lead& again = std::get<Lead>(decoded);
  CHECK(again.id() == "L1");
  CHECK(again.encode() == bytes);
  CHECK(again.counters().total() == lead.counters().total());
  for (const int day : {20, 29, 40}) {
    const Time at = kBegin + day * kDay;
    CHECK(lines_of(*again.explain(at)) == lines_of(*lead.explain(at)));
  }
  const Time end = kBegin + 200 * kDay;
  CHECK(shown(*again.snapshot(end)) == shown(*lead.snapshot(end)));
  const std::string outputs = shown(lead.advance_to(end));
  CHECK_FALSE(outputs.empty());
  CHECK(shown(again.advance_to(end)) == outputs);
}

TEST_CASE("an event of which only time, type and rules are needed takes a few bytes") {
  const RuleSet rules = support::load(R"(leadscore: 1
events: {visit: {url: text}}
scores:
  heat:
    rules:
      - {rule: a, event: visit, points: 2, limit: 3 per 7d}
      - {rule: b, event: visit, points: 1, decay: half every 90d}
      - {rule: c, event: visit, points: 3}
)");
  LeadOptions options;
  options.keep_details = false;
  const auto bytes_of = [&](int days) {
    Lead lead(rules, "L1", options);
    for (int day = 0; day < days; ++day) {
      const Time at = kBegin + day * kDay;
      (void)lead.apply(event("L1", "visit", at).with("url", "https://www.example.com/pricing"));
    }
    (void)lead.advance_to(kBegin + (days + 10) * kDay);
    return lead.encode().size();
  };
  // Three bytes of time, a type, how many rules and which.
  CHECK(bytes_of(70) - bytes_of(20) <= 50 * 8);
}

TEST_CASE("a damaged lead is refused: every cut, every flipped bit") {
  const RuleSet rules = support::load(kRules);
  const std::string bytes = busy_lead(rules).encode();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CHECK_FALSE(problem_of(rules, std::string_view(bytes).substr(0, length)).empty());
  }
  CHECK_FALSE(problem_of(rules, bytes + '\0').empty());
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    INFO("bit " << bit);
    CHECK_FALSE(problem_of(rules, flipped).empty());
  }
}

TEST_CASE("what is wrong with an encoded lead is said") {
  const RuleSet rules = support::load(kRules);
  const std::string bytes = busy_lead(rules).encode();
  CHECK(problem_of(rules, "") == "these bytes are no encoded lead");
  CHECK(problem_of(rules, std::string(100, 'x')) == "these bytes are no encoded lead");
  std::string newer = bytes;
  newer[3] = 9;
  CHECK(problem_of(rules, newer) ==
        "the lead is encoded in version 9 of the format; this is version 3");
  std::string damaged = bytes;
  damaged[40] = static_cast<char>(damaged[40] + 1);
  CHECK(problem_of(rules, damaged) == "the encoded lead is damaged");
  const RuleSet others = support::load(std::string(kRules) + "routing: [{to: sales}]\n");
  CHECK(problem_of(others, bytes) == "the lead was encoded under other rules: it needs its facts");
}

// Whoever knows the format can write a checksum that fits: what is behind it is not trusted either.
TEST_CASE("bytes with the right checksum are read or refused, and what is read can be asked") {
  const RuleSet rules = support::load(kRules);
  const std::string bytes = busy_lead(rules).encode();
  std::size_t read = 0;
  for (std::size_t place = 20; place < bytes.size(); place += 3) {
    for (const int value : {0, 1, 2, 0x7f, 0x80, 0xff}) {
      std::string changed = bytes;
      changed[place] = static_cast<char>(value);
      const std::uint64_t sum = stable_hash(std::string_view(changed).substr(20), rules.hash());
      for (int i = 0; i < 8; ++i) changed[12 + i] = static_cast<char>(sum >> (8 * i));
      auto decoded = Lead::decode(rules, changed);
      auto* lead = std::get_if<Lead>(&decoded);
      if (lead == nullptr) continue;
      ++read;
      (void)lead->snapshot(std::max(lead->edge(), kBegin + 40 * kDay));
      (void)lead->encode();
    }
  }
  CHECK(read > 100);
}

TEST_CASE("a lead whose events have lost their details is as it was but for those") {
  const RuleSet rules = support::load(kRules);
  LeadOptions options;
  options.keep_details = false;
  Lead lead = busy_lead(rules, options);
  const std::string bytes = lead.encode();
  CHECK(bytes.size() < busy_lead(rules).encode().size());
  auto decoded = Lead::decode(rules, bytes, options);
  REQUIRE(std::holds_alternative<Lead>(decoded));
  const Time end = kBegin + 200 * kDay;
  CHECK(shown(std::get<Lead>(decoded).advance_to(end)) == shown(lead.advance_to(end)));
}

TEST_CASE("fields: numbers of every size, and nothing beyond the end") {
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{63}, std::int64_t{-64}, std::int64_t{64},
        std::int64_t{1'000'000}, std::numeric_limits<std::int64_t>::max(),
        std::numeric_limits<std::int64_t>::min()}) {
    FieldWriter writer;
    writer.integer(number);
    const std::string bytes = std::move(writer).take();
    FieldReader reader(bytes);
    std::int64_t read = 0;
    reader.integer(read);
    CHECK(read == number);
    CHECK(reader.ok());
    CHECK(reader.at_end());
    reader.integer(read);
    CHECK_FALSE(reader.ok());
    CHECK(read == 0);
  }
  for (const std::int64_t micros : {0, 1, -1, 1'000'000, -1'000'000, 1'500'000, -999'999}) {
    FieldWriter writer;
    writer.duration(Duration(micros));
    const std::string bytes = std::move(writer).take();
    FieldReader reader(bytes);
    Duration read{7};
    reader.duration(read);
    CHECK(read == Duration(micros));
    CHECK(reader.at_end());
  }
  FieldReader lies("\xff\xff\xff\xff\x7f");
  CHECK(lies.size() == 0);
  CHECK_FALSE(lies.ok());
}

}  // namespace leadscore
