// SPDX-License-Identifier: Apache-2.0
#include "plan/asker.hpp"

#include <string>

#include "base/exact.hpp"

namespace leadscore::plan {

Asker::Asker(const Program& program, Time now)
    : program_(program), state_(program.model()), moment_(state_, now) {
  state_.now = now;
  state_.attributes.resize(program.first_derived_slot() + program.inputs.size());
  for (const Input& input : program.inputs) state_.attributes[input.slot] = input.fallback;
}

Datum Asker::band(std::uint32_t index) {
  const model::Band& band = program_.model().bands[index];
  if (!band.of) {
    std::string text;
    for (const auto& part : band.parts) {
      text += part.text;
      if (!part.band) continue;
      const Datum inner = this->band(*part.band);
      if (inner.is_missing()) return {};
      text += inner.text->written;
    }
    return Datum::text_of(text);
  }
  const Datum& score = state_.attributes[program_.slot_of_score(*band.of)];
  if (score.is_missing()) return {};
  for (const auto& bound : band.bounds) {
    if (bound.from.to_double() <= score.number) return Datum::text_of(band.names[bound.name]);
  }
  return band.otherwise ? Datum::text_of(band.names[*band.otherwise]) : Datum();
}

// Bands and named expressions are worked out from what they need themselves.
void Asker::fill_in(const Question& question) {
  for (const std::uint32_t slot : question.needs) {
    if (slot >= program_.first_derived_slot()) continue;
    if (slot >= program_.slot_of_named(0)) {
      set(slot, moment_.value(*program_.named[slot - program_.slot_of_named(0)]));
    } else if (slot >= program_.slot_of_band(0)) {
      set(slot, band(slot - program_.slot_of_band(0)));
    }
  }
}

Datum Asker::answer(const Question& question) {
  fill_in(question);
  return moment_.value(question.expr);
}

std::optional<Points> Asker::points(const Question& question) {
  fill_in(question);
  if (!question.rule) {
    const Datum datum = moment_.value(question.expr);
    if (datum.is_missing()) return std::nullopt;
    return round_product({false, Points(), datum.as_number()}, Decimal()).saturated();
  }
  const auto amount = moment_.amount(*question.rule, nullptr);
  if (!amount) return std::nullopt;
  return round_product(*amount, question.rule->weight);
}

}  // namespace leadscore::plan
