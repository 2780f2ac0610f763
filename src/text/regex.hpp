// SPDX-License-Identifier: Apache-2.0

// Regular expressions in linear time. The only door to RE2.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include <leadscore/limits.hpp>

namespace leadscore::text {

// A compiled pattern, found anywhere in a text. Cheap to copy; safe to share between threads (each
// thread scans with an automaton of its own).
class Regex {
 public:
  // A Regex, or what is wrong with the pattern. Bounded by Limits::regex_*.
  [[nodiscard]] static std::variant<Regex, std::string> compile(std::string_view pattern,
                                                                bool ignore_case,
                                                                const Limits& limits);
  // False too for texts above 64 KiB.
  [[nodiscard]] bool found_in(std::string_view text) const;
  [[nodiscard]] const std::string& pattern() const { return pattern_; }

 private:
  struct Program;
  std::string pattern_;
  std::shared_ptr<const Program> program_;
};

}  // namespace leadscore::text
