// SPDX-License-Identifier: Apache-2.0
#include "cli/fact_source.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "support/catch.hpp"
#include "unit/cli/files.hpp"

namespace leadscore::cli {
namespace {

RuleSet rules() {
  const Loaded loaded = load_rules({"rules.yaml", R"(
leadscore: 1
timezone: Asia/Shanghai
attributes: {industry: text, team_size: integer, trial ends: time}
events: {page_view: {url: text, seconds: number}, demo: {}}
scores: {s: {rules: [{rule: demo, event: demo, points: 1}]}}
)"});
  REQUIRE(loaded);
  return loaded.value();
}

// A fact as text: its kind, lead, time, what it is about, and its values with the index of their
// kind, so that `300` of JSON and the cell `300` differ.
std::string shown(const Fact& fact) {
  constexpr const char* kKinds[] = {"set",     "event", "retract", "merge",
                                    "unmerge", "erase", "adjust"};
  std::string text = std::string(kKinds[static_cast<int>(fact.kind)]) + ' ' + fact.lead;
  text += fact.at ? ' ' + to_text(*fact.at) : " -";
  for (const std::string& part : {fact.type, fact.id, fact.other}) {
    if (!part.empty()) text += ' ' + part;
  }
  for (const auto& [name, value] : fact.values) {
    text += ' ' + name + '#' + std::to_string(value.index()) + '=' + to_json(value);
  }
  if (fact.kind != FactKind::adjust) return text;
  const Adjustment& given = fact.adjustment;
  return text + ' ' + given.score + ' ' + given.by.to_text() + ' ' + given.reason + ' ' +
         given.author + ' ' + (given.expires ? to_text(*given.expires) : "-");
}

// The rows of a file, their problems and bad values, then the warnings, a line each.
std::string read(OpenedSource opened) {
  if (const auto* problem = std::get_if<std::string>(&opened)) return "cannot: " + *problem;
  FactSource& source = *std::get<std::unique_ptr<FactSource>>(opened);
  std::string text;
  while (const auto row = source.next()) {
    text += std::to_string(row->line) + ": ";
    text += row->problem.empty() ? shown(row->fact) : "no: " + row->problem;
    for (const std::string& bad : row->bad_values) text += " bad " + bad;
    text += '\n';
  }
  for (const std::string& warning : source.warnings()) text += warning + '\n';
  return text;
}

std::string leads(std::string_view content, const LeadColumns& columns = {}) {
  const Folder folder;
  return read(open_leads(folder.with_file("f", content), columns, rules()));
}

std::string facts(std::string_view content) {
  const Folder folder;
  return read(open_facts(folder.with_file("f", content), rules()));
}

TEST_CASE("rows of leads become attributes that hold from the start") {
  CHECK(leads("lead,industry,team size\nL1,Software,300\nL2,,\n") ==
        "2: set L1 - industry#7=\"Software\" team_size#7=\"300\"\n3: set L2 -\n");
  CHECK(leads("{\"lead\":1,\"industry\":\"Software\",\"team_size\":300}\n{\"lead\":\"L2\"}\n") ==
        "1: set 1 - industry#4=\"Software\" team_size#2=300\n2: set L2 -\n");
}

TEST_CASE("rows of leads with a time say it all anew") {
  CHECK(leads("lead,at,industry,team size\nL1,2026-03-01,,300\n") ==
        "2: set L1 2026-02-28T16:00:00Z industry#0=null team_size#7=\"300\"\n");
  CHECK(leads("{\"lead\":\"L1\",\"at\":\"2026-03-01\",\"industry\":null}\n") ==
        "1: set L1 2026-02-28T16:00:00Z industry#0=null\n");
}

TEST_CASE("columns of leads") {
  LeadColumns columns;
  columns.lead = "Lead Number";
  columns.renamed = {{"Sector", "industry"}};
  columns.missing = {"Select"};
  CHECK(leads("Sector,Lead Number,team_size\nSelect,7,Select\n a ,8,5\n", columns) ==
        "2: set 7 -\n3: set 8 - industry#7=\"a\" team_size#7=\"5\"\n");
  CHECK(leads("lead,industri,,Notes\nL1,a,b,c\n") ==
        "2: set L1 -\n"
        "ignored columns that the rules do not know: industri (did you mean 'industry'?), Notes\n");
}

TEST_CASE("a lead has one row without a time") {
  CHECK(leads("lead,industry\nL1,a\nL1,a\nL1,b\n") ==
        "2: set L1 - industry#7=\"a\"\n"
        "3: set L1 - industry#7=\"a\"\n"
        "4: no: lead 'L1' has another row, in line 2, that says something else; "
        "a column 'at' may date them\n");
}

TEST_CASE("facts of all kinds") {
  CHECK(
      facts(
          R"({"lead":"L1","at":"2026-03-01T09:00:00Z","event":"page_view","id":17,"url":"/","seconds":2})"
          "\n"
          R"({"lead":"L1","at":"2026-03-01 09:00","set":{"industry":"a","team_size":null}})"
          "\n"
          R"({"lead":"L1","at":"2026-03-01T09:00:00Z","retract":17})"
          "\n"
          R"({"lead":"L1","at":"2026-03-01T09:00:00Z","merge":"L0"})"
          "\n"
          R"({"lead":"L1","at":"2026-03-01T09:00:00Z","unmerge":"L0"})"
          "\n"
          R"({"lead":"L1","at":"2026-03-01T09:00:00Z","erase":true})"
          "\n"
          R"({"lead":"L1","at":"2026-03-01T09:00:00Z","adjust":{"score":"s","by":-2.5,"reason":"fair","author":"me","expires":"30d"}})"
          "\n") ==
      "1: event L1 2026-03-01T09:00:00Z page_view 17 url#4=\"/\" seconds#2=2\n"
      "2: set L1 2026-03-01T01:00:00Z industry#4=\"a\" team_size#0=null\n"
      "3: retract L1 2026-03-01T09:00:00Z 17\n"
      "4: merge L1 2026-03-01T09:00:00Z L0\n"
      "5: unmerge L1 2026-03-01T09:00:00Z L0\n"
      "6: erase L1 2026-03-01T09:00:00Z\n"
      "7: adjust L1 2026-03-01T09:00:00Z s -2.5 fair me 30d\n");
}

TEST_CASE("values that none can be are missing and bad") {
  CHECK(
      facts(
          R"({"lead":"L1","at":"2026-03-01T09:00:00Z","event":"page_view","url":{"a":1},"seconds":[1]})") ==
      "1: event L1 2026-03-01T09:00:00Z page_view url#0=null seconds#0=null "
      "bad url: it is an object bad seconds: it is a list with more than texts in it\n");
}

TEST_CASE("events as CSV") {
  CHECK(facts("event,lead,at,id,url,seconds,x\npage_view, L1 ,2026-03-01 09:00,e1,/,,y\n") ==
        "2: event L1 2026-03-01T01:00:00Z page_view e1 url#7=\"/\"\n"
        "ignored columns that no event of the rules has: x\n");
  CHECK(facts("lead,at\n").ends_with("its columns are: lead, at"));
}

TEST_CASE("an empty file has no rows, whatever its kind") {
  CHECK(leads("").empty());
  CHECK(facts("\n\n").empty());
}

}  // namespace
}  // namespace leadscore::cli
