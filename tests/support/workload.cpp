// SPDX-License-Identifier: Apache-2.0
#include "support/workload.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "support/dice.hpp"
#include "support/workload_events.hpp"
#include "support/zipf.hpp"

namespace leadscore::workload {
namespace {

using support::Dice;
using Type = Attribute::Type;
using Kind = Condition::Kind;

// --- attributes ---------------------------------------------------------------------------------

struct Named {
  const char* name;
  Type type;
  int size;  // digits of numbers, entries of texts
};

constexpr Named kNamed[] = {
    {"employees", Type::integer, 5}, {"country", Type::text, 60},
    {"visits", Type::integer, 3},    {"revenue", Type::number, 6},
    {"opted_in", Type::boolean, 0},  {"title", Type::text, 500},
    {"opens", Type::integer, 3},     {"budget", Type::number, 5},
    {"industry", Type::text, 30},    {"clicks", Type::integer, 2},
    {"growth", Type::number, 3},     {"customer", Type::boolean, 0},
    {"channel", Type::text, 12},     {"downloads", Type::integer, 2},
    {"minutes", Type::number, 4},    {"city", Type::text, 2'000},
    {"seats", Type::integer, 4},     {"discount", Type::number, 2},
    {"trial", Type::boolean, 0},     {"plan", Type::text, 5},
    {"rating", Type::number, 2},     {"source", Type::text, 200},
};

const std::vector<std::string>& words() {
  static const std::vector<std::string> all{
      "sales",  "cloud",  "north",  "data",    "health",  "east",     "retail",   "bank",
      "senior", "green",  "motor",  "media",   "partner", "west",     "security", "design",
      "chief",  "global", "energy", "finance", "garden",  "software", "south",    "lab",
      "food",   "legal",  "head",   "steel",   "travel",  "first",    "digital",  "water",
      "school", "trade",  "paper",  "city",    "ocean",   "support",  "field",    "growth"};
  return all;
}
const std::vector<std::string>& characters() {
  static const std::vector<std::string> all{"上", "海", "北", "京", "深", "圳", "广", "州",
                                            "成", "都", "武", "汉", "南", "西", "安", "杭"};
  return all;
}

// The size of a dictionary decides how many words an entry has; every third text of a city is
// Chinese.
std::vector<std::string> dictionary(Dice& dice, std::size_t size, bool chinese) {
  std::set<std::string> seen;
  std::vector<std::string> texts;
  const std::size_t parts = size <= 30 ? 1 : size <= 500 ? 2 : 3;
  while (texts.size() < size) {
    const bool foreign = chinese && texts.size() % 3 == 2;
    std::string text;
    for (std::size_t i = 0; i < (foreign ? 4 : parts); ++i) {
      if (!foreign && i > 0) text += ' ';
      text += dice.of(foreign ? characters() : words());
    }
    if (seen.insert(text).second) texts.push_back(text);
  }
  return texts;
}

// Round numbers up to so many digits, in the order in which rules like them.
std::vector<double> round_numbers(Dice& dice, int digits, bool negative) {
  std::vector<double> cuts{0};
  double power = 1;
  for (int i = 0; i < digits; ++i, power *= 10) {
    for (const double digit : {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) cuts.push_back(digit * power);
    if (i == 0) continue;
    for (const double digit : {1.2, 1.5, 2.5, 3.5, 7.5}) cuts.push_back(digit * power);
  }
  if (negative) {
    for (const double cut : {-50.0, -20.0, -10.0, -5.0, -1.0}) cuts.push_back(cut);
  }
  dice.shuffle(cuts);
  return cuts;
}

std::vector<Attribute> make_attributes(Dice& dice, std::size_t count) {
  const std::vector<int> holes{0, 0, 5, 10, 20, 30, 40};
  std::vector<Attribute> all;
  for (std::size_t i = 0; i < count; ++i) {
    const Named& named = kNamed[i % std::size(kNamed)];
    Attribute attribute;
    attribute.name = named.name;
    if (i >= std::size(kNamed)) attribute.name += "_2";
    attribute.type = named.type;
    attribute.missing_percent = dice.of(holes);
    attribute.negative = attribute.name == "growth";
    attribute.true_percent = dice.between(10, 60);
    if (named.type == Type::text) {
      attribute.texts =
          dictionary(dice, static_cast<std::size_t>(named.size), attribute.name == "city");
    } else if (named.type != Type::boolean) {
      attribute.digits = named.size;
      attribute.cuts = round_numbers(dice, named.size, attribute.negative);
    }
    all.push_back(std::move(attribute));
  }
  return all;
}

// --- rules --------------------------------------------------------------------------------------

class Maker {
 public:
  Maker(Dice& dice, Workload& made) : dice_(dice), made_(made) {
    for (std::size_t i = 0; i < made.attributes.size(); ++i) {
      of_type(made.attributes[i].type).push_back(i);
    }
  }

  // Nine of ten rules in `fit`, the others in `need`, which has bounds.
  void scorecard(std::size_t rules) {
    const std::size_t bounded = std::max<std::size_t>(1, rules / 10);
    made_.scores = {{"fit", {}, {}}, {"need", {}, {}}};
    fill(made_.scores[0], rules - bounded);
    fill(made_.scores[1], bounded);
  }
  void conjunctions(std::size_t rules) {
    made_.scores = {{"fit", {}, {}}};
    for (std::size_t i = 0; i < rules; ++i) {
      Condition when{Kind::all};
      for (const std::size_t attribute : different(1 + i % 3))
        when.parts.push_back(test(attribute));
      made_.scores[0].items.push_back({Item::Combine::one, "", 0, {rule(std::move(when))}});
    }
  }

 private:
  std::vector<std::size_t>& of_type(Type type) {
    return type == Type::text ? texts_ : type == Type::boolean ? booleans_ : numbers_;
  }

  // A fifth of the tests are on texts, a tenth on booleans.
  std::size_t any_attribute() {
    const std::size_t roll = dice_.below(10);
    return dice_.of(roll < 2 ? texts_ : roll < 3 ? booleans_ : numbers_);
  }
  std::vector<std::size_t> different(std::size_t count) {
    std::vector<std::size_t> chosen;
    while (chosen.size() < count) {
      const std::size_t attribute = any_attribute();
      if (std::find(chosen.begin(), chosen.end(), attribute) == chosen.end()) {
        chosen.push_back(attribute);
      }
    }
    return chosen;
  }

  Condition test(std::size_t attribute) {
    const Attribute& of = made_.attributes[attribute];
    if (of.type == Type::text) return text_test(attribute);
    Condition made{Kind::is_true, attribute};
    if (of.type == Type::boolean) return dice_.percent(70) ? made : not_(made);
    const std::size_t roll = dice_.below(20);
    made.kind = roll < 6    ? Kind::at_least
                : roll < 10 ? Kind::above
                : roll < 13 ? Kind::below
                : roll < 16 ? Kind::at_most
                : roll < 19 ? Kind::between
                            : Kind::equal;
    made.low = cut(of);
    while (made.kind == Kind::between && made.high <= made.low) {
      made.low = cut(of);
      made.high = cut(of);
    }
    return made;
  }
  Condition text_test(std::size_t attribute) {
    const std::vector<std::string>& texts = made_.attributes[attribute].texts;
    Condition made{Kind::one_of, attribute};
    const std::size_t roll = dice_.below(4);
    if (roll == 3) {
      made.kind = Kind::contains;
      const std::string& text = texts[dice_.below(texts.size())];
      made.part = text.substr(0, text.find(' '));
      return made;
    }
    const std::size_t count = roll < 2 ? 1 : 2 + dice_.below(4);
    const support::Zipf rank(texts.size());
    for (std::size_t i = 0; i < count; ++i) made.texts.push_back(rank.roll(dice_));
    std::sort(made.texts.begin(), made.texts.end());
    made.texts.erase(std::unique(made.texts.begin(), made.texts.end()), made.texts.end());
    return made;
  }
  double cut(const Attribute& of) { return of.cuts[support::Zipf(of.cuts.size()).roll(dice_)]; }

  static Condition not_(Condition part) {
    Condition made{Kind::no};
    made.parts.push_back(std::move(part));
    return made;
  }
  static Condition both(Kind kind, Condition a, Condition b) {
    Condition made{kind};
    made.parts.push_back(std::move(a));
    made.parts.push_back(std::move(b));
    return made;
  }

  Condition single() {
    const std::size_t attribute = any_attribute();
    const std::size_t roll = dice_.below(10);
    Condition a = test(attribute);
    if (roll < 7) return a;
    if (roll == 9) return not_(std::move(a));
    Condition b = test(attribute);
    return both(Kind::any, std::move(a), std::move(b));
  }
  Condition pair() {
    const auto attributes = different(2);
    Condition a = test(attributes[0]);
    Condition b = test(attributes[1]);
    const std::size_t roll = dice_.below(10);
    if (roll < 6) return both(Kind::all, std::move(a), std::move(b));
    if (roll < 8) return both(Kind::any, std::move(a), std::move(b));
    if (roll < 9) return both(Kind::all, std::move(a), not_(std::move(b)));
    return not_(both(Kind::any, std::move(a), std::move(b)));
  }

  std::int64_t points() {
    static const std::vector<std::int64_t> usual{5'000,  10'000, 5'000, 15'000, 3'000,   1'000,
                                                 2'000,  20'000, 8'000, -5'000, -10'000, -3'000,
                                                 12'000, 2'500,  500,   -15'000};
    return dice_.of(usual);
  }
  Rule rule(Condition when) {
    return {"r" + std::to_string(next_++), std::move(when), points(), std::nullopt};
  }
  Rule simple_rule() { return rule(next_ % 2 == 0 ? single() : pair()); }
  Rule table_rule() {
    Table table;
    table.by = dice_.of(dice_.percent(25) ? texts_ : numbers_);
    table.rows =
        made_.attributes[table.by].type == Type::text ? text_rows(table.by) : number_rows(table.by);
    table.otherwise = points();
    if (dice_.percent(50)) table.unknown = points();
    return {"r" + std::to_string(next_++), {}, 0, std::move(table)};
  }
  std::vector<Table::Row> number_rows(std::size_t by) {
    std::set<double> cuts;
    for (int i = 0; i < 4; ++i) cuts.insert(cut(made_.attributes[by]));
    std::vector<Table::Row> rows;
    for (const double cut : cuts) {
      Condition when{Kind::below, by};
      when.low = cut;
      rows.push_back({std::move(when), points()});
    }
    return rows;
  }
  // Each text stands in one row.
  std::vector<Table::Row> text_rows(std::size_t by) {
    const std::size_t entries = std::min<std::size_t>(made_.attributes[by].texts.size(), 12);
    std::vector<Table::Row> rows;
    for (std::size_t i = 0; i + 1 < entries; i += 2) {
      Condition when{Kind::one_of, by};
      when.texts = {i, i + 1};
      rows.push_back({std::move(when), points()});
    }
    return rows;
  }

  // Of twenty rules one is a table; of fifty some three to five stand in a group.
  void fill(Score& score, std::size_t rules) {
    for (std::size_t left = rules; left > 0;) {
      Item item;
      const std::size_t roll = dice_.below(100);
      if (roll < 2 && left >= 5) {
        item = group(3 + dice_.below(3));
      } else {
        item.rules.push_back(roll < 7 ? table_rule() : simple_rule());
      }
      left -= item.rules.size();
      score.items.push_back(std::move(item));
    }
  }
  Item group(std::size_t rules) {
    using Combine = Item::Combine;
    static const std::vector<Combine> all{Combine::sum, Combine::first, Combine::max, Combine::min};
    Item item;
    item.combine = dice_.of(all);
    item.name = "g" + std::to_string(next_);
    item.cap = 10'000;
    for (std::size_t i = 0; i < rules; ++i) item.rules.push_back(simple_rule());
    return item;
  }

  Dice& dice_;
  Workload& made_;
  std::size_t next_ = 0;
  std::vector<std::size_t> numbers_, booleans_, texts_;
};

// Bounds that a fifth of the leads reach, in whole points.
void bound(Workload& made, std::size_t score) {
  constexpr std::size_t kSample = 200;
  const Columns sample = columns(made, kSample);
  std::vector<std::int64_t> found;
  for (std::size_t lead = 0; lead < kSample; ++lead) {
    found.push_back(evaluate(made, sample, lead)[score]);
  }
  std::sort(found.begin(), found.end());
  const std::int64_t low = found[kSample / 10] / 1'000 * 1'000;
  const std::int64_t high = found[kSample - kSample / 10] / 1'000 * 1'000;
  made.scores[score].bounds = {low, std::max(high, low + 1'000)};
}

}  // namespace

Workload make_workload(std::uint64_t seed, std::size_t rules, Shape shape) {
  Workload made;
  made.seed = seed;
  made.shape = shape;
  Dice dice(seed);
  made.attributes = make_attributes(dice, shape == Shape::conjunctions ? 40 : 22);
  Maker maker(dice, made);
  if (shape == Shape::conjunctions) {
    maker.conjunctions(rules);
    return made;
  }
  const std::size_t of_events = shape == Shape::events ? rules / 2 : 0;
  maker.scorecard(rules - of_events);
  bound(made, 1);
  made.event_rules = make_event_rules(dice, of_events);
  return made;
}

}  // namespace leadscore::workload
