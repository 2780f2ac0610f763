// SPDX-License-Identifier: Apache-2.0

// Runs a fuzz target without a fuzzer: over the files of folders as they are, then over seeded
// mutations of them. So every compiler and every test run tries what fuzzing has found.
//
//     replay MUTATIONS PATH...      a path is a file or a folder
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "support/dice.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using leadscore::support::Dice;

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> inputs_of(const std::vector<std::string>& paths) {
  std::vector<std::filesystem::path> files;
  for (const std::string& path : paths) {
    if (!std::filesystem::is_directory(path)) {
      files.emplace_back(path);
      continue;
    }
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> inputs;
  for (const auto& file : files) inputs.push_back(content_of(file));
  return inputs;
}

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

// What breaks files in the wild: bytes changed, lines lost, doubled or taken from another file.
std::string mutated(Dice& dice, const std::vector<std::string>& inputs) {
  static const std::vector<std::string> kWords = {": ",
                                                  "- ",
                                                  "{",
                                                  "}",
                                                  "[",
                                                  "]",
                                                  "\"",
                                                  "'",
                                                  "#",
                                                  "&a ",
                                                  "*a",
                                                  "!x ",
                                                  "|\n",
                                                  ">\n",
                                                  "\t",
                                                  "\n",
                                                  "when: ",
                                                  "and ",
                                                  "or ",
                                                  "not ",
                                                  "count(any)",
                                                  " within 7d",
                                                  "999999999999999999999",
                                                  "-",
                                                  "0.1",
                                                  "\xff",
                                                  "\xc3\xa9",
                                                  std::string(1, '\0'),
                                                  "null",
                                                  "~",
                                                  "<<: ",
                                                  "---\n",
                                                  "%YAML"};
  std::string text = dice.of(inputs);
  for (std::size_t edits = 1 + dice.below(4); edits > 0; --edits) {
    const std::size_t at = dice.below(text.size() + 1);
    const std::size_t length = std::min(dice.below(40), text.size() - at);
    switch (dice.below(6)) {
      case 0: text.insert(at, dice.of(kWords)); break;
      case 1: text.erase(at, length); break;
      case 2:
        if (at < text.size()) text[at] = static_cast<char>(dice.below(256));
        break;
      case 3: text.insert(dice.below(text.size() + 1), text.substr(at, length)); break;
      case 4: {
        const std::string& other = dice.of(inputs);
        const std::size_t from = dice.below(other.size() + 1);
        text.insert(at, other.substr(from, dice.below(200)));
        break;
      }
      default: text.resize(at); break;
    }
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: replay MUTATIONS PATH...\n", stderr);
    return 2;
  }
  const std::vector<std::string> inputs = inputs_of({argv + 2, argv + argc});
  if (inputs.empty()) {
    std::fputs("replay: no input\n", stderr);
    return 2;
  }
  for (const std::string& input : inputs) run(input);
  Dice dice(1);
  const int mutations = std::atoi(argv[1]);
  for (int i = 0; i < mutations; ++i) run(mutated(dice, inputs));
  std::printf("%zu inputs and %d mutations of them\n", inputs.size(), mutations);
  return 0;
}
