// SPDX-License-Identifier: Apache-2.0
#include "model/readers.hpp"

#include <utility>

#include "expr/ops.hpp"
#include "model/worth.hpp"

namespace leadscore::model {

namespace {

class Collector {
 public:
  Collector(const Model& model, std::size_t most_steps)
      : model_(model),
        most_steps_(most_steps),
        named_seen_(model.named.size()),
        scores_seen_(model.scores.size()) {
    out_.of_attribute.resize(model.attributes.size());
    out_.of_key.resize(model.vocabulary.keys.size());
    out_.of_rule.resize(model.rules.size());
    out_.of_score.resize(model.scores.size());
    out_.still.resize(model.scores.size());
    out_.moving.resize(model.scores.size());
  }

  Readers collect() && {
    for (std::uint32_t index = 0; index < model_.scores.size(); ++index) {
      const auto& items = model_.scores[index].items;
      for (std::uint32_t place = 0; place < items.size(); ++place) {
        begin({index, place});
        item(items[place], true);
        if (earns_only(items[place])) continue;
        (is_still_ ? out_.still : out_.moving)[index].push_back(place);
      }
      out_.moving[index].push_back(static_cast<std::uint32_t>(items.size()));
      // Of the books that were closed, events no longer change anything.
      begin({index, static_cast<std::uint32_t>(items.size())});
      for (const Item& one : items) item(one, false);
    }
    out_.complete = steps_ <= most_steps_;
    return std::move(out_);
  }

 private:
  void begin(ScorePart part) {
    part_ = part;
    is_still_ = true;
    ++stamp_;
  }
  // Whether it gives nothing until an event has earned something. With a `when`, time may bring back
  // what an event has earned before.
  [[nodiscard]] bool earns_only(const Item& item) const {
    return !item.is_group && model_.rules[item.index].event && !model_.rules[item.index].when;
  }
  // Whether the part has not followed this yet.
  bool first_visit(std::vector<std::size_t>& seen, std::uint32_t index) const {
    return std::exchange(seen[index], stamp_) != stamp_;
  }
  void reads(std::vector<ScorePart>& readers) {
    const bool known = !readers.empty() && readers.back().score == part_.score &&
                       readers.back().place == part_.place;
    if (!known) readers.push_back(part_);
  }

  void item(const Item& item, bool open) {
    if (item.is_group) {
      const Group& group = model_.groups[item.index];
      take(group.when);
      for (const Item& inner : group.items) this->item(inner, open);
      return;
    }
    const Rule& rule = model_.rules[item.index];
    take(rule.when);
    is_still_ = is_still_ && !rule.event && !rule.active_from && !rule.active_until;
    if (rule.event) {
      if (open) reads(out_.of_rule[item.index]);
      return;
    }
    if (open) visit_points(rule, [this](const Expr& expr) { take(expr); });
  }

  void take(const std::optional<Expr>& expr) {
    if (expr) take(*expr);
  }

  void take(const Expr& expr) {
    walk(expr, [this](const Expr& inner) {
      if (++steps_ <= most_steps_) return take_one(inner);
      is_still_ = false;  // for all that is known
    });
  }

  void take_one(const Expr& expr) {
    switch (expr.op) {
      case expr::Op::now:
      case expr::Op::age: is_still_ = false; return;
      case expr::Op::attribute: return reads(out_.of_attribute[expr.slot]);
      case expr::Op::aggregate:
        is_still_ = false;
        if (!expr.aggregate->members) reads(out_.of_key[expr.aggregate->key]);
        return;
      case expr::Op::named:
        if (first_visit(named_seen_, expr.slot)) take(model_.named[expr.slot].expr);
        return;
      case expr::Op::score: is_still_ = false; return score(expr.slot);
      case expr::Op::band: is_still_ = false; return band(expr.slot);
      default:
        if (expr::is_of_journey(expr.op)) reads(out_.of_journey);
    }
  }

  // A score that is a sum tells its readers itself when it changes.
  void score(std::uint32_t index) {
    const auto& expression = model_.scores[index].expression;
    if (!expression) return reads(out_.of_score[index]);
    if (first_visit(scores_seen_, index)) take(*expression);
  }

  void band(std::uint32_t index) {
    if (++steps_ > most_steps_) return;
    if (model_.bands[index].of) score(*model_.bands[index].of);
    for (const Band::Part& part : model_.bands[index].parts) {
      if (part.band) band(*part.band);
    }
  }

  const Model& model_;
  std::size_t most_steps_;
  Readers out_;
  ScorePart part_;
  bool is_still_ = true;  // whether the part changes with attributes and the journey alone
  std::size_t stamp_ = 0, steps_ = 0;
  std::vector<std::size_t> named_seen_, scores_seen_;  // the stamp of the part that came last
};

}  // namespace

Readers readers_of(const Model& model, std::size_t most_steps) {
  return Collector(model, most_steps).collect();
}

}  // namespace leadscore::model
