// SPDX-License-Identifier: Apache-2.0
#include <string_view>

#include <leadscore/diagnostic.hpp>

#include "support/catch.hpp"

namespace leadscore {
namespace {

const Source kSource{"my rules.yaml", "a: 1\nb: \"2\"\n"};

Diagnostic full() {
  Diagnostic d;
  d.code = "unknown-key";
  d.span = {5, 6};
  d.message = "unknown key \"b\"";
  d.hint = "did you mean 'c'?";
  d.replacement = "c";
  d.notes = {{{0, 1}, "a is here"}};
  return d;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

TEST_CASE("diagnostics are a JSON array", "[render_json]") {
  CHECK(render_json({}, kSource) == "[]");
  Diagnostic bare;
  bare.code = "yaml";
  bare.severity = Severity::warning;
  bare.span = {3, 9};
  bare.message = "odd";
  CHECK(render_json({full(), bare}, kSource) ==
        R"([{"file":"my rules.yaml","line":2,"column":1,"endLine":2,"endColumn":2,)"
        R"("severity":"error","code":"unknown-key","message":"unknown key \"b\"",)"
        R"("hint":"did you mean 'c'?","replacement":"c",)"
        R"("notes":[{"line":1,"column":1,"endLine":1,"endColumn":2,"message":"a is here"}]},)"
        R"({"file":"my rules.yaml","line":1,"column":4,"endLine":2,"endColumn":5,)"
        R"("severity":"warning","code":"yaml","message":"odd","hint":"","notes":[]}])");
}

TEST_CASE("diagnostics are a SARIF log", "[render_json]") {
  Diagnostic d = full();
  d.code = "yaml";
  const std::string sarif = render_sarif({d}, kSource);
  CHECK(contains(sarif, R"("version":"2.1.0")"));
  CHECK(contains(sarif, R"("tool":{"driver":{"name":"leadscore","rules":[{"id":"yaml",)"));
  CHECK(contains(sarif, R"({"id":"limit-rules","shortDescription":{"text":)"));
  CHECK(contains(sarif, R"("results":[{"ruleId":"yaml","ruleIndex":0,"level":"error",)"));
  CHECK(contains(sarif, R"("message":{"text":"unknown key \"b\"\nhint: did you mean 'c'?"})"));
  CHECK(contains(sarif, R"("artifactLocation":{"uri":"my%20rules.yaml"})"));
  CHECK(contains(sarif, R"("region":{"startLine":2,"startColumn":1,"endLine":2,"endColumn":2})"));
  CHECK(contains(sarif, R"("relatedLocations":[{"physicalLocation":)"));
  CHECK(contains(sarif, R"("insertedContent":{"text":"c"})"));
  CHECK(contains(render_sarif({}, kSource), R"("results":[]}]})"));
}

}  // namespace
}  // namespace leadscore
