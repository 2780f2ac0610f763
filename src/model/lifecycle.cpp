// SPDX-License-Identifier: Apache-2.0

// The stages of a lead's journey and the moves between them.
#include <algorithm>
#include <map>
#include <utility>

#include "model/entries.hpp"
#include "model/phrases.hpp"
#include "text/fold.hpp"

namespace leadscore::model {

namespace {

// The stages by canonical name, as they were declared.
using StageIndex = std::map<std::string, std::uint32_t, std::less<>>;

void read_stage(Builder& build, const yaml::Node& node, const StageIndex& index) {
  build.map_of(node, "stage");
  if (!node.is_map()) return;
  const yaml::Node* name = node.find("stage");
  if (!name || !build.text(*name, "'stage'")) return;
  Stage stage;
  stage.name = text::trim(name->text);
  stage.span = name->span;
  if (const yaml::Node* phase = node.find("phase")) {
    stage.phase = build.text(*phase, "'phase'").value_or("");
  }
  if (const yaml::Node* within = node.find("within")) {
    stage.within = build.duration(*within, "'within'", kShortestSpan, kLongestSpan);
  }
  if (const yaml::Node* off_path = node.find("off_path")) {
    stage.off_path = build.boolean(*off_path, "'off_path'").value_or(false);
  }
  // The first of two stages of one name counts; the second is reported where names are declared.
  auto& stages = build.model().stages;
  auto found = index.find(expr::canonical_name(name->text));
  if (found == index.end() || !stages[found->second].name.empty()) return;
  stages[found->second] = std::move(stage);
}

void read_stages(Builder& build, const yaml::Node& node) {
  const auto& declared = build.model().vocabulary.stages;
  StageIndex index;
  for (std::uint32_t i = 0; i < declared.size(); ++i) {
    index.emplace(expr::canonical_name(declared[i]), i);
  }
  build.model().stages.resize(declared.size());
  if (!build.is_list(node, "'stages'")) return;
  for (const yaml::Node& item : node.items) read_stage(build, item, index);
  if (node.items.empty()) {
    build.error(node.span, "missing-key", "a lifecycle needs at least one stage",
                "stages: [{stage: new}, {stage: mql}]");
  }
}

bool read_triggers(Builder& build, const yaml::Node& node, StageMove& move) {
  bool good = true;
  const yaml::Node* when = node.find("when");
  const yaml::Node* signal = node.find("signal");
  const yaml::Node* event = node.find("event");
  if (when) good = (move.when = build.condition(*when, "'when'")).has_value() && good;
  if (signal) good = (move.signal = build.signal(*signal)).has_value() && good;
  if (event) {
    auto types = build.event_types(*event, "'event'");
    good = good && types;
    if (types) move.event = expr::type_set(*types, build.model().vocabulary);
    move.event_text = text::trim(event->text);
  }
  if (when || signal || event) return good;
  build.error(move.span, "missing-key",
              "a move needs what makes it: 'when', 'signal' or 'event', or several of them",
              "signal: mql");
  return false;
}

void read_move(Builder& build, const yaml::Node& node) {
  bool good = build.map_of(node, "move");
  if (!node.is_map()) return;
  StageMove move;
  move.span = node.entries.empty() ? node.span : node.entries.front().key.span;
  move.place = build.place(move.span);
  const yaml::Node* to = node.find("to");
  std::optional<std::uint32_t> target;
  if (to) target = build.stage(*to);
  if (const yaml::Node* from = node.find("from")) {
    move.from = build.stages(*from);
    good = good && !move.from.empty();
    if (from->is_list() && from->items.empty()) {
      build.error(from->span, "wrong-kind", "'from' names no stage, so this move is never made");
    }
  }
  good = read_triggers(build, node, move) && good;
  if (!target || !good) return;
  move.to = *target;
  move.to_span = to->span;
  build.model().moves.push_back(std::move(move));
}

void read_moves(Builder& build, const yaml::Node& node) {
  if (!build.is_list(node, "'moves'")) return;
  for (const yaml::Node& item : node.items) read_move(build, item);
}

}  // namespace

void read_lifecycle(Builder& build, const yaml::Node& node) {
  build.map_of(node, "lifecycle");
  if (!node.is_map()) return;
  if (const yaml::Node* stages = node.find("stages")) read_stages(build, *stages);
  if (const yaml::Node* moves = node.find("moves")) read_moves(build, *moves);
}

}  // namespace leadscore::model
