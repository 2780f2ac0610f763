// SPDX-License-Identifier: Apache-2.0

// Generated tests as YAML: compact, one lead and one expectation a line.
#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "base/decimal.hpp"
#include "expr/check.hpp"
#include "lead/probe.hpp"
#include "lead/words.hpp"
#include "yaml/print.hpp"
#include "yaml/tree.hpp"

namespace leadscore::lead {

namespace {

// Far below what a rule file may have in `{...}`.
constexpr std::size_t kMostBytes = 150'000;

bool is_plain(std::string_view text) {
  constexpr std::array<std::string_view, 8> kWords = {"null", "true", "false", "yes",
                                                      "no",   "on",   "off",   "y"};
  if (text.empty() || text.back() == ' ' || text.size() > 200) return false;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (!is_letter(text.front()) && text.front() != '/')
    return parse_number(text).has_value() && is_digit(text.back());
  const bool simple = std::all_of(text.begin(), text.end(), [&](char c) {
    return is_letter(c) || is_digit(c) || std::string_view(" _./@%+-()").find(c) != text.npos;
  });
  std::string folded;
  for (const char c : text) folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return simple && std::find(kWords.begin(), kWords.end(), folded) == kWords.end();
}

// A scalar that may stand in `{...}`.
std::string scalar(std::string_view text) {
  if (is_plain(text)) return std::string(text);
  yaml::Node node;
  node.style = yaml::Style::double_quoted;
  node.text = text;
  std::string quoted = yaml::print(node);
  while (!quoted.empty() && quoted.back() == '\n') quoted.pop_back();
  return quoted;
}

std::string list_of(const std::vector<std::string>& texts) {
  std::vector<std::string> parts;
  for (const std::string& text : texts) parts.push_back(scalar(text));
  return "[" + joined(parts, ", ") + "]";
}

std::string value_text(const Choice& choice) {
  if (const auto* texts = std::get_if<TextList>(&choice.value)) return list_of(*texts);
  const auto* cell = std::get_if<Cell>(&choice.value);
  if (cell == nullptr) return "null";
  const bool is_boolean = cell->text == "true" || cell->text == "false";
  return is_boolean ? cell->text : scalar(cell->text);
}

std::string or_null(const std::optional<std::string>& text) {
  return text ? scalar(*text) : "null";
}

// `key: value` of all that can be expected; no value where it cannot be written.
using Outcome = std::vector<std::pair<std::string, std::string>>;

// Keys of an expectation: a score or band of such a name cannot be expected.
bool is_taken(std::string_view name) {
  constexpr std::array<std::string_view, 10> kKeys = {
      "at",          "stage", "signals", "passes",   "route",
      "explanation", "moves", "lead",    "excluded", "account"};
  return std::find(kKeys.begin(), kKeys.end(), name) != kKeys.end();
}

Outcome outcome_of(const model::Model& model, const Snapshot& got) {
  Outcome outcome = {{"excluded", got.excluded ? "true" : "false"}};
  if (got.excluded) return outcome;
  for (const auto& [name, points] : got.scores) {
    outcome.emplace_back(is_taken(name) ? "" : name, points ? points->to_text() : "");
  }
  for (const auto& [name, band] : got.bands) {
    outcome.emplace_back(is_taken(name) ? "" : name, or_null(band));
  }
  outcome.emplace_back(model.stages.empty() ? "" : "stage", got.stage ? scalar(*got.stage) : "");
  std::vector<std::string> on;
  for (const auto& [name, signal] : got.signals) {
    if (signal.on) on.push_back(name);
  }
  outcome.emplace_back(model.signals.empty() ? "" : "signals", list_of(on));
  outcome.emplace_back(model.routing.empty() ? "" : "route", or_null(got.route));
  return outcome;
}

class Writer {
 public:
  explicit Writer(const model::Model& model) : model_(model) {}

