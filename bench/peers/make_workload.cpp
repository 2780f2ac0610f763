// SPDX-License-Identifier: Apache-2.0

// Writes a workload for other engines into a folder: its rules as programs, its leads as columns
// and as CSV.
//
//     make_workload --rules N --leads N [--seed N] --out FOLDER
//     make_workload --rules N [--seed N] --cpp FILE          only the C++ of the rules
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "peers/language.hpp"
#include "peers/plain.hpp"
#include "peers/programs.hpp"
#include "support/workload.hpp"

namespace leadscore::peers {
namespace {

using workload::Columns;
using workload::Workload;
using Type = workload::Attribute::Type;

void write(const std::string& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.flush()) {
    std::cerr << path << ": cannot be written\n";
    std::exit(1);
  }
}

template <class Item>
std::string_view bytes_of(const std::vector<Item>& items) {
  return {reinterpret_cast<const char*>(items.data()), items.size() * sizeof(Item)};
}

// The form of each column; texts in the order of their codes, the first of which is 1.
std::string description(const Workload& made, std::size_t leads) {
  std::string text = R"({"leads":)" + std::to_string(leads) + R"(,"columns":[)";
  for (std::size_t i = 0; i < made.attributes.size(); ++i) {
    const auto& attribute = made.attributes[i];
    const char* type = attribute.type == Type::text      ? "text"
                       : attribute.type == Type::boolean ? "flag"
                                                         : "number";
    text += (i == 0 ? "\n" : ",\n") + (R"({"name":")" + attribute.name) + R"(","type":")" + type +
            R"(","bytes":)" +
            (type == std::string("number")  ? "8"
             : attribute.texts.size() < 256 ? "1"
                                            : "2");
    text += R"(,"texts":[)";
    for (std::size_t k = 0; k < attribute.texts.size(); ++k) {
      text += (k == 0 ? "\"" : ",\"") + attribute.texts[k] + '"';
    }
    text += "]}";
  }
  return text + "]}\n";
}

void append_cell(std::string& line, const workload::Attribute& attribute,
                 const workload::Values& values, std::size_t lead) {
  line += ',';
  if (!values.is_known(lead)) return;
  switch (attribute.type) {
    case Type::integer: line += std::to_string(values.integers[lead]); break;
    case Type::number: line += number(values.numbers[lead]); break;
    case Type::boolean: line += values.truth(lead) ? '1' : '0'; break;
    case Type::text: line += attribute.texts[values.code(lead)];
  }
}

void write_csv(const std::string& path, const Workload& made, const Columns& leads) {
  std::ofstream file(path, std::ios::binary);
  std::string line = "id";
  for (const auto& attribute : made.attributes) line += ',' + attribute.name;
  file << line << '\n';
  for (std::size_t lead = 0; lead < leads.leads; ++lead) {
    line = std::to_string(lead);
    for (std::size_t i = 0; i < made.attributes.size(); ++i) {
      append_cell(line, made.attributes[i], leads.values[i], lead);
    }
    file << line << '\n';
  }
}

void write_all(const std::string& folder, const Workload& made, std::size_t count) {
  write(folder + "/rules.yaml", rule_file(made));
  write(folder + "/rules.sqlite.sql", sql_program(made, Database::sqlite));
  write(folder + "/rules.duckdb.sql", sql_program(made, Database::duckdb));
  write(folder + "/rules.lua", lua_program(made));
  write(folder + "/rules.js", javascript_program(made));
  write(folder + "/rules.json", rules_as_json(made));
  write(folder + "/rules.inc", cpp_program(made));
  write(folder + "/columns.json", description(made, count));
  const Columns leads = columns(made, count);
  for (std::size_t i = 0; i < made.attributes.size(); ++i) {
    const PlainColumn column = plain(made.attributes[i], leads.values[i], count);
    const std::string path = folder + "/" + made.attributes[i].name + ".column";
    if (!column.numbers.empty()) write(path, bytes_of(column.numbers));
    if (!column.bytes.empty()) write(path, bytes_of(column.bytes));
    if (!column.codes.empty()) write(path, bytes_of(column.codes));
  }
  write_csv(folder + "/leads.csv", made, leads);
}

int run(std::map<std::string, std::string> options) {
  const auto count = [&](const char* name, std::size_t usual) {
    return options[name].empty() ? usual : std::stoul(options[name]);
  };
  const Workload made = workload::make_workload(count("--seed", 1), count("--rules", 100),
                                                workload::Shape::scorecard);
  if (!options["--cpp"].empty()) {
    write(options["--cpp"], cpp_program(made));
    return 0;
  }
  if (options["--out"].empty()) {
    std::cerr << "make_workload: --out FOLDER or --cpp FILE is needed\n";
    return 2;
  }
  write_all(options["--out"], made, count("--leads", 1'000));
  return 0;
}

}  // namespace
}  // namespace leadscore::peers

int main(int argc, char** argv) {
  std::map<std::string, std::string> options;
  for (int i = 1; i + 1 < argc; i += 2) options[argv[i]] = argv[i + 1];
  return leadscore::peers::run(std::move(options));
}
