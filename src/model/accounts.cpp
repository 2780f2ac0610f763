// SPDX-License-Identifier: Apache-2.0

// Accounts: scores, bands, signals and a journey over all leads with one value of an attribute.
#include <algorithm>
#include <utility>

#include "model/entries.hpp"
#include "model/names.hpp"
#include "model/phrases.hpp"
#include "text/fold.hpp"

namespace leadscore::model {

namespace {

const Where kAccount{expr::Context::account, {}};

class AccountReader {
 public:
  AccountReader(Builder& build, const yaml::Node& node)
      : build_(build), node_(node), names_(build, "the name") {}

  Accounts read() {
    if (const yaml::Node* key = node_.find("key")) {
      accounts_.key = text_attribute(*key, "'key'").value_or(0);
    }
    if (const yaml::Node* roles = node_.find("roles")) read_roles(*roles);
    declare_attributes();
    declare_scores();
    read_bands();
    read_scores();
    read_signals();
    const yaml::Node* journey = node_.find("journey");
    if (journey && build_.is_list(*journey, "'journey'")) {
      accounts_.journey = read_routes(build_, *journey, kAccount);
    }
    return std::move(accounts_);
  }

 private:
  std::optional<std::uint32_t> text_attribute(const yaml::Node& node, std::string_view what) {
    auto index = build_.attribute(node);
    if (!index || build_.model().attributes[*index].type == ValueType::text) return index;
    build_
        .error(node.span, "wrong-type",
               std::string(what) + " needs a text attribute, and " + quoted(node.text) + " is none")
        .notes.push_back({build_.model().attributes[*index].span, "it is declared here"});
    return std::nullopt;
  }

  void read_roles(const yaml::Node& node) {
    build_.map_of(node, "roles");
    if (!node.is_map()) return;
    if (const yaml::Node* attribute = node.find("attribute")) {
      accounts_.role = text_attribute(*attribute, "'attribute'");
    }
    const yaml::Node* wanted = node.find("wanted");
    auto roles = wanted ? build_.scalars(*wanted, "'wanted'") : std::nullopt;
    if (!roles) return;
    if (roles->empty()) build_.error(wanted->span, "wrong-kind", "'wanted' names no role");
    std::vector<std::string> known;
    if (accounts_.role) known = type_of(build_.model().attributes[*accounts_.role]).names.all();
    for (const yaml::Node* role : *roles) read_role(*role, known);
  }

  void read_role(const yaml::Node& node, const std::vector<std::string>& known) {
    const auto same = [&](const std::string& name) {
      return text::fold_and_trim(name) == text::fold_and_trim(node.text);
    };
    if (!known.empty() && std::none_of(known.begin(), known.end(), same)) {
      build_.unknown(node.span, "unknown-value", "role", node.text, known);
    }
    accounts_.wanted_roles.push_back(node.text);
  }

  void put_symbol(const yaml::Node& key, expr::SymbolKind kind, expr::TypeInfo type,
                  std::size_t slot) {
    expr::Symbol symbol;
    symbol.kind = kind;
    symbol.type = std::move(type);
    symbol.slot = static_cast<std::uint32_t>(slot);
    build_.model().vocabulary.account_symbols.emplace(expr::canonical_name(key.text),
                                                      std::move(symbol));
  }

  // The entries of a part that is a map; none where it is not there.
  const std::vector<yaml::Entry>& entries(std::string_view part) {
    const yaml::Node* node = node_.find(part);
    if (!node || !build_.is_map(*node, "'" + std::string(part) + "'")) return none_;
    return node->entries;
  }

  void declare_attributes() {
    for (const yaml::Entry& entry : entries("attributes")) {
      auto field = read_field(build_, entry);
      if (!build_.good_name(entry.key, "an attribute") || !names_.declare(entry.key) || !field) {
        continue;
      }
      put_symbol(entry.key, expr::SymbolKind::attribute, type_of(*field),
                 accounts_.attributes.size());
      accounts_.attributes.push_back(std::move(*field));
    }
  }

  void declare_scores() {
    for (const yaml::Entry& entry : entries("scores")) {
      if (!build_.good_name(entry.key, "a score") || !names_.declare(entry.key)) continue;
      put_symbol(entry.key, expr::SymbolKind::score, {expr::Type::number, false, {}},
                 accounts_.scores.size());
      accounts_.scores.emplace_back(entry.key.text, Expr{});
      score_entries_.push_back(&entry);
    }
  }

  void read_scores() {
    for (std::size_t i = 0; i < score_entries_.size(); ++i) {
      const yaml::Entry& entry = *score_entries_[i];
      auto expr = build_.expression(entry.value, "score " + quoted(entry.key.text), kAccount,
                                    expr::Type::number);
      if (!expr) continue;
      check_coverage(*expr);
      accounts_.scores[i].second = std::move(*expr);
    }
  }

