// SPDX-License-Identifier: Apache-2.0

// Lists of which the first entry that holds is taken: routes, and the journey of an account.
#include <optional>
#include <utility>

#include "model/entries.hpp"

namespace leadscore::model {

namespace {

std::optional<Route> read_route(Builder& build, const yaml::Node& node, const Where& where) {
  bool good = build.map_of(node, "route");
  if (!node.is_map()) return std::nullopt;
  Route route;
  if (const yaml::Node* to = node.find("to")) {
    auto text = build.text(*to, "'to'");
    good = good && text;
    route.to = text.value_or("");
    route.span = to->span;
  }
  if (const yaml::Node* when = node.find("when")) {
    good = (route.when = build.condition(*when, "'when'", where)).has_value() && good;
  }
  return good ? std::optional(std::move(route)) : std::nullopt;
}

}  // namespace

std::vector<Route> read_routes(Builder& build, const yaml::Node& node, const Where& where) {
  std::vector<Route> routes;
  for (const yaml::Node& item : node.items) {
    auto route = read_route(build, item, where);
    if (route) routes.push_back(std::move(*route));
  }
  return routes;
}

void read_routing(Builder& build, const yaml::Node& node) {
  if (!build.is_list(node, "'routing'")) return;
  build.model().routing = read_routes(build, node, Where{});
}

}  // namespace leadscore::model
