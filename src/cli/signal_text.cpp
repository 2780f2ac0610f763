// SPDX-License-Identifier: Apache-2.0
#include "cli/signal_text.hpp"

#include <algorithm>

#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

constexpr std::size_t kMostNotTried = 5;

std::string points_or_none(const std::optional<Points>& points) {
  return points ? points->to_text() : "none";
}

// `total 15 -> 35, fit 0 -> 20`: the scores that change.
std::string change_of(const Step& step) {
  std::vector<std::string> changes;
  for (std::size_t i = 0; i < step.before.size(); ++i) {
    const auto& [name, before] = step.before[i];
    const auto& after = step.after[i].second;
    if (before == after) continue;
    changes.push_back(printable(name, 64) + ' ' + points_or_none(before) + " -> " +
                      points_or_none(after));
  }
  return changes.empty() ? "" : "  (" + joined(changes) + ")";
}

class Text {
 public:
  Text(const WhyNot& why, Style style) : why_(why), style_(style) {}

  std::string whole() {
    text_ =
        '\n' +
        style_.bold("signal " + printable(why_.signal, 128) + " is " + (why_.on ? "on" : "off")) +
        '\n';
    for (const ConditionPart& part : why_.parts) add_part(part);
    for (const std::string& obstacle : why_.obstacles) {
      text_ += "  " + style_.red("blocked") + "  " + printable(obstacle, 256) + '\n';
    }
    if (why_.on) return std::move(text_);
    add_times();
    add_ways();
    return std::move(text_);
  }

 private:
  void add_part(const ConditionPart& part) {
    const std::string mark = !part.holds   ? style_.yellow("unknown")
                             : *part.holds ? style_.green("    yes")
                                           : style_.red("     no");
    text_ += "  " + mark + "  " + printable(part.text, 256);
    if (!part.now.empty()) text_ += "  " + style_.dim("(" + printable(part.now, 256) + ")");
    text_ += '\n';
  }

  void say(const std::string& text) { text_ += "  " + printable(text) + '\n'; }

  void add_times() {
    if (why_.by_itself) {
      say("it comes on by itself at " + short_time(*why_.by_itself) + " if nothing happens");
    }
    if (!why_.not_before) return;
    say(*why_.not_before >= kLatestTime
            ? "nothing turns it on any more"
            : "nothing turns it on before " + short_time(*why_.not_before));
  }

  // When the steps would have to happen, and when the signal then comes on, where that is not now.
  [[nodiscard]] std::string when() const {
    if (!why_.not_before) return {};
    const std::string from = short_time(why_.from);
    const bool later = !why_.ways.empty() && why_.ways.front().on_at > why_.from;
    if (!later) return " (at " + from + ')';
    return " (at " + from + "; it comes on at " + short_time(why_.ways.front().on_at) + ')';
  }

  void add_ways() {
    switch (why_.search) {
      case Search::not_needed: return;
      case Search::exact:
        say(std::string(why_.ways.size() == 1 ? "this alone turns it on"
                                              : "each of these alone turns it on") +
            when() + ':');
        for (const Way& way : why_.ways) add_steps(way, false);
        break;
      case Search::greedy:
        say("no single fact turns it on; together these do" + when() +
            ", best first; fewer may do:");
        add_steps(why_.ways.front(), true);
        break;
      case Search::not_found:
        say("nothing that was tried turns it on" + when() +
            (why_.ways.empty() ? "" : "; nearest:"));
        for (const Way& way : why_.ways) add_steps(way, true);
    }
    const std::size_t shown = std::min(why_.not_tried.size(), kMostNotTried);
    for (std::size_t i = 0; i < shown; ++i) say("not tried: " + why_.not_tried[i]);
    const std::size_t more = why_.not_tried.size() - shown;
    if (more > 0) say("not tried: " + std::to_string(more) + " more");
  }

  void add_steps(const Way& way, bool numbered) {
    std::size_t number = 0;
    for (const Step& step : way.steps) {
      text_ += "    " + (numbered ? std::to_string(++number) + ". " : "- ") +
               printable(step.text, 256) + style_.dim(change_of(step)) + '\n';
    }
  }

  const WhyNot& why_;
  Style style_;
  std::string text_;
};

std::string value_or_none(const std::string& value) {
  return value.empty() ? "none" : printable(value, 64);
}

std::string drop_text(const Drop& drop) {
  const std::string name = printable(drop.signal, 128);
  if (drop.at) return "signal " + name + " goes off at " + short_time(*drop.at);
  if (!drop.looked_until) return "signal " + name + " stays on; time alone does not end it";
  return "signal " + name + " stays on at least until " + short_time(*drop.looked_until);
}

}  // namespace

std::string why_not_text(const WhyNot& why, Style style) { return Text(why, style).whole(); }

std::string ahead_text(const std::vector<Change>& changes, const std::vector<Drop>& drops,
                       Style style) {
  std::string text = '\n' + style.bold("if nothing happens") + '\n';
  if (changes.empty()) text += "  nothing changes\n";
  for (const Change& change : changes) {
    text += "  " + short_time(change.at) + "  " + printable(change.what, 128) + "  " +
            value_or_none(change.from) + " -> " + value_or_none(change.to) + '\n';
  }
  for (const Drop& drop : drops) text += "  " + drop_text(drop) + '\n';
  return text;
}

std::string short_time(Time at) {
  std::string text = to_text(at);
  text[10] = ' ';
  return text;
}

}  // namespace leadscore::cli
