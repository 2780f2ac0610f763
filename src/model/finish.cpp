// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include "model/event_index.hpp"
#include "model/gains.hpp"
#include "model/model.hpp"
#include "model/readers.hpp"
#include "model/retention.hpp"
#include "model/trend.hpp"
#include "model/worth.hpp"

namespace leadscore::model {

namespace {

std::vector<bool> held_signals(const Model& model) {
  std::vector<bool> named(model.signals.size(), false);
  for (const StageMove& move : model.moves) {
    if (move.signal) named[*move.signal] = true;
  }
  const bool none = std::find(named.begin(), named.end(), true) == named.end();
  return none ? std::vector<bool>(named.size(), true) : named;
}

std::vector<Watched> watched_conditions(const Model& model) {
  using Of = Watched::Of;
  std::vector<Watched> watched;
  Trends trends(model);
  const auto watch = [&](const Expr& condition, Of of, std::size_t index) {
    watched.push_back({&condition, of, static_cast<std::uint32_t>(index), trends.of(condition)});
  };
  const auto watch_any = [&](const std::optional<Expr>& condition, Of of, std::size_t index) {
    if (condition) watch(*condition, of, index);
  };
  watch_any(model.exclude, Of::exclusion, 0);
  for (std::size_t i = 0; i < model.signals.size(); ++i) {
    watch(model.signals[i].when, Of::signal, i);
    watch_any(model.signals[i].until, Of::until, i);
  }
  for (std::size_t i = 0; i < model.moves.size(); ++i) watch_any(model.moves[i].when, Of::move, i);
  for (std::size_t i = 0; i < model.routing.size(); ++i) {
    watch_any(model.routing[i].when, Of::route, i);
  }
  for (std::size_t i = 0; i < model.programs.size(); ++i) {
    watch(model.programs[i].enter, Of::entry, i);
    watch_any(model.programs[i].exit, Of::exit, i);
  }
  return watched;
}

// The stage from which on sales has the lead: the first in the list that a signal leads to.
std::optional<std::uint32_t> first_stage_of_signals(const Model& model) {
  std::optional<std::uint32_t> first;
  for (const StageMove& move : model.moves) {
    if (move.signal && (!first || move.to < *first)) first = move.to;
  }
  return first;
}

// Puts each signal behind those that it rests on, through scores, bands and named expressions too;
// else they stay in the order of the file. There are no cycles: loading refuses them.
class SignalOrder {
 public:
  explicit SignalOrder(const Model& model)
      : model_(model),
        named_(model.named.size()),
        scores_(model.scores.size()),
        signals_(model.signals.size()) {}

  std::vector<std::uint32_t> order() && {
    for (std::uint32_t index = 0; index < model_.signals.size(); ++index) signal(index);
    return std::move(order_);
  }

 private:
  static bool first_visit(std::vector<bool>& seen, std::uint32_t index) {
    if (seen[index]) return false;
    seen[index] = true;
    return true;
  }

  void signal(std::uint32_t index) {
    if (!first_visit(signals_, index)) return;
    expression(model_.signals[index].when);
    if (model_.signals[index].until) expression(*model_.signals[index].until);
    order_.push_back(index);
  }

  void expression(const Expr& expr) {
    walk(expr, [&](const Expr& part) {
      switch (part.op) {
        case expr::Op::signal_on:
        case expr::Op::passes:
        case expr::Op::since: signal(part.slot); break;
        case expr::Op::score: score(part.slot); break;
        case expr::Op::band: band(part.slot); break;
        case expr::Op::named:
          if (first_visit(named_, part.slot)) expression(model_.named[part.slot].expr);
          break;
        default: break;
      }
    });
  }

  void band(std::uint32_t index) {
    if (model_.bands[index].of) score(*model_.bands[index].of);
    for (const Band::Part& part : model_.bands[index].parts) {
      if (part.band) band(*part.band);
    }
  }

  void score(std::uint32_t index) {
    if (!first_visit(scores_, index)) return;
    const Score& score = model_.scores[index];
    if (score.expression) expression(*score.expression);
    for (const Item& inner : score.items) item(inner);
  }

  void item(const Item& item) {
    if (item.is_group) {
      const Group& group = model_.groups[item.index];
      if (group.when) expression(*group.when);
      for (const Item& inner : group.items) this->item(inner);
      return;
    }
    const Rule& rule = model_.rules[item.index];
    if (rule.when) expression(*rule.when);
    visit_points(rule, [this](const Expr& expr) { expression(expr); });
  }

  const Model& model_;
  std::vector<bool> named_, scores_, signals_;
  std::vector<std::uint32_t> order_;
};

std::shared_ptr<const EventIndex> rules_that_take(const Model& model, std::uint32_t type) {
  std::vector<EventIndex::Entry> entries;
  for (const std::uint32_t index : model.rules_of_event[type]) {
    EventIndex::Entry& entry = entries.emplace_back();
    entry.id = index;
    for (const Expr& where : model.rules[index].where) entry.conditions.push_back(&where);
  }
  return std::make_shared<const EventIndex>(type, entries);
}

std::shared_ptr<const EventIndex> keys_that_take(const Model& model, std::uint32_t type) {
  std::vector<EventIndex::Entry> entries;
  const auto& keys = model.vocabulary.keys;
  for (std::uint32_t index = 0; index < keys.size(); ++index) {
    if (!keys[index].types[type]) continue;
    EventIndex::Entry& entry = entries.emplace_back();
    entry.id = index;
    if (keys[index].where) entry.conditions.push_back(&*keys[index].where);
  }
  return std::make_shared<const EventIndex>(type, entries);
}

}  // namespace

void finish(Model& model) {
  model.held_signals = held_signals(model);
  model.signal_order = SignalOrder(model).order();
  model.watched = watched_conditions(model);
  for (const Watched& one : model.watched) {
    const auto place = static_cast<std::uint32_t>(model.watched_places.size());
    model.watched_places.emplace(one.condition, place);
  }
  const auto pause_from = first_stage_of_signals(model);
  for (Program& program : model.programs) {
    if (!program.pause_from) program.pause_from = pause_from;
  }
  model.rules_of_event.assign(model.events.size(), {});
  for (std::uint32_t index = 0; index < model.rules.size(); ++index) {
    const Rule& rule = model.rules[index];
    if (!rule.event || !rule.enabled) continue;
    if (rule.event->silence) {
      model.silence_rules.push_back(index);
      continue;
    }
    if (rule.event->any) model.rules_of_any.push_back(index);
    for (const std::uint32_t type : rule.event->listed) {
      model.rules_of_event[type].push_back(index);
    }
  }
  for (std::uint32_t type = 0; type < model.events.size(); ++type) {
    model.rule_index.push_back(rules_that_take(model, type));
    model.key_index.push_back(keys_that_take(model, type));
  }
  model.retention = retention_of(model);
  model.readers = readers_of(model);
  model.gains = gains_of(model);
}

}  // namespace leadscore::model
