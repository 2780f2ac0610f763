// SPDX-License-Identifier: Apache-2.0
#include "peers/language.hpp"

#include <array>
#include <charconv>

namespace leadscore::peers {

using workload::Case;
using workload::Condition;
using Kind = Condition::Kind;

std::string number(double value) {
  std::array<char, 64> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed).ptr;
  return {text.data(), end};
}

namespace {

const char* sign_of(Kind kind, bool negated) {
  switch (kind) {
    case Kind::at_least: return negated ? "<" : ">=";
    case Kind::above: return negated ? "<=" : ">";
    case Kind::below: return negated ? ">=" : "<";
    default: return negated ? ">" : "<=";
  }
}

std::string list(const workload::Attribute& of, const std::vector<std::size_t>& texts,
                 const char* quote) {
  std::string all;
  for (const std::size_t i : texts) {
    if (!all.empty()) all += ", ";
    all += quote + of.texts[i] + quote;
  }
  return all;
}

}  // namespace

std::string Language::condition(const Condition& when, bool negated) const {
  const std::size_t i = when.attribute;
  switch (when.kind) {
    case Kind::no: return condition(when.parts[0], !negated);
    case Kind::all:
    case Kind::any: {
      std::vector<std::string> parts;
      for (const Condition& part : when.parts) parts.push_back(condition(part, negated));
      return joined(parts, (when.kind == Kind::all) != negated);
    }
    case Kind::is_true: return flag(i, !negated);
    case Kind::one_of: return one_of(i, when.texts, !negated);
    case Kind::contains: return contains(i, when.part, !negated);
    case Kind::between:
      if (negated) return joined({compare(i, "<", when.low), compare(i, ">", when.high)}, false);
      return joined({compare(i, ">=", when.low), compare(i, "<=", when.high)}, true);
    case Kind::equal:
      // A missing number differs from all in most languages.
      if (negated) return joined({compare(i, "<", when.low), compare(i, ">", when.low)}, false);
      return joined({compare(i, ">=", when.low), compare(i, "<=", when.low)}, true);
    default: return compare(i, sign_of(when.kind, negated), when.low);
  }
}

std::string Language::condition(const Case& of) const {
  if (of.known || of.unknown) return known(of.when.attribute, of.known);
  return condition(of.when);
}

// --- SQL ----------------------------------------------------------------------------------------

std::string Sql::compare(std::size_t i, const char* sign, double value) const {
  return attribute(i).name + " " + sign + " " + number(value);
}
std::string Sql::flag(std::size_t i, bool wanted) const {
  return attribute(i).name + (wanted ? " = 1" : " = 0");
}
std::string Sql::one_of(std::size_t i, const std::vector<std::size_t>& texts, bool wanted) const {
  return attribute(i).name + (wanted ? " in (" : " not in (") + list(attribute(i), texts, "'") +
         ")";
}
std::string Sql::contains(std::size_t i, const std::string& part, bool wanted) const {
  return "instr(" + attribute(i).name + ", '" + part + (wanted ? "') > 0" : "') = 0");
}
std::string Sql::known(std::size_t i, bool wanted) const {
  return attribute(i).name + (wanted ? " is not null" : " is null");
}
std::string Sql::joined(const std::vector<std::string>& parts, bool all) const {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "(" : all ? " and " : " or ") + part;
  }
  return text + ")";
}

// --- scripts ------------------------------------------------------------------------------------

std::string Script::name(std::size_t i) const {
  return words_.before + attribute(i).name + words_.after;
}
std::string Script::quoted(const std::string& text) const {
  return '"' + text + '"' + words_.quote;
}
std::string Script::compare(std::size_t i, const char* sign, double value) const {
  return name(i) + " " + sign + " " + number(value);
}
std::string Script::flag(std::size_t i, bool wanted) const {
  return name(i) + (wanted ? words_.flag_true : words_.flag_false);
}
std::string Script::one_of(std::size_t i, const std::vector<std::size_t>& texts,
                           bool wanted) const {
  std::vector<std::string> parts;
  if (!wanted) parts.push_back(name(i) + words_.text_known);
  for (const std::size_t text : texts) {
    parts.push_back(name(i) + (wanted ? words_.equal : words_.differs) +
                    quoted(attribute(i).texts[text]));
  }
  return joined(parts, !wanted);
}
std::string Script::contains(std::size_t i, const std::string& part, bool wanted) const {
  const std::string found = words_.contains_before + name(i) + words_.contains_middle +
                            quoted(part) + words_.contains_after;
  const bool lua = words_.and_word == " and ";
  return joined({name(i) + words_.text_known, wanted ? found : (lua ? "not " : "!") + found}, true);
}
std::string Script::known(std::size_t i, bool wanted) const {
  using Type = workload::Attribute::Type;
  switch (attribute(i).type) {
    case Type::text: return name(i) + (wanted ? words_.text_known : words_.text_missing);
    case Type::boolean: return name(i) + (wanted ? words_.flag_known : words_.flag_missing);
    default: break;
  }
  if (!words_.missing_is_nan) return name(i) + (wanted ? words_.text_known : words_.text_missing);
  return name(i) + (wanted ? words_.equal : words_.differs) + name(i);
}
std::string Script::joined(const std::vector<std::string>& parts, bool all) const {
  std::string text;
  for (const std::string& part : parts) {
    text += (text.empty() ? "(" : all ? words_.and_word : words_.or_word) + part;
  }
  return text + ")";
}

