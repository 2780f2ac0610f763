// SPDX-License-Identifier: Apache-2.0

// Names that nothing uses, and attributes that no test fills.
#include <algorithm>
#include <utility>
#include <variant>

#include "lint/linter.hpp"
#include "model/test_case.hpp"
#include "text/fold.hpp"

namespace leadscore::lint {

namespace {

// Event types that anything looks for.
std::vector<bool> used_events(const Model& model) {
  std::vector<bool> used(model.events.size(), false);
  const auto add = [&](const std::vector<bool>& types) {
    for (std::size_t type = 0; type < types.size(); ++type) {
      if (types[type]) used[type] = true;
    }
  };
  bool any = false;
  for (const model::Rule& rule : model.rules) {
    if (!rule.event) continue;
    any = any || rule.event->any;
    for (const std::uint32_t type : rule.event->listed) used[type] = true;
  }
  for (std::size_t type = 0; any && type < used.size(); ++type) {
    used[type] = used[type] || !model.events[type].feedback;
  }
  for (const auto& key : model.vocabulary.keys) add(key.types);
  for (const model::StageMove& move : model.moves) {
    if (move.event) add(*move.event);
  }
  for (const model::RejectionRule& rejection : model.rejections) add(rejection.event);
  return used;
}

}  // namespace

void Linter::usage() {
  const std::vector<bool> events = used_events(model_);
  for (std::size_t type = 0; type < events.size(); ++type) {
    if (events[type]) continue;
    const model::EventType& event = model_.events[type];
    warn(event.span, "unused", "nothing looks for the event " + quoted(event.name));
  }
  for (const auto& [name, symbol] : model_.vocabulary.symbols) {
    using expr::SymbolKind;
    if (symbol.used) continue;
    const std::string shown = quoted(name);
    switch (symbol.kind) {
      case SymbolKind::attribute:
        warn(model_.attributes[symbol.slot].span, "unused", "nothing uses the attribute " + shown);
        break;
      case SymbolKind::list: warn(symbol.span, "unused", "nothing uses the list " + shown); break;
      case SymbolKind::constant:
        warn(symbol.span, "unused", "nothing uses the constant " + shown);
        break;
      case SymbolKind::named:
        warn(model_.named[symbol.slot].span, "unused", "nothing uses the definition " + shown);
        break;
      default: break;  // scores and bands are answers
    }
  }
  if (!model_.tests.empty()) untested_attributes();
}

void Linter::untested_attributes() {
  std::set<std::string> filled;
  for (const auto& test : model_.tests) {
    for (const Fact& fact : test->facts) {
      for (const auto& [name, value] : fact.values) {
        if (!std::holds_alternative<Missing>(value))
          filled.insert(text::fold_and_trim(expr::canonical_name(name)));
      }
    }
  }
  for (const auto& [name, symbol] : model_.vocabulary.symbols) {
    if (symbol.kind != expr::SymbolKind::attribute || !symbol.used) continue;
    const model::Field& field = model_.attributes[symbol.slot];
    if (!field.fallback.is_missing() || filled.contains(text::fold_and_trim(name))) continue;
    warn(field.span, "untested", "no test ever fills the attribute " + quoted(field.name),
         "add a test with lead: {" + field.name + ": ...}");
  }
}

}  // namespace leadscore::lint
