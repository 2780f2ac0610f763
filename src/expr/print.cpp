// SPDX-License-Identifier: Apache-2.0

// Syntax back to text. Both printers append to one string and have one frame for each level, so
// that deep trees need little stack.
#include <string>
#include <string_view>
#include <utility>

#include "expr/syntax.hpp"

namespace leadscore::expr {
namespace {

std::string_view name_of(SyntaxKind kind) {
  switch (kind) {
    case SyntaxKind::number: return "number";
    case SyntaxKind::text: return "text";
    case SyntaxKind::boolean: return "boolean";
    case SyntaxKind::duration: return "duration";
    case SyntaxKind::time: return "time";
    case SyntaxKind::list: return "list";
    case SyntaxKind::name: return "name";
    case SyntaxKind::call: return "call";
    case SyntaxKind::aggregate: return "aggregate";
    case SyntaxKind::all: return "all";
    case SyntaxKind::any: return "any";
    case SyntaxKind::negate: return "not";
    case SyntaxKind::minus: return "minus";
    case SyntaxKind::sum: return "sum";
    case SyntaxKind::product: return "product";
    case SyntaxKind::compare: return "compare";
    case SyntaxKind::in: return "in";
    case SyntaxKind::between: return "between";
    case SyntaxKind::test: return "test";
    case SyntaxKind::known: return "known";
  }
  return "";
}

void append_text(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

// True for what is a token by itself, which both printers show alike.
bool append_leaf(std::string& out, const Syntax& syntax) {
  switch (syntax.kind) {
    case SyntaxKind::number:
    case SyntaxKind::boolean:
    case SyntaxKind::time:
    case SyntaxKind::name: out += syntax.text; return true;
    case SyntaxKind::duration: out += to_text(syntax.duration); return true;
    case SyntaxKind::text: append_text(out, syntax.text); return true;
    default: return false;
  }
}

void append_selection(std::string& out, const AggregateSyntax& aggregate) {
  std::string_view separator;
  for (const Name& event : aggregate.events) {
    out.append(separator).append(event.text);
    separator = " | ";
  }
  if (aggregate.property) out.append(".").append(aggregate.property->text);
}

void append_window(std::string& out, const AggregateSyntax& aggregate) {
  if (aggregate.within) out.append(" within ").append(to_text(*aggregate.within));
  if (aggregate.within_calendar) {
    out.append(" within calendar ").append(name_of(*aggregate.within_calendar));
  }
}

// What stands in the brackets of an aggregate; `behind_top` follows the number that `top` takes.
template <class Printer>
void append_parts(Printer& printer, std::string& out, const AggregateSyntax& aggregate,
                  std::string_view behind_top) {
  if (aggregate.top) {
    printer.print(*aggregate.top);
    out += behind_top;
  }
  append_selection(out, aggregate);
  if (aggregate.where) {
    out += " where ";
    printer.print(*aggregate.where);
  }
  append_window(out, aggregate);
  if (aggregate.after) {
    out += " after ";
    printer.print(*aggregate.after);
  }
}

// What stands before, between and behind the arguments of a node that is none of the leaves.
std::string_view opening(const Syntax& syntax) {
  switch (syntax.kind) {
    case SyntaxKind::list: return "[";
    case SyntaxKind::minus: return "-";
    case SyntaxKind::negate: return "(not ";
    default: return "(";
  }
}

void append_between(std::string& out, const Syntax& syntax, std::size_t index) {
  switch (syntax.kind) {
    case SyntaxKind::list:
    case SyntaxKind::call: out += ", "; return;
    case SyntaxKind::sum:
    case SyntaxKind::product: out.append(" ").append(1, syntax.ops[index]).append(" "); return;
    case SyntaxKind::all: out += " and "; return;
    case SyntaxKind::any: out += " or "; return;
    case SyntaxKind::in: out += syntax.negated ? " not in " : " in "; return;
    case SyntaxKind::between: out += index == 0 ? " between " : " and "; return;
    default: out.append(" ").append(syntax.text).append(" ");
  }
}

std::string_view closing(const Syntax& syntax) {
  switch (syntax.kind) {
    case SyntaxKind::list: return "]";
    case SyntaxKind::minus: return "";
    case SyntaxKind::known: return syntax.negated ? " is unknown)" : " is known)";
    default: return ")";
  }
}

class Printer {
 public:
  void print(const Syntax& syntax) {
    if (append_leaf(out_, syntax)) return;
    if (syntax.aggregate) return print_aggregate(syntax.text, *syntax.aggregate);
    if (syntax.kind == SyntaxKind::call) out_ += syntax.text;
    out_ += opening(syntax);
    for (std::size_t i = 0; i < syntax.args.size(); ++i) {
      if (i > 0) append_between(out_, syntax, i - 1);
      print(syntax.args[i]);
    }
    out_ += closing(syntax);
  }
  std::string take() { return std::move(out_); }

 private:
  void print_aggregate(std::string_view function, const AggregateSyntax& aggregate) {
    out_.append(function).append("(");
    append_parts(*this, out_, aggregate, ", ");
    out_ += ')';
  }

  std::string out_;
};

class TreePrinter {
 public:
  void print(const Syntax& syntax) {
    if (append_leaf(out_, syntax)) return;
    out_.append("(").append(syntax.negated ? "not-" : "").append(name_of(syntax.kind));
    if (!syntax.text.empty()) out_.append(" ").append(syntax.text);
    for (const char op : syntax.ops) out_.append(" ").append(1, op);
    for (const Syntax& arg : syntax.args) {
      out_ += ' ';
      print(arg);
    }
    if (syntax.aggregate) print_aggregate(*syntax.aggregate);
    out_ += ')';
  }
  std::string take() { return std::move(out_); }

 private:
  void print_aggregate(const AggregateSyntax& aggregate) {
    out_ += ' ';
    append_parts(*this, out_, aggregate, " ");
  }

  std::string out_;
};

}  // namespace

std::string print(const Syntax& syntax) {
  Printer printer;
  printer.print(syntax);
  return printer.take();
}

std::string print_tree(const Syntax& syntax) {
  TreePrinter printer;
  printer.print(syntax);
  return printer.take();
}

}  // namespace leadscore::expr
