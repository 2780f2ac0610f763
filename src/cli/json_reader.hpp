// SPDX-License-Identifier: Apache-2.0

// JSON Lines: one object a line. The only door to simdjson.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/value.hpp>

#include "cli/line_reader.hpp"

namespace leadscore::cli {

// A member of an object.
struct JsonMember {
  enum class Kind { value, object, other };  // other: what no value of leadscore can be
  std::string name;
  Kind kind = Kind::value;
  Value value;                      // of a value; an array of texts is a TextList
  std::vector<JsonMember> members;  // of an object
};

using JsonMembers = std::vector<JsonMember>;

// The member of that name, or null.
[[nodiscard]] const JsonMember* find_member(const JsonMembers& members, std::string_view name);

struct JsonRow {
  std::size_t line = 0;
  std::string text;     // as it stands in the file
  std::string problem;  // empty: `members` are what it says
  JsonMembers members;
};

class JsonReader {
 public:
  explicit JsonReader(LineReader lines);
  JsonReader(JsonReader&&) noexcept;
  ~JsonReader();

  [[nodiscard]] const std::string& name() const { return lines_.name(); }
  // Lines without content are skipped.
  [[nodiscard]] std::optional<JsonRow> next();
  [[nodiscard]] std::optional<std::string> failure() const { return lines_.failure(); }
  [[nodiscard]] std::uint64_t bytes() const { return lines_.bytes(); }

 private:
  class Parser;

  LineReader lines_;
  std::unique_ptr<Parser> parser_;
};

}  // namespace leadscore::cli
