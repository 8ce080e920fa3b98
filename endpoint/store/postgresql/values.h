// Parameters of a query in PostgreSQL's binary format: nothing is quoted, and bytes stay what they are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace store::postgresql {

// Their numbers in the catalogue pg_type, the same in every database.
enum class Type : unsigned { boolean = 16, bytes = 17, integer = 20, integer4 = 23, text = 25, uuid = 2950 };

struct Value {
  unsigned type = 0;
  std::string bytes;
  bool is_null = false;
};

Value integer(std::int64_t value);
Value integer4(std::int32_t value);
Value boolean(bool value);
Value text(std::string_view value);
Value bytes(std::string_view value);
Value uuid(std::string_view sixteen_bytes);

// One column of many rows, for unnest() and ANY.
class Array {
 public:
  explicit Array(Type element) : element_(element) {}
  void add(std::int64_t value);      // of Type::integer
  void add4(std::int32_t value);     // of Type::integer4
  void add_flag(bool value);         // of Type::boolean
  void add(std::string_view value);  // of the others
  void add_null();
  int size() const { return count_; }
  Value value() const;

 private:
  Type element_;
  int count_ = 0;
  bool has_null_ = false;
  std::string elements_;
};

Value array_of(Type element, const std::vector<std::string>& values);
Value array_of(const std::vector<std::int64_t>& values);

}  // namespace store::postgresql
