// SPDX-License-Identifier: Apache-2.0

// The grammar of expressions in Boost.Spirit X3, over tokens: what may stand between two brackets.
// The grammar itself is at the end; before it comes what X3 needs to read tokens and make Syntax.
#include "expr/grammar.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include <boost/spirit/home/x3.hpp>

#include "expr/complaint.hpp"
#include "expr/parsing.hpp"

namespace leadscore::expr {
namespace {

namespace x3 = boost::spirit::x3;

template <class Context>
Parsing& parsing(const Context& context) {
  return x3::get<Parsing>(context);
}

// ---- parsers of tokens ---------------------------------------------------------------------

// A parser that takes tokens by `bool take(Position&, Parsing&, Attribute&) const`.
template <class Derived, class Attribute>
struct TokenParser : x3::parser<Derived> {
  using attribute_type = Attribute;
  static constexpr bool has_attribute = true;

  template <class Context, class RuleContext, class Target>
  bool parse(Position& first, const Position& last, const Context& context, RuleContext&,
             Target& target) const {
    if (first == last || parsing(context).refused) return false;
    Attribute attribute{};
    if (!this->derived().take(first, parsing(context), attribute)) return false;
    x3::traits::move_to(std::move(attribute), target);
    return true;
  }
};

// A keyword or sign, or one of several.
template <std::size_t N>
struct Op : TokenParser<Op<N>, Position> {
  std::array<std::string_view, N> texts;
  explicit constexpr Op(const std::array<std::string_view, N>& all) : texts(all) {}
  bool take(Position& first, Parsing&, Position& token) const {
    const auto here = [&](std::string_view text) { return is(*first, text); };
    if (std::none_of(texts.begin(), texts.end(), here)) return false;
    token = first++;
    return true;
  }
};
template <class... Texts>
constexpr auto op(Texts... texts) {
  return Op<sizeof...(Texts)>({std::string_view(texts)...});
}

// A token that is a node by itself.
struct Literal : TokenParser<Literal, Syntax> {
  TokenKind token;
  SyntaxKind kind;
  constexpr Literal(TokenKind t, SyntaxKind k) : token(t), kind(k) {}
  bool take(Position& first, Parsing& state, Syntax& syntax) const {
    if (first->kind != token) return false;
    syntax.kind = kind;
    syntax.span = first->span;
    syntax.duration = first->duration;
    syntax.text = first->text;
    return state.count_node((first++)->span);
  }
};

// `true`, `false`, or a name that no `(` follows.
struct Word : TokenParser<Word, Syntax> {
  bool take(Position& first, Parsing& state, Syntax& syntax) const {
    const bool truth = is(*first, "true") || is(*first, "false");
    if (!truth && (!is_name(*first) || is(first[1], "(") || is_foreign_value(first->text)))
      return false;
    syntax.kind = truth ? SyntaxKind::boolean : SyntaxKind::name;
    syntax.span = first->span;
    syntax.text = first->text;
    return state.count_node((first++)->span);
  }
};

// A name where no value stands: of an event, of a property.
struct PlainName : TokenParser<PlainName, Name> {
  bool take(Position& first, Parsing& state, Name& name) const {
    if (!is_name(*first)) return false;
    name = {first->text, first->span};
    return state.count_node((first++)->span);
  }
};

// What was parsed before: `(...)`, `[...]`, or with a name `name(...)`.
struct Brackets : TokenParser<Brackets, Syntax> {
  std::string_view open;
  bool called;
  constexpr Brackets(std::string_view o, bool c) : open(o), called(c) {}
  bool take(Position& first, Parsing& state, Syntax& syntax) const {
    if (called && (!is_name(*first) || !word_instead_of(first->text).empty())) return false;
    const Position bracket = called ? first + 1 : first;
    if (!is(*bracket, open)) return false;
    Bracketed& found = state.brackets.at(bracket);
    if (!state.count_depth(found.depth, bracket->span)) return false;
    syntax = std::move(found.inside);
    first = &state.tokens[bracket->partner] + 1;
    return true;
  }
};

// `day`, `week` and so on.
struct CalendarUnit : TokenParser<CalendarUnit, Position> {
  bool take(Position& first, Parsing&, Position& token) const {
    if (first->kind != TokenKind::word || !calendar_named(first->text)) return false;
    token = first++;
    return true;
  }
};

// ---- parsers around parsers ----------------------------------------------------------------

// Levels of nesting that are gone with it, however the parser leaves the place.
class Levels {
 public:
  explicit Levels(Parsing& state) : state_(state), before_(state.levels) {}
  ~Levels() { state_.levels = before_; }
  Levels(const Levels&) = delete;
  Levels& operator=(const Levels&) = delete;
  bool add(Span span) {
    ++state_.levels;
    return state_.count_depth(0, span) && state_.count_node(span);
  }

