// SPDX-License-Identifier: Apache-2.0

// What the command says beside its output, on standard error.
#pragma once

#include <string_view>

#include "cli/style.hpp"

namespace leadscore::cli {

class Console {
 public:
  Console(bool quiet, Style style) : quiet_(quiet), style_(style) {}

  [[nodiscard]] bool quiet() const { return quiet_; }
  [[nodiscard]] Style style() const { return style_; }

  // `leadscore: error: text`, never silenced.
  void error(std::string_view text) const;
  // `leadscore: warning: text` and `leadscore: text`, unless quiet.
  void warning(std::string_view text) const;
  void note(std::string_view text) const;
  // A text as it is, never silenced.
  void print(std::string_view text) const;

 private:
  bool quiet_;
  Style style_;
};

}  // namespace leadscore::cli
