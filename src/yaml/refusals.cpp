// SPDX-License-Identifier: Apache-2.0
#include "yaml/refusals.hpp"

#include <algorithm>
#include <string>

#include "yaml/quoting.hpp"
#include "yaml/report.hpp"
#include "yaml/scalar.hpp"

namespace leadscore::yaml {
namespace {

// The name of a tag, anchor or alias: to the next blank or flow character.
Span property_name(std::string_view source, std::uint32_t begin) {
  const std::size_t end = std::min(source.find_first_of(" \t\r\n,[]{}", begin), source.size());
  return {begin, static_cast<std::uint32_t>(end)};
}

struct Property {
  std::string_view code;
  std::string_view what;  // it is to YAML
};

Property property_of(char sign) {
  if (sign == '!') return {"yaml-tag", "a tag"};
  return sign == '&' ? Property{"yaml-anchor", "an anchor"} : Property{"yaml-alias", "an alias"};
}

// What to do if YAML understood its author well; nothing where an expression must be meant.
std::string without_property(std::string_view source, Span name, Span value) {
  const bool alone = name.end == value.end;
  if (name.end - name.begin <= 1 || source[name.begin] == '!') return "";
  if (source[name.begin] == '*') return alone ? "write the value out; or, if it is a text, " : "";
  const std::string shown(source.substr(name.begin, std::min(name.end - name.begin, 40U)));
  return "remove `" + shown + "`; or, if it is a text, ";
}

}  // namespace

Diagnostic refuse_property(std::string_view source, std::uint32_t begin, bool in_flow) {
  const Span name = property_name(source, begin);
  Span value = meant_value(source, begin, in_flow);
  if (value.end < name.end) value.end = name.end;
  const Property property = property_of(source[begin]);
  Diagnostic result =
      make_error(property.code, value,
                 std::string("what begins with `") + source[begin] + "` is " +
                     std::string(property.what) + " to YAML, and a rule file has none",
                 without_property(source, name, value) + quote_hint(source, value));
  // Of an anchor or alias quotes would make another value, not the one that was meant.
  if (without_property(source, name, value).empty()) {
    result.replacement = meant_quoted(source.substr(value.begin, value.end - value.begin));
  }
  return result;
}

Diagnostic refuse_merge_key(std::string_view, Span key) {
  return make_error("yaml-merge-key", key, "the merge key `<<` is not allowed in a rule file",
                    "write the keys out");
}

Diagnostic refuse_directive(std::string_view source, std::uint32_t begin) {
  return make_error("yaml-directive", {begin, line_of(source, begin).end},
                    "a line that begins with `%` is a directive to YAML; a rule file has none",
                    "remove the line");
}

Diagnostic refuse_document(std::string_view source, std::uint32_t begin) {
  const Span line = line_of(source, begin);
  if (source.substr(begin, 3) == "---" && begin == line.begin) {
    return make_error("yaml-documents", {begin, begin + 3},
                      "a second document begins here; a rule file has one",
                      "put it in a file of its own, or remove the line `---`");
  }
  return make_error("yaml-documents", {begin, std::max(begin, line.end)},
                    "what stands here does not belong to what stands above",
                    "lines of one map or list begin in the same column");
}

Diagnostic refuse_tab(std::string_view source, std::uint32_t begin) {
  const Span line = line_of(source, begin);
  std::uint32_t end = line.begin;
  std::string spaces;
  while (end < line.end && is_blank(source[end])) {
    spaces += source[end] == '\t' ? "  " : " ";
    ++end;
  }
  std::string hint = "indent with spaces";
  if (spaces.size() <= 64) {
    hint += ": `" + spaces + line_with(source, {end, end}, "") + "`";
  }
  const auto tab = static_cast<std::uint32_t>(
      std::min<std::size_t>(source.find('\t', line.begin), std::max(line.begin, end)));
  return make_error("yaml-tab", {tab, tab + 1},
                    "a tab is used for indentation, where YAML knows only spaces", hint);
}

Diagnostic refuse_column(std::string_view source, std::uint32_t begin, Span key) {
  Diagnostic result =
      make_error("yaml", {begin, line_of(source, begin).end},
                 "this stands no further to the right than the key it would belong to",
                 "indent it, or write it as a key of its own with a `:`");
  result.notes.push_back({key, "the key"});
  return result;
}

Diagnostic refuse_root(Span place, std::string_view found) {
  return make_error("yaml-root", place,
                    "a rule file is a map of sections, not " + std::string(found),
                    "begin with: leadscore: 1");
}

Diagnostic missing_colon(std::string_view source, Span key) {
  const Span line = line_of(source, key.begin);
  const std::uint32_t end = std::min(key.end, line.end);
  const std::string_view text = source.substr(key.begin, end - key.begin);
  // `when total > 1` lacks the colon after its first word, `min:0` the blank after its colon.
  const std::size_t colon = text.find(':');
  const std::size_t word = std::min(text.find(' '), text.size());
  const bool lacks_blank = colon != std::string_view::npos && colon > 0 && colon < word;
  const auto at = key.begin + static_cast<std::uint32_t>(lacks_blank ? colon : word);
  const std::string line_text =
      line_with(source, {at, at + (lacks_blank ? 1U : 0U)}, lacks_blank ? ": " : ":");
  return make_error("yaml", {key.begin, end},
                    lacks_blank ? "there is no blank after the `:`, so YAML takes this for one text"
                                : "this line has no `:` after its key",
                    "write it as: " + line_text);
}

}  // namespace leadscore::yaml
