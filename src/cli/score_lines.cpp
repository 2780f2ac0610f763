// SPDX-License-Identifier: Apache-2.0
#include "cli/score_lines.hpp"

#include <array>
#include <charconv>
#include <cstdint>

#include <leadscore/value.hpp>

#include "base/json.hpp"
#include "cli/print_score.hpp"
#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

using Band = BatchScores::Band;

// A band's values by code, each after `before`.
std::vector<std::string> values_of(const Band& band, const std::string& before, bool json) {
  std::vector<std::string> values = {before + (json ? "null" : "")};
  for (const std::string& name : band.names) {
    values.push_back(before + (json ? json_string(name) : csv_cell(name)));
  }
  return values;
}

}  // namespace

void append_points(std::string& out, Points points) {
  constexpr std::size_t kRoom = 24;
  std::array<char, kRoom> digits{};
  const std::int64_t count = points.count();
  const std::int64_t whole = count / 1000;
  const auto fraction = static_cast<unsigned>((count < 0 ? -(count % 1000) : count % 1000));
  if (count < 0 && whole == 0) out += '-';
  const auto end = std::to_chars(digits.data(), digits.data() + kRoom, whole).ptr;
  out.append(digits.data(), end);
  if (fraction == 0) return;
  const char last[3] = {static_cast<char>('0' + fraction / 100),
                        static_cast<char>('0' + fraction / 10 % 10),
                        static_cast<char>('0' + fraction % 10)};
  const std::size_t shown = last[2] != '0' ? 3 : last[1] != '0' ? 2 : 1;
  out += '.';
  out.append(last, shown);
}

ScoreLines::ScoreLines(const RuleSet& rules, const lead::OneInstant::Answers& answers, Kind kind)
    : answers_(answers), kind_(kind) {
  const bool json = kind == Kind::json;
  for (const std::string& name : rules.scores()) {
    scores_.push_back(json ? (scores_.empty() ? "" : ",") + json_string(name) + ':' : ",");
  }
  no_points_ = json ? "null" : "";
  const std::vector<std::string> names = rules.bands();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string before = json ? (i == 0 ? "" : ",") + json_string(names[i]) + ':' : ",";
    bands_.push_back(values_of(answers.scores.bands[i], before, json));
  }
  for (const auto& journey : answers.journeys) {
    journeys_.push_back(json ? '}' + journey_json(rules, *journey) + '\n'
                             : ',' + csv_row(journey_cells(rules, *journey)));
  }
  const std::size_t cells = score_csv_header(rules).size();
  excluded_ = json ? "null}\n" : std::string(cells - 1, ',') + '\n';
}

void ScoreLines::append(std::string& out, std::string_view name, std::size_t lead) const {
  if (kind_ == Kind::json) {
    append_json(out, name, lead);
  } else {
    append_csv(out, name, lead);
  }
}

void ScoreLines::append_json(std::string& out, std::string_view name, std::size_t lead) const {
  out += "{\"lead\":";
  append_json_string(out, name);
  out += ",\"scores\":";
  if (test(answers_.scores.excluded, lead)) {
    out += excluded_;
    return;
  }
  out += '{';
  append_values(out, lead);
}

void ScoreLines::append_csv(std::string& out, std::string_view name, std::size_t lead) const {
  out += csv_cell(name);
  if (test(answers_.scores.excluded, lead)) {
    out += excluded_;
    return;
  }
  append_values(out, lead);
}

void ScoreLines::append_values(std::string& out, std::size_t lead) const {
  for (std::size_t i = 0; i < scores_.size(); ++i) {
    out += scores_[i];
    if (const auto points = answers_.scores.scores[i].points(lead)) {
      append_points(out, *points);
    } else {
      out += no_points_;
    }
  }
  if (kind_ == Kind::json) out += "},\"bands\":{";
  for (std::size_t i = 0; i < bands_.size(); ++i) {
    out += bands_[i][answers_.scores.bands[i].codes[lead]];
  }
  out += journeys_[answers_.journey_of[lead]];
}

}  // namespace leadscore::cli
