// SPDX-License-Identifier: Apache-2.0

// leadscore: options, a command, an exit status.
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <variant>

#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/options.hpp"

namespace leadscore::cli {
namespace {

int run(const Options& options) {
  const Console console(options.quiet, style_for(Stream::err));
  switch (options.command) {
    case Command::score: return run_score(options, console);
    case Command::replay: return run_replay(options, console);
    case Command::explain: return run_explain(options, console);
    case Command::check: return run_check(options, console);
    case Command::test: return run_test(options, console);
    case Command::schema: return run_schema(options, console);
  }
  return kUnusable;
}

int print(const Exit& exit) {
  std::fputs(exit.text.c_str(), exit.status == kDone ? stdout : stderr);
  return exit.status;
}

int run_safely(int argc, const char* const* argv) {
  try {
    const auto parsed = parse_options(argc, argv);
    if (const auto* exit = std::get_if<Exit>(&parsed)) return print(*exit);
    return run(std::get<Options>(parsed));
  } catch (const std::bad_alloc&) {
    std::fputs("leadscore: error: out of memory\n", stderr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "leadscore: error: %s\n", error.what());
  }
  return kUnusable;
}

}  // namespace
}  // namespace leadscore::cli

int main(int argc, char** argv) {
  // A reader that goes away is seen where writing fails.
  std::signal(SIGPIPE, SIG_IGN);
  return leadscore::cli::run_safely(argc, argv);
}
