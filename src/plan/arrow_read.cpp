// SPDX-License-Identifier: Apache-2.0

// Whatever another library says of its arrays is checked before it is used.
#include <cstring>
#include <deque>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include <leadscore/arrow.hpp>

#include "plan/scorer.hpp"

namespace leadscore {

struct ArrowBatch::State {
  State(const BatchScorer& scorer, std::size_t leads) : batch(scorer, leads) {}
  ~State() {
    if (array.release != nullptr) array.release(&array);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  ArrowArray array{};
  Batch batch;
  std::vector<std::string> ignored;
  // What had to be converted.
  std::deque<std::vector<std::int64_t>> integers;
  std::deque<std::vector<std::uint32_t>> codes;
  std::deque<std::vector<std::int32_t>> offsets;
  std::deque<std::vector<std::string_view>> texts;
};

namespace {

using Problem = std::optional<std::string>;

// A column with the rows that count: from `offset` on, `length` of them.
struct Slice {
  const char* format = nullptr;
  const ArrowSchema* schema = nullptr;
  const ArrowArray* array = nullptr;
  std::size_t offset = 0;
  std::size_t length = 0;

  [[nodiscard]] Bits known() const {
    if (array->n_buffers == 0 || array->null_count == 0) return {};
    return {static_cast<const std::uint8_t*>(array->buffers[0]), offset};
  }
  template <class T>
  [[nodiscard]] const T* values(std::size_t buffer = 1) const {
    return static_cast<const T*>(array->buffers[buffer]);
  }
};

bool is(const char* format, std::string_view wanted) { return wanted == format; }

std::size_t buffers_of(const char* format) {
  if (is(format, "n")) return 0;
  if (is(format, "+s")) return 1;
  if (is(format, "u") || is(format, "U")) return 3;
  return 2;
}

// The counts and buffers of an array of that format, for `needed` rows from its own offset on.
Problem problem_of(const Slice& slice, std::int64_t needed) {
  const ArrowArray& array = *slice.array;
  if (array.length < 0 || array.offset < 0 || array.n_children < 0) return "a count is negative";
  if (array.offset > std::numeric_limits<std::int64_t>::max() - array.length) {
    return "the offset is too large";
  }
  if (array.length < needed) return "a column is shorter than the batch";
  const std::size_t buffers = buffers_of(slice.format);
  if (array.n_buffers != static_cast<std::int64_t>(buffers)) return "a wrong number of buffers";
  if (buffers > 0 && array.buffers == nullptr) return "the buffers are not there";
  for (std::size_t i = 1; i < buffers; ++i) {
    // An empty buffer of bytes may be left out.
    const bool may_be_null = i == 2 || array.length == 0;
    if (array.buffers[i] == nullptr && !may_be_null) return "a buffer is not there";
  }
  if (array.null_count != 0 && buffers > 0 && array.buffers[0] == nullptr && array.null_count > 0) {
    return "nulls are counted, but there is no validity buffer";
  }
  return std::nullopt;
}

template <class Offset>
Problem offsets_problem(const Slice& slice) {
  if (slice.length == 0) return std::nullopt;
  const auto* offsets = slice.values<Offset>() + slice.offset;
  if (offsets[0] < 0) return "an offset is negative";
  for (std::size_t i = 0; i < slice.length; ++i) {
    if (offsets[i + 1] < offsets[i]) return "the offsets go back";
  }
  const bool empty = offsets[slice.length] == 0;
  if (!empty && buffers_of(slice.format) == 3 && slice.array->buffers[2] == nullptr) {
    return "the bytes of texts are not there";
  }
  return std::nullopt;
}

class Reader {
 public:
  Reader(const BatchScorer& scorer, ArrowBatch::State& state);

  Problem read(const Slice& column, std::size_t input);

