// SPDX-License-Identifier: Apache-2.0

// What somebody who knows the rules beforehand would write: a loop over columns and a function of
// one lead, both generated as C++ and compiled for this machine. run.py compiles it with the folder
// of rules.inc among the includes.
//
//     cpp_peer FOLDER LEADS SECONDS REPEATS
#include <cstdint>
#include <cstring>
#include <string_view>

#include "timed.hpp"

namespace rules {
#include "rules.inc"
}

namespace leadscore::peers {
namespace {

// Keeps what it has read.
class Reader {
 public:
  explicit Reader(std::string folder) : folder_(std::move(folder)) {}

  template <class Item>
  const Item* read(const std::string& name) {
    std::ifstream file(folder_ + "/" + name + ".column", std::ios::binary | std::ios::ate);
    if (!file) {
      std::cerr << name << ": no such column\n";
      std::exit(1);
    }
    const auto size = static_cast<std::size_t>(file.tellg());
    file.seekg(0);
    // Room for a load of the largest vector at the end.
    kept_.emplace_back(size / sizeof(std::uint64_t) + 16);
    file.read(reinterpret_cast<char*>(kept_.back().data()), static_cast<std::streamsize>(size));
    return reinterpret_cast<const Item*>(kept_.back().data());
  }

 private:
  std::string folder_;
  std::vector<std::vector<std::uint64_t>> kept_;
};

int run(const Asked& asked) {
  Reader reader(asked.folder);
  rules::Columns columns;
  columns.load(reader);
  std::vector<std::int64_t> answers(asked.leads);

  const auto found = [&]() -> const std::vector<std::int64_t>& { return answers; };
  const auto loop = [&](std::size_t leads) {
    for (std::size_t i = 0; i < leads; i += rules::kBlock) {
      const std::size_t count = std::min(rules::kBlock, leads - i);
      rules::score_columns(columns.from(i), count, answers.data() + i);
    }
  };
  time_peer(asked, "C++ column loop", loop, found);

  std::fill(answers.begin(), answers.end(), 0);
  std::vector<rules::Row> rows;
  for (std::size_t i = 0; i < asked.leads; ++i) rows.push_back(rules::row_of(columns, i));
  const auto one_by_one = [&](std::size_t leads) {
    for (std::size_t i = 0; i < leads; ++i) answers[i] = rules::score_row(rows[i]);
  };
  time_peer(asked, "C++ row function", one_by_one, found);
  return 0;
}

}  // namespace
}  // namespace leadscore::peers

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  return leadscore::peers::run(
      {argv[1], std::stoul(argv[2]), std::stod(argv[3]), std::stoul(argv[4])});
}
