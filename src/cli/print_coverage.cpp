// SPDX-License-Identifier: Apache-2.0
#include "cli/print_coverage.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <leadscore/value.hpp>

#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

struct Share {
  std::size_t covered = 0;
  std::size_t all = 0;
};

Share fired(const TestReport& report) {
  Share share{0, report.coverage.size()};
  for (const CoverageItem& item : report.coverage) share.covered += item.fired ? 1U : 0U;
  return share;
}

// Two sides each: true, and not true.
Share sides(const TestReport& report) {
  Share share{0, 2 * report.conditions.size()};
  for (const CoveredCondition& condition : report.conditions) {
    share.covered += condition.was_true ? 1U : 0U;
    share.covered += condition.was_false || condition.was_unknown ? 1U : 0U;
  }
  return share;
}

// `3 of 4 (75 %)`; 100 % only where all is.
std::string share_text(const Share& share) {
  std::string text = grouped(share.covered) + " of " + grouped(share.all);
  if (share.all > 0) text += " (" + std::to_string(share.covered * 100 / share.all) + " %)";
  return text;
}

// What was not seen of a condition; empty where both sides were, one of them for good reasons.
std::string gap_of(const CoveredCondition& condition) {
  if (condition.was_true && condition.was_false) return {};
  if (condition.was_true) {
    return condition.was_unknown ? "not true only because something was missing, never false"
                                 : "always true";
  }
  if (condition.was_false) return "never true";
  return condition.was_unknown ? "never true, only because something was missing" : "never judged";
}

std::string owned(const CoveredCondition& condition) {
  return condition.owner.empty() ? condition.what : condition.what + " of " + condition.owner;
}

std::string place_json(Place place) {
  return "\"line\":" + std::to_string(place.line) + ",\"column\":" + std::to_string(place.column);
}

const char* boolean(bool value) { return value ? "true" : "false"; }

}  // namespace

std::vector<Uncovered> uncovered(const TestReport& report) {
  std::vector<Uncovered> gaps;
  for (const CoverageItem& item : report.coverage) {
    if (!item.fired) gaps.push_back({item.place, item.what + ' ' + item.name, "never fired", {}});
  }
  for (const CoveredCondition& condition : report.conditions) {
    std::string how = gap_of(condition);
    if (how.empty()) continue;
    gaps.push_back({condition.place, owned(condition), std::move(how), condition.text});
  }
  std::stable_sort(gaps.begin(), gaps.end(), [](const Uncovered& a, const Uncovered& b) {
    return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
  });
  return gaps;
}

std::string coverage_text(const TestedFile& file, Style style) {
  const std::vector<Uncovered> gaps = uncovered(file.report);
  std::string text = style.bold(printable(file.name)) +
                     ": fired: " + share_text(fired(file.report)) +
                     "; sides of conditions seen: " + share_text(sides(file.report)) + '\n';
  for (const Uncovered& gap : gaps) {
    text += "  " + printable(file.name) + ':' + std::to_string(gap.place.line) + ": " +
            printable(gap.what) + ": " + gap.how;
    if (!gap.text.empty()) text += "  " + style.dim(printable(gap.text, 256));
    text += '\n';
  }
  return text;
}

std::string coverage_json(const TestedFile& file) {
  std::string text;
  const std::string begin = "{\"file\":" + json_string(file.name) + ",\"coverage\":";
  for (const CoverageItem& item : file.report.coverage) {
    text += begin + json_string(item.what) + ",\"name\":" + json_string(item.name) + ',' +
            place_json(item.place) + ",\"fired\":" + boolean(item.fired) + "}\n";
  }
  for (const CoveredCondition& condition : file.report.conditions) {
    text += begin + "\"condition\",\"key\":" + json_string(condition.what) +
            ",\"of\":" + json_string(condition.owner) + ",\"text\":" + json_string(condition.text) +
            ',' + place_json(condition.place) + ",\"true\":" + boolean(condition.was_true) +
            ",\"false\":" + boolean(condition.was_false) +
            ",\"unknown\":" + boolean(condition.was_unknown) + "}\n";
  }
  return text;
}

}  // namespace leadscore::cli
