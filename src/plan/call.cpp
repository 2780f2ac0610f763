// SPDX-License-Identifier: Apache-2.0

// What is the same for all blocks of one call: the texts of columns, bound to the rules.
#include <algorithm>
#include <cassert>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include "plan/text_entries.hpp"
#include "plan/worker.hpp"

namespace leadscore::plan {

using Layout = Column::Layout;

namespace {

bool holds_texts(Layout layout) {
  return layout == Layout::texts || layout == Layout::texts32 || layout == Layout::texts64 ||
         layout == Layout::lists;
}

// Equal for equal lists: each item with its length.
std::string key_at(const Column& column, std::size_t lead) {
  const auto* offsets = static_cast<const std::int32_t*>(column.values());
  const auto* items = static_cast<const std::string_view*>(column.second());
  std::string key;
  for (std::int32_t i = offsets[lead]; i < offsets[lead + 1]; ++i) {
    key += std::to_string(items[i].size()) + ":" + std::string(items[i]);
  }
  return key;
}

Datum list_of(const Column& column, std::size_t lead) {
  const auto* offsets = static_cast<const std::int32_t*>(column.values());
  const auto* items = static_cast<const std::string_view*>(column.second());
  std::vector<expr::TextPtr> texts;
  for (std::int32_t i = offsets[lead]; i < offsets[lead + 1]; ++i) {
    texts.push_back(std::make_shared<const expr::Text>(items[i]));
  }
  return Datum::of(std::make_shared<const std::vector<expr::TextPtr>>(std::move(texts)));
}

constexpr auto kNoEntry = static_cast<std::uint32_t>(-1);

void bind_entries(const Program& program, std::uint32_t input, const std::vector<Datum>& values,
                  TextsOfCall& out) {
  out.texts = std::make_shared<const BoundTexts>(bind_values(program, input, values));
  out.column = Column::of(std::span<const std::uint32_t>(out.entries), Dictionary(out.texts));
}

// Gives each distinct list of a column an entry, and binds those.
TextsOfCall bind_lists(const Program& program, std::uint32_t input, const Column& column) {
  TextsOfCall out;
  std::unordered_map<std::string, std::uint32_t> entries;
  std::vector<Datum> values;
  for (std::size_t lead = 0; lead < column.size(); ++lead) {
    if (!column.known()[lead]) {
      out.entries.push_back(kNoEntry);
      continue;
    }
    const auto [found, is_new] =
        entries.try_emplace(key_at(column, lead), static_cast<std::uint32_t>(values.size()));
    if (is_new) values.push_back(list_of(column, lead));
    out.entries.push_back(found->second);
  }
  bind_entries(program, input, values, out);
  return out;
}

// The entry of each text of a column; false where there are more of them than wanted.
template <class TextAt>
bool number_texts(const Column& column, std::size_t most, const TextAt& text_of, TextEntries& texts,
                  std::vector<std::uint32_t>& entries) {
  entries.resize(column.size());
  const Bits& known = column.known();
  std::string_view last;
  for (std::size_t lead = 0; lead < column.size(); ++lead) {
    // Where there is none, the last one again: whether there is one cannot be foreseen.
    const bool there = known[lead];
    const std::string_view text = text_of(lead);
    last = std::string_view(there ? text.data() : last.data(), there ? text.size() : last.size());
    const std::uint32_t entry = texts.entry_of(last);
    entries[lead] = there ? entry : kNoEntry;
    if (texts.texts().size() > most) return false;
  }
  return true;
}

// Likewise of texts. Where their tests are answered by name alone, a column of too many different
// ones is left as it is.
TextsOfCall bind_column(const Program& program, std::uint32_t input, const Column& column,
                        bool open) {
  constexpr std::size_t kManyTexts = 1 << 16;
  TextsOfCall out;
  TextEntries texts;
  const std::size_t most = open ? kNoEntry : kManyTexts;
  const auto* views = static_cast<const std::string_view*>(column.values());
  const bool numbered =
      column.layout() == Layout::texts
          ? number_texts(
                column, most, [&](std::size_t lead) { return views[lead]; }, texts, out.entries)
          : number_texts(
                column, most, [&](std::size_t lead) { return text_at(column, lead); }, texts,
                out.entries);
  if (!numbered) {
    out.entries = {};
    out.column = column;
    return out;
  }
  std::vector<Datum> values;
  for (const std::string_view text : texts.texts()) {
    values.push_back(value_of_text(program, program.inputs[input], text));
  }
  bind_entries(program, input, values, out);
  return out;
}

TextsOfCall texts_of(const Program& program, std::uint32_t index, const Column& column) {
  const Input& input = program.inputs[index];
  TextsOfCall out;
  out.column = column;
  if (column.dictionary().bound() != nullptr) {
    out.texts =
        std::shared_ptr<const BoundTexts>(std::shared_ptr<void>(), column.dictionary().bound());
    return out;
  }
  const bool open = input.subject && program.subjects[*input.subject].is_open();
  if (column.layout() == Layout::none) {
    if (open) out.texts = std::make_shared<const BoundTexts>(bind_values(program, index, {}));
    return out;
  }
  if (!holds_texts(column.layout()) || !(input.subject || input.asked)) return out;
  if (column.layout() == Layout::lists) return bind_lists(program, index, column);
  return bind_column(program, index, column, open || input.asked);
}

const Kernels* kernels_named(std::string_view name) {
  for (const Kernels* one : kernels()) {
    if (name.empty() || one->name == name) return one;
  }
  assert(!"no such target");
  return kernels().back();
}

}  // namespace

Call::Call(const Prepared& of, const Batch& given, const BatchOptions& wanted, Scored& to)
    : prepared(of),
      batch(given),
      options(wanted),
      kernels(kernels_named(wanted.target)),
      out(to),
      steps(of.program->subjects.size()),
      tables(of.program->sums.size()),
      slot_count(of.slot_count) {
  const Program& program = *prepared.program;
  for (const Program::Gate& gate : program.gates) {
    gates.push_back((!gate.from || options.at >= *gate.from) &&
                    (!gate.until || options.at < *gate.until));
  }
  for (std::uint32_t index = 0; index < program.inputs.size(); ++index) {
    texts.push_back(texts_of(program, index, batch.column(index)));
    const Input& input = program.inputs[index];
    if (!input.subject || !program.subjects[*input.subject].is_open()) continue;
    const std::uint32_t subject = *input.subject;
    const BoundTexts& bound = *texts.back().texts;
    steps[subject] = bound.steps ? bound.steps : steps_of(prepared, bound);
    const TextSteps& own = *steps[subject];
    slot_count = std::max({slot_count, own.masks.slots, own.more_masks.slots});
    for (const auto& [sum, table] : own.tables) tables[sum].push_back(&table);
  }
}

Code Call::code_count(std::uint32_t index) const {
  const Subject& subject = prepared.program->subjects[index];
  return subject.is_open() ? texts[subject.index].texts->code_count : subject.codes;
}

Datum Call::value(std::uint32_t index, std::size_t lead) const {
  const Input& input = prepared.program->inputs[index];
  const TextsOfCall& of_input = texts[index];
  const Column& column = of_input.column;
  if (column.layout() == Layout::none || !column.known()[lead]) return input.fallback;
  const auto entry = [&](auto code) {
    const auto& values = of_input.texts->values;
    return values[std::min<std::size_t>(code, values.size() - 1)];
  };
  const auto number = [&](auto value) {
    using Type = BatchInput::Type;
    Datum datum;
    switch (input.shown.type) {
      case Type::time: datum = Datum::of(Time(Duration(static_cast<std::int64_t>(value)))); break;
      case Type::number: datum = Datum::of(static_cast<double>(value)); break;
      default: datum = Datum::of(static_cast<std::int64_t>(value)); break;
    }
    const bool taken = !datum.is_missing() && takes(input, datum);
    return taken ? datum : input.fallback;
  };
  switch (column.layout()) {
    case Layout::bits: {
      const Bits bits{static_cast<const std::uint8_t*>(column.values()), column.offset()};
      const Datum truth = Datum::of(bits[lead]);
      return takes(input, truth) ? truth : input.fallback;
    }
    case Layout::int32: return number(static_cast<const std::int32_t*>(column.values())[lead]);
    case Layout::int64: return number(static_cast<const std::int64_t*>(column.values())[lead]);
    case Layout::float32: return number(static_cast<const float*>(column.values())[lead]);
    case Layout::float64: return number(static_cast<const double*>(column.values())[lead]);
    case Layout::codes8: return entry(static_cast<const std::uint8_t*>(column.values())[lead]);
    case Layout::codes16: return entry(static_cast<const std::uint16_t*>(column.values())[lead]);
    default: return entry(static_cast<const std::uint32_t*>(column.values())[lead]);
  }
}

}  // namespace leadscore::plan
