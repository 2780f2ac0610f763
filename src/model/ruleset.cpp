// SPDX-License-Identifier: Apache-2.0
#include <leadscore/ruleset.hpp>

#include "model/model.hpp"

namespace leadscore {

namespace {

template <class T>
std::vector<std::string> names_of(const std::vector<T>& all) {
  std::vector<std::string> names;
  names.reserve(all.size());
  for (const T& one : all) names.push_back(one.name);
  return names;
}

}  // namespace

const std::string& RuleSet::name() const {
  return model_->name.empty() ? model_->source.name : model_->name;
}

std::uint64_t RuleSet::hash() const { return model_->hash; }

std::vector<std::string> RuleSet::scores() const { return names_of(model_->scores); }
std::vector<std::string> RuleSet::bands() const { return names_of(model_->bands); }
std::vector<std::string> RuleSet::signals() const { return names_of(model_->signals); }
std::vector<std::string> RuleSet::stages() const { return names_of(model_->stages); }
std::vector<std::string> RuleSet::attributes() const { return names_of(model_->attributes); }
std::vector<std::string> RuleSet::events() const { return names_of(model_->events); }

bool RuleSet::has_routing() const { return !model_->routing.empty(); }
bool RuleSet::has_programs() const { return !model_->programs.empty(); }
bool RuleSet::has_accounts() const { return model_->accounts.has_value(); }

std::optional<Time> RuleSet::parse_time(std::string_view text) const {
  return model_->zone.parse(text);
}

}  // namespace leadscore
