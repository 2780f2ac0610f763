// SPDX-License-Identifier: Apache-2.0

// Reading and writing by file descriptor, whatever interrupts it.
#pragma once

#include <cstddef>
#include <string_view>

namespace leadscore::cli {

// How much was read, 0 at the end; less than 0: errno says why not.
[[nodiscard]] std::ptrdiff_t read_some(int file, char* out, std::size_t room);

// All of it; else what errno was, EPIPE where nobody reads any more.
[[nodiscard]] int write_whole(int file, std::string_view bytes);

}  // namespace leadscore::cli
