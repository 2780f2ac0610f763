// SPDX-License-Identifier: Apache-2.0

// What is hard for a row: many rules over several attributes at once, long chains of rules that
// leave each other out, and texts that no rule names: long ones, odd ones, those that are not
// UTF-8. A row says of each lead what the reference evaluator says.
#include <string>
#include <vector>

#include <leadscore/population.hpp>
#include <leadscore/row.hpp>

#include "support/catch.hpp"
#include "support/dice.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

using support::Dice;

const std::vector<std::string> kTexts = {"title", "code", "place", "kind"};
const std::vector<std::string> kNumbers = {"n0", "n1", "n2", "n3", "n4", "x0", "x1"};
const std::vector<std::string> kTruths = {"b0", "b1"};

const std::vector<std::string>& parts() {
  static const std::vector<std::string> all = {"head",
                                               "Sales",
                                               "sale",
                                               "STRASSE",
                                               "straße",
                                               "上海",
                                               "海",
                                               "Café",
                                               "ＧＯ",
                                               "go",
                                               "x",
                                               "of",
                                               "a part that is longer than all short texts are",
                                               "ﬁnance",
                                               "e\u0301",
                                               "北京 west"};
  return all;
}

// --- rules ---

class Writer {
 public:
  explicit Writer(Dice& dice) : dice_(dice) {}

  std::string file(std::size_t rules) {
    out_ = "leadscore: 1\nattributes:\n  title: text\n  code: {type: text, exact: true}\n";
    out_ += "  place: {type: text, default: sales west}\n";
    out_ += "  kind: {type: text, one_of: [head, go, 上海]}\n";
    for (const std::string& name : kNumbers) {
      out_ += "  " + name + (name[0] == 'n' ? ": integer\n" : ": number\n");
    }
    for (const std::string& name : kTruths) out_ += "  " + name + ": boolean\n";
    out_ += "exclude: title contains \"go\" and n0 == 3\nscores:\n  one:\n    rules:\n";
    for (std::size_t i = 0; i < rules; ++i) item("      ", i % 7 == 6);
    out_ += "  two:\n    min: -20\n    max: 60\n    rules:\n";
    for (std::size_t i = 0; i < rules / 8 + 2; ++i) item("      ", i % 2 == 1);
    out_ += "  total: one + two\nsignals:\n  hot: {when: 'total >= 20 and " + condition(1) + "'}\n";
    return std::move(out_);
  }

 private:
  void item(const std::string& indent, bool group) {
    if (!group) return rule(indent);
    out_ += indent + "- group: g" + std::to_string(next_++) + "\n";
    const std::string combine = dice_.word({"sum", "first", "first", "max", "min"});
    out_ += indent + "  combine: " + combine + "\n";
    if (dice_.percent(40)) out_ += indent + "  max: " + std::to_string(dice_.between(-3, 9)) + "\n";
    if (dice_.percent(30)) out_ += indent + "  when: '" + condition(1) + "'\n";
    out_ += indent + "  rules:\n";
    const int count = dice_.between(1, dice_.percent(10) ? 12 : 4);
    for (int i = 0; i < count; ++i) rule(indent + "    ");
  }
  void rule(const std::string& indent) {
    out_ += indent + "- {rule: r" + std::to_string(next_++) + ", when: '" + condition(2) +
            "', points: " + std::to_string(dice_.between(-9, 9)) + dice_.word({"", ".5", ".125"}) +
            "}\n";
  }
  std::string condition(int depth) {
    const int roll = depth == 0 ? 0 : dice_.between(0, 9);
    if (roll < 3) return test();
    if (roll == 3) return "not (" + condition(depth - 1) + ")";
    std::string text = "(" + condition(depth - 1);
    const int more = dice_.between(1, 3);
    for (int i = 0; i < more; ++i) text += (roll < 8 ? " and " : " or ") + condition(depth - 1);
    return text + ")";
  }
  std::string test() {
    const int roll = dice_.between(0, 9);
    if (roll == 0) return dice_.of(kTruths);
    if (roll == 1) return "title is " + dice_.word({"known", "unknown"});
    if (roll < 5) return text_test(dice_.of(kTexts));
    const std::string number = std::to_string(dice_.between(-5, 70));
    return dice_.of(kNumbers) + dice_.word({" >= ", " < ", " == ", " != "}) + number;
  }
  std::string text_test(const std::string& name) {
    if (name == "kind") return "kind" + dice_.word({" == ", " != "}) + "\"go\"";
    const std::string part = '"' + dice_.of(parts()) + '"';
    switch (dice_.between(0, 8)) {
      case 0: return name + " == " + part;
      case 1: return name + " in [" + part + ", \"" + dice_.of(parts()) + " x\"]";
      case 2: return name + " starts with " + part;
      case 3: return name + " ends with " + part;
      case 4: return name + " contains word " + part;
      case 5: return name + " contains any [" + part + ", \"" + dice_.of(parts()) + "\"]";
      case 6: return name + " contains all [" + part + ", \"" + dice_.of(parts()) + "\"]";
      case 7: return name + " matches \"^.{" + std::to_string(dice_.between(1, 20)) + "}$\"";
      default: return name + " contains " + part;
    }
  }