  void read_bands() {
    std::vector<std::string> scores;
    for (const auto& [name, expr] : accounts_.scores) scores.push_back(name);
    std::vector<std::string> bands;
    const auto& all = entries("bands");
    for (const yaml::Entry& entry : all) bands.push_back(entry.key.text);
    const NameIndex score_index(std::move(scores));
    const NameIndex band_index(std::move(bands));
    for (const yaml::Entry& entry : all) {
      auto band = read_band(build_, entry, score_index, band_index);
      if (!build_.good_name(entry.key, "a band") || !names_.declare(entry.key)) continue;
      Band made = band ? std::move(*band) : Band{};
      put_symbol(entry.key, expr::SymbolKind::band, {expr::Type::symbol, false, made.names},
                 accounts_.bands.size());
      accounts_.bands.push_back(std::move(made));
    }
  }

  void read_signals() {
    for (const yaml::Entry& entry : entries("signals")) {
      build_.good_name(entry.key, "a signal", false);
      auto signal = read_signal(build_, entry, kAccount);
      if (!signal) continue;
      check_coverage(signal->when);
      if (signal->until) check_coverage(*signal->until);
      accounts_.signals.push_back(std::move(*signal));
    }
  }

  void check_coverage(const Expr& expr) {
    if (node_.find("roles")) return;
    expr::walk(expr, [&](const Expr& part) {
      if (part.op != expr::Op::coverage) return;
      build_.error(part.span, "missing-key",
                   "'coverage' is the share of the wanted roles, and 'accounts' has no 'roles'",
                   "roles: {attribute: role, wanted: [champion, user]}");
    });
  }

  Builder& build_;
  const yaml::Node& node_;
  NameSpace names_;
  Accounts accounts_;
  std::vector<const yaml::Entry*> score_entries_;  // as accounts_.scores
  const std::vector<yaml::Entry> none_;
};

// --- cycles -----------------------------------------------------------------------------------

// Account scores that an expression names itself; what it takes of members is the leads' own.
void add_named_scores(const Accounts& accounts, const Expr& expr,
                      std::vector<std::uint32_t>& found) {
  if (expr.op == expr::Op::score) found.push_back(expr.slot);
  if (expr.op == expr::Op::band && expr.slot < accounts.bands.size()) {
    if (const auto& of = accounts.bands[expr.slot].of) found.push_back(*of);
  }
  for (const Expr& arg : expr.args) add_named_scores(accounts, arg, found);
}

// Which scores each account score needs, and which of them need no score that needs itself.
struct Needs {
  std::vector<std::vector<std::uint32_t>> of;
  std::vector<bool> settled;
};

Needs settle(const Accounts& accounts) {
  const std::size_t count = accounts.scores.size();
  Needs needs{std::vector<std::vector<std::uint32_t>>(count), std::vector<bool>(count, false)};
  std::vector<std::vector<std::uint32_t>> needed_by(count);
  std::vector<std::size_t> open(count, 0);
  std::vector<std::uint32_t> ready;
  for (std::uint32_t i = 0; i < count; ++i) {
    add_named_scores(accounts, accounts.scores[i].second, needs.of[i]);
    open[i] = needs.of[i].size();
    for (std::uint32_t other : needs.of[i]) needed_by[other].push_back(i);
    if (open[i] == 0) ready.push_back(i);
  }
  while (!ready.empty()) {
    const std::uint32_t done = ready.back();
    ready.pop_back();
    needs.settled[done] = true;
    for (std::uint32_t other : needed_by[done]) {
      if (--open[other] == 0) ready.push_back(other);
    }
  }
  return needs;
}

// Reports the first cycle among account scores, if there is one.
void report_account_cycle(Builder& build, const Accounts& accounts) {
  const Needs needs = settle(accounts);
  auto left = std::find(needs.settled.begin(), needs.settled.end(), false);
  if (left == needs.settled.end()) return;
  auto at = static_cast<std::uint32_t>(left - needs.settled.begin());
  std::vector<std::uint32_t> path;
  std::vector<bool> walked(needs.of.size(), false);
  while (!walked[at]) {
    walked[at] = true;
    path.push_back(at);
    at = *std::find_if(needs.of[at].begin(), needs.of[at].end(),
                       [&](std::uint32_t other) { return !needs.settled[other]; });
  }
  std::string text;
  for (auto it = std::find(path.begin(), path.end(), at); it != path.end(); ++it) {
    text += accounts.scores[*it].first + " -> ";
  }
  build.error(accounts.scores[at].second.span, "cycle",
              "these scores need themselves: " + text + accounts.scores[at].first);
}

}  // namespace

void read_accounts(Builder& build, const yaml::Node& node) {
  build.map_of(node, "accounts");
  if (!node.is_map()) return;
  Accounts accounts = AccountReader(build, node).read();
  report_account_cycle(build, accounts);
  build.model().accounts = std::move(accounts);
}

}  // namespace leadscore::model
