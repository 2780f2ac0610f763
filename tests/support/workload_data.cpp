// SPDX-License-Identifier: Apache-2.0

// Leads of a workload. Only whole numbers are computed with, and one division, so that no
// mathematical library decides what comes out.
#include "support/workload.hpp"
#include "support/zipf.hpp"

namespace leadscore::workload {
namespace {

using support::Dice;
using support::Zipf;
using Type = Attribute::Type;

// Mostly small numbers, seldom large ones: each digit more is half as frequent, and within the same
// number of digits all are alike. One of twenty is 0.
std::int64_t skewed(Dice& dice, int digits) {
  if (dice.below(20) == 0) return 0;
  int more = 0;
  while (more + 1 < digits && dice.below(2) == 0) ++more;
  std::int64_t power = 1;
  for (int i = 0; i < more; ++i) power *= 10;
  return power + static_cast<std::int64_t>(dice.below(static_cast<std::size_t>(9 * power)));
}

double skewed_number(Dice& dice, const Attribute& attribute) {
  const std::int64_t whole = skewed(dice, attribute.digits);
  const std::int64_t cents = 100 * whole + static_cast<std::int64_t>(dice.below(100));
  const bool negative = attribute.negative && dice.below(3) == 0;
  return static_cast<double>(negative ? -cents : cents) / 100;
}

void set_bit(std::vector<std::uint8_t>& bits, std::size_t i) {
  bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | (1U << (i % 8)));
}

void reserve(Values& values, const Attribute& attribute, std::size_t leads) {
  if (attribute.missing_percent > 0) values.known.resize((leads + 7) / 8);
  switch (attribute.type) {
    case Type::integer: values.integers.resize(leads); break;
    case Type::number: values.numbers.resize(leads); break;
    case Type::boolean: values.bits.resize((leads + 7) / 8); break;
    case Type::text:
      if (attribute.texts.size() <= 256) {
        values.codes8.resize(leads);
      } else {
        values.codes16.resize(leads);
      }
  }
}

void fill(Values& values, const Attribute& attribute, const Zipf& rank, Dice& dice,
          std::size_t lead) {
  switch (attribute.type) {
    case Type::integer: values.integers[lead] = skewed(dice, attribute.digits); break;
    case Type::number: values.numbers[lead] = skewed_number(dice, attribute); break;
    case Type::boolean:
      if (dice.percent(attribute.true_percent)) set_bit(values.bits, lead);
      break;
    case Type::text:
      if (!values.codes8.empty()) {
        values.codes8[lead] = static_cast<std::uint8_t>(rank.roll(dice));
      } else {
        values.codes16[lead] = static_cast<std::uint16_t>(rank.roll(dice));
      }
  }
}

Value value_of(const Attribute& attribute, const Values& values, std::size_t lead) {
  switch (attribute.type) {
    case Type::integer: return values.integers[lead];
    case Type::number: return values.numbers[lead];
    case Type::boolean: return values.truth(lead);
    case Type::text: break;
  }
  return attribute.texts[values.code(lead)];
}

}  // namespace

Columns columns(const Workload& workload, std::size_t leads) {
  Columns made;
  made.leads = leads;
  for (std::size_t i = 0; i < workload.attributes.size(); ++i) {
    const Attribute& attribute = workload.attributes[i];
    // Each column has dice of its own, so that more leads begin with the same ones.
    Dice dice(workload.seed * 1'000 + i + 1);
    const Zipf rank(attribute.texts.empty() ? 1 : attribute.texts.size());
    Values values;
    reserve(values, attribute, leads);
    for (std::size_t lead = 0; lead < leads; ++lead) {
      if (attribute.missing_percent > 0) {
        if (dice.percent(attribute.missing_percent)) continue;
        set_bit(values.known, lead);
      }
      fill(values, attribute, rank, dice, lead);
    }
    made.values.push_back(std::move(values));
  }
  return made;
}

Fact attributes_of(const Workload& workload, const Columns& columns, std::size_t lead,
                   const std::string& name) {
  Fact fact = set_from_start(name);
  for (std::size_t i = 0; i < workload.attributes.size(); ++i) {
    if (!columns.values[i].is_known(lead)) continue;
    fact.with(workload.attributes[i].name,
              value_of(workload.attributes[i], columns.values[i], lead));
  }
  return fact;
}

}  // namespace leadscore::workload
