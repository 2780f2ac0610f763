// SPDX-License-Identifier: Apache-2.0

// Random programmes.
#include "support/world.hpp"

namespace leadscore::support {

std::string make_programs(Dice dice, const Names& names) {
  if (dice.percent(25)) return "";
  std::string out = "\nprograms:\n";
  for (const char* name : {"welcome", "again"}) {
    const bool usual = dice.percent(50);
    const std::string stage = dice.word(names.stages);
    const std::string enter = usual ? "stage == \"" + stage + "\"" : condition(dice, names);
    const std::string exit = usual ? "signal(\"hot\")" : condition(dice, names, 1);
    out += std::string("  ") + name + ":\n    enter: " + scalar(dice, enter) + "\n";
    if (dice.percent(60)) out += "    exit: " + scalar(dice, exit) + "\n";
    out += "    touches: " + dice.word({"1", "3", "7", "30"}) + "\n";
    out += "    over: " + dice.word({"1d", "36h", "5d", "2w"}) + "\n";
    if (dice.percent(30)) out += "    pause_from: " + dice.word({"warm", "done", "lost"}) + "\n";
  }
  return out;
}

}  // namespace leadscore::support
