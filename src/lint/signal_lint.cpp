// SPDX-License-Identifier: Apache-2.0

// Signals that cannot come on or go off, and bands that no score reaches or that leave scores out.
#include <utility>

#include "lint/linter.hpp"

namespace leadscore::lint {

void Linter::signals() {
  for (const model::Signal& signal : model_.signals) {
    const std::string name = quoted(signal.name);
    if (never(signal.when, "unreachable-signal", name + " never comes on: ")) continue;
    condition(signal.when);
    if (!signal.until) continue;
    if (never(*signal.until, "never-true", name + " never goes off by itself: ")) continue;
    until(signal);
  }
}

// Where `when` and `until` are both true a signal is off.
void Linter::until(const model::Signal& signal) {
  const auto on = space_.boxes(signal.when, Want::is_true);
  const auto off = space_.boxes(*signal.until, Want::is_true);
  const auto stays = space_.boxes(*signal.until, Want::not_true);
  if (!on || !off || !stays) return;
  const auto comes_on = space_.all_of(*on, *stays);
  const auto both = space_.all_of(*on, *off);
  if (!comes_on || !both) return;
  const auto say = [&](const std::string& message, const std::string& hint) {
    warn(signal.until->span, "until-contradicts", message, hint)
        .notes.push_back({signal.when.span, "'when' stands here"});
  };
  if (comes_on->empty()) {
    say(quoted(signal.name) + " never comes on: 'until' is true wherever 'when' is",
        "'until' says when the signal goes off again");
    return;
  }
  const auto of_one = [](const Boxes& boxes) { return boxes.size() == 1 && boxes[0].size() == 1; };
  const bool alike = of_one(*on) && of_one(*off) && (*on)[0][0].subject == (*off)[0][0].subject;
  if (both->empty() || !alike) {
    negative_tests(*signal.until);
    parts(*signal.until);
    return;
  }
  say("'when' and 'until' of " + quoted(signal.name) +
          " hold together for some values: there the signal is off, so it comes on later than "
          "'when' says",
      "let 'until' hold only where 'when' does not");
}

// --- bands ------------------------------------------------------------------------------------

void Linter::bands() {
  for (const model::Band& band : model_.bands) {
    if (band.of) ranges_of(band);
  }
}

void Linter::ranges_of(const model::Band& band) {
  const Reach& reach = space_.reach(*band.of);
  const model::Score& score = model_.scores[*band.of];
  const auto say = [&](std::string_view code, std::string message, std::string hint) {
    Diagnostic& made = warn(band.span, code, std::move(message), std::move(hint));
    std::set<std::uint32_t> said;
    add_reach(made, *band.of, said);
  };
  const auto name = [&](std::uint32_t index) {
    return quoted(band.names[index]) + " of " + quoted(band.name);
  };
  for (std::size_t i = 0; i < band.bounds.size(); ++i) {  // highest first
    const model::Band::Bound& bound = band.bounds[i];
    if (bound.from > reach.high) {
      say("unreachable-band",
          "no lead reaches " + name(bound.name) + ": it needs " + bound.from.to_text(),
          "lower its bound");
    } else if (i > 0 && band.bounds[i - 1].from <= reach.low) {
      say("unreachable-band",
          "no lead falls as low as " + name(bound.name) + ": it ends below " +
              band.bounds[i - 1].from.to_text(),
          "");
    }
  }
  if (band.bounds.empty()) return;
  const Points lowest = band.bounds.back().from;
  if (band.otherwise && lowest <= reach.low) {
    say("unreachable-band",
        "no lead is " + name(*band.otherwise) + ": it ends below " + lowest.to_text(), "");
  }
  if (!band.otherwise && lowest > reach.low) {
    const std::string least = reach.low > -kUnbounded
                                  ? ", and " + quoted(score.name) + " can be " + reach.low.to_text()
                                  : "";
    warn(band.span, "band-gap",
         "below " + lowest.to_text() + " a lead has no " + quoted(band.name) + least,
         "add a name for the rest: NAME: else");
  }
}

}  // namespace leadscore::lint
