// SPDX-License-Identifier: Apache-2.0
#include "text/domain.hpp"

#include <algorithm>
#include <cstddef>

#include "text/fold.hpp"

namespace leadscore::text {
namespace {

constexpr std::string_view::size_type kNone = std::string_view::npos;

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_scheme_char(char c) {
  return is_ascii_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

// What follows `https://`, if the text begins with a scheme.
std::optional<std::string_view> after_scheme(std::string_view text) {
  const std::size_t end = text.find("://");
  if (end == kNone || end == 0 || !is_ascii_letter(text.front())) return std::nullopt;
  const std::string_view scheme = text.substr(0, end);
  if (!std::all_of(scheme.begin(), scheme.end(), is_scheme_char)) return std::nullopt;
  return text.substr(end + 3);
}

// The text without a port, with a bracketed address out of its brackets.
std::string_view without_port(std::string_view host) {
  if (!host.empty() && host.front() == '[') {
    const std::size_t close = host.find(']');
    return close == kNone ? std::string_view{} : host.substr(1, close - 1);
  }
  return host.substr(0, host.find(':'));
}

// The host that `user@host:port/path` begins with.
std::string_view host_of(std::string_view text) {
  std::string_view authority = text.substr(0, text.find_first_of("/?#\\"));
  const std::size_t at = authority.rfind('@');
  if (at != kNone) authority.remove_prefix(at + 1);
  return without_port(authority);
}

bool has_blank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = code_point_at(text, at);
    if (is_blank(c.value)) return true;
    at += c.bytes;
  }
  return false;
}

// As a name is compared: without the dot of the root, and not empty.
std::optional<std::string> accept(std::string_view host) {
  if (!host.empty() && host.back() == '.') host.remove_suffix(1);
  if (host.empty() || has_blank(host)) return std::nullopt;
  return std::string(host);
}

}  // namespace

std::optional<std::string> domain(std::string_view text) {
  text = trim(text);
  if (const auto rest = after_scheme(text)) return accept(host_of(*rest));
  const std::size_t at = text.rfind('@');
  if (at != kNone) {
    // `Ann <ann@acme.com>` and `mailto:ann@acme.com?subject=x` are met in real data.
    const std::string_view rest = text.substr(at + 1);
    return accept(trim(rest.substr(0, rest.find_first_of(">,;/?#"))));
  }
  if (has_blank(text)) return std::nullopt;
  const std::string_view host = host_of(text);
  const std::size_t dot = host.find('.');
  if (dot == kNone || dot == 0 || dot + 1 == host.size()) return std::nullopt;
  return accept(host);
}

}  // namespace leadscore::text
