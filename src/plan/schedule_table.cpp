// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plan/schedule.hpp"

namespace leadscore::plan {

ScheduledTable schedule_table(const ScheduledSum& sum, std::uint32_t subject,
                              const std::vector<std::int64_t>& points) {
  ScheduledTable table;
  table.subject = subject;
  const auto bundle = sum.bundle_of.find(subject);
  if (bundle == sum.bundle_of.end()) {
    table.points = points;
    return table;
  }
  table.bundle = bundle->second;
  table.least = *std::min_element(points.begin(), points.end());
  const auto units = [&](std::size_t code) { return (points[code] - table.least) / sum.unit; };
  table.most = (*std::max_element(points.begin(), points.end()) - table.least) / sum.unit;
  if (points.size() > kMostByteCodes) {
    for (std::size_t code = 0; code < points.size(); ++code) {
      table.words.push_back(static_cast<std::uint16_t>(units(code)));
    }
    return table;
  }
  const std::size_t size = padded_bytes(points.size());
  table.chunks = (points.size() + 15) / 16;
  table.low.resize(size);
  table.high.resize(size);
  for (std::size_t code = 0; code < points.size(); ++code) {
    table.low[code] = static_cast<std::uint8_t>(units(code) & 0xFF);
    table.high[code] = static_cast<std::uint8_t>(units(code) >> 8);
  }
  if (std::count(table.high.begin(), table.high.end(), 0) == static_cast<std::ptrdiff_t>(size)) {
    table.high.clear();
  }
  return table;
}

}  // namespace leadscore::plan
