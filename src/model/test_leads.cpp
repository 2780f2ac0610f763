// SPDX-License-Identifier: Apache-2.0

// The leads of a test and the values of their attributes.
#include <utility>

#include "model/convert.hpp"
#include "model/phrases.hpp"
#include "model/test_reader.hpp"
#include "text/fold.hpp"

namespace leadscore::model {

namespace {

constexpr std::string_view kOnlyLead = "lead";

// A scalar as a file's cell, a list as a list of texts; nothing for a map or a list of lists.
std::optional<Value> value_of(const yaml::Node& node) {
  if (node.is_null()) return Value(Missing{});
  if (node.is_scalar()) return Value(Cell{node.text});
  if (!node.is_list()) return std::nullopt;
  TextList texts;
  for (const yaml::Node& item : node.items) {
    if (!item.is_scalar()) return std::nullopt;
    texts.push_back(item.text);
  }
  return Value(std::move(texts));
}

}  // namespace

std::optional<Value> TestReader::value(const yaml::Node& node, const Field& field) {
  auto value = value_of(node);
  if (!value) {
    error(node.span, "wrong-kind", quoted(field.name) + " needs a value or a list of texts");
    return std::nullopt;
  }
  const Converted converted = convert(field, *value, build_.model().zone);
  if (converted.problem.empty()) return value;
  auto& made = build_.error(node.span, "wrong-type",
                            quoted(field.name) + " cannot have this value: " + converted.problem);
  made.notes.push_back({field.span, "it is declared here"});
  good_ = false;
  return std::nullopt;
}

void TestReader::read_values(const yaml::Node& node, std::string_view what, const Fields& fields,
                             const std::map<std::string, expr::Symbol, std::less<>>& symbols,
                             Fact& fact) {
  if (!build_.is_map(node, what)) {
    good_ = false;
    return;
  }
  for (const yaml::Entry& entry : node.entries) {
    auto found = symbols.find(expr::canonical_name(text::trim(entry.key.text)));
    if (found == symbols.end() || found->second.kind != expr::SymbolKind::attribute) {
      unknown(entry.key.span, "unknown-name", "attribute", entry.key.text,
              [&] { return names_of(fields); });
      continue;
    }
    const Field& field = fields[found->second.slot];
    if (auto given = value(entry.value, field)) {
      fact.values.emplace_back(field.name, std::move(*given));
    }
  }
}

void TestReader::read_lead(const yaml::Node& node, const std::string& id) {
  if (node.is_null()) return;
  Fact fact = set_from_start(id);
  const Model& model = build_.model();
  read_values(node, "a lead", model.attributes, model.vocabulary.symbols, fact);
  if (!fact.values.empty()) case_.facts.push_back(std::move(fact));
}

void TestReader::read_leads(const yaml::Node& node) {
  const yaml::Entry* one = entry_of(node, "lead");
  const yaml::Entry* several = entry_of(node, "leads");
  several_ = several != nullptr;
  if (one && several) {
    error(several->key.span, "conflict", "a test has one 'lead' or several 'leads', not both");
  }
  if (one) read_lead(one->value, std::string(kOnlyLead));
  if (!several) {
    first_lead_ = kOnlyLead;
    leads_.insert(first_lead_);
    return;
  }
  if (!build_.is_map(several->value, "'leads'")) {
    good_ = false;
    return;
  }
  for (const yaml::Entry& entry : several->value.entries) {
    if (leads_.empty()) first_lead_ = entry.key.text;
    leads_.insert(entry.key.text);
    read_lead(entry.value, entry.key.text);
  }
}

std::optional<std::string> TestReader::known_lead(const yaml::Node& name) {
  auto id = build_.text(name, "'lead'");
  good_ = good_ && id;
  if (!id || leads_.count(*id) > 0) return id;
  unknown(name.span, "unknown-name", "lead", *id,
          [&] { return std::vector<std::string>(leads_.begin(), leads_.end()); });
  return std::nullopt;
}

std::optional<std::string> TestReader::lead_of(const yaml::Node& node, std::string_view what) {
  if (const yaml::Node* name = node.find("lead")) return known_lead(*name);
  if (leads_.size() == 1 || !several_) return first_lead_;
  const Span span = node.entries.empty() ? node.span : node.entries.front().key.span;
  error(span, "missing-key",
        std::string(what) + " of a test with several leads needs 'lead': which one it is about",
        leads_.empty() ? "" : "lead: " + first_lead_);
  return std::nullopt;
}

}  // namespace leadscore::model