  // Nothing where nothing in it differs.
  void add(const Scenario& scenario) {
    differing_.clear();
    Outcome first;
    for (const Subject& lead : scenario.leads) {
      for (const Look& look : lead.looks) {
        const Outcome outcome = outcome_of(look, scenario.rule);
        if (first.size() > 1) differ(first, outcome);
        // An excluded lead has nothing to hold others against.
        if (first.size() == 1 && outcome.size() > 1) differing_.insert("excluded");
        if (first.size() <= 1) first = outcome;
      }
    }
    if (differing_.empty()) return;
    text_ += "  - test: " + scalar(scenario.name) + '\n';
    const bool several = scenario.leads.size() > 1;
    add_leads(scenario, several);
    add_facts(scenario, several);
    text_ += "    expect:\n";
    for (const Subject& lead : scenario.leads) add_looks(lead, scenario.rule, several);
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  [[nodiscard]] Outcome outcome_of(const Look& look, std::optional<std::uint32_t> rule) const {
    Outcome outcome = lead::outcome_of(model_, look.got);
    if (!rule || look.got.excluded || is_ambiguous(*rule)) return outcome;
    const model::Rule& of = model_.rules[*rule];
    outcome.emplace_back("explanation", "{" + scalar(model_.scores[of.score].name) + ": {" +
                                            scalar(of.name) + ": " + look.given.to_text() + "}}");
    return outcome;
  }

  // A group of that name would be meant as well.
  [[nodiscard]] bool is_ambiguous(std::uint32_t rule) const {
    const std::string name = expr::canonical_name(model_.rules[rule].name);
    return std::any_of(model_.groups.begin(), model_.groups.end(), [&](const model::Group& group) {
      return expr::canonical_name(group.name) == name;
    });
  }

  // The keys of outcomes that are not the same in all.
  void differ(const Outcome& a, const Outcome& b) {
    if (a.size() != b.size()) {  // one is excluded
      differing_.insert("excluded");
      return;
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (a[i].second != b[i].second && !a[i].first.empty()) differing_.insert(a[i].first);
    }
  }

  void add_leads(const Scenario& scenario, bool several) {
    if (!several && scenario.leads.front().known.empty()) return;
    text_ += several ? "    leads:\n" : "    lead: " + known_text(scenario.leads.front()) + '\n';
    for (const Subject& lead : scenario.leads) {
      if (several) text_ += "      " + scalar(lead.id) + ": " + known_text(lead) + '\n';
    }
  }

  std::string known_text(const Subject& lead) const {
    std::vector<std::string> parts;
    for (const auto& [attribute, choice] : lead.known) {
      parts.push_back(scalar(model_.attributes[attribute].name) + ": " + value_text(*choice));
    }
    return "{" + joined(parts, ", ") + "}";
  }

  void add_facts(const Scenario& scenario, bool several) {
    bool begun = false;
    for (const Subject& lead : scenario.leads) {
      for (const auto& [at, deed] : lead.deeds) {
        if (!begun) text_ += "    facts:\n";
        begun = true;
        const model::EventType& type = model_.events[deed.type];
        text_ += "      - {at: " + time(at) + (several ? ", lead: " + scalar(lead.id) : "") +
                 ", event: " + scalar(type.name);
        for (std::size_t slot = 0; slot < deed.properties.size(); ++slot) {
          if (deed.properties[slot] == nullptr) continue;
          text_ +=
              ", " + scalar(type.properties[slot].name) + ": " + value_text(*deed.properties[slot]);
        }
        text_ += "}\n";
      }
    }
  }

  void add_looks(const Subject& lead, std::optional<std::uint32_t> rule, bool several) {
    for (const Look& look : lead.looks) {
      std::string line = "at: " + time(look.at) + (several ? ", lead: " + scalar(lead.id) : "");
      for (const auto& [key, value] : outcome_of(look, rule)) {
        const bool wanted = differing_.count(key) > 0 || (look.got.excluded && key == "excluded");
        if (wanted && !value.empty()) line += ", " + scalar(key) + ": " + value;
      }
      text_ += "      - {" + line + "}\n";
    }
  }

  [[nodiscard]] std::string time(Time at) const {
    const std::string text = ProbeValues::written(at, model_.zone);
    return text.find('T') == std::string::npos ? text : '"' + text + '"';
  }

  const model::Model& model_;
  std::set<std::string> differing_;
  std::string text_;
};

constexpr const char* kHead =
    "# Tests on both sides of the bounds in this file, written by leadscore test --generate.\n"
    "# Expected values are what the rules give today: read them before keeping them.\n"
    "# Where the file has tests already, put these below its own, without the line \"tests:\".\n"
    "tests:\n";

}  // namespace

std::string write_tests(const model::Model& model, const std::vector<Scenario>& scenarios) {
  Writer writer(model);
  for (const Scenario& scenario : scenarios) {
    if (writer.text().size() < kMostBytes) writer.add(scenario);
  }
  return writer.text().empty() ? std::string() : kHead + writer.text();
}

}  // namespace leadscore::lead
