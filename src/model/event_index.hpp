// SPDX-License-Identifier: Apache-2.0

// Which of many conditions on events of one type may hold of an event, without asking each: by what
// one of its tests needs of a property. Who asks the conditions then only asks those.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "expr/expr.hpp"

namespace leadscore::model {

class EventIndex {
 public:
  // All conditions of an entry must hold of an event for it to be found.
  struct Entry {
    std::uint32_t id = 0;
    std::vector<const expr::Expr*> conditions;
  };

  EventIndex(std::uint32_t type, const std::vector<Entry>& entries);

  // The ids, ascending, of all entries whose conditions hold of an event with these properties (by
  // the type's slots), and perhaps of some others.
  [[nodiscard]] std::vector<std::uint32_t> candidates(
      const std::vector<expr::Datum>& properties) const;

 private:
  using Ids = std::vector<std::uint32_t>;
  struct Bound {
    double bound = 0;
    std::uint32_t id = 0;
  };
  // A strong one: texts of rule files cannot be chosen to collide cheaply.
  struct Hash {
    std::size_t operator()(std::string_view text) const;
    std::size_t operator()(std::uint32_t gram) const;
    std::size_t operator()(double number) const;
  };
  // Tells of most that are not in a set of grams that they are not.
  class GramFilter {
   public:
    void add(std::uint32_t gram) {
      if (bits_.empty()) bits_.resize(std::size_t{1} << kBits);
      bits_[place(gram)] = true;
    }
    [[nodiscard]] bool may_have(std::uint32_t gram) const { return bits_[place(gram)]; }

   private:
    static constexpr int kBits = 15;
    static std::size_t place(std::uint32_t gram) { return (gram * 0x9e3779b1U) >> (32 - kBits); }
    std::vector<bool> bits_;
  };
  template <class Key>
  using IdsOf = std::unordered_map<Key, Ids, Hash>;
  // What is asked of one property.
  struct Column {
    IdsOf<std::string> written, folded;  // texts that it must equal
    IdsOf<std::uint32_t> grams;          // four bytes that its folded text must have
    GramFilter gram_filter;              // of these, if there are any
    IdsOf<double> numbers;               // that it must equal
    std::vector<Bound> least, most;      // that it must reach, ascending; or not exceed, descending
  };
  class Maker;

  static void find_text(const Column& column, const expr::Text& text, Ids& found);
  static void find_number(const Column& column, double number, Ids& found);

  std::vector<Column> columns_;  // by slot
  Ids always_;                   // entries that no property tells
};

}  // namespace leadscore::model
