// SPDX-License-Identifier: Apache-2.0
#include "expr/grammar.hpp"

#include <string_view>

#include "support/catch.hpp"
#include "unit/expr/outcome.hpp"

namespace leadscore::expr {
namespace {

constexpr Row kOperators[] = {
    // precedence
    {"a or b and c", "(any a (all b c))"},
    {"a and b or c", "(any (all a b) c)"},
    {"not a and b", "(all (not a) b)"},
    {"not a or not b", "(any (not a) (not b))"},
    {"not a == b", "(not (compare == a b))"},
    {"not not a", "(not (not a))"},
    {"not (a or b)", "(not (any a b))"},
    {"(a or b) and c", "(all (any a b) c)"},
    {"a or b or c", "(any a b c)"},
    {"(a or b) or c", "(any (any a b) c)"},
    {"a and (b and c)", "(all a (all b c))"},
    {"a == b or c != d", "(any (compare == a b) (compare != c d))"},
    {"a + b * c", "(sum + a (product * b c))"},
    {"(a + b) * c", "(product * (sum + a b) c)"},
    {"a - b - c", "(sum - - a b c)"},
    {"a - (b - c)", "(sum - a (sum - b c))"},
    {"a / b * c", "(product / * a b c)"},
    {"a + b - c + d", "(sum + - + a b c d)"},
    {"-a", "(minus a)"},
    {"-a * b", "(product * (minus a) b)"},
    {"-(a * b)", "(minus (product * a b))"},
    {"- -a", "(minus (minus a))"},
    {"--a", "(minus (minus a))"},
    {"a - -b", "(sum - a (minus b))"},
    {"a--b", "(sum - a (minus b))"},
    {"-1", "(minus 1)"},
    {"a < b + 1", "(compare < a (sum + b 1))"},
    {"a + 1 >= b * 2 - 3", "(compare >= (sum + a 1) (sum - (product * b 2) 3))"},
    {"a<b", "(compare < a b)"},
    {"a<=b", "(compare <= a b)"},
    {"a>=-1", "(compare >= a (minus 1))"},
    {"a!=b", "(compare != a b)"},
    {"(a < b) == true", "(compare == (compare < a b) true)"},
    {"((a))", "a"},
    {"not a is known", "(not (known a))"},
    {"a + b is unknown", "(not-known (sum + a b))"},
    {"a is known and b is unknown", "(all (known a) (not-known b))"},
    // comparisons
    {R"~(country == "US")~", R"~((compare == country "US"))~"},
    {"x in [a, b]", "(in x (list a b))"},
    {R"~(x in ["a", 'b', 1, -2, 7d, 2026-03-01, true, NAME])~",
     R"~((in x (list "a" "b" 1 (minus 2) 1w 2026-03-01 true NAME)))~"},
    {"x not in NAME", "(not-in x NAME)"},
    {"x in NAME and y", "(all (in x NAME) y)"},
    {"x in []", "(in x (list))"},
    {"x in [1]", "(in x (list 1))"},
    {"a + 1 in [2, 3]", "(in (sum + a 1) (list 2 3))"},
    {"x between 1 and 5", "(between x 1 5)"},
    {"x between 1 and 5 and y", "(all (between x 1 5) y)"},
    {"x between a + 1 and b * 2 or c", "(any (between x (sum + a 1) (product * b 2)) c)"},
    {"x between -1 and -0.5", "(between x (minus 1) (minus 0.5))"},
    {R"~(t contains "s")~", R"~((test contains t "s"))~"},
    {R"~(t contains word "s")~", R"~((test contains word t "s"))~"},
    {R"~(t contains any ["a", "b"])~", R"~((test contains any t (list "a" "b")))~"},
    {R"~(t contains all ["a", "b"])~", R"~((test contains all t (list "a" "b")))~"},
    {"t contains any NAME", "(test contains any t NAME)"},
    {"t contains NAME", "(test contains t NAME)"},
    {R"~(t starts with "s")~", R"~((test starts with t "s"))~"},
    {"t ends with 's'", R"~((test ends with t "s"))~"},
    {R"~(t matches "^a.*b$")~", R"~((test matches t "^a.*b$"))~"},
    {R"~(t matches '\d+')~", R"~((test matches t "\\d+"))~"},
    {R"~(not t contains "s")~", R"~((not (test contains t "s")))~"},
    {R"~(domain(email) ends with ".edu")~", R"~((test ends with (call domain email) ".edu"))~"},
    {R"~(title contains word "CEO" or title contains word "VP")~",
     R"~((any (test contains word title "CEO") (test contains word title "VP")))~"},
};

constexpr Row kCalls[] = {
    // calls
    {"domain(email) in free_mail", "(in (call domain email) free_mail)"},
    {"length(t) > 3", "(compare > (call length t) 3)"},
    {"min(a, b)", "(call min a b)"},
    {"max(a + 1, b)", "(call max (sum + a 1) b)"},
    {"min(a)", "(call min a)"},
    {"coalesce(a, b)", "(call coalesce a b)"},
    {"round(x / 3)", "(call round (product / x 3))"},
    {"domain (email)", "(call domain email)"},
    {"f()", "(call f)"},
    {"f(g(h(1)))", "(call f (call g (call h 1)))"},
    {"f(a or b, not c)", "(call f (any a b) (not c))"},
    {R"~(signal("dormant"))~", R"~((call signal "dormant"))~"},
    {R"~(passes("mql") >= 2)~", R"~((compare >= (call passes "mql") 2))~"},
    {R"~(since("mql") < now - 7d)~", R"~((compare < (call since "mql") (sum - now 1w)))~"},
    {R"~(entered("sql") == 0)~", R"~((compare == (call entered "sql") 0))~"},
    {R"~(rejections > 0 and stage in ["engaged", "target"])~",
     R"~((all (compare > rejections 0) (in stage (list "engaged" "target"))))~"},
    {R"~(rejections("no budget") > 1)~", R"~((compare > (call rejections "no budget") 1))~"},
    {"trial_ends < now + 7d", "(compare < trial_ends (sum + now 1w))"},
    {"age(trial_ends) > 60d", "(compare > (call age trial_ends) 60d)"},
    {"days(age(first(any))) / 7", "(product / (call days (call age (aggregate first any))) 7)"},
    {"any(a)", "(call any a)"},
    // aggregates
    {"count(any)", "(aggregate count any)"},
    {"count(page_view)", "(aggregate count page_view)"},
    {"count(a | b | c)", "(aggregate count a | b | c)"},
    {"count(page_view within 24h) >= 7", "(compare >= (aggregate count page_view within 1d) 7)"},
    {R"~(count(page_view where url contains "/pricing" within 7d))~",
     R"~((aggregate count page_view where (test contains url "/pricing") within 1w))~"},
    {R"~(count(page_view within 7d where url contains "/pricing"))~",
     R"~((aggregate count page_view where (test contains url "/pricing") within 1w))~"},
    {"count(any after stage_since)", "(aggregate count any after stage_since)"},
    {"count(any after stage_since + 3d within 30d)",
     "(aggregate count any within 30d after (sum + stage_since 3d))"},
    {"count(any within calendar month)", "(aggregate count any within calendar month)"},
    {"count(any within calendar quarter where a == 1 after 2026-03-01)",
     "(aggregate count any where (compare == a 1) within calendar quarter after 2026-03-01)"},
    {"count(a where (b or c) and not d within 7d)",
     "(aggregate count a where (all (any b c) (not d)) within 1w)"},
    {"count(a where b between 1 and 2 within 7d)",
     "(aggregate count a where (between b 1 2) within 1w)"},
    {"sum(page_view.seconds)", "(aggregate sum page_view.seconds)"},
    {"sum(a | b.p where p > 1)", "(aggregate sum a | b.p where (compare > p 1))"},
    {"avg(webinar.minutes within 90d)", "(aggregate avg webinar.minutes within 90d)"},
    {"min(a.p)", "(aggregate min a.p)"},
    {"max(members.fit)", "(aggregate max members.fit)"},
    {"min(a | b.p)", "(aggregate min a | b.p)"},
    {"min(x, y)", "(call min x y)"},
    {"distinct(page_view.url)", "(aggregate distinct page_view.url)"},
    {"first(any)", "(aggregate first any)"},
    {"last(nps.answer) <= 6", "(compare <= (aggregate last nps.answer) 6)"},
    {"age(last(any)) > 60d", "(compare > (call age (aggregate last any)) 60d)"},
    {"top(3, members.engagement)", "(aggregate top 3 members.engagement)"},
    {R"~(top(N, members.fit where title contains "VP"))~",
     R"~((aggregate top N members.fit where (test contains title "VP")))~"},
    {"top(-1 + 4, members.fit)", "(aggregate top (sum + (minus 1) 4) members.fit)"},
    {R"~(count(members where title contains "VP"))~",
     R"~((aggregate count members where (test contains title "VP")))~"},
    {R"~(sum(members.engagement where role == "champion"))~",
     R"~((aggregate sum members.engagement where (compare == role "champion")))~"},
    {R"~(count(a where url == "within"))~",
     R"~((aggregate count a where (compare == url "within")))~"},
    {"count(a) - count(b) > 0", "(compare > (sum - (aggregate count a) (aggregate count b)) 0)"},
    {"max(count(a), count(b where x == 1))",
     "(call max (aggregate count a) (aggregate count b where (compare == x 1)))"},
};

TEST_CASE("operators bind as the language says", "[grammar]") {
  for (const Row& row : kOperators) CHECK(outcome(row.text) == row.outcome);
}

TEST_CASE("calls and aggregates", "[grammar]") {
  for (const Row& row : kCalls) CHECK(outcome(row.text) == row.outcome);
}

TEST_CASE("line breaks and other blanks are blanks", "[grammar]") {
  CHECK(outcome("a\n  or\r\n\tb") == "(any a b)");
  CHECK(outcome("a\u00a0and\u3000b") == "(all a b)");
}

TEST_CASE("spans take in brackets", "[grammar]") {
  const auto parsed = parse_expression("x == (a + b) * count(c within calendar day)", {});
  const Syntax& compare = std::get<Syntax>(parsed);
  CHECK(compare.span == Span{0, 43});
  const Syntax& product = compare.args[1];
  CHECK(product.span == Span{5, 43});
  CHECK(product.args[0].span == Span{5, 12});
  CHECK(product.args[0].args[1].span == Span{10, 11});
  CHECK(product.args[1].span == Span{15, 43});
  CHECK(product.args[1].aggregate->events[0].span == Span{21, 22});
  CHECK(product.args[1].aggregate->within_span == Span{30, 42});
}

TEST_CASE("the error that stands first is given", "[grammar]") {
  CHECK(outcome("a b (c d) (e f)").starts_with("error 2..3 "));
  CHECK(outcome("(a b) c d (e f)").starts_with("error 3..4 "));
  CHECK(outcome("a or (b and (c d)) or (").starts_with("error 22..23 "));
}

}  // namespace
}  // namespace leadscore::expr
