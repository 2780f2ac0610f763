// SPDX-License-Identifier: Apache-2.0

// Reporting, shapes and names; scalars and expressions have files of their own.
#include "model/builder.hpp"

#include <algorithm>
#include <utility>

#include "base/utf8.hpp"
#include "model/hints.hpp"
#include "model/keys.hpp"
#include "text/fold.hpp"
#include "text/nearest.hpp"
#include "yaml/hints.hpp"

namespace leadscore::model {

namespace {

// A hint that lists known names stays readable.
constexpr std::size_t kMostListed = 20;

std::string listing(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < std::min(names.size(), kMostListed); ++i) {
    out += (i == 0 ? "" : ", ") + names[i];
  }
  if (names.size() > kMostListed) out += ", ...";
  return out;
}

std::string_view describe(const yaml::Node& node) {
  if (node.is_map()) return "a map";
  if (node.is_list()) return "a list";
  return node.is_null() ? "nothing" : "a single value";
}

// The section of what a list holds, by the list's own key.
std::string_view section_of_items(std::string_view key) {
  const auto holds = [&](const Key& one) {
    return one.name == key && (one.kind == KeyKind::list_of || one.kind == KeyKind::some_of ||
                               one.kind == KeyKind::one_or_list_of);
  };
  const auto found = std::find_if(all_keys().begin(), all_keys().end(), holds);
  return found == all_keys().end() ? std::string_view{} : found->inside;
}

// The required key that the first key of a map stands for, where it is the only one missing and a
// single value is all it needs: `- name: a` for `- test: a`.
std::string stands_for(const yaml::Node& map, const std::vector<Key>& keys) {
  if (map.entries.empty()) return "";
  const yaml::Node& value = map.entries.front().value;
  const Key* missing = nullptr;
  for (const Key& key : keys) {
    if (!key.required || map.find(key.name) != nullptr) continue;
    if (missing != nullptr) return "";
    missing = &key;
  }
  if (missing == nullptr || !value.is_scalar() || value.is_null()) return "";
  const bool version = missing->kind == KeyKind::version && value.text == "1";
  const bool named = missing->kind == KeyKind::text || missing->kind == KeyKind::label ||
                     missing->kind == KeyKind::name;
  return version || named ? std::string(missing->name) : "";
}

// `{when: a > 1,000}`: to YAML the rest of the number is a key.
bool is_rest_of_number(std::string_view source, const yaml::Entry& entry) {
  const std::string& key = entry.key.text;
  const std::uint32_t at = entry.key.span.begin;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return key.size() == 3 && entry.value.is_null() &&
         std::all_of(key.begin(), key.end(), is_digit) && at >= 2 && at <= source.size() &&
         source[at - 1] == ',' && is_digit(source[at - 2]);
}

// Whether a map has no other keys than these, and all that are required.
bool fits(const yaml::Node& map, const std::vector<Key>& keys) {
  std::size_t required = 0;
  for (const yaml::Entry& entry : map.entries) {
    const auto found = std::find_if(keys.begin(), keys.end(),
                                    [&](const Key& key) { return key.name == entry.key.text; });
    if (found == keys.end()) return false;
    required += found->required ? 1U : 0U;
  }
  const auto wanted =
      std::count_if(keys.begin(), keys.end(), [](const Key& key) { return key.required; });
  return required == static_cast<std::size_t>(wanted);
}

// What is in a name that cannot be; empty where all is well.
std::string fault_of(std::string_view name, bool in_expressions) {
  if (name.front() == ' ' || name.back() == ' ') return "it has a blank at its end";
  for (std::size_t i = 0; i < name.size();) {
    const text::CodePoint c = text::code_point_at(name, i);
    if (c.value != U' ' && !text::is_name_char(c.value)) {
      return "it has a " + quoted(name.substr(i, c.bytes));
    }
    i += c.bytes;
  }
  const bool digit = text::is_digit(text::code_point_at(name, 0).value);
  return digit && in_expressions ? "it begins with a digit" : "";
}

}  // namespace

std::string quoted(std::string_view text) {
  constexpr std::size_t kMost = 60;
  if (text.size() <= kMost) return "'" + std::string(text) + "'";
  return "'" + std::string(text.substr(0, utf8::begin_of_char(text, kMost - 3))) + "...'";
}

NameIndex::NameIndex(std::vector<std::string> names) : names_(std::move(names)) {
  for (std::uint32_t i = 0; i < names_.size(); ++i) {
    index_.emplace(expr::canonical_name(names_[i]), i);
  }
}

std::optional<std::uint32_t> NameIndex::find(std::string_view name) const {
  const auto found = index_.find(expr::canonical_name(name));
  return found == index_.end() ? std::nullopt : std::optional(found->second);
}

