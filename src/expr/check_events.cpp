// SPDX-License-Identifier: Apache-2.0

// Events and their properties by name, and the keys under which they are counted.
#include <algorithm>
#include <utility>

#include "expr/check_pass.hpp"
#include "text/nearest.hpp"

namespace leadscore::expr {

namespace {

// A key over more event types than this is called by what they are together: all.
constexpr std::size_t kMostNamed = 8;

bool same_type(const TypeInfo& a, const TypeInfo& b) {
  return a.type == b.type && a.exact == b.exact;
}

std::vector<std::string> property_names(const std::vector<std::uint32_t>& types,
                                        const Vocabulary& vocabulary) {
  std::vector<std::string> names;
  for (std::uint32_t type : types) {
    for (const PropertyName& property : vocabulary.events[type].properties) {
      names.push_back(canonical_name(property.name));
    }
  }
  return names;
}

// Where the events of those types have a property of that name.
std::vector<EventIndex::Property> places_of(const EventIndex& index, const std::string& name,
                                            const std::vector<std::uint32_t>& types) {
  std::vector<EventIndex::Property> places;
  const auto found = index.properties.find(name);
  if (found == index.properties.end()) return places;
  const auto& all = found->second;
  for (const std::uint32_t type : types) {
    const auto place =
        std::lower_bound(all.begin(), all.end(), type,
                         [](const EventIndex::Property& a, std::uint32_t b) { return a.type < b; });
    if (place != all.end() && place->type == type) places.push_back(*place);
  }
  return places;
}

// `a_or_b`: events joined as conditions are; and a silence without its length.
std::string hint_for_events(const std::string& name, const EventIndex& index) {
  if (name == "silence") return "write how long it lasts: silence(30d)";
  for (const std::string joint : {"_or_", "_and_"}) {
    std::string joined;
    std::size_t begin = 0;
    bool known = name.find(joint) != std::string::npos;
    while (known && begin <= name.size()) {
      const std::size_t end = std::min(name.find(joint, begin), name.size());
      const std::string part = name.substr(begin, end - begin);
      known = index.types.contains(part);
      joined += (joined.empty() ? "" : " | ") + part;
      begin = end + joint.size();
    }
    if (known) return "write: " + joined;
  }
  return "";
}

}  // namespace

std::vector<std::uint32_t> resolve_events(const std::vector<Name>& names,
                                          const Vocabulary& vocabulary,
                                          std::vector<Problem>& problems) {
  const EventIndex& index = vocabulary.index();
  if (names.size() == 1 && names[0].text == kAny) return index.behaviour;
  std::vector<std::uint32_t> types;
  for (const Name& name : names) {
    if (name.text == kAny) {
      types.insert(types.end(), index.behaviour.begin(), index.behaviour.end());
      continue;
    }
    const auto found = index.types.find(canonical_name(name.text));
    if (found != index.types.end()) {
      types.push_back(found->second);
      continue;
    }
    std::vector<std::string> known;
    for (const auto& [one, type] : index.types) known.push_back(one);
    std::string hint = hint_for_events(canonical_name(name.text), index);
    auto near = hint.empty() ? text::nearest(name.text, known) : std::nullopt;
    problems.push_back({name.span, "unknown-event",
                        "unknown event '" + name.text + "'" +
                            (near ? "; did you mean '" + *near + "'?" : std::string()),
                        std::move(hint), near.value_or("")});
  }
  std::sort(types.begin(), types.end());
  types.erase(std::unique(types.begin(), types.end()), types.end());
  return types;
}

std::optional<ResolvedProperty> resolve_property(const Name& name,
                                                 const std::vector<std::uint32_t>& types,
                                                 const Vocabulary& vocabulary,
                                                 std::vector<Problem>& problems) {
  const EventIndex& index = vocabulary.index();
  const std::string wanted = canonical_name(name.text);
  const bool any = types.size() > 1 && types == index.behaviour;
  ResolvedProperty resolved;
  if (any && index.of_any.contains(wanted)) {
    resolved.ref = index.of_any[wanted];
    const PropertyRef::Place& first = resolved.ref->places.front();
    resolved.type = vocabulary.events[first.type].properties[first.slot].type;
    return resolved;
  }
  PropertyRef ref;
  ref.name = wanted;
  for (const EventIndex::Property& place : places_of(index, wanted, types)) {
    const TypeInfo& type = vocabulary.events[place.type].properties[place.slot].type;
    if (!ref.places.empty() && !same_type(resolved.type, type)) {
      problems.push_back(
          {name.span, "wrong-type", "'" + name.text + "' is of different types in these events"});
      return std::nullopt;
    }
    ref.places.push_back({place.type, place.slot});
    resolved.type = type;
  }
  if (!ref.places.empty()) {
    resolved.ref = std::make_shared<const PropertyRef>(std::move(ref));
    if (any) index.of_any[wanted] = resolved.ref;
    return resolved;
  }
  auto near = text::nearest(name.text, property_names(types, vocabulary));
  problems.push_back({name.span,
                      "unknown-property",
                      "unknown property '" + name.text + "'" +
                          (near ? "; did you mean '" + *near + "'?" : std::string()),
                      {},
                      near.value_or("")});
  return std::nullopt;
}

std::vector<bool> type_set(const std::vector<std::uint32_t>& types, const Vocabulary& vocabulary) {
  std::vector<bool> set(vocabulary.events.size(), false);
  for (std::uint32_t type : types) set[type] = true;
  return set;
}

std::uint32_t intern_key(Vocabulary& vocabulary, const std::vector<std::uint32_t>& types,
                         std::optional<Expr> where, const std::string& where_text) {
  std::string text;
  const bool any = types.size() > kMostNamed && types == vocabulary.index().behaviour;
  if (any) text = kAny;
  for (std::size_t i = 0; i < types.size() && !any; ++i) {
    const std::uint32_t type = types[i];
    text += (text.empty() ? "" : " | ") + canonical_name(vocabulary.events[type].name);
  }
  if (where) text += " where " + where_text;
  auto& keys = vocabulary.keys;
  const auto next = static_cast<std::uint32_t>(keys.size());
  const auto [found, is_new] = vocabulary.key_of_text.try_emplace(text, next);
  if (is_new) keys.push_back({type_set(types, vocabulary), std::move(where), std::move(text)});
  return found->second;
}

}  // namespace leadscore::expr
