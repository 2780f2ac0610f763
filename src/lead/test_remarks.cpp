// SPDX-License-Identifier: Apache-2.0
#include "lead/test_remarks.hpp"

#include <algorithm>
#include <cstddef>

namespace leadscore::lead {

namespace {

constexpr std::size_t kPointsWidth = 7;
constexpr std::size_t kMostNotHeld = 12;
constexpr std::size_t kMostEarned = 12;

// What gave or took the points.
std::string title_of(const Line& line) {
  switch (line.kind) {
    case LineKind::rule_bound: return "bound of the rule '" + line.name + "'";
    case LineKind::group_bound: return "bound of the group '" + line.name + "'";
    case LineKind::score_bound: return "bound of the score";
    case LineKind::old_book:
    case LineKind::deduction:
      return line.reason == line.name ? line.name : line.name + ": " + line.reason;
    default: return line.name;
  }
}

std::string signed_text(Points points) { return (points > Points() ? "+" : "") + points.to_text(); }

bool is_own(const Line& line) {
  return line.kind == LineKind::rule || line.kind == LineKind::rule_bound ||
         line.kind == LineKind::not_chosen;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Whether the rule could have made the difference: it gives on that side, or nobody knows what.
bool could_help(const NotHeld& rule, const std::optional<Points>& missing) {
  if (!missing || rule.could_give == Points()) return true;
  return (rule.could_give > Points()) == (*missing > Points());
}

}  // namespace

void Remarks::add(std::string_view line) {
  text_ += line;
  text_ += '\n';
}

void Remarks::add_marked(std::string_view mark, std::string_view line) {
  if (mark.size() < kPointsWidth) text_.append(kPointsWidth - mark.size(), ' ');
  text_ += mark;
  text_ += "  ";
  add(line);
}

void Remarks::add_line(const Line& line) {
  std::string detail = line.detail;
  if (line.kind == LineKind::rule && line.earned.size() > 1) {
    detail = std::to_string(line.earned.size()) + " times" + (detail.empty() ? "" : "; " + detail);
  }
  add_marked(signed_text(line.points),
             title_of(line) + (detail.empty() ? "" : " (" + detail + ")"));
}

void Remarks::add_earned(const Line& line) {
  const std::size_t shown = std::min(line.earned.size(), kMostEarned);
  for (std::size_t i = line.earned.size() - shown; i < line.earned.size(); ++i) {
    const Earned& earned = line.earned[i];
    std::string text = to_text(earned.at) + "  " + earned.what;
    if (!earned.facts.empty()) text += " {" + earned.facts + "}";
    text += ": " + signed_text(earned.original);
    if (earned.value != earned.original) text += ", now " + signed_text(earned.value);
    if (earned.withheld != Points()) text += " (" + earned.withheld.to_text() + " withheld)";
    add_marked("", text);
  }
}

void Remarks::add_not_held(const NotHeld& rule, const std::optional<Points>& missing) {
  std::string text = rule.rule;
  if (rule.could_give > Points()) text += " (could give " + rule.could_give.to_text() + ")";
  if (rule.could_give < Points()) text += " (could take " + (-rule.could_give).to_text() + ")";
  text += ": " + rule.why;
  if (missing && rule.could_give == *missing) text += "; this would make the difference";
  add_marked("-", text);
}

void Remarks::add_score(const ScoreExplanation& score, const std::optional<Points>& missing) {
  for (const Line& line : score.lines) add_line(line);
  std::vector<const NotHeld*> idle;
  for (const NotHeld& rule : score.not_held) {
    if (could_help(rule, missing)) idle.push_back(&rule);
  }
  // Those that would make the difference by themselves come first.
  const auto fits = [&](const NotHeld* rule) { return missing && rule->could_give == *missing; };
  std::stable_partition(idle.begin(), idle.end(), fits);
  const std::size_t shown = std::min(idle.size(), kMostNotHeld);
  for (std::size_t i = 0; i < shown; ++i) add_not_held(*idle[i], missing);
  if (shown < idle.size()) {
    add_marked("", "and " + std::to_string(idle.size() - shown) + " more rules that give nothing");
  }
}

void Remarks::add_rule(const ScoreExplanation& score, const std::string& rule) {
  for (const Line& line : score.lines) {
    if (line.name != rule || !is_own(line)) continue;
    add_line(line);
    if (line.kind == LineKind::rule) add_earned(line);
  }
  for (const NotHeld& idle : score.not_held) {
    if (idle.rule == rule) add_not_held(idle, std::nullopt);
  }
}

void Remarks::add_group(const ScoreExplanation& score, const std::vector<std::string>& rules,
                        const std::vector<std::string>& groups) {
  for (const Line& line : score.lines) {
    const bool of_rule = is_own(line) && contains(rules, line.name);
    const bool of_group = line.kind == LineKind::group_bound || line.kind == LineKind::not_chosen;
    if (of_rule || (of_group && contains(groups, line.name))) add_line(line);
  }
  std::size_t left = kMostNotHeld;
  for (const NotHeld& idle : score.not_held) {
    if (left == 0 || !contains(rules, idle.rule)) continue;
    add_not_held(idle, std::nullopt);
    --left;
  }
}

}  // namespace leadscore::lead
