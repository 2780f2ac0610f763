// SPDX-License-Identifier: Apache-2.0
#include "plan/row_state.hpp"

#include <algorithm>
#include <bit>

#include "plan/scorer.hpp"

namespace leadscore::plan {

namespace {

// What a test on a text answers; both sides of what is unknown are no.
bool is_meant(Want want, std::uint8_t answer) {
  switch (want) {
    case Want::is_true: return answer == kTrue;
    case Want::is_false: return answer == kFalse;
    case Want::not_true: return answer != kTrue;
    case Want::not_false: return answer != kFalse;
  }
  return false;
}

}  // namespace

RowState::RowState(std::shared_ptr<const RowTables> tables, Time at)
    : tables_(std::move(tables)),
      program_(*tables_->program),
      kernels_(*kernels().front()),
      records_(program_.subjects.size()),
      codes_(program_.subjects.size(), kMissing),
      answers_(program_.subjects.size()),
      rooms_(tables_->texts.size()),
      sums_(tables_->bases.size()),
      bits_(tables_->masks.size() + 1),
      truth_(tables_->parts.effects.size(), 0),
      scores_(program_.model().scores.size()),
      kept_(program_.inputs.size()),
      is_kept_(program_.inputs.size()),
      later_(program_.scores.size() + 1),
      asker_(program_, at) {
  for (std::uint32_t index = 0; index < program_.subjects.size(); ++index) {
    const Subject& subject = program_.subjects[index];
    if (subject.values == Subject::Values::text) {
      Room& room = rooms_[tables_->subjects[index].text];
      room.records.resize(2 * std::size_t{tables_->subjects[index].stride});
      room.answers.assign(subject.open.size(), kFalse);
    }
    if (subject.kind == Subject::Kind::gate) {
      const Program::Gate& gate = program_.gates[subject.index];
      const bool open = (!gate.from || at >= *gate.from) && (!gate.until || at < *gate.until);
      codes_[index] = open ? kTrue : kFalse;
    } else if (subject.kind != Subject::Kind::input) {
      later_[subject.phase].push_back(index);
      has_later_ = true;
    }
    if (!subject.is_open()) take(index, found_code(index, codes_[index]));
  }
  assign({});
}

// --- everything anew ----------------------------------------------------------------------------

void RowState::add_up() {
  const RowTables& tables = *tables_;
  std::copy(tables.bases.begin(), tables.bases.end(), sums_.begin());
  Word first = 0;
  Word second = 0;
  for (const Word* record : records_) {
    first += record[0];
    second += record[1];
  }
  sums_[tables.main[0]] += first;
  sums_[tables.main[1]] += second;
  for (const RowTables::Column& column : tables.columns) {
    sums_[column.output] += records_[column.subject][column.at];
  }
  for (const RowGrid& grid : tables.grids) {
    sums_[grid.output()] += static_cast<Word>(grid.sum(codes_));
  }
  add_bits();
  for (const NodeId id : tables.parts.nodes) {
    truth_[id] = holds(program_.formulas[id]) ? 1 : 0;
    if (truth_[id] == 0) continue;
    for (const RowParts::Effect& effect : tables.parts.effects[id]) {
      sums_[effect.output] += effect.points;
    }
  }
}

void RowState::add_bits() {
  const RowTables& tables = *tables_;
  std::copy(tables.masks.begin(), tables.masks.end(), bits_.begin());
  Word* bits = bits_.data();
  for (const RowTables::Chunk& chunk : tables.chunks) {
    kernels_.meet(records_.data(), chunk.readers, bits);
    bits += kPartWords;
  }
  for (const RowTables::Run& run : tables.runs) {
    const std::int64_t units = kernels_.sum_of_bits({bits_.data() + run.first, run.count},
                                                    tables.units.data() + 64 * run.first);
    sums_[run.output] += static_cast<Word>(run.unit * units);
  }
  for (std::size_t word = tables.mixed; word < tables.masks.size(); ++word) {
    for (Word left = bits_[word]; left != 0; left &= left - 1) {
      const std::size_t bit = 64 * word + static_cast<std::size_t>(std::countr_zero(left));
      sums_[tables.bit_outputs[bit]] += tables.bit_points[bit];
    }
  }
}

// --- one subject anew ---------------------------------------------------------------------------

void RowState::change(std::uint32_t subject, const Found& found) {
  const Word* before = records_[subject];
  const RowTables& tables = *tables_;
  const RowTables::OfSubject& of_subject = tables.subjects[subject];
  if (before != found.record) {
    sums_[tables.main[0]] += found.record[0] - before[0];
    sums_[tables.main[1]] += found.record[1] - before[1];
    for (const RowTables::Place& column : of_subject.outputs) {
      sums_[column.to] += found.record[column.at] - before[column.at];
    }
    if (codes_[subject] != found.code) {
      for (const RowGrid& grid : tables.grids) {
        sums_[grid.output()] += static_cast<Word>(grid.change(codes_, subject, found.code));
      }
    }
  }
  take(subject, found);
  if (before != found.record) change_bits(subject, before);
  for (const NodeId id : tables.parts.of_subject[subject]) work_out(id);
}

// A product that held goes by what the subject says now; others may hold only where it says
// something new.
void RowState::change_bits(std::uint32_t subject, const Word* before) {
  const Word* record = records_[subject];
  for (const RowTables::Place& place : tables_->subjects[subject].chunks) {
    const std::size_t first = std::size_t{place.to} * kPartWords;
    const Word* masks = tables_->masks.data() + first;
    Word now[kPartWords];
    Word differs = 0;
    Word news = 0;
    for (std::uint32_t i = 0; i < kPartWords; ++i) {
      now[i] = bits_[first + i] & record[place.at + i];
      differs |= before[place.at + i] ^ record[place.at + i];
      news |= record[place.at + i] & ~before[place.at + i] & masks[i];
    }
    if (differs == 0) continue;
    if (news != 0) {
      std::copy_n(masks, kPartWords, now);
      kernels_.meet(records_.data(), tables_->chunks[place.to].readers, now);
    }
    for (std::uint32_t i = 0; i < kPartWords; ++i) {
      if (now[i] != bits_[first + i]) turn_bits(first + i, now[i]);
    }
  }
}

void RowState::turn_bits(std::size_t at, Word now) {
  const Word* points = tables_->bit_points.data() + at * 64;
  const RowTables::Output* outputs = tables_->bit_outputs.data() + at * 64;
  for (Word turned = now ^ bits_[at]; turned != 0; turned &= turned - 1) {
    const int bit = std::countr_zero(turned);
    const Word sign = ((now >> bit) & 1U) - 1;  // 0 where it holds now, else all ones
    sums_[outputs[bit]] += (points[bit] ^ sign) - sign;
  }
  bits_[at] = now;
}

// --- part by part -------------------------------------------------------------------------------

bool RowState::holds(const Node& node) const {
  switch (node.kind) {
    case Node::Kind::test: {
      const auto& by_code = tables_->parts.leaves[node.subject][node.leaf];
      if (!by_code.empty()) return by_code[codes_[node.subject]];
      const Leaf& leaf = program_.subjects[node.subject].leaves[node.leaf];
      return is_meant(leaf.want, answers_[node.subject][leaf.open]);
    }
    case Node::Kind::all:
      return std::all_of(node.args.begin(), node.args.end(),
                         [&](NodeId arg) { return truth_[arg] != 0; });
    case Node::Kind::any:
      return std::any_of(node.args.begin(), node.args.end(),
                         [&](NodeId arg) { return truth_[arg] != 0; });
    default: return node.kind == Node::Kind::always;
  }
}

void RowState::work_out(NodeId id) {
  const char now = holds(program_.formulas[id]) ? 1 : 0;
  if (now == truth_[id]) return;
  truth_[id] = now;
  for (const RowParts::Effect& effect : tables_->parts.effects[id]) {
    sums_[effect.output] += now != 0 ? effect.points : Word{0} - effect.points;
  }
}

}  // namespace leadscore::plan

namespace leadscore {

RowScorer::RowScorer(const BatchScorer& batch)
    : batch_(batch),
      tables_(std::make_shared<const plan::RowTables>(batch.scorer()->shared_program())) {}

Row::Row(const RowScorer& scorer, Time at)
    : state_(std::make_unique<plan::RowState>(scorer.tables(), at)) {}
Row::~Row() = default;
Row::Row(Row&&) noexcept = default;
Row& Row::operator=(Row&&) noexcept = default;

void Row::assign(std::span<const RowValue> values) { state_->assign(values); }
void Row::set(std::size_t input, RowValue value) {
  state_->set(static_cast<std::uint32_t>(input), value);
}

bool Row::excluded() const { return state_->excluded(); }
std::optional<Points> Row::score(std::size_t index) const { return state_->score(index); }
bool Row::signal(std::size_t index) const { return state_->signal(index); }

}  // namespace leadscore
