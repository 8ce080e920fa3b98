// What the progress script of a page has kept.

// Waits until the page's progress is read and what it notes by itself is kept.
export async function settled(tab) {
  // A first lesson fetches the scripts when its reader begins to do something.
  await tab.evaluate(() => window.dispatchEvent(new Event('scroll')));
  // Not waitForFunction: it would take the promise itself for a yes.
  await tab.evaluate(async () => {
    const is_settled = async () => {
      const progress = window.sanggarProgress;
      if (!progress) return !document.querySelector('[data-finish], [data-progress-page]');
      await progress.ready;
      const { data } = progress;
      if (!data.lesson) return true;
      await progress.load();  // what is noted on the page alone may still be on its way into the storage
      const course = data.courses.find((one) => one.id === data.course);
      const lesson = course.lessons.find((one) => one.id === data.lesson);
      return progress.found(progress.state().lessons, course, lesson).length > 0;
    };
    const end = Date.now() + 30000;
    while (!await is_settled()) {
      if (Date.now() > end) {
        const { sanggarProgress: progress, sanggarHeld: held } = window;
        const seen = progress && { me: progress.me(), state: progress.state(), events: progress.events().length, at: (await progress.place).kind };
        throw new Error(`the progress of the page is not there after half a minute: ${JSON.stringify({ seen, held: held && held.length, scripts: [...document.scripts].map((one) => one.src) })}`);
      }
      await new Promise((done) => { setTimeout(done, 20); });
    }
  });
}

// [{ event, sent }] as the storage has it, in the order of time.
export const kept = (tab) => tab.evaluate(async () => {
  await window.sanggarProgress.load();
  return window.sanggarProgress.events().sort((a, b) => (a.event.id < b.event.id ? -1 : 1));
});

export const stateOf = (tab) => tab.evaluate(() => window.sanggarProgress.load());
