// SPDX-License-Identifier: Apache-2.0

// The fields of a Track as bytes, in both directions: its events, its base, the facts since.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lead/state_fields.hpp"
#include "lead/track.hpp"
#include "lead/value_classes.hpp"

namespace leadscore::lead {

// An output that is still to be given; only the kinds and names that the rules have.
template <class Archive>
void output_field(Archive& archive, Output& output);

template <class Archive>
class TrackFields {
 public:
  // `details`: whether events older than the checkpoint keep ids and all properties.
  TrackFields(Archive& archive, const model::Model& model, bool details)
      : archive_(archive), model_(model), details_(details) {}

  // The event table, which must come first.
  void events(std::vector<EventPtr>& events) {
    if (!details_) find_read();
    Time last = kEarliestTime;
    list_field(archive_, events, [&](EventPtr& event) {
      if constexpr (Archive::kReads) {
        auto record = std::make_shared<EventRecord>();
        event_field(*record, last, details_);
        event = std::move(record);
      } else {
        EventRecord record = *event;
        event_field(record, last, details_);
      }
    });
  }

  void state(Track& track) {
    eval::State& state = track.base_->state_for_fields();
    state_fields(archive_, state);
    if constexpr (Archive::kReads) {
      if (latest_event_ > state.now) archive_.fail();
      if (archive_.ok()) track.base_->resume();
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
    list_field(archive_, recent, [&](FactPtr& fact) { fact_field(fact); });
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

  void event_field(EventRecord& event, Time& last, bool details) {
    Duration since = event.at - last;
    archive_.duration(since);
    const bool in_range = since >= kEarliestTime - last && since <= kLatestTime - last;
    if (!in_range) return archive_.fail();
    event.at = last = last + since;
    latest_event_ = std::max(latest_event_, event.at);
    index_field(archive_, event.type, model_.events.size());
    if (!archive_.ok()) return;
    const auto& properties = model_.events[event.type].properties;
    event.properties.resize(properties.size());
    for (std::size_t slot = 0; slot < properties.size(); ++slot) {
      if (!details && !read_[event.type][slot]) continue;
      datum_field(archive_, event.properties[slot], properties[slot].type);
    }
    if (details) archive_.text(event.id);
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

  void fact_field(FactPtr& fact) {
    BoundFact bound;
    if constexpr (!Archive::kReads) bound = *fact;
    choice_field(archive_, bound.kind, FactKind::adjust);
    optional_time(archive_, bound.at);
    std::optional<EventRecord> event;
    switch (bound.kind) {
      case FactKind::set:
        list_field(archive_, bound.attributes, [&](auto& attribute) {
          index_field(archive_, attribute.first, model_.attributes.size());
          if (!archive_.ok()) return;
          datum_field(archive_, attribute.second, model_.attributes[attribute.first].type);
        });
        break;
      case FactKind::event:
        archive_.text(bound.id);
        bound_event(bound, event);
        break;
      case FactKind::adjust:
        index_field(archive_, bound.score, model_.scores.size());
        adjustment_field(archive_, bound.adjustment);
        break;
      default: archive_.fail();
    }
    said_field(bound, event ? &*event : nullptr);
    if constexpr (Archive::kReads) {
      if (event) {
        event->text = bound.text;
        bound.event = std::make_shared<const EventRecord>(*std::move(event));
      }
      fact = std::make_shared<const BoundFact>(std::move(bound));
    }
  }

  // Nothing where the rules ignore it.
  void bound_event(const BoundFact& bound, std::optional<EventRecord>& event) {
    bool counts = bound.event != nullptr;
    archive_.flag(counts);
    if (!counts || !bound.at) return;
    event.emplace();
    if constexpr (!Archive::kReads) event = *bound.event;
    Time last = *bound.at;
    event_field(*event, last, true);
    event->at = *bound.at;
  }

  // The fact's canonical text, left out where it says no more than what was understood of the fact.
  void said_field(BoundFact& bound, const EventRecord* event) {
    if (!archive_.ok()) return;
    bool is_all = !Archive::kReads && bound.text == what_was_understood(bound, event);
    archive_.flag(is_all);
    if (!is_all) return archive_.text(bound.text);
    if constexpr (Archive::kReads) bound.text = what_was_understood(bound, event);
  }

  [[nodiscard]] std::string what_was_understood(const BoundFact& bound,
                                                const EventRecord* event) const {
    Fact fact;
    fact.kind = bound.kind;
    fact.id = bound.id;
    const auto add = [&](const model::Field& field, const Datum& datum) {
      if (!datum.is_missing()) fact.values.emplace_back(field.name, value_of(datum));
    };
    for (const auto& [index, datum] : bound.attributes) add(model_.attributes[index], datum);
    if (event != nullptr) {
      const model::EventType& type = model_.events[event->type];
      fact.type = type.name;
      for (std::size_t slot = 0; slot < event->properties.size(); ++slot) {
        add(type.properties[slot], event->properties[slot]);
      }
    }
    return canonical_text(fact);
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
};

// --- outputs -------------------------------------------------------------------------------------

template <class Archive>
void named_points_field(Archive& archive, NamedPoints& all) {
  list_field(archive, all, [&](auto& named) {
    archive.text(named.first);
    optional_field(archive, named.second, [&](Points& points) { archive.points(points); });
  });
}

template <class Archive>
void happening_field(Archive& archive, Crossing& crossing) {
  archive.text(crossing.signal);
  choice_field(archive, crossing.edge, Edge::left);
  archive.number(crossing.pass);
  named_points_field(archive, crossing.scores);
}
template <class Archive>
void happening_field(Archive& archive, Move& move) {
  archive.text(move.from);
  archive.text(move.to);
  archive.number(move.pass);
  archive.text(move.cause);
}
template <class Archive>
void happening_field(Archive& archive, RouteChange& route) {
  archive.text(route.to);
}
template <class Archive>
void happening_field(Archive& archive, Rejection& rejection) {
  archive.text(rejection.reason);
  named_points_field(archive, rejection.changed);
  optional_time(archive, rejection.hold_until);
}
template <class Archive>
void happening_field(Archive& archive, Touch& touch) {
  archive.text(touch.program);
  archive.number(touch.number);
}
template <class Archive>
void happening_field(Archive& archive, Overdue& overdue) {
  archive.text(overdue.stage);
}

// Which of a variant's kinds, then its fields.
template <class Archive, class... Kinds>
void variant_field(Archive& archive, std::variant<Kinds...>& value) {
  std::size_t kind = value.index();
  archive.number(kind);
  if constexpr (Archive::kReads) {
    if (kind >= sizeof...(Kinds)) return archive.fail();
    std::size_t at = 0;
    ((at++ == kind ? (void)(value = Kinds{}) : void()), ...);
  }
  std::visit([&](auto& one) { happening_field(archive, one); }, value);
}

template <class Archive>
void happening_field(Archive& archive, Retracted& retracted) {
  archive.time(retracted.at);
  variant_field(archive, retracted.of);
}

template <class Archive>
void output_field(Archive& archive, Output& output) {
  archive.time(output.at);
  archive.flag(output.backfill);
  archive.flag(output.late);
  variant_field(archive, output.what);
}

}  // namespace leadscore::lead
