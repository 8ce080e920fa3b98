#include "tests/support/forgetful_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <vector>

namespace test {
namespace {

constexpr std::size_t kSector = 512;

// A write, or (without bytes) a truncation to `offset`.
struct Change {
  std::size_t offset = 0;
  std::string bytes;
  bool truncates = false;
};

void apply(std::string& content, const Change& change) {
  if (change.truncates) return content.resize(change.offset);
  if (content.size() < change.offset + change.bytes.size()) content.resize(change.offset + change.bytes.size());
  content.replace(change.offset, change.bytes.size(), change.bytes);
}

// Each sector of each write reaches the disk or not.
void apply_torn(std::string& content, const Change& change, std::mt19937& random) {
  if (change.truncates) {
    if (random() % 2 == 0) apply(content, change);
    return;
  }
  for (std::size_t at = 0; at < change.bytes.size(); at += kSector) {
    if (random() % 2 == 0) apply(content, {change.offset + at, change.bytes.substr(at, kSector)});
  }
}

struct OnDisk {
  std::string synced;
  std::vector<Change> unsynced;
  bool exists = false;  // its name has reached the disk
};

}  // namespace

struct ForgetfulDisk::State {
  sqlite3_vfs vfs{};
  sqlite3_vfs* real = nullptr;
  std::mutex mutex;
  std::map<std::string, OnDisk> files;  // mutex
  std::int64_t writes_left = INT64_MAX;  // mutex
  bool cut = false;                      // mutex
  std::int64_t room = INT64_MAX;         // mutex: writes until the disk is full
};

namespace {

using State = ForgetfulDisk::State;

// SQLite allocates vfs.szOsFile bytes: this, then the real file.
struct File {
  sqlite3_file base;
  State* state;
  const std::string* path;  // null: a temporary file, which nobody looks for after a cut
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* file_of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
State& state_of(sqlite3_vfs* vfs) { return *static_cast<State*>(vfs->pAppData); }

// False: the power is gone, or goes now.
bool may_write(State& state) {
  if (!state.cut && --state.writes_left < 0) state.cut = true;
  return !state.cut;
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  auto* own = file_of(file);
  const std::lock_guard lock(own->state->mutex);
  if (!may_write(*own->state)) return SQLITE_IOERR_WRITE;
  if (--own->state->room < 0) return SQLITE_FULL;
  if (own->path != nullptr) {
    own->state->files[*own->path].unsynced.push_back({static_cast<std::size_t>(offset), {static_cast<const char*>(bytes), static_cast<std::size_t>(size)}});
  }
  return own->real()->pMethods->xWrite(own->real(), bytes, size, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  auto* own = file_of(file);
  const std::lock_guard lock(own->state->mutex);
  if (!may_write(*own->state)) return SQLITE_IOERR_TRUNCATE;
  if (own->path != nullptr) own->state->files[*own->path].unsynced.push_back({static_cast<std::size_t>(size), {}, true});
  return own->real()->pMethods->xTruncate(own->real(), size);
}

// The real disk need not sync: what counts is what this one remembers.
int sync(sqlite3_file* file, int /*flags*/) {
  auto* own = file_of(file);
  const std::lock_guard lock(own->state->mutex);
  if (own->state->cut) return SQLITE_IOERR_FSYNC;
  if (own->path == nullptr) return SQLITE_OK;
  auto& kept = own->state->files[*own->path];
  for (const auto& change : kept.unsynced) apply(kept.synced, change);
  kept.unsynced.clear();
  kept.exists = true;
  return SQLITE_OK;
}

int close(sqlite3_file* file) { return file_of(file)->real()->pMethods->xClose(file_of(file)->real()); }
int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset) {
  return file_of(file)->real()->pMethods->xRead(file_of(file)->real(), bytes, size, offset);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) { return file_of(file)->real()->pMethods->xFileSize(file_of(file)->real(), size); }
int lock(sqlite3_file* file, int level) { return file_of(file)->real()->pMethods->xLock(file_of(file)->real(), level); }
int unlock(sqlite3_file* file, int level) { return file_of(file)->real()->pMethods->xUnlock(file_of(file)->real(), level); }
int is_reserved(sqlite3_file* file, int* is) { return file_of(file)->real()->pMethods->xCheckReservedLock(file_of(file)->real(), is); }
// Size hints would grow the file behind our back.
int control(sqlite3_file* file, int what, void* argument) {
  if (what == SQLITE_FCNTL_SIZE_HINT || what == SQLITE_FCNTL_CHUNK_SIZE) return SQLITE_OK;
  return file_of(file)->real()->pMethods->xFileControl(file_of(file)->real(), what, argument);
}
int sector_size(sqlite3_file* file) { return file_of(file)->real()->pMethods->xSectorSize(file_of(file)->real()); }
int characteristics(sqlite3_file* file) { return file_of(file)->real()->pMethods->xDeviceCharacteristics(file_of(file)->real()); }
int map_shared(sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
  return file_of(file)->real()->pMethods->xShmMap(file_of(file)->real(), region, size, extend, memory);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
  return file_of(file)->real()->pMethods->xShmLock(file_of(file)->real(), offset, count, flags);
}
void barrier(sqlite3_file* file) { file_of(file)->real()->pMethods->xShmBarrier(file_of(file)->real()); }
int unmap_shared(sqlite3_file* file, int remove) { return file_of(file)->real()->pMethods->xShmUnmap(file_of(file)->real(), remove); }

// Version 2: no memory-mapped reading, which would go around us.
const sqlite3_io_methods kMethods{2, close, read, write, truncate, sync, file_size, lock, unlock, is_reserved, control, sector_size, characteristics,
                                  map_shared, lock_shared, barrier, unmap_shared, nullptr, nullptr};

// A file that was there before this disk is as it was on it.
void know(State& state, const std::string& path) {
  if (state.files.contains(path)) return;
  auto& kept = state.files[path];
  std::ifstream in(path, std::ios::binary);
  kept.exists = in.is_open();
  kept.synced.assign(std::istreambuf_iterator<char>(in), {});
}

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  auto& state = state_of(vfs);
  auto* own = file_of(file);
  const std::lock_guard lock(state.mutex);
  own->state = &state;
  own->path = nullptr;
  if (name != nullptr) {
    know(state, name);
    own->path = &state.files.find(name)->first;
  }
  const int code = state.real->xOpen(state.real, name, own->real(), flags, out_flags);
  own->base.pMethods = own->real()->pMethods != nullptr ? &kMethods : nullptr;
  return code;
}

int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  auto& state = state_of(vfs);
  const std::lock_guard lock(state.mutex);
  if (!may_write(state)) return SQLITE_IOERR_DELETE;
  if (sync_folder != 0) state.files[name] = {};
  return state.real->xDelete(state.real, name, sync_folder);
}

}  // namespace

