// SPDX-License-Identifier: Apache-2.0

// The lines that add up to a score, and the rules that give nothing.
#include <algorithm>
#include <utility>

#include "base/decimal.hpp"
#include "eval/bounds.hpp"
#include "lead/life.hpp"
#include "lead/ranges.hpp"
#include "lead/reasons.hpp"
#include "lead/words.hpp"

namespace leadscore::lead {

using eval::Breakdown;
using eval::Moment;
using eval::State;
using eval::Tally;

namespace {

std::string bounds_text(const std::optional<Points>& least, const std::optional<Points>& most,
                        Points raw) {
  if (most && raw > *most) return "max " + most->to_text();
  return least ? "min " + least->to_text() : std::string();
}

std::string properties_json(const model::EventType& type, const eval::EventRecord& event) {
  std::string out;
  for (std::size_t slot = 0; slot < type.properties.size(); ++slot) {
    if (event.properties[slot].is_missing()) continue;
    if (!out.empty()) out += ',';
    out += json_string(type.properties[slot].name) + ':';
    const eval::Datum& datum = event.properties[slot];
    const bool bare = datum.kind == eval::Datum::Kind::boolean ||
                      datum.kind == eval::Datum::Kind::integer ||
                      datum.kind == eval::Datum::Kind::number;
    out += bare || datum.kind == eval::Datum::Kind::list
               ? print(datum)
               : json_string(datum.kind == eval::Datum::Kind::text ? datum.text->written
                                                                   : print(datum));
  }
  return out;
}

class Explainer {
 public:
  Explainer(const State& state, std::uint32_t score)
      : state_(state), model_(*state.model), score_(score), moment_(state) {}

  ScoreExplanation explain() {
    const model::Score& score = model_.scores[score_];
    out_.name = score.name;
    out_.value = moment_.score(score_);
    if (score.expression) {
      expression(score);
      add_reasons(moment_, score_, out_);
      return std::move(out_);
    }
    if (score.initial != Points()) {
      line(LineKind::initial, "initial", score.place, score.initial, {});
    }
    const auto open_book = static_cast<std::uint32_t>(state_.scores[score_].books.size());
    for (const model::Item& item : score.items) {
      Breakdown part;
      part.value = moment_.item(item, {open_book, false, nullptr}, &part);
      add(part);
    }
    adjustments(open_book);
    old_books();
    bounds(score);
    add_reasons(moment_, score_, out_);
    return std::move(out_);
  }

 private:
  Line& line(LineKind kind, const std::string& name, Place place, Points points,
             std::string detail) {
    out_.lines.push_back({kind, name, name, place, points, std::move(detail), {}});
    return out_.lines.back();
  }

  void expression(const model::Score& score) {
    if (out_.value) {
      line(LineKind::expression, score.name, score.place, *out_.value, score.text);
      return;
    }
    out_.not_held.push_back(
        {score.name, score.place, score.text + " has no value: " + asked(*score.expression), {}});
  }

  // The values that an expression names: `fit is 20, heat is 0`.
  std::string asked(const expr::Expr& expr) { return joined(values_named(moment_, expr), ", "); }

  void add(const Breakdown& part) { part.item.is_group ? add_group(part) : add_rule(part); }

  void add_group(const Breakdown& part) {
    const model::Group& group = model_.groups[part.item.index];
    if (part.parts.empty()) {
      const std::string why = why_not_true(moment_, group.when) + " (group '" + group.name + "')";
      for (const model::Item& item : group.items) skip(item, why);
      return;
    }
    for (const Breakdown& inner : part.parts) {
      add(inner);
      if (!inner.value || inner.chosen) continue;
      line(LineKind::not_chosen, name_of(inner.item), group.place, -*inner.value,
           "not chosen in group '" + group.name + "'");
    }
    if (!part.raw || *part.raw == *part.value) return;
    line(LineKind::group_bound, group.name, group.place, *part.value - *part.raw,
         bounds_text(group.min, group.max, *part.raw));
  }

  void add_rule(const Breakdown& part) {
    const model::Rule& rule = model_.rules[part.item.index];
    if (!part.value) {
      out_.not_held.push_back(
          {rule.name, rule.place, why_not_held(part.item.index), could_give(rule)});
      return;
    }
    Line& added = line(LineKind::rule, rule.name, rule.place, *part.raw, detail(part.item.index));
    added.reason = rule.reason;
    if (rule.event) earned(part.item.index, added);
    if (*part.raw == *part.value) return;
    line(LineKind::rule_bound, rule.name, rule.place, *part.value - *part.raw,
         bounds_text(rule.min, rule.max, *part.raw));
  }

