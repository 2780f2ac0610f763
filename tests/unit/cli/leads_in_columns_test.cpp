// SPDX-License-Identifier: Apache-2.0

// Leads that go into columns are scored, counted and refused as leads that become facts. A file of
// facts, though it is empty, makes `score` take the other way.
#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "cli/command.hpp"
#include "support/catch.hpp"
#include "support/dice.hpp"
#include "unit/cli/files.hpp"

namespace leadscore::cli {
namespace {

using support::Dice;

constexpr const char* kRules = R"(
leadscore: 1
timezone: Asia/Shanghai
attributes:
  industry: text
  level: {type: text, one_of: [Junior, Senior], default: Junior}
  code: {type: text, exact: true}
  size: integer
  floor: {type: integer, one_of: [1, 2, 3]}
  revenue: {type: number, default: 2.5}
  vip: boolean
  trial: time
  tools: list
  never said: text
exclude: code == "ours"
scores:
  fit:
    min: -10
    rules:
      - {rule: software, when: industry == "software", points: 20}
      - {rule: senior, when: level == "senior", points: 3}
      - {rule: big, when: size >= 100, points: 5.5}
      - {rule: exact, when: code == "aB", points: 0.125}
      - {rule: two, when: floor == 2, points: 1}
      - {rule: rich, when: revenue > 2, points: 7}
      - {rule: vip, when: vip == true, points: 11}
      - {rule: no vip, when: vip == false, points: -13}
      - {rule: trial, when: trial > 2026-01-01, points: 17}
      - {rule: crm, when: tools contains "crm", points: 29}
      - {rule: blank, when: never_said is unknown, points: 0.25}
  root: sqrt(fit)
bands:
  grade: {of: fit, "A, or B": 20, C: 5}
signals:
  mql: {when: fit >= 20}
  calm: {when: not (vip == true and stage == "new")}
lifecycle:
  stages: [{stage: new}, {stage: very hot}]
  moves: [{to: very hot, signal: mql}]
routing:
  - {to: desk, when: stage == "new" and size < 50}
  - {to: rest}
)";

// Standard error, kept in a file for as long as this lives.
class Told {
 public:
  explicit Told(const std::string& path) : before_(::dup(STDERR_FILENO)) {
    std::fflush(stderr);
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(file, STDERR_FILENO);
    ::close(file);
  }
  ~Told() {
    std::fflush(stderr);
    ::dup2(before_, STDERR_FILENO);
    ::close(before_);
  }
  Told(const Told&) = delete;
  Told& operator=(const Told&) = delete;

