// Runs a function for every index on several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace base {

// Calls fn(index, worker) for each index in [0, count), worker in [0, workers). Indices are handed out in order; each call
// must read only const data and write only what belongs to its index or its worker. Returns when all calls have ended.
// An exception thrown by fn is rethrown here after the others stopped.
void parallel_for(std::size_t count, int workers, const std::function<void(std::size_t index, int worker)>& fn);

// The number of workers for `--jobs N`; 0 means one per available processor.
int worker_count(int jobs);

}  // namespace base
