// SPDX-License-Identifier: Apache-2.0
#include <cassert>
#include <cstdint>
#include <deque>
#include <utility>

#include <leadscore/batch_of_leads.hpp>

#include "eval/moment.hpp"
#include "lead/stepper.hpp"
#include "plan/program.hpp"
#include "plan/scorer.hpp"

namespace leadscore {

namespace {

using eval::Datum;

// The values of one input, in the layout that its type takes.
class Values {
 public:
  explicit Values(const plan::Input& input) : input_(input) {}

  void add(const Datum& value) {
    const bool known = !value.is_missing();
    add_bit(known_, size_, known);
    switch (input_.shown.type) {
      case BatchInput::Type::boolean: add_bit(bits_, size_, value.is_true()); break;
      case BatchInput::Type::integer:
      case BatchInput::Type::time:
      case BatchInput::Type::points: integers_.push_back(known ? value.integer : 0); break;
      case BatchInput::Type::number: numbers_.push_back(known ? value.as_number() : 0); break;
      case BatchInput::Type::text:
        kept_.push_back(value);
        texts_.push_back(known ? std::string_view(value.text->written) : std::string_view());
        break;
      case BatchInput::Type::list: add_list(value); break;
    }
    ++size_;
  }

  [[nodiscard]] Column column() const {
    const Bits known{known_.data(), 0};
    switch (input_.shown.type) {
      case BatchInput::Type::boolean: return Column::of_bits({bits_.data(), 0}, size_, known);
      case BatchInput::Type::integer:
      case BatchInput::Type::time:
      case BatchInput::Type::points:
        return Column::of(std::span<const std::int64_t>(integers_), known);
      case BatchInput::Type::number: return Column::of(std::span<const double>(numbers_), known);
      case BatchInput::Type::text:
        return Column::of(std::span<const std::string_view>(texts_), known);
      case BatchInput::Type::list: break;
    }
    return Column::of_lists(offsets_, texts_, known);
  }

 private:
  static void add_bit(std::vector<std::uint8_t>& bits, std::size_t i, bool set) {
    if (i % 8 == 0) bits.push_back(0);
    if (set) bits.back() |= static_cast<std::uint8_t>(1U << (i % 8));
  }
  void add_list(const Datum& value) {
    kept_.push_back(value);
    if (!value.is_missing()) {
      for (const expr::TextPtr& item : *value.list) texts_.push_back(item->written);
    }
    offsets_.push_back(static_cast<std::int32_t>(texts_.size()));
  }

  const plan::Input& input_;
  std::size_t size_ = 0;
  std::vector<std::uint8_t> known_, bits_;
  std::vector<std::int64_t> integers_;
  std::vector<double> numbers_;
  std::deque<Datum> kept_;  // what texts point into
  std::vector<std::string_view> texts_;
  std::vector<std::int32_t> offsets_ = {0};
};

Datum points(const eval::Tally& tally) { return tally ? Datum::of(tally->count()) : Datum(); }

// What an event rule gives before its bounds.
eval::Tally earned(eval::Moment& moment, std::uint32_t rule) {
  const auto score = moment.model().rules[rule].score;
  const auto book = static_cast<std::uint32_t>(moment.state().scores[score].books.size());
  eval::Breakdown breakdown;
  (void)moment.item({false, rule}, {book, false, nullptr}, &breakdown);
  return breakdown.raw;
}

Datum value_of(const plan::Input& input, eval::Moment& moment) {
  switch (input.shown.kind) {
    case BatchInput::Kind::attribute: return moment.state().attributes[input.of];
    case BatchInput::Kind::derived: return moment.value(*input.expr);
    case BatchInput::Kind::signal: return Datum::of(moment.state().signals[input.of].on);
    case BatchInput::Kind::earned: return points(earned(moment, input.of));
    case BatchInput::Kind::carried: {
      const auto parts = moment.parts(input.of);
      return points(parts.adjustments + parts.old_books);
    }
    case BatchInput::Kind::deducted: return points(moment.parts(input.of).deductions);
  }
  return {};
}

}  // namespace

struct BatchOfLeads::State {
  State(const BatchScorer& scorer, std::size_t leads) : batch(scorer, leads) {
    for (const plan::Input& input : scorer.scorer()->program()->inputs) values.emplace_back(input);
  }
  std::deque<Values> values;
  Batch batch;
};

BatchOfLeads::BatchOfLeads(const Population& population, const BatchScorer& scorer,
                           const std::vector<std::string>& leads, Time at)
    : state_(std::make_unique<State>(scorer, leads.size())) {
  const auto& inputs = scorer.scorer()->program()->inputs;
  for (const std::string& lead : leads) {
    const lead::Stepper stepper = population.stepped(lead, at);
    eval::Moment moment(stepper.state());
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      state_->values[i].add(value_of(inputs[i], moment));
    }
  }
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto problem = state_->batch.set(i, state_->values[i].column());
    assert(!problem);
    (void)problem;
  }
}

BatchOfLeads::~BatchOfLeads() = default;
BatchOfLeads::BatchOfLeads(BatchOfLeads&&) noexcept = default;
BatchOfLeads& BatchOfLeads::operator=(BatchOfLeads&&) noexcept = default;

const Batch& BatchOfLeads::batch() const { return state_->batch; }

}  // namespace leadscore
