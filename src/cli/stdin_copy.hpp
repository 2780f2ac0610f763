// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace leadscore::cli {

// Copies all that is left of standard input into a file without a name, in the folder for temporary
// files, which then is standard input, so that it can be read twice. `copied` is told the number of
// bytes of each part. What is wrong, if anything is.
[[nodiscard]] std::optional<std::string> copy_stdin(const std::function<void(std::size_t)>& copied);

// Back to the beginning of the copy.
void rewind_stdin();

}  // namespace leadscore::cli
