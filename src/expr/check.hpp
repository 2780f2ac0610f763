// SPDX-License-Identifier: Apache-2.0

// Syntax to checked expression: names, types, and everything that can be wrong with them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/limits.hpp>

#include "base/zone.hpp"
#include "expr/expr.hpp"
#include "expr/syntax.hpp"

namespace leadscore::expr {

// The names that a value may be compared with. Copies share one list.
class KnownNames {
 public:
  KnownNames() = default;
  KnownNames(std::vector<std::string> names);  // implicit: a list of names is one

  [[nodiscard]] bool empty() const { return !index_; }
  [[nodiscard]] const std::vector<std::string>& all() const;
  // The name as it was declared; null for one that is not known.
  [[nodiscard]] const std::string* find(const std::string& given, bool exact) const;

 private:
  struct Index;
  std::shared_ptr<const Index> index_;
};

struct TypeInfo {
  Type type = Type::text;
  bool exact = false;  // a text that is compared byte by byte
  KnownNames names;    // the known names of a symbol; the one_of of a text
};

enum class SymbolKind : std::uint8_t { constant, list, named, attribute, score, band };

// What a name of the shared space stands for.
struct Symbol {
  SymbolKind kind = SymbolKind::attribute;
  TypeInfo type;
  std::uint32_t slot = 0;           // attribute, named, score, band
  Datum constant;                   // constant
  std::vector<Datum> literals;      // list
  Literals as_values, as_patterns;  // of a list: made when first asked for, then shared
  bool constant_inside = false;     // named: names constants only, so it may stand in a `where`
  Span span = {};                   // constant, list: where it is declared
  mutable bool used = false;        // whether anything names it; only loading sets it
};

struct PropertyName {
  std::string name;
  TypeInfo type;
};

struct EventName {
  std::string name;
  bool feedback = false;  // not counted by `any`
  std::vector<PropertyName> properties;
};

// What `any` stands for in the vocabulary's events: all but feedback.
inline constexpr std::string_view kAny = "any";

struct EventIndex;

// All names that expressions of one rule file may use. Names are stored with blanks as `_`.
struct Vocabulary {
  std::map<std::string, Symbol, std::less<>> symbols;
  std::vector<EventName> events;
  std::vector<std::string> signals;
  std::vector<std::string> stages;
  std::vector<EventKey> keys;  // grows as aggregates are checked
  std::map<std::string, std::uint32_t> key_of_text;
  std::map<std::string, Symbol, std::less<>> account_symbols;  // in accounts: their own names
  std::vector<bool> named_moves;  // by slot of a named expression: whether it moves with now
  Zone zone;
  bool has_rejection = false;

  // Made from the above when first asked for, while a file is loaded.
  [[nodiscard]] const EventIndex& index() const;
  [[nodiscard]] const KnownNames& known_stages() const;

 private:
  mutable std::shared_ptr<const EventIndex> index_;
  mutable std::optional<KnownNames> known_stages_;
};

// Events and their properties by name.
struct EventIndex {
  struct Property {
    std::uint32_t type = 0;
    std::uint32_t slot = 0;
  };
  std::size_t events = 0;
  std::map<std::string, std::uint32_t, std::less<>> types;
  std::vector<std::uint32_t> behaviour;                                  // what `any` stands for
  std::map<std::string, std::vector<Property>, std::less<>> properties;  // each by type
  // Of `any`, which many expressions may name.
  mutable std::map<std::string, std::shared_ptr<const PropertyRef>> of_any;
};

// A name as it is stored: blanks as `_`.
[[nodiscard]] std::string canonical_name(std::string_view name);
// Whether two names are stored as one.
[[nodiscard]] bool is_same_name(std::string_view a, std::string_view b);

// `now any stage stage_since rejections members` and the keywords.
[[nodiscard]] bool is_reserved(std::string_view name);
[[nodiscard]] std::vector<std::string_view> reserved_words();

// Where an expression stands, and so which names it may use.
enum class Context : std::uint8_t {
  lead,        // attributes, scores, state, aggregates over events
  occurrence,  // properties of the event at hand, and constants
  account,     // aggregates over members, account names
  member,      // inside an aggregate over members: attributes, scores, bands, stage
};

// What is wrong; spans count bytes of the expression's text.
struct Problem {
  Span span;
  std::string code;
  std::string message;
  std::string hint = {};
  std::string replacement = {};
};

struct Checker {
  Vocabulary& vocabulary;
  const Limits& limits;
  Context context = Context::lead;
  std::vector<std::uint32_t> event_types = {};  // occurrence: of the events at hand
  std::vector<Problem> problems = {};
  TypeInfo checked_type = {};  // of the last expression that was right

  // The expression, or nothing and at least one more problem. Checks as far as it can.
  [[nodiscard]] std::optional<Expr> check(const Syntax& syntax);
  // The same, and it must be of that type; `what` names the place ("'when'") in the message.
  [[nodiscard]] std::optional<Expr> check_as(Type type, const Syntax& syntax,
                                             std::string_view what);
};

// The event types that a list of names means; problems for unknown ones. `any` is all behaviour.
[[nodiscard]] std::vector<std::uint32_t> resolve_events(const std::vector<Name>& names,
                                                        const Vocabulary& vocabulary,
                                                        std::vector<Problem>& problems);

// One property over several event types: nothing and a problem where none has it, or where their
// types differ.
struct ResolvedProperty {
  std::shared_ptr<const PropertyRef> ref;
  TypeInfo type;
};
[[nodiscard]] std::optional<ResolvedProperty> resolve_property(
    const Name& name, const std::vector<std::uint32_t>& types, const Vocabulary& vocabulary,
    std::vector<Problem>& problems);

// Whether `now` or an age is in it, or a named expression that holds one.
[[nodiscard]] bool moves_with_now(const Expr& expr, const Vocabulary& vocabulary);

// Adds a key to the vocabulary, or finds the equal one that is there.
[[nodiscard]] std::uint32_t intern_key(Vocabulary& vocabulary,
                                       const std::vector<std::uint32_t>& types,
                                       std::optional<Expr> where, const std::string& where_text);

// The event types of the names, as a set by type.
[[nodiscard]] std::vector<bool> type_set(const std::vector<std::uint32_t>& types,
                                         const Vocabulary& vocabulary);

}  // namespace leadscore::expr
