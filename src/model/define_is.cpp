// SPDX-License-Identifier: Apache-2.0

// Named conditions and values, in the order in which they need each other; `ignore`, `exclude`.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "expr/ops.hpp"
#include "model/entries.hpp"

namespace leadscore::model {

namespace {

using expr::Syntax;
using expr::SyntaxKind;

// The properties of events by name: where one stands, it wins over a definition.
class Properties {
 public:
  explicit Properties(const expr::Vocabulary& vocabulary) {
    for (const expr::EventName& event : vocabulary.events) {
      for (const expr::PropertyName& property : event.properties) {
        of_[event.name].insert(property.name);
        if (!event.feedback) of_[std::string(expr::kAny)].insert(property.name);
      }
    }
  }

  [[nodiscard]] bool has(const std::vector<expr::Name>& events, const std::string& name) const {
    return std::any_of(events.begin(), events.end(), [&](const expr::Name& event) {
      const auto found = of_.find(expr::canonical_name(event.text));
      return found != of_.end() && found->second.count(name) > 0;
    });
  }

 private:
  std::map<std::string, std::set<std::string>> of_;
};

// The names in an expression that are no properties.
void add_names(const Syntax& syntax, const Properties& properties,
               std::vector<std::string>& names) {
  if (syntax.kind == SyntaxKind::name) names.push_back(syntax.text);
  for (const Syntax& arg : syntax.args) add_names(arg, properties, names);
  if (!syntax.aggregate) return;
  const expr::AggregateSyntax& aggregate = *syntax.aggregate;
  if (aggregate.after) add_names(*aggregate.after, properties, names);
  if (!aggregate.where) return;
  std::vector<std::string> inside;
  add_names(*aggregate.where, properties, inside);
  for (std::string& name : inside) {
    if (!properties.has(aggregate.events, name)) names.push_back(std::move(name));
  }
}

// Whether it is made of constants only, and so means the same wherever it stands, if it does not
// move with now.
bool is_constant(const Expr& expr, const std::vector<bool>& constant_named) {
  using expr::Op;
  bool constant = true;
  expr::walk(expr, [&](const Expr& part) {
    constant =
        constant && !is_looked_up(part.op) && (part.op != Op::named || constant_named[part.slot]);
  });
  return constant;
}

// What a definition that is wrong would have been, so that its uses are no mistakes too.
expr::Type guess_type(const std::optional<Syntax>& syntax) {
  if (!syntax) return expr::Type::boolean;
  switch (syntax->kind) {
    case SyntaxKind::number:
    case SyntaxKind::minus:
    case SyntaxKind::sum:
    case SyntaxKind::product:
    case SyntaxKind::aggregate: return expr::Type::number;
    case SyntaxKind::text: return expr::Type::text;
    default: return expr::Type::boolean;
  }
}

struct Definition {
  const yaml::Entry* entry = nullptr;
  const yaml::Node* node = nullptr;  // under `is`
  std::optional<Syntax> syntax;
  std::vector<std::size_t> needs;
  enum class State { waiting, open, done } state = State::waiting;
  bool in_cycle = false;
};

class Definitions {
 public:
  explicit Definitions(Builder& build) : build_(build) {}

  void collect(const yaml::Node& section) {
    for (const yaml::Entry& entry : section.entries) {
      if (!entry.value.is_map()) continue;
      Definition definition;
      definition.entry = &entry;
      if (build_.map_of(entry.value, "define_is")) definition.node = entry.value.find("is");
      index_.emplace(expr::canonical_name(entry.key.text), all_.size());
      all_.push_back(std::move(definition));
    }
  }

  void resolve() {
    const Properties properties(build_.model().vocabulary);
    for (Definition& definition : all_) parse(definition, properties);
    for (std::size_t i = 0; i < all_.size(); ++i) {
      if (all_[i].state == Definition::State::waiting) visit(i);
    }
  }

