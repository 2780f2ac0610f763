// SPDX-License-Identifier: Apache-2.0

// Where output goes: standard output, or a file that appears under its name once it is complete.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace leadscore::cli {

class Sink {
 public:
  // Standard output where there is no path. The alternative says what is wrong.
  [[nodiscard]] static std::variant<Sink, std::string> open(const std::optional<std::string>& path);

  Sink(Sink&& other) noexcept;
  Sink& operator=(Sink&&) = delete;
  ~Sink();  // an unfinished file is removed

  // False where more output is of no use: nobody reads any more, or writing failed.
  bool write(std::string_view text);

  // How many bytes were written so far.
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

  // Whether the reader went away.
  [[nodiscard]] bool cut_off() const { return cut_off_; }

  // The last writing; what is wrong, or nothing. A reader that went away is no failure.
  [[nodiscard]] std::optional<std::string> finish();

 private:
  Sink(int file, std::string path, std::string temporary)
      : file_(file), path_(std::move(path)), temporary_(std::move(temporary)) {}

  void flush();
  void put(std::string_view text);
  void close();

  int file_ = -1;
  std::string path_;       // empty: standard output
  std::string temporary_;  // what becomes `path_` in the end; empty: `path_` is written directly
  std::string buffer_;
  std::uint64_t bytes_ = 0;
  bool cut_off_ = false;
  std::optional<std::string> failure_;
};

}  // namespace leadscore::cli
