// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include "base/utf8.hpp"
#include "cli/print_test.hpp"

namespace leadscore::cli {
namespace {

// What XML 1.0 can hold.
bool is_allowed(const utf8::Char& c) {
  const bool control = c.value < 0x20 && c.value != '\t' && c.value != '\n' && c.value != '\r';
  return c.valid && !control && c.value != 0xFFFE && c.value != 0xFFFF;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const utf8::Char c = utf8::decode(text, i);
    if (!is_allowed(c)) {
      out += "\xef\xbf\xbd";
    } else if (c.value == '&') {
      out += "&amp;";
    } else if (c.value == '<') {
      out += "&lt;";
    } else if (c.value == '>') {
      out += "&gt;";
    } else if (c.value == '"') {
      out += "&quot;";
    } else if (c.value < 0x20 && c.value != '\n') {
      out += "&#" + std::to_string(static_cast<unsigned>(c.value)) + ';';
    } else {
      out += text.substr(i, c.bytes);
    }
    i += c.bytes;
  }
  return out;
}

std::string attribute(const char* name, std::string_view value) {
  std::string text = escaped(value);
  // A parser reads a line break in an attribute as a blank.
  for (std::size_t i = text.find('\n'); i != std::string::npos; i = text.find('\n', i)) {
    text.replace(i, 1, "&#10;");
  }
  return ' ' + std::string(name) + "=\"" + text + '"';
}

std::string failure_xml(const std::string& file, const TestFailure& failure) {
  const std::string message = failure.what + " at " + to_text(failure.at) + ": expected " +
                              failure.expected + ", got " + failure.got;
  const std::string place = file + ':' + std::to_string(failure.place.line);
  return "      <failure" + attribute("message", message) + '>' +
         escaped(place + ": " + message + '\n' + failure.because) + "</failure>\n";
}

std::string case_xml(const std::string& file, const TestResult& result) {
  const std::string begin = "    <testcase" + attribute("classname", file) +
                            attribute("name", result.name) + attribute("file", file) +
                            attribute("line", std::to_string(result.place.line));
  if (result.failures.empty()) return begin + "/>\n";
  std::string failures;
  for (const TestFailure& failure : result.failures) failures += failure_xml(file, failure);
  return begin + ">\n" + failures + "    </testcase>\n";
}

}  // namespace

std::string tests_junit(const std::vector<TestedFile>& files) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (const TestedFile& file : files) {
    text += "  <testsuite" + attribute("name", file.name) +
            attribute("tests", std::to_string(file.report.results.size())) +
            attribute("failures", std::to_string(failed_count(file.report))) +
            " errors=\"0\" skipped=\"0\">\n";
    for (const TestResult& result : file.report.results) text += case_xml(file.name, result);
    text += "  </testsuite>\n";
  }
  return text + "</testsuites>\n";
}

}  // namespace leadscore::cli
