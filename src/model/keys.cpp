// SPDX-License-Identifier: Apache-2.0
#include "model/keys.hpp"

#include <algorithm>
#include <map>

namespace leadscore::model {

const std::vector<Section>& all_sections() {
  static const std::vector<Section> sections = {
#define LEADSCORE_SECTION(name, title, short_form, others, summary) \
  {#name, title, KeyKind::short_form, #others, summary},
#include "model/keys.def"
  };
  return sections;
}

const std::vector<Key>& all_keys() {
  static const std::vector<Key> keys = {
#define LEADSCORE_KEY(section, key, required, kind, inside, summary, details) \
  {#section, key, (required) != 0, KeyKind::kind, #inside, summary, details},
#include "model/keys.def"
  };
  return keys;
}

const std::vector<Bond>& all_bonds() {
  static const std::vector<Bond> bonds = {
#define LEADSCORE_NEEDS(section, key, other) {#section, key, other, false},
#define LEADSCORE_EXCLUDES(section, key, other) {#section, key, other, true},
#include "model/keys.def"
  };
  return bonds;
}

const std::vector<Choice>& all_choices() {
  constexpr bool any = false;
  constexpr bool one = true;
  static const std::vector<Choice> choices = {
#define LEADSCORE_CHOICE(section, which, keys) {#section, which, keys},
#include "model/keys.def"
  };
  return choices;
}

const std::vector<Key>& keys_of(std::string_view section) {
  static const auto by_section = [] {
    std::map<std::string_view, std::vector<Key>> made;
    for (const Key& key : all_keys()) made[key.section].push_back(key);
    return made;
  }();
  static const std::vector<Key> none;
  const auto found = by_section.find(section);
  return found == by_section.end() ? none : found->second;
}

std::vector<std::string_view> keys_that_need(std::string_view section, std::string_view other) {
  std::vector<std::string_view> keys;
  for (const Bond& bond : all_bonds()) {
    if (bond.section == section && bond.other == other && !bond.excludes) keys.push_back(bond.key);
  }
  return keys;
}

bool is_key_of(std::string_view section, std::string_view name) {
  return std::any_of(all_keys().begin(), all_keys().end(),
                     [&](const Key& key) { return key.section == section && key.name == name; });
}

std::string_view title_of(std::string_view section) {
  const auto& all = all_sections();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Section& one) { return one.name == section; });
  return found == all.end() ? section : found->title;
}

}  // namespace leadscore::model
