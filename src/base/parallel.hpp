// SPDX-License-Identifier: Apache-2.0

// Work on many things at once, with results in their order.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <type_traits>
#include <vector>

namespace leadscore {

// Calls `work(own, i)` for each i below `count` on some threads, where `own` is what `make()` gives
// each of them. What one throws is thrown here.
template <typename Make, typename Work>
void for_each_parallel(std::size_t count, unsigned threads, const Make& make, const Work& work) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr thrown;
  std::mutex thrown_guard;
  const auto run = [&] {
    try {
      auto own = make();
      for (std::size_t i = next++; i < count; i = next++) work(own, i);
    } catch (...) {
      const std::lock_guard lock(thrown_guard);
      thrown = std::current_exception();
      next = count;
    }
  };
  std::vector<std::jthread> helpers;
  try {
    for (unsigned i = 1; i < std::min<std::size_t>(threads, count); ++i) helpers.emplace_back(run);
  } catch (const std::system_error&) {
    // The system gives no more threads: those there are do it.
  }
  run();
  helpers.clear();  // waits for them
  if (thrown) std::rethrow_exception(thrown);
}

// Likewise `work(i)`, which needs nothing of its own.
template <typename Work>
void for_each_parallel(std::size_t count, unsigned threads, const Work& work) {
  struct Nothing {};
  for_each_parallel(
      count, threads, [] { return Nothing(); }, [&](Nothing&, std::size_t i) { work(i); });
}

// Gives the results of `make(i)`, in order, to `use(result)` until that returns false. Makes a
// block of them at once, so that memory stays bounded.
template <typename Make, typename Use>
void in_order_parallel(std::size_t count, unsigned threads, const Make& make, const Use& use) {
  constexpr std::size_t kBlock = 2048;
  std::vector<std::invoke_result_t<Make, std::size_t>> results;
  for (std::size_t begin = 0; begin < count; begin += kBlock) {
    const std::size_t size = std::min(kBlock, count - begin);
    results.clear();
    results.resize(size);
    for_each_parallel(size, threads, [&](std::size_t i) { results[i] = make(begin + i); });
    for (auto& result : results) {
      if (!use(result)) return;
    }
  }
}

// What --threads says, else as many as the machine has.
[[nodiscard]] inline unsigned thread_count(unsigned wanted) {
  return wanted > 0 ? wanted : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace leadscore
