// SPDX-License-Identifier: Apache-2.0
#include "text/regex.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <utility>

#include <re2/re2.h>

namespace leadscore::text {
namespace {

constexpr std::size_t kMostSubjectBytes = 65'536;

// More threads than this share; that is slower, but right.
constexpr std::size_t kSeats = 8;

RE2::Options options_of(bool ignore_case, const Limits& limits) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  options.set_case_sensitive(!ignore_case);
  options.set_max_mem(static_cast<std::int64_t>(limits.regex_memory));
  return options;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

std::string quoted(const std::string& text) { return text.empty() ? "" : " '" + text + "'"; }

// A look-around or another thing that a linear-time engine does not have, or a slip.
std::string explain_operator(const std::string& argument) {
  if (argument == "(?=" || argument == "(?!" || argument == "(?<" || argument == "(?<=" ||
      argument == "(?<!") {
    return "looking ahead or back" + quoted(argument) + " is not supported";
  }
  return "there is no group" + quoted(argument);
}

std::string explain_escape(const std::string& argument) {
  if (argument.size() > 1 && argument[1] >= '1' && argument[1] <= '9') {
    return "a reference to an earlier group" + quoted(argument) + " is not supported";
  }
  return "there is no escape" + quoted(argument);
}

std::string explain(const RE2& pattern) {
  const std::string& argument = pattern.error_arg();
  switch (pattern.error_code()) {
    case RE2::ErrorBadEscape: return explain_escape(argument);
    case RE2::ErrorBadCharClass:
    case RE2::ErrorBadCharRange: return "there is no class of characters" + quoted(argument);
    case RE2::ErrorMissingBracket: return "a ']' is missing after" + quoted(argument);
    case RE2::ErrorMissingParen: return "a ')' is missing";
    case RE2::ErrorUnexpectedParen: return "a ')' has no '(' before it";
    case RE2::ErrorTrailingBackslash: return "a '\\' stands at the end";
    case RE2::ErrorRepeatArgument: return "there is nothing to repeat before" + quoted(argument);
    case RE2::ErrorRepeatSize: return "a repetition" + quoted(argument) + " counts too far";
    case RE2::ErrorRepeatOp: return "two repetitions" + quoted(argument) + " stand in a row";
    case RE2::ErrorBadPerlOp: return explain_operator(argument);
    case RE2::ErrorBadUTF8: return "the pattern is not UTF-8";
    case RE2::ErrorBadNamedCapture:
      return "the name of a group" + quoted(argument) + " cannot be read";
    case RE2::ErrorPatternTooLarge:
      return "the pattern needs too much memory; make it shorter or repeat less";
    default: return "the pattern cannot be compiled";
  }
}

// What is wrong with a compiled pattern; empty if nothing is.
std::string complaint(const RE2& pattern, const Limits& limits) {
  if (!pattern.ok()) return explain(pattern);
  const auto size = static_cast<std::uint64_t>(pattern.ProgramSize());
  if (size <= limits.regex_program) return {};
  return "the pattern compiles to " + std::to_string(size) + " instructions; at most " +
         std::to_string(limits.regex_program) + " are allowed";
}

// A number that differs for most threads that run together: where their stacks and so their
// thread-local data lie. No count of threads is kept, as that would be global state.
std::size_t seat_of_this_thread() {
  static thread_local const char mark = 0;
  const auto page = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(&mark) >> 12U);
  constexpr std::uint64_t kGoldenRatio = 0x9E3779B97F4A7C15;
  return static_cast<std::size_t>((page * kGoldenRatio) >> 61U) % kSeats;
}

}  // namespace

// An RE2 is safe to share but has one cache of states behind a lock, so that two threads do less
// work with one than one alone. So there are some seats, each with an RE2 of its own that is made
// when somebody first sits there; a thread takes its usual seat, or the next free one.
struct Regex::Program {
  struct alignas(64) Seat {
    std::atomic<bool> taken = false;
    std::unique_ptr<const RE2> own;  // only touched by whoever has taken the seat
  };

  struct StandUp {
    void operator()(Seat* seat) const { seat->taken.store(false, std::memory_order_release); }
  };
  using Taken = std::unique_ptr<Seat, StandUp>;

  // Null where no seat is free.
  Taken sit_down() const {
    const std::size_t usual = seat_of_this_thread();
    for (std::size_t i = 0; i < kSeats; ++i) {
      Seat& seat = seats[(usual + i) % kSeats];
      if (!seat.taken.exchange(true, std::memory_order_acquire)) return Taken(&seat);
    }
    return nullptr;
  }

  const RE2& automaton(Seat& seat) const {
    if (seat.own == nullptr) {
      seat.own = std::make_unique<const RE2>(first->pattern(), first->options());
    }
    return *seat.own;
  }

  std::unique_ptr<const RE2> first;
  mutable std::array<Seat, kSeats> seats;
};

std::variant<Regex, std::string> Regex::compile(std::string_view pattern, bool ignore_case,
                                                const Limits& limits) {
  if (pattern.size() > limits.regex_bytes) {
    return "the pattern has " + std::to_string(pattern.size()) + " bytes; at most " +
           std::to_string(limits.regex_bytes) + " are allowed";
  }
  auto program = std::make_shared<Program>();
  program->first = std::make_unique<const RE2>(piece(pattern), options_of(ignore_case, limits));
  std::string wrong = complaint(*program->first, limits);
  if (!wrong.empty()) return wrong;
  Regex regex;
  regex.pattern_ = pattern;
  regex.program_ = std::move(program);
  return regex;
}

bool Regex::found_in(std::string_view text) const {
  if (text.size() > kMostSubjectBytes) return false;
  const Program::Taken seat = program_->sit_down();
  const RE2& automaton = seat ? program_->automaton(*seat) : *program_->first;
  return automaton.Match(piece(text), 0, text.size(), RE2::UNANCHORED, nullptr, 0);
}

}  // namespace leadscore::text
