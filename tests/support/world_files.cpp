// SPDX-License-Identifier: Apache-2.0

// Writes the rules of random worlds into a folder, a file each: `world_files FOLDER COUNT`.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include "support/world.hpp"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: world_files FOLDER COUNT\n";
    return 2;
  }
  const std::string folder = argv[1];
  const int count = std::atoi(argv[2]);
  for (int seed = 0; seed < count; ++seed) {
    leadscore::support::Dice dice(static_cast<std::uint64_t>(seed));
    std::ofstream file(folder + "/world" + std::to_string(seed) + ".yaml", std::ios::binary);
    file << leadscore::support::make_rules(dice, seed % 2 == 1);
    if (!file.flush()) return 1;
  }
  return 0;
}
