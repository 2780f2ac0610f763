// SPDX-License-Identifier: Apache-2.0

// An engine that several threads use at once while what they use changes.
#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <leadscore/engine.hpp>

#include "support/catch.hpp"
#include "support/shown.hpp"
#include "support/world.hpp"

namespace leadscore {
namespace {

constexpr Duration kDay = std::chrono::hours(24);
const Time kBegin = parse_time("2026-03-01").value();

// A lead of size 200 fits by that many points.
RuleSet rules_of(int points) {
  return support::load(
      "leadscore: 1\nattributes: {size: integer}\nevents: {visit: {url: text}}\n"
      "scores:\n  fit: {rules: [{rule: big, when: size >= 100, points: " +
      std::to_string(points) +
      "}, {rule: visits, event: visit, points: 0, expires: 90d}]}\n"
      "signals: {good: {when: fit >= 5}}\n");
}

std::string lead_named(int number) { return "L" + std::to_string(number); }

void fill(Engine& engine) {
  for (int i = 0; i < 20; ++i) {
    (void)engine.apply(set(lead_named(i), kBegin).with("size", 200));
    (void)engine.apply(event(lead_named(i), "visit", kBegin + kDay).with("url", "/pricing"));
  }
  (void)engine.advance_to(kBegin + 2 * kDay);
}

// Whether all that is answered about a lead is an answer of one of the rules, 10 or 20 points.
bool answers_fit(const Engine& engine, const std::string& lead) {
  const Time at = kBegin + 3 * kDay;
  const auto snapshot = engine.snapshot(lead, at);
  const auto explanation = engine.explain(lead, at);
  if (!snapshot || !explanation) return false;
  const auto fits = [](const std::optional<Points>& points) {
    return points == Points::whole(10) || points == Points::whole(20);
  };
  const auto& why = explanation->scores.at(0);
  return fits(snapshot->scores.at(0).second) && snapshot->signals.at(0).second.on &&
         fits(why.value) && why.lines.at(0).name == "big" && engine.encode(lead).has_value();
}

}  // namespace

TEST_CASE("an engine answers while its rules are changed") {
  for (const std::size_t open : {std::size_t{1}, std::size_t{1'000}}) {
    EngineOptions options;
    options.open_leads = open;
    Engine engine(rules_of(10), options);
    fill(engine);
    std::atomic<bool> done = false;
    std::atomic<std::size_t> asked = 0;
    std::atomic<std::size_t> wrong = 0;
    std::vector<std::thread> threads;
    for (int first = 0; first < 3; ++first) {
      threads.emplace_back([&, first] {
        for (int i = first; !done; i = (i + 1) % 20) {
          wrong += answers_fit(engine, lead_named(i)) ? 0 : 1;
          ++asked;
        }
      });
    }
    threads.emplace_back([&] {
      for (int i = 0; !done; ++i) {
        (void)engine.apply(event(lead_named(i % 20), "visit", kBegin + 2 * kDay + Duration(i)));
        wrong += engine.leads().size() == 20 ? 0 : 1;
        (void)engine.advance_to(kBegin + 2 * kDay + Duration(i));
      }
    });
    // Each rule set is the engine's alone: it goes when the next one comes.
    for (int i = 0; i < 30 || asked < 300; ++i)
      (void)engine.swap_rules(rules_of(i % 2 == 0 ? 20 : 10));
    done = true;
    for (std::thread& thread : threads) thread.join();
    CHECK(wrong == 0);
  }
}

TEST_CASE("spans of facts are looked up ahead while other threads make leads") {
  constexpr int kThreads = 4, kLeads = 300;
  const RuleSet rules = support::load(R"(leadscore: 1
events: {visit: {url: text}}
scores: {heat: {rules: [{rule: visits, event: visit, points: 10, expires: 10d}]}}
signals: {hot: {when: heat >= 20}}
)");
  const auto facts_of = [](int thread) {
    std::vector<Fact> facts;
    for (int day = 1; day <= 3; ++day) {
      for (int i = 0; i < kLeads; ++i) {
        facts.push_back(event("t" + std::to_string(thread) + "-" + std::to_string(i), "visit",
                              kBegin + day * kDay)
                            .with("url", "/pricing"));
      }
    }
    return facts;
  };
  Engine engine(rules), one_by_one(rules);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, facts = facts_of(thread)] { (void)engine.apply(facts); });
    for (const Fact& fact : facts_of(thread)) (void)one_by_one.apply(fact);
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(engine.leads() == one_by_one.leads());
  CHECK(engine.counters().applied == one_by_one.counters().applied);
  const Time later = kBegin + 30 * kDay;
  CHECK(support::shown(engine.advance_to(later)) == support::shown(one_by_one.advance_to(later)));
}

TEST_CASE("an answer outlives the rules that it was asked under") {
  // Explaining takes longer than changing the rules of one lead, and more threads explain than can
  // run at once: some of them are at it when the old rules go.
  std::string text = "leadscore: 1\nattributes: {size: integer}\nscores:\n  fit:\n    rules:\n";
  for (int i = 1; i <= 100; ++i) {
    text += "      - {rule: rule " + std::to_string(i) + ", when: size >= " + std::to_string(i) +
            ", points: 1}\n";
  }
  Engine engine(support::load(text));
  (void)engine.apply(set_from_start("a").with("size", 50));
  std::atomic<bool> done = false;
  std::atomic<std::size_t> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      while (!done) {
        const auto explanation = engine.explain("a", kBegin);
        // 50 rules hold; each has its line.
        wrong += explanation->scores.at(0).lines.size() == 50 ? 0 : 1;
      }
    });
  }
  for (int i = 0; i < 20; ++i) (void)engine.swap_rules(support::load(text));
  done = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}

