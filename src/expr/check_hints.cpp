// SPDX-License-Identifier: Apache-2.0

// What an author may have meant by a value that is written as people say it.
#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "base/time_text.hpp"
#include "expr/check_pass.hpp"
#include "expr/complaint.hpp"
#include "expr/grammar.hpp"
#include "text/fold.hpp"
#include "text/nearest.hpp"

namespace leadscore::expr {

namespace {

constexpr std::size_t kMostListed = 20;

std::string in_quotes(const std::string& text) {
  Syntax syntax;
  syntax.kind = SyntaxKind::text;
  syntax.text = text;
  return print(syntax);
}

// A part of a condition as it stands there, without the brackets around the whole.
std::string bare(const Syntax& syntax) {
  const std::string all = print(syntax);
  return all.starts_with('(') ? all.substr(1, all.size() - 2) : all;
}

std::string hint_for_text(const TypeInfo& side, const std::string& word) {
  if (side.names.empty()) return "a text stands in quotes: " + in_quotes(word);
  if (const std::string* name = side.names.find(word, side.exact)) {
    return "a text stands in quotes: " + in_quotes(*name);
  }
  const auto& all = side.names.all();
  if (const auto near = text::nearest(word, all)) return "did you mean " + in_quotes(*near) + "?";
  std::string known;
  for (std::size_t i = 0; i < std::min(all.size(), kMostListed); ++i) {
    known += (i == 0 ? "" : ", ") + in_quotes(all[i]);
  }
  return "known: " + known + (all.size() > kMostListed ? ", ..." : "");
}

std::string hint_for_boolean(const std::string& word) {
  const std::string folded = text::fold_and_trim(word);
  for (const char* yes : {"yes", "y", "true", "on", "1"}) {
    if (folded == yes) return "use: true";
  }
  for (const char* no : {"no", "n", "false", "off", "0"}) {
    if (folded == no) return "use: false";
  }
  return "it is true or false";
}

const Syntax& without_not(const Syntax& syntax) {
  const Syntax* inner = &syntax;
  while (inner->kind == SyntaxKind::negate) inner = &inner->args[0];
  return *inner;
}

bool is_value(const Syntax& syntax) {
  return syntax.kind == SyntaxKind::text || syntax.kind == SyntaxKind::number ||
         syntax.kind == SyntaxKind::time || syntax.kind == SyntaxKind::duration;
}

bool has_subject(const Syntax& syntax) {
  return (syntax.kind == SyntaxKind::compare || syntax.kind == SyntaxKind::test) &&
         is_value(syntax.args[1]);
}

// `a contains "x" or "y"` with all values that follow, where one list says it all.
std::string as_list(const Syntax& logic, std::size_t first) {
  const Syntax& said = logic.args[first];
  const bool any = logic.kind == SyntaxKind::any;
  std::string with;
  if (said.kind == SyntaxKind::test && said.text == "contains") {
    with = any ? " contains any [" : " contains all [";
  } else if (said.kind == SyntaxKind::compare && said.text == "==" && any) {
    with = " in [";
  } else if (said.kind == SyntaxKind::compare && said.text == "!=" && !any) {
    with = " not in [";
  }
  if (with.empty()) return "";
  std::string list = print(said.args[1]);
  for (std::size_t i = first + 1; i < logic.args.size() && is_value(logic.args[i]); ++i) {
    list += ", " + print(logic.args[i]);
  }
  return "use: " + print(said.args[0]) + with + list + "]";
}

}  // namespace

std::string hint_beside(const TypeInfo& side, const std::string& word) {
  if (means_nothing(word)) return "for a value that is missing: is unknown";
  switch (side.type) {
    case Type::text:
    case Type::symbol: return hint_for_text(side, word);
    case Type::boolean: return hint_for_boolean(word);
    case Type::time: {
      const std::string folded = text::fold(word);
      const bool present = folded == "today" || folded == "now";
      return present ? "use: now" : "a time is written 2026-03-01, and the present one: now";
    }
    default: return "";
  }
}

std::string hint_for_constant(const TypeInfo& side, const Typed& constant) {
  const Datum& datum = constant.expr.constant;
  if (constant.expr.op != Op::constant || side.type != Type::boolean) return "";
  return hint_for_boolean(datum.text ? datum.text->written : print(datum));
}

std::string hint_for_division(const TypeInfo& side, const Syntax& syntax) {
  if (side.type != Type::time || syntax.kind != SyntaxKind::product) return "";
  std::string written = print(syntax);
  std::erase_if(written, [](char c) { return c == ' ' || c == '(' || c == ')'; });
  const std::string meant = time_meant(written);
  return meant.empty() ? "" : "use: " + meant;
}

std::string hint_for_part(const Syntax& logic, std::size_t index) {
  const Syntax& part = without_not(logic.args[index]);
  if (!is_value(part)) return "";
  for (std::size_t i = index; i-- > 0;) {
    const Syntax& said = without_not(logic.args[i]);
    if (!has_subject(said)) continue;
    const bool plain = &said == &logic.args[i] && &part == &logic.args[index];
    const std::string list = plain ? as_list(logic, i) : "";
    if (!list.empty()) return list;
    Syntax repeated = said;
    repeated.args[1] = part;
    return "repeat the name: " +
           (&part == &logic.args[index] ? bare(repeated) : "not (" + bare(repeated) + ")");
  }
  return "";
}

MaybeTyped CheckPass::beside(const TypeInfo& side, const Syntax& syntax) {
  const std::size_t before = checker_.problems.size();
  auto typed = any(syntax);
  const bool name = syntax.kind == SyntaxKind::name || syntax.kind == SyntaxKind::call;
  if (typed || !name || checker_.problems.size() != before + 1) return typed;
  Problem& problem = checker_.problems.back();
  const bool unknown = problem.code == "unknown-name" || problem.code == "unknown-property" ||
                       problem.code == "unknown-function";
  if (!unknown || !problem.hint.empty()) return typed;
  const bool called = syntax.kind == SyntaxKind::call;
  if (!called || side.type == Type::time) problem.hint = hint_beside(side, syntax.text);
  return typed;
}

MaybeTyped CheckPass::unknown_list(const Syntax& syntax, const TypeInfo& side, bool many) {
  std::vector<std::string> known;
  for (const auto& [name, symbol] : vocabulary().symbols) {
    const bool fits =
        symbol.kind == SymbolKind::list || (!many && symbol.kind == SymbolKind::constant);
    if (fits) known.push_back(name);
  }
  refuse_unknown(syntax.span, "unknown-name", many ? "list" : "constant", syntax.text, known);
  std::string hint = hint_beside(side, syntax.text);
  constexpr std::string_view kQuoted = "a text stands in quotes: ";
  if (many && hint.starts_with(kQuoted)) {
    hint = "write: [" + hint.substr(kQuoted.size()) + "]";
  }
  checker_.problems.back().hint = std::move(hint);
  return std::nullopt;
}

MaybeTyped CheckPass::refuse_text_as_condition(const Syntax& syntax, const Typed& typed,
                                               const std::string& needs) {
  const std::string& written = typed.expr.constant.text->written;
  std::string shown = print(typed.expr.constant);
  constexpr std::size_t kMost = 60;
  if (shown.size() > kMost) shown = "a text";
  const auto parsed = parse_expression(written, checker_.limits);
  const auto* condition = std::get_if<Syntax>(&parsed);
  const bool meant =
      condition != nullptr && !is_value(*condition) && condition->kind != SyntaxKind::name;
  const bool quote = written.find_first_of(",[]{}:#'\"") != std::string::npos;
  std::string as_yaml = written;
  if (quote) {
    as_yaml = "'";
    for (const char c : written) as_yaml += c == '\'' ? std::string("''") : std::string(1, c);
    as_yaml += "'";
  }
  return refuse(
      syntax.span, "wrong-type",
      needs + " a condition, and '" + syntax.text + "' is the text " + shown,
      meant ? "a condition is defined as " + syntax.text + ": {is: " + as_yaml + "}" : "");
}

}  // namespace leadscore::expr
