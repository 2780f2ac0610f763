// SPDX-License-Identifier: Apache-2.0

// A RuleSet is to a rule file what a compiled pattern is to a regular expression: loaded once,
// immutable, cheap to copy, shared by all threads.
//
// Not for reading files: pass the text (rule_file.hpp reads one for those who want it).
//
// Threads: a RuleSet may be used by any number of threads at once without locks.
//
//     auto loaded = leadscore::load_rules({"b2b_software.yaml", text});
//     if (!loaded) for (const auto& d : loaded.diagnostics()) std::cerr << render(d,
//     loaded.source()); leadscore::History lead(loaded.value(), "L1");
#pragma once

#include <cassert>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leadscore/diagnostic.hpp>
#include <leadscore/limits.hpp>
#include <leadscore/time.hpp>

namespace leadscore {

namespace model {
struct Model;
}

class RuleSet {
 public:
  // The name the file gives itself, or the source's name.
  [[nodiscard]] const std::string& name() const;

  // A hash of the file's content and of the versions of the time-zone data and Unicode tables it
  // was loaded with: equal hashes give equal answers.
  [[nodiscard]] std::uint64_t hash() const;

  // Names in the order of the file.
  [[nodiscard]] std::vector<std::string> scores() const;
  [[nodiscard]] std::vector<std::string> bands() const;
  [[nodiscard]] std::vector<std::string> signals() const;
  [[nodiscard]] std::vector<std::string> stages() const;
  [[nodiscard]] std::vector<std::string> attributes() const;
  [[nodiscard]] std::vector<std::string> events() const;  // behaviour events, then feedback
  [[nodiscard]] bool has_routing() const;
  [[nodiscard]] bool has_programs() const;
  // Accounts are checked when a file is loaded, but not run by this version.
  [[nodiscard]] bool has_accounts() const;

  // Reads a time as rule files do: without an offset it is in the file's zone.
  [[nodiscard]] std::optional<Time> parse_time(std::string_view text) const;

  // For the library's own parts; its shape is no promise.
  [[nodiscard]] const model::Model& model() const { return *model_; }
  explicit RuleSet(std::shared_ptr<const model::Model> model) : model_(std::move(model)) {}

 private:
  std::shared_ptr<const model::Model> model_;
};

// A RuleSet, or every diagnostic of the file. Warnings may come with either.
class Loaded {
 public:
  Loaded(Source source, std::optional<RuleSet> rules, Diagnostics diagnostics)
      : source_(std::move(source)),
        rules_(std::move(rules)),
        diagnostics_(std::move(diagnostics)) {}

  [[nodiscard]] explicit operator bool() const { return rules_.has_value(); }
  // Only where there is one.
  [[nodiscard]] const RuleSet& value() const {
    assert(rules_.has_value());
    return *rules_;
  }
  [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }
  [[nodiscard]] const Source& source() const { return source_; }

 private:
  Source source_;
  std::optional<RuleSet> rules_;
  Diagnostics diagnostics_;
};

// Loads and checks a rule file. Never throws but for lack of memory; all mistakes of the file in
// one run, in the order of the file, at most Limits::diagnostics.
[[nodiscard]] Loaded load_rules(Source source, const Limits& limits = {});

}  // namespace leadscore
