// SPDX-License-Identifier: Apache-2.0

// What bands can be, before any of them is read: the values that expressions may compare them with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/builder.hpp"

namespace leadscore::model {

// `"{grade}-{heat}"`, cut at its bands.
struct BandTemplate {
  struct Part {
    std::string text;                 // what stands before the band
    std::optional<std::string> band;  // none: a last text
    Span span = {};                   // of the band's name, in bytes of the scalar's text
  };
  std::vector<Part> parts;
  std::optional<std::uint32_t> stray;  // the offset of a bracket without its partner
};

[[nodiscard]] BandTemplate split_template(std::string_view text);

// The symbols of the bands of a section, one for each entry; reports bands of bands of bands ...
[[nodiscard]] std::vector<expr::Symbol> band_symbols(Builder& build, const yaml::Node& bands);

}  // namespace leadscore::model