// --- reporting --------------------------------------------------------------------------------

Diagnostic& Builder::error(Span span, std::string_view code, std::string message,
                           std::string hint) {
  diagnostics_.push_back(
      {std::string(code), Severity::error, span, std::move(message), std::move(hint)});
  return diagnostics_.back();
}

Diagnostic& Builder::warning(Span span, std::string_view code, std::string message,
                             std::string hint) {
  Diagnostic& made = error(span, code, std::move(message), std::move(hint));
  made.severity = Severity::warning;
  return made;
}

bool Builder::gave_up() const { return diagnostics_.size() > limits_.diagnostics; }

void Builder::unknown(Span span, std::string_view code, std::string_view what,
                      std::string_view name, const std::vector<std::string>& known) {
  std::string message = "unknown " + std::string(what) + " " + quoted(name);
  if (gave_up()) {
    error(span, code, std::move(message));
  } else if (auto near = text::nearest(name, known)) {
    message += "; did you mean " + quoted(*near) + "?";
    error(span, code, std::move(message)).replacement = *near;
  } else {
    error(span, code, std::move(message), known.empty() ? "" : "known: " + listing(known));
  }
}

void Builder::duplicate(Span span, std::string_view what, std::string_view name, Span first) {
  error(span, "duplicate-name", std::string(what) + " " + quoted(name) + " is declared twice")
      .notes.push_back({first, "first declared here"});
}

// --- shapes -----------------------------------------------------------------------------------

bool Builder::is_map(const yaml::Node& node, std::string_view what) {
  if (node.is_map()) return true;
  std::string message(what);
  if (node.is_null()) {
    message += " is empty, and needs a map ('key: value')";
  } else {
    message += " needs a map ('key: value'), not " + std::string(describe(node));
  }
  error(node.span, "wrong-kind", std::move(message),
        yaml::quoting_hint(source_, node).value_or(std::string()));
  return false;
}

bool Builder::is_list(const yaml::Node& node, std::string_view what) {
  if (node.is_list()) return true;
  std::string_view key = what;
  if (key.size() > 2 && key.starts_with('\'')) key = key.substr(1, key.size() - 2);
  const std::string example(example_of(section_of_items(key)));
  error(node.span, "wrong-kind",
        std::string(what) + " needs a list, not " + std::string(describe(node)),
        example.empty() ? "write [a, b], or one '- ' line for each item"
                        : "one '- ' line for each, such as: - " + example);
  return false;
}

bool Builder::is_scalar(const yaml::Node& node, std::string_view what, std::string_view needs) {
  if (node.is_scalar() && !node.is_null()) return true;
  std::string message = what.empty() ? std::string(needs) + " is needed here"
                                     : std::string(what) + " needs " + std::string(needs);
  if (!node.is_null()) message += ", not " + std::string(describe(node));
  error(node.span, "wrong-kind", std::move(message),
        yaml::quoting_hint(source_, node).value_or(std::string()));
  return false;
}

std::optional<std::vector<const yaml::Node*>> Builder::scalars(const yaml::Node& node,
                                                               std::string_view what) {
  std::vector<const yaml::Node*> found;
  if (!node.is_list()) {
    if (!is_scalar(node, what, "a value or a list of values")) return std::nullopt;
    found.push_back(&node);
    return found;
  }
  bool good = true;
  for (const yaml::Node& item : node.items) {
    good = is_scalar(item, std::string(what) + " has an item that", "a value") && good;
    found.push_back(&item);
  }
  return good ? std::optional(std::move(found)) : std::nullopt;
}

// Reports keys that are not listed; gives the listed ones that they seem to stand for.
std::vector<std::string> Builder::unknown_keys(const yaml::Node& node, std::string_view title,
                                               const std::vector<std::string>& known,
                                               const std::string& stand_in) {
  std::vector<std::string> meant;
  for (const yaml::Entry& entry : node.entries) {
    if (std::find(known.begin(), known.end(), entry.key.text) != known.end()) continue;
    std::string message = "unknown key " + quoted(entry.key.text) + " in " + std::string(title);
    auto near = gave_up() ? std::nullopt : text::nearest(entry.key.text, known);
    if (known.size() == 1) near = known.front();
    const bool first = &entry == &node.entries.front();
    if (!near && first && !stand_in.empty()) near = stand_in;
    if (near) message += "; did you mean '" + *near + "'?";
    Diagnostic& made = error(entry.key.span, "unknown-key", std::move(message),
                             "the keys of " + std::string(title) + ": " + listing(known));
    made.replacement = near.value_or("");
    if (is_rest_of_number(source_.text, entry)) {
      made.hint = "YAML ends the value at `,`; write the number without it";
    }
    meant.push_back(made.replacement);
  }
  return meant;
}

