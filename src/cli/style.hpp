// SPDX-License-Identifier: Apache-2.0

// Colours, where someone sees them.
#pragma once

#include <string>
#include <string_view>

namespace leadscore::cli {

enum class Stream { out, err };

[[nodiscard]] bool is_terminal(Stream stream);

struct Style {
  bool color = false;

  [[nodiscard]] std::string bold(std::string_view text) const { return with("1", text); }
  [[nodiscard]] std::string dim(std::string_view text) const { return with("2", text); }
  [[nodiscard]] std::string red(std::string_view text) const { return with("31", text); }
  [[nodiscard]] std::string green(std::string_view text) const { return with("32", text); }
  [[nodiscard]] std::string yellow(std::string_view text) const { return with("33", text); }

 private:
  [[nodiscard]] std::string with(std::string_view code, std::string_view text) const;
};

// Colours on a terminal, unless NO_COLOR is set or the terminal has none.
[[nodiscard]] Style style_for(Stream stream);

}  // namespace leadscore::cli
