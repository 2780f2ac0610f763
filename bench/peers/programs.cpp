// SPDX-License-Identifier: Apache-2.0
#include "peers/programs.hpp"

#include <cstdint>
#include <vector>

#include "peers/language.hpp"

namespace leadscore::peers {
namespace {

using workload::Case;
using workload::Choice;
using workload::Item;
using workload::Score;
using workload::Sum;
using workload::Workload;

std::string text_of(std::int64_t number) { return std::to_string(number); }

// Compilers and engines like functions of some size: the sums of a score in parts of so many.
std::vector<std::vector<Sum>> in_parts(const Score& score, std::size_t size) {
  std::vector<std::vector<Sum>> parts;
  for (const Item& item : score.items) {
    if (parts.empty() || parts.back().size() == size) parts.emplace_back();
    parts.back().push_back(sum_of(item));
  }
  return parts;
}

// Parsers limit the depth of a sum.
std::string balanced(const std::vector<std::string>& terms, std::size_t from, std::size_t to) {
  if (to - from == 1) return terms[from];
  const std::size_t middle = from + (to - from) / 2;
  return "(" + balanced(terms, from, middle) + "\n + " + balanced(terms, middle, to) + ")";
}
std::string balanced(const std::vector<std::string>& terms) {
  return terms.empty() ? "0" : balanced(terms, 0, terms.size());
}

// --- SQL ----------------------------------------------------------------------------------------

std::string sql_choice(const Language& in, const Choice& choice) {
  std::string text = "case";
  for (const Case& one : choice) {
    text += " when " + in.condition(one) + " then " + text_of(one.points);
  }
  return text + " else 0 end";
}

struct SqlWords {
  const char* least;
  const char* greatest;
};

std::string sql_score(const Language& in, const Score& score, const SqlWords& words) {
  std::vector<std::string> sums;
  for (const Item& item : score.items) {
    const Sum sum = sum_of(item);
    std::vector<std::string> choices;
    for (const Choice& choice : sum.choices) choices.push_back(sql_choice(in, choice));
    const std::string text = balanced(choices);
    sums.push_back(sum.cap ? std::string(words.least) + "(" + text + ", " + text_of(*sum.cap) + ")"
                           : text);
  }
  const std::string all = balanced(sums);
  if (!score.bounds) return all;
  return std::string(words.greatest) + "(" + text_of(score.bounds->first) + ", " + words.least +
         "(" + text_of(score.bounds->second) + ", " + all + "))";
}

// --- languages with statements ------------------------------------------------------------------

std::string lua_choice(const Language& in, const Choice& choice, const std::string& to) {
  std::string text;
  for (const Case& one : choice) {
    text += (text.empty() ? "if " : "elseif ") + in.condition(one) + " then " + to + " = " + to +
            " + " + text_of(one.points) + " ";
  }
  return "    " + text + "end\n";
}
std::string c_choice(const Language& in, const Choice& choice, const std::string& to) {
  std::string text;
  for (const Case& one : choice) {
    text += (text.empty() ? "if (" : " else if (") + in.condition(one) + ") { " + to +
            " += " + text_of(one.points) + "; }";
  }
  return "    " + text + "\n";
}

// A loop over leads for each sum: LuaJIT compiles a loop with few branches well, and a function
// with many of them badly.
std::string lua_sum(const Language& in, const Sum& sum) {
  std::string text = "function(s, from, to)\n    for i = from, to do local g = 0\n";
  for (const Choice& choice : sum.choices) text += lua_choice(in, choice, "g");
  const std::string given = sum.cap ? "min(g, " + text_of(*sum.cap) + ")" : "g";
  return text + "    s[i] = s[i] + " + given + " end\n  end\n";
}
std::string c_sum(const Language& in, const Sum& sum) {
  const std::string to = sum.cap ? "g" : "s";
  std::string text;
  if (sum.cap) text += "    g = 0;\n";
  for (const Choice& choice : sum.choices) text += c_choice(in, choice, to);
  if (sum.cap) {
    const std::string cap = text_of(*sum.cap);
    text += "    s += g < " + cap + " ? g : " + cap + ";\n";
  }
  return text;
}

// Functions NAME_0, NAME_1, ... with a head and a tail of the language, and a call of each.
struct Functions {
  std::string text;
  std::vector<std::string> names;
};
Functions c_functions(const Language& in, const Score& score, const std::string& head) {
  Functions made;
  for (const auto& part : in_parts(score, 50)) {
    made.names.push_back(score.name + "_" + std::to_string(made.names.size()));
    made.text += head + made.names.back();
    made.text += head == "function " ? "(i) {\n    let s = 0, g = 0;\n"
                                     : "(const Row& r) {\n    std::int32_t s = 0;\n"
                                       "    [[maybe_unused]] std::int32_t g = 0;\n";
    for (const Sum& sum : part) made.text += c_sum(in, sum);
    made.text += "    return s;\n}\n";
  }
  return made;
}
std::string calls(const Functions& functions, const std::string& argument) {
  std::string text;
  for (const std::string& name : functions.names) {
    text += (text.empty() ? "" : " + ") + name + "(" + argument + ")";
  }
  return text.empty() ? "0" : text;
}
// A sum of scores within their bounds, with the words of a language for minimum and maximum.
std::string within(const Score& score, const std::string& value, const std::string& least,
                   const std::string& greatest) {
  if (!score.bounds) return "(" + value + ")";
  return greatest + "(" + text_of(score.bounds->first) + ", " + least + "(" +
         text_of(score.bounds->second) + ", " + value + "))";
}

// --- JSON ---------------------------------------------------------------------------------------

std::string json_cases(const Language& json, const Language& facts, const Choice& choice) {
  std::string text;
  for (const Case& one : choice) {
    std::string when = json.condition(one);
    if (when.rfind(R"({"fact")", 0) == 0) when = R"({"all":[)" + when + "]}";
    std::string test = facts.condition(one);
    for (std::size_t at = 0; (at = test.find('"', at)) != std::string::npos; at += 2) {
      test.insert(at, "\\");
    }
    text += (text.empty() ? "" : ",\n") + (R"({"points":)" + text_of(one.points)) + R"(,"test":")" +
            test + R"(","when":)" + when + "}";
  }
  return "[" + text + "]";
}

}  // namespace

