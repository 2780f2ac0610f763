// SPDX-License-Identifier: Apache-2.0

// Random rule files.
#include "support/conditions.hpp"
#include "support/world.hpp"

namespace leadscore::support {

std::string scalar(Dice& dice, const std::string& text) {
  const bool plain = text.find_first_of("\"'[{:#") != 0 && text.find(": ") == std::string::npos;
  if (plain && dice.percent(70)) return text;
  const bool single = text.find('\'') == std::string::npos && dice.percent(50);
  if (single) return "'" + text + "'";
  std::string out = "\"";
  for (const char c : text)
    out += (c == '"' || c == '\\') ? std::string("\\") + c : std::string(1, c);
  return out + "\"";
}

namespace {

constexpr const char* kVocabulary = R"(
define:
  industries: [software, Finance]
  hot_pages: ["/pricing", '/demo']
  strong: 12.5
  is_big: {is: size >= 100 and opted is known}

attributes:
  industry: {type: text, one_of: [software, finance, retail]}
  title: text
  code: {type: text, exact: true}
  email: text
  size: integer
  revenue: {type: number, default: 2.5}
  level: {type: integer, default: 1, one_of: [1, 2, 3]}
  interests: list
  opted: boolean
  trial: time
  行业: {type: text, default: 软件}

events:
  visit: {url: text, seconds: number, bot: boolean}
  form: {name: text, pages: integer}
  call: {}

feedback:
  rejected: {reason: text, strength: integer}
  won: {}
)";

class RuleWriter {
 public:
  RuleWriter(Dice& dice, bool blind) : dice_(dice), blind_(blind) {}

  std::string write() {
    out_ = "leadscore: 1\nname: world\n";
    const std::string zone = dice_.word({"", "UTC", "Asia/Shanghai", "Europe/Berlin", "Asia/Beirut",
                                         "America/New_York", "Australia/Lord_Howe"});
    if (!zone.empty()) out_ += "timezone: " + zone + "\n";
    out_ += kVocabulary;
    if (dice_.percent(60)) out_ += "\nignore:\n  visit: bot == true\n";
    if (dice_.percent(25)) out_ += "\nexclude: code == \"ours\" or (opted == false and size < 5)\n";
    scores();
    bands();
    signals();
    lifecycle();
    rejection();
    routing();
    out_ += make_programs(dice_, everything());
    return std::move(out_);
  }

 private:
  void key(int indent, const std::string& name, const std::string& value) {
    out_.append(static_cast<std::size_t>(indent), ' ');
    out_ += name + ": " + scalar(dice_, value) + "\n";
  }
  void maybe(int chance, int indent, const std::string& name, const std::string& value) {
    if (dice_.percent(chance)) key(indent, name, value);
  }
  std::string points() {
    return dice_.word({"1", "5", "10", "20", "-5", "-12", "0.125", "7.5", "33", "strong", "2"});
  }

  // Names that a `when` of the score in hand may use without a cycle.
  Names visible() const {
    Names names;
    if (!blind_) names.scores = earlier_.scores;
    return names;
  }
  // All of them, for what looks at the lead just before an event.
  static Names everything() {
    return {{"fit", "heat", "total"},
            {"grade", "warmth"},
            {"hot", "cold", "back"},
            {"fresh", "warm", "ready", "done", "lost"}};
  }

  void scores() {
    out_ += "\nscores:\n";
    for (const char* name : {"fit", "heat"}) {
      score_ = name;
      out_ += "  " + score_ + ":\n";
      maybe(60, 4, "min", dice_.word({"0", "-10", "0"}));
      maybe(40, 4, "max", dice_.word({"40", "65.5", "100"}));
      maybe(30, 4, "initial", dice_.word({"5", "2.25", "0"}));
      out_ += "    rules:\n";
      const int count = dice_.between(3, 6);
      for (int i = 0; i < count; ++i) dice_.percent(30) ? group(6, 2) : rule(6, "");
      earlier_.scores.push_back(score_);
    }
    out_ += "  total: " +
            dice_.word({"fit + heat", "fit + heat * 0.5", "fit / heat", "max(fit, heat) - 1",
                        "coalesce(sqrt(fit), 0) + heat"}) +
            "\n";
    earlier_.scores.push_back("total");
  }

  std::string rule_name() { return score_ + " rule " + std::to_string(++rules_); }

