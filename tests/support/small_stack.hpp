// SPDX-License-Identifier: Apache-2.0

// Runs a function in a thread with the stack that the library promises to make do with.
#pragma once

#include <cstddef>

#include <pthread.h>

#include "support/catch.hpp"

namespace leadscore::support {

// The address sanitizer gives every frame several times its size.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr std::size_t kSmallStack = 4 * 256 * 1024;
#else
inline constexpr std::size_t kSmallStack = 256 * 1024;
#endif

// The function must not use Catch2's assertions: leave the result in a variable.
template <class Function>
void run_with_small_stack(Function function) {
  const auto call = [](void* data) -> void* {
    (*static_cast<Function*>(data))();
    return nullptr;
  };
  pthread_attr_t attributes;
  REQUIRE(pthread_attr_init(&attributes) == 0);
  REQUIRE(pthread_attr_setstacksize(&attributes, kSmallStack) == 0);
  pthread_t thread;
  REQUIRE(pthread_create(&thread, &attributes, call, &function) == 0);
  REQUIRE(pthread_join(thread, nullptr) == 0);
  pthread_attr_destroy(&attributes);
}

}  // namespace leadscore::support
