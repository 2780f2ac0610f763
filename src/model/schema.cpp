// SPDX-License-Identifier: Apache-2.0

// The JSON Schema of rule files from the tables that the reader uses: a definition for each
// section of keys.def.
#include "model/schema.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <leadscore/schema.hpp>
#include <leadscore/value.hpp>

#include "model/schema_kinds.hpp"
#include "model/schema_patterns.hpp"

namespace leadscore {

namespace model {

namespace {

constexpr std::string_view kOthers = "*";

std::string reference_to(std::string_view definition) {
  return json_object({{"$ref", json_string("#/definitions/" + std::string(definition))}});
}

// What a container holds: a section or a kind.
std::string content(std::string_view inside) {
  if (inside == "item") return reference_to("item");
  const auto kind = kind_named(inside);
  return kind ? json_object(members_of(*kind)) : reference_to(inside);
}

std::string required(const std::vector<std::string_view>& keys) {
  return json_object({{"required", json_strings(keys)}});
}

std::vector<std::string_view> split(std::string_view words) {
  std::vector<std::string_view> found;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    found.push_back(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return found;
}

// --- one key ----------------------------------------------------------------------------------

std::string list_of(std::string_view inside, bool at_least_one) {
  JsonMembers members = {{"type", json_string("array")}, {"items", content(inside)}};
  if (at_least_one) members.emplace_back("minItems", "1");
  return json_object(members);
}

JsonMembers map_of(std::string_view inside, std::string_view names) {
  JsonMembers members = {{"type", json_string("object")}};
  if (!names.empty()) members.emplace_back("propertyNames", reference_to(names));
  members.emplace_back("additionalProperties", content(inside));
  return members;
}

JsonMembers members_of(const Key& key) {
  switch (key.kind) {
    case KeyKind::section: return {{"allOf", json_array({content(key.inside)})}};
    case KeyKind::named: return map_of(key.inside, "name");
    case KeyKind::labelled: return map_of(key.inside, "label");
    case KeyKind::map_of: return map_of(key.inside, "");
    case KeyKind::list_of:
    case KeyKind::some_of:
      return {{"type", json_string("array")},
              {"items", content(key.inside)},
              {"minItems", key.kind == KeyKind::some_of ? "1" : "0"}};
    case KeyKind::one_or_list_of:
      return {{"anyOf", json_array({content(key.inside), list_of(key.inside, false)})}};
    default: return members_of(key.kind);
  }
}

std::string schema_of(const Key& key) {
  JsonMembers members = members_of(key);
  members.insert(members.begin(), {"description", json_string(description_of(key))});
  return json_object(members);
}

// --- one section ------------------------------------------------------------------------------

class SectionSchema {
 public:
  explicit SectionSchema(const Section& section)
      : section_(section), keys_(keys_of(section.name)) {}

  // The map with its keys.
  JsonMembers map() {
    members_ = {{"type", json_string("object")}};
    add_properties();
    read_choices();
    add_required();
    add_others();
    add_bonds();
    if (section_.name == "rule") add_shapes_of_rules();
    if (!conditions_.empty()) members_.emplace_back("allOf", json_array(conditions_));
    return std::move(members_);
  }

  // With what an editor shows of the whole, and with the short form.
  JsonMembers whole() {
    std::string title(section_.title);
    std::erase(title, '\'');
    JsonMembers members = {{"title", json_string(title)},
                           {"description", json_string(section_.summary)}};
    const JsonMembers keys = map();
    if (section_.short_form == KeyKind::none) {
      members.insert(members.end(), keys.begin(), keys.end());
    } else {
      const std::string short_form = json_object(members_of(section_.short_form));
      members.emplace_back("anyOf", json_array({short_form, json_object(keys)}));
    }
    return members;
  }

 private:
  static JsonMembers members_of(KeyKind kind) { return leadscore::model::members_of(kind); }

  void add_properties() {
    if (keys_.empty()) return;
    JsonMembers properties;
    for (const Key& key : keys_) properties.emplace_back(key.name, schema_of(key));
    members_.emplace_back("properties", json_object(properties));
  }

  void read_choices() {
    for (const Key& key : keys_) {
      if (key.required) required_.push_back(key.name);
    }
    for (const Choice& choice : all_choices()) {
      if (choice.section == section_.name) read_choice(choice);
    }
  }

  void read_choice(const Choice& choice) {
    const auto keys = split(choice.keys);
    if (choice.keys == kOthers) {
      least_properties_ = required_.size() + 1;
    } else if (keys.size() == 1) {
      required_.push_back(keys.front());
    } else {
      std::vector<std::string> schemas;
      for (const std::string_view key : keys) schemas.push_back(required({key}));
      members_.emplace_back(choice.only_one ? "oneOf" : "anyOf", json_array(schemas));
    }
  }

  void add_required() {
    if (!required_.empty()) members_.emplace_back("required", json_strings(required_));
    if (least_properties_ > 0) {
      members_.emplace_back("minProperties", std::to_string(least_properties_));
    }
  }

  void add_others() {
    const bool none = section_.others == "none";
    if (section_.others == "field") {
      members_.emplace_back("propertyNames", reference_to("property"));
    }
    members_.emplace_back("additionalProperties", none ? "false" : content(section_.others));
  }

  void add_bonds() {
    JsonMembers dependencies;
    for (const Key& key : keys_) {
      JsonMembers bonds;
      for (const Bond& bond : all_bonds()) {
        if (bond.section != section_.name || bond.key != key.name) continue;
        if (bond.excludes) bonds.emplace_back("not", required({bond.other}));
        if (!bond.excludes) bonds.emplace_back("required", json_strings({bond.other}));
      }
      if (!bonds.empty()) dependencies.emplace_back(key.name, json_object(bonds));
    }
    if (!dependencies.empty()) members_.emplace_back("dependencies", json_object(dependencies));
    for (const Bond& bond : all_bonds()) {
      if (bond.section == section_.name && bond.key == kOthers) refuse_others_without(bond.other);
    }
  }

  void refuse_others_without(std::string_view key) {
    std::vector<std::string_view> listed;
    for (const Key& one : keys_) listed.push_back(one.name);
    const std::string names = json_object({{"enum", json_strings(listed)}});
    add_condition(json_object({{"not", required({key})}}), json_object({{"propertyNames", names}}),
                  {});
  }

  void add_condition(std::string holds, std::string then, std::string otherwise) {
    JsonMembers members = {{"if", std::move(holds)}, {"then", std::move(then)}};
    if (!otherwise.empty()) members.emplace_back("else", std::move(otherwise));
    conditions_.push_back(json_object(members));
  }

  // `points` is a table where there is `by`, and only there; a silence has no properties.
  void add_shapes_of_rules() {
    const auto points_of = [](const std::vector<std::string_view>& types) {
      const std::string points = json_object({{"type", json_strings(types)}});
      return json_object({{"properties", json_object({{"points", points}})}});
    };
    add_condition(required({"by"}), points_of({"object"}), points_of({"number", "string"}));
    const std::string silence = json_object(
        {{"type", json_string("string")}, {"pattern", json_string(pattern::silence())}});
    const std::string one = json_array({required({"where"}), required({"by"})});
    add_condition(json_object({{"required", json_strings({"event"})},
                               {"properties", json_object({{"event", silence}})}}),
                  json_object({{"not", json_object({{"anyOf", one}})}}), {});
  }

  const Section& section_;
  std::vector<Key> keys_;
  JsonMembers members_;
  std::vector<std::string_view> required_;
  std::size_t least_properties_ = 0;
  std::vector<std::string> conditions_;
};

std::string definitions() {
  JsonMembers members = {
      {"name", json_object(names_in_expressions())},
      {"label", json_object(names_in_quotes())},
      {"property", json_object(names_of_properties())},
      {"item", json_object({{"anyOf", json_array({reference_to("rule"), reference_to("group")})}})},
  };
  for (const Section& section : all_sections()) {
    if (section.name == "root") continue;
    members.emplace_back(section.name, json_object(SectionSchema(section).whole()));
  }
  return json_object(members);
}

}  // namespace

std::string description_of(const Key& key) {
  std::string text(key.summary);
  const std::size_t end = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz");
  const bool is_code = end == 0 || (end != std::string::npos && text[end] == ':');
  if (!is_code) text[0] = static_cast<char>(text[0] - 'a' + 'A');
  text += '.';
  if (!key.details.empty()) text += ' ' + std::string(key.details);
  return text;
}

}  // namespace model

std::string rule_file_schema() {
  const model::Section& root = model::all_sections().front();
  JsonMembers members = {
      {"$schema", json_string("http://json-schema.org/draft-07/schema#")},
      {"$comment", json_string("Made by `leadscore schema`.")},
      {"title", json_string("leadscore rule file")},
      {"description", json_string(root.summary)},
  };
  const JsonMembers keys = model::SectionSchema(root).map();
  members.insert(members.end(), keys.begin(), keys.end());
  members.emplace_back("definitions", model::definitions());
  return indented_json(json_object(members));
}

}  // namespace leadscore
