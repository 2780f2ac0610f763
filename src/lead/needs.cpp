// SPDX-License-Identifier: Apache-2.0
#include "lead/needs.hpp"

#include "model/worth.hpp"

namespace leadscore::lead {

using expr::Expr;
using expr::Op;
using model::Model;

namespace {

class Collector {
 public:
  explicit Collector(const Model& model) : model_(model) {}

  Needs collect(std::uint32_t signal) {
    if (model_.exclude) condition(*model_.exclude);
    take_signal(signal);
    return std::move(needs_);
  }

 private:
  using Indices = std::set<std::uint32_t>;

  void condition(const Expr& expr) {
    needs_.conditions.push_back(&expr);
    walk(expr, [this](const Expr& inner) { node(inner); });
  }
  void condition(const std::optional<Expr>& expr) {
    if (expr) condition(*expr);
  }

  void node(const Expr& expr) {
    switch (expr.op) {
      case Op::attribute: needs_.attributes.insert(expr.slot); break;
      case Op::named:
        if (named_.insert(expr.slot).second) condition(model_.named[expr.slot].expr);
        break;
      case Op::score: take_score(expr.slot); break;
      case Op::band: take_band(expr.slot); break;
      case Op::stage:
      case Op::stage_since:
      case Op::entered: take_moves(); break;
      case Op::signal_on:
      case Op::passes:
      case Op::since: take_signal(expr.slot); break;
      case Op::rejections: take_rejections(); break;
      case Op::aggregate:
        if (!expr.aggregate->members) take_key(expr.aggregate->key);
        break;
      default: break;
    }
  }

  void take_key(std::uint32_t index) {
    if (!needs_.keys.insert(index).second) return;
    take_types(model_.vocabulary.keys[index].types);
    condition(model_.vocabulary.keys[index].where);
  }

  void take_types(const std::vector<bool>& types) {
    for (std::uint32_t type = 0; type < types.size(); ++type) {
      if (types[type] && needs_.events.insert(type).second) condition(model_.events[type].ignore);
    }
  }

  void take_signal(std::uint32_t index) {
    if (!signals_.insert(index).second) return;
    condition(model_.signals[index].when);
    condition(model_.signals[index].until);
    if (model_.held_signals[index]) take_rejections();
  }

  void take_score(std::uint32_t index) {
    if (!scores_.insert(index).second) return;
    condition(model_.scores[index].expression);
    for (const model::Item& item : model_.scores[index].items) take_item(item);
  }

  void take_item(const model::Item& item) {
    if (item.is_group) {
      condition(model_.groups[item.index].when);
      for (const model::Item& inner : model_.groups[item.index].items) take_item(inner);
      return;
    }
    const model::Rule& rule = model_.rules[item.index];
    if (!rule.enabled || !needs_.rules.insert(item.index).second) return;
    condition(rule.when);
    for (const Expr& where : rule.where) condition(where);
    for (const Expr& given : rule.given) condition(given);
    model::visit_points(rule, [this](const Expr& expr) { condition(expr); });
    // An event ends a silence.
    if (rule.event) take_types(rule.event->types);
  }

  void take_band(std::uint32_t index) {
    const model::Band& band = model_.bands[index];
    if (band.of) take_score(*band.of);
    for (const model::Band::Part& part : band.parts) {
      if (part.band) take_band(*part.band);
    }
  }

  void take_moves() {
    if (moves_) return;
    moves_ = true;
    for (const model::StageMove& move : model_.moves) {
      condition(move.when);
      if (move.event) take_types(*move.event);
      if (move.signal) take_signal(*move.signal);
    }
    take_rejections();
  }

  // A held signal waits for any behaviour.
  void take_rejections() {
    if (rejections_) return;
    rejections_ = true;
    std::vector<bool> types(model_.events.size());
    for (std::size_t type = 0; type < types.size(); ++type) {
      types[type] = !model_.events[type].feedback && !model_.rejections.empty();
    }
    take_types(types);
    for (const model::RejectionRule& rule : model_.rejections) {
      take_types(rule.event);
      condition(rule.where);
    }
  }

  const Model& model_;
  Needs needs_;
  Indices named_, signals_, scores_;
  bool moves_ = false;
  bool rejections_ = false;
};

}  // namespace

Needs needs_of(const Model& model, std::uint32_t signal) {
  return Collector(model).collect(signal);
}

}  // namespace leadscore::lead
