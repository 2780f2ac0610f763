// SPDX-License-Identifier: Apache-2.0
#include "cli/json_reader.hpp"

#include <string>
#include <utility>
#include <variant>

#include "support/catch.hpp"
#include "unit/cli/files.hpp"

namespace leadscore::cli {
namespace {

std::string shown(const JsonMembers& members);

std::string shown(const JsonMember& member) {
  switch (member.kind) {
    case JsonMember::Kind::object: return member.name + "={" + shown(member.members) + '}';
    case JsonMember::Kind::other: return member.name + "=?";
    case JsonMember::Kind::value: break;
  }
  return member.name + '#' + std::to_string(member.value.index()) + '=' + to_json(member.value);
}

std::string shown(const JsonMembers& members) {
  std::string text;
  for (const JsonMember& member : members) text += (text.empty() ? "" : " ") + shown(member);
  return text;
}

// What the rows of a file are, or their problems, a line each.
std::string rows_of(std::string_view bytes) {
  const Folder folder;
  auto input = Input::open(folder.with_file("f", bytes));
  JsonReader reader(LineReader(std::get<Input>(std::move(input))));
  std::string text;
  while (const auto row = reader.next()) {
    text += std::to_string(row->line) + ": " +
            (row->problem.empty() ? shown(row->members) : row->problem) + '\n';
  }
  return text;
}

TEST_CASE("members become values of their kind") {
  CHECK(rows_of(R"({"a":null,"b":true,"c":-3,"d":2.5,"e":"x","f":["p","q"],"g":[]})") ==
        "1: a#0=null b#1=true c#2=-3 d#3=2.5 e#4=\"x\" f#6=[\"p\",\"q\"] g#6=[]\n");
  CHECK(rows_of(R"({"set":{"a":1,"b":{}},"c":[1],"d":[["x"]]})") ==
        "1: set={a#2=1 b={}} c=? d=?\n");
  CHECK(rows_of("{}") == "1: \n");
}

TEST_CASE("numbers that do not fit into an integer are doubles") {
  CHECK(rows_of(R"({"a":9223372036854775807})") == "1: a#2=9223372036854775807\n");
  CHECK(rows_of(R"({"a":9223372036854775808})") == "1: a#3=9223372036854775808\n");
  CHECK(rows_of(R"({"a":123456789012345678901234567890,"b":"\"1234567890123456789012"})") ==
        "1: a#3=1.2345678901234568e+29 b#4=\"\\\"1234567890123456789012\"\n");
  CHECK(rows_of(R"({"a":-99999999999999999999})") == "1: a#3=-1e+20\n");
  CHECK(rows_of(R"({"a":1e999})") == "1: a number is too large, or not written as in JSON\n");
}

TEST_CASE("lines count, blank ones are no rows") {
  CHECK(rows_of("\n{\"a\":1}\r\n  \n{\"b\":2}") == "2: a#2=1\n4: b#2=2\n");
}

TEST_CASE("a bad line is lost alone, with its reason") {
  struct Case {
    std::string line;
    const char* reason;
  };
  const Case cases[] = {
      {"x", "it is not valid JSON"},
      {"{\"a\":1", "it is not valid JSON"},
      {"{\"a\":1} {\"b\":2}", "it is not valid JSON"},
      {"[1]", "it is not a JSON object"},
      {"17", "it is not a JSON object"},
      {"{\"a\":\"x}", "a text opens and is not closed"},
      {"{\"a\":\"\x01\"}", "a text has a control character"},
      {"{\"a\":\"\xff\"}", "it is not UTF-8"},
      {"{\"a\":01}", "a number is too large, or not written as in JSON"},
      {"{\"a\":1,\"b\":2,\"a\":3}", "it has 'a' twice"},
      {"{\"set\":{\"a\":1,\"a\":3}}", "it has 'a' twice"},
      {"{\"a\":\"" + std::string(65537, 'x') + "\"}", "it has a text of more than 65536 bytes"},
      {"{\"a\":[\"" + std::string(65537, 'x') + "\"]}", "it has a text of more than 65536 bytes"},
      {"{\"a\":" + std::string(16, '[') + std::string(16, ']') + "}",
       "it is nested more than 16 levels deep"},
      {std::string(kMostRowBytes + 1, ' '), "a row may have at most 262144 bytes"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.line.substr(0, 60));
    CHECK(rows_of(each.line + "\n{\"b\":2}\n") ==
          std::string("1: ") + each.reason + "\n2: b#2=2\n");
  }
}

TEST_CASE("limits hold at exactly their value") {
  CHECK(rows_of("{\"a\":\"" + std::string(65536, 'x') + "\"}").size() > 65536);
  CHECK(rows_of("{\"a\":" + std::string(15, '[') + std::string(15, ']') + "}") == "1: a=?\n");
  const auto with_members = [](int count) {
    std::string line = "{";
    for (int i = 0; i < count; ++i) line += (i ? ",\"" : "\"") + std::to_string(i) + "\":1";
    return rows_of(line + '}');
  };
  CHECK(with_members(512).starts_with("1: 0#2=1 "));
  CHECK(with_members(513) == "1: it has more than 512 properties\n");
}

}  // namespace
}  // namespace leadscore::cli
