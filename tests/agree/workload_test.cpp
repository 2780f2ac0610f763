// SPDX-License-Identifier: Apache-2.0

// The workloads of the benchmarks: the same everywhere, sound as rule files, and answered by the
// reference as their own evaluator answers them.
#include "support/workload.hpp"

#include <set>

#include <leadscore/history.hpp>
#include <leadscore/ruleset.hpp>

#include "base/hash.hpp"
#include "support/catch.hpp"

namespace leadscore::workload {
namespace {

const Time kNow = parse_time("2026-03-01T00:00:00Z").value();

RuleSet load(const Workload& workload) {
  const Loaded loaded = load_rules({"workload.yaml", rule_file(workload)});
  for (const Diagnostic& diagnostic : loaded.diagnostics()) {
    UNSCOPED_INFO(render(diagnostic, loaded.source()));
  }
  REQUIRE(loaded);
  REQUIRE(loaded.diagnostics().empty());
  return loaded.value();
}

std::vector<std::int64_t> by_reference(const RuleSet& rules, const Fact& attributes) {
  History lead(rules, "L");
  CHECK(lead.apply(attributes).bad_values.empty());
  std::vector<std::int64_t> scores;
  for (const auto& [name, points] : lead.snapshot(kNow).scores) {
    scores.push_back(points ? points->count() : -1);
  }
  return scores;
}

// Two compilers gave the hashes that the test expects.
std::uint64_t hash_of(const Columns& columns) {
  std::string text;
  for (const Values& values : columns.values) {
    for (std::size_t lead = 0; lead < columns.leads; ++lead) {
      if (!values.is_known(lead)) {
        text += "-";
      } else if (!values.bits.empty()) {
        text += values.truth(lead) ? "t" : "f";
      } else if (!values.codes8.empty() || !values.codes16.empty()) {
        text += std::to_string(values.code(lead));
      } else {
        text += std::to_string(static_cast<std::int64_t>(values.number(lead) * 100));
      }
      text += ',';
    }
  }
  return stable_hash(text);
}

}  // namespace

TEST_CASE("a workload is the same for a seed, with every compiler") {
  for (const Shape shape : {Shape::scorecard, Shape::conjunctions, Shape::events}) {
    const Workload made = make_workload(7, 100, shape);
    CHECK(rule_file(made) == rule_file(make_workload(7, 100, shape)));
    CHECK(rule_file(made) != rule_file(make_workload(8, 100, shape)));
  }
  const Workload made = make_workload(7, 100, Shape::scorecard);
  CHECK(stable_hash(rule_file(made)) == 0x368808f797392842U);
  CHECK(stable_hash(rule_file(make_workload(7, 100, Shape::events))) == 0xa55ad971fcb2895cU);
  CHECK(hash_of(columns(made, 100)) == 0x3ee0c849264f635cU);
}

TEST_CASE("the leads of a small number are the first of a large one") {
  const Workload made = make_workload(3, 20, Shape::scorecard);
  const Columns few = columns(made, 50);
  const Columns many = columns(made, 1'000);
  for (std::size_t lead = 0; lead < few.leads; ++lead) {
    REQUIRE(canonical_text(attributes_of(made, few, lead, "L")) ==
            canonical_text(attributes_of(made, many, lead, "L")));
  }
}

TEST_CASE("the reference answers a workload as its own evaluator does") {
  struct Size {
    std::size_t rules, leads;
  };
  for (const Shape shape : {Shape::scorecard, Shape::conjunctions}) {
    for (const Size size : {Size{10, 60}, Size{100, 60}, Size{1'000, 20}}) {
      const Workload made = make_workload(size.rules, size.rules, shape);
      const RuleSet rules = load(made);
      const Columns leads = columns(made, size.leads);
      std::set<std::int64_t> different;
      for (std::size_t lead = 0; lead < size.leads; ++lead) {
        const auto expected = evaluate(made, leads, lead);
        CAPTURE(size.rules, lead);
        REQUIRE(by_reference(rules, attributes_of(made, leads, lead, "L")) == expected);
        different.insert(expected.back());
      }
      CHECK(different.size() > size.leads / 6);  // the answers would show a difference
    }
  }
}

TEST_CASE("large workloads and workloads with events load without a word") {
  load(make_workload(1, 10'000, Shape::scorecard));
  load(make_workload(1, 2'000, Shape::conjunctions));
  load(make_workload(1, 10, Shape::events));
  const Workload made = make_workload(1, 1'000, Shape::events);
  History lead(load(made), "L1");
  for (const Fact& fact : events_of(made, "L1", 100, kNow)) {
    const Applied applied = lead.apply(fact);
    CHECK(applied.bad_values.empty());
    CHECK(applied.status == Applied::Status::applied);
  }
  CHECK(lead.snapshot(kNow + std::chrono::hours(24 * 365)).scores.size() == 4);
}

TEST_CASE("a choice stands for what a group of rules gives") {
  Item item;
  item.combine = Item::Combine::max;
  for (const std::int64_t points : {5'000, 20'000, -3'000})
    item.rules.push_back({"r", {}, points, {}});
  const auto places = [](const Sum& sum) {
    std::vector<std::int64_t> points;
    for (const Choice& choice : sum.choices) {
      for (const Case& one : choice) points.push_back(one.points);
    }
    return points;
  };
  CHECK(places(sum_of(item)) == std::vector<std::int64_t>{20'000, 5'000, -3'000});
  item.combine = Item::Combine::min;
  CHECK(places(sum_of(item)) == std::vector<std::int64_t>{-3'000, 5'000, 20'000});
  item.combine = Item::Combine::first;
  CHECK(places(sum_of(item)) == std::vector<std::int64_t>{5'000, 20'000, -3'000});
  CHECK(sum_of(item).choices.size() == 1);
  item.combine = Item::Combine::sum;
  item.cap = 10'000;
  CHECK(sum_of(item).choices.size() == 3);
  CHECK(sum_of(item).cap == 10'000);
}

}  // namespace leadscore::workload