  Dice& dice_;
  std::string out_;
  int next_ = 0;
};

// --- leads ---

std::string any_text(Dice& dice) {
  std::string text = dice.of(parts());
  for (int more = dice.between(0, 3); more > 0; --more) {
    text += dice.word({" ", "", "-", "\u3000"}) + dice.of(parts());
  }
  if (dice.percent(20)) {
    for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  if (dice.percent(10)) text = " " + text + "\u00a0";
  if (dice.percent(5)) text += "\xff";
  return text;
}

struct Given {
  std::size_t input;
  std::string name;
  RowValue value;
};

// Texts are kept in `room`.
std::vector<Given> any_values(Dice& dice, const BatchScorer& scorer,
                              std::vector<std::string>& room) {
  std::vector<Given> values;
  room.reserve(kTexts.size());
  const auto add = [&](const std::string& name, const RowValue& value) {
    if (const auto input = scorer.input(name)) {
      values.push_back({*input, name, dice.percent(20) ? RowValue() : value});
    }
  };
  for (const std::string& name : kTexts) add(name, room.emplace_back(any_text(dice)));
  for (const std::string& name : kNumbers) {
    const std::int64_t number = dice.between(-6, 71);
    if (name[0] == 'n') {
      add(name, number);
    } else {
      add(name, static_cast<double>(number) / 2);
    }
  }
  for (const std::string& name : kTruths) add(name, dice.percent(50));
  dice.shuffle(values);
  return values;
}

Value value_of(const RowValue& value) {
  if (const auto* truth = std::get_if<bool>(&value)) return *truth;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
  if (const auto* number = std::get_if<double>(&value)) return *number;
  return std::string(std::get<std::string_view>(value));
}

// Each value by itself, for a fact with a value that no attribute takes is refused.
Snapshot reference(const RuleSet& rules, const std::vector<Given>& values, Time at) {
  Population leads(rules);
  (void)leads.apply(set_from_start("lead"));
  for (const Given& given : values) {
    if (std::holds_alternative<Missing>(given.value)) continue;
    (void)leads.apply(set_from_start("lead").with(given.name, value_of(given.value)));
  }
  return leads.snapshot("lead", at);
}

void check(const RuleSet& rules, const Row& row, const Snapshot& expected) {
  REQUIRE(row.excluded() == expected.excluded);
  if (expected.excluded) return;
  for (std::size_t i = 0; i < expected.scores.size(); ++i) {
    CAPTURE(rules.scores()[i]);
    REQUIRE(row.score(i) == expected.scores[i].second);
  }
  REQUIRE(row.signal(0) == expected.signals[0].second.on);
}

void check_rules(std::uint64_t seed, std::size_t count) {
  Dice dice(seed + 7'000'000);
  const std::string file = Writer(dice).file(count);
  INFO("seed " << seed << '\n' << (count < 30 ? file : ""));
  const RuleSet rules = support::load(file);
  const RowScorer scorer{BatchScorer(rules)};
  const Time at = parse_time("2026-03-01T09:00:00Z").value();
  Row stepwise(scorer, at);
  Row whole(scorer, at);
  for (int lead = 0; lead < 8; ++lead) {
    std::vector<std::string> room;
    const std::vector<Given> values = any_values(dice, scorer.batch(), room);
    const Snapshot expected = reference(rules, values, at);
    std::vector<RowValue> all(scorer.batch().inputs().size());
    for (const Given& given : values) {
      all[given.input] = given.value;
      stepwise.set(given.input, given.value);
    }
    whole.assign(all);
    CAPTURE(lead);
    check(rules, whole, expected);
    check(rules, stepwise, expected);
  }
}

}  // namespace

TEST_CASE("a row scores rules over several attributes and odd texts as the lead does") {
  const std::uint64_t count = support::seeds(60);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    // The more rules, the more of them are bits, or tables of two attributes.
    check_rules(seed, seed % 20 == 19 ? 1'500 : seed % 5 == 4 ? 200 : 12);
  }
}

}  // namespace leadscore