  // `all`: what the group demands of its rules ("visit": only rules on visits).
  void rule(int indent, const std::string& all) {
    out_.append(static_cast<std::size_t>(indent), ' ');
    out_ += "- rule: " + rule_name() + "\n";
    indent += 2;
    const int kind = all.empty() ? dice_.between(0, 6) : 3;
    if (kind <= 1)
      attribute_rule(indent);
    else if (kind == 2)
      table_rule(indent);
    else if (kind <= 4)
      visit_rule(indent);
    else if (kind == 5)
      other_event_rule(indent);
    else
      silence_rule(indent);
    maybe(15, indent, "weight", dice_.word({"0.5", "1.25", "-1", "0.333333"}));
    maybe(10, indent, "reason", "because");
    maybe(20, indent, "min", dice_.word({"-8", "1", "0"}));
    maybe(20, indent, "max", dice_.word({"15", "22.5", "9"}));
    maybe(5, indent, "enabled", "false");
    if (dice_.percent(10)) {
      out_.append(static_cast<std::size_t>(indent), ' ');
      out_ += "active: {from: 2026-03-12, until: \"2026-04-20 12:00\"}\n";
    }
  }

  void attribute_rule(int indent) {
    key(indent, "when", condition(dice_, visible()));
    key(indent, "points", dice_.percent(70) ? points() : number(dice_, visible()));
  }

  void table_rule(int indent) {
    const std::string pad(static_cast<std::size_t>(indent), ' ');
    switch (dice_.between(0, 2)) {
      case 0:
        out_ += pad + "by: size\n" + pad +
                "points: {\"< 50\": 1, \"50 .. 199\": 5, \">= 200\": 10, unknown: 2}\n";
        break;
      case 1:
        out_ += pad + "by: industry\n" + pad +
                "points: {\"software | finance\": 8, else: -3, unknown: strong}\n";
        break;
      default:
        out_ += pad + "by: days(age(last(any)))\n" + pad +
                "combine: " + dice_.word({"sum", "max", "min", "first"}) + "\n" + pad +
                "points: {\"< 3\": 9, \"< 7\": 4, \"> 30\": -6, unknown: 1}\n";
    }
    maybe(30, indent, "when", condition(dice_, visible(), 1));
  }

  void visit_rule(int indent) {
    key(indent, "event", "visit");
    maybe(50, indent, "where", visit_condition(dice_));
    key(indent, "points", dice_.percent(65) ? points() : visit_points(dice_));
    shaping(indent, true);
  }

  void other_event_rule(int indent) {
    const std::string pad(static_cast<std::size_t>(indent), ' ');
    if (dice_.percent(35)) {
      out_ += pad + "event: form\n" + pad + "by: name\n" + pad +
              "points: {demo: 9, \"trial | quote\": 6, " + "else: 1, unknown: -2}\n";
    } else {
      key(indent, "event", dice_.word({"form", "call", "visit | form", "form | call", "won"}));
      key(indent, "points", points());
    }
    shaping(indent, false);
  }

  void silence_rule(int indent) {
    key(indent, "event",
        dice_.word(
            {"silence(2d)", "silence(5d)", "silence(36h of visit | call)", "silence(1w of form)"}));
    key(indent, "points", dice_.word({"-3", "-10", "2", "-0.5"}));
    maybe(25, indent, "given", condition(dice_, everything(), 1));
    maybe(30, indent, "limit", dice_.word({"2 per 10d", "once", "1 per calendar week"}));
    maybe(30, indent, "expires", length(dice_, true));
  }

  void shaping(int indent, bool visit) {
    maybe(30, indent, "given", condition(dice_, everything(), 1));
    maybe(20, indent, "when", condition(dice_, visible(), 1));
    std::vector<std::string> limits = {"once",
                                       "3 per 24h",
                                       "2 per 7d",
                                       "1 per calendar day",
                                       "2 per calendar week",
                                       "3 per calendar month"};
    if (visit) limits.insert(limits.end(), {"once each url", "2 each url per 7d"});
    maybe(40, indent, "limit", dice_.of(limits));
    maybe(40, indent, "decay", decay());
    maybe(30, indent, "expires", length(dice_));
  }

  std::string decay() {
    return dice_.word({"linear 25% every 2d", "linear 12.5% every 36h", "lose 2 every 1d",
                       "lose 0.75 every 3d", "half every 2d", "half every 7d", "half every 3d"});
  }

  void group(int indent, int depth) {
    const std::string pad(static_cast<std::size_t>(indent), ' ');
    out_ += pad + "- group: group " + std::to_string(++groups_) + "\n";
    const std::string all = dice_.percent(25) ? "visit" : "";
    if (!all.empty()) key(indent + 2, "where", visit_condition(dice_));
    maybe(20, indent + 2, "when", condition(dice_, visible(), 1));
    maybe(15, indent + 2, "weight", dice_.word({"0.5", "2"}));
    if (!all.empty()) {
      maybe(25, indent + 2, "given", condition(dice_, everything(), 1));
      maybe(25, indent + 2, "limit", "2 per 3d");
      maybe(25, indent + 2, "decay", decay());
      maybe(25, indent + 2, "expires", length(dice_));
    }
    maybe(25, indent + 2, "min", dice_.word({"-6", "1", "0"}));
    maybe(35, indent + 2, "max", dice_.word({"18", "12.5", "30"}));
    maybe(50, indent + 2, "combine", dice_.word({"sum", "first", "max", "min"}));
    out_ += pad + "  rules:\n";
    const int count = dice_.between(2, 4);
    for (int i = 0; i < count; ++i) {
      if (depth > 1 && all.empty() && dice_.percent(25))
        group(indent + 4, depth - 1);
      else
        rule(indent + 4, all);
    }
  }

