// SPDX-License-Identifier: Apache-2.0

// A rule file compiled for evaluators over codes; immutable once made.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <leadscore/batch.hpp>
#include <leadscore/ruleset.hpp>

#include "model/model.hpp"
#include "plan/formula.hpp"
#include "plan/subject.hpp"

namespace leadscore::plan {

using expr::Datum;
using expr::Expr;
using model::Model;

// Something that the reference evaluator is asked, lead by lead. What the expression looks up
// stands in slots: first the attributes, then scores, bands and named expressions, then the other
// inputs.
struct Question {
  Expr expr;                         // of a condition, or of a score
  std::optional<model::Rule> rule;   // or the worth of a rule
  std::vector<std::uint32_t> needs;  // slots, each after those that it needs itself
  std::uint32_t phase = 0;
};

struct Input {
  BatchInput shown;
  Datum fallback;                        // what holds where nothing is known
  std::optional<std::uint32_t> subject;  // none: no condition tests it
  std::uint32_t slot = 0;
  std::uint32_t of = 0;                 // which attribute, signal, rule or score it is about
  const Expr* expr = nullptr;           // of what is derived
  const model::Field* field = nullptr;  // of an attribute
  bool asked = false;                   // by questions
};

// Points that are there where a formula holds.
struct Term {
  NodeId when = kNever;
  std::int64_t points = 0;  // thousandths
};

// Points of each code of a subject.
struct Table {
  std::uint32_t subject = 0;
  std::vector<std::int64_t> points;
  std::vector<Term>
      open;  // of a subject with open tests: what `points` is made of when texts are bound
};

// Points that count under a formula.
struct Entry {
  enum class Kind : std::uint8_t { constant, earned, question, sum, choice };
  Kind kind = Kind::constant;
  std::uint32_t index = 0;  // of inputs, questions, sums or choices
  std::int64_t points = 0;  // of a constant
  NodeId when = kAlways;    // counts where this holds and there is a value
  std::optional<Points> min, max;
  bool nothing_is_zero = false;  // a sum: where nothing in it holds, its bounds leave it at 0
};

struct Sum {
  std::int64_t constant = 0;
  std::vector<Table> tables;   // each of another subject
  std::vector<Term> terms;     // over several subjects, none with 0 points
  std::vector<Entry> entries;  // not constant: worked out lead by lead
  NodeId holds = kNever;       // whether one of the constant parts does
};

// A group that chooses among values.
struct Choice {
  model::Combine combine = model::Combine::first;
  std::vector<Entry> entries;
};

struct ScorePlan {
  std::uint32_t score = 0;
  std::optional<std::uint32_t> sum;       // of rules
  std::optional<std::uint32_t> question;  // an expression
  struct Part {
    std::uint32_t score = 0;
    std::int64_t times = 1;
  };
  std::vector<Part> parts;  // or a plain sum of scores and `constant`
  std::int64_t constant = 0;
  std::optional<std::uint32_t> carried, deducted;  // inputs
  bool may_be_missing = false;
};

struct Program {
  explicit Program(const RuleSet& of) : rules(of) {}
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  [[nodiscard]] const Model& model() const { return rules.model(); }
  [[nodiscard]] std::uint32_t slot_of_score(std::uint32_t i) const {
    return static_cast<std::uint32_t>(model().attributes.size()) + i;
  }
  [[nodiscard]] std::uint32_t slot_of_band(std::uint32_t i) const {
    return slot_of_score(static_cast<std::uint32_t>(model().scores.size())) + i;
  }
  [[nodiscard]] std::uint32_t slot_of_named(std::uint32_t i) const {
    return slot_of_band(static_cast<std::uint32_t>(model().bands.size())) + i;
  }
  [[nodiscard]] std::uint32_t first_derived_slot() const {
    return slot_of_named(static_cast<std::uint32_t>(model().named.size()));
  }

  RuleSet rules;
  std::vector<Input> inputs;
  std::vector<Subject> subjects;
  Formulas formulas{subjects};
  std::vector<Question> questions;
  std::vector<std::uint32_t> atoms;  // questions that are conditions, by atom
  struct Gate {
    std::optional<Time> from, until;
  };
  std::vector<Gate> gates;
  std::vector<std::optional<Expr>> named;  // with slots, where questions need them
  std::vector<Sum> sums;
  std::vector<Choice> choices;
  std::vector<ScorePlan> scores;     // in the order in which they need each other
  std::vector<std::uint32_t> place;  // by score: where it stands in `scores`
  NodeId excluded = kNever;
  std::vector<NodeId> signals;  // on
  std::vector<NodeId> watched;
  std::vector<Entry> fired;  // by rule
};

// What is asked of formulas so that such entries can be put together: `ask(when)` of each, and
// `ask_sum(index)` where it matters whether a sum holds: to those who choose (`strict`), and where
// its bounds do not hold 0.
template <class Ask, class AskSum>
void for_each_asked(const Program& program, const std::vector<Entry>& entries, bool strict,
                    const Ask& ask, const AskSum& ask_sum) {
  for (const Entry& entry : entries) {
    ask(entry.when);
    if (entry.kind == Entry::Kind::choice) {
      for_each_asked(program, program.choices[entry.index].entries, true, ask, ask_sum);
    } else if (entry.kind == Entry::Kind::sum) {
      const bool matters = strict || !entry.nothing_is_zero;
      if (matters) ask_sum(entry.index);
      for_each_asked(program, program.sums[entry.index].entries, matters, ask, ask_sum);
    }
  }
}

// `watched` are conditions whose truth is wanted too.
[[nodiscard]] std::shared_ptr<const Program> compile(const RuleSet& rules,
                                                     const std::vector<const Expr*>& watched);

}  // namespace leadscore::plan
