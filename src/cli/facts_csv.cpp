// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "cli/csv_reader.hpp"
#include "cli/lead_rows.hpp"
#include "cli/words.hpp"
#include "model/model.hpp"
#include "text/fold.hpp"

namespace leadscore::cli {
namespace {

// Events alone: columns lead, at, event, id, and properties.
class FactsCsv final : public FactSource {
 public:
  FactsCsv(CsvReader csv, const RuleSet& rules) : csv_(std::move(csv)), rules_(rules) {}

  // What is wrong with the header, or nothing.
  std::string take_header(const CsvRow& header);

  [[nodiscard]] const std::string& name() const override { return csv_.name(); }
  [[nodiscard]] std::optional<std::string> failure() const override { return csv_.failure(); }
  [[nodiscard]] std::uint64_t bytes() const override { return csv_.bytes(); }
  [[nodiscard]] std::vector<std::string> warnings() const override;
  [[nodiscard]] std::optional<FactRow> next() override;

 private:
  FactRow row_of(CsvRow csv) const;
  void add_property(FactRow& row, const std::string& property, std::string cell) const;
  void finish(FactRow& row, const std::string& at) const;

  CsvReader csv_;
  RuleSet rules_;
  std::vector<std::string> columns_;  // lead, at, event, id, a property, or empty: ignored
  std::vector<std::string> unknown_;
};

std::string FactsCsv::take_header(const CsvRow& header) {
  std::map<std::string, std::string> known = {
      {"lead", "lead"}, {"at", "at"}, {"event", "event"}, {"id", "id"}};
  for (const model::EventType& event : rules_.model().events) {
    for (const model::Field& property : event.properties) {
      known.emplace(spaced(property.name), property.name);
    }
  }
  for (const std::string& cell : header.cells) {
    const std::string column = spaced(trimmed(cell));
    const auto found = known.find(column);
    columns_.push_back(found == known.end() ? "" : found->second);
    if (found == known.end() && !column.empty()) unknown_.push_back(cell);
    if (found == known.end()) continue;
    if (std::count(columns_.begin(), columns_.end(), found->second) > 1) {
      return "two columns stand for '" + printable(found->second, 64) + "'";
    }
  }
  for (const char* needed : {"lead", "at", "event"}) {
    if (std::count(columns_.begin(), columns_.end(), needed) == 1) continue;
    return std::string("no column '") + needed + "'; a CSV file of facts has columns lead, at, " +
           "event, id and properties of events; its columns are: " +
           printable(joined(header.cells));
  }
  return {};
}

std::vector<std::string> FactsCsv::warnings() const {
  if (unknown_.empty()) return {};
  return {"ignored columns that no event of the rules has: " + printable(joined(unknown_))};
}

std::optional<FactRow> FactsCsv::next() {
  auto csv = csv_.next();
  if (!csv) return std::nullopt;
  return row_of(std::move(*csv));
}

FactRow FactsCsv::row_of(CsvRow csv) const {
  FactRow row{csv.line, std::move(csv.text), std::move(csv.problem), {}, {}};
  if (!row.problem.empty()) return row;
  if (csv.cells.size() != columns_.size()) {
    row.problem = "it has " + counted(csv.cells.size(), "cell") + ", but the header has " +
                  std::to_string(columns_.size());
    return row;
  }
  row.fact.kind = FactKind::event;
  std::string at;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::string& cell = csv.cells[i];
    if (columns_[i] == "lead")
      row.fact.lead = trimmed(cell);
    else if (columns_[i] == "at")
      at = trimmed(cell);
    else if (columns_[i] == "event")
      row.fact.type = trimmed(cell);
    else if (columns_[i] == "id")
      row.fact.id = trimmed(cell);
    else if (!columns_[i].empty())
      add_property(row, columns_[i], std::move(cell));
  }
  if (row.problem.empty()) finish(row, at);
  return row;
}

void FactsCsv::add_property(FactRow& row, const std::string& property, std::string cell) const {
  if (trimmed(cell).empty()) return;
  if (cell.size() > kMostTextBytes) row.problem = "it has a text of more than 65536 bytes";
  row.fact.with(property, Cell{std::move(cell)});
}

void FactsCsv::finish(FactRow& row, const std::string& at) const {
  row.fact.at = rules_.parse_time(at);
  if (row.fact.lead.empty()) {
    row.problem = "it has no lead";
  } else if (row.fact.type.empty()) {
    row.problem = "it has no event";
  } else if (text::first_bad_utf8(row.fact.lead + row.fact.type + row.fact.id)) {
    row.problem = "its lead, event or id is not UTF-8";
  } else if (!row.fact.at) {
    row.problem = at.empty() ? "it has no time" : "at: '" + printable(at, 64) + "' is not a time";
  }
}

}  // namespace

OpenedSource open_facts_csv(LineReader lines, const RuleSet& rules) {
  CsvReader csv(std::move(lines));
  const auto header = csv.next();
  if (csv.failure()) return *csv.failure();
  const std::string name = csv.name();
  auto facts = std::make_unique<FactsCsv>(std::move(csv), rules);
  if (header) {
    const std::string problem =
        header->problem.empty() ? facts->take_header(*header) : header->problem;
    if (!problem.empty()) return name + ":" + std::to_string(header->line) + ": " + problem;
  }
  return facts;
}

}  // namespace leadscore::cli
