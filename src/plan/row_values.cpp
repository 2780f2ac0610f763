// SPDX-License-Identifier: Apache-2.0

// From values to the records of subjects.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>

#include "expr/text_test.hpp"
#include "plan/bound_texts.hpp"
#include "plan/row_records.hpp"
#include "plan/row_state.hpp"

namespace leadscore::plan {

namespace {

using Way = RowInput::Way;

// By RowValue::index().
constexpr std::size_t kTruth = 1;
constexpr std::size_t kInteger = 2;
constexpr std::size_t kNumber = 3;
constexpr std::size_t kText = 4;
static_assert(std::is_same_v<std::variant_alternative_t<kTruth, RowValue>, bool>);
static_assert(std::is_same_v<std::variant_alternative_t<kInteger, RowValue>, std::int64_t>);
static_assert(std::is_same_v<std::variant_alternative_t<kNumber, RowValue>, double>);
static_assert(std::is_same_v<std::variant_alternative_t<kText, RowValue>, std::string_view>);
static_assert(std::is_trivially_copyable_v<RowValue>);

// What to read where nothing is known: a text that is not short; as a number its address or so.
const RowValue kNothing = std::string_view("nothing");

// Whether a value is known cannot be foreseen, so one of two is taken by arithmetic: of a condition
// compilers would make a branch.
template <class Number>
inline Number either(bool first, Number a, Number b) {
  return static_cast<Number>(b ^ ((a ^ b) & (Number{0} - static_cast<Number>(first))));
}

// A known value; else any. A variant begins with what it holds.
template <class Value>
inline Value payload(bool known, const RowValue& value) {
  const auto from = either(known, reinterpret_cast<std::uintptr_t>(&value),
                           reinterpret_cast<std::uintptr_t>(&kNothing));
  Value made;
  std::memcpy(&made, reinterpret_cast<const void*>(from), sizeof made);
  return made;
}

// Looked at in words, which overlap at the end.
bool is_ascii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  if (text.size() < 8) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  }
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < text.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + std::min(i, text.size() - 8), sizeof word);
    all |= word;
  }
  return (all & kHighBits) == 0;
}

// Texts of which folding changes nothing but capital letters: ASCII that neither begins nor ends
// with a blank, Chinese ideographs, hiragana and katakana but for marks that join what stands
// before them. They are UTF-8.
bool is_plain(std::string_view text) {
  const auto is_no_end = [](char c) { return (c >= 0 && c <= ' ') || c == 0x7f; };
  if (text.empty() || is_no_end(text.front()) || is_no_end(text.back())) return false;
  if (is_ascii(text)) return true;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) {
      return unsigned{static_cast<unsigned char>(text[at])};
    };
    if (byte(i) < 0x80) {
      ++i;
      continue;
    }
    if ((byte(i) & 0xF0U) != 0xE0U || text.size() - i < 3) return false;
    if ((byte(i + 1) & 0xC0U) != 0x80U || (byte(i + 2) & 0xC0U) != 0x80U) return false;
    const unsigned c =
        (byte(i) & 0x0FU) << 12U | (byte(i + 1) & 0x3FU) << 6U | (byte(i + 2) & 0x3FU);
    const bool plain = (c >= 0x4E00 && c <= 0x9FA5) || (c >= 0x3041 && c <= 0x3096) ||
                       (c >= 0x30A1 && c <= 0x30FA);
    if (!plain) return false;
    i += 3;
  }
  return true;
}

}  // namespace

// --- numbers and truths: known or not is decided without branches, which could not be foreseen ---

inline Code RowState::code_of_truth(const RowInput& input, const RowValue& value) const {
  const bool known = value.index() == kTruth;
  const Code code = kFalse + payload<std::uint8_t>(known, value);
  return either(known, code, input.fallback);
}

inline Code RowState::code_of_integer(const RowInput& input, const RowValue& value) const {
  const bool known = value.index() == kInteger;
  const Code code = tables_->lines[input.subject].code(payload<std::int64_t>(known, value));
  return either(known, code, input.fallback);
}

inline Code RowState::code_of_number(const RowInput& input, const RowValue& value) const {
  auto number = payload<double>(value.index() == kNumber, value);
  bool known = value.index() == kNumber;
  if (value.index() == kInteger) {  // seldom
    number = static_cast<double>(payload<std::int64_t>(true, value));
    known = true;
  }
  const Code code = tables_->lines[input.subject].code(key_of(number));
  return either(known & std::isfinite(number), code, input.fallback);
}

// --- texts --------------------------------------------------------------------------------------

