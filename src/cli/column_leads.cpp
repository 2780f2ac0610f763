// SPDX-License-Identifier: Apache-2.0
#include "cli/column_leads.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "model/model.hpp"

namespace leadscore::cli {
namespace {

using expr::Datum;

Value value_of(const Datum& datum) {
  switch (datum.kind) {
    case Datum::Kind::boolean: return datum.is_true();
    case Datum::Kind::integer: return datum.integer;
    case Datum::Kind::number: return datum.number;
    case Datum::Kind::time: return datum.as_time();
    case Datum::Kind::text: return datum.text->written;
    case Datum::Kind::list: {
      TextList items;
      for (const expr::TextPtr& item : *datum.list) items.push_back(item->written);
      return items;
    }
    default: return Missing{};
  }
}

// Calls `use(input, attribute)` for the inputs that are attributes.
template <typename Use>
void each_attribute(const BatchScorer& scorer, const Use& use) {
  for (std::size_t input = 0; input < scorer.inputs().size(); ++input) {
    const BatchInput& each = scorer.inputs()[input];
    if (each.kind != BatchInput::Kind::attribute) continue;
    const auto attribute = scorer.rules().model().attribute_named(each.name);
    if (attribute) use(input, *attribute);
  }
}

}  // namespace

ColumnLeads::ColumnLeads(const RuleSet& rules) : rules_(rules) {
  columns_.reserve(rules_.model().attributes.size());
  for (const model::Field& field : rules_.model().attributes) {
    columns_.emplace_back(field, rules_.model().zone);
  }
}

lead::AttributeValues ColumnLeads::attributes(std::size_t lead) const {
  lead::AttributeValues values;
  for (std::uint32_t i = 0; i < columns_.size(); ++i) {
    Datum value = columns_[i].value(lead);
    if (!value.is_missing()) values.emplace_back(i, std::move(value));
  }
  return values;
}

Fact ColumnLeads::fact(std::size_t lead) const {
  Fact fact = set_from_start(name(lead));
  for (const auto& [attribute, value] : attributes(lead)) {
    fact.with(rules_.model().attributes[attribute].name, value_of(value));
  }
  return fact;
}

void ColumnLeads::bind(const BatchScorer& scorer) {
  each_attribute(scorer, [&](std::size_t input, std::uint32_t attribute) {
    columns_[attribute].bind(scorer, input);
  });
}

Batch ColumnLeads::batch(const BatchScorer& scorer, std::size_t block) {
  const std::size_t leads = std::min(kBlock, size_ - block * kBlock);
  Batch batch(scorer, leads);
  each_attribute(scorer, [&](std::size_t input, std::uint32_t attribute) {
    leadscore::Column column = columns_[attribute].block(block, leads);
    if (column.layout() == leadscore::Column::Layout::none) return;
    if (const auto problem = batch.set(input, std::move(column))) {
      throw std::logic_error("a column does not fit: " + *problem);
    }
  });
  return batch;
}

}  // namespace leadscore::cli
