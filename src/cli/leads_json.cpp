// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <utility>
#include <variant>

#include "cli/json_reader.hpp"
#include "cli/json_values.hpp"
#include "cli/lead_rows.hpp"
#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

class LeadsJson final : public FactSource {
 public:
  LeadsJson(JsonReader json, LeadRows rows) : json_(std::move(json)), rows_(std::move(rows)) {}

  [[nodiscard]] const std::string& name() const override { return json_.name(); }
  [[nodiscard]] std::optional<std::string> failure() const override { return json_.failure(); }
  [[nodiscard]] std::vector<std::string> warnings() const override {
    return rows_.warning_for({unknown_.begin(), unknown_.end()});
  }
  [[nodiscard]] std::optional<FactRow> next() override;

 private:
  FactRow row_of(JsonRow json);
  [[nodiscard]] bool says_nothing(const JsonMember& member) const;

  static constexpr std::size_t kMostUnknownNames = 50;

  JsonReader json_;
  LeadRows rows_;
  std::set<std::string> unknown_;
};

std::optional<FactRow> LeadsJson::next() {
  auto json = json_.next();
  if (!json) return std::nullopt;
  return row_of(std::move(*json));
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
  return rows_.finished(std::move(row), name_in(lead).value_or(""),
                        dated ? std::get<std::string>(at->value) : "");
}

}  // namespace

OpenedSource open_leads_json(LineReader lines, LeadRows rows) {
  return std::make_unique<LeadsJson>(JsonReader(std::move(lines)), std::move(rows));
}

}  // namespace leadscore::cli
