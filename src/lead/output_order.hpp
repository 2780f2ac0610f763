// SPDX-License-Identifier: Apache-2.0

// The order in which outputs of several leads are given out.
#pragma once

#include <vector>

#include <leadscore/output.hpp>

namespace leadscore::lead {

// By time, then by lead; those of one lead at one instant stay as they happened.
void sort_outputs(std::vector<Output>& outputs);

}  // namespace leadscore::lead
