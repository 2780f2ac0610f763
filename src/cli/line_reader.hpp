// SPDX-License-Identifier: Apache-2.0

// A stream of bytes as numbered lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cli/input.hpp"

namespace leadscore::cli {

// The most bytes of one row: what is longer is refused.
inline constexpr std::size_t kMostRowBytes = 256 * 1024;

struct TextLine {
  std::size_t number = 0;   // from 1
  std::string text;         // without its line break, cut after kMostRowBytes
  std::string_view ending;  // "\n", "\r\n", "\r", or nothing at the end of the file
  bool too_long = false;
};

// The same, lying in the reader: good until its next call.
struct LineView {
  std::size_t number = 0;
  std::string_view text;
  std::string_view ending;
  bool too_long = false;
};

class LineReader {
 public:
  explicit LineReader(Input input) : input_(std::move(input)) {}

  [[nodiscard]] const std::string& name() const { return input_.name(); }

  // The first byte that is no blank, without taking anything; nothing where the beginning has none.
  [[nodiscard]] std::optional<char> first_byte();

  // The next line; nothing at the end, and where reading failed. A byte order mark is left out.
  [[nodiscard]] std::optional<TextLine> next();
  [[nodiscard]] std::optional<LineView> next_view();

  // Why reading stopped before the end.
  [[nodiscard]] std::optional<std::string> failure() const;

  // How many bytes were read, unpacked.
  [[nodiscard]] std::uint64_t bytes() const { return input_.bytes(); }

 private:
  void begin();
  bool fill();
  std::string_view take_ending();
  [[nodiscard]] std::size_t line_end();

  Input input_;
  std::string_view rest_;
  const char* newline_ =
      nullptr;     // the first in `rest_`, or its end; of what is read already, none
  TextLine copy_;  // of a line that lies in two stretches
  std::size_t number_ = 0;
  bool begun_ = false;
  std::optional<std::string> failure_;
};

}  // namespace leadscore::cli
