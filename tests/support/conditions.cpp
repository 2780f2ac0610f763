// SPDX-License-Identifier: Apache-2.0
#include "support/conditions.hpp"

namespace leadscore::support {

namespace {

std::string comparison(Dice& dice) {
  return dice.word({" == ", " != ", " < ", " <= ", " > ", " >= "});
}

std::string events(Dice& dice) {
  return dice.word({"any", "visit", "form", "call", "visit | form", "won", "rejected", "any"});
}

// What may follow an event or property inside the brackets of an aggregate.
std::string bounds(Dice& dice, const Names& names) {
  switch (dice.between(0, 5)) {
    case 0: return " within " + length(dice);
    case 1: return " within calendar " + dice.word({"day", "week", "month", "quarter", "year"});
    case 2: return names.stages.empty() ? " after last(call)" : " after stage_since";
    case 3: return " after first(form) within " + length(dice);
    default: return "";
  }
}

std::string visits(Dice& dice, const Names& names) {
  const std::string where = dice.percent(30) ? " where " + visit_condition(dice) : std::string();
  return where + bounds(dice, names);
}

std::string attribute_number(Dice& dice) {
  return dice.word({"size", "revenue", "length(title)", "coalesce(size, 0)", "level",
                    "days(age(trial))", "days(age(last(any)))", "days(age(first(visit)))"});
}

std::string aggregate_number(Dice& dice, const Names& names) {
  switch (dice.between(0, 4)) {
    case 0: return "count(" + events(dice) + bounds(dice, names) + ")";
    case 1: return "count(visit" + visits(dice, names) + ")";
    case 2:
      return dice.word({"sum", "avg", "min", "max"}) + "(visit.seconds" + visits(dice, names) + ")";
    case 3: return "distinct(visit.url" + visits(dice, names) + ")";
    default: return dice.word({"first", "last"}) + "(form.pages" + bounds(dice, names) + ")";
  }
}

std::string journey_number(Dice& dice, const Names& names) {
  std::vector<std::string> all;
  for (const std::string& signal : names.signals) all.push_back("passes(\"" + signal + "\")");
  for (const std::string& stage : names.stages) all.push_back("entered(\"" + stage + "\")");
  if (!names.stages.empty()) {
    all.push_back("rejections");
    all.push_back("rejections(\"no budget\")");
    all.push_back("days(age(stage_since))");
  }
  for (const std::string& score : names.scores) {
    all.push_back(score);
    all.push_back(score);
  }
  return all.empty() ? aggregate_number(dice, names) : dice.of(all);
}

std::string text_condition(Dice& dice) {
  return dice.word({
      "industry == \"software\"",
      "industry != \"Finance\"",
      "industry in industries",
      "industry not in industries",
      "industry is known",
      "title is unknown",
      "title contains \"vp\"",
      "title contains word \"VP\"",
      "title starts with \"head\"",
      "title ends with \"Sales\"",
      "title contains any [\"ceo\", \"CTO\"]",
      "title matches \"v.\"",
      "code == \"aB\"",
      "code matches \"^a\"",
      "domain(email) in [\"acme.example\", \"gmail.com\"]",
      "interests contains \"crm\"",
      "interests contains any [\"crm\", \"Ads\"]",
      "not (title contains \"x\")",
      "industry == title",
      "opted",
      "not opted",
      "opted == false",
      "is_big",
      "not is_big",
      "\u884c\u4e1a == \"\u8f6f\u4ef6\"",
      "coalesce(title, industry) == \"software\"",
  });
}

std::string time_condition(Dice& dice, const Names& names) {
  switch (dice.between(0, 6)) {
    case 0: return "age(last(" + events(dice) + "))" + comparison(dice) + length(dice);
    case 1: return "trial" + comparison(dice) + "now + " + length(dice);
    case 2: return "trial - " + length(dice) + comparison(dice) + "now";
    case 3: return "age(trial) between " + length(dice) + " and 21d";
    case 4: return "last(visit)" + comparison(dice) + "last(form)";
    case 5:
      return names.stages.empty() ? "first(any) is known"
                                  : "age(stage_since)" + comparison(dice) + length(dice);
    default: return "now" + comparison(dice) + "first(call) + " + length(dice);
  }
}

std::string journey_condition(Dice& dice, const Names& names) {
  std::vector<std::string> all;
  for (const std::string& band : names.bands) {
    all.push_back(band + " == \"" + dice.word({"A", "B", "C"}) + "\"");
    all.push_back(band + " is unknown");
  }
  for (const std::string& signal : names.signals) {
    all.push_back("signal(\"" + signal + "\")");
    all.push_back("age(since(\"" + signal + "\")) > " + length(dice));
  }
  for (const std::string& stage : names.stages) all.push_back("stage != \"" + stage + "\"");
  if (names.stages.size() > 1) {
    all.push_back("stage in [\"" + names.stages[0] + "\", \"" + names.stages[1] + "\"]");
  }
  return all.empty() ? text_condition(dice) : dice.of(all);
}

}  // namespace

std::string length(Dice& dice, bool whole_days) {
  if (whole_days) return dice.word({"1d", "2d", "3d", "1w", "36h"});
  return dice.word({"12h", "24h", "2d", "3d", "1w", "10d", "90s"});
}

std::string number(Dice& dice, const Names& names, int depth) {
  if (depth > 0 && dice.percent(35)) {
    const std::string a = number(dice, names, depth - 1);
    const std::string b = number(dice, names, depth - 1);
    switch (dice.between(0, 7)) {
      case 0: return "(" + a + " + " + b + ")";
      case 1: return "(" + a + " - " + b + ")";
      case 2: return a + " * 0.5";
      case 3: return "(" + a + ") / (" + b + ")";
      case 4: return dice.word({"min", "max"}) + "(" + a + ", " + b + ")";
      case 5: return "sqrt(" + a + ")";
      case 6: return dice.word({"round", "floor", "abs"}) + "(" + a + ")";
      default: return "coalesce(" + a + ", " + b + ")";
    }
  }
  switch (dice.between(0, 2)) {
    case 0: return attribute_number(dice);
    case 1: return aggregate_number(dice, names);
    default: return journey_number(dice, names);
  }
}

std::string condition(Dice& dice, const Names& names, int depth) {
  if (depth > 0 && dice.percent(45)) {
    const std::string a = condition(dice, names, depth - 1);
    const std::string b = condition(dice, names, depth - 1);
    switch (dice.between(0, 3)) {
      case 0: return "(" + a + ") and (" + b + ")";
      case 1: return "(" + a + ") or (" + b + ")";
      case 2: return "not (" + a + ")";
      default: return "(" + a + " or not (" + b + "))";
    }
  }
  switch (dice.between(0, 4)) {
    case 0: return text_condition(dice);
    case 1: return time_condition(dice, names);
    case 2: return journey_condition(dice, names);
    case 3:
      return number(dice, names) + " between " + std::to_string(dice.between(-5, 3)) + " and 20";
    default: return number(dice, names) + comparison(dice) + std::to_string(dice.between(-2, 25));
  }
}

std::string visit_condition(Dice& dice) {
  return dice.word({"url contains \"/pricing\"", "url in hot_pages", "seconds > 30",
                    "seconds <= 60 and not bot", "bot is unknown or not bot", "url is known",
                    "url starts with \"/\"", "seconds between 10 and 100 or url == \"/docs\""});
}

std::string visit_points(Dice& dice) {
  return dice.word({"seconds / 10", "seconds / 7 - 2", "min(seconds, 30) / 4", "sqrt(seconds)",
                    "10 / seconds", "-seconds / 20", "round(seconds / 3)", "strong"});
}

}  // namespace leadscore::support
