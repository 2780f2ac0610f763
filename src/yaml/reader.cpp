// SPDX-License-Identifier: Apache-2.0

// yaml-cpp is driven by events: its own tree would follow aliases, drop second documents and need
// several hundred bytes of memory for each byte of some files.
#include "yaml/reader.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "yaml/build.hpp"
#include "yaml/cause.hpp"
#include "yaml/precheck.hpp"
#include "yaml/refusals.hpp"

namespace leadscore::yaml {
namespace {

// Thrown through the parser where reading cannot go on.
struct Stop {};

class Events final : public YAML::EventHandler {
 public:
  Events(TreeBuilder& builder, std::uint32_t shift, std::uint32_t size)
      : builder_(builder), shift_(shift), size_(size) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    (first_ ? second_ : first_) = at(mark).offset;
    if (second_) throw Stop();
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    go_on(builder_.null(at(mark), anchor != 0));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { go_on(builder_.alias(at(mark))); }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                const std::string& value) override {
    go_on(builder_.scalar(at(mark), value));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    go_on(builder_.begin(Kind::list, at(mark)));
  }
  void OnSequenceEnd() override { go_on(builder_.end()); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    go_on(builder_.begin(Kind::map, at(mark)));
  }
  void OnMapEnd() override { go_on(builder_.end()); }

  // Marks count bytes after the byte order mark; those at the end may lie in what was appended.
  [[nodiscard]] Mark at(const YAML::Mark& mark) const {
    const auto count = [](int n) { return static_cast<std::uint32_t>(std::max(n, 0)); };
    return {std::min(count(mark.pos) + shift_, size_), count(mark.line), count(mark.column)};
  }
  // Where the documents begin.
  [[nodiscard]] std::optional<std::uint32_t> first() const { return first_; }
  [[nodiscard]] std::optional<std::uint32_t> second() const { return second_; }

 private:
  static void go_on(bool can_go_on) {
    if (!can_go_on) throw Stop();
  }