 private:
  Parsing& state_;
  std::uint64_t before_;
};

// Any number of one sign before the subject, each a node and a level of nesting.
template <class Subject>
struct Prefixed : x3::unary_parser<Subject, Prefixed<Subject>> {
  using attribute_type = Syntax;
  static constexpr bool has_attribute = true;
  std::string_view sign;
  SyntaxKind kind;
  Prefixed(const Subject& inner, std::string_view s, SyntaxKind k)
      : x3::unary_parser<Subject, Prefixed<Subject>>(inner), sign(s), kind(k) {}

  template <class Context, class RuleContext, class Target>
  bool parse(Position& first, const Position& last, const Context& context, RuleContext& rcontext,
             Target& target) const {
    const Position begin = first;
    Levels levels(parsing(context));
    for (; first != last && is(*first, sign); ++first) {
      if (!levels.add(first->span)) return false;
    }
    const Position operand = first;
    Syntax syntax;
    if (operand != begin) {
      x3::expect[this->subject].parse(first, last, context, rcontext, syntax);
    } else if (!this->subject.parse(first, last, context, rcontext, syntax)) {
      return false;
    }
    for (Position at = operand; at != begin;) wrap(*--at, syntax);
    x3::traits::move_to(std::move(syntax), target);
    return true;
  }

 private:
  void wrap(const Token& token, Syntax& syntax) const {
    Syntax outer;
    outer.kind = kind;
    outer.span = {token.span.begin, syntax.span.end};
    outer.args.push_back(std::move(syntax));
    syntax = std::move(outer);
  }
};

struct PrefixedBy {
  std::string_view sign;
  SyntaxKind kind;
  template <class Subject>
  auto operator[](const Subject& subject) const {
    return Prefixed<Subject>(subject, sign, kind);
  }
};
constexpr PrefixedBy prefixed(std::string_view sign, SyntaxKind kind) { return {sign, kind}; }

// A step for each attempt; gives up at the limit.
template <class Subject>
struct Counted : x3::unary_parser<Subject, Counted<Subject>> {
  static constexpr bool is_pass_through_unary = true;
  explicit Counted(const Subject& inner) : x3::unary_parser<Subject, Counted<Subject>>(inner) {}

  template <class Context, class RuleContext, class Target>
  bool parse(Position& first, const Position& last, const Context& context, RuleContext& rcontext,
             Target& target) const {
    return parsing(context).count_step(first->span) &&
           this->subject.parse(first, last, context, rcontext, target);
  }
};

constexpr struct {
  template <class Subject>
  auto operator[](const Subject& subject) const {
    return Counted<Subject>(subject);
  }
} counted;

}  // namespace
}  // namespace leadscore::expr

// How messages call an operator that is expected, with or without an action.
namespace boost::spirit::x3 {

template <std::size_t N>
struct get_info<leadscore::expr::Op<N>> {
  using result_type = std::string;
  std::string operator()(const leadscore::expr::Op<N>& op) const {
    std::string all;
    for (const std::string_view text : op.texts) {
      all.append(all.empty() ? "" : " or ").append(leadscore::expr::quoted(text));
    }
    return all;
  }
};

template <class Subject, class Action>
struct get_info<action<Subject, Action>> {
  using result_type = std::string;
  std::string operator()(const action<Subject, Action>& p) const { return what(p.subject); }
};

}  // namespace boost::spirit::x3

