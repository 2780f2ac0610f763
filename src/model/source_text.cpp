// SPDX-License-Identifier: Apache-2.0
#include "model/source_text.hpp"

#include <algorithm>

namespace leadscore::model {

std::string source_text(const Model& model, const Expr& expr) {
  const std::string& text = model.source.text;
  const std::size_t begin = std::min<std::size_t>(expr.span.begin, text.size());
  const std::size_t end = std::clamp<std::size_t>(expr.span.end, begin, text.size());
  std::string out;
  for (const char c : text.substr(begin, end - begin)) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  return out;
}

}  // namespace leadscore::model
