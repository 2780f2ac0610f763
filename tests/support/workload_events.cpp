// SPDX-License-Identifier: Apache-2.0
#include "support/workload_events.hpp"

#include <chrono>

#include "support/workload.hpp"
#include "support/zipf.hpp"

namespace leadscore::workload {
namespace {

using support::Dice;

constexpr std::size_t kPages = 300, kMails = 100, kForms = 20, kWebinars = 30;

std::string numbered(const char* what, std::size_t number) { return what + std::to_string(number); }
std::string page(std::size_t rank) { return "/" + numbered("p", rank) + "/"; }

std::string some(Dice& dice, const char* what, std::size_t size) {
  return numbered(what, support::Zipf(size).roll(dice));
}

// What an event rule earns for how long.
std::string fading(Dice& dice) {
  switch (dice.below(5)) {
    case 0: return ", decay: half every " + std::to_string(dice.between(7, 30)) + "d";
    case 1: return ", decay: linear 25% every " + std::to_string(dice.between(10, 40)) + "d";
    case 2: return ", expires: " + std::to_string(dice.between(30, 180)) + "d";
    default: return "";
  }
}
std::string limit(Dice& dice, const char* property) {
  switch (dice.below(4)) {
    case 0: return ", limit: " + std::to_string(dice.between(1, 5)) + " per 7d";
    case 1: return ", limit: 2 per calendar day";
    case 2: return std::string(", limit: once each ") + property;
    default: return "";
  }
}

// In each, the dice are rolled in one order, which a sum of calls would leave to the compiler.
std::string page_rule(Dice& dice, const std::string& points) {
  const std::string where =
      dice.percent(75) ? "'url contains \"" + page(support::Zipf(kPages).roll(dice)) + "\"'"
                       : "seconds > " + std::to_string(10 * dice.between(1, 30));
  const std::string limited = limit(dice, "url");
  return "event: page_view, where: " + where + points + limited + fading(dice);
}
std::string mail_rule(Dice& dice, const std::string& points) {
  const std::string mail = some(dice, "m", kMails);
  const std::string limited = limit(dice, "email");
  return "event: email_open, where: 'email == \"" + mail + "\"'" + points + limited + fading(dice);
}
std::string form_rule(Dice& dice, const std::string& points) {
  const std::string form = some(dice, "f", kForms);
  const std::string opens = std::to_string(dice.between(0, 50));
  return "event: form_submit, where: 'form == \"" + form + "\"', given: opens > " + opens + points +
         fading(dice);
}
std::string webinar_rule(Dice& dice) {
  const std::string name = some(dice, "w", kWebinars);
  return "event: webinar, where: 'name == \"" + name + "\"', points: minutes / 10, max: 12" +
         fading(dice);
}
std::string count_rule(Dice& dice, const std::string& points) {
  const std::string days = std::to_string(dice.between(1, 30));
  const std::string least = std::to_string(dice.between(2, 12));
  return "when: count(page_view within " + days + "d) >= " + least + points;
}

std::string keys(Dice& dice) {
  const std::string points = ", points: " + std::to_string(dice.between(1, 20));
  switch (dice.below(8)) {
    case 0: return mail_rule(dice, points);
    case 1: return form_rule(dice, points);
    case 2: return webinar_rule(dice);
    case 3: return count_rule(dice, points);
    default: return page_rule(dice, points);
  }
}

Fact random_event(Dice& dice, const std::string& lead, Time at) {
  const std::size_t roll = dice.below(20);
  if (roll < 11) {
    return event(lead, "page_view", at)
        .with("url", "https://www.example.com" + page(support::Zipf(kPages).roll(dice)))
        .with("seconds", dice.between(1, 400));
  }
  if (roll < 16) return event(lead, "email_open", at).with("email", some(dice, "m", kMails));
  if (roll < 17) return event(lead, "form_submit", at).with("form", some(dice, "f", kForms));
  if (roll < 19) {
    return event(lead, "webinar", at)
        .with("name", some(dice, "w", kWebinars))
        .with("minutes", dice.between(1, 90));
  }
  return event(lead, "unsubscribe", at);
}

}  // namespace

const char* event_types() {
  return "events:\n"
         "  page_view: {url: text, seconds: number}\n"
         "  email_open: {email: text}\n"
         "  form_submit: {form: text}\n"
         "  webinar: {name: text, minutes: integer}\n"
         "  unsubscribe: {}\n";
}

std::vector<std::string> make_event_rules(Dice& dice, std::size_t count) {
  std::vector<std::string> rules;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string name = "{rule: e" + std::to_string(i) + ", ";
    if (i == 0) {
      rules.push_back(name + "event: silence(30d), points: -10}");
    } else if (i == 1) {
      rules.push_back(name + "event: unsubscribe, points: -25}");
    } else {
      rules.push_back(name + keys(dice) + "}");
    }
  }
  return rules;
}

std::vector<Fact> events_of(const Workload& workload, const std::string& lead, std::size_t count,
                            Time start) {
  std::uint64_t seed = workload.seed;
  for (const char c : lead) seed = seed * 1'099'511'628'211U + static_cast<unsigned char>(c);
  Dice dice(seed);
  std::vector<Fact> facts;
  Time at = start;
  for (std::size_t i = 0; i < count; ++i) {
    at += dice.percent(60) ? std::chrono::seconds(dice.between(20, 1'800))
                           : std::chrono::seconds(dice.between(3'600, 400'000));
    facts.push_back(random_event(dice, lead, at));
  }
  return facts;
}

}  // namespace leadscore::workload
