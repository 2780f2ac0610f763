// SPDX-License-Identifier: Apache-2.0

// Conditions of a workload in the words of another engine.
//
// `not` is pushed down to the tests, so that a test with a missing value is false and no engine
// needs to know of a third truth.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "support/workload.hpp"

namespace leadscore::peers {

class Language {
 public:
  explicit Language(const workload::Workload& from) : from_(from) {}
  virtual ~Language() = default;

  [[nodiscard]] std::string condition(const workload::Condition& when, bool negated = false) const;
  [[nodiscard]] std::string condition(const workload::Case& of) const;

  // Each test is false where the attribute is missing, also when it is the negative one.
  [[nodiscard]] virtual std::string compare(std::size_t attribute, const char* sign,
                                            double value) const = 0;
  [[nodiscard]] virtual std::string flag(std::size_t attribute, bool wanted) const = 0;
  [[nodiscard]] virtual std::string one_of(std::size_t attribute,
                                           const std::vector<std::size_t>& texts,
                                           bool wanted) const = 0;
  [[nodiscard]] virtual std::string contains(std::size_t attribute, const std::string& part,
                                             bool wanted) const = 0;
  [[nodiscard]] virtual std::string known(std::size_t attribute, bool wanted) const = 0;
  [[nodiscard]] virtual std::string joined(const std::vector<std::string>& parts,
                                           bool all) const = 0;

  [[nodiscard]] const workload::Workload& from() const { return from_; }
  [[nodiscard]] const workload::Attribute& attribute(std::size_t i) const {
    return from_.attributes[i];
  }

 private:
  const workload::Workload& from_;
};

// SQL, with a column for each attribute: numbers, 0 and 1, texts, null.
class Sql : public Language {
 public:
  using Language::Language;
  [[nodiscard]] std::string compare(std::size_t attribute, const char* sign,
                                    double value) const override;
  [[nodiscard]] std::string flag(std::size_t attribute, bool wanted) const override;
  [[nodiscard]] std::string one_of(std::size_t attribute, const std::vector<std::size_t>& texts,
                                   bool wanted) const override;
  [[nodiscard]] std::string contains(std::size_t attribute, const std::string& part,
                                     bool wanted) const override;
  [[nodiscard]] std::string known(std::size_t attribute, bool wanted) const override;
  [[nodiscard]] std::string joined(const std::vector<std::string>& parts, bool all) const override;
};

// What languages with expressions over the values of one lead differ in.
struct Words {
  std::string before, after;  // around an attribute's name
  std::string and_word, or_word, equal, differs;
  std::string text_known, text_missing;  // tests of a text, after its name
  std::string quote;                     // what follows a quoted text
  std::string contains_before, contains_middle, contains_after;
  std::string flag_true, flag_false, flag_known, flag_missing;
  bool missing_is_nan = true;  // of a number; else as of a text
};
[[nodiscard]] Words lua_words();
[[nodiscard]] Words javascript_words();  // of columns
[[nodiscard]] Words fact_words();        // JavaScript with an object for each lead
[[nodiscard]] Words row_words();         // C++ with a struct for each lead

class Script : public Language {
 public:
  Script(const workload::Workload& from, Words words) : Language(from), words_(std::move(words)) {}
  [[nodiscard]] std::string compare(std::size_t attribute, const char* sign,
                                    double value) const override;
  [[nodiscard]] std::string flag(std::size_t attribute, bool wanted) const override;
  [[nodiscard]] std::string one_of(std::size_t attribute, const std::vector<std::size_t>& texts,
                                   bool wanted) const override;
  [[nodiscard]] std::string contains(std::size_t attribute, const std::string& part,
                                     bool wanted) const override;
  [[nodiscard]] std::string known(std::size_t attribute, bool wanted) const override;
  [[nodiscard]] std::string joined(const std::vector<std::string>& parts, bool all) const override;

 private:
  [[nodiscard]] std::string name(std::size_t i) const;
  [[nodiscard]] std::string quoted(const std::string& text) const;

  Words words_;
};

// C++ over columns of codes: 0 is a missing text, n + 1 that of place n. Without branches, so that
// a compiler can use vectors.
class Loop : public Language {
 public:
  using Language::Language;
  [[nodiscard]] std::string compare(std::size_t attribute, const char* sign,
                                    double value) const override;
  [[nodiscard]] std::string flag(std::size_t attribute, bool wanted) const override;
  [[nodiscard]] std::string one_of(std::size_t attribute, const std::vector<std::size_t>& texts,
                                   bool wanted) const override;
  [[nodiscard]] std::string contains(std::size_t attribute, const std::string& part,
                                     bool wanted) const override;
  [[nodiscard]] std::string known(std::size_t attribute, bool wanted) const override;
  [[nodiscard]] std::string joined(const std::vector<std::string>& parts, bool all) const override;

  // Tables that conditions written so far look into, as C++.
  [[nodiscard]] const std::string& tables() const { return tables_; }

 private:
  [[nodiscard]] std::string name(std::size_t i) const { return "c." + attribute(i).name + "[i]"; }
  mutable std::string tables_;
  mutable std::size_t next_ = 0;
};

// The condition of a rule of json-rules-engine.
class Json : public Language {
 public:
  using Language::Language;
  [[nodiscard]] std::string compare(std::size_t attribute, const char* sign,
                                    double value) const override;
  [[nodiscard]] std::string flag(std::size_t attribute, bool wanted) const override;
  [[nodiscard]] std::string one_of(std::size_t attribute, const std::vector<std::size_t>& texts,
                                   bool wanted) const override;
  [[nodiscard]] std::string contains(std::size_t attribute, const std::string& part,
                                     bool wanted) const override;
  [[nodiscard]] std::string known(std::size_t attribute, bool wanted) const override;
  [[nodiscard]] std::string joined(const std::vector<std::string>& parts, bool all) const override;

 private:
  [[nodiscard]] std::string leaf(std::size_t i, const std::string& sign,
                                 const std::string& value) const;
};

// A finite number as every language reads it.
[[nodiscard]] std::string number(double value);

}  // namespace leadscore::peers
