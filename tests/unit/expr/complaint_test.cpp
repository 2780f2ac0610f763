// SPDX-License-Identifier: Apache-2.0
#include "expr/complaint.hpp"

#include <string>
#include <string_view>

#include "support/catch.hpp"
#include "unit/expr/outcome.hpp"

namespace leadscore::expr {
namespace {

constexpr Row kHalves[] = {
    // nothing, or half of something
    {"", "error 0..0 expected a value"},
    {"   ", "error 3..3 expected a value"},
    {"()", "error 1..2 expected a value after '(', not ')'"},
    {"a and", "error 5..5 expected a value after 'and'"},
    {"a and or b", "error 6..8 expected a value after 'and', not 'or'"},
    {"a or", "error 4..4 expected a value after 'or'"},
    {"not", "error 3..3 expected a value after 'not'"},
    {"a ==", "error 4..4 expected a value after '=='"},
    {"a + * b", "error 4..5 expected a value after '+', not '*'"},
    {"a +", "error 3..3 expected a value after '+'"},
    {"-", "error 1..1 expected a value after '-'"},
    {"+ a", "error 0..1 expected a value, not '+' -- a number needs no +"},
    {"a == -", "error 6..6 expected a value after '-'"},
    {"(a or b", "error 0..1 expected ')' to close the '(' opened here"},
    {"a or b)", "error 6..7 this ')' closes nothing"},
    {"(a]", "error 2..3 expected ')' before this ']'"},
    {"[a", "error 0..1 expected ']' to close the '[' opened here"},
    {"x in [a, b", "error 5..6 expected ']' to close the '[' opened here"},
    {"f(a, b", "error 1..2 expected ')' to close the '(' opened here"},
    {"(a or (b and c)", "error 0..1 expected ')' to close the '(' opened here"},
    {"((a)", "error 0..1 expected ')' to close the '(' opened here"},
    {"a == (b or ) and c", "error 11..12 expected a value after 'or', not ')'"},
    {"a b",
     "error 2..3 expected an operator after 'a', not 'b' -- if this is one name, write it a_b"},
    {"a 1", "error 2..3 expected an operator after 'a', not '1'"},
    {R"~(a "b")~", R"~(error 2..5 expected an operator after 'a', not '"b"')~"},
    {"1 2", "error 2..3 expected an operator after '1', not '2'"},
    {R"~("a" "b")~", R"~(error 4..7 expected an operator after '"a"', not '"b"')~"},
    {"f(a b)",
     "error 4..5 expected an operator, ',' or ')' after 'a', not 'b' -- if this is one name, write "
     "it a_b"},
    {"f(a,)", "error 4..5 expected a value after ',', not ')'"},
    {"f(,a)", "error 2..3 expected a value after '(', not ','"},
    {"f(a;b)", "error 3..4 ';' means nothing in an expression"},
    {"x in", "error 4..4 expected a list in square brackets or the name of one after 'in'"},
    {"x in 5",
     "error 5..6 expected a list in square brackets or the name of one after 'in', not '5' -- a "
     "list is written in square brackets: [a, b]"},
    {"x in [a b]",
     "error 8..9 expected ',' or ']' after 'a', not 'b' -- if this is one name, write it a_b"},
    {"x in [a,, b]", "error 8..9 expected a value after ',', not ','"},
    {"x in [a,]", "error 8..9 expected a value after ',', not ']'"},
    {"x in [(a)]", "error 6..7 expected a value after '[', not '('"},
    {"x in [a + 1]", "error 8..9 expected ',' or ']' after 'a', not '+'"},
    {"x in (a, b)",
     "error 5..6 expected a list in square brackets or the name of one after 'in', not '(' -- a "
     "list is written in square brackets: [a, b]"},
    {"x in f(a)",
     "error 5..6 expected a list in square brackets or the name of one after 'in', not 'f' -- a "
     "list is written in square brackets: [a, b]"},
    {"x not", "error 5..5 expected 'in' after 'not'"},
    {"x not 5", "error 6..7 expected 'in' after 'not', not '5'"},
    {"x not between 1 and 5",
     "error 6..13 expected 'in' after 'not', not 'between' -- use: not (x between ...)"},
    {R"~(x not contains "a")~",
     "error 6..14 expected 'in' after 'not', not 'contains' -- use: not (x contains ...)"},
    {"not x in", "error 8..8 expected a list in square brackets or the name of one after 'in'"},
    {"x between 1", "error 11..11 expected 'and' after '1'"},
    {"x between 1 and", "error 15..15 expected a value after 'and'"},
    {"x between 1, 5", "error 11..12 expected 'and' after '1', not ',' -- use: between 1 and 5"},
    {"x between 1 or 5", "error 12..14 expected 'and' after '1', not 'or' -- use: between 1 and 5"},
    {"x is", "error 4..4 expected 'known' or 'unknown' after 'is'"},
    {"x is 5", "error 5..6 expected 'known' or 'unknown' after 'is', not '5' -- use: =="},
    {"x is true", "error 5..9 expected 'known' or 'unknown' after 'is', not 'true' -- use: =="},
    {"x is not known",
     "error 5..8 expected 'known' or 'unknown' after 'is', not 'not' -- use: is unknown"},
    {"x is not unknown",
     "error 5..8 expected 'known' or 'unknown' after 'is', not 'not' -- use: is known"},
    {"x is not null",
     "error 5..8 expected 'known' or 'unknown' after 'is', not 'not' -- use: is known"},
    {"x is null",
     "error 5..9 expected 'known' or 'unknown' after 'is', not 'null' -- use: is unknown"},
    {"x == null", "error 5..9 expected a value after '==', not 'null' -- use: x is unknown"},
    {"x != NULL", "error 5..9 expected a value after '!=', not 'NULL' -- use: x is known"},
    {"null", "error 0..4 expected a value, not 'null' -- use: x is unknown"},
    {"t contains", "error 10..10 expected a value after 'contains'"},
    {"t contains word", "error 15..15 expected a value after 'word'"},
    {"t contains any",
     "error 14..14 expected a list in square brackets or the name of one after 'any'"},
    {R"~(t contains any "a")~",
     R"~(error 15..18 expected a list in square brackets or the name of one after 'any', not '"a"' -- a list is written in square brackets: [a, b])~"},
    {R"~(t contains all ("a"))~",
     "error 15..16 expected a list in square brackets or the name of one after 'all', not '(' -- a "
     "list is written in square brackets: [a, b]"},
    {R"~(t contains ["a"])~",
     R"~(error 11..12 expected a value after 'contains', not '[' -- use: contains any ["a"])~"},
    {R"~(t starts "a")~", R"~(error 9..12 expected 'with' after 'starts', not '"a"')~"},
    {R"~(t ends "a")~", R"~(error 7..10 expected 'with' after 'ends', not '"a"')~"},
    {"t starts with", "error 13..13 expected a value after 'with'"},
    {"t matches", "error 9..9 expected a value after 'matches'"},
    {R"~(t like "a%")~",
     "error 2..6 expected an operator after 't', not 'like' -- use: contains, starts with, ends "
     "with or matches"},
    {"[a, b]",
     "error 0..1 expected a value, not '[' -- a list stands only after in, not in, contains any "
     "and contains all"},
    {"x == [a]", "error 5..6 expected a value after '==', not '[' -- use: in [a]"},
    // chains
    {"a < b < c",
     "error 6..7 comparisons do not chain -- use: a < b and b < c, or: b between a and c"},
    {"a == b == c",
     "error 7..9 comparisons do not chain -- use: a < b and b < c, or: b between a and c"},
    {"1 < x <= 5",
     "error 6..8 comparisons do not chain -- use: a < b and b < c, or: b between a and c"},
    {"a == b != c + 1",
     "error 7..9 comparisons do not chain -- use: a < b and b < c, or: b between a and c"},
    {"a < b in c",
     "error 6..8 comparisons do not chain -- use: a < b and b < c, or: b between a and c"},
    {"a in b == true",
     "error 7..9 comparisons do not chain -- use: a < b and b < c, or: b between a and c"},
    {"a is known == true",
     "error 11..13 comparisons do not chain -- use: a < b and b < c, or: b between a and c"},
    {"not a < b < c",
     "error 10..11 comparisons do not chain -- use: a < b and b < c, or: b between a and c"},
    {"a == not b",
     "error 5..8 expected a value after '==', not 'not' -- put it in parentheses: (not ...)"},
    {"a == b and c < d < e",
     "error 17..18 comparisons do not chain -- use: a < b and b < c, or: b between a and c"},
};

constexpr Row kHabits[] = {
    // the habits of other languages
    {"a = 5", "error 2..3 '=' means nothing in an expression -- use: =="},
    {"a == 5 && b", "error 7..9 '&&' means nothing in an expression -- use: and"},
    {"a || b", "error 2..4 '||' means nothing in an expression -- use: or"},
    {"!a", "error 0..1 '!' means nothing in an expression -- use: not"},
    {"!(a)", "error 0..1 '!' means nothing in an expression -- use: not"},
    {"a <> b", "error 2..4 '<>' means nothing in an expression -- use: !="},
    {"a === b", "error 2..5 '===' means nothing in an expression -- use: =="},
    {"a !== b", "error 2..5 '!==' means nothing in an expression -- use: !="},
    {"a => 5", "error 2..4 '=>' means nothing in an expression -- use: >="},
    {"a =< 5", "error 2..4 '=<' means nothing in an expression -- use: <="},
    {"a ≥ 5", "error 2..5 '≥' means nothing in an expression -- use: >="},
    {"a ≤ 5", "error 2..5 '≤' means nothing in an expression -- use: <="},
    {"a ≠ 5", "error 2..5 '≠' means nothing in an expression -- use: !="},
    {"a & b", "error 2..3 '&' means nothing in an expression -- use: and"},
    {"a | b", "error 2..3 expected an operator after 'a', not '|' -- use: or"},
    {"a AND b", "error 2..5 expected an operator after 'a', not 'AND' -- use: and"},
    {"a OR b", "error 2..4 expected an operator after 'a', not 'OR' -- use: or"},
    {"NOT a", "error 4..5 expected an operator after 'NOT', not 'a' -- use: not"},
    {"NOT (a)", "error 0..3 expected a value, not 'NOT' -- use: not"},
    {"a And b", "error 2..5 expected an operator after 'a', not 'And' -- use: and"},
    {"x IN [a]", "error 2..4 expected an operator after 'x', not 'IN' -- use: in"},
    {"x IS known", "error 2..4 expected an operator after 'x', not 'IS' -- use: is"},
    {"x BETWEEN 1 and 2",
     "error 2..9 expected an operator after 'x', not 'BETWEEN' -- use: between"},
    {R"~(t CONTAINS "a")~",
     "error 2..10 expected an operator after 't', not 'CONTAINS' -- use: contains"},
    {"x is Known",
     "error 5..10 expected 'known' or 'unknown' after 'is', not 'Known' -- use: known"},
    {"a xor b", "error 2..5 expected an operator after 'a', not 'xor' -- use: !="},
    {"a equals b", "error 2..8 expected an operator after 'a', not 'equals' -- use: =="},
    {"x == TRUE", "error 5..9 expected a value after '==', not 'TRUE' -- use: true"},
    {"a ? b : c", "error 2..3 '?' means nothing in an expression"},
    {"a % b", "error 2..3 '%' means nothing in an expression"},
    {"a ^ b", "error 2..3 '^' means nothing in an expression"},
    {"a ** b", "error 3..4 expected a value after '*', not '*'"},
    {"a; b", "error 1..2 ';' means nothing in an expression"},
    {"{a}", "error 0..1 '{' means nothing in an expression"},
    {"a, b",
     "error 1..2 expected an operator after 'a', not ',' -- a list is written in square brackets: "
     "[a, b]"},
    {"$a", "error 0..1 '$' means nothing in an expression"},
    {"a.b",
     "error 1..2 a property stands only inside the brackets of count, sum, last and the like -- "
     "use: last(a.b); under 'where' only b"},
    {R"~(page_view.url == "x")~",
     "error 9..10 a property stands only inside the brackets of count, sum, last and the like -- "
     "use: last(page_view.url); under 'where' only url"},
    {".5", "error 0..1 expected a value, not '.' -- a number begins with a digit: 0.5"},
    {"5.", "error 1..2 expected an operator after '5', not '.'"},
    {"1.2.3", "error 3..4 expected an operator after '1.2', not '.'"},
    {"+5", "error 0..1 expected a value, not '+' -- a number needs no +"},
    {"“x”", R"~(error 0..3 '“' means nothing in an expression -- use: ")~"},
    {"x == ‘y’", "error 5..8 '‘' means nothing in an expression -- use: '"},
    {"`x`", R"~(error 0..1 '`' means nothing in an expression -- use: ")~"},
    {"a （b）", "error 2..5 '（' means nothing in an expression -- use: ("},
    {"x == １５", "error 5..8 '１' means nothing in an expression -- use: 1"},
    {"a × b", "error 2..4 '×' means nothing in an expression -- use: *"},
    {"count(page_view) where x",
     "error 17..22 'where' stands only inside the brackets of an aggregate -- use: count(event "
     "where ...)"},
    {"count(page_view) within 7d",
     "error 17..23 'within' stands only inside the brackets of an aggregate -- use: count(event "
     "within ...)"},
    {"a within 7d",
     "error 2..8 'within' stands only inside the brackets of an aggregate -- use: count(event "
     "within ...)"},
    {"a after b",
     "error 2..7 'after' stands only inside the brackets of an aggregate -- use: count(event after "
     "...)"},
    {"a where b",
     "error 2..7 'where' stands only inside the brackets of an aggregate -- use: count(event where "
     "...)"},
    // names
    {"form submit == 1",
     "error 5..11 expected an operator after 'form', not 'submit' -- if this is one name, write it "
     "form_submit"},
    {"form submit page",
     "error 5..11 expected an operator after 'form', not 'submit' -- if this is one name, write it "
     "form_submit"},
    {"2nd",
     "error 0..3 '2nd' is no duration -- the units are s, min, h, d and w; a name begins with a "
     "letter"},
    {"1_",
     "error 0..2 '1_' is no number -- a '_' stands between digits, as in 1_000_000; a name begins "
     "with a letter"},
    {"1__0",
     "error 0..4 '1__0' is no number -- a '_' stands between digits, as in 1_000_000; a name "
     "begins with a letter"},
    {"_1_ == 1 x", "error 9..10 expected an operator after '1', not 'x'"},
    {"orb it",
     "error 4..6 expected an operator after 'orb', not 'it' -- if this is one name, write it "
     "orb_it"},
    {"is", "error 0..2 expected a value, not 'is'"},
    {"and", "error 0..3 expected a value, not 'and'"},
    {"or b", "error 0..2 expected a value, not 'or'"},
    {"in [a]", "error 0..2 expected a value, not 'in'"},
    {"a and in", "error 6..8 expected a value after 'and', not 'in'"},
    {"known", "error 0..5 expected a value, not 'known'"},
    {"true(a)", "error 4..5 expected an operator after 'true', not '('"},
    {"where", "error 0..5 expected a value, not 'where'"},
    {"any of",
     "error 4..6 expected an operator after 'any', not 'of' -- if this is one name, write it "
     "any_of"},
};

constexpr Row kSpeech[] = {
    // as people say it
    {"a > 50 and < 200",
     "error 11..12 expected a value after 'and', not '<' -- repeat the name: a < 200"},
    {R"~(t contains "x" and not contains "y" or b)~",
     R"~(error 23..31 expected a value after 'not', not 'contains' -- repeat the name: not t contains "y")~"},
    {R"~(max(a, b) > 1 or (c and sum(e.p) > 5 and < 9))~",
     "error 41..42 expected a value after 'and', not '<' -- repeat the name: sum(e.p) < 9"},
    {R"~(x not in ["a"] and contains "b")~",
     R"~(error 19..27 expected a value after 'and', not 'contains' -- repeat the name: x contains "b")~"},
    {R"~(t contains ["x", "y"])~",
     R"~(error 11..12 expected a value after 'contains', not '[' -- use: contains any ["x", "y"])~"},
    {R"~(t in ["x" "y"])~",
     R"~(error 10..13 expected ',' or ']' after '"x"', not '"y"' -- put a comma between them)~"},
    {"a > 1,000",
     "error 5..6 expected an operator after '1', not ',' -- a number has no comma: 1000 or 1_000"},
    {"a is empty",
     "error 5..10 expected 'known' or 'unknown' after 'is', not 'empty' -- use: is unknown"},
    {"a is not empty",
     "error 5..8 expected 'known' or 'unknown' after 'is', not 'not' -- use: is known"},
    {R"~(a is not "x")~",
     "error 5..8 expected 'known' or 'unknown' after 'is', not 'not' -- use: !="},
    {"a not known", "error 6..11 expected 'in' after 'not', not 'known' -- use: is unknown"},
    {"b and a != unknown",
     "error 11..18 expected a value after '!=', not 'unknown' -- use: a is known"},
    {"a is greater than 5",
     "error 5..12 expected 'known' or 'unknown' after 'is', not 'greater' -- use: >"},
    {"a is less than or equal to 5",
     "error 5..9 expected 'known' or 'unknown' after 'is', not 'less' -- use: <="},
    {"a at least 5", "error 2..4 expected an operator after 'a', not 'at' -- use: >="},
    {R"~(t does not contain "x" or b)~",
     R"~(error 2..6 expected an operator after 't', not 'does' -- use: not (t contains "x"))~"},
    {"days since last(x) > 5",
     "error 5..10 expected an operator after 'days', not 'since' -- use: days(age(last(x)))"},
    {"lead.a > 5", "error 4..5 an attribute stands by its own name -- use: a"},
    {"count(a in last 7d)",
     "error 8..10 expected 'where', 'within', 'after' or ')' after 'a', not 'in' -- use: within "
     "7d"},
    {"count(page-view)",
     "error 10..11 expected 'where', 'within', 'after' or ')' after 'page', not '-' -- if this is "
     "one name, write it page_view"},
};

constexpr Row kAggregates[] = {
    // aggregates
    {"count()", "error 6..7 expected an event name after '(', not ')'"},
    {"count(5)", "error 6..7 expected an event name after '(', not '5'"},
    {"count(or)",
     "error 6..8 expected an event name after '(', not 'or' -- events are joined with |: a | b"},
    {R"~(count("page_view"))~",
     R"~(error 6..17 expected an event name after '(', not '"page_view"' -- an event stands without quotes)~"},
    {"count(page_view, 7d)",
     "error 15..16 expected 'where', 'within', 'after' or ')' after 'page_view', not ',' -- use: "
     "within 7d"},
    {"count(page view)",
     "error 11..15 expected 'where', 'within', 'after' or ')' after 'page', not 'view' -- if this "
     "is one name, write it page_view"},
    {"count(page_view and form)",
     "error 16..19 expected 'where', 'within', 'after' or ')' after 'page_view', not 'and' -- "
     "events are joined with |"},
    {"count(page_view |)", "error 17..18 expected an event name after '|', not ')'"},
    {"count(| a)",
     "error 6..7 expected an event name after '(', not '|' -- events are joined with |: a | b"},
    {"count(a || b)", "error 8..10 '||' means nothing in an expression -- use: or"},
    {"count(a.b.c)", "error 9..10 expected 'where', 'within', 'after' or ')' after 'b', not '.'"},
    {"count(a.p | b.p)",
     "error 10..11 expected 'where', 'within', 'after' or ')' after 'p', not '|' -- the property "
     "stands once, behind all events: a | b.p"},
    {"count(a.)", "error 8..9 expected the name of a property after '.', not ')'"},
    {"count(a.where)", "error 8..13 expected the name of a property after '.', not 'where'"},
    {"count(a where)", "error 13..14 expected a value after 'where', not ')'"},
    {"count(a where b where c)",
     "error 16..21 a second 'where' in one aggregate -- join the conditions with 'and'"},
    {"count(a within 7d within 8d)", "error 18..24 a second 'within' in one aggregate"},
    {"count(a within 7d within calendar day)", "error 18..24 a second 'within' in one aggregate"},
    {"count(a after b after c)", "error 16..21 a second 'after' in one aggregate"},
    {"count(a within)",
     "error 14..15 expected a duration such as 7d, or 'calendar' after 'within', not ')'"},
    {"count(a within b)",
     "error 15..16 expected a duration such as 7d, or 'calendar' after 'within', not 'b'"},
    {"count(a within 30m)", "error 15..18 '30m' is no duration -- write 30min for minutes"},
    {"count(a within 7 days)",
     "error 15..16 expected a duration such as 7d, or 'calendar' after 'within', not '7' -- write "
     "7d"},
    {"count(a within month)",
     "error 15..20 expected a duration such as 7d, or 'calendar' after 'within', not 'month' -- "
     "use: within calendar month"},
    {"count(a within calendar)",
     "error 23..24 expected day, week, month, quarter or year after 'calendar', not ')'"},
    {"count(a within calendar decade)",
     "error 24..30 expected day, week, month, quarter or year after 'calendar', not 'decade'"},
    {"count(a within calendar 7d)",
     "error 24..26 expected day, week, month, quarter or year after 'calendar', not '7d'"},
    {"count(a within calendar months)",
     "error 24..30 expected day, week, month, quarter or year after 'calendar', not 'months'"},
    {"count(a after)", "error 13..14 expected a value after 'after', not ')'"},
    {"count(a after b or c)",
     "error 16..18 expected 'where', 'within', 'after' or ')' after 'b', not 'or' -- events are "
     "joined with |"},
    {"count(a after b < c)",
     "error 16..17 expected 'where', 'within', 'after' or ')' after 'b', not '<'"},
    {"count(a after b) after c",
     "error 17..22 'after' stands only inside the brackets of an aggregate -- use: count(event "
     "after ...)"},
    {"count(a where x == )", "error 19..20 expected a value after '==', not ')'"},
    {"count(a foo)",
     "error 8..11 expected 'where', 'within', 'after' or ')' after 'a', not 'foo' -- if this is "
     "one name, write it a_foo"},
    {"sum(a.p, b)",
     "error 7..8 expected 'where', 'within', 'after' or ')' after 'p', not ',' -- events are "
     "joined with |"},
    {"min(a.p, b)",
     "error 7..8 expected 'where', 'within', 'after' or ')' after 'p', not ',' -- events are "
     "joined with |"},
    {"min(a, b.p)",
     "error 8..9 a property stands only inside the brackets of count, sum, last and the like -- "
     "use: last(b.p); under 'where' only p"},
    {"top(members.fit)",
     "error 11..12 expected ',' after 'members', not '.' -- use: top(3, members.x)"},
    {"top(3)", "error 5..6 expected ',' after '3', not ')' -- use: top(3, members.x)"},
    {"top(3 members.fit)",
     "error 6..13 expected ',' after '3', not 'members' -- use: top(3, members.x)"},
    {"top(3, )", "error 7..8 expected an event name after ',', not ')'"},
    {"top(, members.fit)", "error 4..5 expected a number after '(', not ','"},
    {"top()", "error 4..5 expected a number after '(', not ')'"},
    {"count(last(a))",
     "error 10..11 expected 'where', 'within', 'after' or ')' after 'last', not '('"},
};

TEST_CASE("what is missing is named", "[complaint]") {
  for (const Row& row : kHalves) CHECK(outcome(row.text) == row.outcome);
}

TEST_CASE("the habits of other languages get a hint", "[complaint]") {
  for (const Row& row : kHabits) CHECK(outcome(row.text) == row.outcome);
}

TEST_CASE("what people say gets a hint", "[complaint]") {
  for (const Row& row : kSpeech) CHECK(outcome(row.text) == row.outcome);
}

TEST_CASE("what does not belong into an aggregate", "[complaint]") {
  for (const Row& row : kAggregates) CHECK(outcome(row.text) == row.outcome);
}

TEST_CASE("long words are cut between characters", "[complaint]") {
  const std::string forty(40, 'a');
  CHECK(outcome("1 " + forty) == "error 2..42 expected an operator after '1', not '" + forty + "'");
  CHECK(outcome("1 " + forty + "b") ==
        "error 2..43 expected an operator after '1', not '" + forty + "...'");
  const std::string wide = std::string(39, 'a') + "\u4ef7";
  CHECK(outcome("1 " + wide) ==
        "error 2..44 expected an operator after '1', not '" + std::string(39, 'a') + "...'");
}

}  // namespace
}  // namespace leadscore::expr
