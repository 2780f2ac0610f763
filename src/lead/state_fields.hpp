// SPDX-License-Identifier: Apache-2.0

// The fields of a lead's state as bytes, in both directions (base/fields.hpp). What can be worked
// out again is left out: what a rule's constant points are, which events are retained.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "eval/state.hpp"
#include "lead/lead_archive.hpp"
#include "lead/retention.hpp"
#include "lead/told_rules.hpp"

namespace leadscore::lead {

// --- what events earned --------------------------------------------------------------------------

template <class Archive>
void occurrence_field(Archive& archive, eval::Occurrence& occurrence, const model::Rule& rule) {
  bool plain = !Archive::kReads && is_plain(occurrence, rule);
  archive.event(occurrence.event);
  if (occurrence.event) {
    occurrence.at = occurrence.event->at;
  } else {
    archive.time(occurrence.at);
  }
  // The book and whether it is plain in one number: most are plain, in the open book.
  std::uint64_t head = std::uint64_t{occurrence.book} * 2 + (plain ? 0 : 1);
  archive.number(head);
  plain = head % 2 == 0;
  occurrence.book = static_cast<std::uint32_t>(head / 2);
  if (plain) {
    if (!has_plain_occurrences(rule)) return archive.fail();
    const Time at = occurrence.at;
    occurrence = plain_occurrence(rule, occurrence.event, occurrence.book);
    occurrence.at = at;
    return;
  }
  archive.flag(occurrence.amount.exact);
  if (occurrence.amount.exact) {
    archive.points(occurrence.amount.points);
  } else {
    archive.real(occurrence.amount.number);
  }
  decimal_field(archive, occurrence.weight);
  archive.points(occurrence.original);
  archive.points(occurrence.withheld);
}

template <class Archive>
void past_field(Archive& archive, eval::Past& past) {
  archive.number(past.book);
  archive.number(past.lasting);
  archive.number(past.over);
  if (past.lasting == 0) return;
  archive.points(past.points);
  archive.points(past.withheld);
  archive.time(past.first);
  archive.time(past.last);
}

template <class Archive>
void rule_memory_field(Archive& archive, eval::RuleMemory& memory, const model::Rule& rule) {
  list_field(archive, memory.occurrences, [&](auto& one) { occurrence_field(archive, one, rule); });
  // Most rules have nothing else.
  const bool some_counts = memory.left_out > 0 || memory.without_value > 0 || memory.not_given > 0;
  std::uint32_t there = (memory.past.empty() ? 0U : 1U) | (memory.counted.empty() ? 0U : 2U) |
                        (memory.values.empty() ? 0U : 4U) | (some_counts ? 8U : 0U);
  archive.number(there);
  if ((there & 1U) != 0) {
    list_field(archive, memory.past, [&](eval::Past& past) { past_field(archive, past); });
  }
  if ((there & 2U) != 0) {
    list_field(archive, memory.counted, [&](eval::Counted& counted) {
      archive.event(counted.event);
      if (counted.event) {
        counted.at = counted.event->at;
      } else {
        archive.time(counted.at);
      }
      if (rule.limit && rule.limit->each) archive.text(counted.each);
    });
  }
  if ((there & 4U) != 0) {
    list_field(archive, memory.values, [&](std::string& value) { archive.text(value); });
  }
  if ((there & 8U) != 0) {
    archive.number(memory.left_out);
    archive.number(memory.without_value);
    archive.number(memory.not_given);
  }
}

template <class Archive>
void run_field(Archive& archive, eval::Run& run, const model::Retention& need) {
  list_field(archive, run.events, [&](EventPtr& event) {
    archive.event(event);
    if (Archive::kReads && !event) archive.fail();
  });
  archive.number(run.gone);
  if (run.gone == 0) return;
  archive.event(run.first_gone);
  archive.event(run.last_gone);
  if (!run.first_gone || !run.last_gone) archive.fail();
  run.sums_gone.resize(need.summed.size());
  for (ExactSum& sum : run.sums_gone) {
    auto parts = sum.parts();
    archive.integer(parts.upper);
    archive.number(parts.lower);
    archive.number(parts.count);
    constexpr std::int64_t kMost = std::int64_t{1} << 40;  // far from where sums could overflow
    if (parts.upper > kMost || parts.upper < -kMost) return archive.fail();
    if constexpr (Archive::kReads) sum = ExactSum::of(parts);
  }
}

// Few entries of many: each with its distance from the one before.
template <class Archive, class T, class Field>
void sparse_field(Archive& archive, eval::Sparse<T>& all, std::size_t end, const Field& field) {
  std::uint32_t next = 0;
  list_field(archive, all.entries(), [&](typename eval::Sparse<T>::Entry& entry) {
    std::uint32_t step = entry.index - next;
    archive.number(step);
    if (step >= end - next) return archive.fail();
    entry.index = next + step;
    next = entry.index + 1;
    field(entry.index, entry.value);
  });
}

// Those that are not told with their events.
template <class Archive>
void rules_field(Archive& archive, eval::State& state) {
  const auto field = [&](std::uint32_t rule, Shared<eval::RuleMemory>& memory) {
    rule_memory_field(archive, memory.edit(), state.model->rules[rule]);
  };
  const std::size_t end = state.model->rules.size();
  if constexpr (Archive::kReads) {
    sparse_field(archive, state.rules, end, field);
  } else {
    auto others = state.rules;
    std::erase_if(others.entries(), [&](const auto& entry) { return archive.tells(entry.index); });
    sparse_field(archive, others, end, field);
  }
}

// --- scores and the journey ----------------------------------------------------------------------

template <class Archive>
void bits_field(Archive& archive, std::vector<bool>& bits, std::size_t size) {
  std::vector<std::uint32_t> set;
  for (std::uint32_t i = 0; i < bits.size(); ++i) {
    if (bits[i]) set.push_back(i);
  }
  list_field(archive, set, [&](std::uint32_t& index) { index_field(archive, index, size); });
  if constexpr (Archive::kReads) {
    bits.assign(size, false);
    for (const std::uint32_t index : set) {
      if (index < size) bits[index] = true;
    }
  }
}

template <class Archive>
void book_field(Archive& archive, eval::Book& book, const model::Model& model) {
  archive.time(book.closed);
  archive.text(book.reason);
  archive.points(book.cap);
  archive.points(book.below);
  bits_field(archive, book.left_out, model.rules.size());
  bits_field(archive, book.groups_chosen, model.groups.size());
  choice_field(archive, book.change.kind, model::BookChange::Kind::reset);
  index_field(archive, book.change.score, model.scores.size());
  archive.points(book.change.lower);
  decimal_field(archive, book.change.scale);
  archive.points(book.taken);
}

template <class Archive>
void adjustment_field(Archive& archive, Adjustment& adjustment) {
  archive.text(adjustment.score);
  archive.points(adjustment.by);
  archive.text(adjustment.reason);
  archive.text(adjustment.author);
  optional_field(archive, adjustment.expires, [&](Duration& after) { archive.duration(after); });
}

template <class Archive>
void score_memory_field(Archive& archive, eval::ScoreMemory& memory, const model::Model& model) {
  list_field(archive, memory.books, [&](auto& book) { book_field(archive, book, model); });
  list_field(archive, memory.deductions, [&](eval::Deduction& deduction) {
    archive.time(deduction.at);
    archive.text(deduction.reason);
    archive.points(deduction.points);
  });
  list_field(archive, memory.adjustments, [&](eval::AdjustmentRecord& record) {
    archive.time(record.at);
    adjustment_field(archive, record.adjustment);
    archive.points(record.original);
    archive.points(record.withheld);
    archive.number(record.book);
  });
}

template <class Archive>
void signal_field(Archive& archive, eval::SignalMemory& memory) {
  std::uint32_t flags = (memory.on ? 1u : 0u) | (memory.pass_used ? 2u : 0u) |
                        (memory.since ? 4u : 0u) | (memory.true_since ? 8u : 0u);
  archive.number(flags);
  memory.on = (flags & 1u) != 0;
  memory.pass_used = (flags & 2u) != 0;
  const auto time = [&](std::optional<Time>& at, bool is_there) {
    if (Archive::kReads && is_there) at.emplace();
    if (is_there) archive.time(*at);
  };
  time(memory.since, (flags & 4u) != 0);
  time(memory.true_since, (flags & 8u) != 0);
  if (memory.since) archive.number(memory.passes);
}

template <class Archive>
void journey_fields(Archive& archive, eval::State& state) {
  const model::Model& model = *state.model;
  for (eval::SignalMemory& signal : state.signals) signal_field(archive, signal);
  optional_field(archive, state.stage, [&](eval::StageMemory& stage) {
    index_field(archive, stage.stage, model.stages.size());
    archive.time(stage.since);
    stage.entered.resize(model.stages.size());
    for (std::uint32_t& entered : stage.entered) archive.number(entered);
  });
  if (Archive::kReads && state.stage.has_value() != (state.first_fact && !model.stages.empty())) {
    archive.fail();
  }
  list_field(archive, state.rejections, [&](eval::RejectionRecord& record) {
    archive.time(record.at);
    datum_field(archive, record.reason, model::ValueType::text);
  });
  optional_time(archive, state.last_rejection);
  optional_field(archive, state.hold_until, [&](Time& until) { archive.any_time(until); });
  optional_field(archive, state.route,
                 [&](std::uint32_t& route) { index_field(archive, route, model.routing.size()); });
  std::uint32_t next = 0;
  list_field(archive, state.enrolments, [&](eval::Enrolment& enrolment) {
    index_field(archive, enrolment.program, model.programs.size());
    if (enrolment.program < next) return archive.fail();  // by program
    next = enrolment.program + 1;
    archive.number(enrolment.touches);
    archive.flag(enrolment.wanted);
    archive.time(enrolment.since);
    optional_time(archive, enrolment.left);
    optional_time(archive, enrolment.stopped);
    archive.duration(enrolment.stood);
  });
}

// All of a state but its events, which the archive knows, and what retained_of() gives.
template <class Archive>
void state_fields(Archive& archive, eval::State& state) {
  const model::Model& model = *state.model;
  archive.time(state.now);
  // But for the end of a hold, all that a state knows of has happened.
  if constexpr (Archive::kReads) archive.set_latest(state.now);
  optional_time(archive, state.first_fact);
  for (std::size_t i = 0; i < model.attributes.size(); ++i) {
    bool is_set = state.attributes_set[i] != Time::min();
    archive.flag(is_set);
    if (!is_set) continue;
    archive.time(state.attributes_set[i]);
    datum_field(archive, state.attributes[i], model.attributes[i].type);
  }
  for (auto& last : state.last_of_type) optional_time(archive, last);
  archive.number(state.no_room);
  sparse_field(archive, state.runs, model.vocabulary.keys.size(),
               [&](std::uint32_t key, Shared<eval::Run>& run) {
                 run_field(archive, run.edit(), model.retention[key]);
               });
  rules_field(archive, state);
  for (auto& score : state.scores) score_memory_field(archive, score, model);
  journey_fields(archive, state);
  if constexpr (Archive::kReads) {
    archive.set_latest(kLatestTime);
    if (archive.ok() && !remember_told(state, archive.told())) archive.fail();
    if (archive.ok()) state.retained = retained_of(state);
  }
}

}  // namespace leadscore::lead
