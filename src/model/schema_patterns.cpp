// SPDX-License-Identifier: Apache-2.0
#include "model/schema_patterns.hpp"

#include <string_view>
#include <vector>

#include "base/calendar.hpp"
#include "base/time_text.hpp"
#include "model/keys.hpp"

namespace leadscore::model::pattern {

namespace {

// Editors know no classes of letters, so everything beyond ASCII counts as a letter.
const std::string kFirst = R"([^\x00-@\[-^`{-\x7f])";              // the first character of a name
const std::string kLetter = R"([^\x00-\x2f:-@\[-^`{-\x7f])";       // any of them, digits too
const std::string kInner = R"([^\x00-\x1f!-\x2f:-@\[-^`{-\x7f])";  // blanks too
const std::string kBlank = R"([ \t\r\n])";
const std::string kGap = kBlank + "+";
const std::string kMaybeGap = kBlank + "*";
const std::string kNumber = R"([0-9][0-9_]*(?:\.[0-9][0-9_]*)?)";
// At least 1.
const std::string kCount = R"((?=[0_]*[1-9])[0-9][0-9_]*)";

std::string whole(const std::string& pattern) { return "^(?:" + pattern + ")$"; }

std::string phrase(const std::string& pattern) {
  return whole(kMaybeGap + "(?:" + pattern + ")" + kMaybeGap);
}

std::string any_of(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) out += (out.empty() ? "" : "|") + std::string(word);
  return "(?:" + out + ")";
}

std::string length() { return "0*[1-9][0-9]*" + any_of(duration_units()); }

std::string calendar_unit() {
  std::vector<std::string_view> names;
  for (const Calendar unit :
       {Calendar::day, Calendar::week, Calendar::month, Calendar::quarter, Calendar::year}) {
    names.push_back(name_of(unit));
  }
  return any_of(names);
}

// Words up to a sign, or up to the word `stop`.
std::string words(const std::string& stop = {}) {
  const std::string go_on = stop.empty() ? "" : "(?!" + stop + "(?:" + kBlank + "|$))";
  return go_on + kFirst + kLetter + "*(?:" + kGap + go_on + kLetter + "+)*";
}

std::string event_names() {
  return words() + "(?:" + kMaybeGap + R"(\|)" + kMaybeGap + words() + ")*";
}

}  // namespace

std::string not_blank() { return R"(\S)"; }
std::string name() { return whole(kFirst + "(?:" + kInner + "*" + kLetter + ")?"); }
std::string label() { return whole(kLetter + "(?:" + kInner + "*" + kLetter + ")?"); }
std::string digits() { return whole("[0-9][0-9_]*"); }

std::string number() { return whole("-?(?:" + kNumber + R"(|\.[0-9][0-9_]*))"); }

std::string points() {
  return whole("-?(?:" + kNumber + R"(|\.[0-9][0-9_]*)|)" + kFirst + kLetter + "*");
}

std::string duration() { return whole(length()); }
std::string hold() { return whole(length() + R"(|\s*)" + std::string(kForever) + R"(\s*)"); }

std::string time() {
  const std::string date = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";
  const std::string clock = R"((?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?)";
  const std::string offset = "(?:Z|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)";
  return whole(date + "(?:[ T]" + clock + offset + "?)?");
}

std::string events() {
  const std::string silence = "silence" + kMaybeGap + R"(\()" + kMaybeGap + length() +
                              "(?:" + kGap + "of" + kGap + event_names() + ")?" + kMaybeGap +
                              R"(\))";
  return phrase(silence + "|" + event_names());
}

std::string happening() { return phrase(event_names()); }
std::string silence() { return R"(^\s*silence\s*\()"; }

std::string limit() {
  return phrase("(?:once|" + kCount + ")(?:" + kGap + "each" + kGap + words("per") +
                ")?(?:" + kGap + "per" + kGap + "(?:calendar" + kGap + calendar_unit() + "|" +
                length() + "))?");
}

std::string decay() {
  std::vector<std::string> kinds;
  const std::string percent = kGap + kNumber + kMaybeGap + "%" + kMaybeGap;
  const std::string points = kGap + kNumber + kGap;
  const std::string& nothing = kGap;
#define LEADSCORE_DECAY(word, amount, example, summary) kinds.push_back(#word + amount);
#include "expr/decays.def"
#undef LEADSCORE_DECAY
  return phrase(any_of({kinds.begin(), kinds.end()}) + "every" + kGap + length());
}

std::string row() {
  const std::string wrong_relation = R"((?!\s*(?:=<|=>|<>|=(?!=))))";
  const std::string no_value = R"((?!\s*(?:<=|>=|==|!=|<|>)\s*$))";
  const std::string open_range = R"((?!\s*\.\.))";
  return "^" + wrong_relation + no_value + open_range + R"(\s*\S)";
}

std::string band_text() { return whole(R"([^{}]*(?:\{[^{}]*\}[^{}]*)+)"); }

}  // namespace leadscore::model::pattern
