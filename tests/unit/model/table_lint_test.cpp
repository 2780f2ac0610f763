// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"
#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {

TEST_CASE("rows that an earlier row takes whole are warned of") {
  struct Case {
    const char* keys;
    const char* covered;  // the row's text; empty where there is none
  };
  const Case cases[] = {
      {"{by: size, points: {\">= 50\": 1, \">= 1000\": 2}}", ">= 1000"},
      {"{by: size, points: {\">= 1000\": 2, \">= 50\": 1}}", ""},
      {"{by: size, points: {\"< 50\": 1, \"0 .. 50\": 2}}", ""},
      {"{by: size, points: {\"<= 50\": 1, \"0 .. 50\": 2}}", "0 .. 50"},
      {"{by: size, points: {\"> 5\": 1, 5: 2, \"6 | 7\": 3}}", "6 | 7"},
      {"{by: size, points: {\"> 5\": 1, \"5 | 6\": 2}}", ""},
      {"{by: size, points: {\"< 5\": 1, \"< 5.5\": 2, \"<= 5\": 3}}", "<= 5"},
      {"{by: size, points: {\"!= 5\": 1, 6: 2}}", ""},
      {"{by: size, combine: sum, points: {\">= 50\": 1, \">= 1000\": 2}}", ""},
      {"{by: title, points: {\"VP | CEO\": 1, vp: 2}}", "vp"},
      {"{by: title, points: {VP: 1, \"vp | ceo\": 2}}", ""},
      {"{by: tags, points: {\"a | b\": 1, b: 2}}", ""},
      {"{by: title, points: {else: 1, a: 2, unknown: 3}}", ""},
  };
  for (const Case& one : cases) {
    CAPTURE(one.keys);
    std::string keys = one.keys;
    keys = keys.substr(1, keys.size() - 2);
    std::string text =
        "leadscore: 1\nattributes: {size: number, title: text, tags: list}\n"
        "scores: {s: {rules: [{rule: a, " +
        keys + "}]}}\n";
    const Loaded loaded = load_rules({"rules.yaml", text});
    CHECK(static_cast<bool>(loaded));
    CHECK(loaded.diagnostics().size() == (*one.covered == '\0' ? 0 : 1));
    for (const Diagnostic& made : loaded.diagnostics()) {
      CHECK(made.code == "unreachable");
      CHECK(made.severity == Severity::warning);
      const std::string row = text.substr(made.span.begin, made.span.end - made.span.begin);
      CHECK(row.find(one.covered) != std::string::npos);
    }
  }
}

}  // namespace leadscore::model
