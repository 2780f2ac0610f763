// SPDX-License-Identifier: Apache-2.0
#include "lead/encoding.hpp"

#include <algorithm>
#include <cstring>

#include "base/hash.hpp"
#include "lead/track_fields.hpp"

namespace leadscore::lead {

namespace {

constexpr std::size_t kHead = 20;

void put(std::string& bytes, std::uint64_t number) {
  for (int i = 0; i < 8; ++i) bytes += static_cast<char>(number >> (8 * i));
}

std::uint64_t get(std::string_view bytes, std::size_t from) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    number |= std::uint64_t{static_cast<std::uint8_t>(bytes[from + i])} << (8 * i);
  }
  return number;
}

// The events that the base names, in order of time.
std::vector<EventPtr> events_of(Track& track, const model::Model& model) {
  EventGatherer gatherer;
  TrackFields<EventGatherer>(gatherer, model, true).state(track);
  auto events = std::move(gatherer).take();
  std::stable_sort(events.begin(), events.end(),
                   [](const EventPtr& a, const EventPtr& b) { return a->at < b->at; });
  return events;
}

std::string body_of(Track& track, const model::Model& model, std::string_view id, bool details) {
  auto events = events_of(track, model);
  LeadWriter writer;
  writer.know(events);
  TrackFields<LeadWriter>::tell_with_events(writer, track);
  writer.text(id);
  writer.flag(details);
  TrackFields<LeadWriter> fields(writer, model, details);
  fields.events(events);
  fields.state(track);
  fields.rest(track);
  return std::move(writer).take();
}

}  // namespace

std::string encode(Track& track, const RuleSet& rules, std::string_view id) {
  track.prepare();
  const model::Model& model = rules.model();
  std::string body = body_of(track, model, id, track.options().keep_details);
  if (body.size() > kMostBytes) body = body_of(track, model, id, false);
  std::string bytes(kMagic, sizeof kMagic);
  bytes += kVersion;
  put(bytes, rules.hash());
  put(bytes, stable_hash(body, rules.hash()));
  return bytes + body;
}

std::variant<DecodedLead, std::string> decode(const RuleSet& rules, std::string_view bytes,
                                              const LeadOptions& options) {
  if (bytes.size() < kHead || bytes.substr(0, 3) != std::string_view(kMagic, sizeof kMagic)) {
    return "these bytes are no encoded lead";
  }
  if (bytes[3] != kVersion) {
    return "the lead is encoded in version " + std::to_string(static_cast<int>(bytes[3])) +
           " of the format; this is version " + std::to_string(static_cast<int>(kVersion));
  }
  const std::string_view body = bytes.substr(kHead);
  if (get(bytes, 12) != stable_hash(body, get(bytes, 4))) return "the encoded lead is damaged";
  if (get(bytes, 4) != rules.hash()) {
    return "the lead was encoded under other rules: it needs its facts";
  }
  LeadReader reader(body);
  std::string id;
  bool details = false;
  reader.text(id);
  reader.flag(details);
  Track track(rules.model(), options);
  TrackFields<LeadReader> fields(reader, rules.model(), details);
  std::vector<EventPtr> events;
  fields.events(events);
  if (!reader.ok()) return "the encoded lead is damaged";
  reader.know(std::move(events));
  fields.state(track);
  if (reader.ok()) fields.rest(track);
  if (!reader.ok() || !reader.at_end()) return "the encoded lead is damaged";
  return DecodedLead(std::move(id), std::move(track));
}

std::string encode_fact(const model::Model& model, BoundFact fact, bool quiet) {
  LeadWriter writer;
  TrackFields<LeadWriter>(writer, model, true).fact(fact, quiet);
  return std::move(writer).take();
}

std::vector<WaitingFact> decode_facts(const model::Model& model, std::string_view bytes) {
  LeadReader reader(bytes);
  std::vector<WaitingFact> facts;
  while (reader.ok() && !reader.at_end()) {
    WaitingFact& one = facts.emplace_back();
    TrackFields<LeadReader>(reader, model, true).fact(one.fact, one.quiet);
  }
  return facts;
}

}  // namespace leadscore::lead
