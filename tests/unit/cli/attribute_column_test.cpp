// SPDX-License-Identifier: Apache-2.0
#include "cli/attribute_column.hpp"

#include <string>
#include <vector>

#include <leadscore/ruleset.hpp>

#include "cli/text_hash.hpp"
#include "expr/datum.hpp"
#include "model/convert.hpp"
#include "support/catch.hpp"

namespace leadscore::cli {
namespace {

RuleSet rules() {
  const Loaded loaded = load_rules({"rules.yaml", R"(
leadscore: 1
timezone: Asia/Shanghai
attributes:
  note: text
  kind: {type: text, one_of: [Ab, cd]}
  count: integer
  few: {type: integer, one_of: [1, 2]}
  share: number
  flag: boolean
  day: time
  tools: list
scores: {s: {rules: [{rule: noted, when: note == "x", points: 1}]}}
)"});
  REQUIRE(loaded);
  return loaded.value();
}

std::string printed(const expr::Datum& datum) {
  return datum.text ? '"' + datum.text->written + '"' : expr::print(datum);
}

// `value` or `value!problem`.
std::string added(AttributeColumn& column, std::size_t lead, std::string_view cell) {
  const std::uint64_t hash = text_hash(cell);
  const auto problems = column.add({{&cell, 1}, {&hash, 1}, {&lead, 1}});
  return printed(column.value(lead)) + (problems.empty() ? "" : '!' + problems.front().text);
}

}  // namespace

TEST_CASE("a column reads cells as the converter does") {
  const RuleSet loaded = rules();
  const model::Model& model = loaded.model();
  const std::vector<std::string> cells = {"a",
                                          " Ab ",
                                          "AB",
                                          "x",
                                          "12",
                                          "-12",
                                          "12.0",
                                          "012",
                                          "1",
                                          "3",
                                          "1e3",
                                          "+1",
                                          ".5",
                                          "1e999",
                                          "nan",
                                          "9223372036854775807",
                                          "9223372036854775808",
                                          "999999999999999999",
                                          "-9223372036854775808",
                                          "YES",
                                          "no",
                                          "tRuE",
                                          "ｙｅｓ",
                                          "01",
                                          "0",
                                          "truely",
                                          "2026-03-01",
                                          "2026-03-01T09:00:00Z",
                                          "2026-02-30",
                                          "9999-12-31T23:00:00-12:00",
                                          "a;b",
                                          " ; a ;; ",
                                          ";",
                                          "\xff",
                                          "\xe3\x80\x80",
                                          "\xe3\x80\x80"
                                          "12"};
  for (const model::Field& field : model.attributes) {
    AttributeColumn column(field, model.zone);
    std::size_t lead = 0;
    for (const std::string& cell : cells) {
      const model::Converted wanted = model::convert(field, Cell{cell}, model.zone);
      INFO(field.name << " of " << cell);
      // The second time its text is known.
      for (int time = 0; time < 2; ++time) {
        CHECK(added(column, lead++, cell) ==
              printed(wanted.datum) + (wanted.problem.empty() ? "" : '!' + wanted.problem));
      }
    }
  }
}

TEST_CASE("leads that are left out are missing, in every block") {
  const RuleSet loaded = rules();
  const model::Model& model = loaded.model();
  const BatchScorer scorer(loaded);
  constexpr std::size_t kBlock = AttributeColumn::kBlock;
  AttributeColumn counts(model.attributes[2], model.zone);
  AttributeColumn notes(model.attributes[0], model.zone);
  for (const std::size_t lead : {std::size_t{1}, kBlock - 1, kBlock, 3 * kBlock + 2}) {
    CHECK(added(counts, lead, std::to_string(lead)) == std::to_string(lead));
    CHECK(added(notes, lead, "w" + std::to_string(lead)) == "\"w" + std::to_string(lead) + '"');
  }
  CHECK(printed(counts.value(0)) == "missing");
  CHECK(printed(counts.value(2 * kBlock + 5)) == "missing");
  CHECK(printed(notes.value(9 * kBlock)) == "missing");
  const leadscore::Column first = counts.block(0, kBlock);
  CHECK(first.size() == kBlock);
  CHECK(first.known()[1]);
  CHECK_FALSE(first.known()[2]);
  CHECK(first.known()[kBlock - 1]);
  CHECK(counts.block(3, 7).size() == 7);
  CHECK_FALSE(counts.block(3, 7).known()[6]);
  CHECK(counts.block(4, 7).layout() == leadscore::Column::Layout::none);
  notes.bind(scorer, *scorer.input("note"));
  CHECK(notes.block(2, kBlock).size() == kBlock);
}

TEST_CASE("of two values of a lead the later counts") {
  const RuleSet loaded = rules();
  AttributeColumn column(loaded.model().attributes[2], loaded.model().zone);
  column.put(3, expr::Datum::of(std::int64_t{5}));
  CHECK(printed(column.value(3)) == "5");
  column.put(3, {});
  CHECK(printed(column.value(3)) == "missing");
  AttributeColumn lists(loaded.model().attributes[7], loaded.model().zone);
  const auto list_of = [](const std::vector<std::string>& items) {
    std::vector<expr::TextPtr> texts;
    for (const std::string& item : items) texts.push_back(std::make_shared<expr::Text>(item));
    return expr::Datum::of(std::make_shared<const std::vector<expr::TextPtr>>(texts));
  };
  lists.put(0, list_of({"a;b"}));
  lists.put(1, list_of({"a", "b"}));
  lists.put(2, list_of({}));
  lists.put(4, list_of({"a;b"}));
  CHECK(printed(lists.value(0)) == "[\"a;b\"]");
  CHECK(printed(lists.value(1)) == "[\"a\", \"b\"]");
  CHECK(printed(lists.value(2)) == "[]");
  const leadscore::Column block = lists.block(0, 5);
  REQUIRE(block.layout() == leadscore::Column::Layout::lists);
  const auto* offsets = static_cast<const std::int32_t*>(block.values());
  CHECK(std::vector<std::int32_t>(offsets, offsets + 6) ==
        std::vector<std::int32_t>{0, 1, 3, 3, 3, 4});
  CHECK(block.known()[2]);
  CHECK_FALSE(block.known()[3]);
}

}  // namespace leadscore::cli
