// SPDX-License-Identifier: Apache-2.0

// The lead's journey: moves, stages, rejections, routes.
#include <algorithm>
#include <utility>

#include "expr/ops.hpp"
#include "lint/linter.hpp"

namespace leadscore::lint {

using expr::Op;
using model::StageMove;

namespace {

// Whether a move without `from` can be made from there: forward only, and not from beside the path.
bool leads_from(const Model& model, const StageMove& move, std::uint32_t stage) {
  if (!move.from.empty()) {
    return std::find(move.from.begin(), move.from.end(), stage) != move.from.end();
  }
  return stage < move.to && !model.stages[stage].off_path;
}

// All effects of a rejection with the stages they lead to.
template <class Visit>
void each_effect(const Model& model, const Visit& visit) {
  for (const model::RejectionRule& rejection : model.rejections) {
    visit(rejection, rejection.general);
    for (const auto& [reason, effect] : rejection.by_reason) visit(rejection, effect);
  }
}

// Whether anything in the condition changes with a rejection.
class Follows {
 public:
  explicit Follows(const Model& model) : model_(model) {}

  [[nodiscard]] bool rejections(const Expr& expr) const {
    bool found = false;
    walk(expr, [&](const Expr& part) {
      found = found || expr::is_of_journey(part.op);
      switch (part.op) {
        case Op::named: found = found || rejections(model_.named[part.slot].expr); break;
        case Op::score: found = found || changes(part.slot); break;
        case Op::band: found = found || of_band(part.slot); break;
        case Op::aggregate: found = found || counts_feedback(*part.aggregate); break;
        default: break;
      }
    });
    return found;
  }

 private:
  [[nodiscard]] bool changes(std::uint32_t score) const {
    if (const auto& expression = model_.scores[score].expression) return rejections(*expression);
    bool found = false;
    each_effect(model_, [&](const model::RejectionRule&, const model::RejectionEffect& effect) {
      for (const auto& change : effect.changes) found = found || change.score == score;
    });
    return found;
  }
  [[nodiscard]] bool of_band(std::uint32_t band) const {
    const model::Band& made = model_.bands[band];
    if (made.of) return changes(*made.of);
    return std::any_of(made.parts.begin(), made.parts.end(),
                       [&](const auto& part) { return part.band && of_band(*part.band); });
  }
  [[nodiscard]] bool counts_feedback(const expr::Aggregate& aggregate) const {
    if (aggregate.members) return false;
    const auto& types = model_.vocabulary.keys[aggregate.key].types;
    for (std::size_t type = 0; type < types.size(); ++type) {
      if (types[type] && model_.events[type].feedback) return true;
    }
    return false;
  }

  const Model& model_;
};

}  // namespace

void Linter::journey() {
  for (const StageMove& move : model_.moves) {
    if (move.when) condition(*move.when);
  }
  dead_moves();
  unreachable_stages();
  undone_rejections();
  routes();
}

void Linter::dead_moves() {
  for (const StageMove& move : model_.moves) {
    bool possible = false;
    for (std::uint32_t stage = 0; stage < model_.stages.size(); ++stage) {
      possible = possible || (stage != move.to && leads_from(model_, move, stage));
    }
    if (possible) continue;
    if (move.from.empty()) {
      warn(move.to_span, "unreachable-move",
           "this move is never made: without 'from' a lead only moves forward, and no stage comes "
           "before " +
               quoted(model_.stages[move.to].name),
           "say where it leads from: from: [...]");
    } else {
      warn(move.to_span, "unreachable-move",
           "this move is never made: it leads from " + quoted(model_.stages[move.to].name) +
               " to itself");
    }
  }
}

void Linter::unreachable_stages() {
  if (model_.stages.empty()) return;
  std::vector<bool> reached(model_.stages.size(), false);
  reached[0] = true;
  each_effect(model_, [&](const model::RejectionRule&, const model::RejectionEffect& effect) {
    if (effect.to) reached[*effect.to] = true;
  });
  for (bool more = true; more;) {
    more = false;
    for (const StageMove& move : model_.moves) {
      if (reached[move.to]) continue;
      for (std::uint32_t stage = 0; stage < reached.size() && !reached[move.to]; ++stage) {
        reached[move.to] = reached[stage] && leads_from(model_, move, stage);
      }
      more = more || reached[move.to];
    }
  }
  for (std::size_t stage = 0; stage < reached.size(); ++stage) {
    if (reached[stage]) continue;
    const model::Stage& made = model_.stages[stage];
    warn(made.span, "unreachable-stage", "no move leads a lead to " + quoted(made.name),
         "add a move: {to: " + made.name + ", ...}");
  }
}

// A lead that sales sends back must not be moved on again by what it is.
void Linter::undone_rejections() {
  std::optional<std::uint32_t> first_of_sales;
  for (const StageMove& move : model_.moves) {
    if (move.signal && (!first_of_sales || move.to < *first_of_sales)) first_of_sales = move.to;
  }
  const auto undoes = [&](const StageMove& move, std::uint32_t from) {
    if (!move.when || move.signal || move.event || !leads_from(model_, move, from)) return false;
    if (model_.stages[move.to].off_path || move.to <= from) return false;
    if (first_of_sales && move.to < *first_of_sales) return false;
    return !Follows(model_).rejections(*move.when);
  };
  each_effect(
      model_, [&](const model::RejectionRule& rejection, const model::RejectionEffect& effect) {
        if (!effect.to) return;
        for (const StageMove& move : model_.moves) {
          if (!undoes(move, *effect.to)) continue;
          warn(move.span, "undoes-rejection",
               "this move takes a rejected lead from " + quoted(model_.stages[*effect.to].name) +
                   " to " + quoted(model_.stages[move.to].name) +
                   " at once: its 'when' does not change with a rejection",
               "use a signal, which a rejection turns off and holds, or add: and rejections == 0")
              .notes.push_back({rejection.span, "the rejection stands here"});
        }
      });
}

void Linter::routes() {
  const model::Route* always = nullptr;
  for (const model::Route& route : model_.routing) {
    if (always) {
      warn(route.span, "unreachable-route",
           "nothing comes as far as this: an entry above it always holds")
          .notes.push_back({always->span, "this one always holds"});
      break;
    }
    if (!route.when) {
      always = &route;
      continue;
    }
    condition(*route.when);
    if (!space_.possible(*route.when, Want::not_true)) always = &route;
    if (model_.rejections.empty() || Follows(model_).rejections(*route.when)) continue;
    warn(route.span, "ignores-rejections",
         "a rejected lead goes to " + quoted(route.to) +
             " again: the route does not look at rejections",
         "add: and rejections == 0");
  }
}

}  // namespace leadscore::lint
