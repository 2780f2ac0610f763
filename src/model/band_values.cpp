// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <utility>

#include "model/bands.hpp"

namespace leadscore::model {

namespace {

// A band of bands with more values than this may have any text as its value.
constexpr std::size_t kMostValues = 1000;
// So may all that come when the values of all bands of bands have this many bytes.
constexpr std::size_t kMostBytes = 1 << 20;
// Bands of bands: how deep, and how long their values may become.
constexpr int kMostLevels = 8;
constexpr std::size_t kLongestValue = 1024;

// What is known of the values of one band.
struct Values {
  std::vector<std::string> all;  // empty: any text
  std::size_t longest = 0;
  int level = 0;  // 1 for a band of bands, 2 for a band of these, ...
};

class BandValues {
 public:
  BandValues(Builder& build, const yaml::Node& bands) : build_(build), bands_(bands) {
    for (std::size_t i = 0; i < bands.entries.size(); ++i) {
      index_.emplace(expr::canonical_name(bands.entries[i].key.text), i);
    }
    values_.resize(bands.entries.size());
  }

  // What a level needs may stand below it: each pass finds at least one level more. Bands that wait
  // for themselves are never found; they are cycles, and reported as such.
  std::vector<std::optional<Values>> find() {
    for (int pass = 0; pass <= kMostLevels + 1; ++pass) {
      for (std::size_t i = 0; i < values_.size(); ++i) {
        if (!values_[i]) find_one(i);
      }
    }
    return std::move(values_);
  }

 private:
  void find_one(std::size_t i) {
    const yaml::Node& node = bands_.entries[i].value;
    values_[i] = node.is_map() ? of_range(node) : of_template(node);
    if (!values_[i]) return;
    if (values_[i]->level > kMostLevels) {
      build_.error(node.span, "limit-depth",
                   "bands of bands can be " + std::to_string(kMostLevels) + " deep, no deeper");
    } else if (values_[i]->level > 0 && values_[i]->longest > kLongestValue) {
      build_.error(
          node.span, "out-of-range",
          "the values of this band can be longer than " + std::to_string(kLongestValue) + " bytes");
    }
  }

  static Values of_range(const yaml::Node& node) {
    Values values;
    for (const yaml::Entry& entry : node.entries) {
      if (entry.key.text == "of") continue;
      values.all.push_back(entry.key.text);
      values.longest = std::max(values.longest, entry.key.text.size());
    }
    return values;
  }

  // Nothing while the bands that it names have none, or are too deep already.
  std::optional<Values> of_template(const yaml::Node& node) {
    Values values;
    values.all.emplace_back();
    for (const BandTemplate::Part& part : split_template(node.text).parts) {
      const Values* inner = nullptr;
      // An unknown band is reported where the template is read.
      const auto found = index_.find(expr::canonical_name(part.band.value_or("")));
      if (part.band && found != index_.end()) {
        if (!values_[found->second] || values_[found->second]->level > kMostLevels) return {};
        inner = &*values_[found->second];
        values.level = std::max(values.level, inner->level + 1);
      }
      append(part, inner, values);
    }
    return values;
  }

  void append(const BandTemplate::Part& part, const Values* inner, Values& values) {
    static const std::vector<std::string> nothing = {""};
    const std::size_t more = part.text.size() + (inner ? inner->longest : 0);
    values.longest = std::min(values.longest + more, 2 * kLongestValue);
    const auto& ends = inner ? inner->all : nothing;
    const std::size_t count = values.all.size() * ends.size();
    bytes_ += count * values.longest;
    std::vector<std::string> longer;
    if (count <= kMostValues && values.longest <= kLongestValue && bytes_ <= kMostBytes) {
      for (const std::string& begin : values.all) {
        for (const std::string& end : ends) longer.push_back(begin + part.text + end);
      }
    }
    values.all = std::move(longer);
  }

  Builder& build_;
  const yaml::Node& bands_;
  std::map<std::string, std::size_t> index_;
  std::vector<std::optional<Values>> values_;
  std::size_t bytes_ = 0;
};

}  // namespace

BandTemplate split_template(std::string_view text) {
  BandTemplate made;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find_first_of("{}", at);
    BandTemplate::Part part{std::string(text.substr(at, open - at)), {}, {}};
    if (open == std::string_view::npos) {
      made.parts.push_back(std::move(part));
      break;
    }
    const std::size_t close =
        text[open] == '{' ? text.find_first_of("{}", open + 1) : std::string_view::npos;
    if (close == std::string_view::npos || text[close] == '{') {
      made.stray = static_cast<std::uint32_t>(open);
      break;
    }
    part.band = text.substr(open + 1, close - open - 1);
    part.span = {static_cast<std::uint32_t>(open + 1), static_cast<std::uint32_t>(close)};
    made.parts.push_back(std::move(part));
    at = close + 1;
  }
  return made;
}

std::vector<expr::Symbol> band_symbols(Builder& build, const yaml::Node& bands) {
  std::vector<expr::Symbol> symbols;
  for (std::optional<Values>& values : BandValues(build, bands).find()) {
    expr::Symbol symbol;
    symbol.kind = expr::SymbolKind::band;
    symbol.type.type = expr::Type::symbol;
    if (values) symbol.type.names = std::move(values->all);
    symbol.slot = static_cast<std::uint32_t>(symbols.size());
    symbols.push_back(std::move(symbol));
  }
  return symbols;
}

}  // namespace leadscore::model
