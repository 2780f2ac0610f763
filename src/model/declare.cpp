// SPDX-License-Identifier: Apache-2.0

// Every name of a file with its type, before any expression is read.
#include <utility>

#include "model/bands.hpp"
#include "model/entries.hpp"
#include "model/keys.hpp"
#include "model/names.hpp"

namespace leadscore::model {

namespace {

using expr::SymbolKind;

// As many as a fact may bring.
constexpr std::size_t kMostProperties = 512;

void put_symbol(Builder& build, const yaml::Node& key, SymbolKind kind, expr::TypeInfo type,
                std::size_t slot) {
  expr::Symbol symbol;
  symbol.kind = kind;
  symbol.type = std::move(type);
  symbol.slot = static_cast<std::uint32_t>(slot);
  build.model().vocabulary.symbols.emplace(expr::canonical_name(key.text), std::move(symbol));
}

// The entries of a section; none where it is not there or no map.
const std::vector<yaml::Entry>& entries_of(Builder& build, const yaml::Node& root,
                                           std::string_view section) {
  static const std::vector<yaml::Entry> none;
  const yaml::Node* node = root.find(section);
  if (node == nullptr) return none;
  return build.is_map(*node, "'" + std::string(section) + "'") ? node->entries : none;
}

// A field whose declaration is wrong still has its name, so that its uses are no mistakes too.
Field field_or_guess(Builder& build, const yaml::Entry& entry) {
  if (auto field = read_field(build, entry)) return std::move(*field);
  Field guess;
  guess.name = entry.key.text;
  guess.span = entry.key.span;
  return guess;
}

void declare_attributes(Builder& build, const yaml::Node& root, NameSpace& names) {
  for (const yaml::Entry& entry : entries_of(build, root, "attributes")) {
    Field field = field_or_guess(build, entry);
    if (!build.good_name(entry.key, "an attribute") || !names.declare(entry.key)) continue;
    auto& attributes = build.model().attributes;
    put_symbol(build, entry.key, SymbolKind::attribute, type_of(field), attributes.size());
    attributes.push_back(std::move(field));
  }
}

bool good_property(Builder& build, const yaml::Node& key) {
  if (!build.good_name(key, "a property")) return false;
  // By these a fact says what it is; a property of that name could not be told apart.
  if (!is_key_of("fact", key.text)) return true;
  build.error(key.span, "reserved-name",
              quoted(key.text) + " cannot be the name of a property: facts use it for themselves");
  return false;
}

void declare_properties(Builder& build, const yaml::Node& node, EventType& event,
                        expr::EventName& known) {
  NameSpace names(build, "the property");
  for (const yaml::Entry& entry : node.entries) {
    Field field = field_or_guess(build, entry);
    if (!good_property(build, entry.key) || !names.declare(entry.key)) continue;
    if (event.properties.size() == kMostProperties) {
      build.error(entry.key.span, "out-of-range",
                  "an event has at most " + std::to_string(kMostProperties) + " properties");
      return;
    }
    known.properties.push_back({expr::canonical_name(field.name), type_of(field)});
    event.properties.push_back(std::move(field));
  }
}

void declare_events(Builder& build, const yaml::Node& root, std::string_view section,
                    NameSpace& names) {
  const bool feedback = section == "feedback";
  for (const yaml::Entry& entry : entries_of(build, root, section)) {
    EventType event;
    event.name = entry.key.text;
    event.feedback = feedback;
    event.span = entry.key.span;
    expr::EventName known{expr::canonical_name(event.name), feedback, {}};
    // `unsubscribe:` alone says as much as `unsubscribe: {}`.
    if (entry.value.is_map()) {
      declare_properties(build, entry.value, event, known);
    } else if (!entry.value.is_null()) {
      build.error(entry.value.span, "wrong-kind",
                  "event " + quoted(event.name) + " needs a map of its properties and their types",
                  event.name + ": {url: text}, or {} for none");
    }
    if (!build.good_name(entry.key, "an event") || !names.declare(entry.key)) continue;
    build.model().events.push_back(std::move(event));
    build.model().vocabulary.events.push_back(std::move(known));
  }
}

void declare_signals(Builder& build, const yaml::Node& root) {
  NameSpace names(build, "the signal");
  for (const yaml::Entry& entry : entries_of(build, root, "signals")) {
    if (build.good_name(entry.key, "a signal", false)) names.declare(entry.key);
    build.model().vocabulary.signals.push_back(expr::canonical_name(entry.key.text));
  }
}

void declare_stages(Builder& build, const yaml::Node& root) {
  NameSpace names(build, "the stage");
  const yaml::Node* lifecycle = root.find("lifecycle");
  const yaml::Node* stages = lifecycle == nullptr ? nullptr : lifecycle->find("stages");
  if (stages == nullptr) return;
  for (const yaml::Node& item : stages->items) {
    const yaml::Node* name = item.find("stage");
    if (name == nullptr || !name->is_scalar() || name->is_null()) continue;
    if (build.good_name(*name, "a stage", false)) names.declare(*name);
    build.model().vocabulary.stages.push_back(name->text);
  }
}

void declare_scores(Builder& build, const yaml::Node& root, NameSpace& names) {
  std::size_t slot = 0;
  for (const yaml::Entry& entry : entries_of(build, root, "scores")) {
    if (!build.good_name(entry.key, "a score") || !names.declare(entry.key)) continue;
    put_symbol(build, entry.key, SymbolKind::score, {expr::Type::number, false, {}}, slot++);
  }
}

void declare_bands(Builder& build, const yaml::Node& bands, NameSpace& names) {
  std::vector<expr::Symbol> symbols = band_symbols(build, bands);
  for (std::size_t i = 0; i < bands.entries.size(); ++i) {
    const yaml::Node& key = bands.entries[i].key;
    if (!build.good_name(key, "a band") || !names.declare(key)) continue;
    build.model().vocabulary.symbols.emplace(expr::canonical_name(key.text), std::move(symbols[i]));
  }
}

void declare_defined(Builder& build, const yaml::Node& root, NameSpace& names) {
  for (const yaml::Entry& entry : entries_of(build, root, "define")) {
    if (!build.good_name(entry.key, "a definition") || !names.declare(entry.key)) continue;
    declare_constant(build, entry);
  }
}

}  // namespace

bool NameSpace::declare(const yaml::Node& key) {
  std::pair<std::string, Span> later{key.text, key.span};
  const auto [at, added] = first_.emplace(expr::canonical_name(key.text), later);
  if (added) return true;
  // Sections are not read in the order of the file.
  if (later.second.begin < at->second.second.begin) std::swap(later, at->second);
  build_.duplicate(later.second, what_, later.first, at->second.second);
  build_.diagnostics().back().hint = hint_;
  return false;
}

expr::TypeInfo type_of(const Field& field) {
  expr::TypeInfo info;
  switch (field.type) {
    case ValueType::text: info.type = expr::Type::text; break;
    case ValueType::integer:
    case ValueType::number: info.type = expr::Type::number; break;
    case ValueType::boolean: info.type = expr::Type::boolean; break;
    case ValueType::time: info.type = expr::Type::time; break;
    case ValueType::list: info.type = expr::Type::list; break;
  }
  info.exact = field.exact;
  std::vector<std::string> names;
  for (const Datum& one : field.one_of) {
    if (one.text) names.push_back(one.text->written);
  }
  info.names = std::move(names);
  return info;
}

void declare_names(Builder& build, const yaml::Node& root) {
  NameSpace shared(build, "the name",
                   "attributes, definitions, scores and bands share one space of names");
  declare_defined(build, root, shared);
  declare_attributes(build, root, shared);
  NameSpace events(build, "the event", "events and feedback share one space of names");
  declare_events(build, root, "events", events);
  declare_events(build, root, "feedback", events);
  declare_signals(build, root);
  declare_stages(build, root);
  declare_scores(build, root, shared);
  if (const yaml::Node* bands = root.find("bands"); bands != nullptr && bands->is_map()) {
    declare_bands(build, *bands, shared);
  }
  build.model().vocabulary.zone = build.model().zone;
  build.model().vocabulary.has_rejection = root.find("rejection") != nullptr;
}

}  // namespace leadscore::model
