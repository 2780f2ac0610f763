// SPDX-License-Identifier: Apache-2.0
#include "model/event_index.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <string_view>

#include "base/hash.hpp"
#include "expr/ops.hpp"
#include "expr/text_test.hpp"

namespace leadscore::model {

using expr::Comparison;
using expr::Datum;
using expr::Expr;
using expr::Op;

namespace {

constexpr std::size_t kGram = 4;

std::uint32_t gram_at(std::string_view text, std::size_t place) {
  std::uint32_t gram = 0;
  std::memcpy(&gram, text.data() + place, kGram);
  return gram;
}

// The texts of which one must be in a text for the test to hold; none: they do not tell.
std::vector<std::string_view> needed_texts(const Expr& test) {
  std::vector<std::string_view> texts;
  if (!test.literals || test.literals->empty()) return texts;
  for (const Datum& literal : *test.literals) texts.push_back(literal.text->folded);
  if (test.op == Op::contains_all) {
    const auto longest =
        std::max_element(texts.begin(), texts.end(),
                         [](const auto& a, const auto& b) { return a.size() < b.size(); });
    texts = {*longest};
  }
  const bool short_one =
      std::any_of(texts.begin(), texts.end(), [](const auto& text) { return text.size() < kGram; });
  if (short_one) texts.clear();
  return texts;
}

bool is_number(const Datum& datum) {
  return datum.kind == Datum::Kind::integer || datum.kind == Datum::Kind::number;
}

void flatten(const Expr& expr, std::vector<const Expr*>& tests) {
  if (expr.op != Op::all) return tests.push_back(&expr);
  for (const Expr& arg : expr.args) flatten(arg, tests);
}

}  // namespace

std::size_t EventIndex::Hash::operator()(std::string_view text) const {
  constexpr std::uint64_t kSeed = 0x6576656e7473;
  return static_cast<std::size_t>(stable_hash(text, kSeed));
}

std::size_t EventIndex::Hash::operator()(std::uint32_t gram) const {
  char bytes[kGram];
  std::memcpy(bytes, &gram, kGram);
  return (*this)(std::string_view(bytes, kGram));
}

std::size_t EventIndex::Hash::operator()(double number) const {
  const double same = number == 0 ? 0.0 : number;  // of -0.0 and 0.0
  char bytes[sizeof same];
  std::memcpy(bytes, &same, sizeof same);
  return (*this)(std::string_view(bytes, sizeof same));
}

// Puts each entry under the test that is the rarest to hold: a text or number to equal, then a text
// to contain, then a bound.
class EventIndex::Maker {
 public:
  Maker(std::uint32_t type, EventIndex& out) : type_(type), out_(out) {}

  void add(const Entry& entry) {
    std::vector<const Expr*> tests;
    for (const Expr* condition : entry.conditions) flatten(*condition, tests);
    for (const auto try_one : {&Maker::add_equal, &Maker::add_text, &Maker::add_bound}) {
      for (const Expr* test : tests) {
        if ((this->*try_one)(*test, entry.id)) return;
      }
    }
    out_.always_.push_back(entry.id);
  }

  void finish() {
    for (const auto& [slot, texts, id] : contained_) {
      for (const std::string_view text : texts) {
        const std::uint32_t gram = rarest(text);
        out_.columns_[slot].grams[gram].push_back(id);
        out_.columns_[slot].gram_filter.add(gram);
      }
    }
    for (Column& column : out_.columns_) {
      std::stable_sort(column.least.begin(), column.least.end(),
                       [](const Bound& a, const Bound& b) { return a.bound < b.bound; });
      std::stable_sort(column.most.begin(), column.most.end(),
                       [](const Bound& a, const Bound& b) { return a.bound > b.bound; });
    }
  }

 private:
  struct Contained {
    std::size_t slot = 0;
    std::vector<std::string_view> texts;
    std::uint32_t id = 0;
  };

  Column* column_of(const Expr& expr) {
    if (expr.op != Op::property) return nullptr;
    const auto slot = expr.property->slot_of(type_);
    if (!slot) return nullptr;
    if (out_.columns_.size() <= *slot) out_.columns_.resize(*slot + 1);
    return &out_.columns_[*slot];
  }

  static bool add_value(Column& column, const Datum& value, bool exact, std::uint32_t id) {
    if (is_number(value)) {
      column.numbers[value.as_number()].push_back(id);
    } else if (value.kind == Datum::Kind::text) {
      auto& texts = exact ? column.written : column.folded;
      texts[expr::form(*value.text, exact)].push_back(id);
    } else {
      return false;
    }
    return true;
  }

