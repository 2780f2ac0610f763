// SPDX-License-Identifier: Apache-2.0

// A value that its copies share until one of them is changed. Copies may be read and given up in
// several threads at once, as copies of a value may.
#pragma once

#include <utility>

#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>

namespace leadscore {

template <class T>
class Shared {
 public:
  // A new T, for which there is no room yet.
  Shared() = default;

  [[nodiscard]] const T& operator*() const {
    static const T kNew{};
    return held_ ? held_->value : kNew;
  }
  [[nodiscard]] const T* operator->() const { return &**this; }

  // For a change, which no copy sees.
  [[nodiscard]] T& edit() {
    if (!held_) {
      held_ = new Held;
    } else if (held_->use_count() > 1) {
      held_ = new Held(*held_);
    }
    return held_->value;
  }

 private:
  struct Held : boost::intrusive_ref_counter<Held, boost::thread_safe_counter> {
    T value{};
  };

  boost::intrusive_ptr<Held> held_;
};

}  // namespace leadscore
