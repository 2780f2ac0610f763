// SPDX-License-Identifier: Apache-2.0

// The fields of a Track as bytes, in both directions: its events, its base, the facts since.
#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lead/output_fields.hpp"
#include "lead/state_fields.hpp"
#include "lead/track.hpp"

namespace leadscore::lead {

template <class Archive>
class TrackFields {
 public:
  // `details`: whether events older than the checkpoint keep ids and all properties.
  TrackFields(Archive& archive, const model::Model& model, bool details)
      : archive_(archive), model_(model), details_(details) {}

  // Of a writer, before the event table.
  static void tell_with_events(Archive& archive, const Track& track) {
    archive.tell_with_events(track.base_->state());
  }
  // The event table, which must come first.
  void events(std::vector<EventPtr>& events) {
    if (!details_) find_read();
    Time last = kEarliestTime;
    std::size_t place = 0;
    list_field(archive_, events, [&](EventPtr& event) {
      if constexpr (Archive::kReads) {
        auto record = std::make_shared<EventRecord>();
        event_field(*record, last, details_);
        event = std::move(record);
        std::vector<std::uint32_t> rules;
        rules_field(rules);
        for (const std::uint32_t rule : rules) archive_.is_told(rule, event);
      } else {
        EventRecord record = *event;
        event_field(record, last, details_);
        rules_field(archive_.rules_of(place++));
      }
    });
  }

  void state(Track& track) {
    eval::State& state = track.base_->state_for_fields();
    state_fields(archive_, state);
    bool settled = track.base_->is_settled();
    archive_.flag(settled);
    if constexpr (Archive::kReads) {
      if (latest_event_ > state.now) archive_.fail();
      if (archive_.ok()) track.base_->resume(settled);
    }
  }

  void rest(Track& track) {
    sentinel_time(track.checkpoint_);
    sentinel_time(track.now_);
    sentinel_time(track.seen_);
    sentinel_time(track.newest_);
    sentinel_time(track.forgotten_);
    Counters& counters = track.counters_;
    for (std::uint64_t* count : {&counters.applied, &counters.late, &counters.duplicate,
                                 &counters.ignored, &counters.rejected, &counters.needs_facts}) {
      archive_.number(*count);
    }
    list_field(archive_, track.undated_, [&](FactPtr& fact) { fact_field(fact); });
    auto recent = track.recent_;
    list_field(archive_, recent, [&](FactPtr& fact) { fact_field(fact, &track); });
    std::vector<std::pair<std::string, Time>> retractions(track.retractions_.begin(),
                                                          track.retractions_.end());
    list_field(archive_, retractions, [&](auto& retraction) {
      archive_.text(retraction.first);
      archive_.time(retraction.second);
    });
    list_field(archive_, track.erasures_, [&](Time& at) { archive_.time(at); });
    list_field(archive_, track.ready_, [&](Output& output) { output_field(archive_, output); });
    if constexpr (Archive::kReads) {
      track.retractions_.insert(retractions.begin(), retractions.end());
      take_recent(track, recent);
    }
  }

 private:
  // By event type, the properties that some expression reads.
  void find_read() {
    for (const model::EventType& type : model_.events) {
      read_.emplace_back(type.properties.size(), false);
    }
    for (const model::Retention& need : model_.retention) {
      for (const auto& property : need.read) {
        for (const auto& place : property->places) read_[place.type][place.slot] = true;
      }
    }
  }

  // Ascending, each with its distance from the one before.
  void rules_field(std::vector<std::uint32_t>& rules) {
    std::uint32_t next = 0;
    list_field(archive_, rules, [&](std::uint32_t& rule) {
      std::uint32_t step = rule - next;
      archive_.number(step);
      if (step >= model_.rules.size() - next) return archive_.fail();
      rule = next + step;
      next = rule + 1;
    });
  }

  void event_field(EventRecord& event, Time& last, bool details) {
    time_since(last, event.at);
    latest_event_ = std::max(latest_event_, event.at);
    event_body(event, details);
    if (details) archive_.text(event.id);
  }

  // As its distance from the last one, which it becomes.
  void time_since(Time& last, Time& at) {
    Duration since = at - last;
    archive_.duration(since);
    const bool in_range = since >= kEarliestTime - last && since <= kLatestTime - last;
    if (!in_range) return archive_.fail();
    at = last = last + since;
  }

  void event_body(EventRecord& event, bool details) {
    index_field(archive_, event.type, model_.events.size());
    if (!archive_.ok()) return;
    const auto& properties = model_.events[event.type].properties;
    event.properties.resize(properties.size());
    for (std::size_t slot = 0; slot < properties.size(); ++slot) {
      if (!details && !read_[event.type][slot]) continue;
      datum_field(archive_, event.properties[slot], properties[slot].type);
    }
  }

  // Time::min() means never.
  void sentinel_time(Time& time) {
    bool is_set = time != Time::min();
    archive_.flag(is_set);
    if (is_set) {
      archive_.time(time);
    } else {
      time = Time::min();
    }
  }

