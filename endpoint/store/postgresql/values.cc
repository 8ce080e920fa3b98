#include "endpoint/store/postgresql/values.h"

namespace store::postgresql {
namespace {

void append_big_endian(std::string& out, std::uint64_t value, int size) {
  for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xFF);
}

void append_number(std::string& out, std::int64_t value, int size) { append_big_endian(out, static_cast<std::uint64_t>(value), size); }

unsigned array_type(Type element) {
  switch (element) {
    case Type::boolean: return 1000;
    case Type::bytes: return 1001;
    case Type::integer4: return 1007;
    case Type::text: return 1009;
    case Type::integer: return 1016;
    case Type::uuid: return 2951;
  }
  return 0;
}

Value make(Type type, std::string_view bytes) { return {static_cast<unsigned>(type), std::string(bytes)}; }

}  // namespace

Value integer(std::int64_t value) {
  Value made = make(Type::integer, "");
  append_number(made.bytes, value, 8);
  return made;
}

Value integer4(std::int32_t value) {
  Value made = make(Type::integer4, "");
  append_number(made.bytes, value, 4);
  return made;
}

Value boolean(bool value) { return make(Type::boolean, std::string_view(value ? "\1" : "\0", 1)); }
Value text(std::string_view value) { return make(Type::text, value); }
Value bytes(std::string_view value) { return make(Type::bytes, value); }
Value uuid(std::string_view sixteen_bytes) { return make(Type::uuid, sixteen_bytes); }

void Array::add(std::int64_t value) {
  append_number(elements_, 8, 4);
  append_number(elements_, value, 8);
  ++count_;
}

void Array::add4(std::int32_t value) {
  append_number(elements_, 4, 4);
  append_number(elements_, value, 4);
  ++count_;
}

void Array::add_flag(bool value) { add(std::string_view(value ? "\1" : "\0", 1)); }

void Array::add(std::string_view value) {
  append_number(elements_, static_cast<std::int64_t>(value.size()), 4);
  elements_ += value;
  ++count_;
}

void Array::add_null() {
  append_number(elements_, -1, 4);
  ++count_;
  has_null_ = true;
}

// array_recv of PostgreSQL's arrayfuncs.c: dimensions, whether there are nulls, the element's type; of each dimension its length and
// lowest index; then each element after its length.
Value Array::value() const {
  Value made{array_type(element_), ""};
  append_number(made.bytes, count_ == 0 ? 0 : 1, 4);
  append_number(made.bytes, has_null_ ? 1 : 0, 4);
  append_number(made.bytes, static_cast<std::int64_t>(element_), 4);
  if (count_ == 0) return made;
  append_number(made.bytes, count_, 4);
  append_number(made.bytes, 1, 4);
  made.bytes += elements_;
  return made;
}

Value array_of(Type element, const std::vector<std::string>& values) {
  Array array(element);
  for (const auto& value : values) array.add(std::string_view(value));
  return array.value();
}

Value array_of(const std::vector<std::int64_t>& values) {
  Array array(Type::integer);
  for (const auto value : values) array.add(value);
  return array.value();
}

}  // namespace store::postgresql
