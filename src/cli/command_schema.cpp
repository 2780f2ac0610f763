// SPDX-License-Identifier: Apache-2.0
#include <leadscore/schema.hpp>

#include "cli/command.hpp"

namespace leadscore::cli {

int run_schema(const Options& options, const Console& console) {
  auto sink = open_output(options.out, console);
  if (!sink) return kUnusable;
  sink->write(rule_file_schema());
  return finished(*sink, kDone, console);
}

}  // namespace leadscore::cli
