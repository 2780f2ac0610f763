// SPDX-License-Identifier: Apache-2.0

// Files made to hurt: none may crash, hang, or use much stack.
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>

#include <pthread.h>

#include "support/catch.hpp"
#include "unit/yaml/reading.hpp"
#include "yaml/hints.hpp"

namespace leadscore::yaml {
namespace {

constexpr std::size_t kMost = 2'097'152;  // the limit of a file
#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t kStack = 1'024 * 1'024;  // red zones are not ours
#else
constexpr std::size_t kStack = 256 * 1'024;
#endif

std::string repeat(std::string_view text, std::size_t bytes) {
  std::string result;
  while (result.size() + text.size() <= bytes) result += text;
  return result;
}

void* call(void* function) {
  (*static_cast<std::function<void()>*>(function))();
  return nullptr;
}

void run_with_small_stack(std::function<void()> function) {
  pthread_attr_t attributes;
  REQUIRE(pthread_attr_init(&attributes) == 0);
  REQUIRE(pthread_attr_setstacksize(&attributes, kStack) == 0);
  pthread_t thread;
  REQUIRE(pthread_create(&thread, &attributes, call, &function) == 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

void hints_of(const Source& source, const Node& node) {
  (void)quoting_hint(source, node);
  for (const Node& item : node.items) hints_of(source, item);
  for (const Entry& entry : node.entries) hints_of(source, entry.value);
}

// Whether it is a tree or a list of reasons, and every place lies in the file.
bool is_answered(const Reading& read) {
  bool inside = read.root || !read.diagnostics.empty();
  for (const Diagnostic& diagnostic : read.diagnostics) {
    inside = inside && diagnostic.span.begin <= diagnostic.span.end &&
             diagnostic.span.end <= read.source.text.size() &&
             diagnostic.message.size() + diagnostic.hint.size() <= 1'024;
  }
  return inside;
}

TEST_CASE("every attack of the corpus is answered") {
  const std::filesystem::path folder = LEADSCORE_SOURCE_DIR "/tests/fuzz/corpus/yaml";
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    CAPTURE(entry.path().string());
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    Reading read;
    run_with_small_stack([&] {
      read = reading(text);
      if (read.root) hints_of(read.source, *read.root);
    });
    CHECK(is_answered(read));
    ++count;
  }
  CHECK(count >= 40);
}

const char* const kBefore[] = {"", "a: [", "a: {", "a: \"", "a:\n  - b: "};

void check_answered(const std::string& before, const std::string& piece, std::size_t bytes) {
  CAPTURE(piece, before);
  Reading read;
  run_with_small_stack([&] { read = reading(before + repeat(piece, bytes)); });
  CHECK(is_answered(read));
}

TEST_CASE("long runs of anything are answered") {
  const char* const pieces[] = {
      "[",        "{",      "]",     "}",     ",",     "{,}",    "[]",    "[]\n",    "- ",
      "-\n",      "? ",     ": ",    ":",     "a: ",   "a:\n",   "a\n",   "'",       "\"",
      "''",       "\"\"",   "'' ",   "!",     "! ",    "!a ",    "&",     "&a ",     "*",
      "*a ",      "%",      "%a\n",  "---\n", "...\n", "|\n",    ">\n",   "#",       "# \n",
      " #",       "\t",     " \t\n", " ",     "\n",    "\r\n",   "a",     "a ",      "\\",
      "\\\n",     "é",      "@",     "`",     "?",     "a: b: ", "- a: ", "a: |\n ", "'a' 'b' ",
      "a: {b}\n", "x: y\n", "<<: ",
  };
  for (const char* piece : pieces) {
    for (const char* before : kBefore) check_answered(before, piece, 8'192);
  }
}

TEST_CASE("files as large as the limit are answered") {
  for (const char* piece : {"[", "{,}", "\"\" ", "a\n", "- - - -\n", "# \n", "a: |\n "}) {
    check_answered("", piece, kMost);
  }
  // Each of these the parser would compare with all before it.
  std::string directives = "%YAML 1.1\n";
  for (int i = 0; i < 90'000; ++i) directives += "%TAG !a" + std::to_string(i) + "! b\n";
  CHECK(places(reading(directives + "---\na: b\n")) == "1:1 yaml-directive");
  CHECK(places(reading("a: b\n...\n" + directives)) == "3:1 yaml-directive");
}

TEST_CASE("nesting by indentation is bounded") {
  std::string text;
  for (std::size_t depth = 0; depth < 1'000; ++depth) {
    text += std::string(depth, ' ') + "a:\n";
  }
  Reading read;
  run_with_small_stack([&] { read = reading(text); });
  CHECK(places(read) == "33:33 limit-depth");
}

}  // namespace
}  // namespace leadscore::yaml
