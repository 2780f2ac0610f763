// SPDX-License-Identifier: Apache-2.0
#include "peers/column_loop.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "peers/plain.hpp"

namespace leadscore::peers {
namespace {

// It has a function of one lead, too, which is not called here.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
namespace rules {
#include "rules.inc"
}
#pragma GCC diagnostic pop

class Reader {
 public:
  Reader(const workload::Workload& from, const std::vector<PlainColumn>& columns)
      : from_(from), columns_(columns) {}

  template <class Item>
  [[nodiscard]] const Item* read(std::string_view name) const {
    std::size_t i = 0;
    while (from_.attributes[i].name != name) ++i;
    if constexpr (sizeof(Item) == 8) {
      return columns_[i].numbers.data();
    } else if constexpr (sizeof(Item) == 2) {
      return columns_[i].codes.data();
    } else {
      return columns_[i].bytes.data();
    }
  }

 private:
  const workload::Workload& from_;
  const std::vector<PlainColumn>& columns_;
};

}  // namespace

struct ColumnLoop::Parts {
  std::size_t leads = 0;
  std::vector<PlainColumn> kept;
  rules::Columns columns;
};

ColumnLoop::ColumnLoop(const workload::Workload& from, const workload::Columns& columns) {
  auto parts = std::make_unique<Parts>();
  parts->leads = columns.leads;
  for (std::size_t i = 0; i < from.attributes.size(); ++i) {
    parts->kept.push_back(plain(from.attributes[i], columns.values[i], columns.leads));
  }
  const Reader reader(from, parts->kept);
  parts->columns.load(reader);
  parts_ = std::move(parts);
}

ColumnLoop::~ColumnLoop() = default;

void ColumnLoop::score(std::vector<std::int64_t>& totals) const {
  totals.resize(parts_->leads);
  for (std::size_t i = 0; i < parts_->leads; i += rules::kBlock) {
    const std::size_t count = std::min(rules::kBlock, parts_->leads - i);
    rules::score_columns(parts_->columns.from(i), count, totals.data() + i);
  }
}

}  // namespace leadscore::peers
