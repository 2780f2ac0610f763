// SPDX-License-Identifier: Apache-2.0
#include <leadscore/ruleset.hpp>

#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore {

TEST_CASE("a rule set knows its names in the order of the file") {
  const Loaded loaded = good(
      "leadscore: 1\nname: Ours\nfeedback: {won: {}}\nevents: {b: {}, a: {}}\n"
      "attributes: {y: text, x: text}\nscores: {t: s, s: {rules: []}}\n"
      "bands: {g: {of: s, A: 1}}\nsignals: {q: {when: s > 1}, p: {when: s > 2}}\n"
      "lifecycle: {stages: [{stage: one}, {stage: two}]}\nrouting: [{to: all}]\n");
  const RuleSet& rules = loaded.value();
  using Names = std::vector<std::string>;
  CHECK(rules.name() == "Ours");
  CHECK(rules.events() == Names{"b", "a", "won"});
  CHECK(rules.attributes() == Names{"y", "x"});
  CHECK(rules.scores() == Names{"t", "s"});
  CHECK(rules.bands() == Names{"g"});
  CHECK(rules.signals() == Names{"q", "p"});
  CHECK(rules.stages() == Names{"one", "two"});
  CHECK(rules.has_routing());
  CHECK(!rules.has_programs());
  CHECK(!rules.has_accounts());
  CHECK(good("leadscore: 1\n").value().name() == "rules.yaml");
}

TEST_CASE("the hash is that of the text") {
  const auto hash = [](const std::string& text) { return good(text).value().hash(); };
  CHECK(hash("leadscore: 1\n") == hash("leadscore: 1\n"));
  CHECK(hash("leadscore: 1\n") != hash("leadscore: 1\n\n"));
}

TEST_CASE("a rule set reads times in its own zone") {
  const Loaded loaded = good("leadscore: 1\ntimezone: America/New_York\n");
  CHECK(to_text(*loaded.value().parse_time("2026-07-01 12:00")) == "2026-07-01T16:00:00Z");
  CHECK(to_text(*loaded.value().parse_time("2026-07-01T12:00:00Z")) == "2026-07-01T12:00:00Z");
  CHECK(!loaded.value().parse_time("noon"));
}

}  // namespace leadscore
