// SPDX-License-Identifier: Apache-2.0

// Bad rows: counted, the first ones shown, all of them written where a file is given.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "cli/console.hpp"
#include "cli/sink.hpp"

namespace leadscore::cli {

class Rejects {
 public:
  // The alternative says why the file cannot be written.
  [[nodiscard]] static std::variant<Rejects, std::string> open(
      const std::optional<std::string>& path, const Console& console);

  void add(std::string_view file, std::size_t line, std::string_view reason, std::string_view row);

  [[nodiscard]] std::uint64_t count() const { return count_; }

  // Says how many were not shown; what is wrong with the file, or nothing.
  [[nodiscard]] std::optional<std::string> finish();

 private:
  Rejects(const Console& console, std::optional<Sink> sink, std::string path)
      : console_(console), sink_(std::move(sink)), path_(std::move(path)) {}

  const Console& console_;
  std::optional<Sink> sink_;
  std::string path_;
  std::uint64_t count_ = 0;
};

}  // namespace leadscore::cli
