// SPDX-License-Identifier: Apache-2.0

// Bands: names for the ranges of a score, or texts with other bands in them.
#include "model/bands.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "model/entries.hpp"
#include "model/hints.hpp"
#include "model/keys.hpp"
#include "text/fold.hpp"

namespace leadscore::model {

namespace {

// --- `{of: SCORE, A: 50, ...}` ----------------------------------------------------------------

std::optional<std::uint32_t> score_of(Builder& build, const yaml::Node& node,
                                      const NameIndex& scores) {
  const auto name = build.text(node, "'of'");
  if (!name) return std::nullopt;
  const auto found = scores.find(*name);
  if (found) return found;
  const auto& symbols = build.model().vocabulary.symbols;
  const auto other = symbols.find(expr::canonical_name(*name));
  if (other != symbols.end() && other->second.kind == expr::SymbolKind::attribute) {
    build.error(node.span, "unknown-name",
                quoted(*name) + " is an attribute, and a band names the ranges of a score",
                "a table rule gives points by an attribute: by: " + *name);
  } else {
    build.unknown(node.span, "unknown-name", "score", *name, scores.names());
  }
  return std::nullopt;
}

class RangeReader {
 public:
  RangeReader(Builder& build, Band& band) : build_(build), band_(band) {}

  bool read(const yaml::Node& node, const NameIndex& scores) {
    const yaml::Node* of = node.find("of");
    if (of == nullptr) return refuse_without_score(node);
    band_.of = score_of(build_, *of, scores);
    good_ = band_.of.has_value();
    for (const yaml::Entry& entry : node.entries) {
      if (entry.key.text != "of") read_bound(entry);
    }
    if (good_ && band_.bounds.empty()) {
      build_.error(band_.span, "missing-key", "band " + quoted(band_.name) + " needs a lower bound",
                   band_.name + ": {of: " + of->text + ", high: 60, low: 0}");
      return false;
    }
    std::sort(band_.bounds.begin(), band_.bounds.end(),
              [](const Band::Bound& a, const Band::Bound& b) { return a.from > b.from; });
    return good_;
  }

 private:
  bool refuse_without_score(const yaml::Node& node) {
    // Without quotes, YAML takes `{grade}` for a map.
    const bool braces = std::all_of(node.entries.begin(), node.entries.end(),
                                    [](const yaml::Entry& e) { return e.value.is_null(); });
    build_.error(node.entries.empty() ? node.span : node.entries.front().key.span, "missing-key",
                 "band " + quoted(band_.name) + " needs 'of', the score whose ranges it names",
                 braces && !node.entries.empty()
                     ? "a text of other bands needs quotes: \"{" + node.entries[0].key.text + "}\""
                     : band_.name + ": {of: SCORE, high: 60, low: 0}");
    return false;
  }

  void read_bound(const yaml::Entry& entry) {
    const auto index = static_cast<std::uint32_t>(band_.names.size());
    if (entry.key.text.empty()) fail(entry.key.span, "bad-name", "the name of a range is empty");
    const auto folded = text::fold_and_trim(expr::canonical_name(entry.key.text));
    const auto [first, is_new] = names_.emplace(folded, entry.key.span);
    if (!is_new) {
      build_.duplicate(entry.key.span, "the range", entry.key.text, first->second);
      good_ = false;
    }
    band_.names.push_back(entry.key.text);
    if (entry.value.is_scalar() && entry.value.text == kElse) return read_else(entry, index);
    const auto from = build_.points(entry.value, "the lower bound " + quoted(entry.key.text));
    if (!from) {
      good_ = false;
      return explain_bound(entry);
    }
    const auto [same, other] = bounds_.emplace(*from, entry.value.span);
    if (!other) {
      fail(entry.value.span, "conflict", "two ranges begin at " + from->to_text())
          .notes.push_back({same->second, "the other one"});
    }
    band_.bounds.push_back({*from, index});
  }

  // After the report on a bound that is no number.
  void explain_bound(const yaml::Entry& entry) {
    const std::string bound = entry.value.is_scalar() ? bound_meant(entry.value.text) : "";
    if (bound.empty() || bound == entry.value.text) return;
    build_.diagnostics().back().hint =
        "a range has its lower bound only: " + entry.key.text + ": " + bound;
  }

  void read_else(const yaml::Entry& entry, std::uint32_t index) {
    if (band_.otherwise) fail(entry.value.span, "conflict", "only one range can be 'else'");
    band_.otherwise = index;
  }

  Diagnostic& fail(Span span, std::string_view code, std::string message) {
    good_ = false;
    return build_.error(span, code, std::move(message));
  }

  Builder& build_;
  Band& band_;
  bool good_ = true;
  std::map<std::string, Span> names_;
  std::map<Points, Span> bounds_;
};

// --- `"{grade}{heat}"` ------------------------------------------------------------------------

bool read_template(Builder& build, const yaml::Node& node, const NameIndex& bands, Band& band) {
  const BandTemplate parsed = split_template(node.text);
  const auto placed = [&](Span span) {
    return yaml::span_inside(build.source(), node, span.begin, span.end);
  };
  if (parsed.stray) {
    build.error(placed({*parsed.stray, *parsed.stray + 1}), "syntax", "this bracket has no partner",
                "the name of a band stands between { and }");
    return false;
  }
  bool good = true;
  for (const BandTemplate::Part& part : parsed.parts) {
    Band::Part made{part.text, {}};
    if (part.band) {
      made.band = bands.find(*part.band);
      if (!made.band) {
        build.unknown(placed(part.span), "unknown-name", "band", *part.band, bands.names());
        good = false;
        continue;
      }
    }
    band.parts.push_back(std::move(made));
  }
  const bool any =
      std::any_of(parsed.parts.begin(), parsed.parts.end(),
                  [](const BandTemplate::Part& part) { return part.band.has_value(); });
  if (any) return good;
  build.error(node.span, "wrong-kind",
              "a band is a map {of: SCORE, NAME: lower bound} or a text with bands in it, such as "
              "\"{grade}{heat}\"");
  return false;
}

}  // namespace

std::optional<Band> read_band(Builder& build, const yaml::Entry& entry, const NameIndex& scores,
                              const NameIndex& bands) {
  Band band;
  band.name = entry.key.text;
  band.span = entry.key.span;
  const yaml::Node& node = entry.value;
  bool good = false;
  if (node.is_scalar() && !node.is_null()) {
    good = read_template(build, node, bands, band);
  } else if (build.is_map(node, "band " + quoted(band.name))) {
    good = RangeReader(build, band).read(node, scores);
  }
  return good ? std::optional(std::move(band)) : std::nullopt;
}

void read_bands(Builder& build, const yaml::Node& node) {
  if (!build.is_map(node, "'bands'")) return;
  std::vector<std::string> scores;
  for (const Score& score : build.model().scores) scores.push_back(score.name);
  std::vector<std::string> bands;
  for (const yaml::Entry& entry : node.entries) bands.push_back(entry.key.text);
  const NameIndex score_index(std::move(scores));
  const NameIndex band_index(std::move(bands));
  for (const yaml::Entry& entry : node.entries) {
    Band broken;
    broken.name = entry.key.text;
    auto band = read_band(build, entry, score_index, band_index);
    build.model().bands.push_back(band ? std::move(*band) : std::move(broken));
  }
}

}  // namespace leadscore::model
