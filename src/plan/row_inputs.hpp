// SPDX-License-Identifier: Apache-2.0

// In which way a row takes the values of each input; inputs that go the same way lie together.
#pragma once

#include <cstdint>
#include <vector>

#include "plan/program.hpp"

namespace leadscore::plan {

struct RowInput {
  enum class Way : std::uint8_t {
    unread,    // no condition tests it
    truth,     // true or false
    integers,  // of a line
    numbers,   // of a line
    text,      // what its name says, and tests of the text itself
    any,       // whatever else: by the evaluator of expressions
  };
  Way way = Way::unread;
  bool asked = false;   // by questions
  bool points = false;  // earned, carried or deducted
  std::uint32_t input = 0;
  std::uint32_t subject = 0;
  std::uint32_t text = 0;  // of texts: which of the subjects that are texts
  Code fallback = kMissing;
};

struct RowInputs {
  explicit RowInputs(const Program& program);

  std::vector<RowInput> all;  // by input
  std::vector<RowInput> truths, integers, numbers, texts;
  std::vector<RowInput> others;  // that go another way, or of which more is kept than that
};

// Whether all open tests of a text are `contains` and such of the text itself.
[[nodiscard]] bool has_plain_tests(const Program& program, const Subject& subject);

}  // namespace leadscore::plan
