// SPDX-License-Identifier: Apache-2.0
#include "lead/words.hpp"

#include <algorithm>

#include "expr/ops.hpp"

namespace leadscore::lead {

using expr::Expr;
using expr::Op;

namespace {

// Of the lead, not of an event at hand.
bool is_leaf(const Expr& expr) { return is_looked_up(expr.op) && expr.op != Op::property; }

// The values an expression rests on, those of named expressions included, each once.
void collect(const model::Model& model, const Expr& expr, std::vector<const Expr*>& leaves) {
  if (is_leaf(expr)) {
    leaves.push_back(&expr);
    return;
  }
  if (expr.op == Op::named) collect(model, model.named[expr.slot].expr, leaves);
  for (const Expr& arg : expr.args) collect(model, arg, leaves);
}

}  // namespace

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : between) + part;
  return out;
}

std::vector<std::string> values_named(eval::Moment& moment, const Expr& expr) {
  std::vector<const Expr*> leaves;
  collect(moment.model(), expr, leaves);
  std::vector<std::string> out;
  for (const Expr* leaf : leaves) {
    std::string text = source_text(moment.model(), *leaf) + " is " + print(moment.value(*leaf));
    if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(std::move(text));
  }
  return out;
}

std::string why_not_true(eval::Moment& moment, const std::optional<Expr>& condition) {
  if (!condition) return "false";
  if (!moment.value(*condition).is_missing()) {
    return "false: " + joined(values_named(moment, *condition), ", ");
  }
  std::vector<const Expr*> leaves;
  collect(moment.model(), *condition, leaves);
  std::vector<std::string> missing;
  for (const Expr* leaf : leaves) {
    std::string text = source_text(moment.model(), *leaf);
    const bool known = !moment.value(*leaf).is_missing();
    if (known || std::find(missing.begin(), missing.end(), text) != missing.end()) continue;
    missing.push_back(std::move(text));
  }
  return "not judged: " + joined(missing, ", ") +
         (missing.size() == 1 ? " is missing" : " are missing");
}

}  // namespace leadscore::lead
