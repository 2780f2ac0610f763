// SPDX-License-Identifier: Apache-2.0
#include "cli/stdin_copy.hpp"

#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <vector>

#include <unistd.h>

#include "cli/descriptor.hpp"

namespace leadscore::cli {
namespace {

constexpr std::size_t kPartBytes = 1 << 16;

std::string temporary_folder() {
  const char* const wanted = std::getenv("TMPDIR");
  return wanted != nullptr && *wanted != '\0' ? wanted : "/tmp";
}

}  // namespace

std::optional<std::string> copy_stdin(const std::function<void(std::size_t)>& copied) {
  const std::string folder = temporary_folder();
  const auto cannot = [](const std::string& what, int error) {
    return "cannot " + what + ": " + std::generic_category().message(error);
  };
  const std::string copying = "copy <stdin> to a file in " + folder;
  std::string name = folder + "/leadscore-XXXXXX";
  const int copy = ::mkstemp(name.data());
  if (copy < 0) return cannot(copying, errno);
  ::unlink(name.c_str());
  std::optional<std::string> problem;
  std::vector<char> part(kPartBytes);
  while (!problem) {
    const std::ptrdiff_t got = read_some(STDIN_FILENO, part.data(), part.size());
    if (got < 0) problem = cannot("read <stdin>", errno);
    if (got <= 0) break;
    const std::string_view bytes(part.data(), static_cast<std::size_t>(got));
    if (const int error = write_whole(copy, bytes)) problem = cannot(copying, error);
    copied(bytes.size());
  }
  if (!problem && ::dup2(copy, STDIN_FILENO) < 0) problem = cannot(copying, errno);
  if (copy > STDERR_FILENO) ::close(copy);
  if (!problem) rewind_stdin();
  return problem;
}

void rewind_stdin() { ::lseek(STDIN_FILENO, 0, SEEK_SET); }

}  // namespace leadscore::cli
