// SPDX-License-Identifier: Apache-2.0

// Scalars by the kind that is wanted, strictly from their text; quotes make no difference.
#include <algorithm>
#include <utility>

#include "base/decimal.hpp"
#include "base/time_text.hpp"
#include "expr/tokens.hpp"
#include "model/builder.hpp"
#include "model/hints.hpp"
#include "text/fold.hpp"

namespace leadscore::model {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string needs_not(std::string_view what, std::string_view kind, std::string_view given) {
  return std::string(what) + " needs " + std::string(kind) + ", not " + quoted(given);
}

// What is wrong with a number that is one: its exponent, its digits or its size.
std::string number_fault(std::string_view what, std::string_view given, int digits,
                         std::string_view range) {
  const std::size_t point = std::min(given.find('.'), given.size() - 1);
  const auto found = static_cast<int>(given.size() - point - 1);
  if (given.find_first_of("eE") != std::string_view::npos) {
    return std::string(what) + " is written without an exponent, and this is " + quoted(given);
  }
  if (given.find('.') != std::string_view::npos && found > digits) {
    return std::string(what) + " has at most " + std::to_string(digits) +
           " digits after the point, and " + quoted(given) + " has " + std::to_string(found);
  }
  return std::string(what) + " must be " + std::string(range) + ", and this is " +
         std::string(given);
}

constexpr std::string_view kPointsRange = "from -1000000000 to 1000000000";

std::string write_as(const std::string& meant) { return meant.empty() ? "" : "write " + meant; }

// Points that a number of any kind stands for, where it has at most three digits.
std::optional<Points> points_of(const expr::Datum& datum) {
  if (datum.kind == expr::Datum::Kind::integer) return Points::parse(std::to_string(datum.integer));
  if (datum.kind == expr::Datum::Kind::number) return Points::parse(number_text(datum.number));
  return std::nullopt;
}

}  // namespace

std::string without_separators(std::string_view number) {
  std::string out;
  for (std::size_t i = 0; i < number.size(); ++i) {
    const bool between =
        i > 0 && i + 1 < number.size() && is_digit(number[i - 1]) && is_digit(number[i + 1]);
    if (number[i] != '_' || !between) out += number[i];
  }
  return out;
}

std::optional<std::string> Builder::text(const yaml::Node& node, std::string_view what,
                                         std::string_view needs) {
  if (!is_scalar(node, what, needs)) return std::nullopt;
  if (!node.text.empty()) return node.text;
  error(node.span, "wrong-kind",
        std::string(what) + " needs " + std::string(needs) + ", and this one is empty");
  return std::nullopt;
}

std::optional<bool> Builder::boolean(const yaml::Node& node, std::string_view what) {
  if (!is_scalar(node, what, "true or false")) return std::nullopt;
  if (node.text == "true") return true;
  if (node.text == "false") return false;
  const std::string word = text::fold(node.text);
  const bool yes = word == "true" || word == "yes" || word == "on" || word == "1";
  const bool no = word == "false" || word == "no" || word == "off" || word == "0";
  error(node.span, "wrong-type", needs_not(what, "true or false", node.text)).replacement =
      yes  ? "true"
      : no ? "false"
           : "";
  return std::nullopt;
}

std::optional<std::int64_t> Builder::integer(const yaml::Node& node, std::string_view what,
                                             std::int64_t least, std::int64_t most) {
  if (!is_scalar(node, what, "a whole number")) return std::nullopt;
  const auto value = parse_integer(without_separators(node.text));
  if (!value) {
    error(node.span, "bad-number", needs_not(what, "a whole number", node.text),
          write_as(number_meant(node.text)));
    return std::nullopt;
  }
  if (*value >= least && *value <= most) return value;
  error(
      node.span, "out-of-range",
      std::string(what) + " must be from " + std::to_string(least) + " to " + std::to_string(most));
  return std::nullopt;
}

std::optional<Points> Builder::points(const yaml::Node& node, std::string_view what) {
  if (!is_scalar(node, what, "a number of points")) return std::nullopt;
  if (auto value = Points::parse(without_separators(node.text))) return value;
  const auto& symbols = model_.vocabulary.symbols;
  const auto named = symbols.find(node.text);
  if (named != symbols.end() && named->second.kind == expr::SymbolKind::constant) {
    named->second.used = true;
    return constant_points(node, what, named->second);
  }
  if (!parse_number(without_separators(node.text))) {
    error(node.span, "bad-points", needs_not(what, "a number of points", node.text),
          write_as(number_meant(node.text)));
  } else {
    error(node.span, "bad-points", number_fault(what, node.text, 3, kPointsRange));
  }
  return std::nullopt;
}

std::optional<Points> Builder::constant_points(const yaml::Node& node, std::string_view what,
                                               const expr::Symbol& constant) {
  if (auto value = points_of(constant.constant)) return value;
  const std::string message =
      std::string(what) + " needs a number of points, and " + quoted(node.text) + " is ";
  if (constant.type.type == expr::Type::number) {
    error(node.span, "bad-points", message + print(constant.constant),
          "points have at most three digits after the point, and are from -1000000000 to "
          "1000000000");
  } else {
    error(node.span, "wrong-type", message + std::string(describe(constant.type.type)));
  }
  return std::nullopt;
}

std::optional<Decimal> Builder::decimal(const yaml::Node& node, std::string_view what, int digits) {
  if (!is_scalar(node, what, "a number")) return std::nullopt;
  const std::string written = without_separators(node.text);
  if (auto count = parse_scaled(written, digits)) return Decimal{*count, digits};
  if (parse_number(written)) {
    error(node.span, "bad-number", number_fault(what, node.text, digits, "smaller"));
    return std::nullopt;
  }
  std::string meant = factor_meant(node.text);
  if (meant.empty()) meant = number_meant(node.text);
  error(node.span, "bad-number", needs_not(what, "a number", node.text), write_as(meant));
  return std::nullopt;
}

std::optional<Duration> Builder::duration(const yaml::Node& node, std::string_view what,
                                          Duration least, Duration most) {
  if (!is_scalar(node, what, "a duration such as 7d")) return std::nullopt;
  auto parsed = expr::read_duration(node.text, {});
  if (auto* problem = std::get_if<expr::SyntaxError>(&parsed)) {
    error(node.span, "bad-duration", needs_not(what, "a duration such as 7d", node.text),
          std::move(problem->hint));
    return std::nullopt;
  }
  const Duration length = std::get<Duration>(parsed);
  if (length >= least && length <= most) return length;
  error(node.span, "out-of-range",
        std::string(what) + " must be from " + to_text(least) + " to " + to_text(most));
  return std::nullopt;
}

std::optional<Time> Builder::time(const yaml::Node& node, std::string_view what) {
  if (!is_scalar(node, what, "a time such as 2026-03-01 09:00")) return std::nullopt;
  if (auto value = model_.zone.parse(node.text)) return value;
  error(node.span, "bad-time", needs_not(what, "a time such as 2026-03-01 09:00", node.text),
        write_as(time_meant(node.text)));
  return std::nullopt;
}

}  // namespace leadscore::model
