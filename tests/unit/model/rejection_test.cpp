// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

std::string with(const std::string& rejection) {
  return "leadscore: 1\nevents: {visit: {}, leave: {reason: integer}}\n"
         "feedback: {no: {reason: text, weight: number}, bad: {reason: {type: text, one_of: "
         "[small, "
         "big]}}, recycled: {}}\n"
         "scores: {fit: {rules: []}, act: {rules: []}, total: fit + act}\n"
         "lifecycle: {stages: [{stage: new}, {stage: engaged}, {stage: lost, off_path: true}]}\n"
         "rejection:\n" +
         rejection;
}

}  // namespace

TEST_CASE("a rejection with reasons") {
  const Loaded loaded = good(with(R"(  event: no
  where: weight > 3
  from: [engaged]
  to: new
  lower: {act: 20}
  scale: {fit: 0.25}
  hold: 14d
  by_reason:
    " No Budget ": {scale: {act: 0.5}, hold: 90d}
    recycle: {reset: act}
    rival: {to: lost, hold: forever}
    nothing: {}
)"));
  const RejectionRule& rule = loaded.value().model().rejections.at(0);
  CHECK(rule.event == std::vector<bool>{false, false, true, false, false});
  CHECK(rule.where.has_value());
  CHECK(rule.from == std::vector<std::uint32_t>{1});
  CHECK(rule.general.to == 0U);
  CHECK(rule.general.hold == Duration(std::chrono::hours(24 * 14)));
  REQUIRE(rule.general.changes.size() == 2);
  CHECK(rule.general.changes[0].kind == BookChange::Kind::lower);
  CHECK(rule.general.changes[0].score == 1);
  CHECK(rule.general.changes[0].lower == Points::whole(20));
  CHECK(rule.general.changes[1].kind == BookChange::Kind::scale);
  CHECK(rule.general.changes[1].scale.count == 250000);

  // One that names lower, scale or reset replaces all three; other keys stand by themselves.
  const RejectionEffect& budget = rule.by_reason.at("no budget");
  REQUIRE(budget.changes.size() == 1);
  CHECK(budget.changes[0].kind == BookChange::Kind::scale);
  CHECK(budget.hold == Duration(std::chrono::hours(24 * 90)));
  CHECK(budget.to == 0U);
  const RejectionEffect& recycle = rule.by_reason.at("recycle");
  REQUIRE(recycle.changes.size() == 1);
  CHECK(recycle.changes[0].kind == BookChange::Kind::reset);
  CHECK(recycle.hold == Duration(std::chrono::hours(24 * 14)));
  const RejectionEffect& rival = rule.by_reason.at("rival");
  CHECK(rival.changes.size() == 2);
  CHECK(rival.hold_forever);
  CHECK(!rival.hold.has_value());
  CHECK(rival.to == 2U);
  CHECK(rule.by_reason.at("nothing").changes.size() == 2);
}

TEST_CASE("several rejections, and a hold that ends again") {
  const Loaded loaded = good(with(R"(  - {event: no, hold: forever, by_reason: {later: {hold: 30d}}}
  - {event: visit | recycled, reset: [fit, act]}
)"));
  const auto& rules = loaded.value().model().rejections;
  REQUIRE(rules.size() == 2);
  CHECK(rules[0].general.hold_forever);
  CHECK(!rules[0].by_reason.at("later").hold_forever);
  CHECK(rules[0].by_reason.at("later").hold.has_value());
  CHECK(rules[1].general.changes.size() == 2);
  CHECK(!rules[1].general.hold.has_value());
}

TEST_CASE("what can be wrong with a rejection") {
  const std::pair<const char*, const char*> rows[] = {
      {"{to: new}", "7:4 missing-key: a rejection needs 'event'\n"},
      {"{event: noo}", "7:11 unknown-event: unknown event 'noo'; did you mean 'no'?\n"},
      {"{event: no, to: nwe}", "7:19 unknown-stage: unknown stage 'nwe'; did you mean 'new'?\n"},
      {"{event: no, from: []}",
       "7:21 wrong-kind: 'from' names no stage, so this is never a rejection\n"},
      {"{event: no, lower: {fti: 3}}",
       "7:23 unknown-name: unknown score 'fti'; did you mean 'fit'?\n"},
      {"{event: no, reset: [total]}",
       "7:23 conflict: 'total' is computed from other scores; a rejection changes scores with "
       "rules\n"},
      {"{event: no, lower: {fit: -1}}",
       "7:28 out-of-range: 'lower' says how many points less, and cannot be below 0\n"},
      {"{event: no, scale: {fit: 1.1}}", "7:28 out-of-range: 'scale' must be between 0 and 1\n"},
      {"{event: no, scale: {fit: 0.1234567}}",
       "7:28 bad-number: 'scale' has at most 6 digits after the point, and '0.1234567' has 7\n"},
      {"{event: no, scale: [fit]}",
       "7:22 wrong-kind: 'scale' needs a map ('key: value'), not a list\n"},
      {"{event: no, lower: {fit: 1}, reset: fit}",
       "7:39 conflict: 'fit' is changed twice: only one of 'lower', 'scale' and 'reset' can name a "
       "score\n"},
      {"{event: no, hold: for ever}",
       "7:21 bad-duration: 'hold' needs a duration such as 7d, not 'for ever'\n"},
      {"{event: no, hold: 3661d}", "7:21 out-of-range: 'hold' must be from 1s to 3660d\n"},
      {"{event: no, where: fit > 3}",
       "7:22 wrong-type: 'fit' is a score; only the event's properties and constants can stand "
       "here\n"},
      {"{event: recycled, by_reason: {a: {}}}",
       "7:21 unknown-property: 'by_reason' needs the property 'reason', and 'recycled' has none\n"},
      {"{event: leave, by_reason: {a: {}}}",
       "7:18 wrong-type: 'by_reason' needs the property 'reason' to be a text\n"},
      {"{event: bad, by_reason: {smal: {}}}",
       "7:28 unknown-value: unknown reason 'smal'; did you mean 'small'?\n"},
      {"{event: no, by_reason: {a: {rset: fit}}}",
       "7:31 unknown-key: unknown key 'rset' in an entry of 'by_reason'; did you mean 'reset'?\n"},
      {"{event: no, by_reason: {big: {}, Big: {}}}",
       "7:36 duplicate-name: reason 'Big' is declared twice\n"},
  };
  for (const auto& [rejection, expected] : rows) {
    CAPTURE(rejection);
    CHECK(problems(with("  " + std::string(rejection) + "\n")) == expected);
  }
}

}  // namespace leadscore::model
