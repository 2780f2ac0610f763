// SPDX-License-Identifier: Apache-2.0

// What names stand for, by where they stand.
#include <algorithm>
#include <array>
#include <utility>

#include "expr/check_pass.hpp"
#include "expr/tokens.hpp"
#include "text/nearest.hpp"

namespace leadscore::expr {

namespace {

// The lead's own words; keywords are reserved besides.
constexpr std::array<std::string_view, 6> kOwnWords = {"now",         "any",        "stage",
                                                       "stage_since", "rejections", "members"};

std::vector<std::string> names_of(const std::map<std::string, Symbol, std::less<>>& symbols) {
  std::vector<std::string> names;
  for (const auto& [name, symbol] : symbols) names.push_back(name);
  return names;
}

std::string_view what_is(SymbolKind kind) {
  switch (kind) {
    case SymbolKind::attribute: return "an attribute of the lead";
    case SymbolKind::score: return "a score";
    case SymbolKind::band: return "a band";
    case SymbolKind::named: return "a condition on the lead";
    case SymbolKind::constant:
    case SymbolKind::list: return "a constant";
  }
  return "a name";
}

}  // namespace

std::string canonical_name(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), ' ', '_');
  return out;
}

bool is_same_name(std::string_view a, std::string_view b) {
  const auto stored = [](char c) { return c == ' ' ? '_' : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return stored(x) == stored(y); });
}

std::vector<std::string_view> reserved_words() {
  std::vector<std::string_view> words = keywords();
  words.insert(words.end(), kOwnWords.begin(), kOwnWords.end());
  return words;
}

bool is_reserved(std::string_view name) {
  return is_keyword(name) || std::find(kOwnWords.begin(), kOwnWords.end(), name) != kOwnWords.end();
}

const EventIndex& Vocabulary::index() const {
  if (index_ && index_->events == events.size()) return *index_;
  auto made = std::make_shared<EventIndex>();
  made->events = events.size();
  for (std::uint32_t type = 0; type < events.size(); ++type) {
    made->types.emplace(canonical_name(events[type].name), type);
    if (!events[type].feedback) made->behaviour.push_back(type);
    const auto& properties = events[type].properties;
    for (std::uint32_t slot = 0; slot < properties.size(); ++slot) {
      made->properties[canonical_name(properties[slot].name)].push_back({type, slot});
    }
  }
  index_ = std::move(made);
  return *index_;
}

const KnownNames& Vocabulary::known_stages() const {
  if (!known_stages_ || known_stages_->all().size() != stages.size()) known_stages_ = stages;
  return *known_stages_;
}

MaybeTyped CheckPass::name(const Syntax& syntax) {
  if (auto special = special_name(syntax)) return special;
  if (is_reserved(syntax.text)) return std::nullopt;  // special_name has said why
  if (context_ == Context::occurrence) return property(syntax);
  if (context_ == Context::account) {
    auto found = vocabulary().account_symbols.find(syntax.text);
    if (found != vocabulary().account_symbols.end()) return symbol(syntax, found->second);
  }
  auto found = vocabulary().symbols.find(syntax.text);
  if (found == vocabulary().symbols.end()) return unknown_name(syntax);
  const Symbol& meant = found->second;
  const bool constant = meant.kind == SymbolKind::constant || meant.kind == SymbolKind::list ||
                        (meant.kind == SymbolKind::named && meant.constant_inside);
  if (context_ == Context::account && !constant) {
    return refuse(syntax.span, "wrong-type",
                  "'" + syntax.text + "' is " + std::string(what_is(meant.kind)) +
                      "; an account has many leads",
                  "say which: max(members." + syntax.text + ")");
  }
  return symbol(syntax, meant);
}

// The lead's own words. Where one may not stand, that is the problem given.
MaybeTyped CheckPass::special_name(const Syntax& syntax) {
  const std::string& text = syntax.text;
  const bool of_account = context_ == Context::account && (text == "coverage" || text == "reach");
  if (of_account) {
    return make(text == "coverage" ? Op::coverage : Op::reach, Type::number, syntax);
  }
  if (!is_reserved(text)) return std::nullopt;
  if (context_ == Context::occurrence) {
    return refuse(syntax.span, "wrong-type",
                  "'" + text + "' cannot stand here: only the event's properties and constants can",
                  "a condition on the lead at the moment of the event belongs under 'given'");
  }
  if (text == "now") return make(Op::now, Type::time, syntax);
  if (context_ != Context::account && text == "stage") {
    if (vocabulary().stages.empty()) {
      return refuse(syntax.span, "unknown-stage", "there are no stages: the file has no lifecycle");
    }
    Typed typed = make(Op::stage, Type::symbol, syntax);
    typed.info.names = vocabulary().known_stages();
    return typed;
  }
  if (context_ == Context::lead && text == "stage_since") {
    return make(Op::stage_since, Type::time, syntax);
  }
  if (context_ == Context::lead && text == "rejections") {
    return make(Op::rejections, Type::number, syntax);
  }
  return refuse(syntax.span, "syntax", "'" + text + "' cannot stand here");
}

