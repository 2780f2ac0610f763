// SPDX-License-Identifier: Apache-2.0
#include "yaml/build.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "yaml/cause.hpp"
#include "yaml/precheck.hpp"
#include "yaml/quoting.hpp"
#include "yaml/refusals.hpp"
#include "yaml/report.hpp"
#include "yaml/scalar.hpp"

namespace leadscore::yaml {
namespace {

// A tree is built, walked and freed by recursion, on stacks that may be small.
constexpr std::uint64_t kMostDepth = 500;

char byte_at(std::string_view text, std::uint32_t at) { return at < text.size() ? text[at] : '\0'; }

// Whether a key has a `?` before it: outside of brackets it is then no text with a `:` behind it;
// inside YAML takes any `?` for such a sign, as in `{?a: b}`.
bool is_explicit(std::string_view text, Span key, bool in_flow) {
  if (in_flow) {
    while (key.begin > 0 && is_blank(text[key.begin - 1])) --key.begin;
    return key.begin > 0 && text[key.begin - 1] == '?';
  }
  while (byte_at(text, key.end) == ' ' || byte_at(text, key.end) == '\t') ++key.end;
  return byte_at(text, key.end) != ':';
}

}  // namespace

bool TreeBuilder::fail(Diagnostic diagnostic) {
  failed_ = true;
  // A map and its first key begin at one place.
  const bool known = !diagnostics_.empty() && diagnostics_.back().span == diagnostic.span &&
                     diagnostics_.back().code == diagnostic.code;
  if (!known) diagnostics_.push_back(std::move(diagnostic));
  return diagnostics_.size() < limits_.diagnostics;
}

bool TreeBuilder::expects_key() const {
  return !open_.empty() && open_.back().node.is_map() &&
         (parts_.size() - open_.back().first) % 2 == 0;
}

bool TreeBuilder::expects_value() const {
  return !open_.empty() && open_.back().node.is_map() && !expects_key();
}

bool TreeBuilder::count_node(const Place& place) {
  if (++nodes_ <= limits_.nodes) return true;
  const std::uint32_t begin = place.span.begin;
  fail(over_limit(limit_texts::nodes, limits_.nodes, {begin, begin + 1}));
  return false;
}

// What the parser lets pass in block context: values left of their key.
bool TreeBuilder::check_place(const Place& place, bool is_block_list) {
  if (in_flow() || !expects_value() || is_block_list) return true;
  const Frame& map = open_.back();
  if (place.line == map.key_place.line || place.column > map.place.column) return true;
  return fail(refuse_column(text(), place.span.begin, parts_.back().span));
}

// Where nothing was written: behind the key, or at the dash of the list.
Span TreeBuilder::empty_place(std::uint32_t offset) const {
  if (expects_value()) return {parts_.back().span.end, parts_.back().span.end};
  const bool dash = !open_.empty() && open_.back().node.is_list() && !in_flow() && offset > 0;
  return {dash ? offset - 1 : offset, offset};
}

bool TreeBuilder::scalar(const Place& place, Style style, std::string_view value) {
  if (!count_node(place)) return false;
  if (place.has_property) return property(place, value);
  const std::uint32_t at = place.span.begin;
  Node node;
  node.style = style;
  if (style == Style::plain && value.empty()) {
    node.span = empty_place(at);
    return check_key(node) && add(std::move(node), place);
  }
  if (!check_place(place, false)) return false;
  const bool is_block = style == Style::literal || style == Style::folded;
  node.span = is_block ? Span{at, block_end(text(), at, value)} : place.span;
  const bool is_key = expects_key();
  const std::uint64_t limit = is_key ? limits_.key_bytes : limits_.scalar_bytes;
  if (value.size() > limit) {
    fail(over_limit(is_key ? limit_texts::key_bytes : limit_texts::scalar_bytes, limit, node.span));
    return false;
  }
  node.text = value;
  return check_text(node) && check_key(node) && add(std::move(node), place);
}

bool TreeBuilder::check_text(const Node& node) {
  if (node.style != Style::double_quoted || is_clean_text(node.text)) return true;
  return fail(make_error("yaml-encoding", node.span,
                         "an escape in this text gives a control character",
                         "only \\n and \\t are of use here; write other characters as they are"));
}

bool TreeBuilder::alias(const Place& place) { return count_node(place) && property(place, {}); }

// A tag, anchor or alias: reported, then a text takes its place so that reading can go on.
bool TreeBuilder::property(const Place& place, std::string_view value) {
  Diagnostic problem = refuse_property(text(), place.span.begin, in_flow());
  Node node;
  node.span = problem.span;
  node.text = value.substr(0, std::min<std::size_t>(value.size(), 64));
  return fail(std::move(problem)) && add(std::move(node), place);
}

bool TreeBuilder::begin(Kind kind, const Place& place, bool is_flow) {
  if (!count_node(place)) return false;
  const std::uint32_t at = place.span.begin;
  if (!check_place(place, kind == Kind::list && !is_flow)) return false;
  if (place.has_property && !fail(refuse_property(text(), at, in_flow()))) return false;
  if (expects_key()) {
    fail(find_cause(source_, limits_, Failure::bracket_key, at));
    return false;
  }
  const std::uint64_t most = std::min(limits_.depth, kMostDepth);
  if (open_.size() >= most) {
    fail(over_limit(limit_texts::depth, most, {at, at + 1}));
    return false;
  }
  Frame frame;
  frame.node.kind = kind;
  frame.node.span = {at, at + 1};
  frame.place = place;
  // The map of `[a: b]` has none.
  frame.brackets = is_flow && byte_at(text(), at) == (kind == Kind::map ? '{' : '[');
  frame.in_flow = is_flow;
  frame.first = parts_.size();
  open_.push_back(std::move(frame));
  cursor_ = std::max(cursor_, at + (open_.back().brackets ? 1 : 0));
  return true;
}

bool TreeBuilder::end(const Place& place) {
  Frame frame = std::move(open_.back());
  open_.pop_back();
  if (frame.brackets) cursor_ = place.span.end;
  frame.node.span.end = std::max(frame.node.span.begin, cursor_);
  take_parts(frame.node, frame.first);
  if (frame.node.is_map()) check_duplicates(frame.node);
  return diagnostics_.size() < limits_.diagnostics && add(std::move(frame.node), frame.place);
}

// Gives a map or list its parts.
void TreeBuilder::take_parts(Node& node, std::size_t first) {
  const auto begin = parts_.begin() + static_cast<std::ptrdiff_t>(first);
  if (node.is_list()) {
    node.items.assign(std::make_move_iterator(begin), std::make_move_iterator(parts_.end()));
  } else {
    node.entries.reserve((parts_.size() - first) / 2);
    for (auto key = begin; key != parts_.end(); key += 2) {
      node.entries.push_back({std::move(key[0]), std::move(key[1])});
    }
  }
  parts_.erase(begin, parts_.end());
}

bool TreeBuilder::add(Node node, const Place& place) {
  cursor_ = std::max(cursor_, node.span.end);
  if (open_.empty()) {
    root_ = std::move(node);
    return true;
  }
  if (expects_key()) open_.back().key_place = place;
  parts_.push_back(std::move(node));
  return true;
}

// Of a scalar that stands where a key is expected.
bool TreeBuilder::check_key(const Node& key) {
  if (!expects_key()) return true;
  if (key.style == Style::plain && key.text == "<<") {
    return fail(refuse_merge_key(text(), key.span));
  }
  if (is_explicit(text(), key.span, in_flow())) {
    return fail(make_error("yaml", key.span, "`? ` before a key is not allowed in a rule file",
                           "write it as `key: value`"));
  }
  if (key.style == Style::plain && key.text.empty()) {
    return fail(make_error("yaml", {key.span.begin, key.span.begin + 1}, "a key is missing here",
                           "write it as `key: value`"));
  }
  return true;
}

void TreeBuilder::check_duplicates(Node& map) {
  const std::vector<Entry>& entries = map.entries;
  std::vector<std::uint32_t> order(entries.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int difference = entries[a].key.text.compare(entries[b].key.text);
    return difference != 0 ? difference < 0 : a < b;
  });
  const auto same = [&](std::uint32_t a, std::uint32_t b) {
    return entries[a].key.text == entries[b].key.text;
  };
  if (std::adjacent_find(order.begin(), order.end(), same) != order.end()) {
    drop_duplicates(map, order);
  }
}