  TreeBuilder& builder_;
  std::uint32_t shift_;
  std::uint32_t size_;
  std::optional<std::uint32_t> first_;
  std::optional<std::uint32_t> second_;
};

struct KnownMessage {
  const char* begin;
  Failure failure;
};

// yaml-cpp tells its errors apart by their text alone.
const KnownMessage kMessages[] = {
    {YAML::ErrorMsg::TAB_IN_INDENTATION, Failure::tab},
    {YAML::ErrorMsg::DOC_IN_SCALAR, Failure::quote},
    {YAML::ErrorMsg::EOF_IN_SCALAR, Failure::quote},
    {YAML::ErrorMsg::INVALID_ESCAPE, Failure::escape},
    {YAML::ErrorMsg::INVALID_HEX, Failure::escape},
    {YAML::ErrorMsg::INVALID_UNICODE, Failure::escape},
    {YAML::ErrorMsg::MAP_VALUE, Failure::value},
    {YAML::ErrorMsg::MAP_KEY, Failure::value},
    {YAML::ErrorMsg::BLOCK_ENTRY, Failure::list_entry},
    {YAML::ErrorMsg::END_OF_MAP_FLOW, Failure::flow_map},
    {YAML::ErrorMsg::END_OF_SEQ_FLOW, Failure::flow_list},
    {YAML::ErrorMsg::END_OF_MAP, Failure::map},
    {YAML::ErrorMsg::END_OF_SEQ, Failure::list},
    {YAML::ErrorMsg::FLOW_END, Failure::flow_end},
    {YAML::ErrorMsg::UNKNOWN_TOKEN, Failure::token},
    {YAML::ErrorMsg::CHAR_IN_BLOCK, Failure::block_header},
    {YAML::ErrorMsg::ZERO_INDENT_IN_BLOCK, Failure::block_header},
    {YAML::ErrorMsg::UNKNOWN_ANCHOR, Failure::property},
    {YAML::ErrorMsg::ALIAS_NOT_FOUND, Failure::property},
    {YAML::ErrorMsg::ANCHOR_NOT_FOUND, Failure::property},
    {YAML::ErrorMsg::CHAR_IN_ALIAS, Failure::property},
    {YAML::ErrorMsg::CHAR_IN_ANCHOR, Failure::property},
    {YAML::ErrorMsg::CHAR_IN_TAG_HANDLE, Failure::property},
    {YAML::ErrorMsg::TAG_WITH_NO_SUFFIX, Failure::property},
    {YAML::ErrorMsg::END_OF_VERBATIM_TAG, Failure::property},
    {YAML::ErrorMsg::MULTIPLE_TAGS, Failure::property},
    {YAML::ErrorMsg::MULTIPLE_ANCHORS, Failure::property},
    {YAML::ErrorMsg::YAML_DIRECTIVE_ARGS, Failure::directive},
    {YAML::ErrorMsg::YAML_VERSION, Failure::directive},
    {YAML::ErrorMsg::YAML_MAJOR_VERSION, Failure::directive},
    {YAML::ErrorMsg::REPEATED_YAML_DIRECTIVE, Failure::directive},
    {YAML::ErrorMsg::TAG_DIRECTIVE_ARGS, Failure::directive},
    {YAML::ErrorMsg::REPEATED_TAG_DIRECTIVE, Failure::directive},
    {YAML::ErrorMsg::BAD_FILE, Failure::depth},
};

Failure failure_of(std::string_view message) {
  const auto found =
      std::find_if(std::begin(kMessages), std::end(kMessages),
                   [&](const KnownMessage& known) { return message.rfind(known.begin, 0) == 0; });
  return found == std::end(kMessages) ? Failure::other : found->failure;
}

struct Refusal {
  Failure failure = Failure::other;
  std::uint32_t offset = 0;
};

// Runs the parser; what it threw itself, if anything. The builder reports what it stopped for.
std::optional<Refusal> drive(const std::string& text, Events& events) {
  const std::uint32_t shift = byte_order_mark(text);
  // Behind `...` an unclosed quote is an error; without it, the rest of the file is its text.
  const bool ends = !text.empty() && text.back() == '\n';
  std::istringstream stream(text.substr(shift) + (ends ? "...\n" : "\n...\n"));
  try {
    YAML::Parser parser(stream);
    // A parser that is asked on may never end: nothing is read behind the start of a second.
    if (parser.HandleNextDocument(events)) parser.HandleNextDocument(events);
  } catch (const Stop&) {
  } catch (const YAML::Exception& error) {
    return Refusal{failure_of(error.msg), events.at(error.mark).offset};
  }
  return std::nullopt;
}

// A line that begins with `%` between two places at which there is no node.
std::optional<std::uint32_t> directive_between(std::string_view text, std::uint32_t begin,
                                               std::uint32_t end) {
  for (std::size_t at = begin; at < std::min<std::size_t>(end, text.size()); ++at) {
    const bool line_start = at == byte_order_mark(text) || (at > 0 && text[at - 1] == '\n');
    if (line_start && text[at] == '%') return static_cast<std::uint32_t>(at);
  }
  return std::nullopt;
}

// What the parser passes over in silence: directives, and all but the first document.
std::optional<Diagnostic> beside_document(const Source& source, const Limits& limits,
                                          const Events& events, std::uint32_t end) {
  const std::string_view text = source.text;
  if (const auto at = directive_between(text, 0, events.first().value_or(0))) {
    return refuse_directive(text, *at);
  }
  if (!events.second()) return std::nullopt;
  // Of what it cannot begin a node with it makes any number of empty documents.
  if (events.second() == events.first()) {
    return find_cause(source, limits, Failure::token, *events.second());
  }
  if (const auto at = directive_between(text, end, *events.second())) {
    return refuse_directive(text, *at);
  }
  return refuse_document(text, *events.second());
}

// In the order of the file, each once.
void sort_by_place(Diagnostics& diagnostics, std::uint32_t size) {
  for (Diagnostic& diagnostic : diagnostics) {
    diagnostic.span.begin = std::min(diagnostic.span.begin, size);
    diagnostic.span.end = std::clamp(diagnostic.span.end, diagnostic.span.begin, size);
  }
  std::stable_sort(
      diagnostics.begin(), diagnostics.end(),
      [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
  // What the builder refused, the parser may have stumbled over too.
  const auto end = std::unique(diagnostics.begin(), diagnostics.end(),
                               [](const Diagnostic& a, const Diagnostic& b) {
                                 return a.span.begin == b.span.begin && a.code == b.code;
                               });
  diagnostics.erase(end, diagnostics.end());
}

std::optional<Node> read_checked(const Source& source, const Limits& limits, Diagnostics& found) {
  const auto size = static_cast<std::uint32_t>(source.text.size());
  TreeBuilder builder(source, limits, found);
  Events events(builder, byte_order_mark(source.text), size);
  const auto refusal = drive(source.text, events);
  if (refusal) {
    found.push_back(find_cause(source, limits, refusal->failure, refusal->offset));
    return std::nullopt;
  }
  if (auto problem = beside_document(source, limits, events, builder.cursor())) {
    found.push_back(*std::move(problem));
    return std::nullopt;
  }
  return builder.take();
}

}  // namespace

std::optional<Node> read(const Source& source, const Limits& limits, Diagnostics& diagnostics) {
  Diagnostics found;
  std::optional<Node> root;
  if (auto problem = precheck(source, limits)) {
    found.push_back(*std::move(problem));
  } else {
    root = read_checked(source, limits, found);
  }
  sort_by_place(found, static_cast<std::uint32_t>(source.text.size()));
  diagnostics.insert(diagnostics.end(), std::make_move_iterator(found.begin()),
                     std::make_move_iterator(found.end()));
  return root;
}

}  // namespace leadscore::yaml
