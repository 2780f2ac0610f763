// SPDX-License-Identifier: Apache-2.0

// Files as a stream of bytes: `-` is standard input, gzip and Zstandard are unpacked.
// The only door to zlib and Zstandard.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace leadscore::cli {

class Input {
 public:
  // The alternative says what is wrong.
  [[nodiscard]] static std::variant<Input, std::string> open(const std::string& path);

  Input(Input&&) noexcept;
  Input& operator=(Input&&) noexcept;
  ~Input();

  // The name to show.
  [[nodiscard]] const std::string& name() const;

  // The next stretch, good until the next call; empty at the end, and where reading failed.
  [[nodiscard]] std::string_view next();

  // Why reading stopped before the end.
  [[nodiscard]] const std::optional<std::string>& failure() const;

  // How many bytes next() has given.
  [[nodiscard]] std::uint64_t bytes() const;

 private:
  struct State;
  explicit Input(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// A whole file, up to `most` bytes of it; the alternative says what is wrong.
struct Unreadable {
  std::string problem;
};
[[nodiscard]] std::variant<std::string, Unreadable> read_all(const std::string& path,
                                                             std::uint64_t most);

}  // namespace leadscore::cli
