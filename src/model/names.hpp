// SPDX-License-Identifier: Apache-2.0

// What declaring the names of a file shares with reading its entries.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/builder.hpp"

namespace leadscore::model {

// One space of names: remembers where each was declared first.
class NameSpace {
 public:
  NameSpace(Builder& build, std::string what, std::string hint = {})
      : build_(build), what_(std::move(what)), hint_(std::move(hint)) {}
  // False and a report where the name is taken.
  bool declare(const yaml::Node& key);

 private:
  Builder& build_;
  std::string what_;                                           // "the event"
  std::string hint_;                                           // what shares the space
  std::map<std::string, std::pair<std::string, Span>> first_;  // as written, and where
};

// What an expression may know of a field.
[[nodiscard]] expr::TypeInfo type_of(const Field& field);

// A constant or a list of `define`; the type of anything else is looked for when all names are
// known. False after a report.
bool declare_constant(Builder& build, const yaml::Entry& entry);

}  // namespace leadscore::model
