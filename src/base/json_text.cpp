// SPDX-License-Identifier: Apache-2.0
#include "base/json_text.hpp"

#include <cstddef>

#include <leadscore/value.hpp>

namespace leadscore {
namespace {

constexpr std::size_t kMostOnOneLine = 80;

// The offset behind the text that begins at `begin`.
std::size_t end_of_text(std::string_view json, std::size_t begin) {
  std::size_t at = begin + 1;
  while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
  return at + 1;
}

bool opens(char c) { return c == '{' || c == '['; }
bool closes(char c) { return c == '}' || c == ']'; }

// The offset behind a list or map that begins at `begin` and holds no others; 0 where it does.
std::size_t end_of_flat(std::string_view json, std::size_t begin) {
  std::size_t at = begin + 1;
  while (at < json.size() && !closes(json[at])) {
    if (opens(json[at])) return 0;
    at = json[at] == '"' ? end_of_text(json, at) : at + 1;
  }
  return at + 1;
}

class Indenter {
 public:
  explicit Indenter(std::string_view json) : json_(json) {}

  std::string run() {
    while (at_ < json_.size()) step();
    out_ += '\n';
    return std::move(out_);
  }

 private:
  void step() {
    const char c = json_[at_];
    if (c == '"') return copy(end_of_text(json_, at_));
    if (opens(c)) {
      const std::size_t end = end_of_flat(json_, at_);
      if (end != 0 && end - at_ <= kMostOnOneLine) return copy_flat(end);
      depth_ += 2;
    }
    if (closes(c)) {
      depth_ -= 2;
      break_line();
    }
    copy(at_ + 1);
    if (opens(c) || c == ',') break_line();
    if (c == ':') out_ += ' ';
  }

  void copy(std::size_t end) {
    out_ += json_.substr(at_, end - at_);
    at_ = end;
  }

  void copy_flat(std::size_t end) {
    while (at_ < end) {
      const char c = json_[at_];
      copy(c == '"' ? end_of_text(json_, at_) : at_ + 1);
      if (c == ',' || c == ':') out_ += ' ';
    }
  }

  void break_line() { out_.append(1, '\n').append(depth_, ' '); }

  std::string_view json_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::string out_;
};

}  // namespace

std::string json_object(const JsonMembers& members) {
  std::string out = "{";
  for (const auto& [name, value] : members) {
    if (out.size() > 1) out += ',';
    out += json_string(name) + ':' + value;
  }
  return out + '}';
}

std::string json_array(const std::vector<std::string>& items) {
  std::string out = "[";
  for (const std::string& item : items) {
    if (out.size() > 1) out += ',';
    out += item;
  }
  return out + ']';
}

std::string json_strings(const std::vector<std::string_view>& texts) {
  std::vector<std::string> items;
  for (const std::string_view text : texts) items.push_back(json_string(text));
  return json_array(items);
}

std::string indented_json(std::string_view compact) { return Indenter(compact).run(); }

}  // namespace leadscore
