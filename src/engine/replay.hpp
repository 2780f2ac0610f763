// SPDX-License-Identifier: Apache-2.0

// Leads worked out from all of their facts: what a state alone cannot do.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <leadscore/engine.hpp>
#include <leadscore/fact.hpp>
#include <leadscore/output.hpp>

#include "lead/people.hpp"
#include "lead/track.hpp"

namespace leadscore::engine {

using FactSource = std::function<std::vector<Fact>(std::string_view)>;

// The leads that have to do with one another, and all of their facts.
struct Relations {
  std::set<std::string> names;
  std::vector<Fact> facts;
};

// All leads that facts link to `names`, directly or through others; `links` says what the engine
// knows of links that the facts of `names` do not name.
[[nodiscard]] Relations related(
    const FactSource& source, std::set<std::string> names,
    const std::function<std::set<std::string>(const std::string&)>& links);

// A lead as it comes out of its facts.
struct Replayed {
  lead::Track track;
  std::string into;  // the lead it went into; empty: it stands for itself
};

// The lead under the facts that `people` knows, at `now`. `given` are the outputs that were given
// before, none of them after `given_until`; what does not stand any more, and what is new, waits in
// the track. A `now` of Time::min(): nothing was ever asked for.
[[nodiscard]] Replayed replayed(const model::Model& model, const LeadOptions& options,
                                const lead::People& people, const std::string& lead,
                                const std::vector<Output>& given, Time given_until, Time now);

// The outputs of a lead up to `now`; none where it is not known.
[[nodiscard]] std::vector<Output> outputs_until(const model::Model& model,
                                                const lead::People& people, const std::string& lead,
                                                Time now);

}  // namespace leadscore::engine
