// SPDX-License-Identifier: Apache-2.0

// Leads of which only attributes are known, in columns: what a Population would hold, in a
// fraction of the room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include <leadscore/batch.hpp>
#include <leadscore/fact.hpp>
#include <leadscore/ruleset.hpp>

#include "cli/attribute_column.hpp"
#include "cli/lead_names.hpp"
#include "lead/one_instant.hpp"

namespace leadscore::cli {

class ColumnLeads {
 public:
  static constexpr std::size_t kBlock = AttributeColumn::kBlock;

  explicit ColumnLeads(const RuleSet& rules);

  // The leads are the first `size()` of these.
  void name_by(std::shared_ptr<const LeadNames> names) { names_ = std::move(names); }
  // One more, of which nothing is known yet.
  std::size_t add_lead() { return size_++; }
  [[nodiscard]] AttributeColumn& column(std::uint32_t attribute) { return columns_[attribute]; }

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t blocks() const { return (size_ + kBlock - 1) / kBlock; }
  [[nodiscard]] std::string_view name(std::size_t lead) const { return (*names_)[lead]; }
  [[nodiscard]] lead::AttributeValues attributes(std::size_t lead) const;
  // The lead as a fact that says the same.
  [[nodiscard]] Fact fact(std::size_t lead) const;

  // Makes the dictionaries; once, before blocks are asked for.
  void bind(const BatchScorer& scorer);
  // A block's columns, good until the next call.
  [[nodiscard]] Batch batch(const BatchScorer& scorer, std::size_t block);

 private:
  RuleSet rules_;
  std::shared_ptr<const LeadNames> names_;
  std::vector<AttributeColumn> columns_;  // by attribute
  std::size_t size_ = 0;
};

}  // namespace leadscore::cli
