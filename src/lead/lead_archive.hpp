// SPDX-License-Identifier: Apache-2.0

// What a lead's fields are written to and read from (base/fields.hpp), events told apart, and the
// values that many of them have.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/fields.hpp"
#include "eval/state.hpp"
#include "lead/told_rules.hpp"

namespace leadscore::lead {

using eval::Datum;
using eval::EventPtr;
using eval::EventRecord;

// Meets every event of a state, in the order of its fields.
class EventGatherer {
 public:
  static constexpr bool kReads = false;

  [[nodiscard]] bool ok() const { return true; }
  void fail() {}
  template <class T>
  void number(const T&) {}
  void integer(const std::int64_t&) {}
  void flag(const bool&) {}
  void real(const double&) {}
  void text(const std::string&) {}
  void points(const Points&) {}
  void duration(const Duration&) {}
  void time(const Time&) {}
  void any_time(const Time&) {}
  void size(std::size_t) {}
  [[nodiscard]] static bool tells(std::uint32_t) { return false; }
  void event(const EventPtr& event) {
    if (event && met_.insert(event.get()).second) events_.push_back(event);
  }
  [[nodiscard]] std::vector<EventPtr> take() && { return std::move(events_); }

 private:
  std::set<const EventRecord*> met_;
  std::vector<EventPtr> events_;
};

// Events stand in a table of their own, each with the rules that are told with it; elsewhere they
// are named by their distance in it from the one named before.
class LeadWriter : public FieldWriter {
 public:
  void know(const std::vector<EventPtr>& events) {
    places_.reserve(events.size());
    for (const EventPtr& event : events) places_.emplace(event.get(), places_.size() + 1);
  }
  // Rules that their events tell, where they earned in the order of the table.
  void tell_with_events(const eval::State& state) {
    tells_.resize(state.model->rules.size());
    rules_of_.resize(places_.size());
    for (const auto& [rule, memory] : state.rules.entries()) {
      const auto& all = memory->occurrences;
      const auto out_of_order = [this](const auto& a, const auto& b) {
        return place(a.event) >= place(b.event);
      };
      if (!is_told_by_events(state, rule)) continue;
      if (std::adjacent_find(all.begin(), all.end(), out_of_order) != all.end()) continue;
      tells_[rule] = true;
      for (const auto& one : all) rules_of_[place(one.event) - 1].push_back(rule);
    }
  }
  [[nodiscard]] bool tells(std::uint32_t rule) const { return tells_[rule]; }
  // Those of the event at a place in the table, ascending.
  [[nodiscard]] std::vector<std::uint32_t>& rules_of(std::size_t place) { return rules_of_[place]; }
  void event(const EventPtr& event) {
    const auto place = event ? static_cast<std::int64_t>(this->place(event)) : 0;
    integer(place - last_);
    last_ = place;
  }

 private:
  // Counted from 1.
  [[nodiscard]] std::size_t place(const EventPtr& event) const { return places_.at(event.get()); }

  std::unordered_map<const EventRecord*, std::size_t> places_;
  std::vector<bool> tells_;                           // by rule
  std::vector<std::vector<std::uint32_t>> rules_of_;  // by event
  std::int64_t last_ = 0;
};

class LeadReader : public FieldReader {
 public:
  using FieldReader::FieldReader;

  void know(std::vector<EventPtr> events) { events_ = std::move(events); }
  void event(EventPtr& event) {
    std::int64_t step = 0;
    integer(step);
    const auto most = static_cast<std::int64_t>(events_.size());
    if (step > most || step < -most || last_ + step < 0 || last_ + step > most) return fail();
    last_ += step;
    event = last_ == 0 ? nullptr : events_[static_cast<std::size_t>(last_ - 1)];
  }
  void is_told(std::uint32_t rule, const EventPtr& event) { told_.emplace_back(rule, event); }
  [[nodiscard]] const Told& told() const { return told_; }

 private:
  std::vector<EventPtr> events_;
  Told told_;
  std::int64_t last_ = 0;
};

// --- values --------------------------------------------------------------------------------------

template <class Archive>
void text_field(Archive& archive, expr::TextPtr& text) {
  std::string written = text ? text->written : std::string();
  archive.text(written);
  if constexpr (Archive::kReads) text = std::make_shared<const expr::Text>(written);
}

[[nodiscard]] inline bool may_be(Datum::Kind kind, model::ValueType type) {
  switch (kind) {
    case Datum::Kind::missing: return true;
    case Datum::Kind::boolean: return type == model::ValueType::boolean;
    case Datum::Kind::integer:
      return type == model::ValueType::integer || type == model::ValueType::number;
    case Datum::Kind::number: return type == model::ValueType::number;
    case Datum::Kind::text: return type == model::ValueType::text;
    case Datum::Kind::time: return type == model::ValueType::time;
    case Datum::Kind::list: return type == model::ValueType::list;
    case Datum::Kind::duration: return false;
  }
  return false;
}

template <class Archive>
void datum_field(Archive& archive, Datum& datum, model::ValueType type) {
  choice_field(archive, datum.kind, Datum::Kind::duration);
  if constexpr (Archive::kReads) {
    if (!may_be(datum.kind, type)) {
      datum = Datum();
      archive.fail();
    }
  }
  switch (datum.kind) {
    case Datum::Kind::missing:
    case Datum::Kind::duration: break;
    case Datum::Kind::boolean: {
      bool value = datum.integer != 0;
      archive.flag(value);
      datum.integer = value ? 1 : 0;
      break;
    }
    case Datum::Kind::integer: archive.integer(datum.integer); break;
    case Datum::Kind::number: archive.real(datum.number); break;
    case Datum::Kind::text: text_field(archive, datum.text); break;
    case Datum::Kind::time: {
      Time value = datum.as_time();
      archive.any_time(value);
      datum.integer = value.time_since_epoch().count();
      break;
    }
    case Datum::Kind::list: {
      auto items = datum.list ? *datum.list : std::vector<expr::TextPtr>();
      list_field(archive, items, [&](expr::TextPtr& item) { text_field(archive, item); });
      if constexpr (Archive::kReads) {
        datum.list = std::make_shared<const std::vector<expr::TextPtr>>(std::move(items));
      }
      break;
    }
  }
}

template <class Archive>
void decimal_field(Archive& archive, Decimal& decimal) {
  archive.integer(decimal.count);
  archive.number(decimal.digits);
  if constexpr (Archive::kReads) {
    if (decimal.digits > 18) {
      decimal = Decimal();
      archive.fail();
    }
  }
}

template <class Archive>
void optional_time(Archive& archive, std::optional<Time>& time) {
  optional_field(archive, time, [&](Time& at) { archive.time(at); });
}

}  // namespace leadscore::lead
