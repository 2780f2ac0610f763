// SPDX-License-Identifier: Apache-2.0
#include "cli/descriptor.hpp"

#include <cerrno>

#include <unistd.h>

namespace leadscore::cli {

std::ptrdiff_t read_some(int file, char* out, std::size_t room) {
  for (;;) {
    const ::ssize_t got = ::read(file, out, room);
    if (got >= 0 || errno != EINTR) return got;
  }
}

int write_whole(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ::ssize_t written = ::write(file, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

}  // namespace leadscore::cli
