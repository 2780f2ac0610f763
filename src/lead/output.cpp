// SPDX-License-Identifier: Apache-2.0

// Outputs as JSON lines, keys in the documented order; the order of outputs.
#include <algorithm>

#include <leadscore/output.hpp>
#include <leadscore/value.hpp>

#include "lead/output_order.hpp"

namespace leadscore {

namespace {

std::string points_json(const NamedPoints& named) {
  std::string out = "{";
  for (const auto& [name, points] : named) {
    if (out.size() > 1) out += ',';
    out += json_string(name) + ':' + (points ? points->to_text() : "null");
  }
  return out + '}';
}

// What was given out, by what tells it from others.
struct Former {
  std::string operator()(const Crossing& crossing) const {
    return R"("signal":)" + json_string(crossing.signal) +
           (crossing.edge == Edge::left ? R"(,"edge":"left")" : "") + R"(,"pass":)" +
           std::to_string(crossing.pass);
  }
  std::string operator()(const Move& move) const {
    return R"("from":)" + json_string(move.from) + R"(,"to":)" + json_string(move.to) +
           R"(,"pass":)" + std::to_string(move.pass);
  }
  std::string operator()(const RouteChange& route) const {
    return R"("route":)" + (route.to.empty() ? "null" : json_string(route.to));
  }
  std::string operator()(const Rejection& rejection) const {
    return R"("rejection":)" + (rejection.reason.empty() ? "null" : json_string(rejection.reason));
  }
  std::string operator()(const Touch& touch) const {
    return R"("program":)" + json_string(touch.program) + R"(,"number":)" +
           std::to_string(touch.number);
  }
  std::string operator()(const Overdue& overdue) const {
    return R"("alert":"overdue","stage":)" + json_string(overdue.stage);
  }
};

struct Writer {
  std::string operator()(const Crossing& crossing) const {
    return R"("out":"crossing","signal":)" + json_string(crossing.signal) + R"(,"edge":")" +
           (crossing.edge == Edge::entered ? "entered" : "left") + R"(","pass":)" +
           std::to_string(crossing.pass) + R"(,"scores":)" + points_json(crossing.scores);
  }
  std::string operator()(const Move& move) const {
    return R"("out":"move","from":)" + json_string(move.from) + R"(,"to":)" + json_string(move.to) +
           R"(,"pass":)" + std::to_string(move.pass) + R"(,"cause":)" + json_string(move.cause);
  }
  std::string operator()(const RouteChange& route) const {
    return R"("out":"route","to":)" + (route.to.empty() ? "null" : json_string(route.to));
  }
  std::string operator()(const Touch& touch) const {
    return R"("out":"touch","program":)" + json_string(touch.program) + R"(,"number":)" +
           std::to_string(touch.number);
  }
  std::string operator()(const Rejection& rejection) const {
    return R"("out":"rejection","reason":)" +
           (rejection.reason.empty() ? "null" : json_string(rejection.reason)) + R"(,"changed":)" +
           points_json(rejection.changed) + R"(,"hold_until":)" + hold(rejection.hold_until);
  }
  std::string operator()(const Overdue& overdue) const {
    return R"("out":"alert","alert":"overdue","stage":)" + json_string(overdue.stage);
  }

  std::string operator()(const Retracted& retracted) const {
    return R"("out":"retracted","of":{)" + std::visit(Former{}, retracted.of) + R"(,"at":")" +
           to_text(retracted.at) + R"("})";
  }

  static std::string hold(const std::optional<Time>& until) {
    if (!until) return "null";
    return *until == kLatestTime ? R"("forever")" : '"' + to_text(*until) + '"';
  }
};

}  // namespace

std::string to_json(const Output& output) {
  return R"({"at":")" + to_text(output.at) + R"(","lead":)" + json_string(output.lead) + ',' +
         std::visit(Writer{}, output.what) +
         (output.late       ? R"(,"mark":"late"})"
          : output.backfill ? R"(,"mark":"backfill"})"
                            : "}");
}

void lead::sort_outputs(std::vector<Output>& outputs) {
  std::stable_sort(outputs.begin(), outputs.end(), [](const Output& a, const Output& b) {
    return a.at != b.at ? a.at < b.at : a.lead < b.lead;
  });
}

}  // namespace leadscore
