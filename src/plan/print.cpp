// SPDX-License-Identifier: Apache-2.0
#include "plan/print.hpp"

#include <leadscore/time.hpp>

#include "expr/datum.hpp"
#include "model/source_text.hpp"

namespace leadscore::plan {

namespace {

std::string quoted(const std::string& text) { return expr::print(Datum::text_of(text)); }

std::string points_text(std::int64_t thousandths) {
  return Points::thousandths(thousandths).to_text();
}

std::string with_sign(std::int64_t thousandths) {
  return (thousandths < 0 ? "" : "+") + points_text(thousandths);
}

class Printer {
 public:
  explicit Printer(const Program& program) : program_(program), model_(program.model()) {}

  std::string print() && {
    print_subjects();
    for (const ScorePlan& plan : program_.scores) print_score(plan);
    if (program_.excluded != kNever) line("exclude: " + formula(program_.excluded));
    for (std::size_t i = 0; i < program_.signals.size(); ++i) {
      line("signal " + quoted(model_.signals[i].name) + ": " + formula(program_.signals[i]));
    }
    print_counts();
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + '\n'; }

  // --- subjects ---

  [[nodiscard]] std::string name_of(const Subject& subject) const {
    switch (subject.kind) {
      case Subject::Kind::input: {
        const BatchInput& shown = program_.inputs[subject.index].shown;
        return shown.kind == BatchInput::Kind::signal ? "signal(" + quoted(shown.name) + ")"
                                                      : shown.name;
      }
      case Subject::Kind::score: return model_.scores[subject.index].name;
      case Subject::Kind::gate: return "active " + std::to_string(subject.index + 1);
      case Subject::Kind::atom: break;
    }
    const Question& question = program_.questions[program_.atoms[subject.index]];
    return "(" + model::source_text(model_, question.expr) + ")";
  }

  void print_subjects() {
    line("subjects");
    for (const Subject& subject : program_.subjects) {
      if (subject.leaves.empty()) continue;
      std::string text = "  " + name_of(subject) + ": " + std::to_string(subject.codes) + " codes";
      if (subject.values == Subject::Values::line) text += cuts(subject);
      if (subject.values == Subject::Values::text) text += names(subject);
      if (subject.kind == Subject::Kind::atom) text += ", asked of each lead";
      line(text);
    }
  }

  [[nodiscard]] static std::string value(const Subject& subject, Key key) {
    if (subject.line == Line::points) return points_text(key);
    return expr::print(value_of(subject.line, key));
  }

  static std::string cuts(const Subject& subject) {
    std::string text;
    for (const Key cut : subject.cuts) {
      text += (text.empty() ? ", cut at " : ", ") + value(subject, cut);
    }
    return text;
  }

  [[nodiscard]] std::string names(const Subject& subject) const {
    std::string text;
    Code last = kMissing;
    for (const auto& [code, name] : subject.names.entries()) {
      text += code == last ? " " : ", " + std::to_string(code) + " ";
      text += quoted(name);
      last = code;
    }
    for (const std::uint32_t question : subject.open) {
      text += ", open: " + model::source_text(model_, program_.questions[question].expr);
    }
    return text;
  }

  // --- formulas ---

  // What is deeper or longer than a reader would follow ends in `...`.
  [[nodiscard]] std::string formula(NodeId id, std::size_t depth = 0) const {
    const Node& node = program_.formulas[id];
    switch (node.kind) {
      case Node::Kind::never: return "never";
      case Node::Kind::always: return "always";
      case Node::Kind::test: return test(node);
      default: break;
    }
    if (depth > kMostDepth) return "(...)";
    std::string text;
    const char* word = node.kind == Node::Kind::all ? " and " : " or ";
    for (const NodeId arg : node.args) {
      text += text.empty() ? "" : word;
      if (text.size() > kMostLength) {
        text += "...";
        break;
      }
      text += formula(arg, depth + 1);
    }
    return depth > 0 ? "(" + text + ")" : text;
  }

  [[nodiscard]] std::string test(const Node& node) const {
    const Subject& subject = program_.subjects[node.subject];
    const Leaf& leaf = subject.leaves[node.leaf];
    if (leaf.open >= 0) return open_test(subject, leaf);
    std::string codes;
    for (const CodeRange& range : leaf.set) {
      if (codes.size() > kMostCodes) {
        codes += ",...";
        break;
      }
      codes += (codes.empty() ? "" : ",") + std::to_string(range.first);
      if (range.last != range.first) codes += ".." + std::to_string(range.last);
    }
    return name_of(subject) + "{" + codes + "}";
  }

