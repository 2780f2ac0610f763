// SPDX-License-Identifier: Apache-2.0
#include "model/expression_key.hpp"

#include <utility>

namespace leadscore::model {

using expr::Op;

namespace {

template <class T>
void append(std::string& key, T number) {
  key += std::to_string(static_cast<long long>(number));
  key += ' ';
}

void append_slots(std::string& key, const expr::PropertyRef& property) {
  key += property.name;
  key += ' ';
  // One of many events stands for itself: loading makes it once for all who name it.
  constexpr std::size_t kMostListed = 8;
  if (property.places.size() > kMostListed) {
    append(key, reinterpret_cast<std::uintptr_t>(&property));
    return;
  }
  for (const auto& [type, slot] : property.places) append(key, type);
}

// A key of an expression, defined names put in their places.
class KeyWriter {
 public:
  explicit KeyWriter(const Model& model) : model_(model) {}

  void write(const Expr& expr) {
    if (expr.op == Op::named) return write(model_.named[expr.slot].expr);
    key_ += '(';
    append(key_, expr.op);
    append(key_, expr.slot);
    if (expr.op == Op::compare) append(key_, expr.comparison);
    if (expr.negated) key_ += '!';
    if (expr.exact) key_ += '=';
    key_.append(expr.ops.begin(), expr.ops.end());
    if (!expr.constant.is_missing()) write(expr.constant);
    if (expr.literals) {
      for (const expr::Datum& literal : *expr.literals) write(literal);
    }
    if (expr.regex) write_text(expr.regex->pattern());
    if (expr.property) append_slots(key_, *expr.property);
    if (expr.aggregate) write(*expr.aggregate);
    for (const Expr& arg : expr.args) write(arg);
    key_ += ')';
  }
  std::string take() { return std::move(key_); }

 private:
  void write(const expr::Datum& datum) {
    if (datum.text) return write_text(datum.text->written);
    append(key_, datum.kind);
    key_ += print(datum);
    key_ += ' ';
  }
  void write_text(const std::string& text) {
    append(key_, text.size());
    key_ += text;
  }
  void write(const expr::Aggregate& aggregate) {
    append(key_, aggregate.kind);
    append(key_, aggregate.members);
    append(key_, aggregate.key);
    append(key_, aggregate.top);
    if (aggregate.property) append_slots(key_, *aggregate.property);
    if (aggregate.within) append(key_, aggregate.within->count());
    if (aggregate.within_calendar) append(key_, 1 + static_cast<int>(*aggregate.within_calendar));
    for (const auto* part : {&aggregate.after, &aggregate.where, &aggregate.value}) {
      key_ += '/';
      if (*part) write(**part);
    }
  }

  const Model& model_;
  std::string key_;
};

}  // namespace

std::string key_of(const Model& model, const Expr& expr) {
  KeyWriter writer(model);
  writer.write(expr);
  return writer.take();
}

}  // namespace leadscore::model
