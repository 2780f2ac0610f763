// SPDX-License-Identifier: Apache-2.0
#include "plan/bound_texts.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "expr/text_test.hpp"
#include "model/convert.hpp"
#include "plan/asker.hpp"
#include "plan/kernels.hpp"
#include "text/fold.hpp"

namespace leadscore::plan {

namespace {

enum class Answer : std::uint8_t { unknown, no, yes };

// What is known of a text with open tests: the code of its name, and all answers.
struct Answers {
  Code name = kMissing;
  std::vector<Answer> open;
  friend auto operator<=>(const Answers&, const Answers&) = default;
};

bool answers(const Leaf& leaf, const Answers& of_text) {
  if (leaf.open < 0) return contains(leaf.set, of_text.name);
  const Answer answer = of_text.open[static_cast<std::size_t>(leaf.open)];
  switch (leaf.want) {
    case Want::is_true: return answer == Answer::yes;
    case Want::is_false: return answer == Answer::no;
    case Want::not_true: return answer != Answer::yes;
    case Want::not_false: return answer != Answer::no;
  }
  return false;
}

class Binder {
 public:
  Binder(const Program& program, const Input& input, BoundTexts& bound)
      : program_(program),
        input_(input),
        subject_(program.subjects[*input.subject]),
        asker_(program, Time()),
        bound_(bound) {}

  void bind(std::span<const Datum> values) {
    for (const Datum& value : values) bound_.codes.push_back(code_of(value));
    bound_.codes.push_back(code_of(input_.fallback));
    bound_.code_count = static_cast<Code>(classes_.size());
    answer_leaves();
    fill_tables();
  }

 private:
  Code code_of(const Datum& value) {
    Answers found;
    if (value.text) {
      found.name =
          subject_.names.find(expr::form(*value.text, subject_.exact)).value_or(subject_.other());
    } else if (!value.is_missing()) {
      found.name = subject_.other();
    }
    asker_.set(input_.slot, value);
    for (const std::uint32_t question : subject_.open) {
      const Datum answer = asker_.answer(program_.questions[question]);
      found.open.push_back(answer.is_missing() ? Answer::unknown
                           : answer.is_true()  ? Answer::yes
                                               : Answer::no);
    }
    const auto [place, is_new] =
        codes_.try_emplace(std::move(found), static_cast<Code>(classes_.size()));
    if (is_new) classes_.push_back(&place->first);
    return place->second;
  }

  void answer_leaves() {
    for (const Leaf& leaf : subject_.leaves) {
      bound_.leaves.push_back(codes_where(
          bound_.code_count, [&](Code code) { return answers(leaf, *classes_[code]); }));
    }
  }

  // Formulas over this subject alone, for each code.
  void fill_tables() {
    bound_.tables.resize(program_.sums.size());
    for (std::size_t sum = 0; sum < program_.sums.size(); ++sum) {
      for (const Table& table : program_.sums[sum].tables) {
        if (&program_.subjects[table.subject] != &subject_) continue;
        auto& points = bound_.tables[sum];
        points.assign(bound_.code_count, 0);
        for (const Term& term : table.open) {
          for (const CodeRange& range : codes_of(term.when)) {
            for (Code code = range.first; code <= range.last; ++code) points[code] += term.points;
          }
        }
      }
    }
  }

  // Parts have smaller ids than what is made of them, so that long chains need no recursion.
  const CodeSet& codes_of(NodeId wanted) {
    std::set<NodeId> missing;
    std::vector<NodeId> open = {wanted};
    while (!open.empty()) {
      const NodeId next = open.back();
      open.pop_back();
      if (formulas_.contains(next) || !missing.insert(next).second) continue;
      const auto& args = program_.formulas[next].args;
      open.insert(open.end(), args.begin(), args.end());
    }
    for (const NodeId id : missing) formulas_.emplace(id, joined(program_.formulas[id]));
    return formulas_.at(wanted);
  }

  CodeSet joined(const Node& node) const {
    if (node.kind == Node::Kind::test) return bound_.leaves[node.leaf];
    CodeSet set = formulas_.at(node.args[0]);
    for (const NodeId arg : node.args) {
      const CodeSet& other = formulas_.at(arg);
      if (node.kind == Node::Kind::all) {
        set = intersection(set, other);
      } else {
        set.insert(set.end(), other.begin(), other.end());
      }
    }
    return node.kind == Node::Kind::any ? code_set(std::move(set)) : set;
  }

