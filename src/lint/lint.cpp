// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <utility>

#include <leadscore/lint.hpp>

#include "base/diagnostic_codes.hpp"
#include "base/utf8.hpp"
#include "lint/linter.hpp"
#include "model/source_text.hpp"

namespace leadscore {

namespace lint {

namespace {

constexpr std::size_t kMostShown = 80;

std::string cut(std::string_view text) {
  if (text.size() <= kMostShown) return std::string(text);
  return std::string(text.substr(0, utf8::begin_of_char(text, kMostShown))) + "...";
}

bool covers(const model::Allowance& allowance, const Diagnostic& diagnostic,
            const std::string& code) {
  return diagnostic.code == code && allowance.covered.begin <= diagnostic.span.begin &&
         diagnostic.span.begin < allowance.covered.end;
}

// Leaves out what the file allows, and warns of what it allows in vain.
void apply(const std::vector<model::Allowance>& allowances, Diagnostics& found) {
  Diagnostics idle;
  std::vector<bool> silenced(found.size(), false);
  for (const model::Allowance& allowance : allowances) {
    for (const std::string& code : allowance.codes) {
      bool used = false;
      for (std::size_t i = 0; i < found.size(); ++i) {
        if (!covers(allowance, found[i], code)) continue;
        used = silenced[i] = true;
      }
      if (used) continue;
      Diagnostic diagnostic;
      diagnostic.code = "lint-unused";
      diagnostic.severity = Severity::warning;
      diagnostic.span = allowance.span;
      diagnostic.message = "nothing here is warned of as " + quoted(code);
      diagnostic.hint = "take it out of the comment";
      idle.push_back(std::move(diagnostic));
    }
  }
  Diagnostics left;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!silenced[i]) left.push_back(std::move(found[i]));
  }
  left.insert(left.end(), idle.begin(), idle.end());
  found = std::move(left);
}

}  // namespace

std::string quoted(std::string_view text) { return '\'' + cut(text) + '\''; }

std::string Linter::shown(const Expr& expr) const {
  return quoted(model::source_text(model_, expr));
}

Diagnostic& Linter::warn(Span span, std::string_view code, std::string message, std::string hint) {
  Diagnostic& made = found_.emplace_back();
  made.code = code;
  made.severity = Severity::warning;
  made.span = span;
  made.message = std::move(message);
  made.hint = std::move(hint);
  return made;
}

Diagnostics Linter::run() && {
  conditions();
  rules();
  pairs();
  tables();
  signals();
  bands();
  journey();
  usage();
  if (space_.gave_up()) {
    warn({}, "lint-limit", "the file tests more values than lints look through");
  }
  apply(model_.allowances, found_);
  return std::move(found_);
}

}  // namespace lint

Diagnostics lint_rules(const RuleSet& rules, std::size_t most) {
  return presentable(lint::Linter(rules.model()).run(), most);
}

}  // namespace leadscore
