// SPDX-License-Identifier: Apache-2.0
#include "text/domain.hpp"

#include "support/catch.hpp"

namespace leadscore::text {
namespace {

TEST_CASE("domains are found in addresses and URLs", "[domain]") {
  struct Case {
    std::string_view text;
    std::string_view domain;  // empty: none
  };
  const auto [text, expected] = GENERATE(values<Case>({
      {"https://user@www.acme.com:8080/x", "www.acme.com"},
      {"https://acme.com", "acme.com"},
      {"http://acme.com?q=a@b.com", "acme.com"},
      {"http://acme.com#top", "acme.com"},
      {"https://a:b@c@acme.com/", "acme.com"},
      {"http://localhost:80/", "localhost"},
      {"http://[::1]:80/x", "::1"},
      {"https://", ""},
      {"https:///path", ""},
      {"://acme.com", ""},
      {"ann@gmail.com", "gmail.com"},
      {" ann@gmail.com ", "gmail.com"},
      {"\"a@b\"@acme.com", "acme.com"},
      {"Ann Lee <ann@acme.com>", "acme.com"},
      {"mailto:ann@acme.com?subject=x", "acme.com"},
      {"ann@", ""},
      {"@", ""},
      {"@acme.com", "acme.com"},
      {"ann@acme.com.", "acme.com"},
      {"ann@büro.de", "büro.de"},
      {"acme.com/about", "acme.com"},
      {"acme.com", "acme.com"},
      {"acme.com:443/x", "acme.com"},
      {"acme/about.html", ""},
      {"acme", ""},
      {".com", ""},
      {"acme.", ""},
      {"see acme.com", ""},
      {"", ""},
  }));
  CAPTURE(text);
  CHECK(domain(text).value_or("") == expected);
}

}  // namespace
}  // namespace leadscore::text