  const Program& program_;
  const Input& input_;
  const Subject& subject_;
  Asker asker_;
  BoundTexts& bound_;
  std::map<Answers, Code> codes_;
  std::vector<const Answers*> classes_;
  std::map<NodeId, CodeSet> formulas_;
};

}  // namespace

bool takes(const Input& input, const Datum& value) {
  const auto* field = input.field;
  return field == nullptr || field->one_of.empty() ||
         std::any_of(field->one_of.begin(), field->one_of.end(),
                     [&](const Datum& one) { return model::same_value(*field, one, value); });
}

Datum value_of_text(const Program& program, const Input& input, std::string_view text) {
  if (input.field == nullptr) {
    return text::first_bad_utf8(text) ? Datum() : Datum::text_of(text);
  }
  const bool list = input.field->type == model::ValueType::list;
  const Value value = list ? Value(Cell{std::string(text)}) : Value(std::string(text));
  return model::convert(*input.field, value, program.model().zone).datum;
}

bool refuses_unnamed(const Program& program, const Subject& subject, std::string_view text) {
  const model::Field* field = program.inputs[subject.index].field;
  return (field != nullptr && !field->one_of.empty()) || text::first_bad_utf8(text).has_value();
}

Code code_of_text(const Program& program, const Subject& subject, std::string_view text,
                  std::string& buffer) {
  const auto code = subject.names.find(compared_form(text, subject.exact, buffer));
  if (code) return *code;
  return refuses_unnamed(program, subject, text) ? subject.fallback : subject.other();
}

namespace {

// What vectors look up; codes beyond the dictionary are among those of a byte.
void add_bytes(BoundTexts& bound) {
  constexpr std::size_t kMostEntries = 256;
  if (bound.codes.size() > kMostEntries) return;
  if (*std::max_element(bound.codes.begin(), bound.codes.end()) > kMostByteCodes) return;
  // Where nothing is known of what the dictionary does not have, that is what vectors find.
  const std::size_t size = bound.codes.back() == kMissing ? bound.codes.size() : kMostEntries;
  bound.chunks = (size + 15) / 16;
  bound.bytes.assign(padded_bytes(size), static_cast<std::uint8_t>(bound.codes.back()));
  std::copy(bound.codes.begin(), bound.codes.end(), bound.bytes.begin());
}

}  // namespace

BoundTexts bind_values(const Program& program, std::uint32_t index, std::span<const Datum> values) {
  const Input& input = program.inputs[index];
  BoundTexts bound;
  bound.program = &program;
  bound.input = index;
  if (input.asked) {
    bound.values.assign(values.begin(), values.end());
    for (Datum& value : bound.values) {
      if (value.is_missing()) value = input.fallback;
    }
    bound.values.push_back(input.fallback);
  }
  if (!input.subject) {
    bound.codes.resize(values.size() + 1);
    return bound;
  }
  const Subject& subject = program.subjects[*input.subject];
  std::vector<Datum> known(values.begin(), values.end());
  for (Datum& value : known) {
    if (value.is_missing()) value = input.fallback;
  }
  if (subject.is_open()) {
    Binder(program, input, bound).bind(known);
    add_bytes(bound);
    return bound;
  }
  for (const Datum& value : known) {
    bound.codes.push_back(
        value.text
            ? subject.names.find(expr::form(*value.text, subject.exact)).value_or(subject.other())
        : value.is_missing() ? kMissing
                             : subject.other());
  }
  bound.codes.push_back(subject.fallback);
  add_bytes(bound);
  return bound;
}

BoundTexts bind_texts(const Program& program, std::uint32_t index,
                      std::span<const std::string_view> texts) {
  if (!program.inputs[index].subject && !program.inputs[index].asked) {
    BoundTexts unread;
    unread.program = &program;
    unread.input = index;
    unread.codes.resize(texts.size() + 1);
    return unread;
  }
  std::vector<Datum> values;
  values.reserve(texts.size());
  for (const std::string_view text : texts) {
    values.push_back(value_of_text(program, program.inputs[index], text));
  }
  return bind_values(program, index, values);
}

}  // namespace leadscore::plan