inline RowState::Found RowState::found_class(std::uint32_t subject, const RowTables::OfText& text,
                                             std::uint32_t number) const {
  Found found = found_code(subject, number);
  if (!text.open) return found;
  found.code = text.codes[number];
  found.answers = text.answers.data() + number * text.open_count;
  return found;
}

inline RowState::Found RowState::found_text(const RowInput& input, const RowValue& value) {
  const std::uint32_t subject = input.subject;
  const RowTables::OfText& text = tables_->texts[input.text];
  const bool known = value.index() == kText;
  const auto written = payload<std::string_view>(known, value);
  std::uint32_t number = text.names.find(written);
  number = either(known, number, text.unknown);
  if (number != RowNames::kNone) return found_class(subject, text, number);
  return found_unnamed(subject, written);
}

// Of a text that is not among the short names.
RowState::Found RowState::found_unnamed(std::uint32_t subject, std::string_view written) {
  const RowTables::OfText& text = tables_->texts[tables_->subjects[subject].text];
  // A short text that folding would only make smaller letters of would have been found.
  const bool plain = !text.refuses && text.tests.takes_capitals() && text.names.is_complete() &&
                     written.size() <= RowNames::kMostBytes && is_plain(written);
  std::string_view form = written;
  if (!plain) {
    form = compared_form(written, text.exact, buffer_);
    if (const auto number = text.all_names.find(form)) {
      return found_class(subject, text, *number - 1);
    }
    if (refuses_unnamed(program_, program_.subjects[subject], written)) {
      return found_class(subject, text, text.unknown);
    }
  }
  return text.open ? found_by_tests(subject, form) : found_class(subject, text, text.other);
}

// Of a text that no test names.
RowState::Found RowState::found_by_tests(std::uint32_t subject, std::string_view written) {
  const RowTables::OfSubject& of_subject = tables_->subjects[subject];
  const RowTables::OfText& text = tables_->texts[of_subject.text];
  Room& room = rooms_[of_subject.text];
  for (const std::uint32_t open : room.true_ones) room.answers[open] = kFalse;
  room.true_ones.clear();
  text.tests.ask(written, room.answers.data(), room.true_ones);
  if (room.true_ones.empty()) return found_class(subject, text, text.other);
  Word* record = next_record(room, of_subject.stride);
  std::copy_n(tables_->records[subject].at(text.other), of_subject.stride, record);
  for (const std::uint32_t open : room.true_ones) {
    for (std::uint32_t i = text.begin[open]; i < text.begin[open + 1]; ++i) {
      const RowTables::Change& change = text.changes[i];
      record[change.at] =
          change.adds ? record[change.at] + change.value : record[change.at] ^ change.value;
    }
  }
  const Code code = text.codes[text.other];
  const std::uint8_t* none = text.answers.data() + text.other * text.open_count;
  for (const RowTables::Local& local : text.locals) {
    const bool before = plan::holds(local, code, none);
    const bool now = plan::holds(local, code, room.answers.data());
    if (before == now) continue;
    if (local.adds) {
      record[local.at] += now ? local.value : Word{0} - local.value;
    } else {
      record[local.at] ^= local.value;
    }
  }
  return {record, code, room.answers.data()};
}

RowState::Word* RowState::next_record(Room& room, std::uint32_t stride) {
  room.second = !room.second;
  return room.records.data() + (room.second ? stride : 0);
}

// --- everything else ----------------------------------------------------------------------------

// A value that the input takes, as the evaluator of expressions sees it; else missing.
Datum RowState::datum_of(const Input& input, const RowValue& value) const {
  using Type = BatchInput::Type;
  const auto* text = std::get_if<std::string_view>(&value);
  const auto* integer = std::get_if<std::int64_t>(&value);
  const auto* number = std::get_if<double>(&value);
  Datum datum;
  switch (input.shown.type) {
    case Type::boolean:
      if (const auto* truth = std::get_if<bool>(&value)) datum = Datum::of(*truth);
      break;
    case Type::integer:
    case Type::points:
      if (integer != nullptr) datum = Datum::of(*integer);
      break;
    case Type::time:
      if (integer != nullptr) datum = Datum::of(Time(Duration(*integer)));
      break;
    case Type::number:
      if (integer != nullptr) datum = Datum::of(static_cast<double>(*integer));
      if (number != nullptr) datum = Datum::of(*number);
      break;
    case Type::text:
    case Type::list: return text == nullptr ? Datum() : value_of_text(program_, input, *text);
  }
  return datum.is_missing() || takes(input, datum) ? datum : Datum();
}

