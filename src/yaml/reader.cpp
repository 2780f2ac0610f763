// SPDX-License-Identifier: Apache-2.0

// libyaml is asked for one event after the other: its own tree would follow aliases and bound
// nothing.
#include "yaml/reader.hpp"

#include <algorithm>
#include <iterator>
#include <new>
#include <string_view>
#include <utility>

#include <yaml.h>

#include "yaml/build.hpp"
#include "yaml/cause.hpp"
#include "yaml/precheck.hpp"
#include "yaml/quoting.hpp"
#include "yaml/refusals.hpp"
#include "yaml/scalar.hpp"

namespace leadscore::yaml {
namespace {

// libyaml counts characters, from `begin`. Up to the first that is no ASCII those are bytes; behind
// it each is found from the one before, as marks come nearly in order.
class Offsets {
 public:
  Offsets(std::string_view text, std::uint32_t begin) : text_(text), begin_(begin) {
    while (begin < text.size() && static_cast<unsigned char>(text[begin]) < 0x80) ++begin;
    byte_ = begin;
    character_ = ascii_ = begin - begin_;
  }

  std::uint32_t of(std::size_t character) {
    if (character <= ascii_) return begin_ + static_cast<std::uint32_t>(character);
    for (; character_ < character && byte_ < text_.size(); ++character_) {
      do ++byte_;
      while (byte_ < text_.size() && is_inside(text_[byte_]));
    }
    for (; character_ > character && byte_ > begin_; --character_) {
      do --byte_;
      while (byte_ > begin_ && is_inside(text_[byte_]));
    }
    return byte_;
  }

 private:
  [[nodiscard]] static bool is_inside(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
  }

