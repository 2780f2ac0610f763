// SPDX-License-Identifier: Apache-2.0
#include "model/gains.hpp"

#include <algorithm>
#include <utility>

#include "expr/expr.hpp"

namespace leadscore::model {

namespace {

// Whether nothing stays nothing, and a change does not grow, when brought within these bounds.
bool hold_nothing(const std::optional<Points>& min, const std::optional<Points>& max) {
  return (!min || *min <= Points()) && (!max || *max >= Points());
}

void add(Gain& gain, Points points) {
  gain.least = std::min(gain.least, points);
  gain.most = std::max(gain.most, points);
}

std::optional<Gain> gain_of(const Table& table) {
  Gain one, all;
  for (const Row& row : table.rows) {
    const auto* points = std::get_if<Points>(&row.worth);
    if (points == nullptr) return std::nullopt;
    add(one, *points);
    (*points < Points() ? all.least : all.most) += *points;
  }
  return table.combine == Combine::sum ? all : one;
}

std::optional<Gain> gain_of(const Rule& rule) {
  if (!rule.event || !hold_nothing(rule.min, rule.max)) return std::nullopt;
  std::optional<Gain> gain;
  if (rule.table) {
    gain = gain_of(*rule.table);
  } else if (const auto* points = std::get_if<Points>(&rule.worth)) {
    add(gain.emplace(), *points);
  }
  if (!gain) return std::nullopt;
  Gain weighted;
  for (const Points points : {gain->least, gain->most}) {
    add(weighted, round_product({true, points, 0}, rule.weight));
  }
  return weighted;
}

class Collector {
 public:
  explicit Collector(const Model& model)
      : model_(model),
        read_(model.vocabulary.keys.size(), false),
        named_seen_(model.named.size(), false),
        scores_seen_(model.scores.size(), false) {}

  Gains collect() && {
    out_.of_rule.resize(model_.rules.size());
    for (const Score& score : model_.scores) {
      for (const Item& one : score.items) item(one);
    }
    for (const Watched& one : model_.watched) take(*one.condition);
    for (std::uint32_t type = 0; type < model_.events.size(); ++type) {
      out_.only_points.push_back(model_.readers.complete && is_only_points(type));
    }
    return std::move(out_);
  }

 private:
  // Only in a sum does what one part gains change the whole by no more than that.
  void item(const Item& item) {
    if (!item.is_group) {
      out_.of_rule[item.index] = gain_of(model_.rules[item.index]);
      return;
    }
    const Group& group = model_.groups[item.index];
    if (group.combine != Combine::sum || !hold_nothing(group.min, group.max)) return;
    for (const Item& inner : group.items) this->item(inner);
  }

  static bool first_visit(std::vector<bool>& seen, std::uint32_t index) {
    if (seen[index]) return false;
    seen[index] = true;
    return true;
  }

  // Of what is watched: the event keys that are read other than by the parts of scores.
  void take(const Expr& expr) {
    walk(expr, [this](const Expr& inner) {
      switch (inner.op) {
        case expr::Op::aggregate:
          if (!inner.aggregate->members) read_[inner.aggregate->key] = true;
          break;
        case expr::Op::named:
          if (first_visit(named_seen_, inner.slot)) take(model_.named[inner.slot].expr);
          break;
        case expr::Op::score: score(inner.slot); break;
        case expr::Op::band: band(inner.slot); break;
        default: break;
      }
    });
  }

  void score(std::uint32_t index) {
    if (!first_visit(scores_seen_, index)) return;
    if (model_.scores[index].expression) take(*model_.scores[index].expression);
  }

  void band(std::uint32_t index) {
    if (model_.bands[index].of) score(*model_.bands[index].of);
    for (const Band::Part& part : model_.bands[index].parts) {
      if (part.band) band(*part.band);
    }
  }

  [[nodiscard]] bool is_only_points(std::uint32_t type) const {
    for (const RejectionRule& rejection : model_.rejections) {
      if (rejection.event[type]) return false;
    }
    for (const StageMove& move : model_.moves) {
      if (move.event && (*move.event)[type]) return false;
    }
    const auto& keys = model_.vocabulary.keys;
    for (std::uint32_t key = 0; key < keys.size(); ++key) {
      const bool matters = read_[key] || !model_.readers.of_key[key].empty();
      if (keys[key].types[type] && matters) return false;
    }
    const auto is_bounded = [this](std::uint32_t rule) {
      return out_.of_rule[rule] && model_.readers.of_score[model_.rules[rule].score].empty();
    };
    const auto& own = model_.rules_of_event[type];
    if (!std::all_of(own.begin(), own.end(), is_bounded)) return false;
    const auto& any = model_.rules_of_any;
    return model_.events[type].feedback || std::all_of(any.begin(), any.end(), is_bounded);
  }

  const Model& model_;
  Gains out_;
  std::vector<bool> read_;  // by event key
  std::vector<bool> named_seen_, scores_seen_;
};

}  // namespace

Gains gains_of(const Model& model) { return Collector(model).collect(); }

}  // namespace leadscore::model
