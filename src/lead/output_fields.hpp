// SPDX-License-Identifier: Apache-2.0

// The fields of an output that is still to be given, as bytes, in both directions.
#pragma once

#include <cstddef>
#include <variant>

#include <leadscore/output.hpp>

#include "lead/lead_archive.hpp"

namespace leadscore::lead {

template <class Archive>
void named_points_field(Archive& archive, NamedPoints& all) {
  list_field(archive, all, [&](auto& named) {
    archive.text(named.first);
    optional_field(archive, named.second, [&](Points& points) { archive.points(points); });
  });
}

template <class Archive>
void happening_field(Archive& archive, Crossing& crossing) {
  archive.text(crossing.signal);
  choice_field(archive, crossing.edge, Edge::left);
  archive.number(crossing.pass);
  named_points_field(archive, crossing.scores);
}
template <class Archive>
void happening_field(Archive& archive, Move& move) {
  archive.text(move.from);
  archive.text(move.to);
  archive.number(move.pass);
  archive.text(move.cause);
}
template <class Archive>
void happening_field(Archive& archive, RouteChange& route) {
  archive.text(route.to);
}
template <class Archive>
void happening_field(Archive& archive, Rejection& rejection) {
  archive.text(rejection.reason);
  named_points_field(archive, rejection.changed);
  optional_time(archive, rejection.hold_until);
}
template <class Archive>
void happening_field(Archive& archive, Touch& touch) {
  archive.text(touch.program);
  archive.number(touch.number);
}
template <class Archive>
void happening_field(Archive& archive, Overdue& overdue) {
  archive.text(overdue.stage);
}

// Which of a variant's kinds, then its fields.
template <class Archive, class... Kinds>
void variant_field(Archive& archive, std::variant<Kinds...>& value) {
  std::size_t kind = value.index();
  archive.number(kind);
  if constexpr (Archive::kReads) {
    if (kind >= sizeof...(Kinds)) return archive.fail();
    std::size_t at = 0;
    ((at++ == kind ? (void)(value = Kinds{}) : void()), ...);
  }
  std::visit([&](auto& one) { happening_field(archive, one); }, value);
}

template <class Archive>
void happening_field(Archive& archive, Retracted& retracted) {
  archive.time(retracted.at);
  variant_field(archive, retracted.of);
}

template <class Archive>
void output_field(Archive& archive, Output& output) {
  archive.time(output.at);
  archive.flag(output.backfill);
  archive.flag(output.late);
  variant_field(archive, output.what);
}

}  // namespace leadscore::lead
