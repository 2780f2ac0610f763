// SPDX-License-Identifier: Apache-2.0
#include "model/builder.hpp"

#include "support/catch.hpp"

namespace leadscore::model {
namespace {

struct Fixture {
  Source source{"rules.yaml", ""};
  Limits limits;
  Model model;
  Diagnostics diagnostics;
  Builder build{source, limits, model, diagnostics};

  yaml::Node scalar(const std::string& text) {
    source.text = text;
    yaml::Node node;
    node.text = text;
    node.span = {0, static_cast<std::uint32_t>(text.size())};
    return node;
  }
  std::string message() {
    if (diagnostics.empty()) return "";
    std::string out = diagnostics.back().code + ": " + diagnostics.back().message;
    diagnostics.clear();
    return out;
  }
};

}  // namespace

TEST_CASE("numbers of a rule file are read strictly") {
  Fixture f;
  CHECK(f.build.integer(f.scalar("1_000"), "'n'", 1, 1000) == 1000);
  CHECK(!f.build.integer(f.scalar("1001"), "'n'", 1, 1000));
  CHECK(f.message() == "out-of-range: 'n' must be from 1 to 1000");
  CHECK(!f.build.integer(f.scalar("1.5"), "'n'", 1, 1000));
  CHECK(f.message() == "bad-number: 'n' needs a whole number, not '1.5'");
  CHECK(!f.build.integer(f.scalar("0x10"), "'n'", 1, 1000));
  CHECK(f.message() == "bad-number: 'n' needs a whole number, not '0x10'");

  CHECK(f.build.points(f.scalar("-12.125"), "'max'") == Points::thousandths(-12125));
  CHECK(!f.build.points(f.scalar("1.2345"), "'max'"));
  CHECK(f.message() ==
        "bad-points: 'max' has at most 3 digits after the point, and '1.2345' has 4");
  CHECK(!f.build.points(f.scalar("1e3"), "'max'"));
  CHECK(!f.build.points(f.scalar("1000000001"), "'max'"));
  CHECK(!f.build.points(f.scalar(".inf"), "'max'"));

  CHECK(f.build.decimal(f.scalar("0.25"), "'weight'", 6) == Decimal{250000, 6});
  CHECK(!f.build.decimal(f.scalar("0.1234567"), "'weight'", 6));
  CHECK(!f.build.decimal(f.scalar("half"), "'weight'", 6));
  CHECK(f.message() == "bad-number: 'weight' needs a number, not 'half'");
}

TEST_CASE("durations say what they can be") {
  Fixture f;
  const Duration day = std::chrono::hours(24);
  CHECK(f.build.duration(f.scalar("36h"), "'for'", Duration(1), 7 * day) == day * 3 / 2);
  CHECK(!f.build.duration(f.scalar("8d"), "'for'", day, 7 * day));
  CHECK(f.message() == "out-of-range: 'for' must be from 1d to 1w");
  CHECK(!f.build.duration(f.scalar("5m"), "'for'", day, 7 * day));
  CHECK(f.diagnostics.back().hint.find("min") != std::string::npos);
}

TEST_CASE("nothing is not something") {
  Fixture f;
  CHECK(!f.build.text(f.scalar(""), "'name'"));
  CHECK(f.message() == "wrong-kind: 'name' needs a text");
  CHECK(!f.build.boolean(f.scalar("~"), "'enabled'"));
  CHECK(f.message() == "wrong-kind: 'enabled' needs true or false");
  CHECK(!f.build.boolean(f.scalar("True"), "'enabled'"));
  CHECK(f.message() == "wrong-type: 'enabled' needs true or false, not 'True'");
  CHECK(!f.build.signal(f.scalar("")));
  CHECK(f.message() == "wrong-kind: the name of a signal is needed here");
}

TEST_CASE("names of stages and signals are looked up") {
  Fixture f;
  f.model.vocabulary.stages = {"new", "sales_ready"};
  CHECK(f.build.stage(f.scalar("sales ready")) == 1u);
  CHECK(!f.build.stage(f.scalar("sales redy")));
  CHECK(f.message() == "unknown-stage: unknown stage 'sales redy'; did you mean 'sales_ready'?");
  CHECK(!f.build.stage(f.scalar("other")));
  CHECK(f.diagnostics.back().hint == "known: new, sales_ready");
}

TEST_CASE("points of a rule: a number, a constant or an expression") {
  Fixture f;
  auto& symbols = f.model.vocabulary.symbols;
  symbols["strong"].kind = expr::SymbolKind::constant;
  symbols["strong"].type.type = expr::Type::number;
  symbols["strong"].constant = Datum::of(std::int64_t{15});
  symbols["size"].type.type = expr::Type::number;

  CHECK(std::get<Points>(*f.build.worth(f.scalar("strong"), "'points'", {})) == Points::whole(15));
  CHECK(std::get<Points>(*f.build.worth(f.scalar("-1.5"), "'points'", {})) ==
        Points::thousandths(-1500));
  CHECK(std::holds_alternative<Expr>(*f.build.worth(f.scalar("strong * 2"), "'points'", {})));
  CHECK(std::holds_alternative<Expr>(*f.build.worth(f.scalar("2-1"), "'points'", {})));
  CHECK(std::holds_alternative<Expr>(*f.build.worth(f.scalar("-size"), "'points'", {})));
  CHECK(!f.build.worth(f.scalar("0.0005"), "'points'", {}));
  CHECK(f.message() ==
        "bad-points: 'points' has at most 3 digits after the point, and '0.0005' has 4");
}

TEST_CASE("a property of the event wins over a constant in the points of an event rule") {
  Fixture f;
  auto& symbols = f.model.vocabulary.symbols;
  symbols["strong"].kind = expr::SymbolKind::constant;
  symbols["strong"].type.type = expr::Type::number;
  symbols["strong"].constant = Datum::of(std::int64_t{15});
  f.model.vocabulary.events = {{"view", false, {{"strong", {expr::Type::number, false, {}}}}}};
  const Where where{expr::Context::occurrence, {0}};
  CHECK(std::holds_alternative<Expr>(*f.build.worth(f.scalar("strong"), "'points'", where)));
}

TEST_CASE("separators stand between digits") {
  CHECK(without_separators("1_000_000.5") == "1000000.5");
  CHECK(without_separators("_1") == "_1");
  CHECK(without_separators("1__0") == "1__0");
  CHECK(without_separators("1_") == "1_");
}

}  // namespace leadscore::model
