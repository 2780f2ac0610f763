// SPDX-License-Identifier: Apache-2.0
#include "plan/row_records.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "expr/text_test.hpp"
#include "plan/asker.hpp"
#include "plan/row_inputs.hpp"
#include "text/fold.hpp"

namespace leadscore::plan {

namespace {

using Local = RowTables::Local;
using OfSubject = RowTables::OfSubject;
using OfText = RowTables::OfText;
using Word = RowTables::Word;

class TextMaker {
 public:
  TextMaker(RowTables& tables, std::uint32_t index, OfText& out)
      : program_(*tables.program),
        subject_(program_.subjects[index]),
        of_subject_(tables.subjects[index]),
        out_(out) {}

  void run(std::vector<Local> locals) {
    out_.exact = subject_.exact;
    out_.open = subject_.is_open();
    out_.open_count = subject_.open.size();
    out_.plain = has_plain_tests(program_, subject_);
    const model::Field* field = program_.inputs[subject_.index].field;
    out_.refuses = field != nullptr && !field->one_of.empty();
    if (!out_.plain) {
      out_.locals = std::move(locals);
      return;
    }
    if (out_.open) {
      out_.tests = RowTextTests(program_, subject_);
      give_classes();
      fill_classes(locals);
      find_changes(std::move(locals));
    } else {
      out_.other = subject_.other();
      out_.unknown = subject_.fallback;
      for (const auto& [code, text] : subject_.names.entries()) named_.emplace_back(text, code);
    }
    index_names();
  }

 private:
  // --- classes ---

  std::uint32_t class_of(Code code, const std::vector<std::uint8_t>& answers) {
    const auto next = static_cast<std::uint32_t>(out_.codes.size());
    const auto [found, is_new] = classes_.try_emplace({code, answers}, next);
    if (is_new) {
      out_.codes.push_back(code);
      out_.answers.insert(out_.answers.end(), answers.begin(), answers.end());
    }
    return found->second;
  }

  void give_classes() {
    const std::vector<std::uint8_t> none(out_.open_count, kFalse);
    out_.other = class_of(subject_.other(), none);
    std::vector<std::uint32_t> true_ones;
    for (const auto& [code, text] : subject_.names.entries()) {
      std::vector<std::uint8_t> answers = none;
      true_ones.clear();
      out_.tests.ask(text, answers.data(), true_ones);
      named_.emplace_back(text, class_of(code, answers));
    }
    give_class_of_unknown();
  }

  void give_class_of_unknown() {
    const Input& input = program_.inputs[subject_.index];
    Asker asker(program_, Time());
    asker.set(input.slot, input.fallback);
    Code code = kMissing;
    if (input.fallback.text) {
      const std::string& text = expr::form(*input.fallback.text, subject_.exact);
      code = subject_.names.find(text).value_or(subject_.other());
    }
    std::vector<std::uint8_t> answers;
    for (const std::uint32_t question : subject_.open) {
      const Datum answer = asker.answer(program_.questions[question]);
      answers.push_back(coded(answer));
    }
    out_.unknown = class_of(code, answers);
  }

  void fill_classes(const std::vector<Local>& locals) {
    const std::size_t count = out_.codes.size();
    of_subject_.records.resize(count * of_subject_.stride / RowTables::kLine);
    Word* record = of_subject_.records.front().words;
    for (std::size_t i = 0; i < count; ++i, record += of_subject_.stride) {
      const std::uint8_t* answers = out_.answers.data() + i * out_.open_count;
      begin_record(of_subject_, record);
      for (const Local& local : locals) {
        add_local(local, holds(local, out_.codes[i], answers), record);
      }
    }
  }

  // --- changes ---