  void fact_field(FactPtr& fact, Track* quiet_in = nullptr) {
    BoundFact bound;
    if constexpr (!Archive::kReads) bound = *fact;
    std::optional<Time> since;
    if (!Archive::kReads && quiet_in != nullptr) since = quiet_in->quiet_since(*bound.at);
    bool is_quiet = since.has_value();
    this->fact(bound, is_quiet);
    if (is_quiet) quiet_field(bound, since, quiet_in);
    if constexpr (Archive::kReads) fact = std::make_shared<const BoundFact>(std::move(bound));
  }

  void quiet_field(const BoundFact& bound, std::optional<Time>& since, Track* quiet_in) {
    if constexpr (Archive::kReads) since.emplace();
    time_since(last_since_, *since);
    if constexpr (Archive::kReads) {
      const bool fits = bound.event && quiet_in != nullptr && *since < *bound.at;
      if (!fits) return archive_.fail();
      quiet_in->quiet_.push_back({*bound.at, *since});
    }
  }

 public:
  // A fact, after others or by itself.
  void fact(BoundFact& bound, bool& is_quiet) {
    const Head head = head_field(bound, is_quiet);
    if (head.is_dated) {
      if (!bound.at) bound.at.emplace();
      time_since(last_fact_, *bound.at);
    }
    if (head.has_id) archive_.text(bound.id);
    switch (bound.kind) {
      case FactKind::set:
        list_field(archive_, bound.attributes, [&](auto& attribute) {
          index_field(archive_, attribute.first, model_.attributes.size());
          if (!archive_.ok()) return;
          datum_field(archive_, attribute.second, model_.attributes[attribute.first].type);
        });
        break;
      case FactKind::event:
        if (head.counts) bound_event(bound);
        break;
      default:
        index_field(archive_, bound.score, model_.scores.size());
        adjustment_field(archive_, bound.adjustment);
    }
    if (!head.is_plain) return archive_.text(bound.text);
    if constexpr (Archive::kReads) {
      if (archive_.ok()) bound.text = understood_text(bound, bound.event.get(), model_);
    }
  }

 private:
  struct Head {
    bool is_dated = false;
    bool counts = false;  // an event that the rules do not ignore
    bool has_id = false;
    bool is_plain = false;  // its text is left out: it says no more than what was understood
  };

  Head head_field(BoundFact& bound, bool& is_quiet) {
    static constexpr FactKind kKinds[] = {FactKind::event, FactKind::set, FactKind::adjust};
    std::uint32_t coded = 0;
    if constexpr (!Archive::kReads) {
      const auto kind = std::find(std::begin(kKinds), std::end(kKinds), bound.kind);
      const bool plain =
          bound.is_plain || bound.text == understood_text(bound, bound.event.get(), model_);
      coded = static_cast<std::uint32_t>(kind - std::begin(kKinds)) | (bound.at ? 4U : 0U) |
              (bound.event ? 8U : 0U) | (bound.id.empty() ? 0U : 16U) | (plain ? 32U : 0U) |
              (is_quiet ? 64U : 0U);
    }
    archive_.number(coded);
    const Head head{(coded & 4U) != 0, (coded & 8U) != 0, (coded & 16U) != 0, (coded & 32U) != 0};
    const std::size_t kind = coded & 3U;
    const bool is_event = kind == 0;
    if (kind >= std::size(kKinds) || coded >= 128 ||
        (head.counts && !(is_event && head.is_dated))) {
      archive_.fail();
      return {};
    }
    if constexpr (Archive::kReads) {
      bound.kind = kKinds[kind];
      bound.is_plain = head.is_plain;
      is_quiet = (coded & 64U) != 0;
    }
    return head;
  }

  void bound_event(BoundFact& bound) {
    EventRecord event;
    if constexpr (!Archive::kReads) event = *bound.event;
    event_body(event, true);
    if constexpr (Archive::kReads) {
      event.at = *bound.at;
      event.id = bound.id;
      bound.event = std::make_shared<const EventRecord>(std::move(event));
    }
  }

  void take_recent(Track& track, const std::vector<FactPtr>& recent) {
    const auto is_dated = [](const FactPtr& fact) { return fact->at.has_value(); };
    const auto is_recent = [&](const FactPtr& fact) {
      return fact->at && *fact->at > track.checkpoint_;
    };
    const bool fine = std::none_of(track.undated_.begin(), track.undated_.end(), is_dated) &&
                      std::all_of(recent.begin(), recent.end(), is_recent);
    if (!fine) return archive_.fail();
    for (const FactPtr& fact : recent) track.add_recent(fact);
  }

  Archive& archive_;
  const model::Model& model_;
  bool details_;
  std::vector<std::vector<bool>> read_;
  Time latest_event_ = kEarliestTime;
  Time last_fact_ = kEarliestTime, last_since_ = kEarliestTime;
};

}  // namespace leadscore::lead
