// SPDX-License-Identifier: Apache-2.0
#include "plan/row_tables.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "plan/row_records.hpp"
#include "plan/row_shares.hpp"

namespace leadscore::plan {

namespace {

using Output = RowTables::Output;
using Word = RowTables::Word;

constexpr Output kNoTruth = ~Output{0};
constexpr std::uint32_t kChunkBits = 64 * kPartWords;
// An output with fewer products has no words of its own.
constexpr std::size_t kFewestOfRun = 128;
constexpr std::size_t kMostWordsOfRun = 1'000;  // so that units of 16 bits add up to less than 2^31

class TableMaker {
 public:
  TableMaker(const Program& program, RowTables& out)
      : program_(program), out_(out), variables_(program.subjects), shares_(variables_) {}

  void run() {
    out_.subjects.resize(program_.subjects.size());
    for (const Subject& subject : program_.subjects) out_.lines.emplace_back(subject.cuts);
    want_truths();
    const Expander expander(program_, variables_, wanted());
    out_.bases.resize(outputs_ + 1);
    for (std::uint32_t sum = 0; sum < program_.sums.size(); ++sum) add_sum(expander, sum);
    for (const NodeId node : truths_) add_term(expander, out_.truths[node], {node, 1});
    sort_out(std::move(shares_).take());
    make_grids();
    lay_out_bits();
    lay_out_records();
    fill_records(out_, std::move(locals_));
    fill_tables();
    out_.parts.finish(program_);
  }

 private:
  // --- what is asked for ---

  void want_truth(NodeId node) {
    if (out_.truths[node] != kNoTruth) return;
    out_.truths[node] = outputs_++;
    truths_.push_back(node);
  }
  void want_truths() {
    out_.truths.assign(program_.formulas.size(), kNoTruth);
    outputs_ = static_cast<Output>(program_.sums.size());
    want_truth(program_.excluded);
    for (const NodeId signal : program_.signals) want_truth(signal);
    for (const ScorePlan& plan : program_.scores) {
      if (plan.sum) want_entries(program_.sums[*plan.sum].entries);
    }
  }
  void want_entries(const std::vector<Entry>& entries) {
    for_each_asked(
        program_, entries, false, [&](NodeId when) { want_truth(when); },
        [&](std::uint32_t sum) { want_truth(program_.sums[sum].holds); });
  }
  [[nodiscard]] std::vector<NodeId> wanted() const {
    std::vector<NodeId> all = truths_;
    for (const Sum& sum : program_.sums) {
      for (const Term& term : sum.terms) all.push_back(term.when);
      for (const Table& table : sum.tables) {
        for (const Term& term : table.open) all.push_back(term.when);
      }
    }
    return all;
  }

  void add_sum(const Expander& expander, std::uint32_t index) {
    const Sum& sum = program_.sums[index];
    out_.bases[index] += static_cast<Word>(sum.constant);
    for (const Table& table : sum.tables) {
      if (!table.points.empty()) tables_[{table.subject, index}] = &table.points;
      for (const Term& term : table.open) add_term(expander, index, term);
    }
    for (const Term& term : sum.terms) add_term(expander, index, term);
  }

  void add_term(const Expander& expander, Output output, const Term& term) {
    const Products* products = expander.of(term.when);
    if (products == nullptr) {
      out_.parts.add(term.when, {output, static_cast<Word>(term.points)});
      return;
    }
    for (const Product& product : *products) {
      if (product.factors.empty()) {
        out_.bases[output] += static_cast<Word>(term.points * product.times);
      } else {
        shares_.add(output, product, term.points * product.times);
      }
    }
  }

  // --- where each share goes ---

  void sort_out(std::vector<RowShare> shares) {
    for (RowShare& share : shares) {
      auto& to = share.subjects.size() == 1 ? singles_ : is_pair(share) ? pairs_ : bits_;
      to.push_back(std::move(share));
    }
    for (const RowShare& share : singles_) (void)tables_[{share.subjects[0], share.output}];
  }

  // Of the codes of two subjects alone.
  [[nodiscard]] bool is_pair(const RowShare& share) const {
    return share.subjects.size() == 2 && share.product->factors.size() == 2 &&
           share.product->factors[1].variable < program_.subjects.size();
  }

