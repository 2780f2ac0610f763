// SPDX-License-Identifier: Apache-2.0
#include "yaml/print.hpp"

#include <cstddef>
#include <string_view>

namespace leadscore::yaml {

namespace {

constexpr std::size_t kStep = 2;

// Characters that would not come back from a plain scalar. (Other control characters are in no
// tree: the reader refuses them, written out or escaped.)
bool has_special_bytes(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) return true;
  }
  // The separators of lines and paragraphs, the byte order mark.
  for (const char* special : {"\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF"}) {
    if (text.find(special) != std::string_view::npos) return true;
  }
  return false;
}

bool starts_as_indicator(std::string_view text) {
  if (text.starts_with("---") || text.starts_with("...")) return true;
  const char first = text.front();
  const bool needs_more = first == '-' || first == '?' || first == ':';
  if (needs_more) return text.size() == 1 || text[1] == ' ';
  return std::string_view(",[]{}#&*!|>'\"%@`<").find(first) != std::string_view::npos;
}

bool is_safe_plain(std::string_view text) {
  if (text.empty()) return true;  // no value was written
  if (text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
  if (starts_as_indicator(text) || has_special_bytes(text)) return false;
  return text.find(": ") == std::string_view::npos && text.find(" #") == std::string_view::npos;
}

void append_escaped(std::string& out, char c) {
  switch (c) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\n': out += "\\n"; break;
    case '\t': out += "\\t"; break;
    case '\r': out += "\\r"; break;
    default: out += c;
  }
}

// What may not stand in a double-quoted scalar as it is, though it takes several bytes.
std::string_view escape_of(std::string_view rest, std::size_t& length) {
  struct Special {
    std::string_view bytes;
    std::string_view escape;
  };
  static constexpr Special kSpecials[] = {
      {"\xE2\x80\xA8", "\\L"}, {"\xE2\x80\xA9", "\\P"}, {"\xEF\xBB\xBF", "\\uFEFF"}};
  for (const Special& special : kSpecials) {
    if (!rest.starts_with(special.bytes)) continue;
    length = special.bytes.size();
    return special.escape;
  }
  return {};
}

std::string double_quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 1;
    const std::string_view escape = escape_of(text.substr(at), length);
    if (escape.empty()) append_escaped(out, text[at]);
    out += escape;
    at += length;
  }
  return out + '"';
}

std::string scalar(const Node& node) {
  const bool plain = node.style == Style::plain && is_safe_plain(node.text);
  return plain ? node.text : double_quoted(node.text);
}

bool is_inline(const Node& node) {
  return node.is_scalar() || (node.is_map() ? node.entries.empty() : node.items.empty());
}

class Printer {
 public:
  std::string print(const Node& root) && {
    if (is_inline(root)) return inline_text(root) + '\n';
    children(root, 0, false);
    return std::move(out_);
  }

 private:
  static std::string inline_text(const Node& node) {
    if (node.is_scalar()) return scalar(node);
    return node.is_map() ? "{}" : "[]";
  }

  // `started`: the first child stands on a line that is begun already, behind a dash.
  void children(const Node& node, std::size_t indent, bool started) {
    for (const Node& item : node.items) {
      begin_line(indent, started);
      out_ += '-';
      list_item(item, indent);
    }
    for (const Entry& entry : node.entries) {
      begin_line(indent, started);
      out_ += scalar(entry.key) + ':';
      map_value(entry.value, indent);
    }
  }

  void begin_line(std::size_t indent, bool& started) {
    if (!started) out_.append(indent, ' ');
    started = false;
  }

  void end_line(const Node& node) {
    const std::string text = inline_text(node);
    if (!text.empty()) out_ += ' ' + text;
    out_ += '\n';
  }

  void list_item(const Node& item, std::size_t indent) {
    if (is_inline(item)) return end_line(item);
    out_ += ' ';
    children(item, indent + kStep, true);
  }

  void map_value(const Node& value, std::size_t indent) {
    if (is_inline(value)) return end_line(value);
    out_ += '\n';
    children(value, indent + kStep, false);
  }

  std::string out_;
};

}  // namespace

std::string print(const Node& root) { return Printer().print(root); }

}  // namespace leadscore::yaml
