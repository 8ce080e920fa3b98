// A disk that loses power: below SQLite, it knows what was written and what was synced, and after the cut holds the latter alone.
#pragma once

#include <cstdint>
#include <memory>

namespace test {

// While it lives SQLite opens files through it unless told otherwise; one at a time. Files lie on the real disk meanwhile, so that
// locks and shared memory work as ever.
class ForgetfulDisk {
 public:
  ForgetfulDisk();
  ~ForgetfulDisk();
  ForgetfulDisk(const ForgetfulDisk&) = delete;
  ForgetfulDisk& operator=(const ForgetfulDisk&) = delete;

  // The power goes before the write of this number, counted from now; until restore() all that writes fails.
  void cut_before_write(std::int64_t number);
  bool is_cut() const;

  // From the write of this number on the disk is full: what would make a file longer fails, until there is room.
  void fill_after_writes(std::int64_t number);
  void make_room();

  // What was not synced at the cut: forgotten; or some of it reached the disk, in any order and torn between sectors of 512 bytes,
  // as real disks do.
  enum class Unsynced { forgotten, torn };
  // Puts the files into the state in which the disk is when the power is back. All connections must be closed.
  void restore(Unsynced unsynced, unsigned seed);

  struct State;  // forgetful_disk.cc

 private:
  std::unique_ptr<State> state_;
};

}  // namespace test