  void make_grids() {
    std::map<Output, std::vector<RowPair>> by_output;
    for (const RowShare& share : pairs_) {
      const auto& factors = share.product->factors;
      by_output[share.output].push_back({factors.data(), factors.data() + 1, share.points});
    }
    std::set<Output> in_grid;
    for (const auto& [output, pairs] : by_output) {
      auto grid = RowGrid::make(output, program_.subjects, pairs);
      if (!grid) continue;
      in_grid.insert(output);
      out_.grids.push_back(std::move(*grid));
    }
    for (RowShare& share : pairs_) {
      if (!in_grid.contains(share.output)) bits_.push_back(std::move(share));
    }
  }

  // --- bits ---

  // Products of one output lie together, and so do those of the same subjects, so that few
  // subjects are read for a chunk.
  void lay_out_bits() {
    std::map<Output, std::vector<RowShare>> by_output;
    for (RowShare& share : bits_) by_output[share.output].push_back(std::move(share));
    bits_.clear();
    std::vector<RowShare> mixed;
    for (auto& [output, shares] : by_output) {
      if (shares.size() < kFewestOfRun || !add_run(output, shares)) {
        std::move(shares.begin(), shares.end(), std::back_inserter(mixed));
      }
    }
    out_.mixed = static_cast<std::uint32_t>(out_.bit_points.size() / 64);
    add_bits(std::move(mixed));
    out_.chunks.resize((out_.bit_points.size() + kChunkBits - 1) / kChunkBits);
    out_.masks.resize(out_.chunks.size() * kPartWords);
  }

  bool add_run(Output output, std::vector<RowShare>& shares) {
    std::int64_t unit = 0;
    std::int64_t most = 0;
    for (const RowShare& share : shares) {
      unit = std::gcd(unit, share.points);
      most = std::max(most, std::abs(share.points));
    }
    RowTables::Run run;
    run.output = output;
    run.first = static_cast<std::uint32_t>(out_.bit_points.size() / 64);
    run.count = static_cast<std::uint32_t>((shares.size() + 63) / 64);
    run.unit = unit;
    if (run.count > kMostWordsOfRun) return false;
    if (most / unit > std::numeric_limits<std::int16_t>::max()) return false;
    out_.runs.push_back(run);
    add_bits(std::move(shares));
    for (std::size_t bit = out_.units.size(); bit < out_.bit_points.size(); ++bit) {
      const auto points = static_cast<std::int64_t>(out_.bit_points[bit]);
      out_.units.push_back(static_cast<std::int16_t>(points / unit));
    }
    return true;
  }

  // Whole words.
  void add_bits(std::vector<RowShare> shares) {
    std::stable_sort(shares.begin(), shares.end(),
                     [](const RowShare& a, const RowShare& b) { return a.subjects < b.subjects; });
    for (RowShare& share : shares) {
      const std::size_t bit = out_.bit_points.size();
      out_.masks.resize(bit / 64 + 1);
      out_.masks[bit / 64] |= Word{1} << (bit % 64);
      out_.bit_points.push_back(static_cast<Word>(share.points));
      out_.bit_outputs.push_back(share.output);
      places_.push_back(static_cast<std::uint32_t>(bit));
      bits_.push_back(std::move(share));
    }
    out_.bit_points.resize(out_.masks.size() * 64);
    out_.bit_outputs.resize(out_.bit_points.size());
  }

  // --- records ---

  void lay_out_records() {
    choose_main();
    std::vector<std::set<std::uint32_t>> read_by(out_.subjects.size());
    for (std::size_t i = 0; i < bits_.size(); ++i) {
      for (const std::uint32_t subject : bits_[i].subjects) {
        read_by[subject].insert(places_[i] / kChunkBits);
      }
    }
    std::vector<std::vector<Output>> outputs(out_.subjects.size());
    for (const auto& [key, points] : tables_) {
      const auto [index, output] = key;
      if (output != out_.main[0] && output != out_.main[1]) outputs[index].push_back(output);
    }
    for (std::uint32_t index = 0; index < out_.subjects.size(); ++index) {
      lay_out_record(index, outputs[index], read_by[index]);
    }
    locals_.resize(out_.subjects.size());
    for (const RowShare& share : singles_) add_local_points(share);
    for (std::size_t i = 0; i < bits_.size(); ++i) add_local_bits(bits_[i], places_[i]);
  }

