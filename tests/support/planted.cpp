// SPDX-License-Identifier: Apache-2.0
#include "support/planted.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "support/dice.hpp"

namespace leadscore::support {
namespace {

std::string quoted(const std::string& text) { return '"' + text + '"'; }

class Planter {
 public:
  explicit Planter(std::uint64_t seed) : dice_(seed) {}

  Planted plant(std::size_t rules, std::size_t faults) {
    for (std::size_t i = 0; i < rules; ++i) sound_rule(i);
    for (std::size_t i = 0; i < faults; ++i) {
      // Of those that stand at the end of a list there can be only one.
      const std::size_t kind = i < kKinds ? i : dice_.below(kKinds - 1);
      fault(kind);
    }
    std::sort(faults_.begin(), faults_.end());
    return {file(), faults_};
  }

 private:
  static constexpr std::size_t kKinds = 23;
  static constexpr std::size_t kAttributes = 40;

  // --- rules in which nothing is doubtful: each has values of its own ---
  void sound_rule(std::size_t i) {
    const std::string n = std::to_string(i);
    const std::string a = "a" + std::to_string(dice_.below(kAttributes));
    const std::string t = "t" + std::to_string(dice_.below(kAttributes));
    const std::string from = std::to_string(10 * i);
    const std::string to = std::to_string(10 * i + 10);
    const std::string range = a + " >= " + from + " and " + a + " < " + to;
    switch (dice_.below(6)) {
      case 0: return rule("r" + n, "when: " + range);
      case 1: return rule("r" + n, "when: " + range + " and " + t + " == 'x'");
      case 2: return rule("r" + n, "when: " + t + " == 'v" + n + "' or " + t + " == 'w" + n + "'");
      case 3:
        rules_.push_back("{rule: r" + n + ", by: " + a + ", points: {" + quoted("< " + from) +
                         ": 0, " + quoted(from + " .. " + to) + ": 2, " + quoted("> " + to) +
                         ": 4, unknown: 0}}");
        return;
      case 4: return rule("r" + n, "event: page, where: url contains '/" + n + "/'");
      default:
        return rule("r" + n, "event: page, where: url starts with '/" + n +
                                 "/', limit: once each url, given: " + range);
    }
  }

  void rule(const std::string& name, const std::string& keys) {
    rules_.push_back("{rule: " + name + ", " + keys +
                     ", points: " + std::to_string(1 + dice_.below(20)) + "}");
  }
  // A rule anywhere among the others.
  void planted_rule(const std::string& name, const std::string& keys) {
    rule(name, keys);
    place_anywhere();
  }
  void planted_table(const std::string& name, const std::string& by, const std::string& rows) {
    rules_.push_back("{rule: " + name + ", by: " + by + ", points: {" + rows + "}}");
    place_anywhere();
  }
  // The last rule, and the others stay in their order.
  void place_anywhere() {
    const auto at = static_cast<std::ptrdiff_t>(dice_.below(rules_.size()));
    std::rotate(rules_.begin() + at, rules_.end() - 1, rules_.end());
  }
  void expect(const std::string& code, const std::string& what) {
    faults_.push_back(code + ": " + what);
  }
  // An integer attribute of its own, filled by the test.
  std::string attribute(bool tested = true) {
    const std::string name = "b" + std::to_string(next_++);
    attributes_ += "  " + name + ": integer\n";
    if (tested) filled_ += ", " + name + ": 1";
    return name;
  }

  void fault(std::size_t kind) {
    const std::string n = std::to_string(faults_.size());
    if (kind < 12) {
      fault_in_rules(kind, n);
    } else {
      fault_elsewhere(kind, n);
    }
  }

  void fault_in_rules(std::size_t kind, const std::string& n) {
    const std::string name = "f" + n;
    const std::string event = "event: page, where: url contains '-" + n + "-'";
    const std::string b = kind == 1 || kind == 5 || kind == 6 ? "" : attribute();
    switch (kind) {
      case 0:
        planted_rule(name, "when: " + b + " > 5 and " + b + " <= 5");
        return expect("never-true", b + " <= 5");
      case 1:
        planted_rule(name, "when: count(page within " + std::to_string(1 + next_++) + "d) >= 0");
        return expect("always-true", "count(page within " + std::to_string(next_) + "d) >= 0");
      case 2:
        planted_rule(name, "when: " + b + " != 7");
        return expect("missing-negative", b + " != 7");
      case 3:
        rule(name, "when: " + b + " == 3");
        rule(name + "b", "when: '" + b + " in [3]'");
        return expect("duplicate-rule", name + "b");
      case 4:
        planted_rule(name, "when: " + b + " > 20");
        planted_rule(name + "b", "when: " + b + " > 10");
        return expect("rule-inside-rule", name);
      case 5:
        planted_rule(name, event + ", given: count(page) >= 3");
        return expect("given-count", "count(page) >= 3");
      case 6:
        planted_rule(name, event + ", decay: half every 30d, expires: 20d");
        return expect("decay-outlives-expiry", name);
      case 7:
        planted_rule(name, "when: " + b + " == 3, max: 900");
        return expect("idle-bound", name);
      case 8:
        planted_table(name, b, "\">= 10\": 1, \">= 20\": 2");
        return expect("unreachable-row", "\">= 20\"");
      case 9:
        planted_table(name, b, "\"< 10\": 1, \"5 .. 20\": 2");
        return expect("row-overlap", "\"5 .. 20\"");
      case 10:
        planted_table(name, b, "\"< 10\": 1, \">= 12\": 2");
        return expect("row-gap", "\">= 12\"");
      default:
        planted_rule(name, "when: " + b + " > 3");
        attributes_ += "  " + name + ": text\n";
        return expect("unused", name);
    }
  }

