// SPDX-License-Identifier: Apache-2.0
#include "model/known_values.hpp"

#include "text/fold.hpp"

namespace leadscore::model {

namespace {

// Of a property of more event types the values are not looked for.
constexpr std::size_t kMostTypes = 64;

std::vector<std::string> texts_of(const Field& field) {
  std::vector<std::string> texts;
  for (const Datum& value : field.one_of) {
    if (value.text) texts.push_back(value.text->written);
  }
  return texts;
}

}  // namespace

std::string KnownValues::compared(const Expr& by, const std::string& text) {
  if (by.type == expr::Type::symbol) return text::fold_and_trim(expr::canonical_name(text));
  return by.exact ? text : text::fold_and_trim(text);
}

std::vector<const KnownValues::Names*> KnownValues::list(const Expr& by, const std::string& key,
                                                         const std::vector<std::string>& names) {
  if (names.empty()) return {};
  auto [found, is_new] = lists_.try_emplace(key);
  if (is_new) {
    for (const std::string& name : names) found->second.emplace(compared(by, name), name);
  }
  return {&found->second};
}

std::vector<const KnownValues::Names*> KnownValues::of(const Expr& by) {
  const std::string slot = std::to_string(by.slot);
  switch (by.op) {
    case expr::Op::attribute: {
      const Field& field = model_.attributes[by.slot];
      const std::string key = "attribute " + slot;
      auto found = lists_.find(key);
      if (found != lists_.end()) return {&found->second};
      return list(by, key, texts_of(field));
    }
    case expr::Op::property: return of_property(by);
    case expr::Op::stage: return list(by, "stages", model_.vocabulary.stages);
    case expr::Op::band: return of_band(by);
    default: return {};
  }
}

std::vector<const KnownValues::Names*> KnownValues::of_property(const Expr& by) {
  std::vector<const Names*> all;
  for (const auto& [type, slot] : by.property->places) {
    const Field& field = model_.events[type].properties[slot];
    if (field.one_of.empty() || all.size() == kMostTypes) return {};
    const std::string key = "property " + std::to_string(type) + ' ' + std::to_string(slot);
    auto found = lists_.find(key);
    if (found == lists_.end()) {
      list(by, key, texts_of(field));
      found = lists_.find(key);
    }
    if (found == lists_.end()) return {};  // no texts
    all.push_back(&found->second);
  }
  return all;
}

std::vector<const KnownValues::Names*> KnownValues::of_band(const Expr& by) {
  if (bands_.empty()) {
    for (const auto& [name, symbol] : model_.vocabulary.symbols) {
      if (symbol.kind == expr::SymbolKind::band) bands_.emplace(symbol.slot, &symbol);
    }
  }
  auto band = bands_.find(by.slot);
  if (band == bands_.end()) return {};
  return list(by, "band " + std::to_string(by.slot), band->second->type.names.all());
}

}  // namespace leadscore::model
