// SPDX-License-Identifier: Apache-2.0
#include "cli/sink.hpp"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "cli/descriptor.hpp"

namespace leadscore::cli {
namespace {

constexpr std::size_t kBufferBytes = 1 << 16;

std::string problem(const std::string& path, int error) {
  const std::string name = path.empty() ? "standard output" : path;
  return "cannot write " + name + ": " + std::generic_category().message(error);
}

// Where a path leads: through links, so that the file behind them is replaced and not the link.
std::filesystem::path target_of(const std::string& path) {
  std::error_code ignored;
  const auto real = std::filesystem::canonical(path, ignored);
  return ignored ? std::filesystem::path(path) : real;
}

}  // namespace

std::variant<Sink, std::string> Sink::open(const std::optional<std::string>& path) {
  if (!path) return Sink(STDOUT_FILENO, "", "");
  const std::filesystem::path target = target_of(*path);
  std::error_code ignored;
  const auto status = std::filesystem::status(target, ignored);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    const int file = ::open(target.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0) return problem(*path, errno);
    return Sink(file, target.string(), "");
  }
  const std::string temporary = (target.parent_path() / ("." + target.filename().string() + "." +
                                                         std::to_string(::getpid()) + ".tmp"))
                                    .string();
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) return problem(*path, errno);
  return Sink(file, target.string(), temporary);
}

Sink::Sink(Sink&& other) noexcept
    : file_(std::exchange(other.file_, -1)),
      path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      buffer_(std::move(other.buffer_)),
      bytes_(other.bytes_),
      cut_off_(other.cut_off_),
      failure_(std::move(other.failure_)) {}

Sink::~Sink() {
  if (file_ > STDERR_FILENO) ::close(file_);
  if (!temporary_.empty()) std::remove(temporary_.c_str());
}

bool Sink::write(std::string_view text) {
  if (cut_off_ || failure_) return false;
  bytes_ += text.size();
  if (buffer_.size() + text.size() < kBufferBytes) {
    buffer_ += text;
  } else {
    flush();
    put(text);
  }
  return !cut_off_ && !failure_;
}

std::optional<std::string> Sink::finish() {
  flush();
  if (!path_.empty()) close();
  if (!failure_ && !temporary_.empty()) {
    if (std::rename(temporary_.c_str(), path_.c_str()) != 0) {
      failure_ = problem(path_, errno);
    } else {
      temporary_.clear();
    }
  }
  return failure_;
}

void Sink::flush() {
  put(buffer_);
  buffer_.clear();
}

void Sink::put(std::string_view text) {
  if (cut_off_ || failure_) return;
  const int error = write_whole(file_, text);
  cut_off_ = error == EPIPE;
  if (error != 0 && !cut_off_) failure_ = problem(path_, error);
}

void Sink::close() {
  if (file_ < 0) return;
  if (::close(std::exchange(file_, -1)) != 0 && !failure_) failure_ = problem(path_, errno);
}

}  // namespace leadscore::cli
