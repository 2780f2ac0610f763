// SPDX-License-Identifier: Apache-2.0

// Reads a rule file from disk: the only header of the library that opens files.
#pragma once

#include <string>
#include <variant>

#include <leadscore/ruleset.hpp>

namespace leadscore {

// The file could not be read.
struct FileError {
  std::string path;
  std::string message;  // in the words of the system
};

// load_rules() of a file's content, shown under its path.
[[nodiscard]] std::variant<Loaded, FileError> load_rule_file(const std::string& path,
                                                             const Limits& limits = {});

}  // namespace leadscore