 private:
  void parse(Definition& definition, const Properties& properties) {
    if (definition.node == nullptr || build_.gave_up()) return;
    definition.syntax = build_.parsed(*definition.node, "'is'", "a condition or a value");
    if (!definition.syntax) return;
    std::vector<std::string> names;
    add_names(*definition.syntax, properties, names);
    for (const std::string& name : names) {
      const auto found = index_.find(name);
      if (found != index_.end()) definition.needs.push_back(found->second);
    }
  }

  // Depth first, with a stack of its own: chains may be long.
  void visit(std::size_t start) {
    std::vector<std::pair<std::size_t, std::size_t>> path = {{start, 0}};  // and its next need
    all_[start].state = Definition::State::open;
    while (!path.empty()) {
      auto& [at, next] = path.back();
      if (next == all_[at].needs.size()) {
        finish(all_[at]);
        path.pop_back();
        continue;
      }
      const std::size_t need = all_[at].needs[next++];
      if (all_[need].state == Definition::State::open) report_cycle(path, need);
      if (all_[need].state != Definition::State::waiting) continue;
      all_[need].state = Definition::State::open;
      path.emplace_back(need, 0);
    }
  }

  void report_cycle(const std::vector<std::pair<std::size_t, std::size_t>>& path,
                    std::size_t first) {
    auto from =
        std::find_if(path.begin(), path.end(), [&](const auto& p) { return p.first == first; });
    std::string chain;
    bool known = false;
    for (auto step = from; step != path.end(); ++step) {
      known = known || all_[step->first].in_cycle;
      all_[step->first].in_cycle = true;
      chain += all_[step->first].entry->key.text + " -> ";
    }
    if (known) return;
    const yaml::Node& key = all_[first].entry->key;
    Diagnostic& made =
        build_.error(key.span, "cycle",
                     "definition " + quoted(key.text) + " depends on itself: " + chain + key.text);
    for (auto step = from + 1; step != path.end(); ++step) {
      made.notes.push_back({all_[step->first].entry->key.span, "by way of this one"});
    }
  }

  void finish(Definition& definition) {
    definition.state = Definition::State::done;
    const yaml::Node& key = definition.entry->key;
    expr::Symbol symbol;
    symbol.kind = expr::SymbolKind::named;
    symbol.type.type = guess_type(definition.syntax);
    NamedExpression named{key.text, {}, key.span};
    if (definition.syntax && !definition.in_cycle) {
      auto made =
          build_.checked(*definition.node, *definition.syntax, "'is'", {}, {}, &symbol.type);
      if (made) named.expr = std::move(*made);
    }
    auto& moves = build_.model().vocabulary.named_moves;
    moves.push_back(expr::moves_with_now(named.expr, build_.model().vocabulary));
    symbol.constant_inside = !moves.back() && is_constant(named.expr, constant_);
    constant_.push_back(symbol.constant_inside);
    symbol.slot = build_.define(std::move(named));
    build_.model().vocabulary.symbols.emplace(expr::canonical_name(key.text), std::move(symbol));
  }

  Builder& build_;
  std::vector<Definition> all_;
  std::map<std::string, std::size_t> index_;
  std::vector<bool> constant_;  // of Model::named
};

}  // namespace

void read_define(Builder& build, const yaml::Node& root) {
  const yaml::Node* section = root.find("define");
  if (section == nullptr || !section->is_map()) return;
  Definitions definitions(build);
  definitions.collect(*section);
  definitions.resolve();
}

void read_ignore(Builder& build, const yaml::Node& node) {
  if (!build.is_map(node, "'ignore'")) return;
  for (const yaml::Entry& entry : node.entries) {
    const auto types = build.event_types(entry.key, "'ignore'");
    if (!types) continue;
    auto condition = build.condition(entry.value, "'ignore' of " + quoted(entry.key.text),
                                     {expr::Context::occurrence, *types});
    for (const std::uint32_t type : *types) {
      EventType& event = build.model().events[type];
      if (event.ignore) {
        build.error(entry.key.span, "duplicate-name",
                    "event " + quoted(event.name) + " has another condition under 'ignore'");
      }
      event.ignore = condition;
    }
  }
}

void read_exclude(Builder& build, const yaml::Node& node) {
  build.model().exclude = build.condition(node, "'exclude'");
}

}  // namespace leadscore::model