 private:
  int before_;
};

enum class Way { columns, facts };

// The status, what is written, what is rejected and what is said, of leads in a file.
std::string scored(const Folder& folder, const std::string& leads, Way way, Options options) {
  options.rules = {folder.with_file("rules.yaml", kRules)};
  options.leads = folder.path(leads);
  if (way == Way::facts) options.facts = {folder.with_file("none.jsonl", "")};
  options.at = "2026-03-01";
  options.out = folder.path("out");
  options.rejects = folder.path("rejects");
  int status = 0;
  {
    const Told told(folder.path("told"));
    status = run_score(options, Console(false, Style{}));
  }
  return std::to_string(status) + '\n' + folder.content("out") + folder.content("rejects") +
         folder.content("told");
}

// Checks that both ways give the same; what they give.
std::string same(std::string_view leads, const Options& options = {},
                 const std::string& name = "leads.csv") {
  const Folder folder;
  (void)folder.with_file(name, leads);
  INFO(std::string(leads.substr(0, 2000)));
  std::string all;
  for (const Format format : {Format::json, Format::csv, Format::table}) {
    Options each = options;
    each.format = format;
    const std::string columns = scored(folder, name, Way::columns, each);
    REQUIRE(columns == scored(folder, name, Way::facts, each));
    all += columns;
  }
  return all;
}

std::string repeated(std::size_t count, const std::string& text) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

// What stands between the `~` of a text.
std::vector<std::string> parts(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t end = text.find('~'); end != std::string_view::npos; end = text.find('~')) {
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.emplace_back(text);
  return parts;
}

std::string any_csv(Dice& dice) {
  const auto leads = parts("L1~L2~ L3 ~\"L,4\"~\"L\"\"5\"~~L\xff~NA~\xe4\xb8\xad~\"L\n6\"");
  auto cells = parts(
      "~~ ~software~Software ~\"Soft\"\"ware\"~\"a,b\"~\"a\nb\"~senior~boss~aB~ours~100~99~1e2~"
      "100.0~+5~9223372036854775808~-0~2~4~.5~inf~yes~TRUE~nO~\xe3\x80\x80~\xe3\x80\x80 100~"
      "2026-03-01~2026-01-01 08:00~2026-13-01~crm; ads~;~CRM;;~NA~\"\"~\" 7 \"~x\xff~x\xfe~"
      "\"unclosed~\"x\"y~5\" disk~\t3\t");
  cells.emplace_back("n\0l", 3);
  std::string text = dice.percent(20) ? "\xef\xbb\xbf" : "";
  const bool dated = dice.percent(30);
  text += "lead,industry,level,code,size,floor,revenue,vip,trial,tools,Notes";
  text += dated ? ",at\n" : "\n";
  const std::string line_break = dice.word({"\n", "\r\n", "\r"});
  const int count = dice.between(0, 40);
  for (int i = 0; i < count; ++i) {
    if (dice.percent(5)) text += dice.word({"", " ", " \t"}) + line_break;
    text += dice.percent(60) ? "N" + std::to_string(i) : dice.of(leads);
    const int width = dice.percent(90) ? 10 : dice.between(0, 12);
    for (int cell = 0; cell < width; ++cell) {
      text += ',' + (dice.percent(30) ? std::string() : dice.of(cells));
    }
    if (dated) text += ',' + (dice.percent(90) ? std::string() : dice.word({"2026-02-01", "x"}));
    if (i + 1 < count || dice.percent(50)) text += line_break;
  }
  return text;
}

std::string any_json(Dice& dice, bool dated) {
  const auto values = parts(
      R"(null~true~false~100~2~2.0~1e400~-7.5~""~" "~"software"~"Senior"~"aB"~"ours"~"2026-03-01"~)"
      R"("100"~[]~["crm"]~["a;crm",""]~[" crm ","crm"]~[1]~{}~"\u3000"~"NA")");
  const auto names = parts(
      "industry~level~code~size~floor~revenue~vip~trial~tools~tools~never said~never_said~Notes");
  std::string text;
  const int count = dice.between(0, 40);
  for (int i = 0; i < count; ++i) {
    text += "{\"lead\":" + (dice.percent(70) ? '"' + ("N" + std::to_string(i)) + '"'
                                             : dice.word({"1", "\"1\"", "\"L2\"", "null", "[]"}));
    if (dated && dice.percent(5)) {
      text += ",\"at\":" + dice.word({"\"2026-02-01\"", "\"2026-01-01\"", "\"soon\"", "7", "\"\""});
    }
    const int width = dice.between(0, 8);
    for (int value = 0; value < width; ++value) {
      text += ",\"" + dice.of(names) + "\":" + dice.of(values);
    }
    text += dice.percent(97) ? "}\n" : "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("plain leads, and what becomes of them") {
  const std::string given = same(
      "lead,industry,size,Notes\nL1,software,300,x\nL2,,many,\nL1,software,300,y\n"
      "L1,,,\nL3,\n");
  CHECK(given.starts_with(
      "1\n"
      R"({"lead":"L1","scores":{"fit":32.75,"root":5.723},"bands":{"grade":"A, or B"},)"
      R"("stage":"very hot","route":"rest",)"
      R"("signals":{"mql":{"on":true,"pass":1,"since":"2026-02-28T16:00:00Z"},)"
      R"("calm":{"on":true,"pass":1,"since":"2026-02-28T16:00:00Z"}}})"
      "\n"));
  CHECK(given.find("leads.csv:3: bad value: size: 'many' is no integer\n") != std::string::npos);
  CHECK(given.find(":5: lead 'L1' has another row, in line 2, that") != std::string::npos);
  CHECK(given.find("read 5 leads: 2 applied, 1 duplicate, 2 rejected; 1 bad value\n") !=
        std::string::npos);
}

TEST_CASE("each way is taken where it is said to be") {
  const Folder folder;
  (void)folder.with_file("leads.csv", "lead,size\nL1,300\n");
  (void)folder.with_file("dated.csv", "lead,at,size\nL1,,300\nL2,2026-01-01,3\n");
  Options options;
  options.timings = true;
  const auto takes = [&](const char* leads, Way way, const char* words) {
    return scored(folder, leads, way, options).find(words) != std::string::npos;
  };
  CHECK(takes("leads.csv", Way::columns, "scored 1 lead in 0."));
  CHECK(takes("leads.csv", Way::columns, " s (in columns), wrote 0.0 MB in "));
  CHECK(takes("leads.csv", Way::facts, " s (one by one), wrote "));
  CHECK(takes("dated.csv", Way::columns, " s (one by one), wrote "));
  options.quiet = true;
  CHECK(takes("leads.csv", Way::columns, "(in columns)"));
}

TEST_CASE("files that are hard to read") {
  const std::string header = "lead,industry,size,tools\n";
  const std::string_view files[] = {
      "",
      "\n\n",
      "lead,industry\n",
      "lead,industry",
      "\xef\xbb\xbflead,industry\nL1,software\n",
      "industry\nL1\n",
      "lead,size,size\nL1,1,2\n",
      "lead,at\nL1,\n",
      "lead,at,industry\nL1,,software\nL1,2026-02-01,\nL2,soon,software\nL1,,software\nL1,,x\n",
      "Lead,Sector\nL1,software\n",
      "lead,industry\r\nL1,software\r\n\r\nL2,\"a\r\nb\"\r\n",
  };
  for (const std::string_view file : files) (void)same(file);
  (void)same(header + "L1," + std::string(65'536, 'x') + ",1,\nL2," + std::string(65'537, 'x') +
             ",1,\nL3," + std::string(262'144, 'x') + ",1,\nL4,\"" + repeated(300, "a\n") +
             "\",5,crm\n");
  (void)same(header + "L1,\"" + repeated(2000, std::string(100, 'y') + '\n') + "\",1,\nL2,a,1,\n" +
             "L3,\"" + repeated(3000, std::string(100, 'y') + '\n'));
  // What differs only in bytes that are no UTF-8 says the same.
  (void)same(header + "L1,a\xff,1,\nL1,a\xfe,1,\nL1,a,1,\nL2,a,1,\xff\nL2,a,1,\xfe\n");
}

TEST_CASE("columns by other names, cells that say nothing") {
  Options options;
  options.columns.lead = "Number";
  options.columns.renamed = {{"Sector", "industry"}, {"When", "at"}};
  options.columns.missing = {"NA", "Select"};
  (void)same("Sector,Number,never_said\nNA,7,Select\nsoftware,8,NA \nsoftware,NA,\n", options);
  (void)same("Sector,Number,When\nsoftware,7,NA\nx,8,2026-02-01\nsoftware,7,\ny,7,Select\n",
             options);
}

TEST_CASE("many rows, in more than one batch and stretch, whatever the threads") {
  std::string text = "lead,industry,size,vip,tools\n";
  for (int i = 0; i < 9000; ++i) {
    text += "L" + std::to_string(i % 8900) + ",sector " + std::to_string(i % 7) + ',' +
            (i % 1000 == 0 ? "x" : std::to_string(i % 250)) + ',' +
            (i % 3 == 0 ? "yes" : "\"no\"") + ",crm;tool " + std::to_string(i % 1300) + '\n';
  }
  for (const unsigned threads : {1U, 3U}) {
    Options options;
    options.threads = threads;
    (void)same(text, options);
  }
}

TEST_CASE("any CSV") {
  const std::uint64_t count = support::seeds(150);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    INFO("seed " << seed);
    Dice dice(seed);
    Options options;
    if (dice.percent(50)) options.columns.missing = {"NA"};
    (void)same(any_csv(dice), options);
  }
}

TEST_CASE("any JSON Lines") {
  const std::uint64_t count = support::seeds(150);
  for (std::uint64_t seed = 0; seed < count; ++seed) {
    INFO("seed " << seed);
    Dice dice(seed);
    Options options;
    if (dice.percent(50)) options.columns.missing = {"NA"};
    (void)same(any_json(dice, dice.percent(40)), options, "leads.jsonl");
  }
}

}  // namespace leadscore::cli