std::string sql_program(const Workload& from, Database database) {
  const Sql sql(from);
  const SqlWords words =
      database == Database::sqlite ? SqlWords{"min", "max"} : SqlWords{"least", "greatest"};
  std::vector<std::string> scores;
  for (const Score& score : from.scores) scores.push_back(sql_score(sql, score, words));
  return "select cast(" + balanced(scores) + " as bigint) as total from leads order by id\n";
}

std::string lua_program(const Workload& from) {
  const Script lua(from, lua_words());
  std::string text =
      "return function(c)\n  local find, min, max = string.find, math.min, math.max\n";
  for (const auto& attribute : from.attributes) {
    text += "  local " + attribute.name + " = c." + attribute.name + "\n";
  }
  text += "  local scores = {}\n";
  for (const Score& score : from.scores) {
    text +=
        "  local sums = {}\n  scores[#scores + 1] = {sums = sums, within = function(sum) return " +
        within(score, "sum", "min", "max") + " end}\n";
    for (const Item& item : score.items) {
      text += "  sums[#sums + 1] = " + lua_sum(lua, sum_of(item));
    }
  }
  return text + "  return scores\nend\n";
}

std::string javascript_program(const Workload& from) {
  const Script javascript(from, javascript_words());
  std::string text = "\"use strict\";\n";
  for (const auto& attribute : from.attributes) {
    text += "const " + attribute.name + " = c." + attribute.name + ";\n";
  }
  std::string total;
  for (const Score& score : from.scores) {
    const Functions functions = c_functions(javascript, score, "function ");
    text += functions.text;
    total +=
        (total.empty() ? "" : " + ") + within(score, calls(functions, "i"), "Math.min", "Math.max");
  }
  return text + "return function (i) { return " + total + "; };\n";
}

std::string rules_as_json(const Workload& from) {
  const Json json(from);
  const Script facts(from, fact_words());
  std::string scores;
  for (const Score& score : from.scores) {
    std::string sums;
    for (const Item& item : score.items) {
      const Sum sum = sum_of(item);
      std::string choices;
      for (const Choice& choice : sum.choices) {
        choices += (choices.empty() ? "" : ",\n") + json_cases(json, facts, choice);
      }
      sums += (sums.empty() ? "" : ",\n") +
              (R"({"cap":)" + (sum.cap ? text_of(*sum.cap) : "null")) + R"(,"choices":[)" +
              choices + "]}";
    }
    const std::string bounds = score.bounds ? "[" + text_of(score.bounds->first) + "," +
                                                  text_of(score.bounds->second) + "]"
                                            : "null";
    scores +=
        (scores.empty() ? "" : ",\n") + (R"({"bounds":)" + bounds) + R"(,"sums":[)" + sums + "]}";
  }
  return R"({"scores":[)" + scores + "]}\n";
}

// --- C++ ----------------------------------------------------------------------------------------

