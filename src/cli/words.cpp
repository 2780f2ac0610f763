// SPDX-License-Identifier: Apache-2.0
#include "cli/words.hpp"

#include <algorithm>

#include "text/nearest.hpp"

namespace leadscore::cli {

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, ",");
  return text;
}

std::string counted(std::uint64_t number, std::string_view noun) {
  return grouped(number) + ' ' + std::string(noun) + (number == 1 ? "" : "s");
}

std::string joined(std::span<const std::string> parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (&part != &parts.front()) text += separator;
    text += part;
  }
  return text;
}

std::string printable(std::string_view text) {
  constexpr std::size_t kMostBytes = 512;
  return leadscore::printable(text, kMostBytes);
}

std::string did_you_mean(std::string_view name, std::span<const std::string> candidates) {
  const auto near = text::nearest(name, candidates);
  return near ? "; did you mean '" + printable(*near) + "'?" : "";
}

std::string csv_cell(std::string_view text) {
  const bool blank_end = !text.empty() && trimmed(text).size() != text.size();
  if (!blank_end && text.find_first_of(",\"\r\n") == std::string_view::npos) {
    return std::string(text);
  }
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv_row(std::span<const std::string> cells) {
  std::string row;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) row += ',';
    row += csv_cell(cell);
  }
  return row + '\n';
}

std::string spaced(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

}  // namespace leadscore::cli