MaybeTyped CheckPass::property(const Syntax& syntax) {
  const Name name{syntax.text, syntax.span};
  std::vector<Problem> problems;
  if (auto resolved = resolve_property(name, event_types_, vocabulary(), problems)) {
    Typed typed = make(Op::property, resolved->type.type, syntax);
    typed.info = resolved->type;
    typed.expr.exact = resolved->type.exact;
    typed.expr.property = std::move(resolved->ref);
    return typed;
  }
  auto found = vocabulary().symbols.find(syntax.text);
  if (found == vocabulary().symbols.end() || problems[0].code != "unknown-property") {
    checker_.problems.push_back(std::move(problems[0]));
    return std::nullopt;
  }
  const Symbol& meant = found->second;
  if (meant.kind == SymbolKind::constant || meant.kind == SymbolKind::list ||
      (meant.kind == SymbolKind::named && meant.constant_inside)) {
    return symbol(syntax, meant);
  }
  return refuse(syntax.span, "wrong-type",
                "'" + syntax.text + "' is " + std::string(what_is(meant.kind)) +
                    "; only the event's properties and constants can stand here",
                "a condition on the lead at the moment of the event belongs under 'given'");
}

MaybeTyped CheckPass::symbol(const Syntax& syntax, const Symbol& symbol) {
  symbol.used = true;
  Typed typed = make(Op::constant, symbol.type.type, syntax);
  typed.info = symbol.type;
  typed.expr.slot = symbol.slot;
  typed.expr.exact = symbol.type.exact;
  switch (symbol.kind) {
    case SymbolKind::constant: typed.expr.constant = symbol.constant; break;
    case SymbolKind::list:
      return refuse(
          syntax.span, "wrong-type",
          "'" + syntax.text + "' is a list: it may only follow 'in' or 'contains any/all'");
    case SymbolKind::named: typed.expr.op = Op::named; break;
    case SymbolKind::attribute: typed.expr.op = Op::attribute; break;
    case SymbolKind::score: typed.expr.op = Op::score; break;
    case SymbolKind::band: typed.expr.op = Op::band; break;
  }
  return typed;
}

// The first event with a property of that name; empty where none has it.
std::string CheckPass::event_with(const std::string& property) {
  const auto& properties = vocabulary().index().properties;
  const auto found = properties.find(property);
  if (found == properties.end()) return "";
  return canonical_name(vocabulary().events[found->second.front().type].name);
}

MaybeTyped CheckPass::unknown_name(const Syntax& syntax) {
  for (const EventName& event : vocabulary().events) {
    if (canonical_name(event.name) == syntax.text) {
      return refuse(
          syntax.span, "unknown-name", "'" + syntax.text + "' is an event, not a value",
          "count(" + syntax.text + "), last(" + syntax.text + ") and the like ask for it");
    }
  }
  const auto& signals = vocabulary().signals;
  if (std::find(signals.begin(), signals.end(), syntax.text) != signals.end()) {
    return refuse(syntax.span, "unknown-name", "'" + syntax.text + "' is a signal, not a value",
                  "signal(\"" + syntax.text + "\") asks whether it is on",
                  "signal(\"" + syntax.text + "\")");
  }
  const std::string owner = context_ == Context::lead ? event_with(syntax.text) : std::string();
  if (!owner.empty()) {
    return refuse(syntax.span, "unknown-name", "unknown attribute '" + syntax.text + "'",
                  "it is a property of " + owner + ": ask for it under 'where', or as last(" +
                      owner + "." + syntax.text + ")");
  }
  const auto& symbols =
      context_ == Context::account ? vocabulary().account_symbols : vocabulary().symbols;
  auto known = names_of(symbols);
  const auto near = text::nearest(syntax.text, known);
  const auto found = near ? symbols.find(*near) : symbols.end();
  const bool attribute = found == symbols.end() || found->second.kind == SymbolKind::attribute;
  for (const char* word : {"stage", "stage_since", "rejections", "now"}) known.emplace_back(word);
  return refuse_unknown(syntax.span, "unknown-name", attribute ? "attribute" : "name", syntax.text,
                        known);
}

}  // namespace leadscore::expr
