// SPDX-License-Identifier: Apache-2.0
#include "plan/scorer.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <exception>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>

#include "plan/print.hpp"
#include "plan/worker.hpp"

namespace leadscore::plan {

using Layout = Column::Layout;

struct Scorer::Parts {
  explicit Parts(std::shared_ptr<const Program> program) : prepared(std::move(program)) {
    for (const Input& input : prepared.program->inputs) inputs.push_back(input.shown);
  }
  Prepared prepared;
  std::vector<BatchInput> inputs;
};

Prepared::Prepared(std::shared_ptr<const Program> of) : program(std::move(of)), schedule(*program) {
  slot_count = schedule.slot_count;
  masks.resize(program->subjects.size());
  more_masks.resize(program->subjects.size());
  for (std::uint32_t index = 0; index < program->subjects.size(); ++index) {
    const Subject& subject = program->subjects[index];
    encoders.emplace_back(*program, index);
    if (subject.is_open()) continue;
    std::vector<CodeSet> sets;
    for (const Leaf& leaf : subject.leaves) sets.push_back(leaf.set);
    const auto masks_of = [&](const std::vector<WantedLeaf>& leaves) {
      LeafMasks made = leaf_masks(leaves, sets, subject.codes, schedule.spare);
      slot_count = std::max(slot_count, made.slots);
      return made;
    };
    masks[index] = masks_of(schedule.masks[index].leaves);
    more_masks[index] = masks_of(schedule.more_masks[index].leaves);
  }
}

// --- one call -----------------------------------------------------------------------------------

namespace {

bool holds_texts(Layout layout) {
  return layout == Layout::texts || layout == Layout::texts32 || layout == Layout::texts64 ||
         layout == Layout::lists;
}

// Equal for equal texts, or lists.
std::string key_at(const Column& column, std::size_t lead) {
  if (column.layout() != Layout::lists) return std::string(text_at(column, lead));
  // Each item with its length, so that different lists have different keys.
  const auto* offsets = static_cast<const std::int32_t*>(column.values());
  const auto* items = static_cast<const std::string_view*>(column.second());
  std::string key;
  for (std::int32_t i = offsets[lead]; i < offsets[lead + 1]; ++i) {
    key += std::to_string(items[i].size()) + ":" + std::string(items[i]);
  }
  return key;
}

Datum list_of(const Column& column, std::size_t lead) {
  const auto* offsets = static_cast<const std::int32_t*>(column.values());
  const auto* items = static_cast<const std::string_view*>(column.second());
  std::vector<expr::TextPtr> texts;
  for (std::int32_t i = offsets[lead]; i < offsets[lead + 1]; ++i) {
    texts.push_back(std::make_shared<const expr::Text>(items[i]));
  }
  return Datum::of(std::make_shared<const std::vector<expr::TextPtr>>(std::move(texts)));
}

// Gives each distinct text of a column an entry, and binds those.
TextsOfCall bind_column(const Program& program, std::uint32_t input, const Column& column) {
  TextsOfCall out;
  std::unordered_map<std::string, std::uint32_t> entries;
  std::vector<Datum> values;
  for (std::size_t lead = 0; lead < column.size(); ++lead) {
    if (!column.known()[lead]) {
      out.entries.push_back(static_cast<std::uint32_t>(-1));
      continue;
    }
    const auto [found, is_new] =
        entries.try_emplace(key_at(column, lead), static_cast<std::uint32_t>(values.size()));
    if (is_new) {
      values.push_back(column.layout() == Layout::lists
                           ? list_of(column, lead)
                           : value_of_text(program, program.inputs[input], found->first));
    }
    out.entries.push_back(found->second);
  }
  out.texts = std::make_shared<const BoundTexts>(bind_values(program, input, values));
  out.column = Column::of(std::span<const std::uint32_t>(out.entries), Dictionary(out.texts));
  return out;
}

TextsOfCall texts_of(const Program& program, std::uint32_t index, const Column& column) {
  const Input& input = program.inputs[index];
  TextsOfCall out;
  out.column = column;
  if (column.dictionary().bound() != nullptr) {
    out.texts =
        std::shared_ptr<const BoundTexts>(std::shared_ptr<void>(), column.dictionary().bound());
    return out;
  }
  const bool open = input.subject && program.subjects[*input.subject].is_open();
  if (column.layout() == Layout::none) {
    if (open) out.texts = std::make_shared<const BoundTexts>(bind_values(program, index, {}));
    return out;
  }
  if (holds_texts(column.layout()) && (open || input.asked)) {
    return bind_column(program, index, column);
  }
  return out;
}

const Kernels* kernels_named(std::string_view name) {
  for (const Kernels* one : kernels()) {
    if (name.empty() || one->name == name) return one;
  }
  assert(!"no such target");
  return kernels().back();
}

LeadBits empty_bits(std::size_t leads) { return LeadBits((leads + 63) / 64, 0); }

}  // namespace

Call::Call(const Prepared& of, const Batch& given, const BatchOptions& wanted, Scored& to)
    : prepared(of),
      batch(given),
      options(wanted),
      kernels(kernels_named(wanted.target)),
      out(to),
      masks(of.program->subjects.size()),
      more_masks(of.program->subjects.size()),
      tables(of.program->sums.size()),
      slot_count(of.slot_count) {
  const Program& program = *prepared.program;
  for (const Program::Gate& gate : program.gates) {
    gates.push_back((!gate.from || options.at >= *gate.from) &&
                    (!gate.until || options.at < *gate.until));
  }
  for (std::uint32_t index = 0; index < program.inputs.size(); ++index) {
    texts.push_back(texts_of(program, index, batch.column(index)));
    const Input& input = program.inputs[index];
    if (!input.subject || !program.subjects[*input.subject].is_open()) continue;
    const std::uint32_t subject = *input.subject;
    const BoundTexts& bound = *texts.back().texts;
    const auto masks_of = [&](const std::vector<WantedLeaf>& leaves) {
      LeafMasks made = leaf_masks(leaves, bound.leaves, bound.code_count, prepared.schedule.spare);
      slot_count = std::max(slot_count, made.slots);
      return made;
    };
    masks[subject] = masks_of(prepared.schedule.masks[subject].leaves);
    if (options.fired) more_masks[subject] = masks_of(prepared.schedule.more_masks[subject].leaves);
    for (std::size_t sum = 0; sum < bound.tables.size(); ++sum) {
      if (bound.tables[sum].empty()) continue;
      tables[sum].push_back(
          schedule_table(prepared.schedule.sums[sum], subject, bound.tables[sum]));
    }
  }
}

Code Call::code_count(std::uint32_t index) const {
  const Subject& subject = prepared.program->subjects[index];
  return subject.is_open() ? texts[subject.index].texts->code_count : subject.codes;
}

Datum Call::value(std::uint32_t index, std::size_t lead) const {
  const Input& input = prepared.program->inputs[index];
  const TextsOfCall& of_input = texts[index];
  const Column& column = of_input.column;
  if (column.layout() == Layout::none || !column.known()[lead]) return input.fallback;
  const auto entry = [&](auto code) {
    const auto& values = of_input.texts->values;
    return values[std::min<std::size_t>(code, values.size() - 1)];
  };
  const auto number = [&](auto value) {
    using Type = BatchInput::Type;
    Datum datum;
    switch (input.shown.type) {
      case Type::time: datum = Datum::of(Time(Duration(static_cast<std::int64_t>(value)))); break;
      case Type::number: datum = Datum::of(static_cast<double>(value)); break;
      default: datum = Datum::of(static_cast<std::int64_t>(value)); break;
    }
    const bool taken = !datum.is_missing() && takes(input, datum);
    return taken ? datum : input.fallback;
  };
  switch (column.layout()) {
    case Layout::bits: {
      const Bits bits{static_cast<const std::uint8_t*>(column.values()), column.offset()};
      const Datum truth = Datum::of(bits[lead]);
      return takes(input, truth) ? truth : input.fallback;
    }
    case Layout::int32: return number(static_cast<const std::int32_t*>(column.values())[lead]);
    case Layout::int64: return number(static_cast<const std::int64_t*>(column.values())[lead]);
    case Layout::float32: return number(static_cast<const float*>(column.values())[lead]);
    case Layout::float64: return number(static_cast<const double*>(column.values())[lead]);
    case Layout::codes8: return entry(static_cast<const std::uint8_t*>(column.values())[lead]);
    case Layout::codes16: return entry(static_cast<const std::uint16_t*>(column.values())[lead]);
    default: return entry(static_cast<const std::uint32_t*>(column.values())[lead]);
  }
}

// --- all blocks ---------------------------------------------------------------------------------

namespace {

// What is written whole needs no zeros.
void make_room(const Program& program, const BatchOptions& options, std::size_t leads,
               Scored& out) {
  const Model& model = program.model();
  BatchScores& scores = out.scores;
  scores.leads = leads;
  scores.scores.resize(model.scores.size());
  for (const ScorePlan& plan : program.scores) {
    BatchScores::Score& score = scores.scores[plan.score];
    score.thousandths.resize(leads);
    const bool all_known = !plan.may_be_missing && !model.exclude;
    score.known = all_known ? LeadBits() : empty_bits(leads);
  }
  scores.bands.resize(model.bands.size());
  for (std::size_t i = 0; i < model.bands.size(); ++i) {
    scores.bands[i].codes.resize(leads);
    scores.bands[i].names = model.bands[i].of ? model.bands[i].names : std::vector<std::string>();
  }
  scores.signals.assign(model.signals.size(), empty_bits(leads));
  scores.excluded = empty_bits(leads);
  scores.fired.assign(options.fired ? model.rules.size() : 0, empty_bits(leads));
  out.watched.assign(program.watched.size(), empty_bits(leads));
}

// A band made of others: each combination that occurs is one name, in the order of the leads.
void join_bands(const Model& model, std::size_t index, BatchScores& out) {
  const model::Band& band = model.bands[index];
  if (band.of || !out.bands[index].names.empty()) return;
  std::vector<std::size_t> parts;
  for (const auto& part : band.parts) {
    if (!part.band) continue;
    join_bands(model, *part.band, out);
    parts.push_back(*part.band);
  }
  BatchScores::Band& joined = out.bands[index];
  std::map<std::vector<std::uint32_t>, std::uint32_t> known;
  std::vector<std::uint32_t> codes(parts.size());
  std::vector<std::uint32_t> last;
  std::uint32_t last_code = 0;
  for (std::size_t lead = 0; lead < out.leads; ++lead) {
    for (std::size_t i = 0; i < parts.size(); ++i) codes[i] = out.bands[parts[i]].codes[lead];
    if (codes != last || lead == 0) {
      last = codes;
      const bool missing = std::find(codes.begin(), codes.end(), 0U) != codes.end();
      const auto [found, is_new] = known.try_emplace(codes, 0);
      if (is_new && !missing) {
        std::string name;
        std::size_t next = 0;
        for (const auto& part : band.parts) {
          name += part.text;
          if (part.band) name += out.bands[*part.band].names[codes[next++] - 1];
        }
        joined.names.push_back(std::move(name));
        found->second = static_cast<std::uint32_t>(joined.names.size());
      }
      last_code = found->second;
    }
    joined.codes[lead] = last_code;
  }
}

void score_blocks(const Call& call) {
  constexpr std::size_t kBlocksAtOnce = 64;
  const std::size_t leads = call.batch.size();
  const std::size_t size = call.kernels->leads;
  const std::size_t blocks = (leads + size - 1) / size;
  std::atomic<std::size_t> next = 0;
  std::exception_ptr thrown;
  std::mutex guard;
  const auto run = [&] {
    try {
      Worker worker(call);
      for (std::size_t first = next.fetch_add(kBlocksAtOnce); first < blocks;
           first = next.fetch_add(kBlocksAtOnce)) {
        for (std::size_t i = first; i < std::min(blocks, first + kBlocksAtOnce); ++i) {
          worker.score({i * size, std::min(size, leads - i * size)});
        }
      }
    } catch (...) {
      const std::lock_guard lock(guard);
      thrown = std::current_exception();
      next = blocks;
    }
  };
  std::vector<std::thread> helpers;
  const std::size_t wanted =
      std::min<std::size_t>(call.options.threads, (blocks + kBlocksAtOnce - 1) / kBlocksAtOnce);
  try {
    for (std::size_t i = 1; i < wanted; ++i) helpers.emplace_back(run);
  } catch (const std::system_error&) {
    // The system gives no more threads: those there are do it.
  }
  run();
  for (std::thread& helper : helpers) helper.join();
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace

Scorer::Scorer(const RuleSet& rules, const std::vector<const expr::Expr*>& watched)
    : parts_(std::make_unique<const Parts>(compile(rules, watched))) {}
Scorer::~Scorer() = default;

const RuleSet& Scorer::rules() const { return parts_->prepared.program->rules; }
const std::vector<BatchInput>& Scorer::inputs() const { return parts_->inputs; }

std::shared_ptr<const BoundTexts> Scorer::bind(std::size_t input,
                                               std::span<const std::string_view> texts) const {
  return std::make_shared<const BoundTexts>(
      bind_texts(*parts_->prepared.program, static_cast<std::uint32_t>(input), texts));
}

Scored Scorer::score(const Batch& batch, const BatchOptions& options, Scored room) const {
  const Program& program = *parts_->prepared.program;
  Scored out = std::move(room);
  make_room(program, options, batch.size(), out);
  score_blocks(Call(parts_->prepared, batch, options, out));
  for (std::size_t band = 0; band < out.scores.bands.size(); ++band) {
    join_bands(program.model(), band, out.scores);
  }
  return out;
}

const Program* Scorer::program() const { return parts_->prepared.program.get(); }

std::shared_ptr<const Program> Scorer::shared_program() const { return parts_->prepared.program; }

std::string Scorer::to_text() const { return print(*parts_->prepared.program); }

}  // namespace leadscore::plan
