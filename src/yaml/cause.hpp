// SPDX-License-Identifier: Apache-2.0

// Why YAML refused a file, in its author's words: what the parser says is where it gave up and
// what it had in hand, rarely what was written wrong.
#pragma once

#include <cstdint>

#include <leadscore/diagnostic.hpp>
#include <leadscore/limits.hpp>

namespace leadscore::yaml {

// What the parser was at when it gave up.
enum class Failure : std::uint8_t {
  key,           // the begin of a line that should have a `:`
  quote,         // the end of the file, or `---`, inside quotes
  escape,        // a backslash that it does not know
  value,         // a `:` where none can be
  list_entry,    // a `- ` where none can be
  map,           // something that is no `key:`
  list,          // something that is no `- `
  node,          // something that is no value
  flow_map,      // neither `,` nor `}`
  flow_list,     // neither `,` nor `]`
  flow_colon,    // a `:` without a blank inside brackets
  token,         // a character with which nothing can begin
  block_header,  // something behind `|` or `>`
  property,      // an incomplete or unknown anchor, alias, tag
  directive,
  document,     // something behind the document
  bracket_key,  // a map or list as a key
  other
};

[[nodiscard]] Diagnostic find_cause(const Source& source, const Limits& limits, Failure failure,
                                    std::uint32_t offset);

}  // namespace leadscore::yaml
