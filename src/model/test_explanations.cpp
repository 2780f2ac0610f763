// SPDX-License-Identifier: Apache-2.0

// What single rules and groups must give: `explanation: {fit: {decision maker: 15}}`.
#include <utility>

#include "model/test_reader.hpp"
#include "text/fold.hpp"

namespace leadscore::model {

namespace {

std::string canonical(const yaml::Node& name) {
  return expr::canonical_name(text::trim(name.text));
}

}  // namespace

void TestReader::index_lines() {
  if (std::exchange(lines_indexed_, true)) return;
  const Model& model = build_.model();
  for (std::uint32_t i = 0; i < model.rules.size(); ++i) {
    rule_lines_.emplace(expr::canonical_name(model.rules[i].name), i);
  }
  for (std::uint32_t i = 0; i < model.groups.size(); ++i) {
    group_lines_.emplace(expr::canonical_name(model.groups[i].name), i);
  }
}

void TestReader::read_explanation(const yaml::Node& node, Expectation& expected) {
  if (!build_.is_map(node, "'explanation'")) {
    good_ = false;
    return;
  }
  index_lines();
  const auto& scores = build_.model().scores;
  for (const yaml::Entry& entry : node.entries) {
    const auto score = build_.score(entry.key);
    good_ = good_ && score;
    if (!score || *score >= scores.size()) continue;
    if (scores[*score].expression) {
      error(entry.key.span, "conflict",
            quoted(entry.key.text) + " is computed from other scores and has no rules to explain",
            "name the rules of the scores it is computed from: " + scores[*score].text);
      continue;
    }
    read_lines(entry.value, *score, expected);
  }
}

void TestReader::read_lines(const yaml::Node& node, std::uint32_t score, Expectation& expected) {
  if (!node.is_map()) {
    error(node.span, "wrong-kind",
          "the explanation of " + quoted(build_.model().scores[score].name) +
              " needs a map from rules and groups to points",
          "write {RULE: 10, GROUP: 40}");
    return;
  }
  for (const yaml::Entry& entry : node.entries) read_line(entry, score, expected);
}

void TestReader::read_line(const yaml::Entry& entry, std::uint32_t score, Expectation& expected) {
  auto line = line_named(entry.key, score);
  if (entry.value.is_null()) {
    error(entry.value.span, "wrong-kind", quoted(entry.key.text) + " needs a number of points",
          "of a rule that gives nothing say: 0");
    return;
  }
  const auto points = build_.points(entry.value, quoted(entry.key.text));
  good_ = good_ && line && points;
  if (!line || !points) return;
  line->points = {*points, entry.value.span};
  expected.lines.push_back(std::move(*line));
}

std::optional<ExpectedLine> TestReader::line_named(const yaml::Node& name, std::uint32_t score) {
  const Model& model = build_.model();
  const auto rule = rule_lines_.find(canonical(name));
  const auto group = group_lines_.find(canonical(name));
  const bool is_rule = rule != rule_lines_.end() && model.rules[rule->second].score == score;
  const bool is_group = group != group_lines_.end() && model.groups[group->second].score == score;
  using Kind = ExpectedLine::Kind;
  if (is_rule && is_group) {
    error(name.span, "conflict", quoted(name.text) + " is both a rule and a group",
          "rename one of them");
    auto& notes = build_.diagnostics().back().notes;
    notes.push_back({model.rules[rule->second].span, "this is the rule"});
    notes.push_back({model.groups[group->second].span, "this is the group"});
    return std::nullopt;
  }
  if (is_rule) {
    return ExpectedLine{score, Kind::rule, rule->second, model.rules[rule->second].name, {}};
  }
  if (is_group) {
    return ExpectedLine{score, Kind::group, group->second, model.groups[group->second].name, {}};
  }
  for (const auto& [word, kind] : kLineWords) {
    if (canonical(name) == expr::canonical_name(word)) {
      return ExpectedLine{score, kind, 0, std::string(word), {}};
    }
  }
  if (refuse_foreign_line(name, score)) return std::nullopt;
  good_ = false;
  if (rules_broken_) return std::nullopt;  // the rule may be one that could not be read
  unknown(name.span, "unknown-name", "rule or group", name.text, [&] {
    std::vector<std::string> known;
    for (const Rule& each : model.rules) {
      if (each.score == score) known.push_back(each.name);
    }
    for (const Group& each : model.groups) {
      if (each.score == score) known.push_back(each.name);
    }
    for (const auto& [word, kind] : kLineWords) known.emplace_back(word);
    return known;
  });
  return std::nullopt;
}

// A rule or group of another score.
bool TestReader::refuse_foreign_line(const yaml::Node& name, std::uint32_t score) {
  const Model& model = build_.model();
  const auto rule = rule_lines_.find(canonical(name));
  const auto group = group_lines_.find(canonical(name));
  const bool is_rule = rule != rule_lines_.end();
  if (!is_rule && group == group_lines_.end()) return false;
  const auto owner = is_rule ? model.rules[rule->second].score : model.groups[group->second].score;
  const Span span = is_rule ? model.rules[rule->second].span : model.groups[group->second].span;
  error(name.span, "unknown-name",
        quoted(name.text) + " is a " + (is_rule ? "rule" : "group") + " of the score " +
            quoted(model.scores[owner].name) + ", not of " + quoted(model.scores[score].name));
  build_.diagnostics().back().notes.push_back({span, "it stands here"});
  return true;
}

}  // namespace leadscore::model
