// Work on many pages with several browser tabs at once.

// Calls work(item, worker) for every item, `workers` at a time; `start` makes a worker (a tab, say), `end` ends it.
export async function forEachParallel(items, workers, start, work, end = () => {}) {
  const left = [...items];
  async function one() {
    const worker = await start();
    try {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item, worker);
    } finally {
      await end(worker);
    }
  }
  await Promise.all(Array.from({ length: workers }, one));
}
