// SPDX-License-Identifier: Apache-2.0

// What conditions test, each thing once, and what it may be.
#include <algorithm>
#include <utility>

#include "lint/space.hpp"
#include "model/expression_key.hpp"

namespace leadscore::lint {

using expr::Op;
using expr::Type;

namespace {

Domain line(bool whole, bool may_be_missing, Number low = -kInfinity, Number high = kInfinity) {
  Domain domain;
  domain.whole = whole;
  domain.may_be_missing = may_be_missing;
  domain.low = low;
  domain.high = high;
  return domain;
}

Domain truth_values(bool may_be_missing) { return line(true, may_be_missing, 0, 1); }

Domain any_text(bool may_be_missing) {
  Domain domain;
  domain.texts = true;
  domain.may_be_missing = may_be_missing;
  return domain;
}

Domain aggregate_domain(const Expr& expr) {
  switch (expr.aggregate->kind) {
    case expr::AggregateKind::count:
    case expr::AggregateKind::distinct: return line(true, false, 0);
    case expr::AggregateKind::sum: return line(false, false);
    default:
      if (expr.type == Type::text) return any_text(true);
      return expr.type == Type::boolean ? truth_values(true) : line(false, true);
  }
}

}  // namespace

std::string Space::key_of(const Expr& expr) { return model::key_of(model_, expr); }

std::uint32_t Space::add_subject(Domain domain) {
  domains_.push_back(std::move(domain));
  return static_cast<std::uint32_t>(domains_.size() - 1);
}

std::uint32_t Space::intern(std::string key, const Expr& expr) {
  const auto found = subjects_.find(key);
  if (found != subjects_.end()) return found->second;
  const std::uint32_t subject = add_subject(make_domain(expr));
  subjects_.emplace(std::move(key), subject);
  return subject;
}

std::uint32_t Space::subject_of(const Expr& expr) {
  if (expr.op == Op::named) return subject_of(model_.named[expr.slot].expr);
  if (expr.op != Op::attribute && expr.op != Op::score) return intern(key_of(expr), expr);
  auto& known = expr.op == Op::attribute ? attribute_subjects_ : score_subjects_;
  if (known.size() <= expr.slot) known.resize(expr.slot + 1);
  if (!known[expr.slot]) {
    Domain domain = make_domain(expr);  // may find other subjects
    known[expr.slot] = add_subject(std::move(domain));
  }
  return *known[expr.slot];
}

Domain Space::names_domain(const std::vector<std::string>& names) {
  Domain domain = any_text(false);
  domain.listed = true;
  std::vector<std::uint32_t> ids;
  for (const std::string& name : names) ids.push_back(pool_.id_of(expr::Text(name), false));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  domain.values = std::make_shared<const std::vector<std::uint32_t>>(std::move(ids));
  return domain;
}

Domain Space::field_domain(const model::Field& field) {
  const bool may_be_missing = field.fallback.is_missing();
  using model::ValueType;
  switch (field.type) {
    case ValueType::boolean: return truth_values(may_be_missing);
    case ValueType::integer: return line(true, may_be_missing);
    case ValueType::number:
    case ValueType::time: return line(false, may_be_missing);
    case ValueType::list: return any_text(may_be_missing);
    case ValueType::text: break;
  }
  Domain domain = any_text(may_be_missing);
  domain.listed = !field.one_of.empty();
  if (!domain.listed) return domain;
  std::vector<std::uint32_t> ids;
  for (const expr::Datum& value : field.one_of) {
    if (value.text) ids.push_back(pool_.id_of(*value.text, field.exact));
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  domain.values = std::make_shared<const std::vector<std::uint32_t>>(std::move(ids));
  return domain;
}

// Of several event types that have the property: whatever it may be in any of them.
Domain Space::property_domain(const Expr& expr) {
  std::optional<Domain> all;
  for (const auto& [type, slot] : expr.property->places) {
    const Domain one = field_domain(model_.events[type].properties[slot]);
    if (!all) {
      all = one;
      continue;
    }
    all->whole = all->whole && one.whole;
    all->listed = false;
    all->values = nullptr;
  }
  Domain domain = all.value_or(any_text(true));
  domain.may_be_missing = true;  // events of other types do not have it
  return domain;
}

Domain Space::band_domain(std::uint32_t index) {
  const model::Band& band = model_.bands[index];
  Domain domain = band.of ? names_domain(band.names) : any_text(true);
  const bool covered = band.otherwise || (band.of && !band.bounds.empty() &&
                                          band.bounds.back().from <= reach(*band.of).low);
  domain.may_be_missing = !covered;
  return domain;
}

Domain Space::make_domain(const Expr& expr) {
  switch (expr.op) {
    case Op::attribute: return field_domain(model_.attributes[expr.slot]);
    case Op::property: return property_domain(expr);
    case Op::score: {
      const Range range = numbers(expr);
      return line(is_whole(expr.slot), model_.scores[expr.slot].expression.has_value(), range.low,
                  range.high);
    }
    case Op::band: return band_domain(expr.slot);
    case Op::stage: return names_domain(model_.vocabulary.stages);
    case Op::signal_on: return truth_values(false);
    case Op::passes:
    case Op::rejections: return line(true, false, 0);
    case Op::entered: return line(true, false, expr.slot == 0 ? 1 : 0);
    case Op::aggregate: return aggregate_domain(expr);
    case Op::length: return line(true, true, 0);
    case Op::days: return line(true, true);
    case Op::domain: return any_text(true);
    default: break;
  }
  if (expr.type == Type::boolean) return truth_values(true);
  if (expr.type == Type::text || expr.type == Type::symbol || expr.type == Type::list) {
    return any_text(true);
  }
  if (expr.type != Type::number) return line(false, true);
  const Range range = numbers(expr);
  return line(false, true, range.low, range.high);
}

}  // namespace leadscore::lint
