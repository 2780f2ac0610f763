// SPDX-License-Identifier: Apache-2.0
#include "yaml/build.hpp"

#include <algorithm>
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

constexpr auto npos = std::string_view::npos;

char byte_at(std::string_view text, std::uint32_t at) { return at < text.size() ? text[at] : '\0'; }

// Past blanks and comments, and past what `also` names.
std::uint32_t skip(std::string_view text, std::uint32_t at, std::string_view also) {
  while (at < text.size()) {
    if (text[at] == '#') {
      at = line_of(text, at).end;
    } else if (is_blank(text[at]) || also.find(text[at]) != npos) {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

// Past `!tag` and `&anchor`.
std::uint32_t behind_properties(std::string_view text, std::uint32_t at) {
  while (byte_at(text, at) == '!' || byte_at(text, at) == '&') {
    const std::size_t end = text.find_first_of(" \t\r\n,[]{}", at);
    at = skip(text, static_cast<std::uint32_t>(std::min(end, text.size())), {});
  }
  return at;
}

// The size of the word at `at` if it is one of those that are null without quotes, else 0.
std::uint32_t null_word(std::string_view text, std::uint32_t at) {
  const std::string_view rest = text.substr(std::min<std::size_t>(at, text.size()));
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (rest.substr(0, word.size()) != word) continue;
    const char next = byte_at(rest, static_cast<std::uint32_t>(word.size()));
    const bool ends = next == '\0' || is_blank(next) || std::string_view(",:]}").find(next) != npos;
    return ends ? static_cast<std::uint32_t>(word.size()) : 0;
  }
  return 0;
}

// Whether only blanks stand before the offset on its line, a tab among them.
bool has_tab_before(std::string_view text, std::uint32_t at) {
  bool tab = false;
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) tab |= text[--at] == '\t';
  return tab && at == line_of(text, at).begin;
}

// Whether a `?` that makes an explicit key stands before the offset.
bool has_question_before(std::string_view text, std::uint32_t at) {
  const std::uint32_t key = at;
  while (at > 0 && is_blank(text[at - 1])) --at;
  if (at == key || at == 0 || text[at - 1] != '?') return false;
  return at == 1 || is_blank(text[at - 2]) || text[at - 2] == '{' || text[at - 2] == '[';
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
  return !open_.empty() && open_.back().node.is_map() && !open_.back().key;
}

bool TreeBuilder::count_node(Mark mark) {
  if (++nodes_ <= limits_.nodes) return true;
  fail(over_limit(limit_texts::nodes, limits_.nodes, {mark.offset, mark.offset + 1}));
  return false;
}

// What the parser lets pass in block context: tabs before a node, values left of their key.
bool TreeBuilder::check_place(Mark mark, bool is_block_list) {
  if (in_flow()) return true;
  if (has_tab_before(text(), mark.offset)) return fail(refuse_tab(text(), mark.offset));
  if (open_.empty() || !open_.back().key || is_block_list) return true;
  const Frame& map = open_.back();
  if (mark.line == map.key_mark.line || mark.column > map.mark.column) return true;
  Diagnostic problem =
      make_error("yaml", {mark.offset, line_of(text(), mark.offset).end},
                 "this stands no further to the right than the key it would belong to",
                 "indent it, or write it as a key of its own with a `:`");
  problem.notes.push_back({map.key->span, "the key"});
  return fail(std::move(problem));
}

bool TreeBuilder::is_own_null(Mark mark) const {
  if (mark.offset < cursor_ || null_word(text(), mark.offset) == 0) return false;
  if (open_.empty() || in_flow() || expects_key()) return true;
  // An empty value's mark is the next token, which may be a key with such a name.
  const Frame& parent = open_.back();
  const std::uint32_t line = parent.node.is_map() ? parent.key_mark.line : parent.mark.line;
  return mark.column > parent.mark.column || mark.line == line;
}

// Where nothing was written: behind the key, or at the dash of the list.
Span TreeBuilder::empty_place(Mark mark) const {
  if (open_.empty()) return {mark.offset, mark.offset};
  const Frame& parent = open_.back();
  if (parent.key) return {parent.key->span.end, parent.key->span.end};
  if (parent.node.is_map() || parent.in_flow) return {mark.offset, mark.offset};
  const std::uint32_t dash = skip(text(), std::max(cursor_, parent.mark.offset), ":");
  return {dash, dash + 1};
}

bool TreeBuilder::null(Mark mark, bool anchored) {
  if (!count_node(mark)) return false;
  if (anchored && byte_at(text(), mark.offset) == '&') return property(mark, {});
  Node node;
  if (is_own_null(mark)) {
    if (!check_place(mark, false)) return false;
    const std::uint32_t size = null_word(text(), mark.offset);
    node.span = {mark.offset, mark.offset + size};
    node.text = text().substr(mark.offset, size);
  } else {
    node.span = empty_place(mark);
  }
  return check_key(node, mark) && add(std::move(node), mark);
}

bool TreeBuilder::scalar(Mark mark, std::string_view value) {
  if (!count_node(mark) || !check_place(mark, false)) return false;
  const char first = byte_at(text(), mark.offset);
  if (first == '!' || first == '&') return property(mark, value);
  Node node;
  node.style = style_at(text(), mark.offset);
  node.span = {mark.offset, scalar_end(text(), mark.offset, node.style, value)};
  const bool is_key = expects_key();
  const std::uint64_t limit = is_key ? limits_.key_bytes : limits_.scalar_bytes;
  if (value.size() > limit) {
    fail(over_limit(is_key ? limit_texts::key_bytes : limit_texts::scalar_bytes, limit, node.span));
    return false;
  }
  node.text = value;
  return check_text(node) && check_key(node, mark) && add(std::move(node), mark);
}

bool TreeBuilder::check_text(const Node& node) {
  if (node.style != Style::double_quoted || is_clean_text(node.text)) return true;
  return fail(make_error("yaml-encoding", node.span,
                         "an escape in this text gives a control character",
                         "only \\n and \\t are of use here; write other characters as they are"));
}

bool TreeBuilder::alias(Mark mark) { return count_node(mark) && property(mark, {}); }

// A tag, anchor or alias: reported, then a text takes its place so that reading can go on.
bool TreeBuilder::property(Mark mark, std::string_view value) {
  Diagnostic problem = refuse_property(text(), mark.offset, in_flow());
  Node node;
  node.span = problem.span;
  node.text = value.substr(0, std::min<std::size_t>(value.size(), 64));
  return fail(std::move(problem)) && add(std::move(node), mark);
}

bool TreeBuilder::begin(Kind kind, Mark mark) {
  if (!count_node(mark)) return false;
  char first = byte_at(text(), mark.offset);
  if (!check_place(mark, kind == Kind::list && first == '-')) return false;
  if (first == '!' || first == '&') {
    if (!fail(refuse_property(text(), mark.offset, in_flow()))) return false;
    first = byte_at(text(), behind_properties(text(), mark.offset));
  }
  const Span place{mark.offset, mark.offset + 1};
  if (expects_key()) {
    fail(find_cause(source_, limits_, Failure::bracket_key, mark.offset));
    return false;
  }
  if (open_.size() >= limits_.depth) {
    fail(over_limit(limit_texts::depth, limits_.depth, place));
    return false;
  }
  Frame frame;
  frame.node.kind = kind;
  frame.node.span = place;
  frame.mark = mark;
  frame.brackets = first == '[' || first == '{';
  frame.in_flow = frame.brackets || in_flow();
  open_.push_back(std::move(frame));
  cursor_ = std::max(cursor_, mark.offset + (open_.back().brackets ? 1 : 0));
  return true;
}

bool TreeBuilder::end() {
  Frame frame = std::move(open_.back());
  open_.pop_back();
  if (frame.brackets) {
    const std::uint32_t close = skip(text(), cursor_, ",:");
    cursor_ = std::min(close + 1, static_cast<std::uint32_t>(text().size()));
  }
  frame.node.span.end = std::max(frame.node.span.begin, cursor_);
  if (frame.node.is_map()) check_duplicates(frame.node);
  return diagnostics_.size() < limits_.diagnostics && add(std::move(frame.node), frame.mark);
}

bool TreeBuilder::add(Node node, Mark mark) {
  cursor_ = std::max(cursor_, node.span.end);
  if (open_.empty()) {
    root_ = std::move(node);
    return true;
  }
  Frame& parent = open_.back();
  if (!parent.node.is_map()) {
    parent.node.items.push_back(std::move(node));
    return true;
  }
  if (!parent.key) {
    parent.key = std::move(node);
    parent.key_mark = mark;
    return true;
  }
  parent.node.entries.push_back({std::move(*parent.key), std::move(node)});
  parent.key.reset();
  return true;
}

// Of a scalar that stands where a key is expected.
bool TreeBuilder::check_key(const Node& key, Mark mark) {
  if (!expects_key()) return true;
  if (key.style == Style::plain && key.text == "<<") {
    return fail(refuse_merge_key(text(), key.span));
  }
  if (key.style == Style::plain && key.text.empty() && key.span.begin == key.span.end) {
    const char found = byte_at(text(), mark.offset);
    const bool sign = found == ',' || found == ':';
    return fail(make_error("yaml", {mark.offset, mark.offset + 1},
                           sign        ? std::string("a key is missing before this `") + found + "`"
                           : in_flow() ? "this key has no `:` behind it"
                                       : "a key is missing here",
                           found == ',' ? "remove the comma" : "write it as `key: value`"));
  }
  if (has_question_before(text(), key.span.begin)) {
    return fail(make_error("yaml", key.span, "`? ` before a key is not allowed in a rule file",
                           "write it as `key: value`"));
  }
  if (in_flow()) return true;
  std::uint32_t colon = key.span.end;
  while (byte_at(text(), colon) == ' ' || byte_at(text(), colon) == '\t') ++colon;
  return byte_at(text(), colon) == ':' || fail(missing_colon(text(), key.span));
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
