// SPDX-License-Identifier: Apache-2.0
#include "model/hints.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/decimal.hpp"
#include "text/fold.hpp"

namespace leadscore::model {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr std::array<Pair, 9> kExamples = {
    {{"stage", "{stage: new}"},
     {"move", "{to: mql, signal: mql}"},
     {"route", "{to: sales, when: total >= 60}"},
     {"rejection", "{event: sales_rejected, to: nurture, scale: {engagement: 0.5}}"},
     {"test", "{test: a new lead, lead: {title: CEO}, expect: {at: 2026-03-01, total: 10}}"},
     {"fact", "{at: 2026-03-01, event: page_view}"},
     {"expectation", "{at: 2026-03-01, total: 10}"},
     {"signal", "{when: total >= 60}"},
     {"program", "{enter: total >= 20, touches: 6, over: 90d}"}}};

// Before or behind a value, and the relation that they stand for.
constexpr std::array<Pair, 12> kBefore = {{{"up to ", "<="},
                                           {"at most ", "<="},
                                           {"max ", "<="},
                                           {"at least ", ">="},
                                           {"min ", ">="},
                                           {"from ", ">="},
                                           {"over ", ">"},
                                           {"above ", ">"},
                                           {"more than ", ">"},
                                           {"under ", "<"},
                                           {"below ", "<"},
                                           {"less than ", "<"}}};
constexpr std::array<Pair, 6> kBehind = {{{"+", ">="},
                                          {"or more", ">="},
                                          {"and more", ">="},
                                          {"and up", ">="},
                                          {"and above", ">="},
                                          {"or less", "<="}}};
constexpr std::array<std::string_view, 6> kBetween = {"...", "-", "\u2013", "\u2014", " to ", ".."};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::pair<std::string, std::string>> both_sides(
    std::string_view text, const std::function<bool(std::string_view)>& is_value) {
  for (const std::string_view sign : kBetween) {
    // A sign at the beginning is that of the number.
    const std::size_t at = text.find(sign, 1);
    if (text.empty() || at == std::string_view::npos) continue;
    const std::string_view low = text::trim(text.substr(0, at));
    const std::string_view high = text::trim(text.substr(at + sign.size()));
    if (is_value(low) && is_value(high)) return std::pair(std::string(low), std::string(high));
  }
  return std::nullopt;
}

}  // namespace

std::string_view example_of(std::string_view section) {
  const auto* found = std::find_if(kExamples.begin(), kExamples.end(),
                                   [&](const Pair& one) { return one.first == section; });
  return found == kExamples.end() ? std::string_view{} : found->second;
}

std::string number_meant(std::string_view text) {
  std::string plain(text::trim(text));
  if (plain.starts_with('+')) plain.erase(0, 1);
  for (std::size_t at = plain.find(','); at != std::string::npos; at = plain.find(',')) {
    const std::string_view behind = std::string_view(plain).substr(at + 1);
    const auto digits = std::find_if_not(behind.begin(), behind.end(), is_digit) - behind.begin();
    if (at == 0 || !is_digit(plain[at - 1]) || digits != 3) return "";
    plain.erase(at, 1);
  }
  return plain != text && parse_number(plain) ? plain : "";
}

std::string factor_meant(std::string_view text) {
  std::string_view number = text::trim(text);
  if (!number.ends_with('%')) return "";
  number.remove_suffix(1);
  const auto percent = parse_number(text::trim(number));
  return percent ? number_text(*percent / 100) : "";
}

bool means_else(std::string_view text) {
  const std::string folded = text::fold_and_trim(text);
  constexpr std::array<std::string_view, 7> kElseWords = {"default", "other", "others", "otherwise",
                                                          "rest",    "*",     "any"};
  return std::find(kElseWords.begin(), kElseWords.end(), folded) != kElseWords.end();
}

std::string row_meant(std::string_view text,
                      const std::function<bool(std::string_view)>& is_value) {
  if (means_else(text)) return "else";
  if (const auto sides = both_sides(text, is_value)) return sides->first + " .. " + sides->second;
  for (const auto& [words, relation] : kBehind) {
    if (!text.ends_with(words)) continue;
    const std::string_view value = text::trim(text.substr(0, text.size() - words.size()));
    if (is_value(value)) return std::string(relation) + " " + std::string(value);
  }
  for (const auto& [words, relation] : kBefore) {
    if (!text.starts_with(words)) continue;
    const std::string_view value = text::trim(text.substr(words.size()));
    if (is_value(value)) return std::string(relation) + " " + std::string(value);
  }
  // What is left of `>> 5`, whose first sign has been read.
  const std::size_t signs = std::min(text.find_first_not_of("<>="), text.size());
  const std::string_view value = text::trim(text.substr(signs));
  if (signs == 1 && text.front() != '=' && is_value(value)) {
    return std::string(text.substr(0, 1)) + " " + std::string(value);
  }
  const std::string number = number_meant(text);
  return !number.empty() && is_value(number) ? number : "";
}

std::string bound_meant(std::string_view text) {
  const auto is_number = [](std::string_view part) { return parse_number(part).has_value(); };
  std::string_view rest = text::trim(text);
  if (const auto sides = both_sides(rest, is_number)) return sides->first;
  while (rest.starts_with('>') || rest.starts_with('=')) rest.remove_prefix(1);
  if (rest.ends_with('+')) rest.remove_suffix(1);
  rest = text::trim(rest);
  return is_number(rest) ? std::string(rest) : "";
}

}  // namespace leadscore::model
