// SPDX-License-Identifier: Apache-2.0

// Leads that have facts as columns: what a BatchScorer reads of each, taken at one instant.
//
// Stepping the leads to that instant costs far more than scoring them; columns pay where the same
// leads are scored by several rule sets that share inputs, or together with leads that have
// nothing but attributes.
//
// Threads: made on one thread; then immutable.
//
//     leadscore::BatchOfLeads columns(population, scorer, population.at(now), now);
//     auto scores = scorer.score(columns.batch(), {.at = now});
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <leadscore/batch.hpp>
#include <leadscore/population.hpp>
#include <leadscore/time.hpp>

namespace leadscore {

class BatchOfLeads {
 public:
  // Precondition: the population has the scorer's rules and contains the leads.
  BatchOfLeads(const Population& population, const BatchScorer& scorer,
               const std::vector<std::string>& leads, Time at);
  ~BatchOfLeads();
  BatchOfLeads(BatchOfLeads&&) noexcept;
  BatchOfLeads& operator=(BatchOfLeads&&) noexcept;

  // Points into this object.
  [[nodiscard]] const Batch& batch() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace leadscore
