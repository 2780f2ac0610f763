// SPDX-License-Identifier: Apache-2.0
#include "cli/command.hpp"

#include <utility>
#include <variant>

#include "cli/words.hpp"

namespace leadscore::cli {

std::optional<Sink> open_output(const std::optional<std::string>& path, const Console& console) {
  auto opened = Sink::open(path);
  if (const auto* problem = std::get_if<std::string>(&opened)) {
    console.error(printable(*problem));
    return std::nullopt;
  }
  return std::get<Sink>(std::move(opened));
}

Format format_of(const Options& options) {
  const bool watched = !options.out && is_terminal(Stream::out);
  return options.format.value_or(watched ? Format::table : Format::json);
}

bool colors_of(const Options& options) { return !options.out && style_for(Stream::out).color; }

int finished(Sink& sink, int status, const Console& console) {
  if (const auto problem = sink.finish()) {
    console.error(printable(*problem));
    return kUnusable;
  }
  return sink.cut_off() ? kDone : status;
}

}  // namespace leadscore::cli
