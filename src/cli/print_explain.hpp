// SPDX-License-Identifier: Apache-2.0

// Explanations for people, programs and spreadsheets.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <leadscore/explain.hpp>
#include <leadscore/ruleset.hpp>

#include "cli/style.hpp"

namespace leadscore::cli {

// What `explain` was asked about a lead.
struct Explained {
  std::string lead;
  std::string file;  // the rule file's name
  Explanation explanation;
  std::optional<WhyNot> why_not;
  std::optional<std::vector<Change>> changes;  // where --when asks for them
  std::vector<Drop> drops;                     // likewise
};

[[nodiscard]] std::string explain_text(const Explained& explained, Style style);
[[nodiscard]] std::string explain_json(const Explained& explained);  // one line, with its break
[[nodiscard]] std::string explain_csv(const Explained& explained);

// `rule`, `group bound`, ... as people and JSON name the kind of a line.
[[nodiscard]] std::string name_of(LineKind kind);

}  // namespace leadscore::cli
