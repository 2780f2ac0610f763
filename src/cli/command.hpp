// SPDX-License-Identifier: Apache-2.0

// The commands: each gives the exit status.
#pragma once

#include <optional>

#include "cli/console.hpp"
#include "cli/options.hpp"
#include "cli/sink.hpp"

namespace leadscore::cli {

inline constexpr int kDone = 0;
inline constexpr int kNo = 1;        // tests fail, a check finds errors, rows were rejected
inline constexpr int kUnusable = 2;  // wrong usage or unreadable input

[[nodiscard]] int run_score(const Options& options, const Console& console);
[[nodiscard]] int run_replay(const Options& options, const Console& console);
[[nodiscard]] int run_explain(const Options& options, const Console& console);
[[nodiscard]] int run_check(const Options& options, const Console& console);
[[nodiscard]] int run_test(const Options& options, const Console& console);
[[nodiscard]] int run_schema(const Options& options, const Console& console);

// What they share: where output goes (nothing where it cannot, which is said), in which form, with
// colours or not.
[[nodiscard]] std::optional<Sink> open_output(const std::optional<std::string>& path,
                                              const Console& console);
[[nodiscard]] Format format_of(const Options& options);
[[nodiscard]] bool colors_of(const Options& options);

// The last writing. The exit status: `status`, unless writing failed, which is said, or the reader
// went away, which is nobody's fault.
[[nodiscard]] int finished(Sink& sink, int status, const Console& console);

}  // namespace leadscore::cli