bool Builder::map_of(const yaml::Node& node, std::string_view section) {
  const std::vector<Key>& keys = keys_of(section);
  if (node.is_map() && fits(node, keys)) return true;
  const std::string title(title_of(section));
  if (!is_map(node, title)) {
    Diagnostic& made = diagnostics_.back();
    if (made.hint.empty() && !example_of(section).empty()) {
      made.hint = "such as: " + std::string(example_of(section));
    }
    return false;
  }
  std::vector<std::string> names;
  for (const Key& key : keys) names.emplace_back(key.name);
  const std::vector<std::string> meant = unknown_keys(node, title, names, stands_for(node, keys));
  bool complete = true;
  for (const Key& key : keys) {
    if (!key.required || node.find(key.name) != nullptr) continue;
    complete = false;
    if (std::find(meant.begin(), meant.end(), key.name) != meant.end()) continue;
    error(node.entries.empty() ? node.span : node.entries.front().key.span, "missing-key",
          title + " needs '" + std::string(key.name) + "'",
          "'" + std::string(key.name) + "': " + std::string(key.summary));
  }
  return complete;
}

// --- names ------------------------------------------------------------------------------------

bool Builder::good_name(const yaml::Node& key, std::string_view what, bool in_expressions) {
  if (key.text.empty()) {
    error(key.span, "bad-name", "the name of " + std::string(what) + " is empty");
    return false;
  }
  if (in_expressions && expr::is_reserved(key.text)) {
    error(key.span, "reserved-name",
          quoted(key.text) + " cannot be the name of " + std::string(what) +
              ": the language keeps it for itself");
    return false;
  }
  const std::string fault = fault_of(key.text, in_expressions);
  if (fault.empty()) return true;
  error(key.span, "bad-name",
        quoted(key.text) + " cannot be the name of " + std::string(what) + ": " + fault,
        "a name is letters, digits, '_' and blanks" +
            std::string(in_expressions ? ", and begins with a letter" : ""));
  return false;
}

std::optional<std::uint32_t> Builder::listed(const yaml::Node& node, std::string_view what,
                                             std::string_view code,
                                             const std::vector<std::string>& names,
                                             NameIndex& index) {
  if (!is_scalar(node, "", "the name of a " + std::string(what))) return std::nullopt;
  if (index.names().size() != names.size()) index = NameIndex(names);
  if (auto found = index.find(node.text)) return found;
  unknown(node.span, code, what, node.text, names);
  return std::nullopt;
}

std::optional<std::uint32_t> Builder::stage(const yaml::Node& node) {
  return listed(node, "stage", "unknown-stage", model_.vocabulary.stages, stages_);
}

std::optional<std::uint32_t> Builder::signal(const yaml::Node& node) {
  return listed(node, "signal", "unknown-signal", model_.vocabulary.signals, signals_);
}

std::vector<std::uint32_t> Builder::stages(const yaml::Node& node) {
  std::vector<std::uint32_t> found;
  const auto nodes = scalars(node, "a list of stages");
  if (!nodes) return found;
  for (const yaml::Node* item : *nodes) {
    if (auto index = stage(*item)) found.push_back(*index);
  }
  return found;
}

std::optional<std::uint32_t> Builder::symbol(const yaml::Node& node, std::string_view what,
                                             expr::SymbolKind kind) {
  if (!is_scalar(node, "", "the name of " + std::string(what))) return std::nullopt;
  const auto& symbols = model_.vocabulary.symbols;
  const auto found = symbols.find(expr::canonical_name(node.text));
  if (found != symbols.end() && found->second.kind == kind) {
    found->second.used = true;
    return found->second.slot;
  }
  if (found != symbols.end()) {
    error(node.span, "unknown-name",
          quoted(node.text) + " is not " + std::string(what) + ", but another name of the file");
    return std::nullopt;
  }
  std::vector<std::string> known;
  for (const auto& [name, symbol] : symbols) {
    if (symbol.kind == kind && !gave_up()) known.push_back(name);
  }
  unknown(node.span, "unknown-name", what.substr(what.find(' ') + 1), node.text, known);
  return std::nullopt;
}

std::optional<std::uint32_t> Builder::score(const yaml::Node& node) {
  return symbol(node, "a score", expr::SymbolKind::score);
}

std::optional<std::uint32_t> Builder::attribute(const yaml::Node& node) {
  return symbol(node, "an attribute", expr::SymbolKind::attribute);
}

}  // namespace leadscore::model
