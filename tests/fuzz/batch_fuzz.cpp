// SPDX-License-Identifier: Apache-2.0

// Any rule file that loads: some leads with values and events drawn from it score in columns, on
// every target, and value by value, as each does by itself.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <leadscore/batch_of_leads.hpp>
#include <leadscore/row.hpp>

#include "base/hash.hpp"
#include "model/model.hpp"
#include "support/dice.hpp"

namespace {

using namespace leadscore;
using support::Dice;

constexpr std::size_t kLeads = 9;
constexpr std::size_t kMostBytes = 16 * 1024;
constexpr std::size_t kMostRules = 60;

Value any_value(Dice& dice, const model::Field& field) {
  static const std::vector<std::string> kTexts = {
      "",   "a", "CEO", "VP of Sales", "software", "Jane@Gmail.com", "https://acme.com/pricing",
      "x;y"};
  static const std::vector<std::int64_t> kIntegers = {-1, 0,   1,   5,    10,
                                                      50, 199, 200, 1000, 1'000'000};
  static const std::vector<double> kNumbers = {-0.5, 0, 0.5, 2.5, 49.999, 50, 1e9};
  if (dice.percent(25)) return Missing{};
  const bool listed = !field.one_of.empty() && dice.percent(80);
  if (listed && field.type == model::ValueType::text) return dice.of(field.one_of).text->written;
  switch (field.type) {
    case model::ValueType::text: return dice.of(kTexts);
    case model::ValueType::integer: return dice.of(kIntegers);
    case model::ValueType::number: return dice.of(kNumbers);
    case model::ValueType::boolean: return dice.percent(50);
    case model::ValueType::time: return Time(std::chrono::seconds(dice.below(2'000'000'000)));
    case model::ValueType::list: return TextList{dice.of(kTexts), dice.of(kTexts)};
  }
  return Missing{};
}

Population make_leads(Dice& dice, const RuleSet& rules, Time at) {
  const model::Model& model = rules.model();
  Population leads(rules);
  for (std::size_t i = 0; i < kLeads; ++i) {
    const std::string name = "L" + std::to_string(i);
    Fact values = set(name, at - std::chrono::hours(24 * 40));
    for (const model::Field& field : model.attributes) {
      values.with(field.name, any_value(dice, field));
    }
    (void)leads.apply(values);
    for (std::size_t n = dice.below(8); n > 0 && !model.events.empty(); --n) {
      const model::EventType& type = dice.of(model.events);
      Fact fact = event(name, type.name, at - std::chrono::hours(dice.below(24 * 50)));
      for (const model::Field& field : type.properties) {
        fact.with(field.name, any_value(dice, field));
      }
      (void)leads.apply(fact);
    }
  }
  return leads;
}

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

std::string text_of(const std::optional<Points>& points) {
  return points ? points->to_text() : "none";
}

void compare(const Snapshot& lead, const BatchScores& scores, std::size_t i,
             const std::string& where) {
  if (lead.excluded != test(scores.excluded, i)) fail(where + ": excluded");
  for (std::size_t s = 0; s < lead.scores.size(); ++s) {
    const auto points = scores.scores[s].points(i);
    if (points != lead.scores[s].second) {
      fail(where + ": " + lead.scores[s].first + " is " + text_of(lead.scores[s].second) +
           " and came out as " + text_of(points));
    }
  }
  for (std::size_t b = 0; b < lead.bands.size(); ++b) {
    const std::uint32_t code = scores.bands[b].codes[i];
    const std::string band = code == 0 ? "" : scores.bands[b].names[code - 1];
    if (band != lead.bands[b].second.value_or("")) fail(where + ": band " + lead.bands[b].first);
  }
  for (std::size_t s = 0; s < lead.signals.size(); ++s) {
    if (lead.signals[s].second.on != test(scores.signals[s], i)) {
      fail(where + ": signal " + lead.signals[s].first);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (size > kMostBytes) return 0;
  const Loaded loaded = load_rules({"fuzz.yaml", text});
  if (!loaded || loaded.value().model().rules.size() > kMostRules) return 0;
  Dice dice(stable_hash(text));
  const Time at = Time(std::chrono::hours(24 * 20'500));
  const Population leads = make_leads(dice, loaded.value(), at);
  const BatchScorer scorer(loaded.value());
  (void)scorer.to_text();
  const std::vector<std::string> names = leads.at(at);
  const BatchOfLeads columns(leads, scorer, names, at);
  BatchOptions options;
  options.at = at;
  options.fired = true;
  for (const std::string& target : BatchScorer::targets()) {
    options.target = target;
    const BatchScores scores = scorer.score(columns.batch(), options);
    for (std::size_t i = 0; i < names.size(); ++i) {
      compare(leads.snapshot(names[i], at), scores, i, target + ", " + names[i]);
    }
  }
  return 0;
}
