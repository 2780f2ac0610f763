// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include "base/decimal.hpp"
#include "cli/json_reader.hpp"
#include "cli/json_values.hpp"
#include "cli/lead_rows.hpp"
#include "cli/words.hpp"
#include "model/model.hpp"

namespace leadscore::cli {
namespace {

struct Kind {
  std::string_view name;
  FactKind kind;
};
constexpr std::array kKinds = {Kind{"event", FactKind::event},     Kind{"set", FactKind::set},
                               Kind{"retract", FactKind::retract}, Kind{"merge", FactKind::merge},
                               Kind{"unmerge", FactKind::unmerge}, Kind{"erase", FactKind::erase},
                               Kind{"adjust", FactKind::adjust}};

const Kind* kind_named(std::string_view name) {
  const auto found = std::find_if(kKinds.begin(), kKinds.end(),
                                  [&](const Kind& kind) { return kind.name == name; });
  return found == kKinds.end() ? nullptr : &*found;
}

// Reads one row: each function takes a part of it and gives what is wrong with it, or nothing.
class RowReader {
 public:
  RowReader(const RuleSet& rules, JsonRow json)
      : rules_(rules),
        row_{json.line, std::move(json.text), std::move(json.problem), {}, {}},
        members_(std::move(json.members)) {}

  FactRow read() {
    if (row_.problem.empty()) row_.problem = take_kind();
    if (row_.problem.empty()) row_.problem = take_lead_and_time();
    if (row_.problem.empty()) row_.problem = take_content();
    return std::move(row_);
  }
  // Keys that mean nothing in a fact of its kind.
  [[nodiscard]] const std::vector<std::string>& meaningless() const { return meaningless_; }

 private:
  std::string take_kind();
  std::string take_lead_and_time();
  std::string take_content();
  std::string take_event();
  std::string take_set();
  std::string take_adjustment();
  std::string take_expiry(const JsonMember* expires);
  std::string take_name(std::string& into);
  void note_meaningless();

  const RuleSet& rules_;
  FactRow row_;
  JsonMembers members_;
  const JsonMember* content_ = nullptr;  // the member that names the kind
  std::vector<std::string> meaningless_;
};

std::string RowReader::take_kind() {
  for (const JsonMember& member : members_) {
    const Kind* kind = kind_named(member.name);
    if (kind == nullptr) continue;
    if (content_ != nullptr) {
      return "it says both '" + content_->name + "' and '" + member.name + "'";
    }
    content_ = &member;
    row_.fact.kind = kind->kind;
  }
  if (content_ == nullptr) {
    return "it says nothing: one of event, set, retract, merge, unmerge, erase, adjust is needed";
  }
  return {};
}

std::string RowReader::take_lead_and_time() {
  const auto lead = name_in(find_member(members_, "lead"));
  if (!lead && find_member(members_, "account") != nullptr) {
    return "facts about accounts are not read by this version";
  }
  row_.fact.lead = trimmed(lead.value_or(""));
  if (row_.fact.lead.empty()) return "it has no lead";
  const JsonMember* at = find_member(members_, "at");
  if (at == nullptr || at->kind != JsonMember::Kind::value ||
      std::holds_alternative<Missing>(at->value)) {
    return "it has no time: 'at' is needed";
  }
  const auto* text = std::get_if<std::string>(&at->value);
  if (text == nullptr) return "at must be a text such as \"2026-03-01T09:00:00Z\"";
  row_.fact.at = rules_.parse_time(trimmed(*text));
  return row_.fact.at ? "" : "at: '" + printable(*text, 64) + "' is not a time";
}

std::string RowReader::take_content() {
  if (row_.fact.kind == FactKind::event) return take_event();
  note_meaningless();
  switch (row_.fact.kind) {
    case FactKind::set: return take_set();
    case FactKind::adjust: return take_adjustment();
    case FactKind::retract: return take_name(row_.fact.id);
    case FactKind::merge:
    case FactKind::unmerge: return take_name(row_.fact.other);
    case FactKind::erase:
    case FactKind::event: break;
  }
  const auto* yes = std::get_if<bool>(&content_->value);
  return yes != nullptr && *yes ? "" : "erase must be true";
}

void RowReader::note_meaningless() {
  for (const JsonMember& member : members_) {
    if (&member == content_ || member.name == "lead" || member.name == "at") continue;
    meaningless_.push_back(member.name);
  }
}

std::string RowReader::take_event() {
  const auto* type = std::get_if<std::string>(&content_->value);
  if (type == nullptr || trimmed(*type).empty()) return "event must be the name of an event";
  row_.fact.type = trimmed(*type);
  const JsonMember* id = find_member(members_, "id");
  if (id != nullptr && (id->kind != JsonMember::Kind::value ||
                        !(name_in(id) || std::holds_alternative<Missing>(id->value)))) {
    return "id must be a text";
  }
  row_.fact.id = trimmed(name_in(id).value_or(""));
  for (const JsonMember& member : members_) {
    const bool own =
        &member == content_ || &member == id || member.name == "lead" || member.name == "at";
    if (!own) row_ = with_member(std::move(row_), member.name, member);
  }
  return {};
}

std::string RowReader::take_set() {
  if (content_->kind != JsonMember::Kind::object) return "set must be an object of attributes";
  for (const JsonMember& member : content_->members) {
    row_ = with_member(std::move(row_), member.name, member);
  }
  return {};
}

std::string RowReader::take_name(std::string& into) {
  const auto name = name_in(content_);
  into = trimmed(name.value_or(""));
  if (!into.empty()) return {};
  return content_->name + " must name " +
         (content_->name == "retract" ? "an event's id" : "a lead");
}

// Points of a correction: exact decimals.
std::optional<Points> points_in(const JsonMember* member) {
  if (member == nullptr) return std::nullopt;
  if (const auto* whole = std::get_if<std::int64_t>(&member->value)) {
    return Points::parse(std::to_string(*whole));
  }
  if (const auto* number = std::get_if<double>(&member->value)) {
    return Points::parse(number_text(*number));
  }
  return std::nullopt;
}

std::string RowReader::take_adjustment() {
  if (content_->kind != JsonMember::Kind::object) return "adjust must be an object";
  const auto member = [&](std::string_view name) { return find_member(content_->members, name); };
  Adjustment& adjustment = row_.fact.adjustment;
  adjustment.score = name_in(member("score")).value_or("");
  if (adjustment.score.empty()) return "adjust needs the name of a score";
  const auto by = points_in(member("by"));
  if (!by) return "adjust needs 'by', a number with at most three digits after the point";
  adjustment.by = *by;
  adjustment.reason = name_in(member("reason")).value_or("");
  adjustment.author = name_in(member("author")).value_or("");
  return take_expiry(member("expires"));
}

std::string RowReader::take_expiry(const JsonMember* expires) {
  if (expires == nullptr) return {};
  if (expires->kind == JsonMember::Kind::value && std::holds_alternative<Missing>(expires->value)) {
    return {};
  }
  const auto* text = std::get_if<std::string>(&expires->value);
  if (text != nullptr) row_.fact.adjustment.expires = parse_duration(trimmed(*text));
  return row_.fact.adjustment.expires ? "" : "adjust: expires must be a duration such as \"30d\"";
}

class FactsJson final : public FactSource {
 public:
  FactsJson(JsonReader json, const RuleSet& rules) : json_(std::move(json)), rules_(rules) {}