  std::string_view text_;
  std::uint32_t begin_;
  std::size_t ascii_ = 0;   // characters before the first that is none
  std::uint32_t byte_ = 0;  // where `character_` is
  std::size_t character_ = 0;
};

struct KnownProblem {
  std::string_view context;  // how what libyaml was at begins
  std::string_view problem;  // how what it says begins
  Failure failure;
  bool at_context = false;  // the place is where what it was at begins
  std::size_t behind = 0;   // characters that the place lies behind what is meant
};

// libyaml tells its errors apart by their text alone.
constexpr KnownProblem kProblems[] = {
    {"while scanning a simple key", "", Failure::key, true},
    {"while scanning a quoted scalar", "", Failure::quote, true},
    {"while parsing a quoted scalar", "found unknown escape", Failure::escape},
    {"while parsing a quoted scalar", "", Failure::escape, false, 2},
    {"while scanning a block scalar", "found a tab", Failure::token},
    {"while scanning a block scalar", "", Failure::block_header, true},
    {"while scanning a plain scalar", "found unexpected ':'", Failure::flow_colon},
    {"while scanning an a", "", Failure::property, true},  // anchor or alias
    {"while scanning a tag", "", Failure::property, true},
    {"while parsing a tag", "", Failure::property, true},
    {"while parsing a node", "found undefined tag", Failure::property, true},
    {"while scanning a directive", "", Failure::directive, true},
    {"while scanning a %", "", Failure::directive, true},
    {"while scanning for the next token", "", Failure::token},
    {"while parsing a block mapping", "", Failure::map},
    {"while parsing a block collection", "", Failure::list},
    {"while parsing a flow mapping", "", Failure::flow_map},
    {"while parsing a flow sequence", "", Failure::flow_list},
    {"while parsing a block node", "", Failure::node},
    {"while parsing a flow node", "", Failure::node},
    {"", "mapping ", Failure::value},
    {"", "block sequence entries", Failure::list_entry},
    {"", "did not find expected <document start>", Failure::document},
};

bool begins_with(const char* text, std::string_view begin) {
  return std::string_view(text == nullptr ? "" : text).substr(0, begin.size()) == begin;
}

KnownProblem known_problem(const yaml_parser_t& parser) {
  const auto found =
      std::find_if(std::begin(kProblems), std::end(kProblems), [&](const KnownProblem& known) {
        return begins_with(parser.context, known.context) &&
               begins_with(parser.problem, known.problem);
      });
  return found == std::end(kProblems) ? KnownProblem{"", "", Failure::other} : *found;
}

Style style_of(yaml_scalar_style_t style) {
  switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return Style::single_quoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return Style::double_quoted;
    case YAML_LITERAL_SCALAR_STYLE: return Style::literal;
    case YAML_FOLDED_SCALAR_STYLE: return Style::folded;
    default: return Style::plain;
  }
}

// Past blanks, comments and lines `...`, with which a document may end.
std::uint32_t behind_blanks(std::string_view text, std::uint32_t at) {
  while (at < text.size()) {
    const bool line_start = at == 0 || text[at - 1] == '\n';
    if (text[at] == '#') {
      at = line_of(text, at).end;
    } else if (is_blank(text[at])) {
      ++at;
    } else if (line_start && text.substr(at, 3) == "..." &&
               (at + 3 == text.size() || is_blank(text[at + 3]))) {
      at += 3;
    } else {
      break;
    }
  }
  return at;
}

// Whether a line begins at `at` that begins with `%`.
bool is_directive(std::string_view text, std::uint32_t at) {
  if (at >= text.size() || text[at] != '%') return false;
  return at == byte_order_mark(text) || text[at - 1] == '\n';
}

// Tabs on lines that are blank or a comment mean nothing to an author, but libyaml refuses them:
// they become spaces, so that everything keeps its place.
std::string without_idle_tabs(std::string_view text) {
  std::string out(text);
  for (std::size_t begin = 0; begin < out.size();) {
    const std::size_t end = std::min(out.find('\n', begin), out.size());
    const std::size_t content = std::min(out.find_first_not_of(" \t\r", begin), end);
    if (content == end || out[content] == '#') {
      std::replace(out.begin() + static_cast<std::ptrdiff_t>(begin),
                   out.begin() + static_cast<std::ptrdiff_t>(content), '\t', ' ');
    }
    begin = end + 1;
  }
  return out;
}

// One pass over a file: libyaml's events to the builder.
class Pass {
 public:
  Pass(const Source& source, const Limits& limits, TreeBuilder& builder)
      : source_(source),
        limits_(limits),
        builder_(builder),
        offsets_(source.text, byte_order_mark(source.text)) {
    if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
    std::string_view text = std::string_view(source.text).substr(byte_order_mark(source.text));
    if (text.find('\t') != std::string_view::npos) {
      plain_ = without_idle_tabs(text);
      text = plain_;
    }
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                 text.size());
  }
  Pass(const Pass&) = delete;
  Pass& operator=(const Pass&) = delete;
  ~Pass() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }

  // What the file is refused for, unless the builder itself stopped it.
  std::optional<Diagnostic> run() {
    // Refused before it is parsed, as libyaml compares each directive with all before it.
    const std::uint32_t first = behind_blanks(source_.text, byte_order_mark(source_.text));
    if (is_directive(source_.text, first)) return refuse_directive(source_.text, first);
    while (next()) {
      if (event_.type == YAML_DOCUMENT_END_EVENT) return behind_document();
      if (event_.type == YAML_STREAM_END_EVENT) {  // without a document
        builder_.scalar(place(), Style::plain, {});
        return std::nullopt;
      }
      if (!deliver()) return std::nullopt;
    }
    return failure();
  }

 private:
  bool next() {
    yaml_event_delete(&event_);
    return yaml_parser_parse(&parser_, &event_) != 0;
  }

  [[nodiscard]] Place place() {
    Place result;
    result.line = static_cast<std::uint32_t>(event_.start_mark.line);
    result.column = static_cast<std::uint32_t>(event_.start_mark.column);
    result.span.begin = offsets_.of(event_.start_mark.index);
    result.span.end = offsets_.of(event_.end_mark.index);
    return result;
  }

  template <typename Data>
  [[nodiscard]] Place place_with(const Data& data) {
    Place result = place();
    result.has_property = data.anchor != nullptr || data.tag != nullptr;
    return result;
  }

  // Whether reading can go on.
  bool deliver() {
    const auto& data = event_.data;
    switch (event_.type) {
      case YAML_ALIAS_EVENT: return builder_.alias(place());
      case YAML_SCALAR_EVENT:
        return builder_.scalar(
            place_with(data.scalar), style_of(data.scalar.style),
            {reinterpret_cast<const char*>(data.scalar.value), data.scalar.length});
      case YAML_SEQUENCE_START_EVENT:
        return builder_.begin(Kind::list, place_with(data.sequence_start),
                              data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
      case YAML_MAPPING_START_EVENT:
        return builder_.begin(Kind::map, place_with(data.mapping_start),
                              data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT: return builder_.end(place());
      default: return true;
    }
  }

  // A rule file is one document, so what follows is not even parsed.
  std::optional<Diagnostic> behind_document() {
    const std::string_view text = source_.text;
    const std::uint32_t at = behind_blanks(text, place().span.end);
    if (at >= text.size()) return std::nullopt;
    return is_directive(text, at) ? refuse_directive(text, at) : refuse_document(text, at);
  }

  Diagnostic failure() {
    if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
    KnownProblem known = known_problem(parser_);
    const yaml_mark_t& mark = known.at_context ? parser_.context_mark : parser_.problem_mark;
    const std::uint32_t offset = offsets_.of(mark.index - std::min(mark.index, known.behind));
    // Behind a list that is the whole file.
    const bool line_start = line_of(source_.text, offset).begin == offset;
    if (known.failure == Failure::list && builder_.is_root_list() && line_start) {
      known.failure = Failure::document;
    }
    return find_cause(source_, limits_, known.failure, offset);
  }

  std::string plain_;  // the text, where it is not read as it is
  const Source& source_;
  const Limits& limits_;
  TreeBuilder& builder_;
  Offsets offsets_;
  yaml_parser_t parser_{};
  yaml_event_t event_{};
};

// In the order of the file, each once.
void sort_by_place(Diagnostics& diagnostics, std::uint32_t size) {
  for (Diagnostic& diagnostic : diagnostics) {
    diagnostic.span.begin = std::min(diagnostic.span.begin, size);
    diagnostic.span.end = std::clamp(diagnostic.span.end, diagnostic.span.begin, size);
  }
  std::stable_sort(
      diagnostics.begin(), diagnostics.end(),
      [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
  const auto end = std::unique(diagnostics.begin(), diagnostics.end(),
                               [](const Diagnostic& a, const Diagnostic& b) {
                                 return a.span.begin == b.span.begin && a.code == b.code;
                               });
  diagnostics.erase(end, diagnostics.end());
}

std::optional<Node> read_checked(const Source& source, const Limits& limits, Diagnostics& found) {
  TreeBuilder builder(source, limits, found);
  if (auto problem = Pass(source, limits, builder).run()) {
    // What the builder refused, the parser may stumble over too.
    const bool known = !found.empty() && problem->span.begin >= found.back().span.begin &&
                       problem->span.begin < found.back().span.end;
    if (!known) found.push_back(*std::move(problem));
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
