// SPDX-License-Identifier: Apache-2.0

// Nurture programmes: who is in, and when the next touch is due.
#include <utility>

#include "model/entries.hpp"
#include "model/keys.hpp"
#include "model/phrases.hpp"

namespace leadscore::model {

namespace {

void read_program(Builder& build, const yaml::Entry& entry) {
  const yaml::Node& node = entry.value;
  bool good = build.map_of(node, "program");
  if (!node.is_map()) return;
  Program program;
  program.name = entry.key.text;
  program.span = entry.key.span;
  const auto read = [&](const char* key, auto&& reader) {
    if (const yaml::Node* value = node.find(key)) good = reader(*value) && good;
  };
  read("enter", [&](const yaml::Node& value) {
    auto condition = build.condition(value, "'enter'");
    if (condition) program.enter = std::move(*condition);
    return condition.has_value();
  });
  read("exit", [&](const yaml::Node& value) {
    return (program.exit = build.condition(value, "'exit'")).has_value();
  });
  read("touches", [&](const yaml::Node& value) {
    auto touches = build.integer(value, "'touches'", 1, kMostTouches);
    program.touches = static_cast<std::uint32_t>(touches.value_or(1));
    return touches.has_value();
  });
  read("over", [&](const yaml::Node& value) {
    auto over = build.duration(value, "'over'", kShortestSpan, kLongestSpan);
    program.over = over.value_or(Duration{});
    return over.has_value();
  });
  read("pause_from", [&](const yaml::Node& value) {
    return (program.pause_from = build.stage(value)).has_value();
  });
  if (good) build.model().programs.push_back(std::move(program));
}

}  // namespace

void read_programs(Builder& build, const yaml::Node& node) {
  if (!build.is_map(node, "'programs'")) return;
  for (const yaml::Entry& entry : node.entries) {
    build.good_name(entry.key, "a program", false);
    read_program(build, entry);
  }
}

}  // namespace leadscore::model
