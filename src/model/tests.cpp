// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <utility>

#include "model/entries.hpp"
#include "model/phrases.hpp"
#include "model/test_reader.hpp"
#include "text/fold.hpp"

namespace leadscore::model {

TestReader::TestReader(Builder& build)
    : build_(build), rules_broken_(has_errors(build.diagnostics())) {
  const auto& events = build.model().vocabulary.events;
  for (std::uint32_t i = 0; i < events.size(); ++i) {
    events_.emplace(expr::canonical_name(events[i].name), i);
  }
  for (const Route& route : build.model().routing) routes_.insert(route.to);
  if (!build.model().accounts) return;
  for (const Signal& signal : build.model().accounts->signals) account_signals_.insert(signal.name);
  for (const Route& route : build.model().accounts->journey) account_journey_.insert(route.to);
}

void TestReader::error(Span span, std::string_view code, std::string message, std::string hint) {
  good_ = false;
  build_.error(span, code, std::move(message), std::move(hint));
}

std::optional<TestCase> TestReader::read(const yaml::Node& node) {
  case_ = TestCase{};
  leads_.clear();
  first_lead_.clear();
  good_ = build_.map_of(node, "test");
  if (!node.is_map()) return std::nullopt;
  const yaml::Node* name = node.find("test");
  if (name) case_.name = text::trim(build_.text(*name, "'test'").value_or(""));
  case_.span = name ? name->span : node.span;
  case_.place = build_.place(case_.span);
  good_ = good_ && !case_.name.empty();
  read_leads(node);
  if (const yaml::Node* facts = node.find("facts")) {
    const bool is_list = build_.is_list(*facts, "'facts'");
    good_ = good_ && is_list;
    for (const yaml::Node& fact : facts->items) read_fact(fact);
  }
  if (const yaml::Node* expect = node.find("expect")) {
    if (expect->is_map()) {
      read_expectation(*expect);
    } else {
      const bool is_list = build_.is_list(*expect, "'expect'");
      good_ = good_ && is_list;
      for (const yaml::Node& item : expect->items) read_expectation(item);
    }
  }
  if (!good_) return std::nullopt;
  return std::move(case_);
}

void read_tests(Builder& build, const yaml::Node& node) {
  if (!build.is_list(node, "'tests'")) return;
  TestReader reader(build);
  for (const yaml::Node& item : node.items) {
    if (auto test = reader.read(item)) {
      build.model().tests.push_back(std::make_shared<const TestCase>(std::move(*test)));
    }
  }
}

}  // namespace leadscore::model
