// SPDX-License-Identifier: Apache-2.0

// `# lint: allow unused because the CRM fills it from May on`
#include <algorithm>
#include <utility>

#include "base/diagnostic_codes.hpp"
#include "model/entries.hpp"
#include "text/fold.hpp"
#include "text/nearest.hpp"

namespace leadscore::model {

namespace {

constexpr std::string_view kMark = "# lint:";
constexpr std::string_view kAllow = "allow ";
constexpr std::string_view kBecause = " because ";
constexpr std::string_view kWholeFile = " in this file";
constexpr const char* kForm = "write: # lint: allow CODE because REASON";

// Scalars in which the mark stands: there it is no comment.
void collect_quoted(const yaml::Node& node, const std::string& text, std::vector<Span>& spans) {
  if (node.is_scalar()) {
    const std::string_view all = text;
    const Span span = node.span;
    if (all.substr(span.begin, span.end - span.begin).find(kMark) != std::string_view::npos) {
      spans.push_back(span);
    }
  }
  for (const yaml::Node& item : node.items) collect_quoted(item, text, spans);
  for (const yaml::Entry& entry : node.entries) {
    collect_quoted(entry.key, text, spans);
    collect_quoted(entry.value, text, spans);
  }
}

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;       // behind the line break
  std::size_t indent = 0;    // blanks before the first character
  bool says_nothing = true;  // blank, or a comment alone
};

Line line_at(const std::string& text, std::size_t begin) {
  Line line;
  line.begin = begin;
  const std::size_t stop = text.find('\n', begin);
  line.end = stop == std::string::npos ? text.size() : stop + 1;
  const std::size_t first = std::min(text.find_first_not_of(" \r\n", begin), line.end);
  line.indent = first - begin;
  line.says_nothing = first == line.end || text[first] == '#';
  return line;
}

// The next line that says something, and all that are indented deeper than it.
Span entry_below(const std::string& text, std::size_t from) {
  Line line = line_at(text, from);
  while (line.says_nothing && line.end < text.size()) line = line_at(text, line.end);
  const Line first = line;
  std::size_t end = first.end;
  while (end < text.size()) {
    line = line_at(text, end);
    if (!line.says_nothing && line.indent <= first.indent) break;
    end = line.end;
  }
  return {static_cast<std::uint32_t>(first.begin), static_cast<std::uint32_t>(end)};
}

bool is_lint(std::string_view code) {
  const auto codes = lint_codes();
  return std::any_of(codes.begin(), codes.end(), [&](const auto& one) { return one.code == code; });
}

// What is wrong with the codes; empty where nothing is.
std::string read_codes(std::string_view written, Allowance& allowance) {
  std::vector<std::string> known;
  for (const DiagnosticCode& one : lint_codes()) known.emplace_back(one.code);
  while (!written.empty()) {
    const std::size_t comma = std::min(written.find(','), written.size());
    const std::string code(text::trim(written.substr(0, comma)));
    written.remove_prefix(std::min(comma + 1, written.size()));
    if (!is_lint(code)) {
      const auto near = text::nearest(code, known);
      return "there is no lint " + quoted(code) +
             (near ? "; did you mean " + quoted(*near) + "?" : std::string());
    }
    allowance.codes.push_back(code);
  }
  return allowance.codes.empty() ? "this names no lint" : "";
}

struct Comment {
  Allowance allowance;
  std::string problem;  // why it cannot be read; empty where it can
};

Comment read_comment(const std::string& text, std::size_t at) {
  Comment comment;
  Allowance& allowance = comment.allowance;
  const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
  allowance.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
  const std::size_t newline = text.rfind('\n', at);
  const std::size_t begin = newline == std::string::npos ? 0 : newline + 1;
  const bool alone = text.find_first_not_of(' ', begin) == at;
  allowance.covered =
      alone ? entry_below(text, end) : Span{static_cast<std::uint32_t>(begin), allowance.span.end};
  std::string_view says(text);
  says = text::trim(says.substr(at + kMark.size(), end - at - kMark.size()));
  const std::size_t because = says.find(kBecause);
  if (!says.starts_with(kAllow) || because == std::string_view::npos) {
    comment.problem = "this comment needs what it allows, and why";
    return comment;
  }
  allowance.reason = text::trim(says.substr(because + kBecause.size()));
  std::string_view codes = says.substr(kAllow.size(), because - kAllow.size() + 1);
  codes.remove_suffix(1);
  if (codes.ends_with(kWholeFile)) {
    codes.remove_suffix(kWholeFile.size());
    allowance.covered = {0, static_cast<std::uint32_t>(text.size())};
  }
  comment.problem = read_codes(codes, allowance);
  return comment;
}

}  // namespace

void read_allowances(Builder& build, const yaml::Node& root) {
  const std::string& text = build.source().text;
  std::size_t at = text.find(kMark);
  if (at == std::string::npos) return;
  std::vector<Span> quoted_in;
  collect_quoted(root, text, quoted_in);
  for (; at != std::string::npos; at = text.find(kMark, at + 1)) {
    const bool apart = at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n';
    const bool in_scalar = std::any_of(quoted_in.begin(), quoted_in.end(), [&](Span span) {
      return span.begin <= at && at < span.end;
    });
    if (!apart || in_scalar) continue;
    Comment comment = read_comment(text, at);
    if (comment.problem.empty()) {
      build.model().allowances.push_back(std::move(comment.allowance));
    } else {
      build.warning(comment.allowance.span, "lint-comment", comment.problem, kForm);
    }
  }
}

}  // namespace leadscore::model
