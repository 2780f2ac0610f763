// SPDX-License-Identifier: Apache-2.0
#include "cli/print_test.hpp"

#include <algorithm>

#include <leadscore/value.hpp>

#include "cli/print_coverage.hpp"
#include "cli/words.hpp"

namespace leadscore::cli {
namespace {

std::string place_text(const std::string& file, Place place) {
  return printable(file) + ':' + std::to_string(place.line);
}

std::string place_json(Place place) {
  return "\"line\":" + std::to_string(place.line) + ",\"column\":" + std::to_string(place.column);
}

// Each line of a text behind some blanks.
std::string indented(std::string_view text, std::size_t blanks) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    result += std::string(blanks, ' ') + printable(text.substr(0, end)) + '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

std::string failure_text(const std::string& file, const TestFailure& failure) {
  return "  " + place_text(file, failure.place) + ": " + printable(failure.what) + " at " +
         to_text(failure.at) + ": expected " + printable(failure.expected) + ", got " +
         printable(failure.got) + '\n' + indented(failure.because, 6);
}

std::string failure_json(const TestFailure& failure) {
  return "{" + place_json(failure.place) + ",\"at\":" + json_string(to_text(failure.at)) +
         ",\"what\":" + json_string(failure.what) +
         ",\"expected\":" + json_string(failure.expected) + ",\"got\":" + json_string(failure.got) +
         ",\"because\":" + json_string(failure.because) + '}';
}

std::string result_json(const std::string& file, const TestResult& result) {
  std::string failures;
  for (const TestFailure& failure : result.failures) {
    failures += (failures.empty() ? "" : ",") + failure_json(failure);
  }
  return "{\"file\":" + json_string(file) + ",\"test\":" + json_string(result.name) + ',' +
         place_json(result.place) + ",\"ok\":" + (result.failures.empty() ? "true" : "false") +
         ",\"failures\":[" + failures + "]}\n";
}

}  // namespace

std::size_t failed_count(const TestReport& report) {
  return static_cast<std::size_t>(
      std::count_if(report.results.begin(), report.results.end(),
                    [](const TestResult& result) { return !result.failures.empty(); }));
}

std::string tests_summary(const std::vector<TestedFile>& files) {
  std::size_t all = 0;
  std::size_t failed = 0;
  for (const TestedFile& file : files) {
    all += file.report.results.size();
    failed += failed_count(file.report);
  }
  return counted(all, "test") + ": " + grouped(all - failed) + " ok, " + grouped(failed) +
         " failed";
}

std::string tests_text(const TestedFile& file, bool coverage, Style style) {
  std::string text;
  for (const TestResult& result : file.report.results) {
    const bool good = result.failures.empty();
    text += (good ? style.green("ok    ") : style.red("FAILED")) + "  " + printable(result.name) +
            "  " + style.dim(place_text(file.name, result.place)) + '\n';
    for (const TestFailure& failure : result.failures) text += failure_text(file.name, failure);
  }
  return coverage ? text + coverage_text(file, style) : text;
}

std::string tests_json(const TestedFile& file, bool coverage) {
  std::string text;
  for (const TestResult& result : file.report.results) text += result_json(file.name, result);
  return coverage ? text + coverage_json(file) : text;
}

std::string tests_csv(const std::vector<TestedFile>& files, bool coverage) {
  std::string text = "file,line,test,result,at,what,expected,got\n";
  const auto add = [&text](const std::vector<std::string>& cells) { text += csv_row(cells); };
  for (const TestedFile& file : files) {
    for (const TestResult& result : file.report.results) {
      const std::string line = std::to_string(result.place.line);
      if (result.failures.empty()) add({file.name, line, result.name, "ok", "", "", "", ""});
      for (const TestFailure& failure : result.failures) {
        add({file.name, std::to_string(failure.place.line), result.name, "failed",
             to_text(failure.at), failure.what, failure.expected, failure.got});
      }
    }
    if (!coverage) continue;
    for (const Uncovered& gap : uncovered(file.report)) {
      add({file.name, std::to_string(gap.place.line), "", gap.how, "",
           gap.what + (gap.text.empty() ? "" : ": " + gap.text), "", ""});
    }
  }
  return text;
}

}  // namespace leadscore::cli
