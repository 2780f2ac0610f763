// SPDX-License-Identifier: Apache-2.0

// What needs what among scores, bands and signals. What is needed must be known first, so none may
// need itself; `given` looks at the lead before the instant and makes no cycles.
#include <algorithm>
#include <deque>
#include <utility>

#include "model/entries.hpp"
#include "model/worth.hpp"

namespace leadscore::model {

namespace {

struct Part {
  std::string name;
  std::string_view what;
  Span span;
  std::vector<std::uint32_t> needs;
};

// One node for each score, band, signal and definition.
class Needs {
 public:
  explicit Needs(const Model& model)
      : bands_(size(model.scores)),
        signals_(bands_ + size(model.bands)),
        named_(signals_ + size(model.signals)) {
    for (const Score& score : model.scores) parts.push_back({score.name, "score", score.span, {}});
    for (const Band& band : model.bands) parts.push_back({band.name, "band", band.span, {}});
    for (const Signal& one : model.signals) parts.push_back({one.name, "signal", one.span, {}});
    for (const auto& one : model.named) parts.push_back({one.name, "definition", one.span, {}});
    add_scores(model);
    add_bands(model);
    for (std::uint32_t i = 0; i < model.signals.size(); ++i) {
      add(signals_ + i, model.signals[i].when);
      add(signals_ + i, model.signals[i].until);
    }
    for (std::uint32_t i = 0; i < model.named.size(); ++i) add(named_ + i, model.named[i].expr);
  }

  std::vector<Part> parts;

 private:
  template <class T>
  static std::uint32_t size(const std::vector<T>& all) {
    return static_cast<std::uint32_t>(all.size());
  }

  void add_scores(const Model& model) {
    for (std::uint32_t i = 0; i < model.scores.size(); ++i) add(i, model.scores[i].expression);
    for (const Group& group : model.groups) add(group.score, group.when);
    for (const Rule& rule : model.rules) {
      if (!rule.enabled) continue;
      add(rule.score, rule.when);
      visit_points(rule, [&](const Expr& expr) { add(rule.score, expr); });
    }
  }

  void add_bands(const Model& model) {
    for (std::uint32_t i = 0; i < model.bands.size(); ++i) {
      if (model.bands[i].of) need(bands_ + i, *model.bands[i].of);
      for (const Band::Part& part : model.bands[i].parts) {
        if (part.band) need(bands_ + i, bands_ + *part.band);
      }
    }
  }

  void add(std::uint32_t from, const std::optional<Expr>& expr) {
    if (expr) add(from, *expr);
  }

  void add(std::uint32_t from, const Worth& worth) {
    if (const auto* expr = std::get_if<Expr>(&worth)) add(from, *expr);
  }

  void add(std::uint32_t from, const Expr& whole) {
    using expr::Op;
    expr::walk(whole, [&](const Expr& part) {
      if (part.op == Op::score) need(from, part.slot);
      if (part.op == Op::band) need(from, bands_ + part.slot);
      if (part.op == Op::named) need(from, named_ + part.slot);
      if (part.op == Op::signal_on || part.op == Op::passes || part.op == Op::since) {
        need(from, signals_ + part.slot);
      }
    });
  }

  // What could not be read has no node.
  void need(std::uint32_t from, std::uint32_t to) {
    if (from < parts.size() && to < parts.size()) parts[from].needs.push_back(to);
  }

  std::uint32_t bands_, signals_, named_;
};

// Tarjan's strongly connected components, with a stack of its own.
class Components {
 public:
  explicit Components(const std::vector<Part>& parts)
      : parts_(parts), order_(parts.size(), 0), low_(parts.size(), 0), of(parts.size(), 0) {
    for (std::uint32_t i = 0; i < parts.size(); ++i) {
      if (order_[i] == 0) visit(i);
    }
  }

 private:
  struct Step {
    std::uint32_t at;
    std::size_t next;
  };

  void open(std::uint32_t at, std::vector<Step>& path) {
    order_[at] = low_[at] = ++count_;
    waiting_.push_back(at);
    path.push_back({at, 0});
  }

  void visit(std::uint32_t start) {
    std::vector<Step> path;
    open(start, path);
    while (!path.empty()) {
      const std::uint32_t at = path.back().at;
      if (path.back().next < parts_[at].needs.size()) {
        const std::uint32_t to = parts_[at].needs[path.back().next++];
        if (order_[to] == 0) {
          open(to, path);
        } else if (of[to] == 0) {
          low_[at] = std::min(low_[at], order_[to]);
        }
        continue;
      }
      path.pop_back();
      if (!path.empty()) low_[path.back().at] = std::min(low_[path.back().at], low_[at]);
      if (low_[at] == order_[at]) close(at);
    }
  }

  void close(std::uint32_t root) {
    ++components_;
    for (std::uint32_t at = root + 1; at != root;) {
      at = waiting_.back();
      waiting_.pop_back();
      of[at] = components_;
    }
  }

  const std::vector<Part>& parts_;
  std::vector<std::uint32_t> order_, low_, waiting_;
  std::uint32_t count_ = 0, components_ = 0;

 public:
  std::vector<std::uint32_t> of;  // the component of each part, from 1
};

// The shortest way from a part back to itself inside its component; empty where there is none.
std::vector<std::uint32_t> cycle_from(std::uint32_t start, const std::vector<Part>& parts,
                                      const std::vector<std::uint32_t>& component) {
  std::vector<std::optional<std::uint32_t>> came_from(parts.size());
  std::deque<std::uint32_t> waiting = {start};
  while (!waiting.empty()) {
    const std::uint32_t at = waiting.front();
    waiting.pop_front();
    for (const std::uint32_t to : parts[at].needs) {
      if (to == start) {
        std::vector<std::uint32_t> path = {at};
        while (path.back() != start) path.push_back(*came_from[path.back()]);
        std::reverse(path.begin(), path.end());
        return path;
      }
      if (component[to] != component[start] || came_from[to]) continue;
      came_from[to] = at;
      waiting.push_back(to);
    }
  }
  return {};
}

void report_cycle(Builder& build, const std::vector<Part>& parts,
                  const std::vector<std::uint32_t>& path) {
  constexpr std::size_t kMostShown = 10;
  const Part& first = parts[path.front()];
  std::string chain;
  for (std::size_t i = 0; i < std::min(path.size(), kMostShown); ++i) {
    chain += parts[path[i]].name + " -> ";
  }
  if (path.size() > kMostShown) chain += "... -> ";
  Diagnostic& made = build.error(first.span, "cycle",
                                 std::string(first.what) + " " + quoted(first.name) +
                                     " depends on itself: " + chain + first.name);
  for (std::size_t i = 1; i < std::min(path.size(), kMostShown); ++i) {
    made.notes.push_back(
        {parts[path[i]].span, "by way of this " + std::string(parts[path[i]].what)});
  }
}

}  // namespace

void report_cycles(Builder& build) {
  const Needs needs(build.model());
  const Components components(needs.parts);
  std::vector<bool> reported(needs.parts.size() + 1, false);
  std::vector<std::uint32_t> sizes(needs.parts.size() + 1, 0);
  for (const std::uint32_t component : components.of) ++sizes[component];
  for (std::uint32_t i = 0; i < needs.parts.size(); ++i) {
    const std::uint32_t component = components.of[i];
    const auto& own = needs.parts[i].needs;
    const bool self = std::find(own.begin(), own.end(), i) != own.end();
    if (reported[component] || (sizes[component] < 2 && !self)) continue;
    reported[component] = true;
    report_cycle(build, needs.parts, cycle_from(i, needs.parts, components.of));
  }
}

}  // namespace leadscore::model
