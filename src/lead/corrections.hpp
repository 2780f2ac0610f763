// SPDX-License-Identifier: Apache-2.0

// What has to be said where outputs that were given do not stand any more.
#pragma once

#include <vector>

#include <leadscore/output.hpp>
#include <leadscore/time.hpp>

namespace leadscore::lead {

// Adds to `out`, at `now`, a Retracted for each output in `given` that is not in `standing`; then
// each in `standing` that was not given, marked late. All or, should memory run out, nothing.
void correct(const std::vector<Output>& given, const std::vector<Output>& standing, Time now,
             std::vector<Output>& out);

}  // namespace leadscore::lead
