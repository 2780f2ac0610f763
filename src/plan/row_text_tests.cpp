// SPDX-License-Identifier: Apache-2.0
#include "plan/row_text_tests.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "expr/text_test.hpp"

namespace leadscore::plan {

using expr::Op;

namespace {

// A larger automaton is not made: each test is asked by itself.
constexpr std::size_t kMostCells = 1U << 20U;

}  // namespace

// An automaton by Aho and Corasick with all of its transitions.
class RowTextTests::Maker {
 public:
  explicit Maker(RowTextTests& out) : out_(out) {}

  void add(const std::string& literal, const Hit& hit) { literals_[literal].push_back(hit); }

  // False where it would be too large.
  bool run(bool exact) {
    std::size_t bytes = 1;
    for (const auto& [literal, hits] : literals_) {
      bytes += literal.size();
      for (const char c : literal) give_letter(static_cast<unsigned char>(c));
    }
    if (bytes * out_.letter_count_ > kMostCells) return false;
    if (!exact) {
      for (std::size_t c = 'A'; c <= 'Z'; ++c) out_.letters_[c] = out_.letters_[c - 'A' + 'a'];
    }
    for (const auto& [literal, hits] : literals_) add_path(literal, hits);
    link();
    write();
    return true;
  }

 private:
  struct State {
    std::vector<std::uint32_t> next;
    std::uint32_t back = 0;  // the longest end of it that is a state itself
    std::vector<Hit> hits;
  };

  void give_letter(unsigned char c) {
    if (out_.letters_[c] == 0) out_.letters_[c] = static_cast<std::uint8_t>(out_.letter_count_++);
  }

  std::uint32_t add_state() {
    states_.emplace_back().next.resize(out_.letter_count_);
    return static_cast<std::uint32_t>(states_.size() - 1);
  }

  void add_path(const std::string& literal, const std::vector<Hit>& hits) {
    if (states_.empty()) (void)add_state();
    std::uint32_t state = 0;
    for (const char c : literal) {
      const std::uint8_t letter = out_.letters_[static_cast<unsigned char>(c)];
      if (states_[state].next[letter] == 0) {
        const std::uint32_t made = add_state();
        states_[state].next[letter] = made;
      }
      state = states_[state].next[letter];
    }
    states_[state].hits = hits;
  }

  // By growing length, so that what a state falls back to is complete.
  void link() {
    if (states_.empty()) (void)add_state();
    std::vector<std::uint32_t> order = {0};
    for (std::size_t i = 0; i < order.size(); ++i) {
      const std::uint32_t at = order[i];
      for (std::uint32_t letter = 0; letter < out_.letter_count_; ++letter) {
        const std::uint32_t to = states_[at].next[letter];
        const std::uint32_t behind = at == 0 ? 0 : states_[states_[at].back].next[letter];
        if (to == 0) {
          states_[at].next[letter] = behind;
          continue;
        }
        states_[to].back = behind;
        const std::vector<Hit> shorter = states_[behind].hits;
        states_[to].hits.insert(states_[to].hits.end(), shorter.begin(), shorter.end());
        order.push_back(to);
      }
    }
  }

  void write() {
    std::vector<std::uint32_t> order(states_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto finals = std::stable_partition(order.begin(), order.end(), [&](std::uint32_t state) {
      return states_[state].hits.empty();
    });
    out_.first_final_ = static_cast<std::uint32_t>(finals - order.begin()) * out_.letter_count_;
    std::vector<std::uint32_t> places(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) places[order[i]] = i * out_.letter_count_;
    for (const std::uint32_t state : order) {
      for (const std::uint32_t to : states_[state].next) out_.next_.push_back(places[to]);
    }
    for (auto state = finals; state != order.end(); ++state) {
      out_.hits_begin_.push_back(static_cast<std::uint32_t>(out_.hits_.size()));
      const auto& hits = states_[*state].hits;
      out_.hits_.insert(out_.hits_.end(), hits.begin(), hits.end());
    }
    out_.hits_begin_.push_back(static_cast<std::uint32_t>(out_.hits_.size()));
  }

  RowTextTests& out_;
  std::map<std::string, std::vector<Hit>> literals_;
  std::vector<State> states_;
};

RowTextTests::RowTextTests(const Program& program, const Subject& subject) {
  Maker maker(*this);
  for (std::uint32_t open = 0; open < subject.open.size(); ++open) {
    const Expr& test = program.questions[subject.open[open]].expr;
    tests_.push_back(&test);
    std::vector<std::string> literals;
    if (test.op != Op::matches) {
      for (const Datum& literal : *test.literals) {
        literals.push_back(expr::form(*literal.text, test.exact));
      }
      if (test.op == Op::contains_all) literals.resize(1);
    }
    const bool told = !literals.empty() &&
                      std::none_of(literals.begin(), literals.end(),
                                   [](const std::string& literal) { return literal.empty(); });
    const Kind kind = test.op == Op::starts_with                               ? Kind::starts
                      : test.op == Op::ends_with                               ? Kind::ends
                      : test.op == Op::contains || test.op == Op::contains_any ? Kind::contains
                                                                               : Kind::perhaps;
    if (!told) asked_.push_back(open);
    if (!told || kind == Kind::perhaps) takes_capitals_ = false;
    if (!told) continue;
    for (const std::string& literal : literals) {
      maker.add(literal, {open, kind, static_cast<std::uint32_t>(literal.size())});
    }
  }
  if (maker.run(subject.exact)) return;
  asked_.clear();
  for (std::uint32_t open = 0; open < tests_.size(); ++open) asked_.push_back(open);
  takes_capitals_ = false;
}

bool RowTextTests::holds(const Hit& hit, std::size_t end, std::string_view text) const {
  switch (hit.kind) {
    case Kind::contains: return true;
    case Kind::starts: return end == hit.size;
    case Kind::ends: return end == text.size();
    case Kind::perhaps: return expr::holds(*tests_[hit.open], text);
  }
  return false;
}

void RowTextTests::ask(std::string_view text, std::uint8_t* answers,
                       std::vector<std::uint32_t>& true_ones) const {
  const auto note = [&](std::uint32_t open) {
    answers[open] = kTrue;
    true_ones.push_back(open);
  };
  for (const std::uint32_t open : asked_) {
    if (expr::holds(*tests_[open], text)) note(open);
  }
  if (next_.empty()) return;
  std::uint32_t state = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    state = next_[state + letters_[static_cast<unsigned char>(text[i])]];
    if (state < first_final_) continue;
    const std::uint32_t final_state = (state - first_final_) / letter_count_;
    for (std::uint32_t at = hits_begin_[final_state]; at < hits_begin_[final_state + 1]; ++at) {
      const Hit& hit = hits_[at];
      if (answers[hit.open] != kTrue && holds(hit, i + 1, text)) note(hit.open);
    }
  }
}

}  // namespace leadscore::plan