RowState::Found RowState::found_any(const RowInput& taken, const RowValue& value) {
  const Input& input = program_.inputs[taken.input];
  const Subject& subject = program_.subjects[taken.subject];
  const Datum datum = datum_of(input, value);
  if (subject.is_open()) {
    return found_by_answers(input, datum.is_missing() ? input.fallback : datum);
  }
  Code code = taken.fallback;
  if (!datum.is_missing()) {
    switch (subject.values) {
      case Subject::Values::truth: code = code_of_truth(taken, value); break;
      case Subject::Values::line:
        code = subject.line == Line::numbers ? code_of_number(taken, value)
                                             : code_of_integer(taken, value);
        break;
      case Subject::Values::text: break;
    }
  }
  return found_code(taken.subject, code);
}

// Each open test is asked by itself.
RowState::Found RowState::found_by_answers(const Input& input, const Datum& value) {
  const Subject& subject = program_.subjects[*input.subject];
  const RowTables::OfSubject& of_subject = tables_->subjects[*input.subject];
  const RowTables::OfText& text = tables_->texts[of_subject.text];
  Room& room = rooms_[of_subject.text];
  Code code = value.is_missing() ? kMissing : subject.other();
  if (value.text) {
    code = subject.names.find(expr::form(*value.text, subject.exact)).value_or(subject.other());
  }
  asker_.set(input.slot, value);
  for (std::size_t open = 0; open < subject.open.size(); ++open) {
    room.answers[open] = coded(asker_.answer(program_.questions[subject.open[open]]));
  }
  Word* record = next_record(room, of_subject.stride);
  begin_record(of_subject, record);
  for (const RowTables::Local& local : text.locals) {
    add_local(local, plan::holds(local, code, room.answers.data()), record);
  }
  return {record, code, room.answers.data()};
}

// What questions and entries need of a value beyond its code.
void RowState::keep(const RowInput& taken, const RowValue& value) {
  if (taken.points) {
    const auto* points = std::get_if<std::int64_t>(&value);
    kept_[taken.input] = points == nullptr ? 0 : *points;
    is_kept_[taken.input] = points == nullptr ? 0 : 1;
  }
  if (!taken.asked) return;
  const Input& input = program_.inputs[taken.input];
  const Datum datum = datum_of(input, value);
  asker_.set(input.slot, datum.is_missing() ? input.fallback : datum);
}

RowState::Found RowState::found(const RowInput& input, const RowValue& value) {
  switch (input.way) {
    case Way::truth: return found_code(input.subject, code_of_truth(input, value));
    case Way::integers: return found_code(input.subject, code_of_integer(input, value));
    case Way::numbers: return found_code(input.subject, code_of_number(input, value));
    case Way::text: return found_text(input, value);
    case Way::any: return found_any(input, value);
    case Way::unread: break;
  }
  return {};
}

void RowState::take_all(std::span<const RowValue> values) {
  const RowInputs& inputs = tables_->inputs;
  // Of what is no text answers stay as they are: none.
  const RowTables::Records* of_subjects = tables_->records.data();
  const Word** records = records_.data();
  Code* codes = codes_.data();
  const auto take_code = [&](const RowInput& input, Code code) {
    records[input.subject] = of_subjects[input.subject].at(code);
    codes[input.subject] = code;
  };
  for (const RowInput& input : inputs.integers) {
    take_code(input, code_of_integer(input, values[input.input]));
  }
  for (const RowInput& input : inputs.numbers) {
    take_code(input, code_of_number(input, values[input.input]));
  }
  for (const RowInput& input : inputs.truths) {
    take_code(input, code_of_truth(input, values[input.input]));
  }
  for (const RowInput& input : inputs.texts) {
    take(input.subject, found_text(input, values[input.input]));
  }
  for (const RowInput& input : inputs.others) {
    keep(input, values[input.input]);
    if (input.way == Way::any) take(input.subject, found_any(input, values[input.input]));
  }
}

void RowState::assign(std::span<const RowValue> values) {
  const std::size_t count = tables_->inputs.all.size();
  if (values.size() < count) {
    padded_.assign(count, Missing{});
    std::copy(values.begin(), values.end(), padded_.begin());
    values = padded_;
  }
  take_all(values);
  add_up();
  settle();
}

void RowState::set(std::uint32_t index, const RowValue& value) {
  const RowInput& input = tables_->inputs.all[index];
  if (input.asked || input.points) keep(input, value);
  if (input.way != Way::unread) change(input.subject, found(input, value));
  settle();
}

}  // namespace leadscore::plan
