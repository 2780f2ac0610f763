// SPDX-License-Identifier: Apache-2.0

// `# lint:` comments.
#include "unit/lint/linting.hpp"

namespace leadscore {
namespace {

std::string with(const std::string& before, const std::string& behind = "") {
  return "leadscore: 1\nattributes:\n  size: integer\nscores:\n  s:\n    rules:\n" + before +
         "      - rule: r" + behind + "\n        when: size > 5 and size < 3\n        points: 1\n" +
         "      - {rule: t, when: size > 5 and size < 4, points: 1}\n";
}

}  // namespace

TEST_CASE("a comment silences lints of its line, or of the entry below it") {
  const std::string both = "never-true: size < 3\nnever-true: size < 4\n";
  const std::string second = "never-true: size < 4\n";
  CHECK(lints(with("")) == both);
  CHECK(lints(with("      # lint: allow never-true because it is an example\n")) == second);
  CHECK(lints(with("      # lint: allow never-true because it is an example\n\n  # more\n")) ==
        second);
  CHECK(lints(with("# lint: allow never-true in this file because both are examples\n")).empty());
  CHECK(lints(with("      # lint: allow never-true, unused because it is an example\n")) ==
        "lint-unused: # lint: allow never-true, unused because it is an example\n" + second);
  // Behind a line it is about that line alone.
  const std::string behind = "  # lint: allow never-true because it is an example";
  CHECK(lints(with("", behind)) == "lint-unused:" + behind.substr(1) + "\n" + both);
}

TEST_CASE("comments that cannot be read") {
  const auto problem = [](const std::string& comment) {
    return problems(with("      # lint: " + comment + "\n"));
  };
  const std::string needs = "7:7 lint-comment: this comment needs what it allows, and why\n";
  CHECK(problem("allow never-true") == needs);
  CHECK(problem("allow never-true because") == needs);
  CHECK(problem("ignore never-true because of x") == needs);
  CHECK(problem("allow never-tru because of x") ==
        "7:7 lint-comment: there is no lint 'never-tru'; did you mean 'never-true'?\n");
  CHECK(problem("allow  because of x") == "7:7 lint-comment: this names no lint\n");
}

TEST_CASE("what only looks like a comment") {
  CHECK(problems("leadscore: 1\nname: \"a # lint: b\"\n").empty());
  CHECK(problems("leadscore: 1\nname: >\n  a\n  # lint: b\n").empty());
  CHECK(problems("leadscore: 1\nname: a# lint: b\n").find("lint-comment") == std::string::npos);
}

}  // namespace leadscore
