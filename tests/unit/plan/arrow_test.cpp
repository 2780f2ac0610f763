// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include <leadscore/arrow.hpp>
#include <leadscore/ruleset.hpp>

#include "support/catch.hpp"

namespace leadscore {
namespace {

RuleSet rules() {
  const Loaded loaded = load_rules({"rules.yaml", R"(leadscore: 1
attributes: {n: integer, x: number, b: boolean, t: text, since: time, tags: list}
exclude: t == "our own"
scores:
  s:
    rules:
      - {rule: n, when: n >= 10, points: 1}
      - {rule: x, when: x > 0.5, points: 2}
      - {rule: b, when: b, points: 4}
      - {rule: t, when: 't in ["one", "two"]', points: 8}
      - {rule: since, when: since >= 2026-01-01T00:00:00Z, points: 16}
      - {rule: tags, when: tags contains "vip", points: -32.5}
bands: {grade: {of: s, A: 15, B: 1}}
signals: {hot: {when: s >= 15}}
)"});
  REQUIRE(loaded);
  return loaded.value();
}

// An array of another library: everything it points to is here, and whether it was released.
struct Foreign {
  ArrowSchema schema{};
  ArrowArray array{};
  bool released = false;
  std::vector<const void*> buffers;
  std::vector<ArrowSchema*> schemas;
  std::vector<ArrowArray*> arrays;

  Foreign(const char* format, const char* name, std::int64_t length, std::vector<const void*> of)
      : buffers(std::move(of)) {
    schema.format = format;
    schema.name = name;
    schema.release = [](ArrowSchema* one) { one->release = nullptr; };
    array.length = length;
    array.null_count = -1;
    array.n_buffers = static_cast<std::int64_t>(buffers.size());
    array.buffers = buffers.data();
    array.private_data = &released;
    array.release = [](ArrowArray* one) {
      *static_cast<bool*>(one->private_data) = true;
      one->release = nullptr;
    };
  }
  Foreign(const Foreign&) = delete;
  Foreign& operator=(const Foreign&) = delete;

  void add(Foreign& child) {
    schemas.push_back(&child.schema);
    arrays.push_back(&child.array);
    schema.children = schemas.data();
    array.children = arrays.data();
    schema.n_children = array.n_children = static_cast<std::int64_t>(schemas.size());
  }
};

const std::uint8_t kAllButThird = 0b1011;

// Four leads with a column of every kind, the third of `n` null.
struct Leads {
  std::array<std::int16_t, 5> n = {99, 10, 9, 11, 12};  // the first is before the offset
  std::array<float, 4> x = {0.75F, 0.5F, 1, 0};
  std::uint8_t b = 0b0110;
  std::array<std::int8_t, 4> t = {1, 0, -1, 2};
  std::array<std::int32_t, 5> entry_offsets = {0, 3, 6, 10, 17};
  std::array<std::int64_t, 4> since = {1'767'225'600, 1'767'225'599, 0, 1'767'225'601};
  std::array<std::int32_t, 5> list_offsets = {0, 1, 1, 3, 3};
  std::array<std::int64_t, 4> tag_offsets = {0, 3, 6, 9};
  std::uint8_t n_known = 0b10111;

  Foreign batch{"+s", "", 4, {nullptr}};
  Foreign n_column{"s", "n", 4, {&n_known, n.data()}};
  Foreign x_column{"f", "x", 4, {nullptr, x.data()}};
  Foreign b_column{"b", "b", 4, {nullptr, &b}};
  Foreign entries{"u", "", 4, {nullptr, entry_offsets.data(), "onetwonineour own"}};
  Foreign t_column{"c", "t", 4, {nullptr, t.data()}};
  Foreign since_column{"tss:UTC", "since", 4, {nullptr, since.data()}};
  Foreign tags{"U", "item", 3, {nullptr, tag_offsets.data(), "vipnewvip"}};
  Foreign tags_column{"+l", "tags", 4, {nullptr, list_offsets.data()}};
  Foreign other{"e", "half floats", 4, {nullptr, nullptr}};

  Leads() {
    n_column.array.offset = 1;
    t_column.schema.dictionary = &entries.schema;
    t_column.array.dictionary = &entries.array;
    tags_column.add(tags);
    for (Foreign* column :
         {&n_column, &x_column, &b_column, &t_column, &since_column, &tags_column, &other}) {
      batch.add(*column);
    }
  }
};

std::string problem_of(const std::function<void(Leads&)>& spoil) {
  const BatchScorer scorer(rules());
  Leads leads;
  spoil(leads);
  auto read = ArrowBatch::read(scorer, leads.batch.schema, leads.batch.array);
  CHECK(!leads.batch.released);
  const auto* problem = std::get_if<std::string>(&read);
  return problem == nullptr ? "none" : *problem;
}

}  // namespace

TEST_CASE("a record batch of all kinds of columns is scored") {
  const BatchScorer scorer(rules());
  Leads leads;
  {
    auto read = ArrowBatch::read(scorer, leads.batch.schema, leads.batch.array);
    INFO((std::holds_alternative<std::string>(read) ? std::get<std::string>(read) : "read"));
    REQUIRE(std::holds_alternative<ArrowBatch>(read));
    const auto& batch = std::get<ArrowBatch>(read);
    CHECK(batch.ignored() == std::vector<std::string>{"half floats"});
    CHECK(leads.batch.array.release == nullptr);
    CHECK(!leads.batch.released);
    // 10 and 0.75 and "two" and on the day, but "vip"; true and "one"; n unknown, 1, true, "vip";
    // 12, "nine", after the day.
    const BatchScores scores = scorer.score(batch.batch());
    CHECK(scores.scores[0].thousandths ==
          std::vector<std::int64_t>{1000 + 2000 + 8000 + 16000 - 32500, 4000 + 8000,
                                    2000 + 4000 - 32500 + 0, 1000 + 16000});
  }
  CHECK(leads.batch.released);
}

TEST_CASE("what does not hold together is refused, and stays the caller's") {
  CHECK(problem_of([](Leads&) {}) == "none");
  CHECK(problem_of([](Leads& l) { l.n_column.array.length = 3; }) ==
        "column 'n': a column is shorter than the batch");
  CHECK(problem_of([](Leads& l) { l.n_column.array.offset = -1; }) ==
        "column 'n': a count is negative");
  CHECK(problem_of([](Leads& l) { l.x_column.array.n_buffers = 1; }) ==
        "column 'x': a wrong number of buffers");
  CHECK(problem_of([](Leads& l) { l.x_column.buffers[1] = nullptr; }) ==
        "column 'x': a buffer is not there");
  CHECK(problem_of([](Leads& l) { l.entry_offsets[2] = 2; }) ==
        "column 't': dictionary: the offsets go back");
  CHECK(problem_of([](Leads& l) { l.entry_offsets[0] = -1; }) ==
        "column 't': dictionary: an offset is negative");
  CHECK(problem_of([](Leads& l) { l.list_offsets[4] = 9; }) ==
        "column 'tags': list: a column is shorter than the batch");
  CHECK(problem_of([](Leads& l) { l.b_column.schema.format = "w:16"; }) ==
        "column 'b': columns of format 'w:16' are not read");
  CHECK(problem_of([](Leads& l) { l.x_column.schema.name = "n"; }) ==
        "column 'n': input 'n' takes integers");
  CHECK(problem_of([](Leads& l) { l.t_column.array.dictionary = nullptr; }) ==
        "column 't': the dictionary is not there");
  CHECK(problem_of([](Leads& l) { l.batch.schema.n_children = 2; }) ==
        "the schema and the array differ in their number of columns");
  CHECK(problem_of([](Leads& l) { l.batch.schema.format = "i"; }) ==
        "a record batch is wanted: a struct array, format '+s'");
  CHECK(problem_of([](Leads& l) { l.batch.schema.release = nullptr; }) ==
        "the schema or the array was released already");
}

TEST_CASE("scores are written as a record batch") {
  const RuleSet set = rules();
  const BatchScorer scorer(set);
  const std::vector<std::int64_t> n = {10, 0, 10, 10};
  const std::vector<std::string_view> t = {"one", "one", "our own", "none"};
  const std::uint8_t b = 0b0001;
  const std::vector<double> x = {1, 0, 0, 0};
  Batch batch(scorer, 4);
  REQUIRE(!batch.set(0, Column::of(std::span<const std::int64_t>(n))));
  REQUIRE(!batch.set(1, Column::of(std::span<const double>(x))));
  REQUIRE(!batch.set(2, Column::of_bits({&b, 0}, 4)));
  REQUIRE(!batch.set(3, Column::of(std::span<const std::string_view>(t))));
  ArrowSchema schema{};
  ArrowArray array{};
  write_arrow(set, scorer.score(batch), schema, array);
  REQUIRE(schema.n_children == 4);
  REQUIRE(array.n_children == 4);
  CHECK(array.length == 4);
  const auto name = [&](int i) { return std::string(schema.children[i]->name); };
  const auto format = [&](int i) { return std::string(schema.children[i]->format); };
  CHECK(name(0) + name(1) + name(2) + name(3) == "excludedsgradehot");
  CHECK(format(0) + format(1) + format(2) + format(3) == "bd:22,3ib");
  const auto byte = [&](int column, int buffer) {
    return static_cast<const std::uint8_t*>(array.children[column]->buffers[buffer])[0];
  };
  CHECK(byte(0, 1) == 0b0100);
  const auto* points = static_cast<const std::int64_t*>(array.children[1]->buffers[1]);
  CHECK(std::vector<std::int64_t>(points, points + 8) ==
        std::vector<std::int64_t>{15'000, 0, 8'000, 0, 0, 0, 1'000, 0});
  CHECK((byte(1, 0) & kAllButThird) == kAllButThird);
  CHECK((byte(1, 0) & 0b0100) == 0);
  const auto* bands = static_cast<const std::int32_t*>(array.children[2]->buffers[1]);
  CHECK(std::vector<std::int32_t>(bands, bands + 4) == std::vector<std::int32_t>{0, 1, 0, 1});
  CHECK((byte(2, 0) & 0x0F) == kAllButThird);
  const ArrowArray& texts = *array.children[2]->dictionary;
  CHECK(std::string(static_cast<const char*>(texts.buffers[2]), 2) == "AB");
  CHECK(byte(3, 1) == 0b0001);
  // A consumer may move a column out, and then releases both.
  ArrowArray moved = *array.children[1];
  array.children[1]->release = nullptr;
  array.release(&array);
  CHECK(array.release == nullptr);
  CHECK(static_cast<const std::int64_t*>(moved.buffers[1])[0] == 15'000);
  moved.release(&moved);
  schema.release(&schema);
  CHECK(schema.release == nullptr);
}

}  // namespace leadscore
