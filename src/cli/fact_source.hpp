// SPDX-License-Identifier: Apache-2.0

// Files of leads and of facts, row by row as facts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <leadscore/fact.hpp>
#include <leadscore/ruleset.hpp>

namespace leadscore::cli {

class ColumnLeads;
class Progress;

// A row as a fact, or what is wrong with it.
struct FactRow {
  std::size_t line = 0;
  std::string text;     // as it stands in the file
  std::string problem;  // empty: `fact` is what the row says
  Fact fact;
  std::vector<std::string> bad_values;  // values that are missing for they cannot be read
  bool repeats = false;  // a row before it said the same of its lead, that holds from the start
  bool stored = false;   // among the columns, and not as a fact
};

class FactSource {
 public:
  virtual ~FactSource() = default;
  [[nodiscard]] virtual const std::string& name() const = 0;
  // The next row; nothing at the end, and where reading failed.
  [[nodiscard]] virtual std::optional<FactRow> next() = 0;
  // Why reading stopped before the end.
  [[nodiscard]] virtual std::optional<std::string> failure() const = 0;
  // What there is to say about the rows read so far as a whole.
  [[nodiscard]] virtual std::vector<std::string> warnings() const = 0;
  // How many bytes were read, unpacked.
  [[nodiscard]] virtual std::uint64_t bytes() const = 0;

  // From now on, a first row of a lead that has no time goes there and is not given as a fact; it
  // is given at all only where a value of it is bad. Null: nowhere. Sources of leads can do that.
  virtual void store_in(ColumnLeads* /*leads*/, Progress* /*progress*/, unsigned /*threads*/) {}
};

// How the columns of a file of leads are to be understood.
struct LeadColumns {
  std::string lead = "lead";
  std::vector<std::pair<std::string, std::string>> renamed;  // a column, an attribute
  std::vector<std::string> missing;                          // cells that say nothing
};

// A source, or why there is none.
using OpenedSource = std::variant<std::unique_ptr<FactSource>, std::string>;

// A file is JSON Lines where its first byte that is no blank is `{` or its name says so, else CSV.
[[nodiscard]] OpenedSource open_leads(const std::string& path, const LeadColumns& columns,
                                      const RuleSet& rules);
[[nodiscard]] OpenedSource open_facts(const std::string& path, const RuleSet& rules);

}  // namespace leadscore::cli
