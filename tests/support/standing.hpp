// SPDX-License-Identifier: Apache-2.0

// What stands of outputs once corrections are taken into account.
#pragma once

#include <algorithm>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include <leadscore/output.hpp>

namespace leadscore::support {

// Outputs as lines, those that were retracted taken out again. A retraction of what was not given
// is a line of its own, so that it is equal to no outputs.
class Standing {
 public:
  void take(const std::vector<Output>& outputs) {
    for (const Output& output : outputs) {
      if (const auto* retracted = std::get_if<Retracted>(&output.what)) {
        take_back(*retracted);
      } else {
        Output plain = output;
        plain.late = false;
        standing_.push_back(plain);
      }
    }
  }
  [[nodiscard]] std::string text() const { return sorted(standing_) + wrong_; }

  static std::string sorted(const std::vector<Output>& outputs) {
    std::vector<std::string> lines;
    for (const Output& output : outputs) lines.push_back(to_json(output));
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const std::string& line : lines) text += line + '\n';
    return text;
  }

 private:
  void take_back(const Retracted& retracted) {
    const auto found = std::find_if(standing_.begin(), standing_.end(), [&](const Output& given) {
      return given.at == retracted.at && same(given, retracted);
    });
    if (found == standing_.end()) {
      wrong_ += "never given: " + to_json({retracted.at, "", retracted, false}) + '\n';
    } else {
      standing_.erase(found);
    }
  }
  static bool same(const Output& given, const Retracted& retracted) {
    return std::visit(
        [&](const auto& what) {
          using What = std::decay_t<decltype(what)>;
          const auto* other = std::get_if<What>(&given.what);
          return other != nullptr && *other == what;
        },
        retracted.of);
  }

  std::vector<Output> standing_;
  std::string wrong_;
};

}  // namespace leadscore::support
