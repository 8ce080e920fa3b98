// Where progress is kept: a browser that clears, refuses or has no room; films; and that nothing is asked of anybody.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './lib/chromium.mjs';
import { buildDemo } from './lib/demo.mjs';
import { observedTab } from './lib/observe.mjs';
import { kept, settled, stateOf } from './lib/progress.mjs';
import { serve } from './lib/server.mjs';

const course = 'courses/buku-kas/';
const first = `${course}mencatat/dua-kaleng/`;
const second = `${course}mencatat/buku-kas-harian/`;
let demo;
let server;
let browser;
before(async () => {
  demo = buildDemo();
  server = await serve(demo.site, '/', { ranges: true });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

async function reader(t) {
  const observed = await observedTab(browser, { viewport: { width: 360, height: 740 } });
  t.after(observed.close);
  const { tab } = observed;
  const requests = [];
  tab.on('request', (request) => requests.push(request));
  async function go(path) {
    assert.deepEqual(await observed.visit(server.url + path), []);
    await settled(tab);
  }
  return { tab, go, requests };
}

const finish = async (tab) => {
  await tab.locator('[data-finish] button').click();
  await tab.locator('.finish-done').waitFor();
};

test('without an endpoint nothing leaves the page but what it is made of', async (t) => {
  const { tab, go, requests } = await reader(t);
  await go(first);
  await finish(tab);
  await go(course);
  await go('kemajuan/');
  await tab.waitForTimeout(2500);
  const others = requests.filter((one) => one.method() !== 'GET' || !['document', 'stylesheet', 'script', 'image', 'media', 'other'].includes(one.resourceType()));
  assert.deepEqual(others.map((one) => one.url()), []);
  assert.deepEqual(requests.filter((one) => /progress-(send|join)/.test(one.url())).map((one) => one.url()), []);
  assert.equal(await tab.locator('[data-join]').count(), 0);
});

test('when the browser has cleared everything, learning goes on with what comes', async (t) => {
  const { tab, go } = await reader(t);
  await go(first);
  await finish(tab);
  const cleared = await tab.context().newCDPSession(tab);
  await cleared.send('Storage.clearDataForOrigin', { origin: new URL(server.url).origin, storageTypes: 'all' });
  await go(course);
  assert.equal(await tab.locator('.meter').count(), 0);
  await go(second);
  await finish(tab);
  await go(course);
  assert.match(await tab.locator('.course-head .meter').innerText(), /1 dari 7/);
});

test('when the database goes while a page is open, what is done then is kept', async (t) => {
  const { tab, go } = await reader(t);
  await go(first);
  await tab.evaluate(() => new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(`sanggar:${window.sanggarProgress.data.site}`);
    request.onsuccess = resolve;
  }));
  await finish(tab);
  await tab.reload();
  await settled(tab);
  assert.ok(await tab.locator('.finish-done').isVisible());
  assert.equal(new Set((await kept(tab)).map((one) => one.event.learner)).size, 1);
});

test('without a database the simple storage is used', async (t) => {
  const { tab, go } = await reader(t);
  await tab.addInitScript(() => { IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }; });
  await go(first);
  await finish(tab);
  await tab.reload();
  await settled(tab);
  assert.ok(await tab.locator('.finish-done').isVisible());
  assert.equal(await tab.locator('.progress-warning').count(), 0);
});

test('where nothing may be stored, it is said, and the page goes on', async (t) => {
  const { tab, go } = await reader(t);
  await tab.addInitScript(() => {
    IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };
    Storage.prototype.setItem = () => { throw new DOMException('no', 'SecurityError'); };
  });
  await go(first);
  assert.match(await tab.locator('.progress-warning').innerText(), /menolak menyimpan/);
  await finish(tab);
  await go('kemajuan/');
  assert.match(await tab.locator('[data-say=where]').innerText(), /menolak menyimpan/);
});

test('when there is no room, earlier progress stays, and it is said', async (t) => {
  const { tab, go } = await reader(t);
  await go(first);
  const before = await kept(tab);
  await tab.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    window.allowed = false;
    IDBObjectStore.prototype.put = function limited(value, key) {
      if (!window.allowed && /^event /.test(key)) {
        this.transaction.abort();
        throw new DOMException('full', 'QuotaExceededError');
      }
      return put.call(this, value, key);
    };
  });
  await finish(tab);
  assert.match(await tab.locator('.progress-warning').innerText(), /penuh/);
  // It counts for as long as the page is open.
  assert.ok((await stateOf(tab)).lessons['buku-kas/dua-kaleng'].done);
  await tab.reload();
  await settled(tab);
  assert.deepEqual(await kept(tab), before);
});

test('the browser is asked once to keep it, after the first lesson that is finished', async (t) => {
  const { tab, go } = await reader(t);
  await tab.addInitScript(() => {
    StorageManager.prototype.persist = () => {
      sessionStorage.setItem('asked', String(Number(sessionStorage.getItem('asked')) + 1));
      return Promise.resolve(true);
    };
  });
  const asked = () => tab.evaluate(() => Number(sessionStorage.getItem('asked')));
  await go(first);
  assert.equal(await asked(), 0);
  await finish(tab);
  await tab.waitForFunction(() => sessionStorage.getItem('asked') === '1');
  await go(second);
  await finish(tab);
  await tab.waitForTimeout(300);
  assert.equal(await asked(), 1);
});

test('a film that is played, sought in and left tells which parts were seen', async (t) => {
  const { tab, go } = await reader(t);
  await go(second);
  await tab.evaluate(async () => {
    const video = document.querySelector('video[data-media]');
    video.muted = true;
    await video.play();
  });
  await tab.waitForTimeout(1500);
  await tab.evaluate(() => { document.querySelector('video[data-media]').currentTime = 20; });
  await tab.waitForTimeout(2000);
  await tab.evaluate(() => document.querySelector('video[data-media]').pause());
  await tab.waitForTimeout(400);
  const events = (await kept(tab)).map((one) => one.event).filter((event) => event.type.startsWith('media-'));
  assert.deepEqual(events.map((event) => event.type), ['media-played', 'media-seeked', 'media-paused']);
  const [played, seeked, paused] = events;
  assert.equal(played.media, 'menjawab-kuis');
  assert.equal(played.kind, 'video');
  assert.ok(seeked.from > 0.5 && seeked.from < 4 && Math.abs(seeked.to - 20) < 2, JSON.stringify(seeked));
  assert.equal(paused.segments.length, 2);
  assert.ok(paused.segments[0][0] < 0.5 && paused.segments[1][0] > 18 && paused.at > 20.5, JSON.stringify(paused));
  assert.ok(paused.progress > 0 && paused.progress < 0.5 && paused.length > 30);
  await tab.evaluate(async () => {
    const video = document.querySelector('video[data-media]');
    video.currentTime = video.duration - 1;
    await video.play();
  });
  await tab.waitForFunction(() => document.querySelector('video[data-media]').ended);
  await tab.waitForTimeout(1000);
  const state = await stateOf(tab);
  const seen = state.media['buku-kas/buku-kas-harian#media:menjawab-kuis'];
  assert.ok(seen.segments.length >= 3 && !seen.done, 'an end that was jumped to is no completion');
});
