// SPDX-License-Identifier: Apache-2.0

// What conditions ask of events that no rule looks for: their properties, and how many there are.
#include <algorithm>

#include "eval/moment.hpp"
#include "lead/generator.hpp"
#include "lead/words.hpp"

namespace leadscore::lead {

namespace {

constexpr Duration kSecond{1'000'000};
constexpr Duration kMinute = 60 * kSecond;
constexpr double kMostEvents = 30;
constexpr std::size_t kForCounts = 7;  // eighths of all leads
constexpr std::size_t kMostCombinations = 5'000;

}  // namespace

// Each value of each property, one event a lead.
void Generator::add_type_scenarios() {
  for (std::uint32_t type = 0; type < model_.events.size(); ++type) {
    const model::EventType& event = model_.events[type];
    for (std::size_t slot = 0; slot < event.properties.size(); ++slot) {
      const std::string& name = event.properties[slot].name;
      Scenario scenario{"each value of " + name + " of " + event.name, {}};
      Deed deed{type, std::vector<const Choice*>(event.properties.size(), nullptr)};
      if (values_.choices_of(type, slot).empty()) continue;
      add_lead(scenario, {name + " not known", {}, {{now_, deed}}, {}}, now_);
      for (const Choice& choice : values_.choices_of(type, slot)) {
        if (!has_room(kForCounts)) return;
        deed.properties[slot] = &choice;
        add_lead(scenario, {shortened(name + " " + choice.text), {}, {{now_, deed}}, {}}, now_);
      }
      keep(std::move(scenario));
    }
  }
}

void Generator::collect_counts(const expr::Expr& expr, std::vector<Count>& counts) const {
  using expr::Op;
  const auto take = [&](const expr::Expr& a, const expr::Expr& b) {
    const bool counted = a.op == Op::aggregate && !a.aggregate->members && !a.aggregate->after &&
                         a.aggregate->kind == expr::AggregateKind::count;
    if (!counted || b.op != Op::constant || b.constant.is_missing()) return;
    const double most = b.constant.as_number();
    if (most < 1 || most > kMostEvents) return;
    counts.push_back({a.aggregate.get(), static_cast<std::uint32_t>(most), source_text(model_, a)});
  };
  expr::walk(expr, [&](const expr::Expr& inner) {
    if (inner.op == Op::named) collect_counts(model_.named[inner.slot].expr, counts);
    if (inner.op != Op::compare) return;
    take(inner.args[0], inner.args[1]);
    take(inner.args[1], inner.args[0]);
  });
}

std::vector<Generator::Count> Generator::counts() const {
  std::vector<Count> counts;
  const auto add = [&](const std::optional<expr::Expr>& condition) {
    if (condition) collect_counts(*condition, counts);
  };
  add(model_.exclude);
  for (const model::Group& group : model_.groups) add(group.when);
  for (const model::Rule& rule : model_.rules) {
    if (!rule.enabled) continue;
    add(rule.when);
    for (const expr::Expr& given : rule.given) collect_counts(given, counts);
  }
  for (const model::Signal& signal : model_.signals) {
    collect_counts(signal.when, counts);
    add(signal.until);
  }
  for (const model::StageMove& move : model_.moves) add(move.when);
  for (const model::Route& route : model_.routing) add(route.when);
  return counts;
}

void Generator::add_count_scenarios() {
  std::set<std::string> seen;
  for (const Count& count : counts()) {
    const bool is_new = seen.insert(count.text + ' ' + std::to_string(count.most)).second;
    if (is_new && has_room(kForCounts)) add_count_scenario(count);
  }
}

std::optional<Deed> Generator::deed_counted_by(const expr::EventKey& key) const {
  const eval::State nobody(model_);
  const auto is_counted = [&](const Deed& deed) {
    eval::EventRecord record;
    record.type = deed.type;
    for (const Choice* choice : deed.properties) {
      record.properties.push_back(choice == nullptr ? eval::Datum() : choice->datum);
    }
    eval::Moment moment(nobody);
    const auto& ignore = model_.events[deed.type].ignore;
    return moment.holds(key.where, &record) && !(ignore && moment.holds(*ignore, &record));
  };
  for (std::uint32_t type = 0; type < key.types.size(); ++type) {
    if (!key.types[type]) continue;
    if (auto deed = first_deed(type, kMostCombinations, is_counted)) return deed;
  }
  return std::nullopt;
}

// One fewer than the number, the number, one more; then the instant at which the first is too old.
void Generator::add_count_scenario(const Count& count) {
  const auto deed = deed_counted_by(model_.vocabulary.keys[count.aggregate->key]);
  if (!deed) return;
  Subject subject;
  for (std::uint32_t i = 0; i <= count.most; ++i) {
    subject.deeds.emplace_back(now_ + i * kMinute, *deed);
  }
  const Time last = now_ + count.most * kMinute;
  std::set<Time> looks = {last - 2 * kMinute, last - kMinute, last};
  if (const auto& within = count.aggregate->within; within && *within > count.most * kMinute) {
    for (std::uint32_t i = 0; i < 2; ++i) {
      looks.insert(now_ + *within + i * kMinute - kSecond);
      looks.insert(now_ + *within + i * kMinute);
    }
  }
  for (const Time at : looks) prober_.add_look(subject, at);
  keep({count.text + " around " + std::to_string(count.most), {std::move(subject)}});
}

}  // namespace leadscore::lead
