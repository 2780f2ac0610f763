// SPDX-License-Identifier: Apache-2.0
#include "support/world.hpp"

#include <algorithm>

namespace leadscore::support {

namespace {

constexpr Duration kHour = std::chrono::hours(1);

const std::vector<std::string> kUrls = {"/pricing", "/Pricing?x=1", "/docs", "/demo",
                                        "https://acme.example/a"};

// The attribute's values: good ones, missing ones, and now and then one of the wrong kind.
void add_attribute(Dice& dice, Fact& fact) {
  switch (dice.between(0, 11)) {
    case 0:
      fact.with("industry", Value(dice.word({"software", "Finance", "retail", "mining"})));
      break;
    case 1:
      fact.with("title", Value(dice.word({"VP Sales", "vip", "Head of Ads", "CEO", "cto"})));
      break;
    case 2: fact.with("code", Value(dice.word({"aB", "ab", "ours", "Ab"}))); break;
    case 3: fact.with("email", Value(dice.word({"a@acme.example", "B@GMail.com", "none"}))); break;
    case 4: fact.with("size", Value(std::int64_t{dice.between(0, 250)})); break;
    case 5:
      fact.with("size", dice.percent(50) ? Value(Cell{"120"}) : Value(std::string("many")));
      break;
    case 6:
      fact.with("revenue", dice.percent(30) ? Value(Missing{}) : Value(dice.between(-8, 90) / 4.0));
      break;
    case 7: fact.with("level", Value(std::int64_t{dice.between(1, 4)})); break;
    case 8: fact.with("interests", Value(TextList{dice.word({"crm", "ads"}), "CRM"})); break;
    case 9:
      fact.with("opted", dice.percent(70) ? Value(dice.percent(60)) : Value(Missing{}));
      break;
    case 10:
      fact.with("trial", Value(any_time(dice, Time(), Time(Duration(std::int64_t{1} << 51)))));
      break;
    default: fact.with("行业", Value(dice.word({"软件", "金融"}))); break;
  }
}

Fact attributes(Dice& dice, const std::string& lead, std::optional<Time> at) {
  Fact fact = at ? set(lead, *at) : set_from_start(lead);
  const int count = dice.between(1, 4);
  for (int i = 0; i < count; ++i) add_attribute(dice, fact);
  if (dice.percent(15))
    fact.with(dice.word({"size", "title", "industry", "trial"}), Value(Missing{}));
  return fact;
}

Fact visit(Dice& dice, const std::string& lead, Time at) {
  Fact fact = event(lead, "visit", at);
  if (dice.percent(85)) fact.with("url", Value(dice.of(kUrls)));
  if (dice.percent(85)) fact.with("seconds", Value(dice.between(0, 240) / 2.0));
  if (dice.percent(30)) fact.with("bot", Value(dice.percent(30)));
  if (dice.percent(5)) fact.with("seconds", Value(std::string("long")));
  return fact;
}

Fact other_event(Dice& dice, const std::string& lead, Time at) {
  const std::string type =
      dice.word({"form", "form", "call", "call", "rejected", "rejected", "won", "unheard_of"});
  Fact fact = event(lead, type, at);
  if (type == "form" && dice.percent(90))
    fact.with("name", Value(dice.word({"demo", "Trial", "quote", "x"})));
  if (type == "form" && dice.percent(70))
    fact.with("pages", Value(std::int64_t{dice.between(0, 9)}));
  if (type == "rejected" && dice.percent(80)) {
    fact.with("reason",
              Value(dice.word({"no budget", "No Budget", "competitor", "too small", "other"})));
  }
  if (type == "rejected" && dice.percent(60))
    fact.with("strength", Value(std::int64_t{dice.between(0, 5)}));
  return fact;
}

Fact correction(Dice& dice, const std::string& lead, Time at) {
  Adjustment adjustment{dice.word({"fit", "heat"}),
                        Points::thousandths(dice.between(-20, 20) * 1250),
                        dice.word({"", "met at fair"}), "ops", std::nullopt};
  if (dice.percent(50)) adjustment.expires = kHour * 12 * dice.between(1, 20);
  return adjust(lead, at, adjustment);
}

// Merges, separations and erasures: rare, and never of a lead with itself.
Fact about_people(Dice& dice, const std::vector<std::string>& leads, Time at) {
  const std::string lead = dice.word(leads);
  std::string other = dice.word(leads);
  while (other == lead) other = dice.word(leads);
  switch (dice.between(0, 4)) {
    case 0: return erase(lead, at);
    case 1: return unmerge(lead, other, at);
    default: return merge(lead, other, at);
  }
}

Fact any_fact(Dice& dice, const std::string& lead, Time at, std::vector<std::string>& ids) {
  const int kind = dice.between(0, 99);
  if (kind < 18) return attributes(dice, lead, at);
  if (kind < 24) return correction(dice, lead, at);
  if (kind < 28 && !ids.empty()) return retract(lead, dice.word(ids), at);
  Fact fact = kind < 64 ? visit(dice, lead, at) : other_event(dice, lead, at);
  if (dice.percent(40)) {
    const bool again = !ids.empty() && dice.percent(15);
    fact.id = again ? dice.word(ids) : "e" + std::to_string(ids.size());
    ids.push_back(fact.id);
  }
  return fact;
}

}  // namespace

Time any_time(Dice& dice, Time begin, Time end) {
  const auto steps = static_cast<std::size_t>((end - begin) / (kHour * 12)) + 1;
  Time at = begin + kHour * 12 * static_cast<std::int64_t>(dice.below(steps));
  switch (dice.between(0, 19)) {
    case 0: at += Duration(1); break;
    case 1: at -= Duration(1); break;
    case 2:
    case 3: at += kHour * dice.between(1, 11); break;
    case 4: at += Duration(static_cast<std::int64_t>(dice.below(43'200'000'000))); break;
    default: break;
  }
  return std::min(std::max(at, begin), end);
}

std::vector<Fact> make_facts(Dice& dice, const std::vector<std::string>& leads, Time begin,
                             Time end) {
  std::vector<Fact> facts;
  std::vector<std::string> ids;
  for (const std::string& lead : leads) {
    if (dice.percent(60)) facts.push_back(attributes(dice, lead, std::nullopt));
    const int count = dice.between(4, 24);
    for (int i = 0; i < count; ++i)
      facts.push_back(any_fact(dice, lead, any_time(dice, begin, end), ids));
  }
  const int links = leads.size() > 1 && dice.percent(60) ? dice.between(1, 3) : 0;
  for (int i = 0; i < links; ++i)
    facts.push_back(about_people(dice, leads, any_time(dice, begin, end)));
  if (dice.percent(10)) facts.push_back(erase(leads.front(), any_time(dice, begin, end)));
  const int repeated = dice.between(0, 4);
  for (int i = 0; i < repeated; ++i) facts.push_back(dice.of(std::vector<Fact>(facts)));
  dice.shuffle(facts);
  return facts;
}

World make_world(std::uint64_t seed) {
  Dice dice(seed);
  World world;
  world.seed = seed;
  // Over the changes of clock in New York, Beirut, Berlin and on Lord Howe.
  world.begin = parse_time(dice.word({"2026-03-01", "2026-03-20", "2026-10-20"})).value();
  world.end = world.begin + kHour * 24 * dice.between(8, 40);
  world.leads = dice.percent(40) ? std::vector<std::string>{"L1"}
                                 : std::vector<std::string>{"L1", "L2", "L3"};
  world.rules = make_rules(dice, false);
  world.facts = make_facts(dice, world.leads, world.begin, world.end);
  return world;
}

std::vector<Fact> facts_of(const World& world, const std::string& lead) {
  std::vector<Fact> facts = {set(lead, world.begin).with("size", 60)};
  for (const Fact& fact : world.facts) {
    const bool alone = fact.kind != FactKind::merge && fact.kind != FactKind::unmerge &&
                       fact.kind != FactKind::erase;
    if (alone && fact.lead == lead) facts.push_back(fact);
  }
  return facts;
}

}  // namespace leadscore::support
