// SPDX-License-Identifier: Apache-2.0

// Formulas multiplied out: a sum of products, each of which holds where every one of its variables
// has a code out of a set. `a or b` is a + b - ab, and what is not so is 1 less what is.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "plan/program.hpp"

namespace leadscore::plan {

// What a factor looks at: the code of a subject or, of a text with open tests, the answer of one of
// them, coded like a truth.
struct Variable {
  std::uint32_t subject = 0;
  std::int32_t open = -1;  // >= 0: of Subject::open
  Code codes = 0;
};

// Subjects first, each by its own number.
class Variables {
 public:
  explicit Variables(const std::vector<Subject>& subjects);
  [[nodiscard]] const Variable& operator[](std::uint32_t index) const { return all_[index]; }
  [[nodiscard]] std::uint32_t of_question(std::uint32_t subject, std::int32_t open) const {
    return first_open_[subject] + static_cast<std::uint32_t>(open);
  }

 private:
  std::vector<Variable> all_;
  std::vector<std::uint32_t> first_open_;  // by subject
};

struct Factor {
  std::uint32_t variable = 0;
  CodeSet set;  // neither empty nor all
  friend auto operator<=>(const Factor&, const Factor&) = default;
};

struct Product {
  std::vector<Factor> factors;  // by variable, each once; none: it holds always
  std::int64_t times = 1;
};
using Products = std::vector<Product>;  // none: never

class Expander {
 public:
  // Multiplies out the formulas that are wanted.
  Expander(const Program& program, const Variables& variables, const std::vector<NodeId>& wanted);

  // Null: there would be too many.
  [[nodiscard]] const Products* of(NodeId id) const { return made_[id] ? &*made_[id] : nullptr; }

 private:
  [[nodiscard]] std::optional<Products> expanded(const Node& node) const;
  [[nodiscard]] Products of_test(const Node& node) const;
  [[nodiscard]] std::optional<Products> all_of(const std::vector<NodeId>& args) const;
  [[nodiscard]] std::optional<Products> any_of(const std::vector<NodeId>& args) const;
  [[nodiscard]] Products complement(const Products& products) const;

  const Program& program_;
  const Variables& variables_;
  std::vector<std::optional<Products>> made_;  // by node
};

}  // namespace leadscore::plan
