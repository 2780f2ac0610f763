// SPDX-License-Identifier: Apache-2.0
#include <leadscore/fact.hpp>

#include "support/catch.hpp"

namespace leadscore {
namespace {

const Time kAt = parse_time("2026-03-01 09:00").value();

TEST_CASE("each maker fills in its kind of fact", "[fact]") {
  const Fact click = event("L1", "page_view", kAt).with("url", "/pricing").identified("e17");
  CHECK(click.kind == FactKind::event);
  CHECK(click.lead == "L1");
  CHECK(click.type == "page_view");
  CHECK(click.id == "e17");
  CHECK(click.at == kAt);
  CHECK(set_from_start("L1").at == std::nullopt);
  CHECK(retract("L1", "e17", kAt).id == "e17");
  CHECK(merge("L1", "L0", kAt).other == "L0");
  CHECK(unmerge("L1", "L0", kAt).kind == FactKind::unmerge);
  CHECK(erase("L1", kAt).kind == FactKind::erase);
}

TEST_CASE("the canonical text says what the fact says", "[fact]") {
  CHECK(canonical_text(event("L1", "page view", kAt).with("url", "/p").with("seconds", 41)) ==
        R"(event "page view" {"seconds":41,"url":"/p"})");
  CHECK(canonical_text(event("L1", "page_view", kAt).identified("e1")) ==
        R"(event "page_view" "e1" {})");
  CHECK(canonical_text(set("L1", kAt).with("b", true).with("a", Missing{})) ==
        R"(set {"a":null,"b":true})");
  CHECK(canonical_text(retract("L1", "e1", kAt)) == R"(retract "e1")");
  CHECK(canonical_text(merge("L1", "L0", kAt)) == R"(merge "L0")");
  CHECK(canonical_text(unmerge("L1", "L0", kAt)) == R"(unmerge "L0")");
  CHECK(canonical_text(erase("L1", kAt)) == "erase");
  const Adjustment lasting{"fit", Points::whole(5), "met", "ops", std::nullopt};
  CHECK(canonical_text(adjust("L1", kAt, lasting)) == R"(adjust "fit" by 5 "met" "ops")");
  const Adjustment passing{"fit", Points::whole(-5), "", "", std::chrono::hours{24}};
  CHECK(canonical_text(adjust("L1", kAt, passing)) == R"(adjust "fit" by -5 "" "" expires 1d)");
}

TEST_CASE("facts that say the same have one text", "[fact]") {
  const std::string text = canonical_text(event("L1", "e", kAt).with("a", 41).with("b", "x"));
  const Time later = kAt + std::chrono::hours{1};
  CHECK(text == canonical_text(event("L1", "e", kAt).with("b", "x").with("a", 41)));
  CHECK(text == canonical_text(event("L2", "e", later).with("a", Value(41.0)).with("b", "x")));
  CHECK(text != canonical_text(event("L1", "e", kAt).with("a", 42).with("b", "x")));
  CHECK(text != canonical_text(event("L1", "f", kAt).with("a", 41).with("b", "x")));
}

TEST_CASE("no content can imitate the structure of the text", "[fact]") {
  const Fact plain = event("L1", "a\" \"b", kAt);
  CHECK(canonical_text(plain) != canonical_text(event("L1", "a", kAt).identified("b")));
  CHECK(canonical_text(event("L1", "a", kAt).with("x", "1\",\"y\":\"2")) !=
        canonical_text(event("L1", "a", kAt).with("x", "1").with("y", "2")));
}

}  // namespace
}  // namespace leadscore
