// SPDX-License-Identifier: Apache-2.0
#include "cli/input.hpp"

#include <cerrno>
#include <limits>
#include <new>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "cli/descriptor.hpp"

namespace leadscore::cli {
namespace {

constexpr std::size_t kChunkBytes = 1 << 16;

// Unpacks a stretch of what was packed.
class Unpacker {
 public:
  struct Step {
    std::size_t used = 0;
    std::size_t made = 0;
    bool failed = false;
  };

  virtual ~Unpacker() = default;
  virtual Step step(std::string_view packed, char* out, std::size_t room) = 0;
  // Whether the input may end here.
  [[nodiscard]] virtual bool complete() const = 0;
};

class Plain final : public Unpacker {
 public:
  Step step(std::string_view packed, char* out, std::size_t room) override {
    const std::size_t count = packed.copy(out, room);
    return {count, count, false};
  }
  [[nodiscard]] bool complete() const override { return true; }
};

class Gzip final : public Unpacker {
 public:
  Gzip() {
    constexpr int kGzipOnly = 15 + 16;
    if (::inflateInit2(&stream_, kGzipOnly) != Z_OK) throw std::bad_alloc();
  }
  ~Gzip() override { ::inflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  // Members may follow each other, as `cat a.gz b.gz` makes them.
  Step step(std::string_view packed, char* out, std::size_t room) override {
    if (complete_ && !packed.empty() && ::inflateReset(&stream_) != Z_OK) return {0, 0, true};
    if (!packed.empty()) complete_ = false;
    // zlib does not write to its input; its type for it is older than const.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream_.avail_in = static_cast<uInt>(packed.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out);
    stream_.avail_out = static_cast<uInt>(room);
    const int result = complete_ ? Z_OK : ::inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_MEM_ERROR) throw std::bad_alloc();
    complete_ = complete_ || result == Z_STREAM_END;
    return {packed.size() - stream_.avail_in, room - stream_.avail_out,
            result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR};
  }
  [[nodiscard]] bool complete() const override { return complete_; }

 private:
  ::z_stream stream_{};
  bool complete_ = false;
};

class Zstandard final : public Unpacker {
 public:
  Zstandard() : stream_(::ZSTD_createDStream()) {
    if (stream_ == nullptr) throw std::bad_alloc();
  }
  ~Zstandard() override { ::ZSTD_freeDStream(stream_); }
  Zstandard(const Zstandard&) = delete;
  Zstandard& operator=(const Zstandard&) = delete;

  Step step(std::string_view packed, char* out, std::size_t room) override {
    ::ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ::ZSTD_outBuffer unpacked{out, room, 0};
    const std::size_t left = ::ZSTD_decompressStream(stream_, &unpacked, &in);
    complete_ = left == 0 || (complete_ && packed.empty());
    return {in.pos, unpacked.pos, ::ZSTD_isError(left) != 0};
  }
  [[nodiscard]] bool complete() const override { return complete_; }

 private:
  ::ZSTD_DStream* stream_;
  bool complete_ = false;
};

std::unique_ptr<Unpacker> unpacker_for(std::string_view begin) {
  if (begin.starts_with("\x1f\x8b")) return std::make_unique<Gzip>();
  if (begin.starts_with("\x28\xb5\x2f\xfd")) return std::make_unique<Zstandard>();
  return std::make_unique<Plain>();
}

std::string problem(const std::string& name, const std::string& what) {
  return "cannot read " + name + ": " + what;
}

}  // namespace

struct Input::State {
  std::string name;
  int file = -1;
  std::vector<char> packed = std::vector<char>(kChunkBytes);
  std::string_view rest;  // of `packed`
  std::vector<char> unpacked = std::vector<char>(kChunkBytes);
  std::unique_ptr<Unpacker> unpacker;
  bool ended = false;
  std::uint64_t bytes = 0;  // unpacked
  std::optional<std::string> failure;

  ~State() {
    if (file > STDERR_FILENO) ::close(file);
  }
  void fail(const std::string& what) { failure = problem(name, what); }
  void fill();
  std::string_view unpack();
};

// Reads on; a first stretch is filled up, so that it shows what kind of file it is.
void Input::State::fill() {
  std::size_t count = 0;
  const std::size_t wanted = unpacker ? 1 : 4;
  while (count < wanted && !ended) {
    const std::ptrdiff_t got = read_some(file, packed.data() + count, packed.size() - count);
    if (got < 0) return fail(std::generic_category().message(errno));
    count += static_cast<std::size_t>(got);
    ended = got == 0;
  }
  rest = std::string_view(packed.data(), count);
  if (!unpacker) unpacker = unpacker_for(rest);
}

std::string_view Input::State::unpack() {
  while (!failure) {
    if (rest.empty() && !ended) fill();
    if (failure) break;
    const Unpacker::Step step = unpacker->step(rest, unpacked.data(), unpacked.size());
    if (step.failed) fail("its packed data is damaged");
    rest.remove_prefix(step.used);
    if (step.made > 0) return {unpacked.data(), step.made};
    if (rest.empty() && ended && !failure) {
      if (!unpacker->complete()) fail("its packed data is cut off");
      break;
    }
  }
  return {};
}

std::variant<Input, std::string> Input::open(const std::string& path) {
  auto state = std::make_unique<State>();
  state->name = path == "-" ? "<stdin>" : path;
  state->file = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (state->file < 0) return problem(path, std::generic_category().message(errno));
  // Reads the beginning, so that a folder is refused here and not later.
  state->fill();
  if (state->failure) return *state->failure;
  return Input(std::move(state));
}

Input::Input(std::unique_ptr<State> state) : state_(std::move(state)) {}
Input::Input(Input&&) noexcept = default;
Input& Input::operator=(Input&&) noexcept = default;
Input::~Input() = default;

const std::string& Input::name() const { return state_->name; }
std::string_view Input::next() {
  const std::string_view part = state_->unpack();
  state_->bytes += part.size();
  return part;
}
std::uint64_t Input::bytes() const { return state_->bytes; }
const std::optional<std::string>& Input::failure() const { return state_->failure; }

std::variant<std::string, Unreadable> read_all(const std::string& path, std::uint64_t most) {
  auto opened = Input::open(path);
  if (auto* wrong = std::get_if<std::string>(&opened)) return Unreadable{*wrong};
  auto& input = std::get<Input>(opened);
  std::string text;
  for (std::string_view part = input.next(); !part.empty(); part = input.next()) {
    text += part.substr(0, most - text.size());
    if (text.size() == most) break;
  }
  if (input.failure()) return Unreadable{*input.failure()};
  return text;
}

}  // namespace leadscore::cli
