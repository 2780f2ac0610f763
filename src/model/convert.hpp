// SPDX-License-Identifier: Apache-2.0

// Values from outside to the type a field declares.
#pragma once

#include <optional>
#include <string>

#include <leadscore/value.hpp>

#include "base/zone.hpp"
#include "model/model.hpp"

namespace leadscore::model {

struct Converted {
  Datum datum;          // missing where the value is missing or bad
  std::string problem;  // "'abc' is no integer"; empty where the value is good
};

// Strict: a text is no number, unless it is a Cell, which is read by the declared type (booleans
// true/false, yes/no, 1/0; lists separated by `;`; an empty cell is missing).
[[nodiscard]] Converted convert(const Field& field, const Value& value, const Zone& zone);

// Whether two values of a field are the same to it: texts as compared, numbers exactly.
[[nodiscard]] bool same_value(const Field& field, const Datum& a, const Datum& b);

}  // namespace leadscore::model