  [[nodiscard]] const std::string& name() const override { return json_.name(); }
  [[nodiscard]] std::optional<std::string> failure() const override { return json_.failure(); }
  [[nodiscard]] std::uint64_t bytes() const override { return json_.bytes(); }
  [[nodiscard]] std::vector<std::string> warnings() const override;
  [[nodiscard]] std::optional<FactRow> next() override;

 private:
  void note(const Fact& fact);

  JsonReader json_;
  RuleSet rules_;
  std::set<std::string> meaningless_;
  std::set<std::string> attributes_;
  std::set<std::pair<std::string, std::string>> properties_;  // of an event type
};

// Enough to tell what is wrong with a file; its author may have made up any number of names.
constexpr std::size_t kMostNames = 1000;

std::optional<FactRow> FactsJson::next() {
  auto json = json_.next();
  if (!json) return std::nullopt;
  RowReader reader(rules_, std::move(*json));
  FactRow row = reader.read();
  for (const std::string& name : reader.meaningless()) {
    if (meaningless_.size() < kMostNames) meaningless_.insert(name);
  }
  if (row.problem.empty()) note(row.fact);
  return row;
}

void FactsJson::note(const Fact& fact) {
  for (const auto& [name, value] : fact.values) {
    if (fact.kind == FactKind::set && attributes_.size() < kMostNames) attributes_.insert(name);
    if (fact.kind == FactKind::event && properties_.size() < kMostNames) {
      properties_.emplace(fact.type, name);
    }
  }
}

std::vector<std::string> FactsJson::warnings() const {
  const model::Model& model = rules_.model();
  std::vector<std::string> attributes;
  for (const std::string& name : attributes_) {
    if (!model.attribute_named(name)) attributes.push_back(name);
  }
  std::vector<std::string> properties;
  for (const auto& [type, name] : properties_) {
    const auto event = model.event_named(type);
    const auto is_it = [&name = name](const model::Field& field) {
      return spaced(field.name) == spaced(name);
    };
    if (!event) continue;
    const auto& known = model.events[*event].properties;
    if (std::none_of(known.begin(), known.end(), is_it)) properties.push_back(type + '.' + name);
  }
  std::vector<std::string> all;
  const auto add = [&all](const char* what, const std::vector<std::string>& names) {
    if (!names.empty()) all.push_back(what + printable(joined(names)));
  };
  add("ignored attributes that the rules do not know: ", attributes);
  add("ignored properties that the rules do not know: ", properties);
  add("ignored keys that mean nothing where they stand: ",
      {meaningless_.begin(), meaningless_.end()});
  return all;
}

}  // namespace

OpenedSource open_facts_json(LineReader lines, const RuleSet& rules) {
  return std::make_unique<FactsJson>(JsonReader(std::move(lines)), rules);
}

}  // namespace leadscore::cli
