// SPDX-License-Identifier: Apache-2.0
#include "cli/json_reader.hpp"

#include <algorithm>
#include <limits>
#include <new>
#include <utility>

#include <simdjson.h>

#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kMostDepth = 16;
constexpr std::size_t kMostMembers = 512;
constexpr std::size_t kMostTextBytes = 64 * 1024;

// Whole numbers that may not fit into an integer get `.0` at the end, so that they are read as the
// nearest double.
std::string with_big_numbers_as_doubles(std::string_view json) {
  constexpr std::size_t kDigitsThatFit = 18;
  std::string text;
  bool quoted = false;
  while (!json.empty()) {
    std::size_t taken = 1;
    bool big = false;
    if (quoted) {
      if (json.front() == '\\') taken = std::min<std::size_t>(2, json.size());
      quoted = json.front() != '"';
    } else if (json.front() == '"') {
      quoted = true;
    } else if (json.front() == '-' || (json.front() >= '0' && json.front() <= '9')) {
      taken = std::min(json.find_first_not_of("+-.eE0123456789"), json.size());
      big = taken > kDigitsThatFit &&
            json.substr(0, taken).find_first_of(".eE") == std::string_view::npos;
    }
    text += json.substr(0, taken);
    if (big) text += ".0";
    json.remove_prefix(taken);
  }
  return text;
}

std::string reason_of(simdjson::error_code error) {
  switch (error) {
    case simdjson::DEPTH_ERROR: return "it is nested more than 16 levels deep";
    case simdjson::UTF8_ERROR: return "it is not UTF-8";
    case simdjson::NUMBER_ERROR: return "a number is too large, or not written as in JSON";
    case simdjson::UNCLOSED_STRING: return "a text opens and is not closed";
    case simdjson::STRING_ERROR: return "a text has an escape that JSON does not have";
    case simdjson::UNESCAPED_CHARS: return "a text has a control character";
    default: return "it is not valid JSON";
  }
}

// Turns what the parser read into members; `problem` says what is out of bounds.
class Converter {
 public:
  [[nodiscard]] JsonMembers members_of(const dom::object& object);
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  JsonMember member_of(std::string_view name, const dom::element& element);
  std::string text_of(std::string_view text);
  // Nothing where not all of it are texts.
  std::optional<TextList> list_of(const dom::array& array);
  void check_names(const JsonMembers& members);

  std::string problem_;
};

JsonMembers Converter::members_of(const dom::object& object) {
  JsonMembers members;
  for (const auto pair : object) members.push_back(member_of(pair.key, pair.value));
  check_names(members);
  return members;
}

JsonMember Converter::member_of(std::string_view name, const dom::element& element) {
  JsonMember member{std::string(name), JsonMember::Kind::value, Missing{}, {}};
  switch (element.type()) {
    case dom::element_type::NULL_VALUE: break;
    case dom::element_type::BOOL: member.value = bool(element); break;
    case dom::element_type::INT64: member.value = std::int64_t(element); break;
    case dom::element_type::UINT64:
      member.value = static_cast<double>(std::uint64_t(element));
      break;
    case dom::element_type::DOUBLE: member.value = double(element); break;
    case dom::element_type::STRING: member.value = text_of(std::string_view(element)); break;
    case dom::element_type::ARRAY:
      if (auto list = list_of(dom::array(element))) {
        member.value = *std::move(list);
      } else {
        member.kind = JsonMember::Kind::other;
      }
      break;
    case dom::element_type::OBJECT:
      member.kind = JsonMember::Kind::object;
      member.members = members_of(dom::object(element));
      break;
  }
  return member;
}

std::string Converter::text_of(std::string_view text) {
  if (text.size() > kMostTextBytes) problem_ = "it has a text of more than 65536 bytes";
  return std::string(text);
}

std::optional<TextList> Converter::list_of(const dom::array& array) {
  TextList list;
  for (const dom::element item : array) {
    if (!item.is_string()) return std::nullopt;
    list.push_back(text_of(std::string_view(item)));
  }
  return list;
}

void Converter::check_names(const JsonMembers& members) {
  if (members.size() > kMostMembers) problem_ = "it has more than 512 properties";
  std::vector<std::string_view> names;
  for (const JsonMember& member : members) names.emplace_back(member.name);
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) problem_ = "it has '" + printable(*twice, 64) + "' twice";
}

}  // namespace

class JsonReader::Parser {
 public:
  Parser() {
    if (parser_.allocate(kMostRowBytes, kMostDepth) != simdjson::SUCCESS) throw std::bad_alloc();
  }

  [[nodiscard]] JsonRow parse(TextLine line);

 private:
  simdjson::simdjson_result<dom::element> read(const std::string& text) {
    return parser_.parse(text.data(), text.size(), true);
  }

  dom::parser parser_;
};

JsonRow JsonReader::Parser::parse(TextLine line) {
  JsonRow row{line.number, std::move(line.text), {}, {}};
  if (line.too_long) {
    row.problem = "a row may have at most 262144 bytes";
    return row;
  }
  auto read_row = read(row.text);
  if (read_row.error() == simdjson::NUMBER_ERROR) {
    read_row = read(with_big_numbers_as_doubles(row.text));
  }
  if (read_row.error() == simdjson::MEMALLOC) throw std::bad_alloc();
  dom::object object;
  if (read_row.error() != simdjson::SUCCESS) {
    row.problem = reason_of(read_row.error());
  } else if (read_row.get_object().get(object) != simdjson::SUCCESS) {
    row.problem = "it is not a JSON object";
  } else {
    Converter converter;
    row.members = converter.members_of(object);
    row.problem = converter.problem();
  }
  return row;
}

JsonReader::JsonReader(LineReader lines)
    : lines_(std::move(lines)), parser_(std::make_unique<Parser>()) {}
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader::~JsonReader() = default;

std::optional<JsonRow> JsonReader::next() {
  while (auto line = lines_.next()) {
    if (!line->too_long && trimmed(line->text).empty()) continue;
    return parser_->parse(std::move(*line));
  }
  return std::nullopt;
}

const JsonMember* find_member(const JsonMembers& members, std::string_view name) {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const JsonMember& member) { return member.name == name; });
  return found == members.end() ? nullptr : &*found;
}

}  // namespace leadscore::cli
