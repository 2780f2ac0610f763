// SPDX-License-Identifier: Apache-2.0

// Many leads of which only attributes are known: each begins in the instant asked for, so that
// its whole life is one instant. What a Population answers, in columns.
//
// Scores and bands are worked out for all leads at once. Journeys are worked out by the reference,
// once for all leads of which the same is true.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <leadscore/batch.hpp>
#include <leadscore/snapshot.hpp>

#include "expr/datum.hpp"
#include "lead/journey_parts.hpp"
#include "plan/scorer.hpp"

namespace leadscore::lead {

// Attributes and their values; those left out are missing.
using AttributeValues = std::vector<std::pair<std::uint32_t, expr::Datum>>;

// Not for several threads at once.
class OneInstant {
 public:
  // At most about `most_known` journeys are remembered.
  OneInstant(const RuleSet& rules, Time at, unsigned threads, std::size_t most_known = 65'536);

  // Whether leads can be answered like this; where a score rests on the journey, they cannot.
  [[nodiscard]] bool is_possible() const { return parts_.are_whole(); }
  // The door for columns and dictionaries.
  [[nodiscard]] const BatchScorer& scorer() const { return batch_; }

  struct Answers {
    BatchScores scores;
    std::vector<std::uint32_t> journey_of;  // by lead: of `journeys`; of an excluded one nothing
    // Stage, route and signals; the rest is empty. Not all of them differ.
    std::vector<std::shared_ptr<const Snapshot>> journeys;
  };
  // Precondition: is_possible(). `attributes(i)` are those of the batch's lead i.
  [[nodiscard]] Answers answer(const Batch& batch,
                               const std::function<AttributeValues(std::size_t)>& attributes);

  // All that is known of a lead of a batch.
  [[nodiscard]] Snapshot snapshot(const Answers& answers, std::size_t lead) const;

 private:
  struct Known {
    std::shared_ptr<const Snapshot> journey;
    std::uint64_t batch = 0;  // in which it was asked for last
    std::uint32_t index = 0;  // of that batch's journeys
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const;
  };

  [[nodiscard]] Snapshot journey(const AttributeValues& attributes) const;

  RuleSet rules_;
  Time at_;
  unsigned threads_;
  std::size_t most_known_;
  JourneyParts parts_;
  std::shared_ptr<const plan::Scorer> scorer_;
  BatchScorer batch_;
  std::unordered_map<std::string, Known, Hash, std::equal_to<>> known_;  // by what is true
  std::uint64_t batches_ = 0;
};

}  // namespace leadscore::lead
