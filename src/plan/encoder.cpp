// SPDX-License-Identifier: Apache-2.0
#include "plan/encoder.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <type_traits>

namespace leadscore::plan {

namespace {

using Layout = Column::Layout;

template <class T>
const T* values_of(const Column& column, Block block) {
  return static_cast<const T*>(column.values()) + block.begin;
}

}  // namespace

std::string_view text_at(const Column& column, std::size_t lead) {
  const auto cut_out = [&](const auto* offsets) {
    return std::string_view(static_cast<const char*>(column.second()) + offsets[lead],
                            static_cast<std::size_t>(offsets[lead + 1] - offsets[lead]));
  };
  switch (column.layout()) {
    case Layout::texts: return static_cast<const std::string_view*>(column.values())[lead];
    case Layout::texts32: return cut_out(static_cast<const std::int32_t*>(column.values()));
    default: return cut_out(static_cast<const std::int64_t*>(column.values()));
  }
}

void copy_bits(const Bits& bits, Block block, std::uint8_t* mask) {
  const std::size_t bytes = (block.leads + 7) / 8;
  if (bits.bytes == nullptr) {
    std::memset(mask, 0xFF, bytes);
  } else {
    const std::size_t first = bits.offset + block.begin;
    const std::uint8_t* from = bits.bytes + first / 8;
    const unsigned shift = first % 8;
    if (shift == 0) {
      std::memcpy(mask, from, bytes);
    } else {
      // The byte after the last one that counts is not read.
      const std::size_t last = (shift + block.leads - 1) / 8;
      for (std::size_t i = 0; i < bytes; ++i) {
        const unsigned high = i + 1 <= last ? from[i + 1] : 0U;
        mask[i] = static_cast<std::uint8_t>((from[i] >> shift) | (high << (8 - shift)));
      }
    }
  }
  if (block.leads % 8 != 0) {
    mask[bytes - 1] &= static_cast<std::uint8_t>((1U << (block.leads % 8)) - 1U);
  }
  std::memset(mask + bytes, 0, kMostMaskBytes - bytes);
}

Encoder::Encoder(const Program& program, std::uint32_t subject)
    : program_(program),
      subject_(program.subjects[subject]),
      cutter_(program.subjects[subject].cuts),
      cuts_(subject_.line, subject_.cuts) {
  if (subject_.kind != Subject::Kind::input || subject_.values == Subject::Values::text) return;
  const model::Field* field = program.inputs[subject_.index].field;
  if (field == nullptr) return;
  for (const Datum& value : field->one_of) {
    const bool number = subject_.values == Subject::Values::line && subject_.line == Line::numbers;
    listed_.push_back(number ? key_of(value.as_number()) : value.integer);
  }
  std::sort(listed_.begin(), listed_.end());
}

bool Encoder::takes(Key key) const {
  return listed_.empty() || std::binary_search(listed_.begin(), listed_.end(), key);
}

// --- lines --------------------------------------------------------------------------------------

// Vectors read whole blocks: the last one is completed with zeros.
template <class From>
bool Encoder::cut_by_vectors(const Kernels& kernels, const From* values, std::size_t leads,
                             std::uint8_t* codes) const {
  alignas(64) std::array<From, kMostLeads> whole;
  if (leads < kernels.leads) {
    std::fill(std::copy_n(values, leads, whole.begin()), whole.end(), From{});
    values = whole.data();
  }
  if constexpr (std::is_same_v<From, double>) {
    return kernels.cut_numbers(values, cuts_, static_cast<std::uint8_t>(subject_.fallback), codes);
  } else if constexpr (sizeof(From) == 8) {
    return kernels.cut_integers(values, cuts_, codes);
  } else {
    return kernels.cut_halves(values, cuts_, codes);
  }
}

template <class To, class From>
void Encoder::encode_values(const Kernels& kernels, const From* values, std::size_t leads,
                            To* codes) const {
  const auto missing = static_cast<To>(subject_.fallback);
  if constexpr (std::is_same_v<To, std::uint8_t>) {
    if (cuts_.usable && listed_.empty() && cut_by_vectors(kernels, values, leads, codes)) return;
  }
  cutter_.codes(values, leads, codes);
  if constexpr (std::is_same_v<From, double>) {
    for (std::size_t i = 0; i < leads; ++i) {
      if (!std::isfinite(values[i])) codes[i] = missing;
    }
  }
  if (listed_.empty()) return;
  for (std::size_t i = 0; i < leads; ++i) {
    if constexpr (std::is_same_v<From, double>) {
      if (!takes(key_of(values[i]))) codes[i] = missing;
    } else {
      if (!takes(values[i])) codes[i] = missing;
    }
  }
}

template <class To>
void Encoder::encode_line(const Kernels& kernels, const Column& column, Block block,
                          To* codes) const {
  const bool numbers = subject_.line == Line::numbers;
  alignas(64) std::array<double, kMostLeads> wide;
  alignas(64) std::array<std::int64_t, kMostLeads> whole;
  const auto widen = [&](const auto* values) {
    if (numbers) {
      for (std::size_t i = 0; i < block.leads; ++i) wide[i] = static_cast<double>(values[i]);
      return encode_values(kernels, wide.data(), block.leads, codes);
    }
    for (std::size_t i = 0; i < block.leads; ++i) {
      whole[i] = static_cast<std::int64_t>(values[i]);
    }
    encode_values(kernels, whole.data(), block.leads, codes);
  };
  switch (column.layout()) {
    case Layout::float64:
      return encode_values(kernels, values_of<double>(column, block), block.leads, codes);
    case Layout::float32: return widen(values_of<float>(column, block));
    case Layout::int32: {
      const auto* values = values_of<std::int32_t>(column, block);
      return numbers ? widen(values) : encode_values(kernels, values, block.leads, codes);
    }
    default: break;
  }
  const auto* values = values_of<std::int64_t>(column, block);
  if (numbers) return widen(values);
  encode_values(kernels, values, block.leads, codes);
}

// --- truths and texts ---------------------------------------------------------------------------

void Encoder::encode_truths(const Kernels& kernels, const Column& column, Block block,
                            std::uint8_t* codes) const {
  std::array<std::uint8_t, kMostMaskBytes> mask;
  copy_bits({static_cast<const std::uint8_t*>(column.values()), column.offset()}, block,
            mask.data());
  kernels.codes_of_bits(mask.data(), codes);
  if (listed_.empty()) return;
  for (std::size_t i = 0; i < block.leads; ++i) {
    if (!takes(codes[i] == kTrue ? 1 : 0)) codes[i] = static_cast<std::uint8_t>(subject_.fallback);
  }
}

namespace {

template <class From, class To>
bool classes_by_vectors(const Kernels& kernels, const From* from,
                        std::span<const std::uint32_t> table, To* to) {
  constexpr bool kBytes = sizeof(To) == 1;
  if constexpr (sizeof(From) == 1 || sizeof(To) == 4) {
    return false;
  } else if constexpr (sizeof(From) == 2) {
    if constexpr (kBytes) kernels.classes16_8(from, table, to);
    if constexpr (!kBytes) kernels.classes16_16(from, table, to);
    return true;
  } else {
    if constexpr (kBytes) kernels.classes32_8(from, table, to);
    if constexpr (!kBytes) kernels.classes32_16(from, table, to);
    return true;
  }
}

}  // namespace

template <class To>
void Encoder::encode_texts(const Kernels& kernels, const Column& column, const BoundTexts* texts,
                           Block block, To* codes) const {
  const bool whole = block.leads == kernels.leads;
  const auto look_up = [&](const auto* entries) {
    if (whole && classes_by_vectors(kernels, entries, texts->codes, codes)) return;
    const std::size_t beyond = texts->codes.size() - 1;
    for (std::size_t i = 0; i < block.leads; ++i) {
      codes[i] = static_cast<To>(texts->codes[std::min<std::size_t>(entries[i], beyond)]);
    }
  };
  switch (column.layout()) {
    case Layout::codes8:
      if constexpr (std::is_same_v<To, std::uint8_t>) {
        if (!texts->bytes.empty() && whole) {
          return kernels.translate(values_of<std::uint8_t>(column, block), texts->bytes.data(),
                                   texts->chunks, codes);
        }
      }
      return look_up(values_of<std::uint8_t>(column, block));
    case Layout::codes16: return look_up(values_of<std::uint16_t>(column, block));
    case Layout::codes32: return look_up(values_of<std::uint32_t>(column, block));
    default: break;
  }
  std::string buffer;
  for (std::size_t i = 0; i < block.leads; ++i) {
    const std::size_t lead = block.begin + i;
    codes[i] =
        column.known()[lead]
            ? static_cast<To>(code_of_text(program_, subject_, text_at(column, lead), buffer))
            : To{};
  }
}

void Encoder::encode(const Kernels& kernels, const Column& column, const BoundTexts* texts,
                     Code count, Block block, BlockCodes& codes) const {
  const Code missing =
      texts != nullptr && !texts->codes.empty() ? texts->codes.back() : subject_.fallback;
  const auto encode_as = [&](auto* to, auto set_missing) {
    using To = std::remove_pointer_t<decltype(to)>;
    if (column.layout() == Layout::none) {
      std::fill_n(to, kernels.leads, static_cast<To>(missing));
      return;
    }
    switch (subject_.values) {
      case Subject::Values::line: encode_line(kernels, column, block, to); break;
      case Subject::Values::text: encode_texts(kernels, column, texts, block, to); break;
      case Subject::Values::truth: break;
    }
    if (column.known().bytes != nullptr) set_missing(to, static_cast<To>(missing));
  };
  std::array<std::uint8_t, kMostMaskBytes> known;
  if (column.known().bytes != nullptr && column.layout() != Layout::none) {
    copy_bits(column.known(), block, known.data());
  }
  if (count > kMostWordCodes) {
    codes.longs.resize(kMostLeads);
    return encode_as(codes.longs.data(), [&](std::uint32_t* to, std::uint32_t code) {
      for (std::size_t i = 0; i < block.leads; ++i) {
        if (((known[i / 8] >> (i % 8)) & 1U) == 0) to[i] = code;
      }
    });
  }
  if (count > kMostByteCodes) {
    return encode_as(codes.words.data(), [&](std::uint16_t* to, std::uint16_t code) {
      kernels.set_missing16(known.data(), code, to);
    });
  }
  if (subject_.values == Subject::Values::truth && column.layout() != Layout::none) {
    encode_truths(kernels, column, block, codes.bytes.data());
    if (column.known().bytes != nullptr) {
      kernels.set_missing8(known.data(), static_cast<std::uint8_t>(missing), codes.bytes.data());
    }
    return;
  }
  encode_as(codes.bytes.data(), [&](std::uint8_t* to, std::uint8_t code) {
    kernels.set_missing8(known.data(), code, to);
  });
}

void Encoder::encode_points(const Kernels& kernels, const std::int64_t* points,
                            const std::uint8_t* known, Block block, BlockCodes& codes) const {
  const auto encode_as = [&](auto* to) {
    encode_values(kernels, points, block.leads, to);
    if (known == nullptr) return;
    for (std::size_t i = 0; i < block.leads; ++i) {
      if (((known[i / 8] >> (i % 8)) & 1U) == 0) to[i] = kMissing;
    }
  };
  if (subject_.codes > kMostWordCodes) {
    codes.longs.resize(kMostLeads);
    return encode_as(codes.longs.data());
  }
  if (subject_.codes > kMostByteCodes) return encode_as(codes.words.data());
  encode_as(codes.bytes.data());
}

}  // namespace leadscore::plan
