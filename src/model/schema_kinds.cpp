// SPDX-License-Identifier: Apache-2.0
#include "model/schema_kinds.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <leadscore/limits.hpp>
#include <leadscore/value.hpp>

#include "expr/check.hpp"
#include "model/schema_patterns.hpp"
#include "model/words.hpp"

namespace leadscore::model {

namespace {

using Texts = std::vector<std::string_view>;

// What is neither a map nor a list nor null, quoted or not.
const Texts kScalar = {"string", "number", "boolean"};

std::string schema(KeyKind kind) { return json_object(members_of(kind)); }

JsonMembers any_of(std::vector<std::string> schemas) { return {{"anyOf", json_array(schemas)}}; }

// A text that looks so; `wanted` is what an editor says where it does not.
JsonMembers text_like(const std::string& pattern, std::string_view wanted, const Texts& examples) {
  JsonMembers members = {{"type", json_string("string")},
                         {"pattern", json_string(pattern)},
                         {"patternErrorMessage", json_string(wanted)}};
  if (!examples.empty()) members.emplace_back("examples", json_strings(examples));
  return members;
}

// The same, or a value of other types.
JsonMembers text_or(const Texts& types, const std::string& pattern, std::string_view wanted,
                    const Texts& examples = {}) {
  JsonMembers members = text_like(pattern, wanted, examples);
  members.front().second = json_strings(types);
  return members;
}

JsonMembers scalar(std::size_t least_length) {
  JsonMembers members = {{"type", json_strings(kScalar)}};
  if (least_length > 0) members.emplace_back("minLength", std::to_string(least_length));
  return members;
}

JsonMembers list_of(const JsonMembers& items, std::size_t least = 0) {
  JsonMembers members = {{"type", json_string("array")}, {"items", json_object(items)}};
  if (least > 0) members.emplace_back("minItems", std::to_string(least));
  return members;
}

JsonMembers one_or_list(const JsonMembers& one, std::size_t least = 0) {
  return any_of({json_object(one), json_object(list_of(one, least))});
}

JsonMembers number_between(std::string_view type, std::int64_t least, std::int64_t most) {
  return {{"type", json_string(type)},
          {"minimum", std::to_string(least)},
          {"maximum", std::to_string(most)}};
}

// A number, or one in quotes or with `_` between its digits.
JsonMembers number_or_text(std::string_view type, std::int64_t least, std::int64_t most,
                           const std::string& pattern, std::string_view wanted) {
  return any_of({json_object(number_between(type, least, most)),
                 json_object(text_like(pattern, wanted, {}))});
}

template <class T>
JsonMembers one_of_words(const std::vector<Word<T>>& words) {
  Texts names;
  Texts summaries;
  for (const auto& one : words) {
    names.push_back(one.word);
    summaries.push_back(one.summary);
  }
  return {{"enum", json_strings(names)}, {"enumDescriptions", json_strings(summaries)}};
}

JsonMembers word_or(std::string_view word, KeyKind other) {
  return any_of({json_object({{"enum", json_strings({word})}}), schema(other)});
}

// --- numbers and points -----------------------------------------------------------------------

constexpr std::int64_t kMostPoints = 1'000'000'000;

JsonMembers points_from(std::int64_t least) {
  return number_or_text("number", least, kMostPoints, pattern::points(),
                        "a number, or the name of a constant");
}

JsonMembers worth() {
  return text_or({"number", "string"}, pattern::not_blank(),
                 "a number, a constant or an expression that gives a number");
}

// `{"< 50": 0, unknown: 2}`
JsonMembers table() {
  const auto row = [](std::string_view description) {
    JsonMembers members = worth();
    members.insert(members.begin(), {"description", json_string(description)});
    return json_object(members);
  };
  const JsonMembers key = {
      {"pattern", json_string(pattern::row())},
      {"patternErrorMessage", json_string("a row: \"< 50\", \"50 .. 199\", \">= 200\", "
                                          "\"software | saas\", unknown or else")}};
  return {{"type", json_string("object")},
          {"minProperties", "1"},
          {"propertyNames", json_object(key)},
          {"properties", json_object({{"unknown", row("The only row that takes a missing value.")},
                                      {kElse, row("Every known value that no row above takes.")}})},
          {"additionalProperties", json_object(worth())}};
}

JsonMembers limit() {
  const auto most = static_cast<std::int64_t>(Limits{}.limit_count);
  const Texts examples = {"once", "3 per 24h", "1 per calendar day", "once each url",
                          "2 each url per 7d"};
  return any_of({json_object(number_between("integer", 1, most)),
                 json_object(text_like(pattern::limit(),
                                       "such as: once, 3 per 24h, 1 per calendar day, once each "
                                       "url, 2 each url per 7d",
                                       examples))});
}

JsonMembers decay() {
  Texts examples;
#define LEADSCORE_DECAY(word, amount, example, summary) examples.push_back(example);
#include "expr/decays.def"
#undef LEADSCORE_DECAY
  return text_like(pattern::decay(),
                   "such as: linear 25% every 30d, lose 5 every 7d, half every 14d", examples);
}

// --- texts ------------------------------------------------------------------------------------

JsonMembers members_of_phrase(KeyKind kind) {
  constexpr std::string_view kDuration = "a duration such as 30min, 24h, 7d or 2w";
  switch (kind) {
    case KeyKind::zone:
      return text_like(pattern::not_blank(), "the name of a time zone",
                       {"UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York"});
    case KeyKind::duration:
      return text_like(pattern::duration(), kDuration, {"30min", "24h", "7d"});
    case KeyKind::hold:
      return text_like(pattern::hold(), "a duration such as 14d, or forever", {"14d", kForever});
    case KeyKind::time:
      return text_like(pattern::time(), "a time such as 2026-03-01 09:00",
                       {"2026-03-01", "2026-03-01 09:00", "2026-03-01T09:00:00+08:00"});
    case KeyKind::events:
      return text_like(pattern::events(), "event types: a | b, or silence(30d)",
                       {"page_view", "page_view | form_submit", "silence(30d)"});
    case KeyKind::happening: return text_like(pattern::happening(), "event types: a | b", {});
    case KeyKind::band_text:
      return text_like(pattern::band_text(), "a text with bands in it, such as \"{grade}{heat}\"",
                       {});
    case KeyKind::limit: return limit();
    case KeyKind::decay: return decay();
    case KeyKind::condition:
      return text_or({"string", "boolean"}, pattern::not_blank(), "a condition",
                     {"employees >= 200", "count(page_view within 7d) >= 3", "stage == \"mql\""});
    case KeyKind::expression: return text_or(kScalar, pattern::not_blank(), "an expression");
    case KeyKind::label:
      return text_or({"string", "integer", "boolean"}, pattern::label(),
                     "a name: letters, digits, _ and blanks");
    default: return {};
  }
}

// --- plain values -----------------------------------------------------------------------------

JsonMembers members_of_number(KeyKind kind) {
  constexpr std::string_view kWhole = "a whole number";
  switch (kind) {
    case KeyKind::touches:
      return number_or_text("integer", 1, kMostTouches, pattern::digits(), kWhole);
    case KeyKind::count:
      return number_or_text("integer", 0, kMostPasses, pattern::digits(), kWhole);
    case KeyKind::weight:
      return number_or_text("number", -kMostWeight, kMostWeight, pattern::number(), "a number");
    case KeyKind::share:
      return number_or_text("number", 0, 1, pattern::number(), "a number from 0 to 1");
    case KeyKind::points: return points_from(-kMostPoints);
    case KeyKind::fewer: return points_from(0);
    case KeyKind::bound: return word_or(kElse, KeyKind::points);
    case KeyKind::gain: return any_of({json_object(worth()), json_object(table())});
    default: return {};
  }
}

JsonMembers members_of_value(KeyKind kind) {
  const std::string null = json_object({{"type", json_string("null")}});
  switch (kind) {
    case KeyKind::nothing: return {{"type", json_string("null")}};
    case KeyKind::version: return {{"enum", R"([1,"1"])"}};
    case KeyKind::boolean: return {{"enum", R"([true,false,"true","false"])"}};
    case KeyKind::yes: return {{"enum", R"([true,"true"])"}};
    case KeyKind::type: return one_of_words(type_words());
    case KeyKind::combine: return one_of_words(combine_words());
    case KeyKind::text:
    case KeyKind::name: return scalar(1);
    case KeyKind::text_or_null: return any_of({schema(KeyKind::text), null});
    case KeyKind::outcome: return any_of({json_object(scalar(0)), null});
    case KeyKind::names: return one_or_list(scalar(1));
    case KeyKind::some_names: return one_or_list(scalar(1), 1);
    case KeyKind::value: return one_or_list(scalar(1));
    case KeyKind::values: return list_of(scalar(1), 1);
    case KeyKind::constant:
      return any_of({json_object(scalar(1)), json_object(list_of(scalar(0)))});
    case KeyKind::cell:
      return any_of({json_object(scalar(0)), null,
                     json_object(list_of(any_of({json_object(scalar(0)), null})))});
    case KeyKind::known:
      return any_of({null, json_object({{"type", json_string("object")},
                                        {"additionalProperties", schema(KeyKind::cell)}})});
    case KeyKind::account:
      return any_of({schema(KeyKind::text), json_object({{"type", json_string("object")}})});
    case KeyKind::until: return word_or(kNever, KeyKind::condition);
    default: return {};
  }
}

JsonMembers names_like(const std::string& pattern, std::string_view wanted, const Texts& reserved) {
  JsonMembers members = {{"pattern", json_string(pattern)},
                         {"patternErrorMessage", json_string(wanted)}};
  if (!reserved.empty()) {
    members.emplace_back("not", json_object({{"enum", json_strings(reserved)}}));
  }
  return members;
}

constexpr std::string_view kBareName =
    "a name: letters, digits, _ and blanks, and a letter at the beginning";

}  // namespace

JsonMembers members_of(KeyKind kind) {
  for (auto* members : {members_of_value, members_of_number, members_of_phrase}) {
    if (auto found = members(kind); !found.empty()) return found;
  }
  return {};
}

std::optional<KeyKind> kind_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, KeyKind>, 10> kKinds = {
      {{"bound", KeyKind::bound},
       {"cell", KeyKind::cell},
       {"condition", KeyKind::condition},
       {"count", KeyKind::count},
       {"expression", KeyKind::expression},
       {"fewer", KeyKind::fewer},
       {"known", KeyKind::known},
       {"outcome", KeyKind::outcome},
       {"points", KeyKind::points},
       {"share", KeyKind::share}}};
  const auto* found = std::find_if(kKinds.begin(), kKinds.end(),
                                   [&](const auto& one) { return one.first == name; });
  return found == kKinds.end() ? std::nullopt : std::optional(found->second);
}

JsonMembers names_in_expressions() {
  return names_like(pattern::name(), kBareName, expr::reserved_words());
}

JsonMembers names_in_quotes() {
  return names_like(pattern::label(), "a name: letters, digits, _ and blanks", {});
}

JsonMembers names_of_properties() {
  Texts reserved = expr::reserved_words();
  for (const Key& key : keys_of("fact")) reserved.push_back(key.name);
  return names_like(pattern::name(), kBareName, reserved);
}

}  // namespace leadscore::model