  void skip(const model::Item& item, const std::string& why) {
    if (item.is_group) {
      for (const model::Item& inner : model_.groups[item.index].items) skip(inner, why);
      return;
    }
    const model::Rule& rule = model_.rules[item.index];
    out_.not_held.push_back({rule.name, rule.place, why, could_give(rule)});
  }

  std::string name_of(const model::Item& item) const {
    return item.is_group ? model_.groups[item.index].name : model_.rules[item.index].name;
  }

  void earned(std::uint32_t index, Line& line) {
    const model::Rule& rule = model_.rules[index];
    const auto open_book = static_cast<std::uint32_t>(state_.scores[score_].books.size());
    for (const eval::Past& past : state_.rules[index]->past) {
      if (past.book != open_book || past.lasting == 0) continue;
      const std::string what = "(" + std::to_string(past.lasting) + " earlier)";
      line.earned.push_back({past.first, what, {}, {}, past.points, past.points, past.withheld});
    }
    for (const eval::Occurrence& occurrence : state_.rules[index]->occurrences) {
      if (occurrence.book != open_book) continue;
      const Tally worth = moment_.worth(rule, occurrence);
      if (!worth) continue;
      Earned part{occurrence.at, "silence",          {}, {}, occurrence.original,
                  *worth,        occurrence.withheld};
      if (occurrence.event) {
        const model::EventType& type = model_.events[occurrence.event->type];
        part.what = type.name;
        part.event_id = occurrence.event->id;
        part.facts = properties_json(type, *occurrence.event);
      }
      line.earned.push_back(std::move(part));
    }
  }

  // What shaped the points: the attributes that were asked, decay, what a limit left out.
  std::string detail(std::uint32_t index) {
    const model::Rule& rule = model_.rules[index];
    std::vector<std::string> parts;
    if (rule.when) add_values(*rule.when, parts);
    if (rule.table && !rule.event) add_values(rule.table->by, parts);
    if (rule.decay) parts.push_back(rule.decay->text);
    if (rule.expires) parts.push_back("expires " + to_text(*rule.expires));
    const std::uint32_t left_out = state_.rules[index]->left_out;
    if (left_out > 0) {
      parts.push_back("limit " + rule.limit->text + " left out " + occurrences(left_out));
    }
    if (const std::size_t over = gone(index); over > 0) {
      parts.push_back(occurrences(over) + (over == 1 ? " is" : " are") + " worth nothing any more");
    }
    return joined(parts, "; ");
  }

  static std::string occurrences(std::size_t count) {
    return std::to_string(count) + " occurrence" + (count == 1 ? "" : "s");
  }

  // How many occurrences of the open book have expired or faded away.
  std::size_t gone(std::uint32_t index) {
    const auto open_book = static_cast<std::uint32_t>(state_.scores[score_].books.size());
    std::size_t over = 0;
    for (const eval::Past& past : state_.rules[index]->past) {
      if (past.book == open_book) over += past.over;
    }
    for (const eval::Occurrence& occurrence : state_.rules[index]->occurrences) {
      const bool here = occurrence.book == open_book;
      if (here && !moment_.worth(model_.rules[index], occurrence)) ++over;
    }
    return over;
  }

  void add_values(const expr::Expr& expr, std::vector<std::string>& parts) {
    for (std::string& part : values_named(moment_, expr)) {
      if (std::find(parts.begin(), parts.end(), part) == parts.end())
        parts.push_back(std::move(part));
    }
  }

  std::string why_not_held(std::uint32_t index) {
    const model::Rule& rule = model_.rules[index];
    const eval::RuleMemory& memory = *state_.rules[index];
    if (!rule.enabled) return "switched off";
    if (rule.when && !moment_.holds(*rule.when)) return why_not_true(moment_, rule.when);
    if (!rule.event) {
      const bool active = (!rule.active_from || state_.now >= *rule.active_from) &&
                          (!rule.active_until || state_.now < *rule.active_until);
      return active ? without_value(rule) : "not active now";
    }
    if (const auto book = eval::latest_book(memory)) {
      const bool closed = *book < state_.scores[score_].books.size();
      return closed ? "what it earned is in the old book" : "all it earned has expired or faded";
    }
    if (memory.without_value > 0) return without_value(rule);
    if (memory.not_given > 0) return "'given' did not hold when it happened";
    return rule.event->silence ? "no silence that long" : "no such event";
  }

