// SPDX-License-Identifier: Apache-2.0

// The values of a block of leads to codes, subject by subject.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <leadscore/batch.hpp>

#include "plan/bound_texts.hpp"
#include "plan/cutter.hpp"
#include "plan/kernels.hpp"
#include "plan/line_cuts.hpp"
#include "plan/program.hpp"

namespace leadscore::plan {

// Codes of a block: in one, two or four bytes, whichever the subject needs.
struct BlockCodes {
  alignas(64) std::array<std::uint8_t, kMostLeads> bytes;
  std::vector<std::uint16_t> words;
  std::vector<std::uint32_t> longs;
};

// A stretch of the batch.
struct Block {
  std::size_t begin = 0;
  std::size_t leads = 0;  // at most those of the kernels
};

// What does not change from block to block for one subject.
class Encoder {
 public:
  Encoder(const Program& program, std::uint32_t subject);

  // `texts`: of a column with codes, or of one whose texts were bound beforehand.
  // Writes codes of one byte where `count` is at most kMostByteCodes.
  void encode(const Kernels& kernels, const Column& column, const BoundTexts* texts, Code count,
              Block block, BlockCodes& codes) const;
  // Of scores that have been worked out.
  void encode_points(const Kernels& kernels, const std::int64_t* points, const std::uint8_t* known,
                     Block block, BlockCodes& codes) const;
  // Whether the field takes the value.
  [[nodiscard]] bool takes(Key key) const;

 private:
  template <class To>
  void encode_line(const Kernels& kernels, const Column& column, Block block, To* codes) const;
  template <class From>
  [[nodiscard]] bool cut_by_vectors(const Kernels& kernels, const From* values, std::size_t leads,
                                    std::uint8_t* codes) const;
  template <class To, class From>
  void encode_values(const Kernels& kernels, const From* values, std::size_t leads,
                     To* codes) const;
  template <class To>
  void encode_texts(const Kernels& kernels, const Column& column, const BoundTexts* texts,
                    Block block, To* codes) const;
  void encode_truths(const Kernels& kernels, const Column& column, Block block,
                     std::uint8_t* codes) const;

  const Program& program_;
  const Subject& subject_;
  Cutter cutter_;
  LineCuts cuts_;
  std::vector<Key> listed_;  // the only values, sorted; empty: any
};

// A text of a column of texts.
[[nodiscard]] std::string_view text_at(const Column& column, std::size_t lead);

// The bits of a stretch from its first byte on; those behind it are 0.
void copy_bits(const Bits& bits, Block block, std::uint8_t* mask);

}  // namespace leadscore::plan
