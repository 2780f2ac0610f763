// SPDX-License-Identifier: Apache-2.0

// What a rule file may cost: files may come from a product's own tenants.
//
// Every limit has a default that suits strangers, a message of its own, and is met exactly: a file
// at the limit is accepted, one above it refused. limits.def lists them with their meaning.
//
// Threads: a value type; safe everywhere.
//
//     leadscore::Limits limits;
//     limits.rules = 50'000;
//     auto loaded = leadscore::load_rules(source, limits);
#pragma once

#include <cstdint>

namespace leadscore {

struct Limits {
#define LEADSCORE_LIMIT(name, value, code, what) std::uint64_t name = value;
#include <leadscore/limits.def>
#undef LEADSCORE_LIMIT
};

}  // namespace leadscore
