// SPDX-License-Identifier: Apache-2.0

// Scores of many leads at once: columns in, columns out.
//
// All rules are compiled together: a column's values become small codes, comparisons become bits,
// and a score is a weighted count of bits, for hundreds of leads with each machine instruction.
// What comes out is what a Lead answers, bit for bit.
//
// A scorer reads attributes. Whatever else rules look at is an input too, one column each: what
// events have earned, counts over events, the stage, signals that are on. inputs() lists them all;
// one without a column is that of a lead of which nothing is known but its attributes.
// A BatchOfLeads (batch_of_leads.hpp) takes all of them from leads that have facts.
//
// Not for journeys: signals are judged, but no stage is left or entered and no time passes; a Lead
// (lead.hpp) or a Population (population.hpp) is stepped through time.
//
// Threads: a BatchScorer and a Dictionary are immutable: any number of threads may use them at
// once. score() itself may run on several threads and keeps nothing between calls.
//
//     leadscore::BatchScorer scorer(rules);
//     leadscore::Batch batch(scorer, employees.size());
//     batch.set(*scorer.input("employees"), leadscore::Column::of(employees));
//     leadscore::BatchScores scores = scorer.score(batch);
//     scores.scores[0].points(17)->to_text();       // of the eighteenth lead
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leadscore/points.hpp>
#include <leadscore/ruleset.hpp>
#include <leadscore/time.hpp>

namespace leadscore {

namespace plan {
struct BoundTexts;
class Scorer;
}  // namespace plan

// Something that a scorer reads of each lead.
struct BatchInput {
  enum class Kind : std::uint8_t {
    attribute,  // a declared attribute
    derived,    // what a condition asks of events or the journey: `count(page_view within 7d)`
    signal,     // whether a signal is on; known to be off: it does not come on now
    earned,     // what an event rule gives before its bounds; missing: nothing has been earned
    carried,    // what corrections and closed books add to a score
    deducted,   // what a rejection takes from a score after its bounds; not negative
  };
  enum class Type : std::uint8_t { boolean, integer, number, time, text, list, points };

  std::string name;  // of the attribute, signal, rule or score; of `derived`, the expression
  Kind kind = Kind::attribute;
  Type type = Type::text;
};

// Bits as Arrow lays them out, the lowest of a byte first; null: all are set.
struct Bits {
  const std::uint8_t* bytes = nullptr;
  std::size_t offset = 0;  // of the first, in bits

  [[nodiscard]] bool operator[](std::size_t i) const {
    return bytes == nullptr || ((bytes[(offset + i) / 8] >> ((offset + i) % 8)) & 1U) != 0;
  }
};

// The texts of a column of codes, bound to one input of one scorer: what rules ask of a text is
// asked once for each entry.
class Dictionary {
 public:
  Dictionary() = default;
  [[nodiscard]] std::size_t size() const;

  // For the library's own parts.
  explicit Dictionary(std::shared_ptr<const plan::BoundTexts> bound) : bound_(std::move(bound)) {}
  [[nodiscard]] const plan::BoundTexts* bound() const { return bound_.get(); }

 private:
  std::shared_ptr<const plan::BoundTexts> bound_;
};

// The values of one input, borrowed: what it points to must stay while a scorer reads it. A value
// that is not known, a number that is not finite, and a code beyond the dictionary are missing.
class Column {
 public:
  enum class Layout : std::uint8_t {
    none,  // nothing is known
    bits,
    int32,
    int64,  // integers; microseconds since 1970 of times; thousandths of points
    float32,
    float64,
    codes8,
    codes16,
    codes32,
    texts,
    texts32,  // offsets of 32 bits into bytes, as Arrow's
    texts64,
    lists,
  };

  Column() = default;

  [[nodiscard]] static Column of(std::span<const double> numbers, Bits known = {});
  [[nodiscard]] static Column of(std::span<const float> numbers, Bits known = {});
  [[nodiscard]] static Column of(std::span<const std::int64_t> integers, Bits known = {});
  [[nodiscard]] static Column of(std::span<const std::int32_t> integers, Bits known = {});
  [[nodiscard]] static Column of_bits(Bits values, std::size_t size, Bits known = {});
  // Texts are UTF-8.
  [[nodiscard]] static Column of(std::span<const std::string_view> texts, Bits known = {});
  // Text i lies in [offsets[i], offsets[i + 1]) of `bytes`.
  [[nodiscard]] static Column of(std::span<const std::int32_t> offsets, const char* bytes,
                                 Bits known = {});
  [[nodiscard]] static Column of(std::span<const std::int64_t> offsets, const char* bytes,
                                 Bits known = {});
  // List i consists of the items [offsets[i], offsets[i + 1]).
  [[nodiscard]] static Column of_lists(std::span<const std::int32_t> offsets,
                                       std::span<const std::string_view> items, Bits known = {});
  [[nodiscard]] static Column of(std::span<const std::uint8_t> codes, Dictionary texts,
                                 Bits known = {});
  [[nodiscard]] static Column of(std::span<const std::uint16_t> codes, Dictionary texts,
                                 Bits known = {});
  [[nodiscard]] static Column of(std::span<const std::uint32_t> codes, Dictionary texts,
                                 Bits known = {});

