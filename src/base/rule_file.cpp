// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>
#include <utility>

#include <leadscore/rule_file.hpp>

namespace leadscore {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

FileError error_of(const std::string& path, int error) {
  return {path, std::generic_category().message(error)};
}

}  // namespace

std::variant<Loaded, FileError> load_rule_file(const std::string& path, const Limits& limits) {
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
  if (!file) return error_of(path, errno);
  // One byte above the limit is enough to be refused for it.
  const std::uint64_t most = limits.file_bytes + 1;
  std::string text;
  char part[1 << 14];
  while (text.size() < most) {
    const std::size_t wanted = std::min<std::uint64_t>(sizeof part, most - text.size());
    const std::size_t count = std::fread(part, 1, wanted, file.get());
    if (count == 0) break;
    text.append(part, count);
  }
  if (std::ferror(file.get()) != 0) return error_of(path, errno);
  return load_rules(Source{path, std::move(text)}, limits);
}

}  // namespace leadscore