// Keeps the first of each; `order` is sorted by key, then by place.
void TreeBuilder::drop_duplicates(Node& map, const std::vector<std::uint32_t>& order) {
  std::vector<bool> dropped(order.size(), false);
  std::uint32_t first = order[0];
  for (std::size_t i = 1; i < order.size(); ++i) {
    const Node& key = map.entries[order[i]].key;
    if (key.text != map.entries[first].key.text) {
      first = order[i];
      continue;
    }
    dropped[order[i]] = true;
    // Where something was refused, what stands for it may be equal to anything.
    if (key.text.empty() || diagnostics_.size() >= limits_.diagnostics) continue;
    Diagnostic problem = make_error("yaml-duplicate-key", key.span,
                                    "the key '" + key.text + "' stands twice in this map",
                                    "remove one of them, or give it another name");
    problem.notes.push_back({map.entries[first].key.span, "the first one"});
    diagnostics_.push_back(std::move(problem));
  }
  std::vector<Entry> kept;
  for (std::size_t i = 0; i < map.entries.size(); ++i) {
    if (!dropped[i]) kept.push_back(std::move(map.entries[i]));
  }
  map.entries = std::move(kept);
}

std::optional<Node> TreeBuilder::take() {
  if (!root_ || failed_) return std::nullopt;
  if (!root_->is_map()) {
    const std::string_view found = root_->is_null()   ? "an empty file"
                                   : root_->is_list() ? "a list"
                                                      : "a single text";
    Diagnostic problem = refuse_root(root_->span, found);
    const bool has_colon = root_->is_scalar() && root_->text.find(':') != std::string::npos;
    if (has_colon) problem.hint = missing_colon(text(), root_->span).hint;
    fail(std::move(problem));
    return std::nullopt;
  }
  return std::move(root_);
}

}  // namespace leadscore::yaml
