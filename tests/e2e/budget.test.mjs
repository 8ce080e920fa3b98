// Bundles and lessons stay within their budgets, compressed.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { basename, join } from 'node:path';
import { budgets, compressed, overBudget, weigh } from './lib/budget.mjs';
import { launch } from './lib/chromium.mjs';
import { buildDemo } from './lib/demo.mjs';
import { forEachParallel } from './lib/each.mjs';
import { assertNone } from './lib/faults.mjs';
import { serve } from './lib/server.mjs';

const demo = buildDemo();

// The compressed size of the assets with these names, their hashes aside.
function assetSize(...names) {
  return names.reduce((sum, name) => {
    const [stem, extension] = name.split('.');
    const found = demo.files.filter((path) => new RegExp(`^assets/${stem}\\.[0-9a-f]+\\.${extension}$`).test(path));
    assert.equal(found.length, 1, `${name}: ${found.join(', ')}`);
    return sum + compressed(readFileSync(join(demo.site, found[0])));
  }, 0);
}

for (const [most, names] of [
  [budgets.core, ['core.css', 'core.js']], [budgets.quiz, ['quiz.js']], [budgets.player, ['player.js']],
  // Of a lesson with a film; then what only those fetch who have joined; then what the progress page has besides.
  [budgets.progress, ['progress.js', 'progress-show.js', 'progress-media.js']], [budgets.sending, ['progress-send.js']],
  [budgets.mine, ['progress-page.js', 'progress-join.js']], [budgets.graded, ['quiz-graded.js', 'quiz-graded.css']],
  // A learner's rights, and the PIN, on that page.
  [budgets.rights, ['progress-privacy.js']], [budgets.pin, ['progress-pin.js']],
  // The learner's classes on that page; the facilitator's own page.
  [budgets.classes, ['progress-class.js']], [budgets.classroom, ['class.js', 'class.css']],
]) {
  test(`${names.join(' and ')} within ${most} bytes`, (t) => {
    const size = assetSize(...names);
    t.diagnostic(`${names.join(' and ')}: ${size} of ${most}`);
    assert.ok(size <= most, `${names.join(' and ')}: ${size} bytes, ${most} allowed`);
  });
}

test('every lesson with all it fetches before a touch is within its budget', async (t) => {
  const lessons = demo.pages.filter((page) => page.kind === 'lesson' || page.kind === 'quiz');
  const server = await serve(demo.site);
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    server.close();
  });
  const weighed = [];
  await forEachParallel(lessons, 3, () => browser, async (page) => {
    weighed.push({ path: page.path, ...await weigh(browser, server.url + page.url) });
  });
  weighed.sort((a, b) => b.total - a.total);
  for (const { path, total, parts } of weighed.slice(0, 3)) {
    t.diagnostic(`${total} bytes: ${path} (${parts.map(([address, bytes]) => `${basename(new URL(address).pathname)} ${bytes}`).join(', ')})`);
  }
  assert.equal(weighed.length, lessons.length);
  // The page, its style and its script at least, or nothing was weighed.
  assert.ok(weighed.every(({ parts }) => parts.length >= 5));
  assertNone(weighed.flatMap((one) => overBudget(one.path, one)));
});
