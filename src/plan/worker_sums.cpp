// SPDX-License-Identifier: Apache-2.0

// Masks and tables to points: sums, groups, and what is worked out lead by lead.
#include <algorithm>
#include <cstring>
#include <utility>

#include "eval/bounds.hpp"
#include "plan/worker.hpp"

namespace leadscore::plan {

void Worker::add_masks(const ScheduledSum& sum) {
  std::uint8_t* masks = masks_.get();
  sum.joins.run(kernels_, masks);
  for (const CountPairs& count : sum.counts) kernels_.count(count, masks);
  kernels_.invert(sum.inverts, masks);
  kernels_.add_bits(sum.adds, masks);
}

std::int64_t Worker::least_of(std::uint32_t index) const {
  std::int64_t least = schedule_.sums[index].base;
  for (const ScheduledTable& table : schedule_.tables[index]) least += table.least;
  for (const ScheduledTable* table : call_.tables[index]) least += table->least;
  return least;
}

void Worker::collect_tables(std::uint32_t index, std::size_t bundle) {
  byte_tables_.clear();
  word_tables_.clear();
  most_of_tables_ = 0;
  const auto take = [&](const ScheduledTable& table) {
    if (table.bundle != bundle) return;
    most_of_tables_ += table.most;
    if (!table.words.empty()) word_tables_.push_back(&table);
    if (table.low.empty()) return;
    byte_tables_.push_back({codes_[table.subject].bytes.data(), table.low.data(),
                            table.high.empty() ? nullptr : table.high.data(), table.chunks});
  };
  for (const ScheduledTable& table : schedule_.tables[index]) take(table);
  for (const ScheduledTable* table : call_.tables[index]) take(*table);
}

void Worker::add_bundle(std::uint32_t index, std::size_t bundle, std::uint16_t* to) {
  collect_tables(index, bundle);
  for (const ScheduledTable* table : word_tables_) add_words(*table, to);
  kernels_.add_tables(byte_tables_, to);
  const ScheduledSum& sum = schedule_.sums[index];
  for (const ScheduledGroup& group : sum.groups) {
    if (group.bundle == bundle) add_group(group, sum.unit, to);
  }
}

namespace {

// What a group adds at least, in units, and between which of its own numbers it is clamped.
struct GroupBounds {
  std::int64_t least = 0;
  std::uint16_t from = 0, to = 0;
};

GroupBounds bounds_of(const ScheduledGroup& group, std::int64_t base) {
  const auto within = [](std::int64_t number) {
    return static_cast<std::uint16_t>(std::clamp<std::int64_t>(number, 0, 65'535));
  };
  GroupBounds bounds;
  bounds.from = within(group.min - base);
  bounds.to = within(group.max - base);
  bounds.least = std::clamp(base + bounds.from, group.min, group.max);
  return bounds;
}

}  // namespace

void Worker::add_group(const ScheduledGroup& group, std::int64_t unit, std::uint16_t* to) {
  const ScheduledSum& sum = schedule_.sums[group.sum];
  add_masks(sum);
  const GroupBounds bounds = bounds_of(group, least_of(group.sum) / unit);
  collect_tables(group.sum, 0);
  constexpr std::uint16_t kMostSmall = 255;
  if (word_tables_.empty() && sum.most + most_of_tables_ <= kMostSmall) {
    if (bounds.from > kMostSmall) return;  // that is what it gives, whatever holds
    return kernels_.add_small_group(
        {byte_tables_, sum.digits, static_cast<std::uint8_t>(bounds.from),
         static_cast<std::uint8_t>(std::min(bounds.to, kMostSmall))},
        masks_.get(), to);
  }
  alignas(64) std::array<std::uint16_t, kMostLeads> tables;
  alignas(64) std::array<std::uint16_t, kMostLeads> digits;
  std::fill_n(tables.begin(), kernels_.leads, std::uint16_t{0});
  add_bundle(group.sum, 0, tables.data());
  kernels_.spread(sum.digits, masks_.get(), digits.data());
  kernels_.add_clamped(tables.data(), digits.data(), bounds.from, bounds.to, to);
}

void Worker::add_up(std::uint32_t index, Scaling scaling, std::int64_t* to) {
  const ScheduledSum& sum = schedule_.sums[index];
  alignas(64) std::array<std::uint16_t, kMostLeads> tables;
  alignas(64) std::array<std::uint16_t, kMostLeads> digits;
  scaling.base += least_of(index);
  scaling.unit = sum.unit;
  for (const ScheduledGroup& group : sum.groups) {
    scaling.base += bounds_of(group, least_of(group.sum) / sum.unit).least * sum.unit;
  }
  const auto& known = schedule_.tables[index];
  const auto& bound = call_.tables[index];
  const auto has_points = [](const ScheduledTable& table) { return !table.points.empty(); };
  const bool wide = sum.digits.size() > 16 || sum.bundles > 1 ||
                    std::any_of(known.begin(), known.end(), has_points) ||
                    std::any_of(bound.begin(), bound.end(),
                                [&](const auto* table) { return has_points(*table); });
  const auto add_tables = [&](std::size_t bundle) {
    std::fill_n(tables.begin(), kernels_.leads, std::uint16_t{0});
    add_bundle(index, bundle, tables.data());
  };
  add_tables(0);
  // Groups use the same slots for their masks.
  add_masks(sum);
  const std::span<const Slot> all(sum.digits);
  kernels_.spread(all.first(std::min<std::size_t>(16, all.size())), masks_.get(), digits.data());
  if (!wide) return kernels_.finish(tables.data(), digits.data(), scaling, to);

  Scaling without_bounds;
  without_bounds.unit = sum.unit;
  kernels_.finish(tables.data(), digits.data(), without_bounds, to);
  for (std::size_t done = 16; done < all.size(); done += 16) {
    kernels_.spread(all.subspan(done, std::min<std::size_t>(16, all.size() - done)), masks_.get(),
                    digits.data());
    for (std::size_t i = 0; i < block_.leads; ++i) {
      to[i] += (static_cast<std::int64_t>(digits[i]) << done) * sum.unit;
    }
  }
  for (std::size_t bundle = 1; bundle < sum.bundles; ++bundle) {
    add_tables(bundle);
    kernels_.add_scaled(tables.data(), sum.unit, to);
  }
  for (const ScheduledTable& table : schedule_.tables[index]) add_wide(table, to);
  for (const ScheduledTable* table : call_.tables[index]) add_wide(*table, to);
  kernels_.clamp(scaling, to);
}

namespace {

template <class Entry, class To>
void add_entries_of(const BlockCodes& codes, Code count, const Entry* entries, std::size_t leads,
                    To* to) {
  const auto add = [&](const auto* of) {
    for (std::size_t i = 0; i < leads; ++i) to[i] = static_cast<To>(to[i] + entries[of[i]]);
  };
  if (count <= kMostByteCodes) return add(codes.bytes.data());
  if (count <= kMostWordCodes) return add(codes.words.data());
  add(codes.longs.data());
}

}  // namespace

void Worker::add_words(const ScheduledTable& table, std::uint16_t* to) {
  add_entries_of(codes_[table.subject], call_.code_count(table.subject), table.words.data(),
                 block_.leads, to);
}

// Entries as they are: with more points than 16 bits of units hold.
void Worker::add_wide(const ScheduledTable& table, std::int64_t* to) {
  if (table.points.empty()) return;
  add_entries_of(codes_[table.subject], call_.code_count(table.subject), table.points.data(),
                 block_.leads, to);
}

void Worker::work_out(const Entry& entry, Numbers& points, Mask& holds) {
  std::memcpy(holds.data(), mask(schedule_.slot(entry.when)), kernels_.mask_bytes);
  const auto clear = [&](std::size_t i) {
    holds[i / 8] &= static_cast<std::uint8_t>(~(1U << (i % 8)));
  };
  switch (entry.kind) {
    case Entry::Kind::constant: points.fill(entry.points); break;
    case Entry::Kind::earned: {
      const Column& column = call_.batch.column(entry.index);
      const auto* values = static_cast<const std::int64_t*>(column.values());
      for (std::size_t i = 0; i < block_.leads; ++i) {
        const bool known =
            column.layout() != Column::Layout::none && column.known()[block_.begin + i];
        points[i] = known ? values[block_.begin + i] : 0;
        if (!known) clear(i);
      }
      break;
    }
    case Entry::Kind::question: {
      const Question& question = program_.questions[entry.index];
      for (std::size_t i = 0; i < block_.leads; ++i) {
        if (!is_set(holds.data(), i)) continue;
        ask(question, block_.begin + i);
        const auto answer = asker_->points(question);
        points[i] = answer ? answer->count() : 0;
        if (!answer) clear(i);
      }
      break;
    }
    case Entry::Kind::sum: sum_with_holds(entry, points, holds); break;
    case Entry::Kind::choice: choose(program_.choices[entry.index], points, holds); break;
  }
  if (!entry.min && !entry.max) return;
  for (std::size_t i = 0; i < block_.leads; ++i) {
    points[i] = eval::clamp(Points::thousandths(points[i]), entry.min, entry.max).count();
  }
}

// A sum holds where anything in it does; that is worked out only where it matters.
void Worker::sum_with_holds(const Entry& entry, Numbers& points, Mask& holds) {
  const Sum& sum = program_.sums[entry.index];
  const bool around = std::exchange(strict_, strict_ || !entry.nothing_is_zero);
  add_up(entry.index, {}, points.data());
  Mask any{};
  std::memcpy(any.data(), mask(schedule_.slot(sum.holds)), kernels_.mask_bytes);
  add_entries(schedule_.sums[entry.index].entries, points.data(), any);
  if (strict_) {
    for (std::size_t i = 0; i < holds.size(); ++i) holds[i] &= any[i];
  }
  strict_ = around;
}

// A sum that is 0 where nothing in it holds, of which nobody asks whether anything does.
bool Worker::adds_always(const Entry& entry) const {
  return entry.kind == Entry::Kind::sum && entry.when == kAlways && entry.nothing_is_zero &&
         block_.leads == kernels_.leads;
}

void Worker::add_sum(const Entry& entry, Numbers& room, std::int64_t* to) {
  Scaling bounds;
  if (entry.min) bounds.least = entry.min->count();
  if (entry.max) bounds.most = entry.max->count();
  const std::vector<Entry>& inner = schedule_.sums[entry.index].entries;
  if (inner.empty()) {
    add_up(entry.index, bounds, room.data());
  } else {
    Mask any{};
    add_up(entry.index, {}, room.data());
    add_entries(inner, room.data(), any);
    kernels_.clamp(bounds, room.data());
  }
  kernels_.add(room.data(), to);
}

void Worker::add_entries(const std::vector<Entry>& entries, std::int64_t* to, Mask& any) {
  if (entries.empty()) return;
  const auto points = std::make_unique<Numbers>();
  Mask holds{};
  for (const Entry& entry : entries) {
    if (!strict_ && adds_always(entry)) {
      add_sum(entry, *points, to);
      continue;
    }
    work_out(entry, *points, holds);
    for (std::size_t i = 0; i < block_.leads; ++i) {
      if (is_set(holds.data(), i)) to[i] += (*points)[i];
    }
    for (std::size_t i = 0; i < holds.size(); ++i) any[i] |= holds[i];
  }
}

void Worker::choose(const Choice& choice, Numbers& points, Mask& holds) {
  const bool around = std::exchange(strict_, true);
  const auto of_entry = std::make_unique<Numbers>();
  Mask entry_holds{};
  Mask any{};
  for (const Entry& entry : choice.entries) {
    work_out(entry, *of_entry, entry_holds);
    for (std::size_t i = 0; i < block_.leads; ++i) {
      if (!is_set(entry_holds.data(), i)) continue;
      const std::int64_t value = (*of_entry)[i];
      const bool better = !is_set(any.data(), i) ||
                          (choice.combine == model::Combine::max && value > points[i]) ||
                          (choice.combine == model::Combine::min && value < points[i]);
      if (better) points[i] = value;
      any[i / 8] |= static_cast<std::uint8_t>(1U << (i % 8));
    }
  }
  strict_ = around;
  for (std::size_t i = 0; i < holds.size(); ++i) holds[i] &= any[i];
}

}  // namespace leadscore::plan
