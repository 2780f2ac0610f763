// SPDX-License-Identifier: Apache-2.0

// Explanations as a sales person reads them.
#include <algorithm>
#include <string>
#include <string_view>

#include "cli/print_explain.hpp"
#include "cli/signal_text.hpp"
#include "cli/table.hpp"
#include "cli/words.hpp"
#include "text/fold.hpp"

namespace leadscore::cli {
namespace {

constexpr std::size_t kPointsWidth = 8;

std::string with_sign(Points points) { return (points > Points() ? "+" : "") + points.to_text(); }

constexpr std::size_t kMostReasons = 5;

// Rows of an explanation: points, what gave them, and remarks in columns of their own.
class Text {
 public:
  Text(const Explained& explained, Style style) : explained_(explained), style_(style) {}

  std::string whole();

 private:
  struct Widths {
    std::size_t title = 0;
    std::size_t place = 0;
  };

  void add_score(const ScoreExplanation& score);
  void widen(const std::string& title, Place place);
  void add_row(const std::string& points, const std::string& title, Place place,
               const std::string& remark);
  void add_line(const Line& line);
  void add_earned(const Earned& earned);
  void add_not_held(const NotHeld& rule);
  void add_reasons(const std::vector<Reason>& reasons, bool above);

  [[nodiscard]] std::string place_text(Place place) const {
    return printable(explained_.file, 64) + ':' + std::to_string(place.line);
  }

  const Explained& explained_;
  Style style_;
  std::string text_;
  Widths widths_;  // of the score that is being shown
};

// What gave or took the points, in words; the reason where it says more.
std::string title_of(const Line& line) {
  const std::string name = printable(line.name, 128);
  const std::string with_reason = line.reason.empty() || line.reason == line.name
                                      ? name
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
  if (explained_.why_not) text_ += why_not_text(*explained_.why_not, style_);
  if (explained_.changes) text_ += ahead_text(*explained_.changes, explained_.drops, style_);
  return std::move(text_);
}

void Text::add_score(const ScoreExplanation& score) {
  text_ += '\n' +
           style_.bold(printable(score.name, 128) + "  " +
                       (score.value ? score.value->to_text() : "has no value")) +
           '\n';
  widths_ = {};
  for (const Line& line : score.lines) widen(title_of(line), line.place);
  for (const NotHeld& rule : score.not_held) widen(printable(rule.rule, 128), rule.place);
  for (const Line& line : score.lines) add_line(line);
  for (const NotHeld& rule : score.not_held) add_not_held(rule);
  add_reasons(score.reasons_above, true);
  add_reasons(score.reasons_below, false);
}

void Text::widen(const std::string& title, Place place) {
  widths_.title = std::max(widths_.title, text::columns(title));
  widths_.place = std::max(widths_.place, text::columns(place_text(place)));
}

// `   +10  pricing page  rules.yaml:73  half every 14d`.
void Text::add_row(const std::string& points, const std::string& title, Place place,
                   const std::string& remark) {
  std::string row = points + "  " + padded(title, widths_.title, Table::Align::left) + "  ";
  const std::string where = place_text(place);
  row += style_.dim(where);
  if (!remark.empty()) {
    row += std::string(widths_.place - text::columns(where) + 2, ' ') + printable(remark, 256);
  }
  text_ += row + '\n';
}

void Text::add_line(const Line& line) {
  const std::string points = padded(with_sign(line.points), kPointsWidth, Table::Align::right);
  const std::string shown = line.points > Points()   ? style_.green(points)
                            : line.points < Points() ? style_.red(points)
                                                     : points;
  add_row(shown, title_of(line), line.place, line.detail);
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

void Text::add_not_held(const NotHeld& rule) {
  std::string remark = rule.why;
  if (rule.could_give > Points()) remark += " (could give " + rule.could_give.to_text() + ")";
  if (rule.could_give < Points()) remark += " (could take " + (-rule.could_give).to_text() + ")";
  add_row(style_.dim(padded("-", kPointsWidth, Table::Align::right)), printable(rule.rule, 128),
          rule.place, remark);
}

// A rule that only takes points makes a score high by not taking them.
std::string remark_on(const Reason& reason, bool above) {
  if (above) return reason.given <= Points() ? " not taken" : "";
  return reason.given < Points() ? " taken" : "";
}

// `why so high: target industry 20, company size 10`, the largest ones.
void Text::add_reasons(const std::vector<Reason>& reasons, bool above) {
  if (reasons.empty()) return;
  std::string text;
  for (std::size_t i = 0; i < std::min(reasons.size(), kMostReasons); ++i) {
    text += (i == 0 ? "" : ", ") + printable(reasons[i].reason, 64) + ' ' +
            reasons[i].points.to_text() + remark_on(reasons[i], above);
  }
  if (reasons.size() > kMostReasons) {
    text += " and " + std::to_string(reasons.size() - kMostReasons) + " more";
  }
  text_ += "  " + style_.bold(above ? "why so high" : "what is missing") + ": " + text + '\n';
}

}  // namespace

std::string explain_text(const Explained& explained, Style style) {
  return Text(explained, style).whole();
}

}  // namespace leadscore::cli
