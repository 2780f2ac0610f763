// SPDX-License-Identifier: Apache-2.0
#include "lead/candidates.hpp"

#include <algorithm>

#include "lead/event_kinds.hpp"
#include "lead/value_classes.hpp"
#include "model/convert.hpp"

namespace leadscore::lead {

using eval::Datum;
using eval::Moment;
using model::Field;
using model::ValueType;

namespace {

constexpr std::uint32_t kMostRepeats = 20;  // of one event in one step

bool is_same(const Field& field, const Datum& a, const Datum& b) {
  if (a.kind != Datum::Kind::list || b.kind != Datum::Kind::list) {
    return model::same_value(field, a, b);
  }
  return std::equal(
      a.list->begin(), a.list->end(), b.list->begin(), b.list->end(),
      [](const expr::TextPtr& x, const expr::TextPtr& y) { return x->written == y->written; });
}

class Builder {
 public:
  Builder(Moment& moment, const Needs& needs)
      : moment_(moment), needs_(needs), constants_(constants_of(moment, needs)) {}

  Candidates build() {
    for (const std::uint32_t index : needs_.attributes) add_attribute(index);
    EventKinds kinds = event_kinds(moment_, needs_, constants_);
    for (EventKind& kind : kinds.kinds) {
      out_.all.push_back({std::nullopt, kind.event, std::move(kind.properties)});
    }
    for (const std::uint32_t count : constants_.counts) {
      if (count <= kMostRepeats) out_.counts.push_back(count);
    }
    out_.left_out = std::move(kinds.left_out);
    for (const std::string& condition : constants_.unsolved) {
      std::string text = "no value that makes true: " + condition;
      const auto& said = out_.left_out;
      if (std::find(said.begin(), said.end(), text) != said.end()) continue;
      out_.left_out.push_back(std::move(text));
    }
    for (const std::uint32_t index : needs_.rules) note_amounts(moment_.model().rules[index]);
    return std::move(out_);
  }

 private:
  // Points that are worked out have as many values as what they are worked out from.
  void note_amounts(const model::Rule& rule) {
    const auto* worth = std::get_if<expr::Expr>(&rule.worth);
    if (worth == nullptr || rule.table || rule.max) return;
    bool known = false;
    walk(*worth, [&](const expr::Expr& expr) {
      known = known || expr.op == expr::Op::attribute || expr.op == expr::Op::property;
    });
    if (known) out_.left_out.push_back("all the points that the rule '" + rule.name + "' may give");
  }

  void add_attribute(std::uint32_t index) {
    const Field& field = moment_.model().attributes[index];
    const Datum& now = moment_.state().attributes[index];
    std::vector<Datum> seen;
    if (!now.is_missing()) seen.push_back(now);
    for (Datum& value : attribute_values(field, constants_.attributes[index], now)) {
      const auto same = [&](const Datum& other) { return is_same(field, value, other); };
      if (std::any_of(seen.begin(), seen.end(), same)) continue;
      seen.push_back(value);
      Candidate candidate{index, 0, {}};
      candidate.values.emplace_back(field.name, std::move(value));
      out_.all.push_back(std::move(candidate));
    }
  }

  // A list also learns or loses one of its texts.
  static std::vector<Datum> attribute_values(const Field& field, const Turns& turns,
                                             const Datum& now) {
    std::vector<Datum> values = values_to_try(field, turns);
    if (field.type != ValueType::list) return values;
    std::vector<Datum> known, lists;
    if (!now.is_missing()) {
      for (const expr::TextPtr& item : *now.list) known.push_back(Datum::of(item));
    }
    const auto add = [&](std::vector<Datum> items) { lists.push_back(list_of(items)); };
    for (const Datum& value : values) {
      std::vector<Datum> more = known;
      more.push_back(value);
      add(std::move(more));
    }
    for (std::size_t i = 0; i < known.size(); ++i) {
      std::vector<Datum> fewer = known;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      add(std::move(fewer));
    }
    for (const Datum& value : values) add({value});
    known.insert(known.end(), values.begin(), values.end());
    add(std::move(known));
    return lists;
  }

  Moment& moment_;
  const Needs& needs_;
  Constants constants_;
  Candidates out_;
};

}  // namespace

Candidates candidates_of(Moment& moment, const Needs& needs) {
  return Builder(moment, needs).build();
}

}  // namespace leadscore::lead
