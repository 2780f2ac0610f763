// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <cstddef>

#include <leadscore/value.hpp>

#include "base/decimal.hpp"
#include "base/json.hpp"
#include "base/utf8.hpp"

namespace leadscore {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

bool needs_no_escape(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\';
}

void append_escape(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default:
      out += "\\u00";
      out += kHexDigits[byte >> 4U];
      out += kHexDigits[byte & 0xFU];
  }
}

struct Append {
  std::string& out;

  void operator()(Missing) const { out += "null"; }
  void operator()(bool value) const { out += value ? "true" : "false"; }
  void operator()(std::int64_t value) const { out += std::to_string(value); }
  // JSON has no infinity.
  void operator()(double value) const { out += std::isfinite(value) ? number_text(value) : "null"; }
  void operator()(const std::string& value) const { append_json_string(out, value); }
  void operator()(Time value) const { append_json_string(out, to_text(value)); }
  void operator()(const Cell& value) const { append_json_string(out, value.text); }
  void operator()(const TextList& values) const {
    out += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out += ',';
      append_json_string(out, values[i]);
    }
    out += ']';
  }
};

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    std::size_t plain = at;
    while (plain < text.size() && needs_no_escape(text[plain])) ++plain;
    out.append(text, at, plain - at);
    at = plain;
    if (at == text.size()) break;
    const utf8::Char c = utf8::decode(text, at);
    if (!c.valid) {
      out += "\\ufffd";
    } else if (c.bytes == 1) {
      append_escape(out, text[at]);
    } else {
      out.append(text, at, c.bytes);
    }
    at += c.bytes;
  }
  out += '"';
}

void append_json(std::string& out, const Value& value) { std::visit(Append{out}, value); }

std::string json_string(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 2);
  append_json_string(out, text);
  return out;
}

std::string to_json(const Value& value) {
  std::string out;
  append_json(out, value);
  return out;
}

}  // namespace leadscore
