// SPDX-License-Identifier: Apache-2.0

// One declaration of an attribute or property.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "model/convert.hpp"
#include "model/entries.hpp"
#include "model/words.hpp"
#include "text/nearest.hpp"

namespace leadscore::model {

namespace {

// What other languages call our types.
constexpr std::array<std::array<std::string_view, 2>, 13> kForeignTypes = {{{"string", "text"},
                                                                            {"str", "text"},
                                                                            {"enum", "text"},
                                                                            {"int", "integer"},
                                                                            {"float", "number"},
                                                                            {"double", "number"},
                                                                            {"decimal", "number"},
                                                                            {"bool", "boolean"},
                                                                            {"date", "time"},
                                                                            {"datetime", "time"},
                                                                            {"timestamp", "time"},
                                                                            {"array", "list"},
                                                                            {"set", "list"}}};

std::optional<ValueType> read_type(Builder& build, const yaml::Node& node,
                                   const std::string& name) {
  if (node.is_null()) {
    build.error(node.span, "wrong-kind", quoted(name) + " needs a type",
                "text, integer, number, boolean, time or list");
    return std::nullopt;
  }
  const auto written = build.text(node, "'type'");
  if (!written) return std::nullopt;
  std::vector<std::string> known;
  for (const auto& type : type_words()) {
    if (type.word == *written) return type.value;
    known.emplace_back(type.word);
  }
  std::vector<std::string> foreign_names;
  for (const auto& [foreign, own] : kForeignTypes) foreign_names.emplace_back(foreign);
  const auto near = text::nearest(*written, foreign_names);
  for (const auto& [foreign, own] : kForeignTypes) {
    if (foreign != near || text::nearest(*written, known)) continue;
    build
        .error(node.span, "unknown-name",
               "unknown type " + quoted(*written) + "; did you mean '" + std::string(own) + "'?")
        .replacement = own;
    return std::nullopt;
  }
  build.unknown(node.span, "unknown-name", "type", *written, known);
  return std::nullopt;
}

// A scalar, or of a list its items, as the value that the field's type makes of it.
Converted value_of(const Field& field, const yaml::Node& node, const Zone& zone) {
  if (node.is_list()) {
    TextList items;
    for (const yaml::Node& item : node.items) items.push_back(item.text);
    return convert(field, Value(std::move(items)), zone);
  }
  const bool numeric = field.type == ValueType::integer || field.type == ValueType::number;
  return convert(field, Cell{numeric ? without_separators(node.text) : node.text}, zone);
}

// Equal for values that are the same to the field.
std::string key_of(const Field& field, const Datum& datum) {
  if (!datum.text) return print(datum);
  return field.exact ? datum.text->written : datum.text->folded;
}

void read_one_of(Builder& build, const yaml::Node& node, Field& field) {
  if (!build.is_list(node, "'one_of'")) return;
  if (field.type != ValueType::text && field.type != ValueType::integer &&
      field.type != ValueType::number) {
    build.error(node.span, "conflict", "'one_of' is for texts, integers and numbers only");
    return;
  }
  const auto items = build.scalars(node, "'one_of'");
  if (!items) return;
  if (items->empty()) build.error(node.span, "wrong-kind", "'one_of' needs at least one value");
  std::vector<Datum> values;
  std::set<std::string> seen;
  for (const yaml::Node* item : *items) {
    Converted made = value_of(field, *item, build.model().zone);
    if (made.datum.is_missing()) {
      build.error(item->span, "wrong-type",
                  made.problem.empty() ? "this value is empty" : made.problem);
      continue;
    }
    if (!seen.insert(key_of(field, made.datum)).second) {
      build.error(item->span, "conflict", quoted(item->text) + " stands twice in 'one_of'");
    }
    values.push_back(std::move(made.datum));
  }
  field.one_of = std::move(values);
}

void read_default(Builder& build, const yaml::Node& node, Field& field) {
  const bool list = field.type == ValueType::list && node.is_list();
  if (list ? !build.scalars(node, "'default'") : !build.text(node, "'default'", "a value")) return;
  Converted made = value_of(field, node, build.model().zone);
  if (!made.problem.empty()) {
    build.error(node.span, field.one_of.empty() ? "wrong-type" : "unknown-value", made.problem);
  }
  field.fallback = std::move(made.datum);
}

void read_details(Builder& build, const yaml::Node& node, Field& field) {
  if (const yaml::Node* exact = node.find("exact")) {
    field.exact = build.boolean(*exact, "'exact'").value_or(false);
    if (field.type != ValueType::text) {
      build.error(exact->span, "conflict", "'exact' is for texts only");
    }
  }
  if (const yaml::Node* one_of = node.find("one_of")) read_one_of(build, *one_of, field);
  if (const yaml::Node* fallback = node.find("default")) read_default(build, *fallback, field);
}

}  // namespace

std::optional<Field> read_field(Builder& build, const yaml::Entry& entry) {
  Field field;
  field.name = entry.key.text;
  field.span = entry.key.span;
  const yaml::Node* type = &entry.value;
  if (entry.value.is_map()) {
    if (!build.map_of(entry.value, "field")) return std::nullopt;
    type = entry.value.find("type");
  } else if (entry.value.is_list()) {
    build.error(entry.value.span, "wrong-kind", quoted(field.name) + " needs a type, not a list",
                "for the values that it may have: {type: text, one_of: [a, b]}");
    return std::nullopt;
  }
  const auto known = read_type(build, *type, field.name);
  if (!known) return std::nullopt;
  field.type = *known;
  if (entry.value.is_map()) read_details(build, entry.value, field);
  return field;
}

}  // namespace leadscore::model
