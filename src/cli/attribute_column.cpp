// SPDX-License-Identifier: Apache-2.0
#include "cli/attribute_column.hpp"

#include <limits>
#include <new>
#include <optional>
#include <span>
#include <utility>

#include <leadscore/value.hpp>

#include "base/decimal.hpp"
#include "base/json.hpp"
#include "cli/text_hash.hpp"
#include "model/convert.hpp"
#include "text/fold.hpp"

namespace leadscore::cli {
namespace {

using expr::Datum;
using model::ValueType;

constexpr std::uint32_t kMissing = std::numeric_limits<std::uint32_t>::max();

bool bit_of(const std::vector<std::uint8_t>& bits, std::size_t at) {
  return at / 8 < bits.size() && ((bits[at / 8] >> (at % 8)) & 1U) != 0;
}

void set_bit(std::vector<std::uint8_t>& bits, std::size_t at, bool value) {
  if (bits.size() <= at / 8) bits.resize(at / 8 + 1);
  const auto bit = static_cast<std::uint8_t>(1U << (at % 8));
  std::uint8_t& byte = bits[at / 8];
  byte = static_cast<std::uint8_t>(value ? byte | bit : byte & ~bit);
}

template <typename Item>
void set_item(std::vector<Item>& items, std::size_t at, Item value, Item otherwise = {}) {
  if (items.size() <= at) items.resize(at + 1, otherwise);
  items[at] = value;
}

// What most spell it; all other spellings are left to the converter.
std::optional<bool> plain_boolean(std::string_view text) {
  char lower[5] = {};
  if (text.empty() || text.size() > sizeof lower) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    lower[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const std::string_view word(lower, text.size());
  if (word == "true" || word == "yes" || word == "1") return true;
  if (word == "false" || word == "no" || word == "0") return false;
  return std::nullopt;
}

}  // namespace

AttributeColumn::Block& AttributeColumn::block_of(std::size_t lead) {
  if (blocks_.size() <= lead / kBlock) blocks_.resize(lead / kBlock + 1);
  return blocks_[lead / kBlock];
}

void AttributeColumn::put_truth(Block& block, std::size_t at, bool value) {
  set_bit(block.truths, at, value);
  set_bit(block.known, at, true);
}

void AttributeColumn::put_integer(Block& block, std::size_t at, std::int64_t value) {
  set_item(block.integers, at, value);
  set_bit(block.known, at, true);
}

void AttributeColumn::put_number(Block& block, std::size_t at, double value) {
  set_item(block.numbers, at, value);
  set_bit(block.known, at, true);
}

void AttributeColumn::put_code(std::size_t lead, std::uint32_t code) {
  set_item(block_of(lead).codes, lead % kBlock, code, kMissing);
}

void AttributeColumn::put_missing(std::size_t lead) {
  Block& block = block_of(lead);
  if (lead % kBlock < block.codes.size()) block.codes[lead % kBlock] = kMissing;
  if (lead % kBlock / 8 < block.known.size()) set_bit(block.known, lead % kBlock, false);
}

// What is written plainly is read at once; what is not goes the way of every cell, which knows all
// spellings and says what is wrong.
template <typename Read, typename Put>
void AttributeColumn::add_plain(const Cells& cells, std::vector<Problem>& problems,
                                const Read& read, const Put& put) {
  for (std::size_t row = 0; row < cells.texts.size(); ++row) {
    const std::string_view text = cells.texts[row];
    const std::size_t lead = cells.leads[row];
    if (text.empty() || lead == kNoLead) continue;
    const auto value = field_.one_of.empty() ? read(text) : std::nullopt;
    if (value) {
      put(block_of(lead), lead % kBlock, *value);
      continue;
    }
    model::Converted made = model::convert(field_, Cell{std::string(text)}, zone_);
    this->put(lead, made.datum);
    if (!made.problem.empty()) problems.push_back({row, std::move(made.problem)});
  }
}

// Each text is judged once.
void AttributeColumn::add_texts(const Cells& cells, std::vector<Problem>& problems) {
  constexpr std::size_t kAhead = 16;
  for (std::size_t row = 0; row < cells.texts.size(); ++row) {
    if (row + kAhead < cells.texts.size()) texts_.announce(cells.hashes[row + kAhead]);
    const std::size_t lead = cells.leads[row];
    if (cells.texts[row].empty() || lead == kNoLead) continue;
    const TextCodes::Added added = texts_.add(cells.texts[row], cells.hashes[row]);
    if (added.is_new) judge_text(added.code);
    if (good_[added.code]) {
      put_code(lead, added.code);
    } else if (const auto found = problems_.find(added.code); found != problems_.end()) {
      problems.push_back({row, found->second});
    }
  }
}

std::vector<AttributeColumn::Problem> AttributeColumn::add(const Cells& cells) {
  std::vector<Problem> problems;
  switch (field_.type) {
    case ValueType::text:
    case ValueType::list: add_texts(cells, problems); break;
    case ValueType::integer: add_plain(cells, problems, parse_integer, put_integer); break;
    case ValueType::number: add_plain(cells, problems, parse_number, put_number); break;
    case ValueType::boolean: add_plain(cells, problems, plain_boolean, put_truth); break;
    case ValueType::time:
      add_plain(
          cells, problems, [&](std::string_view text) { return zone_.parse(text); },
          [&](Block& block, std::size_t at, Time value) {
            put_integer(block, at, value.time_since_epoch().count());
          });
      break;
  }
  return problems;
}

void AttributeColumn::judge_text(std::uint32_t code) {
  const std::string_view cell = texts_.texts()[code];
  bool good = field_.one_of.empty() && !text::first_bad_utf8(cell) && !text::trim(cell).empty();
  if (!good) {
    model::Converted made = model::convert(field_, Cell{std::string(cell)}, zone_);
    good = !made.datum.is_missing();
    if (!made.problem.empty()) problems_.emplace(code, std::move(made.problem));
  }
  good_.push_back(good);
}

void AttributeColumn::put(std::size_t lead, const Datum& value) {
  switch (value.kind) {
    case Datum::Kind::boolean: return put_truth(block_of(lead), lead % kBlock, value.is_true());
    case Datum::Kind::integer:
    case Datum::Kind::time: return put_integer(block_of(lead), lead % kBlock, value.integer);
    case Datum::Kind::number: return put_number(block_of(lead), lead % kBlock, value.number);
    case Datum::Kind::text: {
      const TextCodes::Added added =
          texts_.add(value.text->written, text_hash(value.text->written));
      if (added.is_new) good_.push_back(true);
      return put_code(lead, added.code);
    }
    case Datum::Kind::list: {
      std::string key;
      for (const expr::TextPtr& item : *value.list) append_json_string(key, item->written);
      const TextCodes::Added added = texts_.add(key, text_hash(key));
      if (added.is_new) {
        good_.push_back(true);
        lists_.push_back(value.list);
      }
      return put_code(lead, added.code);
    }
    default: return put_missing(lead);
  }
}

Datum AttributeColumn::value(std::size_t lead) const {
  if (lead / kBlock >= blocks_.size()) return {};
  const Block& block = blocks_[lead / kBlock];
  const std::size_t at = lead % kBlock;
  if (has_texts()) {
    const std::uint32_t code = at < block.codes.size() ? block.codes[at] : kMissing;
    if (code == kMissing) return {};
    if (!lists_.empty()) return Datum::of(lists_[code]);
    const std::string_view cell = texts_.texts()[code];
    if (field_.type == ValueType::text) return Datum::text_of(cell);
    return model::convert(field_, Cell{std::string(cell)}, zone_).datum;
  }
  if (!bit_of(block.known, at)) return {};
  switch (field_.type) {
    case ValueType::boolean: return Datum::of(bit_of(block.truths, at));
    case ValueType::number: return Datum::of(block.numbers[at]);
    case ValueType::time: return Datum::of(Time(Duration(block.integers[at])));
    default: return Datum::of(block.integers[at]);
  }
}

void AttributeColumn::bind(const BatchScorer& scorer, std::size_t input) {
  if (!has_texts() || !lists_.empty()) return;
  // No lead has what is not good, which may be no text at all.
  std::vector<std::string_view> good = texts_.texts();
  for (std::size_t code = 0; code < good.size(); ++code) {
    if (!good_[code]) good[code] = {};
  }
  dictionary_ = scorer.dictionary(input, good);
}

leadscore::Column AttributeColumn::block(std::size_t index, std::size_t leads) {
  if (index >= blocks_.size()) return {};
  Block& block = blocks_[index];
  block.known.resize((leads + 7) / 8);
  const Bits known{block.known.data(), 0};
  switch (field_.type) {
    case ValueType::text:
    case ValueType::list:
      block.codes.resize(leads, kMissing);
      return lists_.empty()
                 ? leadscore::Column::of(std::span<const std::uint32_t>(block.codes), dictionary_)
                 : lists(block.codes);
    case ValueType::boolean:
      block.truths.resize((leads + 7) / 8);
      return leadscore::Column::of_bits({block.truths.data(), 0}, leads, known);
    case ValueType::number:
      block.numbers.resize(leads);
      return leadscore::Column::of(std::span<const double>(block.numbers), known);
    default:
      block.integers.resize(leads);
      return leadscore::Column::of(std::span<const std::int64_t>(block.integers), known);
  }
}

// Lists that came as such: no separator is sure not to be in their items.
leadscore::Column AttributeColumn::lists(const std::vector<std::uint32_t>& codes) {
  items_.clear();
  offsets_.assign(1, 0);
  known_.assign((codes.size() + 7) / 8, 0);
  for (std::size_t lead = 0; lead < codes.size(); ++lead) {
    if (codes[lead] != kMissing) {
      set_bit(known_, lead, true);
      for (const expr::TextPtr& item : *lists_[codes[lead]]) items_.push_back(item->written);
    }
    if (items_.size() > std::numeric_limits<std::int32_t>::max()) throw std::bad_alloc();
    offsets_.push_back(static_cast<std::int32_t>(items_.size()));
  }
  return leadscore::Column::of_lists(offsets_, items_, {known_.data(), 0});
}

}  // namespace leadscore::cli
