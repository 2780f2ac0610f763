// SPDX-License-Identifier: Apache-2.0

// A workload as a rule file.
#include <array>
#include <charconv>

#include <leadscore/points.hpp>

#include "support/workload.hpp"
#include "support/workload_events.hpp"

namespace leadscore::workload {
namespace {

using Type = Attribute::Type;
using Kind = Condition::Kind;

std::string number(double value) {
  std::array<char, 64> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed).ptr;
  return {text.data(), end};
}
std::string points(std::int64_t thousandths) { return Points::thousandths(thousandths).to_text(); }
std::string quoted(const std::string& text) { return '"' + text + '"'; }

class Writer {
 public:
  explicit Writer(const Workload& workload) : from_(workload) {}

  std::string file() {
    out_ = "leadscore: 1\nattributes:\n";
    for (const Attribute& attribute : from_.attributes) {
      out_ += "  " + attribute.name + ": " + type(attribute.type) + "\n";
    }
    if (from_.shape == Shape::events) out_ += event_types();
    out_ += "scores:\n";
    std::string total;
    for (const Score& made : from_.scores) {
      score(made);
      total += (total.empty() ? "" : " + ") + made.name;
    }
    if (from_.shape == Shape::events) events(total);
    out_ += "  total: " + total + "\n";
    if (from_.shape == Shape::events)
      out_ += "signals:\n  mql: {when: engagement >= 60, until: engagement < 40}\n";
    return std::move(out_);
  }

 private:
  static const char* type(Type type) {
    switch (type) {
      case Type::integer: return "integer";
      case Type::number: return "number";
      case Type::boolean: return "boolean";
      case Type::text: break;
    }
    return "text";
  }

  void events(std::string& total) {
    out_ += "  engagement:\n    min: 0\n    rules:\n";
    for (const std::string& rule : from_.event_rules) out_ += "      - " + rule + "\n";
    total += " + engagement";
  }

  void score(const Score& made) {
    out_ += "  " + made.name + ":\n";
    if (made.bounds) {
      out_ += "    min: " + points(made.bounds->first) +
              "\n    max: " + points(made.bounds->second) + "\n";
    }
    out_ += "    rules:\n";
    for (const Item& item : made.items) {
      if (item.combine == Item::Combine::one) {
        rule(item.rules[0], "      - ");
      } else {
        group(item);
      }
    }
  }
  void group(const Item& item) {
    out_ += "      - group: " + item.name + "\n";
    switch (item.combine) {
      case Item::Combine::one: break;
      case Item::Combine::sum: out_ += "        max: " + points(item.cap) + "\n"; break;
      case Item::Combine::first: out_ += "        combine: first\n"; break;
      case Item::Combine::max: out_ += "        combine: max\n"; break;
      case Item::Combine::min: out_ += "        combine: min\n"; break;
    }
    out_ += "        rules:\n";
    for (const Rule& made : item.rules) rule(made, "          - ");
  }
  void rule(const Rule& made, const char* indent) {
    out_ += indent + ("{rule: " + made.name);
    if (made.table) {
      out_ += ", by: " + from_.attributes[made.table->by].name + ", points: {" + rows(*made.table) +
              "}}\n";
    } else {
      out_ += ", when: '" + condition(made.when, 0) + "', points: " + points(made.points) + "}\n";
    }
  }
  std::string rows(const Table& table) const {
    std::string text;
    for (const Table::Row& row : table.rows) {
      std::string key = "< " + number(row.when.low);
      if (row.when.kind == Kind::one_of) {
        key.clear();
        for (const std::size_t i : row.when.texts) {
          key += (key.empty() ? "" : " | ") + from_.attributes[table.by].texts[i];
        }
      }
      text += quoted(key) + ": " + points(row.points) + ", ";
    }
    return text + "else: " + points(table.otherwise) + ", unknown: " + points(table.unknown);
  }

  // Parentheses where the surroundings bind tighter: 1 inside `or`, 2 inside `and`, 3 inside `not`.
  std::string condition(const Condition& made, int around) const {
    const auto joined = [&](const char* word, int own) {
      std::string text;
      for (const Condition& part : made.parts) {
        text += (text.empty() ? "" : word) + condition(part, own);
      }
      return around > own ? "(" + text + ")" : text;
    };
    switch (made.kind) {
      case Kind::all: return joined(" and ", 2);
      case Kind::any: return joined(" or ", 1);
      case Kind::no: return "not " + condition(made.parts[0], 3);
      default: break;
    }
    return test(made);
  }
  std::string test(const Condition& made) const {
    const Attribute& of = from_.attributes[made.attribute];
    switch (made.kind) {
      case Kind::at_least: return of.name + " >= " + number(made.low);
      case Kind::above: return of.name + " > " + number(made.low);
      case Kind::below: return of.name + " < " + number(made.low);
      case Kind::at_most: return of.name + " <= " + number(made.low);
      case Kind::equal: return of.name + " == " + number(made.low);
      case Kind::between:
        return of.name + " between " + number(made.low) + " and " + number(made.high);
      case Kind::contains: return of.name + " contains " + quoted(made.part);
      case Kind::one_of: break;
      default: return of.name;
    }
    if (made.texts.size() == 1) return of.name + " == " + quoted(of.texts[made.texts[0]]);
    std::string list;
    for (const std::size_t i : made.texts) list += (list.empty() ? "" : ", ") + quoted(of.texts[i]);
    return of.name + " in [" + list + "]";
  }

  const Workload& from_;
  std::string out_;
};

}  // namespace

std::string rule_file(const Workload& workload) { return Writer(workload).file(); }

RuleSet rule_set(const Workload& workload) {
  return load_rules({"rules.yaml", rule_file(workload)}).value();
}

}  // namespace leadscore::workload
