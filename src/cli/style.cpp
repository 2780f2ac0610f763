// SPDX-License-Identifier: Apache-2.0
#include "cli/style.hpp"

#include <cstdlib>

#include <unistd.h>

namespace leadscore::cli {

bool is_terminal(Stream stream) {
  return ::isatty(stream == Stream::out ? STDOUT_FILENO : STDERR_FILENO) == 1;
}

std::string Style::with(std::string_view code, std::string_view text) const {
  if (!color || text.empty()) return std::string(text);
  return "\x1b[" + std::string(code) + 'm' + std::string(text) + "\x1b[0m";
}

Style style_for(Stream stream) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  const bool refused = no_color != nullptr && *no_color != '\0';
  const bool able = terminal != nullptr && std::string_view(terminal) != "dumb";
  return Style{is_terminal(stream) && able && !refused};
}

}  // namespace leadscore::cli