  void lay_out_record(std::uint32_t index, const std::vector<Output>& outputs,
                      const std::set<std::uint32_t>& chunks) {
    RowTables::OfSubject& subject = out_.subjects[index];
    std::uint32_t end = RowTables::kLine;
    for (const std::uint32_t chunk : chunks) {
      subject.chunks.push_back({chunk, end});
      out_.chunks[chunk].readers.push_back({index, end});
      end += RowTables::kLine;
    }
    std::uint32_t at = RowTables::kMain;
    for (const Output output : outputs) {
      if (at == RowTables::kLine) at = end;
      subject.outputs.push_back({output, at});
      out_.columns.push_back({index, output, at});
      ++at;
    }
    end = std::max(end, at);
    subject.stride = (end + RowTables::kLine - 1) / RowTables::kLine * RowTables::kLine;
  }

  // Those that most subjects add to.
  void choose_main() {
    std::map<Output, std::size_t> counts;
    for (const auto& [key, points] : tables_) ++counts[key.second];
    for (Output& main : out_.main) {
      const auto most =
          std::max_element(counts.begin(), counts.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      main = most == counts.end() || most->second == 0 ? outputs_ : most->first;
      if (main != outputs_) most->second = 0;
    }
  }

  [[nodiscard]] std::uint32_t column(std::uint32_t index, Output output) const {
    if (output == out_.main[0]) return 0;
    if (output == out_.main[1]) return 1;
    const auto& outputs = out_.subjects[index].outputs;
    return std::find_if(outputs.begin(), outputs.end(),
                        [&](const RowTables::Place& place) { return place.to == output; })
        ->at;
  }

  // Of a product: what it asks of one subject.
  [[nodiscard]] RowTables::Local local_of(const RowShare& share, std::uint32_t subject) const {
    RowTables::Local local;
    for (const Factor& factor : share.product->factors) {
      const Variable& variable = variables_[factor.variable];
      if (variable.subject != subject) continue;
      if (variable.open < 0) {
        local.codes = factor.set;
      } else {
        local.answers.push_back({static_cast<std::uint32_t>(variable.open), factor.set});
      }
    }
    return local;
  }
  void add_local_points(const RowShare& share) {
    const std::uint32_t subject = share.subjects[0];
    RowTables::Local local = local_of(share, subject);
    local.at = column(subject, share.output);
    local.adds = true;
    local.value = static_cast<Word>(share.points);
    locals_[subject].push_back(std::move(local));
  }
  void add_local_bits(const RowShare& share, std::uint32_t bit) {
    for (const std::uint32_t subject : share.subjects) {
      const auto& chunks = out_.subjects[subject].chunks;
      const auto place =
          std::find_if(chunks.begin(), chunks.end(),
                       [&](const RowTables::Place& chunk) { return chunk.to == bit / kChunkBits; });
      RowTables::Local local = local_of(share, subject);
      local.at = place->at + bit % kChunkBits / 64;
      local.value = Word{1} << (bit % 64);
      locals_[subject].push_back(std::move(local));
    }
  }

  // Points that were summed up by code when the rules were compiled.
  void fill_tables() {
    for (const auto& [key, points] : tables_) {
      if (points == nullptr) continue;
      RowTables::OfSubject& subject = out_.subjects[key.first];
      Word* at = subject.records.front().words + column(key.first, key.second);
      for (const std::int64_t of_code : *points) {
        *at += static_cast<Word>(of_code);
        at += subject.stride;
      }
    }
    for (const RowTables::OfSubject& subject : out_.subjects) {
      const bool none = subject.records.empty();
      out_.records.push_back({none ? nullptr : subject.records.front().words, subject.stride});
    }
  }

  const Program& program_;
  RowTables& out_;
  Variables variables_;
  RowShares shares_;
  Output outputs_ = 0;
  std::vector<NodeId> truths_;
  std::map<std::pair<std::uint32_t, Output>, const std::vector<std::int64_t>*> tables_;
  std::vector<RowShare> singles_, pairs_, bits_;
  std::vector<std::uint32_t> places_;                  // of the shares of bits_
  std::vector<std::vector<RowTables::Local>> locals_;  // by subject
};

}  // namespace

RowTables::RowTables(std::shared_ptr<const Program> of)
    : program(std::move(of)), inputs(*program), parts(*program) {
  TableMaker(*program, *this).run();
  sort_entries();
  sort_scores();
}

}  // namespace leadscore::plan