  void bands() {
    out_ +=
        "\nbands:\n  grade: {of: fit, A: 20, B: 5, C: -2.5}\n  warmth: {of: heat, A: 30, B: 12, C: "
        "else}\n"
        "  rating: \"{grade}-{warmth}\"\n";
    earlier_.bands = {"grade", "warmth"};
  }

  void signals() {
    out_ += "\nsignals:\n";
    const Names all = everything();
    for (const std::string& name : all.signals) {
      out_ += "  " + name + ":\n";
      Names names = earlier_;
      names.stages = all.stages;
      const bool usual = dice_.percent(50);
      const std::string bound = std::to_string(dice_.between(3, 30));
      key(4, "when",
          usual ? dice_.word({"heat", "total", "fit"}) + " >= " + bound : condition(dice_, names));
      if (dice_.percent(20))
        key(4, "until", "never");
      else
        maybe(40, 4, "until", usual ? "total < 4" : condition(dice_, names, 1));
      maybe(25, 4, "for", length(dice_));
      maybe(25, 4, "cooldown", length(dice_));
      earlier_.signals.push_back(name);
    }
  }

  // Moves by conditions lead forward only, so that a lead comes to rest.
  void lifecycle() {
    Names names = earlier_;
    names.stages = everything().stages;
    out_ +=
        "\nlifecycle:\n  stages:\n    - {stage: fresh, phase: a}\n    - {stage: warm, within: 2d}\n"
        "    - {stage: ready, within: 36h}\n    - {stage: done}\n    - {stage: lost, off_path: "
        "true}\n"
        "  moves:\n";
    out_ += "    - to: warm\n";
    key(6, "when", condition(dice_, names, 1));
    out_ += "    - {to: ready, signal: hot, from: [fresh, warm]}\n    - {to: done, event: won}\n";
    if (dice_.percent(50)) out_ += "    - {to: fresh, event: call, from: lost}\n";
    if (dice_.percent(40)) {
      out_ += "    - to: ready\n      event: form | call\n";
      key(6, "when", condition(dice_, names, 1));
    }
    if (dice_.percent(30)) out_ += "    - {to: lost, signal: cold, from: [fresh, warm, ready]}\n";
  }

  std::string effect() {
    return dice_.word({"lower: {heat: 10}", "lower: {fit: 3.5, heat: 20}", "scale: {heat: 0.5}",
                       "scale: {heat: 0.25, fit: 0.9}", "reset: [heat]",
                       "reset: [fit], lower: {heat: 7}",
                       "scale: {fit: 0.5}, lower: {heat: 12.75}"});
  }

  void rejection() {
    if (dice_.percent(15)) return;
    const std::string hold = dice_.word({"hold: 2d", "hold: 1w", "hold: 12h"});
    if (dice_.percent(60)) {
      out_ += "\nrejection:\n  event: rejected\n";
      maybe(60, 2, "to", "warm");
      if (dice_.percent(25)) out_ += "  from: [warm, ready, done]\n";
      // An effect may take several keys: a flow map holds it wherever it may stand.
      out_ += "  lower: {heat: 5}\n  " + hold + "\n  by_reason:\n    no budget: {" + effect() +
              ", hold: 10d}\n    competitor: {to: lost, hold: forever}\n    too small: {" +
              effect() + "}\n";
      return;
    }
    out_ += "\nrejection:\n  - {event: rejected, where: strength > 2, " + effect() + ", " + hold +
            ", to: lost}\n  - {event: rejected, " + effect() + "}\n  - {event: call, " + effect() +
            ", " + hold + "}\n";
  }

  void routing() {
    if (dice_.percent(25)) return;
    Names names = earlier_;
    names.stages = everything().stages;
    out_ += "\nrouting:\n  - to: sales\n";
    key(4, "when", condition(dice_, names));
    out_ += "  - to: sdr\n    when: stage == \"ready\"\n  - to: sales\n";
    key(4, "when", condition(dice_, names, 1));
    if (dice_.percent(60)) out_ += "  - to: nurture\n";
  }

  Dice& dice_;
  bool blind_;
  std::string out_;
  std::string score_;
  Names earlier_;
  int rules_ = 0;
  int groups_ = 0;
};

}  // namespace

std::string make_rules(Dice& dice, bool blind) { return RuleWriter(dice, blind).write(); }

}  // namespace leadscore::support
