// SPDX-License-Identifier: Apache-2.0

// The texts of one column with the code of each: what tests ask of a text is answered once for
// every distinct text, and texts with the same answers share a code.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "plan/program.hpp"

namespace leadscore::plan {

struct TextSteps;

struct BoundTexts {
  const Program* program = nullptr;
  std::uint32_t input = 0;
  std::vector<Code> codes;          // by entry, and one more: of what is not known
  std::vector<std::uint8_t> bytes;  // the same for codes of a byte, where they are few
  std::size_t chunks = 0;           // of 16 entries, of these; what they do not have is 0
  std::vector<Datum> values;        // likewise; only where questions ask for them

  // Of a subject with open tests; others have theirs in the program.
  Code code_count = 0;
  std::vector<CodeSet> leaves;                    // by leaf
  std::vector<std::vector<std::int64_t>> tables;  // points of codes, by sum; empty: adds nothing
  std::shared_ptr<const TextSteps> steps;  // what a batch does with the codes; null: nothing yet

  [[nodiscard]] std::size_t size() const { return codes.empty() ? 0 : codes.size() - 1; }
};

// Whether a known value is one that the field of the input lists, where it lists any.
[[nodiscard]] bool takes(const Input& input, const Datum& value);

// The value of a text in an input, as a fact would bring it; missing where its field refuses it.
// Of a list, the items are separated by `;`.
[[nodiscard]] Datum value_of_text(const Program& program, const Input& input,
                                  std::string_view text);

[[nodiscard]] BoundTexts bind_texts(const Program& program, std::uint32_t input,
                                    std::span<const std::string_view> texts);
// Likewise of values.
[[nodiscard]] BoundTexts bind_values(const Program& program, std::uint32_t input,
                                     std::span<const Datum> values);

// Whether a text that no test names is no value: its field lists others, or it is not UTF-8.
[[nodiscard]] bool refuses_unnamed(const Program& program, const Subject& subject,
                                   std::string_view text);

// The code of a text that open tests are not asked of, `buffer` being room to fold it in.
[[nodiscard]] Code code_of_text(const Program& program, const Subject& subject,
                                std::string_view text, std::string& buffer);

}  // namespace leadscore::plan
