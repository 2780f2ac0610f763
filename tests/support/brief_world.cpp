// SPDX-License-Identifier: Apache-2.0
#include "support/brief_world.hpp"

#include <regex>

#include "model/model.hpp"
#include "support/world.hpp"

namespace leadscore::support {

namespace {

constexpr Duration kSecond = std::chrono::seconds(1);
constexpr Duration kDay = std::chrono::hours(24);

// 12h are 6s.
std::string brief(const std::string& rules) {
  static const std::regex kLength(R"((every |silence\()?\b(\d+)(h|d|w)\b)");
  std::string out;
  auto rest = rules.cbegin();
  for (std::sregex_iterator match(rules.begin(), rules.end(), kLength), end; match != end;
       ++match) {
    out.append(rest, rules.cbegin() + match->position());
    rest = rules.cbegin() + match->position() + match->length();
    const std::string unit = (*match)[3];
    const int hours = unit == "h" ? 1 : unit == "d" ? 24 : 168;
    const int seconds = std::stoi((*match)[2]) * hours / 2;
    out += (*match)[1].matched ? match->str() : std::to_string(seconds) + "s";
  }
  return out.append(rest, rules.cend());
}

// 12 hours are 6 seconds; whole ones.
Duration brief(Duration length) {
  return std::chrono::duration_cast<std::chrono::seconds>(length / 7200);
}

}  // namespace

std::string with_timed_exclusion(Dice& dice, const std::string& rules) {
  const std::string condition =
      dice.word({"age(last(visit)) between 2d and 5d", "count(call within 36h) >= 1", "heat > 15",
                 "days(age(first(any))) in [2, 4]", "trial < now"});
  const std::string excluded = "\nexclude: " + condition + "\n";
  const std::size_t at = rules.find("\nexclude:");
  if (at == std::string::npos) return rules + excluded;
  return std::string(rules).replace(at, rules.find('\n', at + 1) - at + 1, excluded);
}

BriefWorld make_brief_world(std::uint64_t seed) {
  Dice dice(seed);
  const World world = make_world(seed);
  BriefWorld result;
  std::string rules = world.rules;
  if (dice.percent(30)) rules = with_timed_exclusion(dice, rules);
  result.rules = brief(rules);
  // The clocks change on the day that ends, or on the one that begins.
  const Zone zone = load(result.rules).model().zone;
  const std::string day = dice.word({"2026-03-08", "2026-03-09", "2026-03-29", "2026-03-30",
                                     "2026-10-25", "2026-11-01", "2026-06-01", "2026-01-01"});
  const Time midnight = zone.parse(day).value();
  result.begin = midnight - kSecond * dice.between(10, 100);
  result.end = result.begin + kSecond * dice.between(120, 200);
  for (Fact& fact : facts_of(world, "L1")) {
    if (fact.at) {
      fact.at = result.begin + brief(*fact.at - world.begin);
      if (dice.percent(40)) *fact.at -= kDay * dice.between(1, 3);
      if (dice.percent(10)) *fact.at -= kDay / 2;
    }
    for (auto& [name, value] : fact.values) {
      if (name == "trial" && std::holds_alternative<Time>(value)) {
        value = result.begin + kSecond * dice.between(-50, 200);
      }
    }
    if (fact.adjustment.expires) *fact.adjustment.expires = brief(*fact.adjustment.expires);
    result.facts.push_back(fact);
  }
  return result;
}

}  // namespace leadscore::support
