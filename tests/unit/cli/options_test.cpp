// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "support/catch.hpp"

namespace leadscore::cli {
namespace {

std::variant<Options, Exit> parsed(std::vector<const char*> words) {
  words.insert(words.begin(), "leadscore");
  return parse_options(static_cast<int>(words.size()), words.data());
}

Options options_of(std::vector<const char*> words) {
  auto result = parsed(std::move(words));
  REQUIRE(std::holds_alternative<Options>(result));
  return std::get<Options>(std::move(result));
}

std::string problem_of(std::vector<const char*> words) {
  const auto result = parsed(std::move(words));
  REQUIRE(std::holds_alternative<Exit>(result));
  CHECK(std::get<Exit>(result).status == 2);
  const std::string& text = std::get<Exit>(result).text;
  return text.substr(0, text.find('\n'));
}

TEST_CASE("options of score") {
  const Options options = options_of({"score",
                                      "--missing",
                                      "Select",
                                      "--missing",
                                      "-",
                                      "r.yaml",
                                      "--leads",
                                      "l.csv",
                                      "--facts",
                                      "a",
                                      "--facts",
                                      "b",
                                      "--map",
                                      "Company = name=company",
                                      "--lead-column",
                                      "Lead Number",
                                      "--at",
                                      "2026-03-01",
                                      "--format",
                                      "csv",
                                      "--threads",
                                      "3",
                                      "--quiet",
                                      "--out",
                                      "o",
                                      "--rejects",
                                      "x"});
  CHECK(options.command == Command::score);
  CHECK(options.rules == std::vector<std::string>{"r.yaml"});
  CHECK(options.leads == "l.csv");
  CHECK(options.facts == std::vector<std::string>{"a", "b"});
  CHECK(options.columns.missing == std::vector<std::string>{"Select", "-"});
  REQUIRE(options.columns.renamed.size() == 1);
  CHECK(options.columns.renamed[0].first == "Company = name");
  CHECK(options.columns.renamed[0].second == "company");
  CHECK(options.columns.lead == "Lead Number");
  CHECK(options.at == "2026-03-01");
  CHECK(options.format == Format::csv);
  CHECK(options.threads == 3);
  CHECK(options.quiet);
  CHECK(options.out == "o");
  CHECK(options.rejects == "x");
}

TEST_CASE("options of the other commands") {
  CHECK(options_of({"replay", "r", "--facts", "-", "--until", "x", "--backfill-until", "y"})
            .backfill_until == "y");
  const Options explain =
      options_of({"explain", "r", "--lead", "L1", "--facts", "f", "--why-not", "mql", "--when"});
  CHECK(explain.lead == "L1");
  CHECK(explain.why_not == "mql");
  CHECK(explain.when);
  CHECK(options_of({"check", "a", "b", "--format", "json"}).rules.size() == 2);
  CHECK(options_of({"check", "a", "--format", "sarif"}).format == Format::sarif);
  const Options test = options_of({"test", "a", "b", "--junit", "j.xml", "--coverage"});
  CHECK(test.rules.size() == 2);
  CHECK(test.junit == "j.xml");
  CHECK(test.coverage);
  CHECK(options_of({"schema"}).command == Command::schema);
  CHECK(options_of({"schema", "--out", "s.json"}).out == "s.json");
}

TEST_CASE("wrong usage is told in a line") {
  CHECK(problem_of({}) ==
        "leadscore: error: a command is needed: score, replay, explain, check, test or schema");
  CHECK(problem_of({"scor", "r"}) ==
        "leadscore: error: unknown command 'scor'; did you mean 'score'?");
  CHECK(problem_of({"diff", "a", "b"}) ==
        "leadscore: error: unknown command 'diff'; there are score, replay, explain, check, test "
        "and schema");
  CHECK(problem_of({"score"}) == "leadscore: error: RULES is required");
  CHECK(problem_of({"score", "r"}) == "leadscore: error: --leads or --facts is required");
  CHECK(problem_of({"replay", "r", "--leads", "l"}) == "leadscore: error: --facts is required");
  CHECK(problem_of({"explain", "r", "--facts", "f"}) == "leadscore: error: --lead is required");
  CHECK(problem_of({"score", "r", "--facts", "-", "--leads", "-"}) ==
        "leadscore: error: standard input (-) can be read only once");
  CHECK(problem_of({"score", "r", "--facts", "f", "--map", "a"}) ==
        "leadscore: error: --map is written COLUMN=ATTRIBUTE");
  CHECK(problem_of({"score", "r", "--facts", "f", "--format", "sarif"}) ==
        "leadscore: error: --format is one of table, json, csv");
  CHECK(problem_of({"check", "a", "b", "--format", "sarif"}) ==
        "leadscore: error: --format sarif takes one rule file");
  CHECK(problem_of({"score", "r", "--facts", "f", "g"}) ==
        "leadscore: error: unexpected argument 'g'");
  CHECK(problem_of({"score", "r", "--facts", "f", "--thread", "2"}) ==
        "leadscore: error: unknown option '--thread'; did you mean '--threads'?");
  CHECK(problem_of({"score", "--frmat=json", "r", "--facts", "f"}) ==
        "leadscore: error: unknown option '--frmat=json'; did you mean '--format'?");
  CHECK(problem_of({"schema", "r"}) == "leadscore: error: unexpected argument 'r'");
  CHECK(problem_of({"check", "-x", "r"}) == "leadscore: error: unknown option '-x'");
}

TEST_CASE("help and version end well, every command shows an example") {
  for (const char* command : {"score", "replay", "explain", "check", "test", "schema"}) {
    const auto result = parsed({command, "--help"});
    REQUIRE(std::holds_alternative<Exit>(result));
    CHECK(std::get<Exit>(result).status == 0);
    CHECK(std::get<Exit>(result).text.find(std::string("Example:\n  leadscore ") + command) !=
          std::string::npos);
  }
  const auto version = parsed({"--version"});
  CHECK(std::get<Exit>(version).text == "leadscore " LEADSCORE_VERSION "\n");
}

}  // namespace
}  // namespace leadscore::cli
