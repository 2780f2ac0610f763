// SPDX-License-Identifier: Apache-2.0

// A rule file from text to RuleSet: read, declare every name, read each section, look for cycles.
#include <array>
#include <memory>
#include <utility>

#include <leadscore/ruleset.hpp>

#include "base/diagnostic_codes.hpp"
#include "base/hash.hpp"
#include "model/cost.hpp"
#include "model/entries.hpp"
#include "text/fold.hpp"
#include "text/nearest.hpp"
#include "yaml/reader.hpp"

namespace leadscore {

namespace {

using model::Builder;
using model::Model;

constexpr std::string_view kVersion = "1";

// False where the file is written in another version, so that nothing else in it can be judged.
bool read_version(Builder& build, const yaml::Node& root) {
  const yaml::Node* node = root.find("leadscore");
  if (node == nullptr || (node->is_scalar() && node->text == kVersion)) return true;
  const std::string hint = "this program reads version " + std::string(kVersion) + ": leadscore: 1";
  if (!node->is_scalar() || node->is_null()) {
    build.error(node->span, "version", "'leadscore' needs the version of the language", hint);
  } else {
    build.error(node->span, "version",
                "version " + model::quoted(node->text) + " of the language is not known", hint);
  }
  return false;
}

void read_zone(Builder& build, const yaml::Node& node) {
  const auto name = build.text(node, "'timezone'");
  if (!name) return;
  if (auto zone = Zone::find(*name)) {
    build.model().zone = std::move(*zone);
    return;
  }
  const std::vector<std::string> names = Zone::names();
  const auto near = text::nearest(*name, names);
  build
      .error(node.span, "bad-zone",
             "unknown time zone " + model::quoted(*name) +
                 (near ? "; did you mean " + model::quoted(*near) + "?" : std::string()),
             names.empty() ? "the system has no time-zone data"
                           : "a time zone has a name such as Asia/Shanghai or UTC")
      .replacement = near.value_or("");
}

void read_head(Builder& build, const yaml::Node& root) {
  if (const yaml::Node* name = root.find("name")) {
    build.model().name = build.text(*name, "'name'").value_or("");
  }
  if (const yaml::Node* zone = root.find("timezone")) read_zone(build, *zone);
}

void count_list_items(Builder& build, const yaml::Node& node) {
  if (node.is_list()) build.count_list_items(node.items.size(), node.span);
  for (const yaml::Node& item : node.items) count_list_items(build, item);
  for (const yaml::Entry& entry : node.entries) count_list_items(build, entry.value);
}

struct Section {
  std::string_view key;
  void (*read)(Builder&, const yaml::Node&);
};

// In the order in which they need each other.
constexpr std::array<Section, 11> kSections = {{
    {"ignore", model::read_ignore},
    {"exclude", model::read_exclude},
    {"scores", model::read_scores},
    {"bands", model::read_bands},
    {"signals", model::read_signals},
    {"lifecycle", model::read_lifecycle},
    {"rejection", model::read_rejection},
    {"routing", model::read_routing},
    {"programs", model::read_programs},
    {"accounts", model::read_accounts},
    {"tests", model::read_tests},
}};

void read_sections(Builder& build, const yaml::Node& root) {
  build.map_of(root, "root");
  count_list_items(build, root);
  read_head(build, root);
  model::declare_names(build, root);
  model::read_define(build, root);
  for (const Section& section : kSections) {
    if (const yaml::Node* node = root.find(section.key)) section.read(build, *node);
  }
  model::report_cycles(build);
  model::read_allowances(build, root);
  if (!has_errors(build.diagnostics())) model::check_event_cost(build);
}

void read_model(const Limits& limits, Model& model, Diagnostics& diagnostics) {
  const auto root = yaml::read(model.source, limits, diagnostics);
  if (!root) return;
  Builder build(model.source, limits, model, diagnostics);
  if (read_version(build, *root)) read_sections(build, *root);
}

// What a rule set's answers depend on beside the facts.
std::uint64_t hash_of(const Source& source, const Zone& zone) {
  std::string bytes = source.text;
  for (const std::string& version : {std::to_string(zone.fingerprint()), text::tables_version()}) {
    bytes += '\0';
    bytes += version;
  }
  return stable_hash(bytes);
}

}  // namespace

Loaded load_rules(Source source, const Limits& limits) {
  auto model = std::make_shared<Model>();
  model->source = std::move(source);
  Diagnostics found;
  read_model(limits, *model, found);
  const bool failed = has_errors(found);
  found = presentable(std::move(found), limits.diagnostics);
  if (failed) return Loaded(std::move(model->source), std::nullopt, std::move(found));
  model->hash = hash_of(model->source, model->zone);
  finish(*model);
  Source shown = model->source;
  return Loaded(std::move(shown), RuleSet(std::move(model)), std::move(found));
}

}  // namespace leadscore