  [[nodiscard]] std::string open_test(const Subject& subject, const Leaf& leaf) const {
    const std::uint32_t question = subject.open[static_cast<std::size_t>(leaf.open)];
    const std::string text =
        "[" + model::source_text(model_, program_.questions[question].expr) + "]";
    switch (leaf.want) {
      case Want::is_true: return text;
      case Want::is_false: return text + " is false";
      case Want::not_true: return text + " is not true";
      case Want::not_false: return text + " is not false";
    }
    return text;
  }

  // --- sums ---

  static std::string bounds(const std::optional<Points>& min, const std::optional<Points>& max) {
    std::string text;
    if (min) text += ", at least " + min->to_text();
    if (max) text += ", at most " + max->to_text();
    return text;
  }

  void print_score(const ScorePlan& plan) {
    const model::Score& score = model_.scores[plan.score];
    line("score " + quoted(score.name) + bounds(score.min, score.max));
    if (plan.sum) return print_sum(program_.sums[*plan.sum], "  ");
    if (plan.question) return line("  asked of each lead");
    std::string text;
    for (const ScorePlan::Part& part : plan.parts) {
      text += (part.times < 0 ? " - " : " + ") + model_.scores[part.score].name;
    }
    if (plan.constant != 0) text += " " + with_sign(plan.constant);
    line(" " + text);
  }

  void print_sum(const Sum& sum, const std::string& indent) {
    if (sum.constant != 0) line(indent + with_sign(sum.constant) + " always");
    for (const Table& table : sum.tables) print_table(table, indent);
    for (const Term& term : sum.terms) {
      line(indent + with_sign(term.points) + " where " + formula(term.when));
    }
    for (const Entry& entry : sum.entries) print_entry(entry, indent);
  }

  void print_table(const Table& table, const std::string& indent) {
    const Subject& subject = program_.subjects[table.subject];
    for (const Term& term : table.open) {
      line(indent + with_sign(term.points) + " where " + formula(term.when));
    }
    if (table.points.empty()) return;
    std::string text = indent + "by " + name_of(subject) + ":";
    for (const std::int64_t points : table.points) text += ' ' + points_text(points);
    line(text);
  }

  void print_entry(const Entry& entry, const std::string& indent) {
    const std::string when =
        entry.when == kAlways ? std::string() : " where " + formula(entry.when);
    const std::string rest = bounds(entry.min, entry.max) + when;
    switch (entry.kind) {
      case Entry::Kind::constant: return line(indent + with_sign(entry.points) + when);
      case Entry::Kind::earned:
        return line(indent + "+ what " + quoted(program_.inputs[entry.index].shown.name) +
                    " has earned" + rest);
      case Entry::Kind::question: return line(indent + "+ points asked of each lead" + rest);
      case Entry::Kind::sum:
        line(indent + "+ sum" + rest);
        return print_sum(program_.sums[entry.index], indent + "  ");
      case Entry::Kind::choice: break;
    }
    const Choice& choice = program_.choices[entry.index];
    const bool first = choice.combine == model::Combine::first;
    line(indent + "+ the " +
         (first                                   ? "first"
          : choice.combine == model::Combine::max ? "largest"
                                                  : "least") +
         " of" + rest);
    for (const Entry& one : choice.entries) print_entry(one, indent + "  ");
  }

  void print_counts() {
    std::size_t tables = 0;
    std::size_t terms = 0;
    for (const Sum& sum : program_.sums) {
      tables += sum.tables.size();
      terms += sum.terms.size();
    }
    line(std::to_string(program_.formulas.size() - 2) + " formulas, " + std::to_string(tables) +
         " tables, " + std::to_string(terms) + " terms over several subjects, " +
         std::to_string(program_.questions.size()) + " questions");
  }

  static constexpr std::size_t kMostDepth = 6;
  static constexpr std::size_t kMostLength = 400;
  static constexpr std::size_t kMostCodes = 80;

  const Program& program_;
  const Model& model_;
  std::string out_;
};

}  // namespace

std::string print(const Program& program) { return Printer(program).print(); }

}  // namespace leadscore::plan
