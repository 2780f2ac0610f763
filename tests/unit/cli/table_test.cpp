// SPDX-License-Identifier: Apache-2.0
#include "cli/table.hpp"

#include "support/catch.hpp"

namespace leadscore::cli {
namespace {

TEST_CASE("columns are as wide as a terminal shows their texts") {
  Table table;
  table.add_column("lead");
  table.add_column("fit", Table::Align::right);
  table.add_column("stage");
  table.add_row({"\xe4\xbd\xa0\xe5\xa5\xbd\xe5\x95\x8a", "5", "mql"});
  table.add_row({"L1", "-10.5", "a\nb"});
  CHECK(table.to_text(false) ==
        "lead      fit  stage\n"
        "\xe4\xbd\xa0\xe5\xa5\xbd\xe5\x95\x8a      5  mql\n"
        "L1      -10.5  a\\x0ab\n");
}

TEST_CASE("no line ends with blanks") {
  Table table;
  table.add_column("a");
  table.add_column("b");
  table.add_row({"x", ""});
  CHECK(table.to_text(false) == "a  b\nx\n");
}

}  // namespace
}  // namespace leadscore::cli
