// SPDX-License-Identifier: Apache-2.0
#include "cli/console.hpp"

#include <cstdio>
#include <string>

namespace leadscore::cli {

void Console::error(std::string_view text) const {
  print("leadscore: " + style_.red("error:") + ' ' + std::string(text) + '\n');
}

void Console::warning(std::string_view text) const {
  if (quiet_) return;
  print("leadscore: " + style_.yellow("warning:") + ' ' + std::string(text) + '\n');
}

void Console::note(std::string_view text) const {
  if (!quiet_) print("leadscore: " + std::string(text) + '\n');
}

void Console::print(std::string_view text) const {
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace leadscore::cli