  std::string without_value(const model::Rule& rule) {
    const auto* worth = std::get_if<expr::Expr>(&rule.worth);
    const std::string why = worth == nullptr || rule.event ? std::string() : asked(*worth);
    return "its points have no value" + (why.empty() ? why : ": " + why);
  }

  // At once: one occurrence, the best row; the worst of what can only take.
  Points could_give(const model::Rule& rule) const {
    const Range range = worth_range(model_, rule);
    if (!rule.enabled || !range.least || !range.most) return Points();
    const Points points = *range.most > Points() ? *range.most : *range.least;
    return points < Points() && rule.table ? Points() : eval::clamp(points, rule.min, rule.max);
  }

  void adjustments(std::uint32_t open_book) {
    const Place place = model_.scores[score_].place;
    for (const eval::AdjustmentRecord& record : state_.scores[score_].adjustments) {
      const Tally worth = moment_.adjustment_worth(record);
      if (!worth || record.book != open_book) continue;
      const Adjustment& given = record.adjustment;
      Line& added = line(LineKind::adjustment, "adjusted", place, *worth,
                         given.author.empty() ? std::string() : "by " + given.author);
      if (!given.reason.empty()) added.reason = given.reason;
      added.earned.push_back(
          {record.at, "adjust", {}, {}, record.original, *worth, record.withheld});
    }
  }

  static std::string change_text(const eval::Book& book) {
    switch (book.change.kind) {
      case model::BookChange::Kind::lower: return "lowered by " + book.taken.to_text();
      case model::BookChange::Kind::reset: return "reset";
      case model::BookChange::Kind::scale: break;
    }
    double factor = static_cast<double>(book.change.scale.count);
    for (int i = 0; i < book.change.scale.digits; ++i) factor /= 10;
    return "times " + number_text(factor);
  }

  void old_books() {
    const auto& books = state_.scores[score_].books;
    if (books.empty()) return;
    const eval::Book& last = books.back();
    const Points worth = moment_.books(score_, books.size());
    std::string detail = "closed " + to_text(last.closed) + ", then worth " + last.cap.to_text() +
                         ", " + change_text(last);
    Line& added = line(LineKind::old_book, "before the rejection", model_.scores[score_].place,
                       worth, std::move(detail));
    if (!last.reason.empty()) added.reason = last.reason;
  }

  void bounds(const model::Score& score) {
    const auto parts = moment_.parts(score_);
    const Points sum = score.initial + parts.items + parts.adjustments + parts.old_books;
    const Points within = eval::clamp(sum, score.min, score.max);
    bound(score, within - sum, bounds_text(score.min, score.max, sum));
    for (const eval::Deduction& deduction : state_.scores[score_].deductions) {
      Line& added = line(LineKind::deduction, "taken by the rejection", score.place,
                         -deduction.points, "since " + to_text(deduction.at));
      if (!deduction.reason.empty()) added.reason = deduction.reason;
    }
    const Points lowered = within - parts.deductions;
    bound(score, out_.value.value_or(lowered) - lowered,
          bounds_text(score.min, std::nullopt, lowered));
  }

  void bound(const model::Score& score, Points by, std::string detail) {
    if (by == Points()) return;
    if (detail.empty()) detail = "a score is within +-1000000000";
    line(LineKind::score_bound, score.name, score.place, by, std::move(detail));
  }

  const State& state_;
  const model::Model& model_;
  std::uint32_t score_;
  Moment moment_;
  ScoreExplanation out_;
};

}  // namespace

ScoreExplanation explain_score(const State& state, std::uint32_t score) {
  return Explainer(state, score).explain();
}

Explanation explain(const State& state) {
  Explanation out;
  out.at = state.now;
  out.excluded = Moment(state).excluded();
  if (out.excluded) return out;
  for (std::uint32_t i = 0; i < state.model->scores.size(); ++i) {
    out.scores.push_back(explain_score(state, i));
  }
  return out;
}

}  // namespace leadscore::lead
