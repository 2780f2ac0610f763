// SPDX-License-Identifier: Apache-2.0

// What is wrong with rule files, or what is in them.
#pragma once

#include <string>
#include <vector>

#include <leadscore/ruleset.hpp>

namespace leadscore::cli {

// Each diagnostic with its line and a caret.
[[nodiscard]] std::string check_text(const Loaded& loaded, bool color);
// One array of the diagnostics of all files.
[[nodiscard]] std::string check_json(const std::vector<Loaded>& files);
[[nodiscard]] std::string check_csv(const std::vector<Loaded>& files);

// What judging each part of the files takes, the dearest first; of those that have no errors.
[[nodiscard]] std::string costs_text(const std::vector<Loaded>& files, bool color);
[[nodiscard]] std::string costs_json(const std::vector<Loaded>& files);
[[nodiscard]] std::string costs_csv(const std::vector<Loaded>& files);

// `rules.yaml: 2 errors, 1 warning` or `rules.yaml: ok: 12 rules, 3 scores, ...`.
[[nodiscard]] std::string check_summary(const Loaded& loaded);

}  // namespace leadscore::cli
