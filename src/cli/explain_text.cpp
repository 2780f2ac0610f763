// SPDX-License-Identifier: Apache-2.0
//
// Explanations as a sales person reads them.
#include <algorithm>
#include <string>
#include <string_view>

#include "cli/print_explain.hpp"
#include "cli/table.hpp"
#include "cli/words.hpp"
#include "text/fold.hpp"

namespace leadscore::cli {
namespace {

constexpr std::size_t kPointsWidth = 8;

std::string with_sign(Points points) {
  return (points > Points() ? "+" : "") + points.to_text();
}

std::string short_time(Time at) {
  std::string text = to_text(at);
  text[10] = ' ';
  return text;
}

// Rows of an explanation: points, what gave them, and remarks in columns of their own.
class Text {
 public:
  Text(const Explained& explained, Style style) : explained_(explained), style_(style) {}

  std::string whole();

 private:
  void add_score(const ScoreExplanation& score);
  void add_line(const Line& line, std::size_t width);
  void add_earned(const Earned& earned);
  void add_not_held(const std::vector<NotHeld>& rules);
  void add_why_not(const WhyNot& why);
  void add_changes(const std::vector<Change>& changes);

  // `rules.yaml:52`, where there is a place.
  [[nodiscard]] std::string place_text(Place place) const {
    return style_.dim(printable(explained_.file, 64) + ':' + std::to_string(place.line));
  }

  const Explained& explained_;
  Style style_;
  std::string text_;
};

// What gave or took the points, in words; the reason where it says more.
std::string title_of(const Line& line) {
  const std::string name = printable(line.name, 128);
  const std::string with_reason =
      line.reason.empty() || line.reason == line.name ? name
                                                      : name + ": " + printable(line.reason, 128);
  switch (line.kind) {
    case LineKind::initial: return "to begin with";
    case LineKind::rule_bound: return "bound of the rule '" + name + "'";
    case LineKind::group_bound: return "bound of the group '" + name + "'";
    case LineKind::score_bound: return "bound of the score";
    case LineKind::rule:
    case LineKind::not_chosen:
    case LineKind::old_book:
    case LineKind::deduction:
    case LineKind::adjustment:
    case LineKind::expression: break;
  }
  return with_reason;
}

std::string Text::whole() {
  const Explanation& explanation = explained_.explanation;
  text_ = style_.bold(printable(explained_.lead, 128)) + " at " + short_time(explanation.at) + '\n';
  if (explanation.excluded) text_ += "\nexcluded: this lead gets no score at all\n";
  for (const ScoreExplanation& score : explanation.scores) add_score(score);
  if (explained_.why_not) add_why_not(*explained_.why_not);
  if (explained_.changes) add_changes(*explained_.changes);
  return std::move(text_);
}

void Text::add_score(const ScoreExplanation& score) {
  text_ += '\n' + style_.bold(printable(score.name, 128) + "  " +
                              (score.value ? score.value->to_text() : "has no value")) +
           '\n';
  std::size_t width = 0;
  for (const Line& line : score.lines) width = std::max(width, text::columns(title_of(line)));
  for (const Line& line : score.lines) add_line(line, width);
  add_not_held(score.not_held);
}

void Text::add_line(const Line& line, std::size_t width) {
  const std::string points = padded(with_sign(line.points), kPointsWidth, Table::Align::right);
  text_ += (line.points < Points() ? style_.red(points) : style_.green(points)) + "  " +
           padded(title_of(line), width, Table::Align::left) + "  " + place_text(line.place);
  if (!line.detail.empty()) text_ += "  " + printable(line.detail, 256);
  text_ += '\n';
  for (const Earned& earned : line.earned) add_earned(earned);
}

void Text::add_earned(const Earned& earned) {
  std::string points = earned.original.to_text();
  if (earned.value != earned.original) points += " -> " + earned.value.to_text();
  text_ += std::string(kPointsWidth + 4, ' ') + short_time(earned.at) + "  " +
           printable(earned.what, 64) + "  " + points;
  if (earned.withheld != Points()) text_ += " (" + earned.withheld.to_text() + " withheld)";
  if (!earned.facts.empty()) text_ += "  " + style_.dim(printable(earned.facts, 160));
  text_ += '\n';
}

void Text::add_not_held(const std::vector<NotHeld>& rules) {
  std::size_t width = 0;
  for (const NotHeld& rule : rules) {
    width = std::max(width, text::columns(printable(rule.rule, 128)));
  }
  for (const NotHeld& rule : rules) {
    text_ += style_.dim(padded("-", kPointsWidth, Table::Align::right)) + "  " +
             padded(printable(rule.rule, 128), width, Table::Align::left) + "  " +
             place_text(rule.place) + "  " + printable(rule.why, 256);
    if (rule.could_give != Points()) text_ += " (could give " + with_sign(rule.could_give) + ")";
    text_ += '\n';
  }
}

void Text::add_why_not(const WhyNot& why) {
  text_ += '\n' + style_.bold("signal " + printable(why.signal, 128) + " is " +
                              (why.on ? "on" : "off")) +
           '\n';
  for (const ConditionPart& part : why.parts) {
    const std::string mark = !part.holds    ? style_.yellow("unknown")
                             : *part.holds ? style_.green("    yes")
                                           : style_.red("     no");
    text_ += "  " + mark + "  " + printable(part.text, 256);
    if (!part.now.empty()) text_ += "  " + style_.dim("(" + printable(part.now, 256) + ")");
    text_ += '\n';
  }
  for (const std::string& obstacle : why.obstacles) {
    text_ += "  " + style_.red("   wait") + "  " + printable(obstacle, 256) + '\n';
  }
}

void Text::add_changes(const std::vector<Change>& changes) {
  text_ += '\n' + style_.bold("if nothing happens") + '\n';
  if (changes.empty()) text_ += "  nothing changes\n";
  for (const Change& change : changes) {
    text_ += "  " + short_time(change.at) + "  " + printable(change.what, 128) + "  " +
             (change.from.empty() ? "none" : printable(change.from, 64)) + " -> " +
             (change.to.empty() ? "none" : printable(change.to, 64)) + '\n';
  }
}

}  // namespace

std::string explain_text(const Explained& explained, Style style) {
  return Text(explained, style).whole();
}

}  // namespace leadscore::cli