namespace leadscore::expr {
namespace {

// ---- actions: what is made of what was found -----------------------------------------------

// A value that is all there is, unless an operator follows.
constexpr auto operand = [](auto& context) { x3::_val(context) = std::move(x3::_attr(context)); };
// The value at hand is part of the node.
constexpr auto add = [](auto& context) {
  x3::_val(context).args.push_back(std::move(x3::_attr(context)));
};
// An operator says what the node is whose first part was read before it.
template <SyntaxKind kind>
constexpr auto is_a = [](auto& context) {
  Syntax node;
  node.kind = kind;
  node.args.reserve(2);  // most have just two
  node.args.push_back(std::move(x3::_val(context)));
  x3::_val(context) = std::move(node);
};
// One more of a chain of arithmetic.
constexpr auto one_more = [](auto& context) {
  x3::_val(context).ops.push_back(x3::_attr(context)->text.front());
};
// The first of it.
template <SyntaxKind kind>
constexpr auto chain = [](auto& context) {
  is_a<kind>(context);
  one_more(context);
};
// One that has a text: `<=`, or `starts with` in two words.
template <SyntaxKind kind>
constexpr auto is_by = [](auto& context) {
  is_a<kind>(context);
  x3::_val(context).text = x3::_attr(context)->text;
};
constexpr auto extend = [](auto& context) {
  x3::_val(context).text += " " + x3::_attr(context)->text;
};
// `not in`.
constexpr auto is_not_in = [](auto& context) {
  is_a<SyntaxKind::in>(context);
  x3::_val(context).negated = true;
};
constexpr auto deny_if_unknown = [](auto& context) {
  x3::_val(context).negated = is(*x3::_attr(context), "unknown");
};
// The end of a node with an operator.
constexpr auto finish = [](auto& context) {
  Syntax& syntax = x3::_val(context);
  syntax.span = {syntax.args.front().span.begin, x3::_where(context).begin()[-1].span.end};
  x3::_pass(context) = parsing(context).count_node(syntax.span);
};

// Sets one part of an aggregate.
template <auto member>
constexpr auto set =
    [](auto& context) { x3::_val(context).*member = std::move(x3::_attr(context)); };
constexpr auto add_event = [](auto& context) {
  x3::_val(context).events.push_back(std::move(x3::_attr(context)));
};
constexpr auto set_within = [](auto& context) {
  x3::_val(context).within = x3::_attr(context).duration;
  x3::_val(context).within_span = x3::_attr(context).span;
};
constexpr auto set_calendar = [](auto& context) {
  const Position unit = x3::_attr(context);
  x3::_val(context).within_calendar = calendar_named(unit->text);
  x3::_val(context).within_span = {unit[-1].span.begin, unit->span.end};
};
constexpr auto set_selection = [](auto& context) {
  x3::_attr(context).top = std::move(x3::_val(context).top);
  x3::_val(context) = std::move(x3::_attr(context));
};
// `where`, `within` and `after` stand once each.
constexpr auto once = [](auto& context) {
  const AggregateSyntax& all = x3::_val(context);
  const Token& word = *x3::_attr(context);
  const bool again = is(word, "where")    ? all.where.has_value()
                     : is(word, "within") ? all.within || all.within_calendar
                                          : all.after.has_value();
  if (!again) return;
  parsing(context).refuse({word.span, "a second " + quoted(word.text) + " in one aggregate",
                           is(word, "where") ? "join the conditions with 'and'" : ""});
  x3::_pass(context) = false;
};

// ---- the grammar ---------------------------------------------------------------------------

template <class Id>
using Node = x3::rule<Id, Syntax>;
template <class Id>
using Selection = x3::rule<Id, AggregateSyntax>;
using Kind = SyntaxKind;

const Node<class AnyOf> any_of{kAValue};
const Node<class AllOf> all_of{kAValue};
const Node<class Negation> negation{kAValue};
const Node<class Comparison> comparison{kAValue};
const Node<class Sum> sum{kAValue};
const Node<class Product> product{kAValue};
const Node<class Factor> factor{kAValue};
const Node<class Value> value{kAValue};
const Node<class Plain> plain{kAValue};
const Node<class Members> members{"a list in square brackets or the name of one"};

const Node<class Item> item{kAValue};
const Node<class Items> items{kAValue};
const Node<class Arguments> arguments{kAValue};

const x3::rule<class EventName, Name> event_name{"an event name"};
const x3::rule<class PropertyName, Name> property_name{"the name of a property"};
const Node<class Length> length{"a duration such as 7d, or 'calendar'"};
const x3::rule<class Unit, Position> unit{"day, week, month, quarter or year"};
const Selection<class Selected> selection{"an event name"};
const Selection<class Top> top{"a number"};

const Literal number(TokenKind::number, Kind::number);
const Literal duration(TokenKind::duration, Kind::duration);
const Literal time_literal(TokenKind::time, Kind::time);
const Literal text_literal(TokenKind::text, Kind::text);
const Word word;
const Brackets call("(", true);
const Brackets parenthesised("(", false);
const Brackets list("[", false);
const auto done = x3::eps[finish];

// From the loosest to the tightest.
const auto any_of_def = all_of[operand] >> -((op("or")[is_a<Kind::any>] > all_of[add]) >>
                                             *(op("or") > all_of[add]) >> done);
const auto all_of_def = negation[operand] >> -((op("and")[is_a<Kind::all>] > negation[add]) >>
                                               *(op("and") > negation[add]) >> done);
const auto negation_def = prefixed("not", Kind::negate)[comparison];

const auto relation = op("==", "!=", "<", "<=", ">", ">=");
const auto searched = (op("any", "all")[extend] > members[add]) | (-op("word")[extend] > sum[add]);
const auto comparison_def =
    sum[operand] >>
    -(((relation[is_by<Kind::compare>] > sum[add]) | (op("in")[is_a<Kind::in>] > members[add]) |
       (op("not")[is_not_in] > op("in") > members[add]) |
       (op("between")[is_a<Kind::between>] > sum[add] > op("and") > sum[add]) |
       (op("contains")[is_by<Kind::test>] > searched) |
       (op("starts", "ends")[is_by<Kind::test>] > op("with")[extend] > sum[add]) |
       (op("matches")[is_by<Kind::test>] > sum[add]) |
       (op("is")[is_a<Kind::known>] > op("known", "unknown")[deny_if_unknown])) >>
      done);

const auto sum_def = product[operand] >> -((op("+", "-")[chain<Kind::sum>] > product[add]) >>
                                           *(op("+", "-")[one_more] > product[add]) >> done);
const auto product_def = factor[operand] >> -((op("*", "/")[chain<Kind::product>] > factor[add]) >>
                                              *(op("*", "/")[one_more] > factor[add]) >> done);
const auto factor_def = prefixed("-", Kind::minus)[value];
const auto value_def = counted[plain | call | parenthesised];
const auto plain_def = number | text_literal | duration | time_literal | word;
const auto members_def = list | word;

// Between square brackets.
const auto item_def = counted[plain | prefixed("-", Kind::minus)[number | duration]];
const auto items_def = item[add] >> *(op(",") > item[add]);

// Between the brackets of a function.
const auto arguments_def = any_of[add] >> *(op(",") > any_of[add]);

// Between the brackets of an aggregate.
const auto event_name_def = counted[PlainName()];
const auto property_name_def = counted[PlainName()];
const auto length_def = counted[duration];
const auto unit_def = counted[CalendarUnit()];
const auto window = (op("calendar") > unit[set_calendar]) | (x3::eps > length[set_within]);
const auto selection_def = event_name[add_event] >> *(op("|") > event_name[add_event]) >>
                           -(op(".") > property_name[set<&AggregateSyntax::property>]) >>
                           *((op("where")[once] > any_of[set<&AggregateSyntax::where>]) |
                             (op("within")[once] > window) |
                             (op("after")[once] > sum[set<&AggregateSyntax::after>]));
const auto top_def = sum[set<&AggregateSyntax::top>] > op(",") > selection[set_selection];

BOOST_SPIRIT_DEFINE(any_of, all_of, negation, comparison, sum, product, factor, value, plain,
                    members, item, items, arguments, event_name, property_name, length, unit,
                    selection, top)

// All of [first, last) by one rule, behind which only `more` could stand.
template <class Rule, class Result>
std::optional<Unexpected> parse_all(const Rule& rule, Parsing& state, Position first, Position last,
                                    const char* more, Result& result) {
  try {
    x3::parse(first, last, x3::with<Parsing>(state)[x3::expect[rule]], result);
  } catch (const x3::expectation_failure<Position>& failure) {
    return Unexpected{failure.where(), failure.which()};
  }
  if (first != last) return Unexpected{first, more};
  return std::nullopt;
}

constexpr const char* kAClause = "'where', 'within', 'after' or ')'";

}  // namespace

std::optional<Unexpected> parse_condition(Parsing& state, Position first, Position last,
                                          Syntax& syntax) {
  return parse_all(any_of, state, first, last, kAnOperator, syntax);
}

std::optional<Unexpected> parse_items(Parsing& state, Position first, Position last,
                                      Syntax& syntax) {
  return parse_all(items, state, first, last, "',' or ']'", syntax);
}

std::optional<Unexpected> parse_arguments(Parsing& state, Position first, Position last,
                                          Syntax& syntax) {
  return parse_all(arguments, state, first, last, "an operator, ',' or ')'", syntax);
}

std::optional<Unexpected> parse_selection(Parsing& state, Position first, Position last,
                                          AggregateSyntax& aggregate) {
  return parse_all(selection, state, first, last, kAClause, aggregate);
}

std::optional<Unexpected> parse_top(Parsing& state, Position first, Position last,
                                    AggregateSyntax& aggregate) {
  return parse_all(top, state, first, last, kAClause, aggregate);
}

}  // namespace leadscore::expr
