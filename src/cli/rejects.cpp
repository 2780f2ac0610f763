// SPDX-License-Identifier: Apache-2.0
#include "cli/rejects.hpp"

#include <leadscore/value.hpp>

#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

constexpr std::uint64_t kMostShown = 10;

}  // namespace

std::variant<Rejects, std::string> Rejects::open(const std::optional<std::string>& path,
                                                 const Console& console) {
  if (!path) return Rejects(console, std::nullopt, "");
  auto sink = Sink::open(path);
  if (auto* problem = std::get_if<std::string>(&sink)) return std::move(*problem);
  return Rejects(console, std::get<Sink>(std::move(sink)), *path);
}

void Rejects::add(std::string_view file, std::size_t line, std::string_view reason,
                  std::string_view row) {
  const std::string place = std::string(file) + ':' + std::to_string(line);
  if (++count_ <= kMostShown) {
    console_.print(printable(place) + ": " + printable(reason) + '\n');
  }
  if (!sink_) return;
  sink_->write("{\"file\":" + json_string(file) + ",\"line\":" + std::to_string(line) +
               ",\"reason\":" + json_string(reason) + ",\"row\":" + json_string(row) + "}\n");
}

std::optional<std::string> Rejects::finish() {
  if (count_ > kMostShown) {
    const std::string where =
        sink_ ? "; all are in " + printable(path_) : "; --rejects FILE writes all of them";
    console_.print("... and " + grouped(count_ - kMostShown) + " more" + where + '\n');
  }
  return sink_ ? sink_->finish() : std::nullopt;
}

}  // namespace leadscore::cli
