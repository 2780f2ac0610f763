// SPDX-License-Identifier: Apache-2.0

// The values that an expression can have where the file lists them: `one_of`, the stages, the
// names of a band. Each list is made once for all tables of a file.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/model.hpp"

namespace leadscore::model {

class KnownValues {
 public:
  // As written, by how they are compared.
  using Names = std::map<std::string, std::string>;

  explicit KnownValues(const Model& model) : model_(model) {}

  // The lists in one of which its values are; none where it may have any value.
  [[nodiscard]] std::vector<const Names*> of(const Expr& by);
  // How a value of the expression is compared.
  [[nodiscard]] static std::string compared(const Expr& by, const std::string& text);

 private:
  std::vector<const Names*> of_property(const Expr& by);
  std::vector<const Names*> of_band(const Expr& by);
  std::vector<const Names*> list(const Expr& by, const std::string& key,
                                 const std::vector<std::string>& names);

  const Model& model_;
  std::map<std::string, Names> lists_;
  std::map<std::uint32_t, const expr::Symbol*> bands_;  // filled when one is asked for
};

}  // namespace leadscore::model
