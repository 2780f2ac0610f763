// SPDX-License-Identifier: Apache-2.0
#include "cli/rule_text.hpp"

#include <utility>

#include <leadscore/rule_file.hpp>

namespace leadscore::cli {

std::variant<Loaded, Unreadable> load_rule_text(const std::string& path) {
  if (path == "-") {
    // One byte above the limit is enough to be refused for it.
    auto text = read_all(path, Limits().file_bytes + 1);
    if (auto* wrong = std::get_if<Unreadable>(&text)) return std::move(*wrong);
    return load_rules(Source{"<stdin>", std::get<std::string>(std::move(text))});
  }
  auto loaded = load_rule_file(path);
  if (const auto* error = std::get_if<FileError>(&loaded)) {
    return Unreadable{"cannot read " + error->path + ": " + error->message};
  }
  return std::get<Loaded>(std::move(loaded));
}

}  // namespace leadscore::cli
