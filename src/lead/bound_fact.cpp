// SPDX-License-Identifier: Apache-2.0
#include "lead/bound_fact.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eval/moment.hpp"
#include "expr/check.hpp"
#include "lead/value_classes.hpp"
#include "model/convert.hpp"

namespace leadscore::lead {

namespace {

Binding rejected(std::string problem) {
  Binding binding;
  binding.applied.status = Applied::Status::rejected;
  binding.applied.problem = std::move(problem);
  return binding;
}

// Whether a value was taken just as it was given.
bool is_as_given(const Datum& datum, const Value& value) {
  switch (datum.kind) {
    case Datum::Kind::boolean: {
      const auto* given = std::get_if<bool>(&value);
      return given != nullptr && *given == (datum.integer != 0);
    }
    case Datum::Kind::integer: {
      const auto* given = std::get_if<std::int64_t>(&value);
      return given != nullptr && *given == datum.integer;
    }
    case Datum::Kind::number: {
      if (const auto* given = std::get_if<double>(&value)) {
        return *given == datum.number && datum.number != 0;  // 0 has two texts
      }
      constexpr std::int64_t kSmall = 10'000;  // written alike as either
      const auto* given = std::get_if<std::int64_t>(&value);
      return given != nullptr && *given > -kSmall && *given < kSmall;
    }
    case Datum::Kind::text: {
      const auto* given = std::get_if<std::string>(&value);
      return given != nullptr && *given == datum.text->written;
    }
    default: return false;
  }
}

// Converts a value; a bad one is missing and noted with its name.
Datum converted(const model::Field& field, const Value& value, const model::Model& model,
                Applied& applied) {
  model::Converted out = model::convert(field, value, model.zone);
  if (!out.problem.empty()) applied.bad_values.push_back(field.name + ": " + out.problem);
  return std::move(out.datum);
}

void bind_set(const Fact& fact, const model::Model& model, Binding& binding) {
  for (const auto& [name, value] : fact.values) {
    const auto index = model.attribute_named(name);
    if (!index) continue;
    Datum datum = converted(model.attributes[*index], value, model, binding.applied);
    binding.fact->attributes.emplace_back(*index, std::move(datum));
  }
}

bool is_ignored(const EventRecord& event, const model::Model& model) {
  const auto& ignore = model.events[event.type].ignore;
  if (!ignore) return false;
  const eval::State nobody(model);
  return eval::Moment(nobody).holds(*ignore, &event);
}

// Most names come as they are written in the rule file.
std::optional<std::size_t> slot_of(const std::vector<model::Field>& fields,
                                   const std::string& name) {
  for (std::size_t slot = 0; slot < fields.size(); ++slot) {
    if (fields[slot].name == name) return slot;
  }
  for (std::size_t slot = 0; slot < fields.size(); ++slot) {
    if (expr::is_same_name(fields[slot].name, name)) return slot;
  }
  return std::nullopt;
}

void bind_event(const Fact& fact, const model::Model& model, std::uint32_t type, Ignored ignored,
                Binding& binding) {
  auto event = std::make_shared<EventRecord>();
  event->at = *fact.at;
  event->type = type;
  event->id = fact.id;
  const auto& fields = model.events[type].properties;
  event->properties.resize(fields.size());
  bool plain = model.events[type].name == fact.type;
  for (const auto& [name, value] : fact.values) {
    const auto slot = slot_of(fields, name);
    if (slot) {
      Datum& datum = event->properties[*slot];
      plain = plain && datum.is_missing() && fields[*slot].name == name;
      datum = converted(fields[*slot], value, model, binding.applied);
      plain = plain && is_as_given(datum, value);
    } else {
      plain = false;
    }
  }
  if (ignored == Ignored::kept || !is_ignored(*event, model)) {
    binding.fact->is_plain = plain;
    binding.fact->event = std::move(event);
  }
}

// Why a fact cannot be taken at all; empty where it can.
std::string problem_of(const Fact& fact, const model::Model& model) {
  if (fact.lead.empty()) return "the fact names no lead";
  if (!fact.at && fact.kind != FactKind::set) return "the fact has no time";
  if (fact.at && (*fact.at < kEarliestTime || *fact.at > kLatestTime)) {
    return "the time lies outside 1970 to 9999";
  }
  switch (fact.kind) {
    case FactKind::event: return fact.type.empty() ? "the event has no type" : "";
    case FactKind::retract: return fact.id.empty() ? "it names no event to retract" : "";
    case FactKind::merge:
    case FactKind::unmerge:
      if (fact.other.empty()) return "it names no other lead";
      return fact.other == fact.lead ? "a lead cannot be merged with itself" : "";
    case FactKind::adjust: {
      const auto score = model.score_named(fact.adjustment.score);
      if (!score) return "unknown score '" + fact.adjustment.score + "'";
      if (model.scores[*score].expression) {
        return "'" + fact.adjustment.score + "' is an expression: adjust a score that has rules";
      }
      return "";
    }
    default: return "";
  }
}

}  // namespace

Binding bind(const Fact& fact, const model::Model& model, Ignored ignored) {
  Binding binding = bind_unsaid(fact, model, ignored);
  if (binding.fact) binding.fact->text = canonical_text(fact);
  return binding;
}

Binding bind_unsaid(const Fact& fact, const model::Model& model, Ignored ignored) {
  if (std::string problem = problem_of(fact, model); !problem.empty()) {
    return rejected(std::move(problem));
  }
  Binding binding;
  const auto type =
      fact.kind == FactKind::event ? model.event_named(fact.type) : std::optional<std::uint32_t>(0);
  if (!type) {
    binding.applied.status = Applied::Status::ignored;
    // Products send many of these: a `+` would ask for memory twice.
    constexpr std::string_view kUnknown = "unknown event '";
    std::string& problem = binding.applied.problem;
    problem.reserve(kUnknown.size() + fact.type.size() + 1);
    problem.append(kUnknown).append(fact.type) += '\'';
    return binding;
  }
  binding.fact.emplace();
  binding.fact->kind = fact.kind;
  binding.fact->at = fact.at;
  binding.fact->id = fact.id;
  binding.fact->other = fact.other;
  if (fact.kind == FactKind::set) bind_set(fact, model, binding);
  if (fact.kind == FactKind::event) bind_event(fact, model, *type, ignored, binding);
  if (fact.kind == FactKind::adjust) {
    binding.fact->score = *model.score_named(fact.adjustment.score);
    binding.fact->adjustment = fact.adjustment;
  }
  return binding;
}

std::string understood_text(const BoundFact& bound, const EventRecord* event,
                            const model::Model& model) {
  Fact fact;
  fact.kind = bound.kind;
  fact.id = bound.id;
  const auto add = [&](const model::Field& field, const Datum& datum) {
    if (!datum.is_missing()) fact.values.emplace_back(field.name, value_of(datum));
  };
  for (const auto& [index, datum] : bound.attributes) add(model.attributes[index], datum);
  if (event != nullptr) {
    const model::EventType& type = model.events[event->type];
    fact.type = type.name;
    for (std::size_t slot = 0; slot < event->properties.size(); ++slot) {
      add(type.properties[slot], event->properties[slot]);
    }
  }
  return canonical_text(fact);
}

}  // namespace leadscore::lead
