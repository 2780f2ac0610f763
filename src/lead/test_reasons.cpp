// SPDX-License-Identifier: Apache-2.0
#include "lead/test_reasons.hpp"

#include <algorithm>
#include <cstddef>

#include "lead/life.hpp"
#include "lead/test_remarks.hpp"
#include "lead/words.hpp"

namespace leadscore::lead {

using eval::Breakdown;
using eval::Moment;
using model::ExpectedLine;

namespace {

// --- what single lines give ---

bool find_item(const Breakdown& part, bool is_group, std::uint32_t index, Points& given) {
  if (part.item.is_group == is_group && part.item.index == index) {
    given = part.chosen ? part.value.value_or(Points()) : Points();
    return true;
  }
  return std::any_of(part.parts.begin(), part.parts.end(), [&](const Breakdown& inner) {
    return find_item(inner, is_group, index, given);
  });
}

Points item_gives(Moment& moment, const ExpectedLine& line) {
  const auto& books = moment.state().scores[line.score].books;
  const auto open_book = static_cast<std::uint32_t>(books.size());
  Points given;
  for (const model::Item& item : moment.model().scores[line.score].items) {
    Breakdown part;
    part.value = moment.item(item, {open_book, false, nullptr}, &part);
    if (find_item(part, line.kind == ExpectedLine::Kind::group, line.index, given)) break;
  }
  return given;
}

}  // namespace

Points given_by(const eval::State& state, const ExpectedLine& line) {
  Moment moment(state);
  const model::Score& score = state.model->scores[line.score];
  const Moment::ScoreParts parts = moment.parts(line.score);
  switch (line.kind) {
    case ExpectedLine::Kind::rule:
    case ExpectedLine::Kind::group: return item_gives(moment, line);
    case ExpectedLine::Kind::initial: return score.initial;
    case ExpectedLine::Kind::adjusted: return parts.adjustments;
    case ExpectedLine::Kind::old_book: return parts.old_books;
    case ExpectedLine::Kind::deduction: return -parts.deductions;
    case ExpectedLine::Kind::bound: break;
  }
  const Points unbounded =
      score.initial + parts.items + parts.adjustments + parts.old_books - parts.deductions;
  return moment.score(line.score).value_or(unbounded) - unbounded;
}

namespace {

std::string made_of(Moment& moment, const model::Score& score) {
  std::string values = joined(values_named(moment, *score.expression), ", ");
  return score.name + " is " + score.text + (values.empty() ? "" : ": " + values);
}

// The scores that an expression over scores rests on, each once, those made of others opened.
void collect_sums(const model::Model& model, const expr::Expr& expr,
                  std::vector<std::uint32_t>& sums) {
  expr::walk(expr, [&](const expr::Expr& inner) {
    if (inner.op == expr::Op::named) collect_sums(model, model.named[inner.slot].expr, sums);
    if (inner.op != expr::Op::score) return;
    if (const auto& made = model.scores[inner.slot].expression) {
      collect_sums(model, *made, sums);
    } else if (std::find(sums.begin(), sums.end(), inner.slot) == sums.end()) {
      sums.push_back(inner.slot);
    }
  });
}

}  // namespace

std::string why_score(const eval::State& state, std::uint32_t index, std::optional<Points> wanted) {
  Moment moment(state);
  const model::Score& score = state.model->scores[index];
  const auto got = moment.score(index);
  const auto missing = wanted && got ? std::optional(*wanted - *got) : std::nullopt;
  Remarks remarks;
  if (!score.expression) {
    remarks.add_score(explain_score(state, index), missing);
    return remarks.text();
  }
  remarks.add(made_of(moment, score));
  std::vector<std::uint32_t> sums;
  collect_sums(*state.model, *score.expression, sums);
  for (const std::uint32_t sum : sums) {
    const ScoreExplanation part = explain_score(state, sum);
    remarks.add(part.name + " is " + part.value.value_or(Points()).to_text() + ":");
    remarks.add_score(part, missing);
  }
  return remarks.text();
}

std::string why_line(const eval::State& state, const ExpectedLine& line) {
  using Kind = ExpectedLine::Kind;
  const ScoreExplanation whole = explain_score(state, line.score);
  const model::Model& model = *state.model;
  Remarks remarks;
  if (line.kind == Kind::rule) {
    remarks.add_rule(whole, line.name);
  } else if (line.kind == Kind::group) {
    std::vector<std::string> inside = {};
    std::vector<std::uint32_t> groups = {line.index};
    std::vector<std::string> group_names;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      group_names.push_back(model.groups[groups[i]].name);
      for (const model::Item& item : model.groups[groups[i]].items) {
        if (item.is_group) {
          groups.push_back(item.index);
        } else {
          inside.push_back(model.rules[item.index].name);
        }
      }
    }
    remarks.add_group(whole, inside, group_names);
  } else {
    remarks.add_score(whole, std::nullopt);
  }
  return remarks.text();
}

std::string why_band(const eval::State& state, std::uint32_t index) {
  Moment moment(state);
  const model::Model& model = *state.model;
  const model::Band& band = model.bands[index];
  Remarks remarks;
  if (!band.of) {
    for (const auto& part : band.parts) {
      if (!part.band) continue;
      const eval::Datum value = moment.band(*part.band);
      remarks.add(model.bands[*part.band].name + " is " +
                  (value.is_missing() ? "none" : value.text->written));
      remarks.add_text(why_band(state, *part.band));
    }
    return remarks.text();
  }
  const auto points = moment.score(*band.of);
  std::vector<std::string> bounds;
  for (const auto& bound : band.bounds) {
    bounds.push_back(band.names[bound.name] + " from " + bound.from.to_text());
  }
  if (band.otherwise) bounds.push_back(band.names[*band.otherwise] + " below");
  remarks.add(model.scores[*band.of].name + " is " + (points ? points->to_text() : "missing") +
              "; " + joined(bounds, ", "));
  remarks.add_text(why_score(state, *band.of, std::nullopt));
  return remarks.text();
}

std::string why_excluded(const eval::State& state) {
  const auto& exclude = state.model->exclude;
  if (!exclude) return "the file has no 'exclude'\n";
  Moment moment(state);
  const std::string text = "exclude: " + source_text(*state.model, *exclude);
  if (!moment.holds(*exclude)) return text + ": " + why_not_true(moment, exclude) + '\n';
  return text + ": true: " + joined(values_named(moment, *exclude), ", ") + '\n';
}

std::string why_route(const eval::State& state) {
  Moment moment(state);
  Remarks remarks;
  for (const model::Route& route : state.model->routing) {
    if (!route.when) {
      remarks.add(route.to + ": has no condition");
      break;
    }
    const bool holds = moment.holds(*route.when);
    const std::string values = joined(values_named(moment, *route.when), ", ");
    remarks.add(route.to + ": " + (holds ? "true: " + values : why_not_true(moment, route.when)));
    if (holds) break;
  }
  if (!state.first_fact) remarks.add("nothing is known of the lead yet");
  return remarks.text();
}

}  // namespace leadscore::lead
