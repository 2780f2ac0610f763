// SPDX-License-Identifier: Apache-2.0

// Scores: sums of rules, or expressions over other scores.
#include <string>
#include <utility>

#include "model/entries.hpp"
#include "model/phrases.hpp"
#include "model/rules.hpp"
#include "text/fold.hpp"

namespace leadscore::model {

namespace {

// What an expression over scores may not hold, in the author's words; null for what it may.
const char* foreign_part(expr::Op op) {
  using expr::Op;
  switch (op) {
    case Op::attribute: return "an attribute";
    case Op::band: return "a band";
    case Op::stage:
    case Op::stage_since:
    case Op::entered: return "about the lead's stage";
    case Op::signal_on:
    case Op::passes:
    case Op::since: return "about a signal";
    case Op::rejections: return "about rejections";
    case Op::aggregate: return "about events";
    case Op::now:
    case Op::age:
    case Op::days: return "about time";
    default: return nullptr;
  }
}

// The first part of an expression that is not over scores.
struct ForeignPart {
  Span span;
  const char* what = nullptr;
};

ForeignPart find_foreign(const Expr& expr, const std::vector<const char*>& foreign_named) {
  ForeignPart found;
  expr::walk(expr, [&](const Expr& part) {
    if (found.what) return;
    const bool named = part.op == expr::Op::named;
    found = {part.span, named ? foreign_named[part.slot] : foreign_part(part.op)};
    if (named && found.what) found.what = "defined over more than scores";
  });
  return found;
}

// What stands in each named expression; each names only those before it.
std::vector<const char*> find_foreign_named(const Model& model) {
  std::vector<const char*> found;
  for (const NamedExpression& named : model.named) {
    found.push_back(find_foreign(named.expr, found).what);
  }
  return found;
}

bool read_expression(Builder& build, const yaml::Node& node,
                     const std::vector<const char*>& foreign_named, Score& score) {
  if (!node.is_scalar() || node.is_null()) {
    build.error(node.span, "wrong-kind",
                "score " + quoted(score.name) +
                    " needs a map with 'rules', or an expression over "
                    "other scores",
                "rules: [{rule: NAME, when: CONDITION, points: 10}]");
    return false;
  }
  auto expr = build.expression(node, "score " + quoted(score.name), Where{}, expr::Type::number);
  if (!expr) return false;
  const ForeignPart foreign = find_foreign(*expr, foreign_named);
  if (foreign.what) {
    const auto& text = build.source().text;
    const std::string part = text.substr(foreign.span.begin, foreign.span.end - foreign.span.begin);
    build.error(foreign.span, "wrong-type",
                quoted(part) + " is " + foreign.what +
                    "; a score that is an expression is over other scores only",
                "put it into a rule: {rules: [{rule: NAME, points: " + part + "}]}");
    return false;
  }
  score.text = text::trim(node.text);
  score.expression = std::move(*expr);
  return true;
}

void read_sum(Builder& build, const yaml::Node& node, std::uint32_t index, RuleReader& reader,
              Score& score) {
  build.map_of(node, "score");
  read_bounds(build, node, score.min, score.max);
  if (const yaml::Node* initial = node.find("initial")) {
    if (auto points = build.points(*initial, "'initial'")) score.initial = *points;
  }
  if (const yaml::Node* rules = node.find("rules")) score.items = reader.items(*rules, index);
}

// Where the names were declared, so that slots agree; at the end for one that could not be.
std::uint32_t slot_of(const Model& model, const std::string& name) {
  const auto& symbols = model.vocabulary.symbols;
  auto found = symbols.find(expr::canonical_name(name));
  if (found != symbols.end() && found->second.kind == expr::SymbolKind::score) {
    return found->second.slot;
  }
  return static_cast<std::uint32_t>(model.scores.size());
}

}  // namespace

void read_scores(Builder& build, const yaml::Node& node) {
  if (!build.is_map(node, "'scores'")) return;
  RuleReader reader(build);
  const std::vector<const char*> foreign_named = find_foreign_named(build.model());
  auto& scores = build.model().scores;
  for (const yaml::Entry& entry : node.entries) {
    Score score;
    score.name = entry.key.text;
    score.span = entry.key.span;
    score.place = build.place(score.span);
    const std::uint32_t index = slot_of(build.model(), score.name);
    if (entry.value.is_map()) {
      read_sum(build, entry.value, index, reader, score);
    } else {
      read_expression(build, entry.value, foreign_named, score);
    }
    if (scores.size() <= index) scores.resize(index + 1);
    scores[index] = std::move(score);
  }
}

}  // namespace leadscore::model
