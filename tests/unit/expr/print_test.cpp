// SPDX-License-Identifier: Apache-2.0

// print() and the parser undo each other, on random trees.
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "expr/grammar.hpp"
#include "expr/syntax.hpp"
#include "support/catch.hpp"
#include "unit/expr/outcome.hpp"

namespace leadscore::expr {
namespace {

// Any tree that the parser could give.
class TreeMaker {
 public:
  explicit TreeMaker(std::uint32_t seed) : random_(seed) {}

  Syntax value(int depth) {
    if (depth == 0 || below(5) == 0) return leaf();
    switch (below(12)) {
      case 0: return chain(SyntaxKind::all, "", depth);
      case 1: return chain(SyntaxKind::any, "", depth);
      case 2: return chain(SyntaxKind::sum, "+-", depth);
      case 3: return chain(SyntaxKind::product, "*/", depth);
      case 4: return node(SyntaxKind::negate, "", {value(depth - 1)});
      case 5: return node(SyntaxKind::minus, "", {value(depth - 1)});
      case 6: return relation(depth);
      case 7:
        return node(SyntaxKind::between, "",
                    {value(depth - 1), value(depth - 1), value(depth - 1)});
      case 8: return test(depth);
      case 9: return negatable(SyntaxKind::known, {value(depth - 1)});
      case 10: return call(depth);
      default: return aggregate(depth);
    }
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  template <std::size_t N>
  std::string pick(const char* const (&choices)[N]) {
    return choices[below(N)];
  }

  Syntax node(SyntaxKind kind, std::string text, std::vector<Syntax> args) {
    Syntax syntax;
    syntax.kind = kind;
    syntax.text = std::move(text);
    syntax.args = std::move(args);
    return syntax;
  }
  Syntax negatable(SyntaxKind kind, std::vector<Syntax> args) {
    Syntax syntax = node(kind, "", std::move(args));
    syntax.negated = below(2) == 0;
    return syntax;
  }

  std::string name() { return pick({"a", "any", "orb", "价格", "_x1", "now", "month", "of", "E"}); }
  Name plain_name() { return {name(), {}}; }
  Duration length() { return std::chrono::seconds(below(3) == 0 ? below(100) : 3600 * below(999)); }

  Syntax leaf() {
    switch (below(6)) {
      case 0: return node(SyntaxKind::number, pick({"0", "1.5", "1000000", "2e3", "1e-3"}), {});
      case 1: return node(SyntaxKind::text, pick({"", "a\"b", "\\", "\\\\\"", "'", "価 and"}), {});
      case 2: return node(SyntaxKind::boolean, pick({"true", "false"}), {});
      case 3:
        return node(SyntaxKind::time,
                    pick({"2026-03-01", "2026-03-01 09:00", "2026-03-01T09:00:00+08:00"}), {});
      case 4: {
        Syntax syntax = node(SyntaxKind::duration, "", {});
        syntax.duration = length();
        return syntax;
      }
      default: return node(SyntaxKind::name, name(), {});
    }
  }

  Syntax members() {
    if (below(3) == 0) return node(SyntaxKind::name, name(), {});
    Syntax list = node(SyntaxKind::list, "", {});
    for (std::size_t n = below(4); n > 0; --n) list.args.push_back(leaf());
    if (below(2) == 0) {
      list.args.push_back(node(SyntaxKind::minus, "", {node(SyntaxKind::number, "1", {})}));
    }
    return list;
  }

  Syntax chain(SyntaxKind kind, std::string_view ops, int depth) {
    Syntax syntax = node(kind, "", {value(depth - 1)});
    for (std::size_t n = 1 + below(3); n > 0; --n) {
      syntax.args.push_back(value(depth - 1));
      if (!ops.empty()) syntax.ops.push_back(ops[below(ops.size())]);
    }
    return syntax;
  }

  Syntax relation(int depth) {
    if (below(3) == 0) return negatable(SyntaxKind::in, {value(depth - 1), members()});
    return node(SyntaxKind::compare, pick({"==", "!=", "<", "<=", ">", ">="}),
                {value(depth - 1), value(depth - 1)});
  }

  Syntax test(int depth) {
    const std::string text = pick({"contains", "contains word", "contains any", "contains all",
                                   "starts with", "ends with", "matches"});
    const bool of_list = text == "contains any" || text == "contains all";
    return node(SyntaxKind::test, text, {value(depth - 1), of_list ? members() : value(depth - 1)});
  }

  Syntax call(int depth) {
    Syntax syntax = node(SyntaxKind::call, pick({"domain", "min", "max", "coalesce", "f"}), {});
    for (std::size_t n = below(4); n > 0; --n) syntax.args.push_back(value(depth - 1));
    return syntax;
  }

  Syntax aggregate(int depth) {
    Syntax syntax = node(SyntaxKind::aggregate,
                         pick({"count", "sum", "avg", "distinct", "first", "last", "top"}), {});
    AggregateSyntax inside;
    if (syntax.text == "top") inside.top = value(depth - 1);
    for (std::size_t n = 1 + below(3); n > 0; --n) inside.events.push_back(plain_name());
    if (below(2) == 0) {
      inside.property = plain_name();
      if (syntax.text == "sum") syntax.text = pick({"sum", "min", "max"});
    }
    if (below(2) == 0) inside.where = value(depth - 1);
    if (below(3) == 0) inside.within = length();
    if (!inside.within && below(3) == 0) inside.within_calendar = Calendar::quarter;
    if (below(3) == 0) inside.after = value(depth - 1);
    syntax.aggregate = std::make_shared<const AggregateSyntax>(std::move(inside));
    return syntax;
  }

  std::mt19937 random_;
};

TEST_CASE("a printed tree parses to the same tree", "[print]") {
  Limits limits;
  limits.expression_bytes = limits.expression_nodes = limits.expression_depth = 1'000'000;
  limits.parser_steps = 10'000'000;
  for (std::uint32_t seed = 0; seed < 3'000; ++seed) {
    const Syntax tree = TreeMaker(seed).value(1 + static_cast<int>(seed % 4));
    const std::string text = print(tree);
    const std::string expected = print_tree(tree);
    const std::string found = outcome(text, limits);
    if (found == expected) continue;
    CAPTURE(seed, text);
    REQUIRE(found == expected);
  }
}

TEST_CASE("print is canonical", "[print]") {
  constexpr Row kRows[] = {
      {"a", "a"},
      {"a   or b and not c", "(a or (b and (not c)))"},
      {"x not in ['a' , -1_000]", R"((x not in ["a", -1000]))"},
      {"- -a*b", "(--a * b)"},
      {"x between 1 and 2 and y is unknown", "((x between 1 and 2) and (y is unknown))"},
      {"t contains   word 'a\"\\'", R"((t contains word "a\"\\"))"},
      {"count( a|b.p after t within 24h where q )", "count(a | b.p where q within 1d after t)"},
      {"top(3,members.x within calendar  year)", "top(3, members.x within calendar year)"},
      {"max(a|b.p)+max( a,b )", "(max(a | b.p) + max(a, b))"},
      {"a - b + c", "(a - b + c)"},
      {"x > 90min", "(x > 90min)"},
  };
  for (const Row& row : kRows) {
    const auto parsed = parse_expression(row.text, {});
    REQUIRE(std::holds_alternative<Syntax>(parsed));
    CHECK(print(std::get<Syntax>(parsed)) == row.outcome);
    CHECK(outcome(row.outcome) == print_tree(std::get<Syntax>(parsed)));
  }
}

}  // namespace
}  // namespace leadscore::expr
