// SPDX-License-Identifier: Apache-2.0
#include "model/model.hpp"

#include <algorithm>
#include <iterator>

namespace leadscore::model {

namespace {

std::optional<std::uint32_t> symbol_named(const expr::Vocabulary& vocabulary, std::string_view name,
                                          expr::SymbolKind kind) {
  const auto& symbols = vocabulary.symbols;
  const auto found = name.find(' ') == std::string_view::npos
                         ? symbols.find(name)
                         : symbols.find(expr::canonical_name(name));
  if (found == symbols.end() || found->second.kind != kind) return std::nullopt;
  return found->second.slot;
}

template <class T>
std::optional<std::uint32_t> index_of(const std::vector<T>& all, std::string_view name) {
  const auto same = [&](const T& one) { return expr::is_same_name(one.name, name); };
  const auto found = std::find_if(all.begin(), all.end(), same);
  if (found == all.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - all.begin());
}

}  // namespace

std::optional<std::uint32_t> Model::attribute_named(std::string_view wanted) const {
  return symbol_named(vocabulary, wanted, expr::SymbolKind::attribute);
}

std::optional<std::uint32_t> Model::event_named(std::string_view wanted) const {
  return index_of(events, wanted);
}

std::optional<std::uint32_t> Model::score_named(std::string_view wanted) const {
  return symbol_named(vocabulary, wanted, expr::SymbolKind::score);
}

std::optional<std::uint32_t> Model::signal_named(std::string_view wanted) const {
  return index_of(signals, wanted);
}

std::vector<std::uint32_t> Model::with_rules_of_any(std::uint32_t type,
                                                    std::vector<std::uint32_t> own) const {
  if (events[type].feedback || rules_of_any.empty()) return own;
  std::vector<std::uint32_t> merged;
  std::merge(own.begin(), own.end(), rules_of_any.begin(), rules_of_any.end(),
             std::back_inserter(merged));
  return merged;
}

}  // namespace leadscore::model