Words lua_words() {
  return {"",      "[i]",       " and ", " or ",   " == ", " ~= ",
          "",      " == false", "",      "(find(", ", ",   ", 1, true) ~= nil)",
          " == 1", " == 0",     " ~= 2", " == 2"};
}
Words javascript_words() {
  return {"", "[i]", " && ",       " || ", " === ",  " !== ",  " !== null", " === null",
          "", "",    ".includes(", ")",    " === 1", " === 0", " !== 2",    " === 2"};
}
Words fact_words() {
  return {
      "f.", "", " && ",       " || ", " === ",     " !== ",      " !== undefined", " === undefined",
      "",   "", ".includes(", ")",    " === true", " === false", " !== undefined", " === undefined",
      false};
}
Words row_words() {
  return {"r.",
          "",
          " && ",
          " || ",
          " == ",
          " != ",
          ".data() != nullptr",
          ".data() == nullptr",
          "sv",
          "(",
          ".find(",
          ") != std::string_view::npos)",
          " == 1",
          " == 0",
          " != 2",
          " == 2"};
}

// --- column loops -------------------------------------------------------------------------------

std::string Loop::compare(std::size_t i, const char* sign, double value) const {
  const std::string text = number(value);
  const bool whole = text.find('.') == std::string::npos;
  return "(" + name(i) + " " + sign + " " + text + (whole ? ".0)" : ")");
}
std::string Loop::flag(std::size_t i, bool wanted) const {
  return "(" + name(i) + (wanted ? " == 1)" : " == 0)");
}
std::string Loop::one_of(std::size_t i, const std::vector<std::size_t>& texts, bool wanted) const {
  std::vector<std::string> parts;
  if (!wanted) parts.push_back("(" + name(i) + " != 0)");
  for (const std::size_t text : texts) {
    parts.push_back("(" + name(i) + (wanted ? " == " : " != ") + std::to_string(text + 1) + ")");
  }
  return joined(parts, !wanted);
}
std::string Loop::contains(std::size_t i, const std::string& part, bool wanted) const {
  constexpr std::size_t kCompared = 8;  // with more a table is faster
  std::vector<std::size_t> found;
  std::string table = "0";
  for (std::size_t text = 0; text < attribute(i).texts.size(); ++text) {
    const bool has = attribute(i).texts[text].find(part) != std::string::npos;
    if (has) found.push_back(text);
    table += has == wanted ? ",1" : ",0";
  }
  if (found.size() <= kCompared) return one_of(i, found, wanted);
  const std::string own = "kTable" + std::to_string(next_++);
  tables_ += "constexpr std::uint8_t " + own + "[] = {" + table + "};\n";
  return "(" + own + "[" + name(i) + "] != 0)";
}
std::string Loop::known(std::size_t i, bool wanted) const {
  using Type = workload::Attribute::Type;
  switch (attribute(i).type) {
    case Type::text: return "(" + name(i) + (wanted ? " != 0)" : " == 0)");
    case Type::boolean: return "(" + name(i) + (wanted ? " != 2)" : " == 2)");
    default: return "(" + name(i) + (wanted ? " == " : " != ") + name(i) + ")";
  }
}
std::string Loop::joined(const std::vector<std::string>& parts, bool all) const {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "(" : all ? " & " : " | ") + part;
  return text + ")";
}

// --- json-rules-engine --------------------------------------------------------------------------

std::string Json::leaf(std::size_t i, const std::string& sign, const std::string& value) const {
  return R"({"fact":")" + attribute(i).name + R"(","operator":")" + sign + R"(","value":)" + value +
         "}";
}
std::string Json::compare(std::size_t i, const char* sign, double value) const {
  const std::string asked = sign;
  const char* word = asked == "<"    ? "lessThan"
                     : asked == "<=" ? "lessThanInclusive"
                     : asked == ">"  ? "greaterThan"
                                     : "greaterThanInclusive";
  return leaf(i, word, number(value));
}
std::string Json::flag(std::size_t i, bool wanted) const {
  return leaf(i, "equal", wanted ? "true" : "false");
}
std::string Json::one_of(std::size_t i, const std::vector<std::size_t>& texts, bool wanted) const {
  return leaf(i, wanted ? "in" : "otherThan", "[" + list(attribute(i), texts, "\"") + "]");
}
std::string Json::contains(std::size_t i, const std::string& part, bool wanted) const {
  return leaf(i, wanted ? "textContains" : "textLacks", '"' + part + '"');
}
std::string Json::known(std::size_t i, bool wanted) const {
  return leaf(i, "isKnown", wanted ? "true" : "false");
}
std::string Json::joined(const std::vector<std::string>& parts, bool all) const {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ",") + part;
  return std::string(all ? R"({"all":[)" : R"({"any":[)") + text + "]}";
}

}  // namespace leadscore::peers