  bool add_equal(const Expr& test, std::uint32_t id) {
    if (test.op == Op::in && !test.negated) {
      Column* column = column_of(test.args[0]);
      const auto fits = [](const Datum& value) {
        return is_number(value) || value.kind == Datum::Kind::text;
      };
      const auto& values = *test.literals;
      if (column == nullptr || !std::all_of(values.begin(), values.end(), fits)) return false;
      for (const Datum& value : values) add_value(*column, value, test.exact, id);
      return true;
    }
    if (test.op != Op::compare || test.comparison != Comparison::equal) return false;
    for (const std::size_t side : {0U, 1U}) {
      const Datum value = expr::constant_of(test.args[1 - side]);
      Column* column = value.is_missing() ? nullptr : column_of(test.args[side]);
      if (column != nullptr && add_value(*column, value, test.exact, id)) return true;
    }
    return false;
  }

  bool add_text(const Expr& test, std::uint32_t id) {
    const bool of_text = expr::is_text_test(test.op) && test.args[0].type == expr::Type::text;
    if (!of_text || test.exact || column_of(test.args[0]) == nullptr) return false;
    auto texts = needed_texts(test);
    if (texts.empty()) return false;
    for (const std::string_view text : texts) {
      for (std::size_t place = 0; place + kGram <= text.size(); ++place)
        ++uses_[gram_at(text, place)];
    }
    contained_.push_back({*test.args[0].property->slot_of(type_), std::move(texts), id});
    return true;
  }

  bool add_bound(const Expr& test, std::uint32_t id) {
    if (test.op != Op::compare) return false;
    for (const std::size_t side : {0U, 1U}) {
      const Datum value = expr::constant_of(test.args[1 - side]);
      if (!is_number(value)) continue;
      Column* column = column_of(test.args[side]);
      if (column == nullptr) continue;
      const auto comparison = side == 0 ? test.comparison : expr::mirrored(test.comparison);
      const Bound bound{value.as_number(), id};
      const bool up = comparison == Comparison::greater || comparison == Comparison::greater_equal;
      const bool down = comparison == Comparison::less || comparison == Comparison::less_equal;
      if (up) column->least.push_back(bound);
      if (down) column->most.push_back(bound);
      if (up || down) return true;
    }
    return false;
  }

  std::uint32_t rarest(std::string_view text) const {
    std::uint32_t best = gram_at(text, 0);
    for (std::size_t place = 1; place + kGram <= text.size(); ++place) {
      const std::uint32_t gram = gram_at(text, place);
      if (uses_.at(gram) < uses_.at(best)) best = gram;
    }
    return best;
  }

  std::uint32_t type_;
  EventIndex& out_;
  std::vector<Contained> contained_;
  std::map<std::uint32_t, std::size_t> uses_;
};

EventIndex::EventIndex(std::uint32_t type, const std::vector<Entry>& entries) {
  Maker maker(type, *this);
  for (const Entry& entry : entries) maker.add(entry);
  maker.finish();
}

namespace {

template <class Map, class Key, class Ids>
void add_found(const Map& map, const Key& key, Ids& found) {
  const auto ids = map.find(key);
  if (ids != map.end()) found.insert(found.end(), ids->second.begin(), ids->second.end());
}

}  // namespace

void EventIndex::find_text(const Column& column, const expr::Text& text, Ids& found) {
  if (!column.written.empty()) add_found(column.written, text.written, found);
  if (!column.folded.empty()) add_found(column.folded, text.folded, found);
  if (column.grams.empty()) return;
  for (std::size_t place = 0; place + kGram <= text.folded.size(); ++place) {
    const std::uint32_t gram = gram_at(text.folded, place);
    if (column.gram_filter.may_have(gram)) add_found(column.grams, gram, found);
  }
}

// Bounds are doubles: of an integer that is none exactly, its neighbour may be found too.
void EventIndex::find_number(const Column& column, double number, Ids& found) {
  if (!column.numbers.empty()) add_found(column.numbers, number, found);
  for (const Bound& one : column.least) {
    if (one.bound > number) break;
    found.push_back(one.id);
  }
  for (const Bound& one : column.most) {
    if (one.bound < number) break;
    found.push_back(one.id);
  }
}

std::vector<std::uint32_t> EventIndex::candidates(const std::vector<Datum>& properties) const {
  Ids found = always_;
  for (std::size_t slot = 0; slot < columns_.size(); ++slot) {
    const Datum& value = properties[slot];
    if (value.kind == Datum::Kind::text) find_text(columns_[slot], *value.text, found);
    if (is_number(value)) find_number(columns_[slot], value.as_number(), found);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace leadscore::model
