// SPDX-License-Identifier: Apache-2.0

// The texts and the tests on texts that a rule file names, and what one test says of another.
#include <algorithm>
#include <string>
#include <utility>

#include "expr/text_test.hpp"
#include "lint/value_set.hpp"
#include "text/fold.hpp"

namespace leadscore::lint {

using expr::Expr;
using expr::Op;

namespace {

const std::string& literal(const Expr& test, std::size_t index = 0) {
  return expr::form(*(*test.literals)[index].text, test.exact);
}

bool on_list(const Expr& test) { return test.args[0].type == expr::Type::list; }

// Whether every text that passes `a` passes `b`; both name one text each.
bool one_implies(Op a, const std::string& s, Op b, const std::string& t, bool list) {
  if (list) return s == t;
  if (a == b && s == t) return true;
  switch (b) {
    case Op::contains: return s.find(t) != std::string::npos;
    case Op::contains_word: return a == Op::contains_word && text::contains_word(s, t);
    case Op::starts_with: return a == Op::starts_with && s.starts_with(t);
    case Op::ends_with: return a == Op::ends_with && s.ends_with(t);
    default: return false;
  }
}

// The kind of test that one of the texts of `contains any` or `contains all` is.
Op single(Op op) { return op == Op::contains_any || op == Op::contains_all ? Op::contains : op; }

// Whether the text `s` under the test `a` implies `b`, which may name several.
bool implies(Op a, const std::string& s, const Expr& b) {
  const auto one = [&](const expr::Datum& wanted) {
    return one_implies(a, s, single(b.op), expr::form(*wanted.text, b.exact), on_list(b));
  };
  const auto& wanted = *b.literals;
  return b.op == Op::contains_all ? std::all_of(wanted.begin(), wanted.end(), one)
                                  : std::any_of(wanted.begin(), wanted.end(), one);
}

bool implies(const Expr& a, const Expr& b) {
  if (a.op == Op::matches || b.op == Op::matches) return false;
  const auto one = [&](const expr::Datum& given) {
    return implies(single(a.op), expr::form(*given.text, a.exact), b);
  };
  const auto& given = *a.literals;
  return a.op == Op::contains_any ? std::all_of(given.begin(), given.end(), one)
                                  : std::any_of(given.begin(), given.end(), one);
}

// Whether no text passes both: two beginnings or two ends that differ.
bool exclude_each_other(const Expr& a, const Expr& b) {
  if (a.op != b.op || (a.op != Op::starts_with && a.op != Op::ends_with)) return false;
  return !implies(a, b) && !implies(b, a);
}

std::string key_of(const Expr& test) {
  std::string key = std::to_string(static_cast<int>(test.op)) + (test.exact ? "=" : "~");
  if (on_list(test)) key += "l";
  if (test.regex) key += test.regex->pattern();
  for (std::size_t i = 0; test.literals && i < test.literals->size(); ++i) {
    key += literal(test, i);
    key += '\0';
  }
  return key;
}

std::uint32_t next_id(std::map<std::string, std::uint32_t, std::less<>>& ids, std::string key,
                      bool& is_new) {
  const auto [found, added] =
      ids.try_emplace(std::move(key), static_cast<std::uint32_t>(ids.size()));
  is_new = added;
  return found->second;
}

}  // namespace

std::uint32_t TextPool::id_of(const expr::Text& text, bool exact) {
  bool is_new = false;
  const std::uint32_t id =
      next_id(text_ids_, (exact ? "=" : "~") + expr::form(text, exact), is_new);
  if (is_new) texts_.push_back(expr::Datum::of(std::make_shared<const expr::Text>(text)));
  return id;
}

std::uint32_t TextPool::id_of_test(const Expr& test) {
  bool is_new = false;
  const std::uint32_t id = next_id(test_ids_, key_of(test), is_new);
  if (is_new) tests_.push_back(&test);
  return id;
}

Texts TextPool::ids_of(const expr::Literals& literals, bool exact) {
  auto& made = ids_of_lists_[{literals.get(), exact}];
  if (made.first) return made.second;
  std::vector<std::uint32_t> ids;
  for (const expr::Datum& value : *literals) ids.push_back(id_of(*value.text, exact));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  made = {literals, std::make_shared<const std::vector<std::uint32_t>>(std::move(ids))};
  return made.second;
}

bool TextPool::holds_of(const std::vector<TextTest>& tests, std::uint32_t text) const {
  return std::all_of(tests.begin(), tests.end(), [&](const TextTest& test) {
    return expr::holds(*tests_[test.id], texts_[text]) == test.holds;
  });
}

bool TextPool::agree(const std::vector<TextTest>& tests) const {
  for (const TextTest& a : tests) {
    for (const TextTest& b : tests) {
      if (&a == &b) continue;
      if (a.id == b.id && a.holds != b.holds) return false;
      if (!a.holds || a.id == b.id) continue;
      if (!b.holds && implies(*tests_[a.id], *tests_[b.id])) return false;
      if (b.holds && exclude_each_other(*tests_[a.id], *tests_[b.id])) return false;
    }
  }
  return true;
}

}  // namespace leadscore::lint
