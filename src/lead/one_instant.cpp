// SPDX-License-Identifier: Apache-2.0
#include "lead/one_instant.hpp"

#include <bit>
#include <cassert>
#include <optional>

#include "base/hash.hpp"
#include "lead/stepper.hpp"

namespace leadscore::lead {

namespace {

// Of each lead, the bits of all columns one behind the other: a text of `stride` bytes.
class Signatures {
 public:
  Signatures(const std::vector<LeadBits>& columns, std::size_t leads)
      : stride_((columns.size() + 7) / 8), bytes_(stride_ * leads) {
    for (std::size_t column = 0; column < columns.size(); ++column) {
      const auto bit = static_cast<unsigned char>(1U << (column % 8));
      for (std::size_t word = 0; word < columns[column].size(); ++word) {
        char* const bytes = bytes_.data() + word * 64 * stride_ + column / 8;
        for (std::uint64_t rest = columns[column][word]; rest != 0; rest &= rest - 1) {
          const auto lead = static_cast<std::size_t>(std::countr_zero(rest));
          if (word * 64 + lead >= leads) break;
          char& byte = bytes[lead * stride_];
          byte = static_cast<char>(static_cast<unsigned char>(byte) | bit);
        }
      }
    }
  }

  [[nodiscard]] std::string_view of(std::size_t lead) const {
    return {bytes_.data() + lead * stride_, stride_};
  }

 private:
  std::size_t stride_;
  std::vector<char> bytes_;
};

}  // namespace

std::size_t OneInstant::Hash::operator()(std::string_view text) const {
  return static_cast<std::size_t>(stable_hash(text));
}

OneInstant::OneInstant(const RuleSet& rules, Time at, unsigned threads, std::size_t most_known)
    : rules_(rules),
      at_(at),
      threads_(threads),
      most_known_(most_known),
      parts_(rules.model()),
      scorer_(std::make_shared<const plan::Scorer>(rules, parts_.conditions())),
      batch_(scorer_) {}

OneInstant::Answers OneInstant::answer(
    const Batch& batch, const std::function<AttributeValues(std::size_t)>& attributes) {
  assert(is_possible());
  BatchOptions options;
  options.at = at_;
  options.threads = threads_;
  plan::Scored scored = scorer_->score(batch, options);
  Answers answers;
  answers.scores = std::move(scored.scores);
  answers.journey_of.resize(batch.size());
  if (known_.size() >= most_known_) known_.clear();
  ++batches_;
  const Signatures signatures(scored.watched, batch.size());
  for (std::size_t lead = 0; lead < batch.size(); ++lead) {
    if (test(answers.scores.excluded, lead)) continue;
    const std::string_view signature = signatures.of(lead);
    auto found = known_.find(signature);
    if (found == known_.end()) {
      auto made = std::make_shared<const Snapshot>(journey(attributes(lead)));
      found = known_.emplace(signature, Known{std::move(made), 0, 0}).first;
    }
    Known& known = found->second;
    if (known.batch != batches_) {
      known.batch = batches_;
      known.index = static_cast<std::uint32_t>(answers.journeys.size());
      answers.journeys.push_back(known.journey);
    }
    answers.journey_of[lead] = known.index;
  }
  return answers;
}

Snapshot OneInstant::journey(const AttributeValues& attributes) const {
  BoundFact fact;
  fact.kind = FactKind::set;
  fact.attributes = attributes;
  Stepper stepper(rules_.model(), {{Time::max(), true, &fact}});
  stepper.run_until(at_);
  Snapshot journey = snapshot_of(stepper.state());
  journey.scores.clear();
  journey.bands.clear();
  return journey;
}

Snapshot OneInstant::snapshot(const Answers& answers, std::size_t lead) const {
  Snapshot snapshot;
  snapshot.excluded = test(answers.scores.excluded, lead);
  if (snapshot.excluded) return snapshot;
  snapshot = *answers.journeys[answers.journey_of[lead]];
  const model::Model& model = rules_.model();
  for (std::size_t i = 0; i < model.scores.size(); ++i) {
    snapshot.scores.emplace_back(model.scores[i].name, answers.scores.scores[i].points(lead));
  }
  for (std::size_t i = 0; i < model.bands.size(); ++i) {
    const BatchScores::Band& band = answers.scores.bands[i];
    const std::uint32_t code = band.codes[lead];
    snapshot.bands.emplace_back(model.bands[i].name,
                                code == 0 ? std::optional<std::string>() : band.names[code - 1]);
  }
  return snapshot;
}

}  // namespace leadscore::lead