ForgetfulDisk::ForgetfulDisk() : state_(std::make_unique<State>()) {
  state_->real = sqlite3_vfs_find(nullptr);
  assert(std::strcmp(state_->real->zName, "forgetful") != 0);  // one at a time
  state_->vfs = *state_->real;  // what is not ours, clocks and names, is the real one's
  state_->vfs.pNext = nullptr;
  state_->vfs.zName = "forgetful";
  state_->vfs.pAppData = state_.get();
  state_->vfs.szOsFile = static_cast<int>(sizeof(File)) + state_->real->szOsFile;
  state_->vfs.xOpen = open;
  state_->vfs.xDelete = remove;
  sqlite3_vfs_register(&state_->vfs, 1);
}

ForgetfulDisk::~ForgetfulDisk() {
  sqlite3_vfs_unregister(&state_->vfs);
  sqlite3_vfs_register(state_->real, 1);
}

void ForgetfulDisk::cut_before_write(std::int64_t number) {
  const std::lock_guard lock(state_->mutex);
  state_->writes_left = number;
}

void ForgetfulDisk::fill_after_writes(std::int64_t number) {
  const std::lock_guard lock(state_->mutex);
  state_->room = number;
}

void ForgetfulDisk::make_room() { fill_after_writes(INT64_MAX); }

bool ForgetfulDisk::is_cut() const {
  const std::lock_guard lock(state_->mutex);
  return state_->cut;
}

void ForgetfulDisk::restore(Unsynced unsynced, unsigned seed) {
  const std::lock_guard lock(state_->mutex);
  std::mt19937 random(seed);
  for (auto& [path, kept] : state_->files) {
    for (const auto& change : kept.unsynced) {
      if (unsynced == Unsynced::torn) apply_torn(kept.synced, change, random);
    }
    kept.unsynced.clear();
    std::error_code ignored;
    std::filesystem::remove(path + "-shm", ignored);
    std::filesystem::remove(path, ignored);
    if (kept.exists) std::ofstream(path, std::ios::binary) << kept.synced;
  }
  state_->cut = false;
  state_->writes_left = INT64_MAX;
}

}  // namespace test
