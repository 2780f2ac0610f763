// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <utility>
#include <variant>

#include "base/hash.hpp"
#include "cli/column_leads.hpp"
#include "cli/json_reader.hpp"
#include "cli/json_values.hpp"
#include "cli/lead_rows.hpp"
#include "cli/progress.hpp"
#include "cli/words.hpp"
#include "model/convert.hpp"

namespace leadscore::cli {
namespace {

class LeadsJson final : public FactSource {
 public:
  LeadsJson(JsonReader json, LeadRows rows, const RuleSet& rules)
      : json_(std::move(json)), rows_(std::move(rows)), rules_(rules) {}

  [[nodiscard]] const std::string& name() const override { return json_.name(); }
  [[nodiscard]] std::optional<std::string> failure() const override { return json_.failure(); }
  [[nodiscard]] std::vector<std::string> warnings() const override {
    return rows_.warning_for({unknown_.begin(), unknown_.end()});
  }
  [[nodiscard]] std::uint64_t bytes() const override { return json_.bytes(); }
  [[nodiscard]] std::optional<FactRow> next() override;
  void store_in(ColumnLeads* leads, Progress* progress, unsigned threads) override;

 private:
  FactRow row_of(JsonRow json);
  void store(FactRow& row) const;
  [[nodiscard]] bool says_nothing(const JsonMember& member) const;

  static constexpr std::size_t kMostUnknownNames = 50;

  JsonReader json_;
  LeadRows rows_;
  std::set<std::string> unknown_;
  const RuleSet rules_;
  ColumnLeads* leads_ = nullptr;
  Progress* progress_ = nullptr;
};

std::optional<FactRow> LeadsJson::next() {
  while (auto json = json_.next()) {
    FactRow row = row_of(std::move(*json));
    const bool plain = row.problem.empty() && !row.repeats && !row.fact.at;
    if (leads_ == nullptr || !plain) return row;
    store(row);
    progress_->advance();
    if (!row.bad_values.empty()) return row;
  }
  return std::nullopt;
}

void LeadsJson::store_in(ColumnLeads* leads, Progress* progress, unsigned /*threads*/) {
  leads_ = leads;
  progress_ = progress;
  if (leads_ != nullptr) leads_->name_by(rows_.undated());
}

// Of two values of one attribute the later counts.
void LeadsJson::store(FactRow& row) const {
  const model::Model& model = rules_.model();
  const std::size_t lead = leads_->add_lead();
  for (const auto& [name, value] : row.fact.values) {
    const auto attribute = model.attribute_named(name);
    if (!attribute) continue;
    const model::Field& field = model.attributes[*attribute];
    const model::Converted made = model::convert(field, value, model.zone);
    leads_->column(*attribute).put(lead, made.datum);
    if (!made.problem.empty()) row.bad_values.push_back(field.name + ": " + made.problem);
  }
  row.stored = true;
}

bool LeadsJson::says_nothing(const JsonMember& member) const {
  if (member.kind != JsonMember::Kind::value) return false;
  const auto* text = std::get_if<std::string>(&member.value);
  return std::holds_alternative<Missing>(member.value) || (text && rows_.is_missing(*text));
}

FactRow LeadsJson::row_of(JsonRow json) {
  FactRow row{json.line, std::move(json.text), std::move(json.problem), {}, {}};
  if (!row.problem.empty()) return row;
  const JsonMember* lead = nullptr;
  const JsonMember* at = nullptr;
  std::vector<std::pair<std::string, const JsonMember*>> attributes;
  for (const JsonMember& member : json.members) {
    const Column column = rows_.column_named(member.name);
    if (column.role == Column::Role::lead) lead = &member;
    if (column.role == Column::Role::at) at = &member;
    if (column.role == Column::Role::attribute) attributes.emplace_back(column.attribute, &member);
    if (column.role == Column::Role::unknown && unknown_.size() < kMostUnknownNames) {
      unknown_.insert(column.name);
    }
  }
  const bool dated = at != nullptr && !says_nothing(*at);
  for (const auto& [name, member] : attributes) {
    if (!says_nothing(*member)) {
      row = with_member(std::move(row), name, *member);
    } else if (dated) {
      row.fact.with(name, Missing{});
    }
  }
  if (dated && !std::holds_alternative<std::string>(at->value)) {
    row.problem = "at must be a text such as \"2026-03-01T09:00:00Z\"";
    return row;
  }
  row.fact.kind = FactKind::set;
  const std::uint64_t said = stable_hash(canonical_text(row.fact));
  return rows_.finished(std::move(row), name_in(lead).value_or(""),
                        dated ? std::get<std::string>(at->value) : "", said);
}

}  // namespace

OpenedSource open_leads_json(LineReader lines, LeadRows rows, const RuleSet& rules) {
  return std::make_unique<LeadsJson>(JsonReader(std::move(lines)), std::move(rows), rules);
}

}  // namespace leadscore::cli
