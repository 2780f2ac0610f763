// SPDX-License-Identifier: Apache-2.0
#include "cli/sink.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "support/catch.hpp"
#include "unit/cli/files.hpp"

namespace leadscore::cli {
namespace {

Sink sink_of(const std::string& path) {
  auto opened = Sink::open(path);
  REQUIRE(std::holds_alternative<Sink>(opened));
  return std::get<Sink>(std::move(opened));
}

TEST_CASE("a file appears under its name when it is complete") {
  const Folder folder;
  const std::string path = folder.with_file("out", "old");
  {
    Sink sink = sink_of(path);
    const std::string text(200'000, 'x');
    CHECK(sink.write(text));
    CHECK(folder.content("out") == "old");
    CHECK_FALSE(sink.finish());
    CHECK(folder.content("out") == text);
  }
  CHECK(folder.file_count() == 1);
}

TEST_CASE("an unfinished file leaves nothing behind") {
  const Folder folder;
  { Sink sink = sink_of(folder.path("out")); }
  CHECK(folder.file_count() == 0);
}

TEST_CASE("a link stays, the file behind it is replaced") {
  const Folder folder;
  const std::string target = folder.with_file("target", "old");
  std::filesystem::create_symlink(target, folder.path("link"));
  Sink sink = sink_of(folder.path("link"));
  sink.write("new");
  CHECK_FALSE(sink.finish());
  CHECK(std::filesystem::is_symlink(folder.path("link")));
  CHECK(folder.content("target") == "new");
}

TEST_CASE("what cannot be written is told") {
  const Folder folder;
  const auto opened = Sink::open(folder.path("gone/out"));
  REQUIRE(std::holds_alternative<std::string>(opened));
  CHECK(std::get<std::string>(opened) ==
        "cannot write " + folder.path("gone/out") + ": No such file or directory");
  Sink full = sink_of("/dev/full");
  full.write("x");
  CHECK(full.finish() == "cannot write /dev/full: No space left on device");
}

}  // namespace
}  // namespace leadscore::cli