 private:
  Problem set(std::size_t input, Column column) { return state_.batch.set(input, column); }
  Problem read_numbers(const Slice& column, std::size_t input);
  Problem read_texts(const Slice& column, std::size_t input);
  Problem read_dictionary(const Slice& column, std::size_t input);
  Problem read_list(const Slice& column, std::size_t input);
  Problem read_timestamps(const Slice& column, std::size_t input);
  template <class T>
  Problem converted(const Slice& column, std::size_t input, std::int64_t times = 1,
                    std::int64_t divisor = 1);
  template <class T>
  Problem codes(const Slice& column, std::size_t input, const Dictionary& dictionary);

  const BatchScorer& scorer_;
  ArrowBatch::State& state_;
};

Reader::Reader(const BatchScorer& scorer, ArrowBatch::State& state)
    : scorer_(scorer), state_(state) {}

// As 64-bit integers; an unsigned one that is too large, and a time that does not fit, is missing.
template <class T>
Problem Reader::converted(const Slice& column, std::size_t input, std::int64_t times,
                          std::int64_t divisor) {
  const T* values = column.values<T>() + column.offset;
  auto& integers = state_.integers.emplace_back(column.length);
  auto& known = state_.codes.emplace_back((column.length + 31) / 32);
  for (std::size_t i = 0; i < column.length; ++i) {
    std::int64_t value = 0;
    bool fits = column.known()[i] && !__builtin_mul_overflow(values[i], times, &value);
    if (divisor > 1) value = value / divisor - (value % divisor < 0 ? 1 : 0);
    integers[i] = fits ? value : 0;
    if (fits) known[i / 32] |= 1U << (i % 32);
  }
  return set(input, Column::of(std::span<const std::int64_t>(integers),
                               {reinterpret_cast<const std::uint8_t*>(known.data()), 0}));
}

Problem Reader::read_numbers(const Slice& column, std::size_t input) {
  const auto direct = [&](const auto* values) {
    return set(input, Column::of(std::span(values + column.offset, column.length), column.known()));
  };
  switch (column.format[0]) {
    case 'c': return converted<std::int8_t>(column, input);
    case 'C': return converted<std::uint8_t>(column, input);
    case 's': return converted<std::int16_t>(column, input);
    case 'S': return converted<std::uint16_t>(column, input);
    case 'i': return direct(column.values<std::int32_t>());
    case 'I': return converted<std::uint32_t>(column, input);
    case 'l': return direct(column.values<std::int64_t>());
    case 'L': return converted<std::uint64_t>(column, input);
    case 'f': return direct(column.values<float>());
    default: return direct(column.values<double>());
  }
}

Problem Reader::read_timestamps(const Slice& column, std::size_t input) {
  switch (column.format[2]) {
    case 's': return converted<std::int64_t>(column, input, 1'000'000);
    case 'm': return converted<std::int64_t>(column, input, 1'000);
    case 'u': return converted<std::int64_t>(column, input);
    default: return converted<std::int64_t>(column, input, 1, 1'000);
  }
}

Problem Reader::read_texts(const Slice& column, std::size_t input) {
  const auto* bytes = column.values<char>(2);
  if (column.format[0] == 'u') {
    if (auto problem = offsets_problem<std::int32_t>(column)) return problem;
    return set(input, Column::of(std::span(column.values<std::int32_t>() + column.offset,
                                           column.length + 1),
                                 bytes, column.known()));
  }
  if (auto problem = offsets_problem<std::int64_t>(column)) return problem;
  return set(input,
             Column::of(std::span(column.values<std::int64_t>() + column.offset, column.length + 1),
                        bytes, column.known()));
}

// The texts of a column of texts.
std::variant<std::vector<std::string_view>, std::string> texts_of(const Slice& column) {
  std::vector<std::string_view> texts;
  const bool small = is(column.format, "u");
  if (!small && !is(column.format, "U")) return std::string("only texts are read here");
  const Problem problem =
      small ? offsets_problem<std::int32_t>(column) : offsets_problem<std::int64_t>(column);
  if (problem) return *problem;
  const auto* bytes = column.values<char>(2);
  for (std::size_t i = 0; i < column.length; ++i) {
    const std::size_t row = column.offset + i;
    const auto begin =
        small ? column.values<std::int32_t>()[row] : column.values<std::int64_t>()[row];
    const auto end =
        small ? column.values<std::int32_t>()[row + 1] : column.values<std::int64_t>()[row + 1];
    texts.emplace_back(begin == end ? "" : bytes + begin, static_cast<std::size_t>(end - begin));
  }
  return texts;
}

// An index that is negative, or of an entry that is null, says that nothing is known.
template <class T>
Problem Reader::codes(const Slice& column, std::size_t input, const Dictionary& dictionary) {
  const T* values = column.values<T>() + column.offset;
  auto& codes = state_.codes.emplace_back(column.length);
  const Slice entries{nullptr, column.schema->dictionary, column.array->dictionary,
                      static_cast<std::size_t>(column.array->dictionary->offset),
                      dictionary.size()};
  for (std::size_t i = 0; i < column.length; ++i) {
    const bool inside = column.known()[i] && values[i] >= 0 &&
                        static_cast<std::uint64_t>(values[i]) < dictionary.size() &&
                        entries.known()[static_cast<std::size_t>(values[i])];
    codes[i] =
        inside ? static_cast<std::uint32_t>(values[i]) : std::numeric_limits<std::uint32_t>::max();
  }
  return set(input, Column::of(std::span<const std::uint32_t>(codes), dictionary));
}

Problem Reader::read_dictionary(const Slice& column, std::size_t input) {
  const ArrowSchema& schema = *column.schema->dictionary;
  if (column.array->dictionary == nullptr) return "the dictionary is not there";
  const ArrowArray& array = *column.array->dictionary;
  if (schema.format == nullptr) return "the dictionary has no format";
  Slice entries{schema.format, &schema, &array, 0, 0};
  if (auto problem = problem_of(entries, 0)) return "dictionary: " + *problem;
  entries.offset = static_cast<std::size_t>(array.offset);
  entries.length = static_cast<std::size_t>(array.length);
  auto texts = texts_of(entries);
  if (const auto* problem = std::get_if<std::string>(&texts)) return "dictionary: " + *problem;
  if (scorer_.inputs()[input].type != BatchInput::Type::text) {
    return "input '" + scorer_.inputs()[input].name + "' takes no texts";
  }
  const Dictionary dictionary =
      scorer_.dictionary(input, std::get<std::vector<std::string_view>>(texts));
  switch (column.format[0]) {
    case 'c': return codes<std::int8_t>(column, input, dictionary);
    case 'C': return codes<std::uint8_t>(column, input, dictionary);
    case 's': return codes<std::int16_t>(column, input, dictionary);
    case 'S': return codes<std::uint16_t>(column, input, dictionary);
    case 'i': return codes<std::int32_t>(column, input, dictionary);
    case 'I': return codes<std::uint32_t>(column, input, dictionary);
    case 'l': return codes<std::int64_t>(column, input, dictionary);
    case 'L': return codes<std::uint64_t>(column, input, dictionary);
    default: return "a dictionary is indexed by integers";
  }
}

// Items that are null are left out.
Problem Reader::read_list(const Slice& column, std::size_t input) {
  if (column.schema->n_children != 1 || column.array->n_children != 1 ||
      column.schema->children[0]->format == nullptr) {
    return "a list has one child";
  }
  if (auto problem = offsets_problem<std::int32_t>(column)) return problem;
  const auto* from = column.values<std::int32_t>() + column.offset;
  const std::int64_t needed = column.length == 0 ? 0 : from[column.length];
  const ArrowArray& array = *column.array->children[0];
  Slice child{column.schema->children[0]->format, column.schema->children[0], &array, 0, 0};
  if (auto problem = problem_of(child, needed)) return "list: " + *problem;
  child.offset = static_cast<std::size_t>(array.offset);
  child.length = static_cast<std::size_t>(needed);
  auto all = texts_of(child);
  if (const auto* problem = std::get_if<std::string>(&all)) return "list: " + *problem;
  const auto& given = std::get<std::vector<std::string_view>>(all);
  auto& items = state_.texts.emplace_back();
  auto& offsets = state_.offsets.emplace_back(1, 0);
  for (std::size_t i = 0; i < column.length; ++i) {
    for (auto item = static_cast<std::size_t>(from[i]);
         item < static_cast<std::size_t>(from[i + 1]); ++item) {
      if (child.known()[item]) items.push_back(given[item]);
    }
    offsets.push_back(static_cast<std::int32_t>(items.size()));
  }
  return set(input, Column::of_lists(offsets, items, column.known()));
}

Problem Reader::read(const Slice& column, std::size_t input) {
  if (column.schema->dictionary != nullptr) return read_dictionary(column, input);
  const std::string_view format = column.format;
  if (format == "n") return std::nullopt;
  if (format == "b") {
    return set(input, Column::of_bits({column.values<std::uint8_t>(), column.offset}, column.length,
                                      column.known()));
  }
  if (format == "u" || format == "U") return read_texts(column, input);
  if (format == "+l") return read_list(column, input);
  constexpr std::string_view kNumbers = "cCsSiIlLfg";
  if (format.size() == 1 && kNumbers.find(format[0]) != std::string_view::npos) {
    return read_numbers(column, input);
  }
  if (format.starts_with("ts") && format.size() >= 4) return read_timestamps(column, input);
  return "columns of format '" + std::string(format) + "' are not read";
}

Problem read_columns(const BatchScorer& scorer, const ArrowSchema& schema, const ArrowArray& array,
                     ArrowBatch::State& state) {
  Reader reader(scorer, state);
  for (std::int64_t i = 0; i < array.n_children; ++i) {
    const ArrowSchema* column_schema = schema.children[i];
    const ArrowArray* column = array.children[i];
    if (column_schema == nullptr || column == nullptr || column_schema->format == nullptr) {
      return "a column is not there";
    }
    const std::string name = column_schema->name == nullptr ? "" : column_schema->name;
    const auto input = scorer.input(name);
    if (!input) {
      state.ignored.push_back(name);
      continue;
    }
    Slice slice{column_schema->format, column_schema, column, 0,
                static_cast<std::size_t>(array.length)};
    const std::int64_t needed =
        array.offset > std::numeric_limits<std::int64_t>::max() - array.length
            ? std::numeric_limits<std::int64_t>::max()
            : array.offset + array.length;
    Problem problem = problem_of(slice, needed);
    slice.offset =
        static_cast<std::size_t>(column->offset) + static_cast<std::size_t>(array.offset);
    if (!problem) problem = reader.read(slice, *input);
    if (problem) return "column '" + name + "': " + *problem;
  }
  return std::nullopt;
}

}  // namespace

std::variant<ArrowBatch, std::string> ArrowBatch::read(const BatchScorer& scorer,
                                                       const ArrowSchema& schema,
                                                       ArrowArray& array) {
  if (schema.release == nullptr || array.release == nullptr) {
    return std::string("the schema or the array was released already");
  }
  if (schema.format == nullptr || !is(schema.format, "+s")) {
    return std::string("a record batch is wanted: a struct array, format '+s'");
  }
  if (auto problem = problem_of({schema.format, &schema, &array, 0, 0}, 0)) return *problem;
  if (array.null_count > 0) return std::string("rows of a record batch cannot be null");
  if (schema.n_children != array.n_children) {
    return std::string("the schema and the array differ in their number of columns");
  }
  if (array.n_children > 0 && (schema.children == nullptr || array.children == nullptr)) {
    return std::string("the columns are not there");
  }
  auto state = std::make_unique<State>(scorer, static_cast<std::size_t>(array.length));
  if (auto problem = read_columns(scorer, schema, array, *state)) return *problem;
  state->array = array;
  array.release = nullptr;
  return ArrowBatch(std::move(state));
}

ArrowBatch::ArrowBatch(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArrowBatch::~ArrowBatch() = default;
ArrowBatch::ArrowBatch(ArrowBatch&&) noexcept = default;
ArrowBatch& ArrowBatch::operator=(ArrowBatch&&) noexcept = default;

const Batch& ArrowBatch::batch() const { return state_->batch; }
const std::vector<std::string>& ArrowBatch::ignored() const { return state_->ignored; }

}  // namespace leadscore