  [[nodiscard]] Layout layout() const { return layout_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const Bits& known() const { return known_; }
  [[nodiscard]] const void* values() const { return values_; }
  [[nodiscard]] const void* second() const { return second_; }  // bytes or items of texts, lists
  [[nodiscard]] std::size_t offset() const { return offset_; }  // of `bits`
  [[nodiscard]] const Dictionary& dictionary() const { return dictionary_; }

 private:
  static Column make(Layout layout, std::size_t size, const void* values, Bits known);

  Layout layout_ = Layout::none;
  std::size_t size_ = 0;
  std::size_t offset_ = 0;
  const void* values_ = nullptr;
  const void* second_ = nullptr;
  Bits known_;
  Dictionary dictionary_;
};

class BatchScorer;

// Columns of some leads, in the order of the scorer's inputs.
class Batch {
 public:
  Batch(const BatchScorer& scorer, std::size_t leads);

  // Nothing where the column fits; else why it does not (another layout than the input's type
  // takes, another number of leads, a dictionary of another input).
  [[nodiscard]] std::optional<std::string> set(std::size_t input, Column column);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const Column& column(std::size_t input) const { return columns_[input]; }

 private:
  std::shared_ptr<const plan::Scorer> scorer_;
  std::size_t size_ = 0;
  std::vector<Column> columns_;
};

struct BatchOptions {
  Time at{};             // the present: of `now`, `age()` and `active`
  unsigned threads = 1;  // at least 1
  bool fired = false;    // which rules hold, too
  // The vector instructions to use, by a name of BatchScorer::targets(); empty: the best.
  std::string_view target;
};

// One bit for each lead, the lowest of a word first.
using LeadBits = std::vector<std::uint64_t>;

[[nodiscard]] inline bool test(const LeadBits& bits, std::size_t lead) {
  return ((bits[lead / 64] >> (lead % 64)) & 1U) != 0;
}

// What came out, in the order of the leads. An excluded lead has no scores and bands, and none of
// its signals is on.
struct BatchScores {
  struct Score {
    std::vector<std::int64_t> thousandths;
    LeadBits known;  // empty: all are; else a lead without this score has 0 thousandths
    [[nodiscard]] std::optional<Points> points(std::size_t lead) const {
      if (!known.empty() && !test(known, lead)) return std::nullopt;
      return Points::thousandths(thousandths[lead]);
    }
  };
  struct Band {
    std::vector<std::uint32_t> codes;  // 0: missing; else names[code - 1]
    std::vector<std::string> names;
  };

  std::size_t leads = 0;
  std::vector<Score> scores;      // by RuleSet::scores()
  std::vector<Band> bands;        // by RuleSet::bands()
  std::vector<LeadBits> signals;  // by RuleSet::signals(): which are on
  LeadBits excluded;
  // Where asked for, by rule in the order of the file: whether it counts before groups choose;
  // of an event rule whether it has earned something that still counts.
  std::vector<LeadBits> fired;
};

class BatchScorer {
 public:
  explicit BatchScorer(const RuleSet& rules);

  [[nodiscard]] const RuleSet& rules() const;
  [[nodiscard]] const std::vector<BatchInput>& inputs() const;
  // The first input of that name: an attribute's where there is one.
  [[nodiscard]] std::optional<std::size_t> input(std::string_view name) const;

  // Precondition: the input is a text or a list, whose items an entry separates by `;`. Takes time
  // for each entry; keep the dictionary.
  [[nodiscard]] Dictionary dictionary(std::size_t input,
                                      std::span<const std::string_view> texts) const;

  // `room`: earlier scores, whose memory is used again.
  [[nodiscard]] BatchScores score(const Batch& batch, const BatchOptions& options = {},
                                  BatchScores room = {}) const;

  // How the rules were compiled, as text; for people.
  [[nodiscard]] std::string to_text() const;

  // Names of the vector instructions that this machine has, best first; the last is `scalar`.
  [[nodiscard]] static std::vector<std::string> targets();

  // For the library's own parts.
  explicit BatchScorer(std::shared_ptr<const plan::Scorer> scorer) : scorer_(std::move(scorer)) {}
  [[nodiscard]] const std::shared_ptr<const plan::Scorer>& scorer() const { return scorer_; }

 private:
  std::shared_ptr<const plan::Scorer> scorer_;
};

}  // namespace leadscore