  void fault_elsewhere(std::size_t kind, const std::string& n) {
    const std::string name = "f" + n;
    const std::string b = attribute(kind != 12);
    const std::string five =
        "  s" + n + ": {rules: [{rule: five" + n + ", when: " + b + " == 1, points: 5}]}\n";
    switch (kind) {
      case 12: planted_rule(name, "when: " + b + " > 3"); return expect("untested", b);
      case 13:
        scores_ += "  s" + n + ": {rules: [{rule: up" + n +
                   ", event: page, points: 5, expires: " + "9d}, {rule: down" + n +
                   ", event: stop, given: " + b + " > 3, points: -5}]}\n";
        return expect("endless-penalty", "down" + n);
      case 14:
        scores_ += five;
        signals_ += "  " + name + ": {when: s" + n + " > 6}\n";
        return expect("unreachable-signal", "s" + n + " > 6");
      case 15:
        planted_rule(name, "when: " + b + " > 3");
        signals_ += "  " + name + ": {when: main > 60, until: main >= 3" + n + "}\n";
        return expect("until-contradicts", "main >= 3" + n);
      case 16:
        scores_ += five;
        bands_ += "  " + name + ": {of: s" + n + ", high: 6, low: 0}\n";
        return expect("unreachable-band", name);
      case 17:
        scores_ += five;
        bands_ += "  " + name + ": {of: s" + n + ", high: 5, low: 1}\n";
        return expect("band-gap", name);
      case 18:
        planted_rule(name, "when: " + b + " > 3");
        moves_ += "    - {to: new, when: main > 3" + n + "}\n";
        return expect("unreachable-move", "new");
      case 19:
        planted_rule(name, "when: " + b + " > 3");
        stages_ += "    - {stage: stage" + n + "}\n";
        return expect("unreachable-stage", "stage" + n);
      case 20:
        moves_ += "    - {to: sales, when: " + b + " > 3}\n";
        return expect("undoes-rejection", "to");
      case 21:
        routes_ += "  - {to: route" + n + ", when: " + b + " > 3}\n";
        return expect("ignores-rejections", "route" + n);
      default:
        planted_rule(name, "when: " + b + " > 3");
        last_route_ = "  - {to: behind}\n";
        return expect("unreachable-route", "behind");
    }
  }

  std::string file() {
    std::string out = "leadscore: 1\nattributes:\n" + attributes_;
    std::string lead;
    for (std::size_t i = 0; i < kAttributes; ++i) {
      const std::string n = std::to_string(i);
      out += "  a" + n + ": integer\n  t" + n + ": text\n";
      lead += (i == 0 ? "a" : ", a") + n + ": 1, t" + n + ": x";
      // So that each is used, whatever the dice said.
      rules_.push_back("{rule: use" + n + ", when: a" + n + " < 0 and t" + n +
                       " == 'u', points: 1}");
    }
    out += "events: {page: {url: text}, stop: {}}\nfeedback: {rejected: {}, accepted: {}}\n";
    out += "scores:\n  main:\n    rules:\n";
    for (const std::string& rule : rules_) out += "      - " + rule + "\n";
    out += "      - {rule: stop, event: stop, points: 3}\n" + scores_;
    if (!bands_.empty()) out += "bands:\n" + bands_;
    out += "signals:\n  hot: {when: main > 60}\n" + signals_;
    out += "lifecycle:\n  stages:\n    - {stage: new}\n    - {stage: sales}\n    - {stage: won}\n" +
           stages_ +
           "  moves:\n    - {to: sales, signal: hot}\n    - {to: won, event: accepted}\n" + moves_;
    out += "rejection: {event: rejected, to: new, reset: [main]}\n";
    out += "routing:\n" + routes_ + "  - {to: nurture}\n" + last_route_;
    return out + "tests:\n  - test: one\n    lead: {" + lead + filled_ +
           "}\n    expect: [{at: 2026-01-01, signals: []}]\n";
  }

  Dice dice_;
  std::size_t next_ = 0;
  std::vector<std::string> rules_, faults_;
  std::string attributes_, filled_, scores_, bands_, signals_, stages_, moves_, routes_,
      last_route_;
};

}  // namespace

Planted plant(std::uint64_t seed, std::size_t rules, std::size_t faults) {
  return Planter(seed).plant(rules, faults);
}

}  // namespace leadscore::support