  void find_changes(std::vector<Local> locals) {
    std::vector<std::map<std::pair<std::uint32_t, bool>, Word>> changes(out_.open_count);
    for (Local& local : locals) {
      if (!local.codes.empty() && !contains(local.codes, subject_.other())) continue;
      if (local.answers.size() > 1) out_.locals.push_back(std::move(local));
      if (local.answers.size() != 1) continue;
      const Factor& answer = local.answers[0];
      const bool now = contains(answer.set, kTrue);
      if (now == contains(answer.set, kFalse)) continue;
      Word& value = changes[answer.variable][{local.at, local.adds}];
      if (local.adds) {
        value += now ? local.value : Word{0} - local.value;
      } else {
        value ^= local.value;
      }
    }
    for (const auto& of_test : changes) {
      out_.begin.push_back(static_cast<std::uint32_t>(out_.changes.size()));
      for (const auto& [place, value] : of_test) {
        out_.changes.push_back({place.first, place.second, value});
      }
    }
    out_.begin.push_back(static_cast<std::uint32_t>(out_.changes.size()));
  }

  // --- names ---

  // A name that folding leaves as it is can be looked for without folding: whatever is it but for
  // capital letters folds to it.
  void index_names() {
    std::vector<std::pair<std::string, std::uint32_t>> short_ones;
    std::vector<std::string> texts;
    std::vector<Code> codes;
    for (const auto& [text, number] : named_) {
      texts.push_back(text);
      codes.push_back(number + 1);
      if (out_.exact || text::fold_and_trim(text) == text) short_ones.emplace_back(text, number);
    }
    out_.names = RowNames(short_ones, out_.exact);
    out_.all_names = TextIndex(texts, codes);
  }

  const Program& program_;
  const Subject& subject_;
  OfSubject& of_subject_;
  OfText& out_;
  std::map<std::pair<Code, std::vector<std::uint8_t>>, std::uint32_t> classes_;
  std::vector<std::pair<std::string, std::uint32_t>> named_;  // with their classes
};

// One record for each code.
void fill_by_code(OfSubject& subject, Code codes, const std::vector<Local>& locals) {
  subject.records.resize(std::size_t{codes} * subject.stride / RowTables::kLine);
  Word* first = subject.records.front().words;
  for (Code code = 0; code < codes; ++code) {
    begin_record(subject, first + std::size_t{code} * subject.stride);
  }
  for (const Local& local : locals) {
    Word* record = first;
    auto range = local.codes.begin();
    for (Code code = 0; code < codes; ++code, record += subject.stride) {
      while (range != local.codes.end() && range->last < code) ++range;
      add_local(local, range != local.codes.end() && range->first <= code, record);
    }
  }
}

}  // namespace

void begin_record(const OfSubject& subject, Word* record) {
  std::fill_n(record, subject.stride, Word{0});
  for (const RowTables::Place& place : subject.chunks) {
    std::fill_n(record + place.at, kPartWords, ~Word{0});
  }
}

bool holds(const Local& local, Code code, const std::uint8_t* answers) {
  if (!local.codes.empty() && !contains(local.codes, code)) return false;
  return std::all_of(local.answers.begin(), local.answers.end(), [&](const Factor& answer) {
    return contains(answer.set, answers[answer.variable]);
  });
}

std::uint8_t coded(const Datum& answer) {
  return static_cast<std::uint8_t>(answer.is_missing() ? kMissing
                                   : answer.is_true()  ? kTrue
                                                       : kFalse);
}

void add_local(const Local& local, bool holds, Word* record) {
  if (local.adds) {
    if (holds) record[local.at] += local.value;
  } else if (!holds) {
    record[local.at] &= ~local.value;
  }
}

void fill_records(RowTables& tables, std::vector<std::vector<Local>> locals) {
  for (std::uint32_t index = 0; index < tables.subjects.size(); ++index) {
    const Subject& subject = tables.program->subjects[index];
    if (subject.values == Subject::Values::text) {
      tables.subjects[index].text = static_cast<std::uint32_t>(tables.texts.size());
      TextMaker maker(tables, index, tables.texts.emplace_back());
      maker.run(subject.is_open() ? std::move(locals[index]) : std::vector<Local>());
      if (subject.is_open()) continue;
    }
    fill_by_code(tables.subjects[index], subject.codes, locals[index]);
  }
}

}  // namespace leadscore::plan
