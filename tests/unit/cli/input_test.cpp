// SPDX-License-Identifier: Apache-2.0
#include "cli/input.hpp"

#include <string>
#include <variant>

#include "support/catch.hpp"
#include "unit/cli/files.hpp"

namespace leadscore::cli {
namespace {

const std::string kGzip(
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\xcf\x4b\xe5\x2a\x29\xcf\xe7\x02\x00\xe6\x0b\xba"
    "\x12\x08\x00\x00\x00",
    28);
const std::string kZstandard(
    "\x28\xb5\x2f\xfd\x04\x58\x41\x00\x00\x6f\x6e\x65\x0a\x74\x77\x6f\x0a\xe6\xa6\x0e\x40", 21);

// What a file says, or its failure.
std::string read(std::string_view bytes) {
  const Folder folder;
  const auto text = read_all(folder.with_file("f", bytes), 1000);
  if (const auto* wrong = std::get_if<Unreadable>(&text)) return wrong->problem;
  return std::get<std::string>(text);
}

TEST_CASE("plain files are read as they are") {
  CHECK(read("one\ntwo\n") == "one\ntwo\n");
  CHECK(read("").empty());
  CHECK(read("\x1f").size() == 1);
}

TEST_CASE("packed files are unpacked, several parts after each other too") {
  CHECK(read(kGzip) == "one\ntwo\n");
  CHECK(read(kGzip + kGzip) == "one\ntwo\none\ntwo\n");
  CHECK(read(kZstandard) == "one\ntwo\n");
  CHECK(read(kZstandard + kZstandard) == "one\ntwo\none\ntwo\n");
}

TEST_CASE("packed files that are cut off or damaged are refused") {
  const auto ends_with = [](const std::string& text, std::string_view end) {
    return std::string_view(text).ends_with(end);
  };
  for (const std::string& packed : {kGzip, kZstandard}) {
    for (std::size_t size = 4; size < packed.size(); ++size) {
      CAPTURE(size);
      CHECK(ends_with(read(packed.substr(0, size)), "its packed data is cut off"));
    }
    std::string damaged = packed;
    damaged[packed.size() - 2] = static_cast<char>(damaged[packed.size() - 2] ^ 0x55);
    CHECK(ends_with(read(damaged), "its packed data is damaged"));
    CHECK(ends_with(read(packed + "more"), "its packed data is damaged"));
  }
}

TEST_CASE("files that cannot be read are named") {
  const Folder folder;
  const auto problem = [](const std::string& path) {
    const auto opened = Input::open(path);
    const auto* text = std::get_if<std::string>(&opened);
    return text ? *text : "";
  };
  const std::string gone = folder.path("gone");
  CHECK(problem(gone) == "cannot read " + gone + ": No such file or directory");
  CHECK(problem(folder.path(".")) == "cannot read " + folder.path(".") + ": Is a directory");
}

TEST_CASE("at most so many bytes are read") {
  const Folder folder;
  const auto text = read_all(folder.with_file("f", "one\ntwo\n"), 5);
  CHECK(std::get<std::string>(text) == "one\nt");
}

}  // namespace
}  // namespace leadscore::cli
