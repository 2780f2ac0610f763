// SPDX-License-Identifier: Apache-2.0
#include "cli/row_batch.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
#include <utility>

#include "base/json.hpp"
#include "base/parallel.hpp"
#include "cli/text_hash.hpp"
#include "model/model.hpp"
#include "text/fold.hpp"

namespace leadscore::cli {
namespace {

constexpr std::size_t kMostRows = 4096;
constexpr std::size_t kFewRows = 256;
constexpr std::size_t kRoom = 4 << 20;
// The most that a row takes: its text, and its cells where they are not part of it.
constexpr std::size_t kMostOfRow = 2 * kMostRowBytes;

constexpr std::uint64_t kMissing = 0x9E3779B97F4A7C15;  // in place of the hash of a text

std::uint64_t joined_hash(std::uint64_t before, std::uint64_t next) {
  return (before ^ next) * 0x9FB21C651E98DF25 + (before >> 32);
}

template <typename Word>
std::uint64_t word_at(const char* bytes) {
  Word word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// For the values of columns that keep no texts, which need no more.
std::uint64_t quick_hash(std::string_view text) {
  const char* const end = text.data() + text.size();
  std::uint64_t hash = text.size();
  for (; text.size() > 8; text.remove_prefix(8)) {
    hash = joined_hash(hash, word_at<std::uint64_t>(text.data()));
  }
  // Two words may overlap.
  if (text.size() >= 4) {
    const std::uint64_t first = word_at<std::uint32_t>(text.data());
    return joined_hash(hash, first | word_at<std::uint32_t>(end - 4) << 32);
  }
  std::uint64_t last = 0;
  for (const char c : text) last = (last << 8) | static_cast<unsigned char>(c);
  return joined_hash(hash, last);
}

// Texts that differ only in bytes that are no UTF-8 are the same text.
std::uint64_t hash_of(std::string_view cell, bool texts, bool sound) {
  std::string shown;
  if (!sound && text::first_bad_utf8(cell)) {
    append_json_string(shown, cell);
    cell = shown;
  }
  return texts ? text_hash(cell) : quick_hash(cell);
}

bool keeps_texts(const RuleSet& rules, std::uint32_t attribute) {
  const model::ValueType type = rules.model().attributes[attribute].type;
  return type == model::ValueType::text || type == model::ValueType::list;
}

}  // namespace

RowBatch::RowBatch(const std::vector<Place>& places, const RuleSet& rules) : rules_(rules) {
  for (const Place& place : places) {
    values_.emplace_back();
    values_.back().place = place;
    values_.back().texts = keeps_texts(rules, place.attribute);
  }
}

std::uint64_t RowBatch::said(const CsvRowView& csv, const LeadRows& rows) const {
  std::uint64_t said = 0;
  for (const Values& values : values_) {
    const std::string_view cell = csv.cells[values.place.column];
    said = joined_hash(said, rows.is_missing(cell) ? kMissing : hash_of(cell, values.texts, false));
  }
  return said;
}

bool RowBatch::is_full() const {
  return rows_.size() >= kMostRows || texts_.size() + kMostOfRow > kRoom;
}

std::string_view RowBatch::kept(std::string_view text) {
  const std::size_t begin = texts_.size();
  texts_ += text;
  return std::string_view(texts_).substr(begin);
}

void RowBatch::add(const CsvRowView& csv, std::string_view lead, const LeadRows& rows) {
  if (texts_.capacity() < kRoom) texts_.reserve(kRoom);
  const std::less_equal<> not_after;
  const char* const begin = csv.text.data();
  const char* const end = begin + csv.text.size();
  const std::string_view text = kept(csv.text);
  const auto moved = [&](std::string_view cell) {
    const bool inside = not_after(begin, cell.data()) && not_after(cell.data() + cell.size(), end);
    return inside ? text.substr(static_cast<std::size_t>(cell.data() - begin), cell.size())
                  : kept(cell);
  };
  for (Values& values : values_) {
    const std::string_view cell = csv.cells[values.place.column];
    values.cells.push_back(rows.is_missing(cell) ? std::string_view() : moved(cell));
  }
  const std::string_view name = moved(lead);
  rows_.push_back({csv.line, text, name, text_hash(name), !text::first_bad_utf8(text)});
}

void RowBatch::hash(Values& values) const {
  values.hashes.clear();
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const std::string_view cell = values.cells[row];
    values.hashes.push_back(cell.empty() ? kMissing
                                         : hash_of(cell, values.texts, rows_[row].sound));
  }
}

void RowBatch::name(LeadRows& rows, ColumnLeads& leads) {
  said_.assign(rows_.size(), 0);
  for (const Values& values : values_) {
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      said_[row] = joined_hash(said_[row], values.hashes[row]);
    }
  }
  constexpr std::size_t kAhead = 16;
  LeadNames& names = *rows.undated();
  leads_.clear();
  seconds_.clear();
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (i + kAhead < rows_.size()) names.announce(rows_[i + kAhead].lead_hash);
    const Row& row = rows_[i];
    const LeadNames::Added added = names.add(row.lead, row.lead_hash, {row.line, said_[i]});
    leads_.push_back(added.is_new ? leads.add_lead() : AttributeColumn::kNoLead);
    if (!added.is_new) seconds_.push_back({i, added});
  }
}

void RowBatch::fill(Values& values, ColumnLeads& leads) const {
  values.problems = leads.column(values.place.attribute).add({values.cells, values.hashes, leads_});
  values.told = 0;
}

std::vector<std::string> RowBatch::bad_values(std::size_t row) {
  std::vector<std::string> bad;
  for (Values& values : values_) {
    if (values.told == values.problems.size()) continue;
    const AttributeColumn::Problem& problem = values.problems[values.told];
    if (problem.row != row) continue;
    bad.push_back(rules_.model().attributes[values.place.attribute].name + ": " + problem.text);
    ++values.told;
  }
  return bad;
}

void RowBatch::tell(std::deque<FactRow>& told) {
  const bool all_good = std::all_of(values_.begin(), values_.end(),
                                    [](const Values& values) { return values.problems.empty(); });
  if (all_good && seconds_.empty()) return;
  auto second = seconds_.begin();
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const Row& row = rows_[i];
    if (second != seconds_.end() && second->row == i) {
      told.push_back(LeadRows::second_row({row.line, std::string(row.text), {}, {}, {}}, row.lead,
                                          second->before, said_[i]));
      ++second;
      continue;
    }
    std::vector<std::string> bad = bad_values(i);
    if (bad.empty()) continue;
    told.push_back({row.line, std::string(row.text), {}, {}, std::move(bad)});
    told.back().stored = true;
  }
}

void RowBatch::store(LeadRows& rows, ColumnLeads& leads, unsigned threads,
                     std::deque<FactRow>& told) {
  // A thread costs as much as some hundred rows.
  if (rows_.size() < kFewRows) threads = 1;
  for_each_parallel(values_.size(), threads, [&](std::size_t i) { hash(values_[i]); });
  name(rows, leads);
  for_each_parallel(values_.size(), threads, [&](std::size_t i) { fill(values_[i], leads); });
  tell(told);
  rows_.clear();
  texts_.clear();
  for (Values& values : values_) values.cells.clear();
}

}  // namespace leadscore::cli
