// SPDX-License-Identifier: Apache-2.0
#include "plan/scorer.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "base/parallel.hpp"
#include "plan/print.hpp"
#include "plan/worker.hpp"

namespace leadscore::plan {

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

std::shared_ptr<const TextSteps> steps_of(const Prepared& prepared, const BoundTexts& bound) {
  const Schedule& schedule = prepared.schedule;
  const std::uint32_t subject = *prepared.program->inputs[bound.input].subject;
  const auto masks_of = [&](const std::vector<WantedLeaf>& leaves) {
    return leaf_masks(leaves, bound.leaves, bound.code_count, schedule.spare);
  };
  auto steps = std::make_shared<TextSteps>();
  steps->masks = masks_of(schedule.masks[subject].leaves);
  steps->more_masks = masks_of(schedule.more_masks[subject].leaves);
  for (std::uint32_t sum = 0; sum < bound.tables.size(); ++sum) {
    if (bound.tables[sum].empty() || schedule.sums[sum].in_masks.contains(subject)) continue;
    steps->tables.emplace_back(sum, schedule_table(schedule.sums[sum], subject, bound.tables[sum]));
  }
  return steps;
}

// --- all blocks ---------------------------------------------------------------------------------

namespace {

LeadBits empty_bits(std::size_t leads) { return LeadBits((leads + 63) / 64, 0); }

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
  constexpr std::size_t kBlocksAtOnce = 16;
  const std::size_t leads = call.batch.size();
  const std::size_t size = kBlocksAtOnce * call.kernels->leads;
  for_each_parallel((leads + size - 1) / size, call.options.threads, [&] { return Worker(call); },
                    [&](Worker& worker, std::size_t i) {
                      const std::size_t end = std::min(leads, (i + 1) * size);
                      for (std::size_t first = i * size; first < end;
                           first += call.kernels->leads) {
                        worker.score({first, std::min(call.kernels->leads, end - first)});
                      }
                    });
}

}  // namespace

Scorer::Scorer(const RuleSet& rules, const std::vector<const expr::Expr*>& watched)
    : parts_(std::make_unique<const Parts>(compile(rules, watched))) {}
Scorer::~Scorer() = default;

const RuleSet& Scorer::rules() const { return parts_->prepared.program->rules; }
const std::vector<BatchInput>& Scorer::inputs() const { return parts_->inputs; }

std::shared_ptr<const BoundTexts> Scorer::bind(std::size_t input,
                                               std::span<const std::string_view> texts) const {
  const Prepared& prepared = parts_->prepared;
  const Program& program = *prepared.program;
  BoundTexts bound = bind_texts(program, static_cast<std::uint32_t>(input), texts);
  const auto& subject = program.inputs[input].subject;
  if (subject && program.subjects[*subject].is_open()) bound.steps = steps_of(prepared, bound);
  return std::make_shared<const BoundTexts>(std::move(bound));
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
