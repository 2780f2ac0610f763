// SPDX-License-Identifier: Apache-2.0
#include "cli/json_values.hpp"

#include <utility>
#include <variant>

#include "cli/words.hpp"

namespace leadscore::cli {

std::optional<std::string> name_in(const JsonMember* member) {
  if (member == nullptr) return std::nullopt;
  if (const auto* text = std::get_if<std::string>(&member->value)) return *text;
  if (const auto* number = std::get_if<std::int64_t>(&member->value)) {
    return std::to_string(*number);
  }
  return std::nullopt;
}

FactRow with_member(FactRow row, const std::string& name, const JsonMember& member) {
  if (member.kind == JsonMember::Kind::value) {
    row.fact.with(name, member.value);
    return row;
  }
  row.bad_values.push_back(printable(name, 64) + ": it is " +
                           (member.kind == JsonMember::Kind::object
                                ? "an object"
                                : "a list with more than texts in it"));
  row.fact.with(name, Missing{});
  return row;
}

}  // namespace leadscore::cli
