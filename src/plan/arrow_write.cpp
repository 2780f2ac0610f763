// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <deque>
#include <utility>

#include <leadscore/arrow.hpp>

namespace leadscore {

namespace {

// An array or schema with all it points to; `release` deletes it.
struct OwnedSchema {
  std::string format, name;
  std::deque<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary{};
};
struct OwnedArray {
  std::deque<std::vector<std::uint8_t>> bytes;
  std::vector<const void*> buffers;
  std::deque<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ArrowArray dictionary{};
};

// Children that a consumer has moved out are marked as released.
void release_schema(ArrowSchema* schema) {
  for (std::int64_t i = 0; i < schema->n_children; ++i) {
    if (schema->children[i]->release != nullptr) schema->children[i]->release(schema->children[i]);
  }
  if (schema->dictionary != nullptr && schema->dictionary->release != nullptr) {
    schema->dictionary->release(schema->dictionary);
  }
  delete static_cast<OwnedSchema*>(schema->private_data);
  schema->release = nullptr;
}

void release_array(ArrowArray* array) {
  for (std::int64_t i = 0; i < array->n_children; ++i) {
    if (array->children[i]->release != nullptr) array->children[i]->release(array->children[i]);
  }
  if (array->dictionary != nullptr && array->dictionary->release != nullptr) {
    array->dictionary->release(array->dictionary);
  }
  delete static_cast<OwnedArray*>(array->private_data);
  array->release = nullptr;
}

OwnedSchema& fill(ArrowSchema& schema, std::string format, std::string name) {
  auto* owned = new OwnedSchema{std::move(format), std::move(name), {}, {}, {}};
  schema = {};
  schema.format = owned->format.c_str();
  schema.name = owned->name.c_str();
  schema.flags = ARROW_FLAG_NULLABLE;
  schema.release = &release_schema;
  schema.private_data = owned;
  return *owned;
}

OwnedArray& fill(ArrowArray& array, std::size_t length) {
  auto* owned = new OwnedArray;
  array = {};
  array.length = static_cast<std::int64_t>(length);
  array.null_count = -1;  // not counted
  array.release = &release_array;
  array.private_data = owned;
  return *owned;
}

template <class T>
const void* kept(OwnedArray& owned, const std::vector<T>& values) {
  auto& bytes = owned.bytes.emplace_back(values.size() * sizeof(T) + 8);
  if (!values.empty()) std::memcpy(bytes.data(), values.data(), values.size() * sizeof(T));
  return bytes.data();
}

void set_buffers(ArrowArray& array, OwnedArray& owned, std::vector<const void*> buffers) {
  owned.buffers = std::move(buffers);
  array.buffers = owned.buffers.data();
  array.n_buffers = static_cast<std::int64_t>(owned.buffers.size());
}

// Writes the columns of a record batch one after the other.
class Writer {
 public:
  Writer(ArrowSchema& schema, ArrowArray& array, std::size_t leads)
      : leads_(leads), schema_(fill(schema, "+s", "")), array_(fill(array, leads)) {
    schema.flags = 0;
    array.null_count = 0;
    set_buffers(array, array_, {nullptr});
  }

  void truths(const std::string& name, const LeadBits& bits) {
    auto [array, owned] = column(name, "b");
    array.null_count = 0;
    set_buffers(array, owned, {nullptr, kept(owned, bits)});
  }

  void points(const std::string& name, const BatchScores::Score& score) {
    auto [array, owned] = column(name, "d:22,3");
    // 128 bits each, the sign in all of the upper half.
    std::vector<std::int64_t> wide;
    for (const std::int64_t count : score.thousandths) {
      wide.push_back(count);
      wide.push_back(count < 0 ? -1 : 0);
    }
    if (score.known.empty()) array.null_count = 0;
    const void* known = score.known.empty() ? nullptr : kept(owned, score.known);
    set_buffers(array, owned, {known, kept(owned, wide)});
  }

  void names(const std::string& name, const BatchScores::Band& band) {
    auto [array, owned] = column(name, "i");
    std::vector<std::int32_t> codes;
    LeadBits known((leads_ + 63) / 64);
    for (std::size_t i = 0; i < leads_; ++i) {
      codes.push_back(band.codes[i] == 0 ? 0 : static_cast<std::int32_t>(band.codes[i] - 1));
      if (band.codes[i] != 0) known[i / 64] |= std::uint64_t{1} << (i % 64);
    }
    set_buffers(array, owned, {kept(owned, known), kept(owned, codes)});
    auto* owned_schema = static_cast<OwnedSchema*>(schema_.children.back().private_data);
    fill(owned_schema->dictionary, "u", "");
    schema_.children.back().dictionary = &owned_schema->dictionary;
    write_texts(owned.dictionary, band.names);
    array.dictionary = &owned.dictionary;
  }

  void finish(ArrowSchema& schema, ArrowArray& array) {
    for (ArrowSchema& child : schema_.children) schema_.pointers.push_back(&child);
    for (ArrowArray& child : array_.children) array_.pointers.push_back(&child);
    schema.children = schema_.pointers.data();
    schema.n_children = static_cast<std::int64_t>(schema_.pointers.size());
    array.children = array_.pointers.data();
    array.n_children = static_cast<std::int64_t>(array_.pointers.size());
  }

 private:
  struct New {
    ArrowArray& array;
    OwnedArray& owned;
  };
  New column(const std::string& name, const char* format) {
    fill(schema_.children.emplace_back(), format, name);
    ArrowArray& array = array_.children.emplace_back();
    OwnedArray& owned = fill(array, leads_);
    return {array, owned};
  }

  static void write_texts(ArrowArray& array, const std::vector<std::string>& texts) {
    OwnedArray& owned = fill(array, texts.size());
    array.null_count = 0;
    std::vector<std::int32_t> offsets = {0};
    std::vector<char> bytes;
    for (const std::string& text : texts) {
      bytes.insert(bytes.end(), text.begin(), text.end());
      offsets.push_back(static_cast<std::int32_t>(bytes.size()));
    }
    set_buffers(array, owned, {nullptr, kept(owned, offsets), kept(owned, bytes)});
  }

  std::size_t leads_;
  OwnedSchema& schema_;
  OwnedArray& array_;
};

}  // namespace

void write_arrow(const RuleSet& rules, BatchScores scores, ArrowSchema& schema, ArrowArray& array) {
  Writer writer(schema, array, scores.leads);
  writer.truths("excluded", scores.excluded);
  const auto score_names = rules.scores();
  for (std::size_t i = 0; i < score_names.size(); ++i) {
    writer.points(score_names[i], scores.scores[i]);
  }
  const auto band_names = rules.bands();
  for (std::size_t i = 0; i < band_names.size(); ++i) writer.names(band_names[i], scores.bands[i]);
  const auto signal_names = rules.signals();
  for (std::size_t i = 0; i < signal_names.size(); ++i) {
    writer.truths(signal_names[i], scores.signals[i]);
  }
  writer.finish(schema, array);
}

}  // namespace leadscore
