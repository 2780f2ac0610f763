// SPDX-License-Identifier: Apache-2.0

// Edges of batches: block sizes, columns of nothing, large dictionaries, large points.
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <leadscore/batch.hpp>
#include <leadscore/ruleset.hpp>

#include "support/catch.hpp"

namespace leadscore {
namespace {

RuleSet rules_of(const std::string& text) {
  const Loaded loaded = load_rules({"rules.yaml", text});
  for (const auto& diagnostic : loaded.diagnostics()) UNSCOPED_INFO(diagnostic.message);
  REQUIRE(loaded);
  return loaded.value();
}

// Each score of each lead, on every target; all must be the same.
std::vector<std::vector<std::int64_t>> scored(const BatchScorer& scorer, const Batch& batch,
                                              unsigned threads = 1) {
  std::vector<std::vector<std::int64_t>> first;
  for (const std::string& target : BatchScorer::targets()) {
    BatchOptions options;
    options.target = target;
    options.threads = threads;
    std::vector<std::vector<std::int64_t>> now;
    for (auto& score : scorer.score(batch, options).scores) now.push_back(score.thousandths);
    CAPTURE(target);
    if (first.empty()) first = now;
    REQUIRE(now == first);
  }
  return first;
}

std::vector<std::uint8_t> bits_of(const std::vector<bool>& truths) {
  std::vector<std::uint8_t> bytes((truths.size() + 7) / 8);
  for (std::size_t i = 0; i < truths.size(); ++i) {
    if (truths[i]) bytes[i / 8] |= static_cast<std::uint8_t>(1U << (i % 8));
  }
  return bytes;
}

}  // namespace

TEST_CASE("the targets of this machine end with plain C++") {
  const auto targets = BatchScorer::targets();
  REQUIRE(!targets.empty());
  CHECK(targets.back() == "scalar");
}

TEST_CASE("blocks of all sizes: no lead is lost or changed at their edges") {
  const RuleSet rules = rules_of(R"(leadscore: 1
attributes: {n: integer, x: number, b: boolean}
scores:
  s:
    rules:
      - {rule: a, when: n >= 10, points: 1}
      - {rule: b, when: n >= 10 and x < 0.5, points: 2.5}
      - {rule: c, when: b or x is unknown, points: -4}
      - {rule: d, when: n between 3 and 5 and b, points: 100}
)");
  const BatchScorer scorer(rules);
  for (const std::size_t leads : {0U, 1U, 7U, 63U, 64U, 65U, 127U, 128U, 129U, 255U, 256U, 257U,
                                  511U, 512U, 513U, 1023U, 1024U, 1025U, 40'000U}) {
    CAPTURE(leads);
    std::vector<std::int64_t> n(leads);
    std::vector<double> x(leads);
    std::vector<bool> b(leads), known(leads);
    std::vector<std::int64_t> expected(leads);
    for (std::size_t i = 0; i < leads; ++i) {
      n[i] = static_cast<std::int64_t>(i % 17);
      x[i] = i % 5 == 0 ? std::numeric_limits<double>::quiet_NaN() : (i % 3 == 0 ? 0.25 : 0.5);
      b[i] = i % 2 == 0;
      known[i] = i % 7 != 0;
      const bool x_known = i % 5 != 0 && known[i];
      expected[i] = (n[i] >= 10 ? 1000 : 0) + (n[i] >= 10 && x_known && x[i] < 0.5 ? 2500 : 0) +
                    (b[i] || !x_known ? -4000 : 0) + (n[i] >= 3 && n[i] <= 5 && b[i] ? 100'000 : 0);
    }
    const auto b_bits = bits_of(b);
    const auto known_bits = bits_of(known);
    Batch batch(scorer, leads);
    REQUIRE(!batch.set(0, Column::of(std::span<const std::int64_t>(n))));
    REQUIRE(!batch.set(1, Column::of(std::span<const double>(x), {known_bits.data(), 0})));
    REQUIRE(!batch.set(2, Column::of_bits({b_bits.data(), 0}, leads)));
    CHECK(scored(scorer, batch)[0] == expected);
    CHECK(scored(scorer, batch, 3)[0] == expected);
  }
}

TEST_CASE("bits may begin anywhere in a byte") {
  const RuleSet rules = rules_of(R"(leadscore: 1
attributes: {b: boolean}
scores: {s: {rules: [{rule: yes, when: b, points: 1}, {rule: none, when: b is unknown, points: 10}]}}
)");
  const BatchScorer scorer(rules);
  std::vector<bool> truths(700), known(700);
  for (std::size_t i = 0; i < 700; ++i) {
    truths[i] = i % 3 == 0;
    known[i] = i % 4 != 1;
  }
  const auto truth_bits = bits_of(truths);
  const auto known_bits = bits_of(known);
  for (const std::size_t from : {0U, 1U, 5U, 8U, 13U}) {
    constexpr std::size_t kLeads = 600;
    Batch batch(scorer, kLeads);
    REQUIRE(!batch.set(
        0, Column::of_bits({truth_bits.data(), from}, kLeads, {known_bits.data(), from + 1})));
    const auto scores = scored(scorer, batch)[0];
    for (std::size_t i = 0; i < kLeads; ++i) {
      const bool is_known = known[from + 1 + i];
      REQUIRE(scores[i] == (is_known ? (truths[from + i] ? 1000 : 0) : 10'000));
    }
  }
}

TEST_CASE("numbers beyond all cuts, and those that are none") {
  const RuleSet rules = rules_of(R"(leadscore: 1
attributes: {n: integer, x: number}
scores:
  of n: {rules: [{rule: a, when: n > 9223372036854775806, points: 1}, {rule: b, when: n < -5, points: 2},
              {rule: u, when: n is unknown, points: 4}]}
  of x: {rules: [{rule: d, when: x > 0, points: 1}, {rule: e, when: x >= 0, points: 2},
                 {rule: f, when: x < 0, points: 4}, {rule: v, when: x is unknown, points: 8}]}
)");
  const BatchScorer scorer(rules);
  const auto most = std::numeric_limits<std::int64_t>::max();
  const std::vector<std::int64_t> n = {most, most - 1, -6, -5, -most - 1, 0};
  const double infinite = std::numeric_limits<double>::infinity();
  const std::vector<double> x = {
      -0.0, std::numeric_limits<double>::denorm_min(), -1e308, infinite, std::nan(""), 1e308};
  Batch batch(scorer, n.size());
  REQUIRE(!batch.set(0, Column::of(std::span<const std::int64_t>(n))));
  REQUIRE(!batch.set(1, Column::of(std::span<const double>(x))));
  const auto scores = scored(scorer, batch);
  CHECK(scores[0] == std::vector<std::int64_t>{1000, 0, 2000, 0, 2000, 0});
  CHECK(scores[1] == std::vector<std::int64_t>{2000, 3000, 4000, 8000, 8000, 3000});
  // Nothing is known.
  const Batch empty(scorer, 3);
  CHECK(scored(scorer, empty) ==
        std::vector<std::vector<std::int64_t>>{{4000, 4000, 4000}, {8000, 8000, 8000}});
}

TEST_CASE("dictionaries of one to seventy thousand texts, and codes beyond them") {
  const RuleSet rules = rules_of(R"(leadscore: 1
attributes: {t: text, o: text}
scores:
  s:
    rules:
      - {rule: few, when: 't in ["t1", "T2 ", "t69999"]', points: 1}
      - {rule: nines, when: t contains "99", points: 10}
      - {rule: none, when: t is unknown, points: 100}
      - {rule: both, when: 't contains "7" and o == "a"', points: 1000}
)");
  const BatchScorer scorer(rules);
  const std::vector<std::string_view> other = {"a", "b"};
  const Dictionary others = scorer.dictionary(1, other);
  for (const std::size_t size : {1U, 2U, 16U, 17U, 255U, 256U, 257U, 70'000U}) {
    CAPTURE(size);
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < size; ++i) texts.push_back("t" + std::to_string(i));
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    const Dictionary dictionary = scorer.dictionary(0, views);
    REQUIRE(dictionary.size() == size);
    const std::size_t leads = size + 40;  // the last forty are beyond
    std::vector<std::uint32_t> codes(leads);
    std::vector<std::uint8_t> second(leads);
    std::vector<std::int64_t> expected(leads);
    for (std::size_t i = 0; i < leads; ++i) {
      codes[i] = static_cast<std::uint32_t>(i);
      second[i] = static_cast<std::uint8_t>(i % 3);
      if (i >= size) {
        expected[i] = 100'000;
        continue;
      }
      const std::string& text = texts[i];
      expected[i] = (text == "t1" || text == "t2" || text == "t69999" ? 1000 : 0) +
                    (text.find("99") != std::string::npos ? 10'000 : 0) +
                    (text.find('7') != std::string::npos && i % 3 == 0 ? 1'000'000 : 0);
    }
    Batch batch(scorer, leads);
    REQUIRE(!batch.set(0, Column::of(std::span<const std::uint32_t>(codes), dictionary)));
    REQUIRE(!batch.set(1, Column::of(std::span<const std::uint8_t>(second), others)));
    const auto scores = scored(scorer, batch)[0];
    CHECK(scores == expected);
    if (size > 255) continue;
    const std::vector<std::uint8_t> narrow(codes.begin(), codes.end());
    REQUIRE(!batch.set(0, Column::of(std::span<const std::uint8_t>(narrow), dictionary)));
    if (leads < 256) CHECK(scored(scorer, batch)[0] == expected);
  }
}

TEST_CASE("points from one thousandth to a thousand million, up and down") {
  const RuleSet rules = rules_of(R"(leadscore: 1
attributes: {n: integer, m: integer}
scores:
  wide:
    rules:
      - {rule: a, when: n > 0 and m > 0, points: 1000000000}
      - {rule: b, when: n > 1 and m > 0, points: -1000000000}
      - {rule: c, when: n > 2 and m > 0, points: 0.001}
      - {rule: d, when: n > 3 and m > 1, points: -0.001}
      - {rule: e, when: n > 4, points: -999999999.999}
      - {rule: f, when: n > 4 and m > 2, points: -1000000000}
  even: {rules: [{rule: g, when: n > 0, points: 1000000000}, {rule: h, when: n > 1 and m > 0, points: 1000000000}]}
  group:
    rules:
      - {group: g, max: 3, min: -2, rules: [{rule: i, when: n > 0, points: 2}, {rule: j, when: m > 0, points: 2},
                                            {rule: k, when: n > 2 and m > 1, points: -7}]}
      - {group: h, min: 1, rules: [{rule: l, when: n > 1, points: -5}, {rule: o, when: m > 2, points: 4}]}
)");
  const BatchScorer scorer(rules);
  std::vector<std::int64_t> n, m;
  std::vector<std::vector<std::int64_t>> expected(3);
  constexpr std::int64_t kMost = Points::kMostThousandths;
  for (std::int64_t i = 0; i < 8; ++i) {
    for (std::int64_t j = 0; j < 5; ++j) {
      n.push_back(i);
      m.push_back(j);
      const std::int64_t wide = (i > 0 && j > 0 ? kMost : 0) - (i > 1 && j > 0 ? kMost : 0) +
                                (i > 2 && j > 0 ? 1 : 0) - (i > 3 && j > 1 ? 1 : 0) -
                                (i > 4 ? kMost - 1 : 0) - (i > 4 && j > 2 ? kMost : 0);
      expected[0].push_back(Points::thousandths(wide).saturated().count());
      const std::int64_t even = (i > 0 ? kMost : 0) + (i > 1 && j > 0 ? kMost : 0);
      expected[1].push_back(std::min(even, kMost));
      const std::int64_t g = (i > 0 ? 2 : 0) + (j > 0 ? 2 : 0) - (i > 2 && j > 1 ? 7 : 0);
      const std::int64_t h = (i > 1 ? -5 : 0) + (j > 2 ? 4 : 0);
      const bool holds = i > 1 || j > 2;  // else the bounds do not count
      expected[2].push_back(
          1000 * (std::clamp<std::int64_t>(g, -2, 3) + (holds ? std::max<std::int64_t>(h, 1) : 0)));
    }
  }
  Batch batch(scorer, n.size());
  REQUIRE(!batch.set(0, Column::of(std::span<const std::int64_t>(n))));
  REQUIRE(!batch.set(1, Column::of(std::span<const std::int64_t>(m))));
  CHECK(scored(scorer, batch) == expected);
}

TEST_CASE("thousands of rules over a few attributes: counts of more than sixteen bits") {
  std::string text =
      "leadscore: 1\nattributes: {n: integer, m: integer}\nscores:\n  s:\n    rules:\n";
  for (int i = 0; i < 3000; ++i) {
    text += "      - {rule: r" + std::to_string(i) + ", when: n > " + std::to_string(i % 700) +
            " and m > " + std::to_string(i % 11) + ", points: " + std::to_string(1 + i % 90) +
            "}\n";
  }
  const BatchScorer scorer(rules_of(text));
  std::vector<std::int64_t> n, m, expected;
  for (std::int64_t i = 0; i < 600; ++i) {
    n.push_back(i * 2);
    m.push_back(i % 13);
    std::int64_t sum = 0;
    for (std::int64_t r = 0; r < 3000; ++r) {
      if (n.back() > r % 700 && m.back() > r % 11) sum += 1000 * (1 + r % 90);
    }
    expected.push_back(sum);
  }
  Batch batch(scorer, n.size());
  REQUIRE(!batch.set(0, Column::of(std::span<const std::int64_t>(n))));
  REQUIRE(!batch.set(1, Column::of(std::span<const std::int64_t>(m))));
  CHECK(scored(scorer, batch)[0] == expected);
}

TEST_CASE("columns that do not fit are refused") {
  const RuleSet rules = rules_of(R"(leadscore: 1
attributes: {n: integer, t: text, u: text}
scores: {s: {rules: [{rule: a, when: 'n > 1 and t == "x" and u == "x"', points: 1}]}}
)");
  const BatchScorer scorer(rules);
  const std::vector<double> numbers = {1};
  const std::vector<std::int64_t> integers = {1, 2};
  const std::vector<std::uint8_t> codes = {0};
  const std::vector<std::string_view> texts = {"x"};
  Batch batch(scorer, 1);
  CHECK(batch.set(0, Column::of(std::span<const double>(numbers))) == "input 'n' takes integers");
  CHECK(batch.set(0, Column::of(std::span<const std::int64_t>(integers))) ==
        "input 'n': the column has 2 values, the batch has 1 leads");
  CHECK(batch.set(1, Column::of(std::span<const std::uint8_t>(codes), {})) ==
        "input 't': the dictionary was made for another input");
  CHECK(
      batch.set(1, Column::of(std::span<const std::uint8_t>(codes), scorer.dictionary(2, texts))) ==
      "input 't': the dictionary was made for another input");
  CHECK(
      !batch.set(1, Column::of(std::span<const std::uint8_t>(codes), scorer.dictionary(1, texts))));
}

TEST_CASE("fired says of each rule whether it counts") {
  const RuleSet rules = rules_of(R"(leadscore: 1
attributes: {n: integer, m: integer}
events: {visit: {}}
scores:
  s:
    rules:
      - {rule: a, when: n > 1 and m > 1, points: 1}
      - {rule: b, by: n, points: {"< 5": 1}}
      - {rule: c, when: m > 1, points: n / 2}
      - {rule: d, event: visit, points: 3}
)");
  const BatchScorer scorer(rules);
  const std::vector<std::int64_t> n = {0, 2, 2}, m = {2, 2, 0};
  const std::vector<std::uint8_t> known = {0b110};
  const std::vector<std::int64_t> earned = {3000, 6000, 0};
  Batch batch(scorer, 3);
  REQUIRE(!batch.set(*scorer.input("n"),
                     Column::of(std::span<const std::int64_t>(n), {known.data(), 0})));
  REQUIRE(!batch.set(*scorer.input("m"), Column::of(std::span<const std::int64_t>(m))));
  REQUIRE(!batch.set(*scorer.input("d"),
                     Column::of(std::span<const std::int64_t>(earned), {known.data(), 0})));
  BatchOptions options;
  options.fired = true;
  const BatchScores scores = scorer.score(batch, options);
  CHECK(scores.fired[0][0] == 0b010U);
  CHECK(scores.fired[1][0] == 0b111U);  // a table holds, whatever it gives
  CHECK(scores.fired[2][0] == 0b010U);  // the first has no value
  CHECK(scores.fired[3][0] == 0b110U);
  CHECK(scores.scores[0].thousandths ==
        std::vector<std::int64_t>{0, 1000 + 1000 + 1000 + 6000, 1000});
}

}  // namespace leadscore
