// SPDX-License-Identifier: Apache-2.0
#include "yaml/report.hpp"

#include <utility>

namespace leadscore::yaml {

Diagnostic make_error(std::string_view code, Span span, std::string message, std::string hint) {
  Diagnostic result;
  result.code = code;
  result.span = span;
  result.message = std::move(message);
  result.hint = std::move(hint);
  return result;
}

Diagnostic over_limit(LimitText text, std::uint64_t limit, Span span) {
  return make_error(text.code, span,
                    "more than " + std::to_string(limit) + " " + std::string(text.what));
}

}  // namespace leadscore::yaml
