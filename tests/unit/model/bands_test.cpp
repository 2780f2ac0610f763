// SPDX-License-Identifier: Apache-2.0
#include "model/bands.hpp"

#include "support/catch.hpp"
#include "unit/model/loading.hpp"

namespace leadscore::model {
namespace {

std::string with(const std::string& bands) {
  return "leadscore: 1\nattributes: {size: integer}\n"
         "scores: {fit: {rules: [{rule: r, when: size > 1, points: 1}]}}\nbands:\n" +
         bands;
}

const std::vector<std::string>& values(const Loaded& loaded, const std::string& band) {
  return loaded.value().model().vocabulary.symbols.at(band).type.names.all();
}

}  // namespace

TEST_CASE("bounds are kept highest first, names in the order of the file") {
  const Loaded loaded = good(with("  g: {of: fit, C: 20.5, A: 50, \"1\": else, B: -3}\n"));
  const Band& band = loaded.value().model().bands[0];
  CHECK(band.of == 0u);
  CHECK(band.names == std::vector<std::string>{"C", "A", "1", "B"});
  CHECK(band.otherwise == 2u);
  REQUIRE(band.bounds.size() == 3);
  CHECK(band.bounds[0].from == Points::whole(50));
  CHECK(band.bounds[0].name == 1);
  CHECK(band.bounds[1].from == Points::thousandths(20500));
  CHECK(band.bounds[2].from == Points::whole(-3));
  CHECK(values(loaded, "g") == band.names);
}

TEST_CASE("a band of bands has every combination as its value") {
  const Loaded loaded = good(
      with("  r: \"{g}-{h}!\"\n  g: {of: fit, A: 2, B: 1}\n  h: {of: fit, \"1\": 2, \"2\": 1}\n"
           "  rr: \"{r}{g}\"\n"));
  CHECK(values(loaded, "r") == std::vector<std::string>{"A-1!", "A-2!", "B-1!", "B-2!"});
  CHECK(values(loaded, "rr").size() == 8);
  const Band& band = loaded.value().model().bands[0];
  REQUIRE(band.parts.size() == 3);
  CHECK(band.parts[0].text.empty());
  CHECK(band.parts[0].band == 1u);
  CHECK(band.parts[1].text == "-");
  CHECK(band.parts[1].band == 2u);
  CHECK(band.parts[2].text == "!");
  CHECK(band.parts[2].band == std::nullopt);
}

TEST_CASE("values of a band are checked in expressions") {
  const std::string bands =
      "  g: {of: fit, A: 2, B: 1}\n  h: {of: fit, \"1\": 2, \"2\": 1}\n  r: \"{g}{h}\"\n";
  good(with(bands) + "signals: {s: {when: 'r == \"B2\" and g in [\"A\", \"B\"]'}}\n");
  CHECK(problems(with(bands) + "signals: {s: {when: r == \"C2\"}}\n")
            .find("unknown-value: unknown value 'C2'") != std::string::npos);
}

TEST_CASE("a band of more than a thousand combinations may have any text") {
  std::string many = "  g: {of: fit";
  for (int i = 0; i < 32; ++i) many += ", n" + std::to_string(i) + ": " + std::to_string(i);
  const Loaded loaded =
      good(with(many + "}\n  r: \"{g}{g}\"\n") + "signals: {s: {when: r == \"anything\"}}\n");
  CHECK(values(loaded, "r").empty());
}

TEST_CASE("what can be wrong with a band") {
  const std::pair<const char*, const char*> rows[] = {
      {"{of: fitt, A: 1}", "5:11 unknown-name: unknown score 'fitt'; did you mean 'fit'?\n"},
      {"{of: fit}", "5:3 missing-key: band 'g' needs a lower bound\n"},
      {"{of: fit, D: else}", "5:3 missing-key: band 'g' needs a lower bound\n"},
      {"{A: 1, B: 2}", "5:7 missing-key: band 'g' needs 'of', the score whose ranges it names\n"},
      {"{h}", "5:7 missing-key: band 'g' needs 'of', the score whose ranges it names\n"},
      {"{of: fit, A: 1, B: 1.0}", "5:25 conflict: two ranges begin at 1\n"},
      {"{of: fit, A: 1, a: 2}", "5:22 duplicate-name: the range 'a' is declared twice\n"},
      {"{of: fit, A: 1, B: else, C: else}", "5:34 conflict: only one range can be 'else'\n"},
      {"{of: fit, A: high}",
       "5:19 bad-points: the lower bound 'A' needs a number of points, not 'high'\n"},
      {"{of: fit, A: 0.0001}",
       "5:19 bad-points: the lower bound 'A' has at most 3 digits after the point, and '0.0001' "
       "has 4\n"},
      {"{of: fit, A: }", "5:17 wrong-kind: the lower bound 'A' needs a number of points\n"},
      {"\"{h}\"", "5:8 unknown-name: unknown band 'h'\n"},
      {"\"{g\"", "5:7 syntax: this bracket has no partner\n"},
      {"\"g}\"", "5:8 syntax: this bracket has no partner\n"},
      {"\"grade\"",
       "5:6 wrong-kind: a band is a map {of: SCORE, NAME: lower bound} or a text with bands in it, "
       "such as \"{grade}{heat}\"\n"},
      {"", "5:4 wrong-kind: band 'g' is empty, and needs a map ('key: value')\n"},
      {"[A]", "5:6 wrong-kind: band 'g' needs a map ('key: value'), not a list\n"},
      {"\"{g}\"", "5:3 cycle: band 'g' depends on itself: g -> g\n"},
  };
  for (const auto& [band, expected] : rows) {
    CAPTURE(band);
    CHECK(problems(with("  g: " + std::string(band) + "\n")) == expected);
  }
}

TEST_CASE("bands of bands are bounded") {
  const auto chain = [](int levels) {
    std::string bands;  // the last first: a pass finds but one level
    for (int i = levels; i >= 1; --i) {
      bands += "  b" + std::to_string(i) + ": \"{b" + std::to_string(i - 1) + "}\"\n";
    }
    return with(bands + "  b0: {of: fit, A: 1}\n");
  };
  CHECK(problems(chain(8)).empty());
  CHECK(problems(chain(9)) == "5:7 limit-depth: bands of bands can be 8 deep, no deeper\n");

  std::string doubling = "  b0: {of: fit, " + std::string(100, 'A') + ": 1}\n";
  for (int i = 1; i <= 4; ++i) {
    const std::string before = "{b" + std::to_string(i - 1) + "}";
    doubling += "  b" + std::to_string(i) + ": \"" + before + before + "\"\n";
  }
  CHECK(problems(with(doubling)) ==
        "9:7 out-of-range: the values of this band can be longer than 1024 bytes\n");
}

TEST_CASE("constants may be bounds") {
  const Loaded loaded = good(
      "leadscore: 1\ndefine: {top: 50, low: 0.5}\n"
      "scores: {fit: {max: top, rules: []}}\n"
      "bands: {g: {of: fit, A: top, B: low}}\n");
  CHECK(loaded.value().model().bands[0].bounds[0].from == Points::whole(50));
  CHECK(problems("leadscore: 1\ndefine: {top: high}\nscores: {fit: {rules: []}}\n"
                 "bands: {g: {of: fit, A: top}}\n") ==
        "4:25 wrong-type: the lower bound 'A' needs a number of points, and 'top' is a text\n");
}

}  // namespace leadscore::model
