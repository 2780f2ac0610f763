// SPDX-License-Identifier: Apache-2.0

// One function per section of a rule file, in the order in which they are read: names first, so
// that every expression can be checked when it is met.
#pragma once

#include "model/builder.hpp"

namespace leadscore::model {

// Names and types of attributes, events, feedback, stages, signals, scores, bands, defined names.
void declare_names(Builder& build, const yaml::Node& root);

// `define` with `{is: ..}` (in the order their names need each other), `ignore`, `exclude`.
void read_define(Builder& build, const yaml::Node& root);
void read_ignore(Builder& build, const yaml::Node& node);
void read_exclude(Builder& build, const yaml::Node& node);

void read_scores(Builder& build, const yaml::Node& node);
void read_bands(Builder& build, const yaml::Node& node);
void read_signals(Builder& build, const yaml::Node& node);
void read_lifecycle(Builder& build, const yaml::Node& node);
void read_rejection(Builder& build, const yaml::Node& node);
void read_routing(Builder& build, const yaml::Node& node);
void read_programs(Builder& build, const yaml::Node& node);
void read_accounts(Builder& build, const yaml::Node& node);
void read_tests(Builder& build, const yaml::Node& node);

// One band or signal, for leads and for accounts alike. `scores` are the names a band may be of.
std::optional<Band> read_band(Builder& build, const yaml::Entry& entry, const NameIndex& scores,
                              const NameIndex& bands);
std::optional<Signal> read_signal(Builder& build, const yaml::Entry& entry, const Where& where);
std::vector<Route> read_routes(Builder& build, const yaml::Node& node, const Where& where);

// A field declaration: `text` or `{type: text, exact: true, one_of: [..], default: x}`.
std::optional<Field> read_field(Builder& build, const yaml::Entry& entry);

// `# lint:` comments.
void read_allowances(Builder& build, const yaml::Node& root);

// Cycles among scores, bands and signals, each printed once: `a -> b -> a`.
void report_cycles(Builder& build);

}  // namespace leadscore::model