TEST_CASE("leads merge and separate while others are asked for and time passes") {
  constexpr int kPairs = 12;
  // What was handed over, by lead; complete before the engine is asked for any of it.
  std::map<std::string, std::vector<Fact>, std::less<>> log;
  std::vector<std::vector<Fact>> links(2);
  for (int i = 0; i < kPairs; ++i) {
    const std::string a = lead_named(i);
    const std::string b = "M" + std::to_string(i);
    log[a].push_back(set(a, kBegin).with("size", 200));
    log[b].push_back(event(b, "visit", kBegin + kDay));
    for (int day = 2; day < 12; ++day) {
      const Time at = kBegin + day * kDay;
      links[static_cast<std::size_t>(i % 2)].push_back(day % 2 == 0 ? merge(a, b, at)
                                                                    : unmerge(a, b, at));
    }
  }
  std::mutex log_guard;
  EngineOptions options;
  options.threads = 2;
  options.facts = [&](std::string_view lead) {
    const std::lock_guard lock(log_guard);
    const auto found = log.find(lead);
    return found == log.end() ? std::vector<Fact>() : found->second;
  };
  Engine engine(rules_of(10), options);
  for (const auto& [lead, facts] : log) (void)engine.apply(facts);
  std::vector<std::thread> threads;
  for (const auto& own : links) {
    threads.emplace_back([&] {
      for (const Fact& fact : own) {
        (void)engine.apply(fact);
        const std::lock_guard lock(log_guard);
        log[fact.lead].push_back(fact);
      }
    });
  }
  threads.emplace_back([&] {
    for (int hour = 0; hour < 200; ++hour) {
      (void)engine.advance_to(kBegin + std::chrono::hours(hour));
      (void)engine.leads();
      (void)engine.snapshot(lead_named(hour % kPairs), kBegin + kDay);
    }
  });
  for (std::thread& thread : threads) thread.join();
  // The last of each pair is an unmerge.
  (void)engine.advance_to(kBegin + 20 * kDay);
  CHECK(engine.leads().size() == 2 * kPairs);
  CHECK(engine.score("M3", kBegin + 20 * kDay)->at(0).second == Points());
  CHECK(engine.score("L3", kBegin + 20 * kDay)->at(0).second == Points::whole(10));
}

TEST_CASE("a source of facts that throws loses nothing") {
  bool broken = false;
  std::vector<Fact> log;
  EngineOptions options;
  options.facts = [&](std::string_view lead) {
    if (broken) throw std::runtime_error("no connection");
    std::vector<Fact> own;
    for (const Fact& fact : log) {
      if (fact.lead == lead) own.push_back(fact);
    }
    return own;
  };
  Engine engine(rules_of(10), options);
  const auto apply = [&](const Fact& fact) {
    (void)engine.apply(fact);
    log.push_back(fact);
  };
  apply(set("a", kBegin).with("size", 200));
  apply(event("b", "visit", kBegin));
  (void)engine.advance_to(kBegin);
  apply(merge("b", "a", kBegin + 3 * kDay));
  apply(set("c", kBegin + kDay).with("size", 200));
  broken = true;
  CHECK_THROWS_AS(engine.advance_to(kBegin + 4 * kDay), std::runtime_error);
  CHECK_THROWS_AS(engine.swap_rules(rules_of(20)), std::runtime_error);
  broken = false;
  // c came on before the merge; b is good since it took a in.
  const auto outputs = engine.advance_to(kBegin + 4 * kDay);
  REQUIRE(outputs.size() == 2);
  CHECK(outputs[0].lead == "c");
  CHECK(outputs[0].at == kBegin + kDay);
  CHECK(outputs[1].lead == "b");
  CHECK(outputs[1].at == kBegin + 3 * kDay);
  CHECK(engine.leads() == std::vector<std::string>{"b", "c"});
}

TEST_CASE("what means nothing makes no lead") {
  Engine engine(rules_of(10));
  CHECK(engine.apply(event("x", "unheard_of", kBegin)).status == Applied::Status::ignored);
  CHECK(engine.apply(merge("x", "x", kBegin)).status == Applied::Status::rejected);
  CHECK_FALSE(engine.contains("x"));
  CHECK(engine.leads().empty());
  CHECK(engine.counters().total() == 2);
  CHECK(engine.apply(event("x", "visit", kBegin)).status == Applied::Status::applied);
  CHECK(engine.leads() == std::vector<std::string>{"x"});
  (void)engine.advance_to(Time::max());  // as late as time goes
}

}  // namespace leadscore