namespace {

const char* column_type(const workload::Attribute& attribute) {
  using Type = workload::Attribute::Type;
  if (attribute.type == Type::boolean) return "std::uint8_t";
  if (attribute.type != Type::text) return "double";
  return attribute.texts.size() < 256 ? "std::uint8_t" : "std::uint16_t";
}

// Columns and Row, and how one is made of the other.
std::string cpp_types(const Workload& from) {
  std::string columns, load, later, row, texts, fill;
  for (const auto& attribute : from.attributes) {
    const std::string& name = attribute.name;
    const bool text = attribute.type == workload::Attribute::Type::text;
    const std::string type = column_type(attribute);
    columns += "  const " + type + "* " + name + ";\n";
    load += "    " + name + " = reader.template read<" + type + ">(\"" + name + "\");\n";
    later += "    c." + name + " += begin;\n";
    row += "  " + (text ? "std::string_view" : type) + " " + name + ";\n";
    fill += "  r." + name + " = ";
    if (!text) {
      fill += "c." + name + "[i];\n";
      continue;
    }
    fill += "kTexts_" + name + "[c." + name + "[i]];\n";
    texts += "constexpr std::string_view kTexts_" + name + "[] = {{}";
    for (const std::string& one : attribute.texts) texts += ", \"" + one + "\"sv";
    texts += "};\n";
  }
  return "struct Columns {\n" + columns +
         "  template <class Reader> void load(Reader& reader) {\n" + load +
         "  }\n  Columns from(std::size_t begin) const {\n    Columns c = *this;\n" + later +
         "    return c;\n  }\n};\nstruct Row {\n" + row + "};\n" + texts +
         "inline Row row_of(const Columns& c, std::size_t i) {\n  Row r;\n" + fill +
         "  return r;\n}\n";
}

// The value of a choice for lead i of a block.
std::string loop_choice(const Language& in, const Choice& choice) {
  std::string text, end;
  for (const Case& one : choice) {
    text += "(" + in.condition(one) + " ? " + text_of(one.points) + " : ";
    end += ")";
  }
  return text + "0" + end;
}
std::string loop_sum(const Language& in, const Sum& sum) {
  std::string text;
  for (const Choice& choice : sum.choices) {
    text += (text.empty() ? "" : " + ") + loop_choice(in, choice);
  }
  if (sum.cap) text = "least(" + text + ", " + text_of(*sum.cap) + ")";
  return "  for (std::size_t i = 0; i < n; ++i) s[i] += " + text + ";\n";
}

std::string cpp_loops(const Workload& from) {
  const Loop loop(from);
  std::string functions, body, total;
  for (const Score& score : from.scores) {
    const std::string& name = score.name;
    body += "  alignas(64) std::int32_t " + name + "[kBlock] = {};\n";
    std::size_t next = 0;
    for (const auto& part : in_parts(score, 25)) {
      const std::string own = "loop_" + name + "_" + std::to_string(next++);
      functions += "static void " + own +
                   "(const Columns& c, std::size_t n, std::int32_t* __restrict s) {\n";
      for (const Sum& sum : part) functions += loop_sum(loop, sum);
      functions += "}\n";
      body += "  " + own + "(c, n, " + name + ");\n";
    }
    total += (total.empty() ? "" : " + ") + within(score, name + "[i]", "least", "greatest");
  }
  return loop.tables() + functions +
         "static void score_columns(const Columns& c, std::size_t n, std::int64_t* out) {\n" +
         body + "  for (std::size_t i = 0; i < n; ++i) out[i] = " + total + ";\n}\n";
}

std::string cpp_rows(const Workload& from) {
  const Script rows(from, row_words());
  std::string text, total;
  for (const Score& score : from.scores) {
    const Functions functions = c_functions(rows, score, "static std::int32_t row_");
    text += functions.text;
    std::string sum;
    for (const std::string& name : functions.names) {
      sum += (sum.empty() ? "row_" : " + row_") + name + "(r)";
    }
    total +=
        (total.empty() ? "" : " + ") + within(score, sum.empty() ? "0" : sum, "least", "greatest");
  }
  return text + "static std::int64_t score_row(const Row& r) { return " + total + "; }\n";
}

}  // namespace

std::string cpp_program(const Workload& from) {
  return "using namespace std::string_view_literals;\n"
         "constexpr std::size_t kBlock = 1024;  // leads, at most\n"
         "inline std::int32_t least(std::int32_t a, std::int32_t b) { return a < b ? a : b; }\n"
         "inline std::int32_t greatest(std::int32_t a, std::int32_t b) { return a > b ? a : b; "
         "}\n" +
         cpp_types(from) + cpp_loops(from) + cpp_rows(from);
}

}  // namespace leadscore::peers
