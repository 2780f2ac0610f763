// SPDX-License-Identifier: Apache-2.0

// Remarks on a failed expectation, put together line by line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/explain.hpp>

namespace leadscore::lead {

class Remarks {
 public:
  void add(std::string_view line);
  // Lines that are made elsewhere.
  void add_text(std::string_view lines) { text_ += lines; }
  // A text in the place of points, lined up with them: `   on  since ...`.
  void add_marked(std::string_view mark, std::string_view line);

  // All lines of the score; then the rules that give nothing and could have: those on the side of
  // the points that are missing, where that is known.
  void add_score(const ScoreExplanation& score, const std::optional<Points>& missing);
  // What a rule gives with all that it earned, or why it gives nothing.
  void add_rule(const ScoreExplanation& score, const std::string& rule);
  // The same of all rules in a group, with what bounds and choices changed.
  void add_group(const ScoreExplanation& score, const std::vector<std::string>& rules,
                 const std::vector<std::string>& groups);

  [[nodiscard]] std::string text() const { return text_; }

 private:
  void add_line(const Line& line);
  void add_earned(const Line& line);
  void add_not_held(const NotHeld& rule, const std::optional<Points>& missing);

  std::string text_;
};

}  // namespace leadscore::lead
