// SPDX-License-Identifier: Apache-2.0

// Rule sets and columns of leads to measure with, from a seed: as a rule file, as plain data that
// other engines are given the same rules from, and with an evaluator that shares nothing with the
// library.
//
// The same seed gives the same rules and leads with every compiler. The first leads of a large
// number are those of a small one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <leadscore/fact.hpp>
#include <leadscore/ruleset.hpp>
#include <leadscore/time.hpp>

namespace leadscore::workload {

enum class Shape : std::uint8_t {
  scorecard,     // 22 attributes; rules of one or two of them, tables, groups
  conjunctions,  // 40 attributes; one to three tests that must all hold
  events,        // a scorecard, and as many event rules; neither columns() nor evaluate() has these
};

struct Attribute {
  enum class Type : std::uint8_t { integer, number, boolean, text };

  std::string name;
  Type type = Type::integer;
  int missing_percent = 0;
  int digits = 0;         // of the largest numbers, before the point
  bool negative = false;  // some of the numbers are
  int true_percent = 50;
  std::vector<std::string> texts;  // most frequent first; folding leaves them alone
  std::vector<double> cuts;        // what numbers are compared with, most used first
};

struct Condition {
  enum class Kind : std::uint8_t {
    at_least,
    above,
    below,
    at_most,
    equal,
    between,   // low and high belong
    is_true,   // of a boolean
    one_of,    // a text is one of `texts`
    contains,  // a text contains `part`
    all,
    any,
    no,
  };

  Kind kind = Kind::all;
  std::size_t attribute = 0;
  double low = 0;   // the only bound but of `between`
  double high = 0;  // of `between`
  std::vector<std::size_t> texts{};
  std::string part{};
  std::vector<Condition> parts{};  // of `all`, `any`, `no`
};

// What the first row that holds gives, or `otherwise` where the attribute is known and none does.
struct Table {
  struct Row {
    Condition when;
    std::int64_t points = 0;
  };
  std::size_t by = 0;
  std::vector<Row> rows;
  std::int64_t otherwise = 0;
  std::int64_t unknown = 0;
};

// Points are thousandths here.
struct Rule {
  std::string name;
  Condition when;
  std::int64_t points = 0;
  std::optional<Table> table;  // then neither `when` nor `points` counts
};

struct Item {
  enum class Combine : std::uint8_t { one, sum, first, max, min };
  Combine combine = Combine::one;
  std::string name;      // of a group
  std::int64_t cap = 0;  // of `sum`: the most that it gives; above 0
  std::vector<Rule> rules;
};

struct Score {
  std::string name;
  std::optional<std::pair<std::int64_t, std::int64_t>> bounds;
  std::vector<Item> items;
};

struct Workload {
  std::uint64_t seed = 0;
  Shape shape = Shape::scorecard;
  std::vector<Attribute> attributes;
  std::vector<Score> scores;             // `total`, their sum, follows them
  std::vector<std::string> event_rules;  // of the score `engagement`, as YAML
};

// Every rule counts, those in groups and of events too.
[[nodiscard]] Workload make_workload(std::uint64_t seed, std::size_t rules, Shape shape);

[[nodiscard]] std::string rule_file(const Workload& workload);
// That file, loaded.
[[nodiscard]] RuleSet rule_set(const Workload& workload);

// The values of one attribute: one of the vectors is filled.
struct Values {
  std::vector<std::int64_t> integers;
  std::vector<double> numbers;
  std::vector<std::uint8_t> bits;    // of booleans, the lowest of a byte first
  std::vector<std::uint8_t> codes8;  // places in Attribute::texts, where these are at most 256
  std::vector<std::uint16_t> codes16;
  std::vector<std::uint8_t> known;  // bits; empty: all are

  [[nodiscard]] bool is_known(std::size_t lead) const {
    return known.empty() || ((known[lead / 8] >> (lead % 8)) & 1U) != 0;
  }
  [[nodiscard]] bool truth(std::size_t lead) const {
    return ((bits[lead / 8] >> (lead % 8)) & 1U) != 0;
  }
  [[nodiscard]] std::size_t code(std::size_t lead) const {
    return codes8.empty() ? codes16[lead] : codes8[lead];
  }
  [[nodiscard]] double number(std::size_t lead) const {
    return integers.empty() ? numbers[lead] : static_cast<double>(integers[lead]);
  }
};

struct Columns {
  std::size_t leads = 0;
  std::vector<Values> values;  // by attribute
};

[[nodiscard]] Columns columns(const Workload& workload, std::size_t leads);

// The scores of a lead in the order of the file, `total` last.
[[nodiscard]] std::vector<std::int64_t> evaluate(const Workload& workload, const Columns& columns,
                                                 std::size_t lead);

// What is known of a lead, as a fact without a time.
[[nodiscard]] Fact attributes_of(const Workload& workload, const Columns& columns, std::size_t lead,
                                 const std::string& name);

// The name of a lead and so many events of its own, minutes to days apart.
[[nodiscard]] std::vector<Fact> events_of(const Workload& workload, const std::string& lead,
                                          std::size_t count, Time start);

// For other engines: of the cases of a choice the first whose condition holds gives its points.
struct Case {
  Condition when;
  bool unknown = false;  // instead of `when`: nothing is known of the attribute when.attribute
  bool known = false;    // instead of `when`: something is
  std::int64_t points = 0;
};
using Choice = std::vector<Case>;

// A sum of choices, and at most `cap` where there is one.
struct Sum {
  std::vector<Choice> choices;
  std::optional<std::int64_t> cap;
};
[[nodiscard]] Sum sum_of(const Item& item);

}  // namespace leadscore::workload
