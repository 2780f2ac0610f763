// SPDX-License-Identifier: Apache-2.0
#include "lead/generator.hpp"

#include <algorithm>

#include <leadscore/testing.hpp>

#include "base/utf8.hpp"
#include "eval/moment.hpp"

namespace leadscore {

namespace lead {

namespace {

constexpr std::size_t kMostTries = 20'000;
constexpr std::size_t kLeastTries = 500;
constexpr std::size_t kTriesOfLead = 50;           // for each lead that is wanted
constexpr std::size_t kMostRuleTries = 3'000'000;  // tries times rules
constexpr std::size_t kMostAssignments = 20'000;
// Up to which part of all leads each kind of scenario may go, in eighths.
constexpr std::size_t kForAttributes = 4;
constexpr std::size_t kForConditions = 5;

// Leads live on a Monday morning.
Time monday(const Zone& zone) { return zone.parse("2026-03-02 09:00").value_or(Time{}); }

std::size_t tries_for(const model::Model& model, std::size_t most_leads) {
  const std::size_t wanted = std::min(most_leads, kMostTries / kTriesOfLead) * kTriesOfLead;
  return std::clamp(std::min(wanted, kMostRuleTries / (model.rules.size() + 1)), kLeastTries,
                    kMostTries);
}

}  // namespace

std::string shortened(std::string_view text) {
  constexpr std::size_t kMost = 48;
  if (text.size() <= kMost) return std::string(text);
  return std::string(text.substr(0, utf8::begin_of_char(text, kMost - 3))) + "...";
}

Generator::Generator(const model::Model& model, std::size_t most_leads)
    : model_(model),
      now_(monday(model.zone)),
      values_(model, now_),
      prober_(model, tries_for(model, most_leads)),
      group_of_rule_(model.rules.size()),
      group_of_group_(model.groups.size()),
      most_leads_(most_leads) {
  for (std::uint32_t group = 0; group < model.groups.size(); ++group) {
    for (const model::Item& item : model.groups[group].items) {
      (item.is_group ? group_of_group_ : group_of_rule_)[item.index] = group;
    }
  }
  collect_values();
  exclude_nobody();
}

// What a lead needs so that it is not excluded, where knowing nothing is not enough.
void Generator::exclude_nobody() {
  if (!model_.exclude) return;
  eval::State state(model_);
  state.now = now_;
  state.first_fact = now_;
  if (!eval::Moment(state).holds(*model_.exclude)) return;
  not_excluded_.emplace();
  not_excluded_->op = expr::Op::negate;
  not_excluded_->args.push_back(*model_.exclude);
}

std::vector<Scenario> Generator::scenarios() && {
  add_attribute_scenarios();
  add_condition_scenarios();
  add_event_scenarios();
  add_score_scenarios();
  return std::move(scenarios_);
}

void Generator::collect_values() {
  const auto add = [&](const std::optional<expr::Expr>& condition) {
    if (condition) values_.add(*condition);
  };
  add(model_.exclude);
  for (const model::EventType& event : model_.events) add(event.ignore);
  for (const model::Group& group : model_.groups) add(group.when);
  for (const model::Rule& rule : model_.rules) {
    if (!rule.enabled) continue;
    add(rule.when);
    for (const expr::Expr& where : rule.where) values_.add(where);
    for (const expr::Expr& given : rule.given) values_.add(given);
    values_.add(rule);
  }
  for (const model::Signal& signal : model_.signals) {
    values_.add(signal.when);
    add(signal.until);
  }
  for (const model::StageMove& move : model_.moves) add(move.when);
  for (const model::Route& route : model_.routing) add(route.when);
  values_.add_others();
}

std::string Generator::named(std::uint32_t attribute, const Choice& choice) const {
  return shortened(model_.attributes[attribute].name + " " + choice.text);
}

void Generator::add_lead(Scenario& scenario, Subject subject, Time at) {
  const auto same = [&](const Subject& other) {
    return other.known == subject.known && other.deeds.size() == subject.deeds.size() &&
           std::equal(other.deeds.begin(), other.deeds.end(), subject.deeds.begin(),
                      [](const auto& a, const auto& b) {
                        return a.first == b.first && a.second.type == b.second.type &&
                               a.second.properties == b.second.properties;
                      });
  };
  auto& leads = scenario.leads;
  if (std::any_of(leads.begin(), leads.end(), same)) return;
  const std::string wanted = subject.id;
  const auto taken = [&](const Subject& other) { return other.id == subject.id; };
  for (int n = 2; std::any_of(leads.begin(), leads.end(), taken); ++n) {
    subject.id = wanted + " (" + std::to_string(n) + ")";
  }
  prober_.add_look(subject, at, scenario.rule);
  leads.push_back(std::move(subject));
}

// The lead and when it is looked at, as a text.
std::string Generator::key_of(const Subject& lead) const {
  std::string key;
  for (const auto& [attribute, choice] : lead.known) {
    key += std::to_string(attribute) + '=' + print(choice->datum) + ';';
  }
  for (const auto& [at, deed] : lead.deeds) {
    key += to_text(at) + ' ' + std::to_string(deed.type);
    for (const Choice* choice : deed.properties) {
      key += ',' + (choice == nullptr ? std::string() : print(choice->datum));
    }
  }
  for (const Look& look : lead.looks) key += '@' + to_text(look.at);
  return key;
}

// What gives the same everywhere shows nothing, nor does what others have shown.
void Generator::keep(Scenario scenario) {
  if (scenario.leads.empty()) return;
  bool is_new = false;
  for (const Subject& lead : scenario.leads) is_new = seen_.insert(key_of(lead)).second || is_new;
  if (!is_new) return;
  const Look& first = scenario.leads.front().looks.front();
  const bool differs =
      std::any_of(scenario.leads.begin(), scenario.leads.end(), [&](const Subject& lead) {
        return std::any_of(lead.looks.begin(), lead.looks.end(), [&](const Look& look) {
          return look.given != first.given || !same_outcome(look.got, first.got);
        });
      });
  if (!differs) return;
  kept_leads_ += scenario.leads.size();
  scenarios_.push_back(std::move(scenario));
}

// Each attribute by itself, nothing else being known.
void Generator::add_attribute_scenarios() {
  for (const auto& [attribute, choices] : values_.attributes()) {
    Scenario scenario{"each value of " + model_.attributes[attribute].name, {}};
    add_lead(scenario, {"nothing known", {}, {}, {}}, now_);
    for (const Choice& choice : choices) {
      if (!has_room(kForAttributes)) return;
      add_lead(scenario, {named(attribute, choice), {{attribute, &choice}}, {}, {}}, now_);
    }
    keep(std::move(scenario));
  }
}

std::optional<Known> Generator::satisfy(const Conditions& conditions,
                                        const ProbeValues& values) const {
  // Counts through all assignments, the first attribute fastest; 0 is not known.
  const auto& attributes = values.attributes();
  std::vector<std::size_t> counts(attributes.size(), 0);
  eval::State state(model_);
  state.now = now_;
  state.first_fact = now_;
  const auto holds = [&] {
    eval::Moment moment(state);
    return std::all_of(conditions.begin(), conditions.end(),
                       [&](const expr::Expr* condition) { return moment.holds(*condition); });
  };
  // First as few as may be, then all of them known: some files want all told.
  for (const std::size_t least : {0U, 1U}) {
    std::fill(counts.begin(), counts.end(), least);
    for (std::size_t tries = 0; tries < kMostAssignments; ++tries) {
      Known known;
      std::size_t i = 0;
      for (const auto& [attribute, choices] : attributes) {
        const bool is_known = counts[i] > 0 && !choices.empty();
        if (is_known) known[attribute] = &choices[counts[i] - 1];
        state.attributes[attribute] =
            is_known ? choices[counts[i] - 1].datum : model_.attributes[attribute].fallback;
        ++i;
      }
      if (holds()) return known;
      i = 0;
      for (auto at = attributes.begin(); at != attributes.end(); ++at, ++i) {
        if (++counts[i] <= at->second.size()) break;
        counts[i] = least;
      }
      if (i == attributes.size()) break;
    }
  }
  return std::nullopt;
}

// Values of all attributes that the conditions name.
ProbeValues Generator::values_for(const Conditions& conditions) const {
  ProbeValues values(model_, now_);
  const std::function<void(const expr::Expr&)> borrow = [&](const expr::Expr& expr) {
    expr::walk(expr, [&](const expr::Expr& part) {
      if (part.op == expr::Op::named) borrow(model_.named[part.slot].expr);
      if (part.op != expr::Op::attribute) return;
      const auto all = values_.attributes().find(part.slot);
      if (all != values_.attributes().end()) values.add_where_none(part.slot, all->second);
    });
  };
  for (const expr::Expr* condition : conditions) values.add(*condition);
  for (const expr::Expr* condition : conditions) borrow(*condition);
  values.add_others();
  return values;
}

// What makes the conditions true; nothing known where that is not found.
Known Generator::known_for(const Conditions& conditions) const {
  const ProbeValues values = values_for(conditions);
  return own(satisfy(conditions, values).value_or(Known()));
}

// The same values as those that values_ holds, which live as long as the generator.
Known Generator::own(const Known& known) const {
  Known own;
  for (const auto& [attribute, choice] : known) {
    const auto all = values_.attributes().find(attribute);
    if (all == values_.attributes().end()) continue;
    if (const Choice* same = find_equal(all->second, *choice)) own[attribute] = same;
  }
  return own;
}

// The rule's own condition, those of the groups around it, and, where a lead of which nothing is
// known is excluded, that it is not.
Generator::Conditions Generator::whens_of(std::uint32_t rule) const {
  Conditions conditions;
  if (model_.rules[rule].when) conditions.push_back(&*model_.rules[rule].when);
  for (auto group = group_of_rule_[rule]; group; group = group_of_group_[*group]) {
    if (model_.groups[*group].when) conditions.push_back(&*model_.groups[*group].when);
  }
  if (not_excluded_) conditions.push_back(&*not_excluded_);
  return conditions;
}

void Generator::add_condition_scenarios() {
  for (std::uint32_t i = 0; i < model_.rules.size(); ++i) {
    const model::Rule& rule = model_.rules[i];
    if (!rule.enabled) continue;
    add_condition_scenario("rule " + rule.name, whens_of(i));
    if (rule.table && !rule.event) add_row_scenario(i);
    const bool ends = rule.active_from || rule.active_until;
    if (ends && !rule.event) add_active_scenario(i, known_for(whens_of(i)), std::nullopt);
  }
  for (const model::Signal& signal : model_.signals) {
    add_condition_scenario("signal " + signal.name, {&signal.when});
  }
  for (const model::StageMove& move : model_.moves) {
    if (move.when) {
      add_condition_scenario("move to " + model_.stages[move.to].name, {&*move.when});
    }
  }
  for (const model::Route& route : model_.routing) {
    if (route.when) add_condition_scenario("route " + route.to, {&*route.when});
  }
  if (model_.exclude) add_condition_scenario("exclude", {&*model_.exclude});
}

// The rows of a table that only counts where a condition holds.
void Generator::add_row_scenario(std::uint32_t index) {
  const model::Rule& rule = model_.rules[index];
  const Conditions conditions = whens_of(index);
  if (conditions.empty() || !has_room(kForConditions)) return;
  ProbeValues values(model_, now_);
  values.add(rule);
  const Known base = known_for(conditions);
  Scenario scenario{"each row of rule " + rule.name, {}};
  scenario.rule = index;
  add_lead(scenario, {"what its condition needs", base, {}, {}}, now_);
  for (const auto& [attribute, choices] : values.attributes()) {
    for (const Choice& choice : choices) {
      Known other = base;
      other[attribute] = &choice;
      add_lead(scenario, {named(attribute, choice), own(other), {}, {}}, now_);
    }
  }
  keep(std::move(scenario));
}

// Conditions that need several attributes: all of them right, then one after the other changed.
void Generator::add_condition_scenario(const std::string& name, const Conditions& conditions) {
  const ProbeValues values = values_for(conditions);
  if (values.attributes().size() < 2 || !has_room(kForConditions)) return;
  const auto known = satisfy(conditions, values);
  if (!known || known->size() < 2) return;
  Scenario scenario{"each part of the condition of " + name, {}};
  add_lead(scenario, {"all that it takes", own(*known), {}, {}}, now_);
  for (const auto& [attribute, chosen] : *known) {
    Known without = *known;
    without.erase(attribute);
    const std::string& title = model_.attributes[attribute].name;
    add_lead(scenario, {shortened(title + " not known"), own(without), {}, {}}, now_);
    for (const Choice& choice : values.attributes().at(attribute)) {
      Known other = *known;
      other[attribute] = &choice;
      add_lead(scenario, {named(attribute, choice), own(other), {}, {}}, now_);
    }
  }
  keep(std::move(scenario));
}

}  // namespace lead

std::string generate_tests(const RuleSet& rules, std::size_t most_leads) {
  lead::Generator generator(rules.model(), most_leads);
  // Snapshots and choices are the generator's: it lives until all is written.
  const std::vector<lead::Scenario> scenarios = std::move(generator).scenarios();
  return lead::write_tests(rules.model(), scenarios);
}

}  // namespace leadscore
