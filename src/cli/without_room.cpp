// SPDX-License-Identifier: Apache-2.0
#include "cli/without_room.hpp"

#include <leadscore/lead.hpp>

#include "cli/words.hpp"

namespace leadscore::cli {

void WithoutRoom::count(std::string_view lead, std::uint64_t events) {
  if (events == 0) return;
  if (leads_ == 0 || lead < first_) first_ = lead;
  ++leads_;
}

void WithoutRoom::warn(const Console& console) const {
  if (leads_ == 0) return;
  const std::string name = '\'' + printable(first_, 64) + '\'';
  const std::string who = leads_ == 1 ? "lead " + name + " has"
                                      : counted(leads_, "lead") + ", " + name + " among them, have";
  console.warning(who + " more than " + grouped(LeadOptions{}.retained_events) +
                  " events that windows, limits or decay still need; older ones no longer count "
                  "there");
}

}  // namespace leadscore::cli
