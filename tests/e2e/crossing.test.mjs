// One learner's progress crosses from phone to phone through the real endpoint: with the network cut, the endpoint killed, a storage
// evicted, and everything erased at the end.
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './lib/chromium.mjs';
import { buildChanged } from './lib/demo.mjs';
import { realEndpoint } from './lib/endpoint.mjs';
import { kept, settled } from './lib/progress.mjs';
import { serve } from './lib/server.mjs';

const course = 'courses/buku-kas/';
const lessons = ['mencatat/dua-kaleng/', 'mencatat/buku-kas-harian/', 'mencatat/piutang-dan-utang/'];
let endpoint;
let server;
let browser;
before(async () => {
  endpoint = await realEndpoint('https://sanggar.tirtasari.example/');
  const demo = buildChanged((root) => appendFileSync(join(root, 'site.yaml'), `endpoint: {url: "${endpoint.url}"}\n`));
  server = await serve(demo.site);
  await endpoint.start(new URL(server.url).origin);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await endpoint?.kill();
  server?.close();
});

async function phone(t) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  t.after(() => context.close());
  const tab = await context.newPage();
  const go = async (path) => {
    await tab.goto(server.url + path);
    await settled(tab);
  };
  const finish = async (path) => {
    await go(course + path);
    await tab.locator('[data-finish] button').click();
    await tab.locator('.finish-done').waitFor();
  };
  return { context, tab, go, finish };
}

const where = (tab, text) => tab.locator('[data-say=where]').filter({ hasText: text }).waitFor();
const meter = (tab, text) => tab.locator('.course-head .meter').filter({ hasText: text }).waitFor();
const flush = (tab) => tab.evaluate(() => window.sanggarProgress.place.then((at) => at.write({ 'note wait': null })).then(() => window.sanggarProgress.sender.flush()));

// Until nothing waits any more: what was done a moment ago may still be on its way into the storage.
async function deliver(tab) {
  for (const end = Date.now() + 30000; ;) {
    await flush(tab);
    if ((await kept(tab)).every((one) => one.sent)) return;
    assert.ok(Date.now() < end, 'something waits for half a minute');
    await tab.waitForTimeout(100);
  }
}

// Until the page knows of so many finished lessons: what it asked for at its beginning may be on its way.
async function hear(tab, many) {
  for (const end = Date.now() + 30000; ;) {
    await flush(tab);
    const { lessons: known } = await tab.evaluate(() => window.sanggarProgress.load());
    if (Object.values(known).filter((lesson) => lesson.done).length >= many) return;
    assert.ok(Date.now() < end, 'nothing was heard for half a minute');
    await tab.waitForTimeout(100);
  }
}

async function enter({ tab, go }, code) {
  await go('kemajuan/');
  await tab.locator('[data-enter]').fill(code);
  await tab.locator('[data-do=enter]').click();
  await where(tab, 'dan di server');
}

test('progress crosses to a second phone with the code, over a cut network, a killed endpoint and an evicted storage', async (t) => {
  const a = await phone(t);
  await a.finish(lessons[0]);
  await a.go('kemajuan/');
  await a.tab.locator('[data-do=join]').click();
  await a.tab.locator('[data-code] li').first().waitFor();
  const words = await a.tab.locator('[data-code] li').allInnerTexts();
  assert.equal(words.length, 9);
  await where(a.tab, 'dan di server');

  // The site itself is still read from the host; only the endpoint is out of reach.
  await a.context.route(`${endpoint.url}/**`, (route) => route.abort());
  await a.finish(lessons[1]);
  await endpoint.kill();
  await endpoint.start(new URL(server.url).origin);
  await a.context.unroute(`${endpoint.url}/**`);
  await deliver(a.tab);
  await a.go('kemajuan/');
  await where(a.tab, 'dan di server');

  const b = await phone(t);
  await enter(b, ` ${words.join('  ').toUpperCase()} `);
  await b.go(course);
  await meter(b.tab, '2 dari 7');
  await b.finish(lessons[2]);
  await deliver(b.tab);

  // The first phone hears of it, and again after its storage was evicted and the code entered anew.
  await a.go('kemajuan/');
  await hear(a.tab, 3);
  await a.go(course);
  await meter(a.tab, '3 dari 7');
  await a.tab.evaluate(() => indexedDB.databases().then((all) => Promise.all(all.map(({ name }) => new Promise((done) => {
    const asked = indexedDB.deleteDatabase(name);
    asked.onsuccess = asked.onerror = asked.onblocked = done;
  })))));
  await a.tab.evaluate(() => localStorage.clear());
  await a.tab.goto('about:blank');
  await a.go(course);
  await enter(a, words.join('-'));
  await a.go(course);
  await meter(a.tab, '3 dari 7');

  // Erased on one phone: the other is told, and sends nothing more.
  await b.go('kemajuan/');
  await b.tab.locator('[data-do=erase]').click();
  await b.tab.locator('[data-ask=join] button', { hasText: 'Ya, hapus' }).click();
  await b.tab.locator('[data-say=join]').filter({ hasText: 'Tanda terima:' }).waitFor();
  await a.finish(lessons[1]).catch(() => {});
  await a.go('kemajuan/');
  await flush(a.tab);
  await where(a.tab, 'di server sudah dihapus');
  const learner = (await kept(b.tab))[0].event.learner;
  const exported = endpoint.command('export', learner);
  assert.equal(exported.status, 2);
  assert.match(exported.stderr, /^sanggar-endpoint: .*\n$/);
});

test('who forgot the PIN gets in with the code', async (t) => {
  const a = await phone(t);
  await a.finish(lessons[0]);
  await a.go('kemajuan/');
  await a.tab.locator('[data-do=join]').click();
  await a.tab.locator('[data-code] li').first().waitFor();
  const words = await a.tab.locator('[data-code] li').allInnerTexts();
  await deliver(a.tab);
  await a.tab.locator('[data-pin] summary').click();
  await a.tab.locator('#sg-pin').fill('135790');
  await a.tab.locator('#sg-pin').press('Enter');
  await a.tab.locator('[data-do=lock]').click();
  await a.tab.locator('[data-at=others] button').click();
  await a.tab.locator('[data-pin-ask]').filter({ hasText: 'Kode pemulihan' }).waitFor();
  await a.tab.locator('[data-do=stay]').click();
  await enter(a, words.join(' '));
  await a.tab.locator('[data-pin] summary').waitFor();  // there is none any more
  assert.equal(await a.tab.locator('[data-do=no-pin]').isVisible(), false);
  await a.go(course);
  await meter(a.tab, '1 dari 7');
});
