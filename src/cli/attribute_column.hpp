// SPDX-License-Identifier: Apache-2.0

// The values of one attribute of many leads, of its declared type: what a Population would take
// from the same rows, in a few bytes each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/batch.hpp>

#include "base/text_codes.hpp"
#include "base/zone.hpp"
#include "expr/datum.hpp"
#include "model/model.hpp"

namespace leadscore::cli {

class AttributeColumn {
 public:
  // Leads come in blocks of that many, so that a column grows without being copied.
  static constexpr std::size_t kBlock = 65'536;

  // Both must outlive it.
  AttributeColumn(const model::Field& field, const Zone& zone) : field_(field), zone_(zone) {}

  // Cells of rows of a file, one each; those that are empty say nothing.
  struct Cells {
    std::span<const std::string_view> texts;
    std::span<const std::uint64_t> hashes;  // text_hash() of texts; of other types none
    std::span<const std::size_t> leads;     // kNoLead: not to be added
  };
  static constexpr std::size_t kNoLead = static_cast<std::size_t>(-1);
  // What is wrong with the cell of that row, which is missing then: `'abc' is no integer`.
  struct Problem {
    std::size_t row = 0;
    std::string text;
  };

  [[nodiscard]] bool has_texts() const {
    return field_.type == model::ValueType::text || field_.type == model::ValueType::list;
  }

  // Values are given in the order of leads; those of leads that are left out are missing.
  [[nodiscard]] std::vector<Problem> add(const Cells& cells);
  // Of the field's type, or missing.
  void put(std::size_t lead, const expr::Datum& value);

  [[nodiscard]] expr::Datum value(std::size_t lead) const;

  // The dictionary of a text or list.
  void bind(const BatchScorer& scorer, std::size_t input);
  // The values of a block with that many leads; good until the next call.
  [[nodiscard]] leadscore::Column block(std::size_t block, std::size_t leads);

 private:
  // By type, one of the first four is in use.
  struct Block {
    std::vector<std::uint8_t> truths;  // bits
    std::vector<std::int64_t> integers;
    std::vector<double> numbers;
    std::vector<std::uint32_t> codes;
    std::vector<std::uint8_t> known;  // bits; of texts and lists a code says it
  };

  Block& block_of(std::size_t lead);
  template <typename Read, typename Put>
  void add_plain(const Cells& cells, std::vector<Problem>& problems, const Read& read,
                 const Put& put);
  void add_texts(const Cells& cells, std::vector<Problem>& problems);
  void judge_text(std::uint32_t code);
  static void put_truth(Block& block, std::size_t at, bool value);
  static void put_integer(Block& block, std::size_t at, std::int64_t value);
  static void put_number(Block& block, std::size_t at, double value);
  void put_code(std::size_t lead, std::uint32_t code);
  void put_missing(std::size_t lead);
  [[nodiscard]] leadscore::Column lists(const std::vector<std::uint32_t>& codes);

  const model::Field& field_;
  const Zone& zone_;
  std::vector<Block> blocks_;
  TextCodes texts_;
  std::vector<bool> good_;                         // by code: of cells, whether it is a value
  std::map<std::uint32_t, std::string> problems_;  // by code
  std::vector<expr::ListPtr> lists_;               // by code, where lists came as such
  Dictionary dictionary_;
  std::vector<std::int32_t> offsets_;  // lists of the block asked for
  std::vector<std::string_view> items_;
  std::vector<std::uint8_t> known_;
};

}  // namespace leadscore::cli
