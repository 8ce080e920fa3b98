// The queue: what is kept on the device goes to the endpoint, whatever that answers; joining, a second phone, leaving.
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { audit, installAxe } from './lib/axe.mjs';
import { launch } from './lib/chromium.mjs';
import { buildChanged } from './lib/demo.mjs';
import { assertNone } from './lib/faults.mjs';
import { overflow, smallTargets } from './lib/layout.mjs';
import { kept, settled } from './lib/progress.mjs';
import { serve } from './lib/server.mjs';
import { stub } from './lib/stub.mjs';

const first = 'courses/buku-kas/mencatat/dua-kaleng/';
const second = 'courses/buku-kas/mencatat/buku-kas-harian/';
const statements = 'POST /xapi/statements';
let endpoint;
let server;
let browser;
before(async () => {
  endpoint = await stub();
  const demo = buildChanged((root) => appendFileSync(join(root, 'site.yaml'), `endpoint: {url: "${endpoint.url}"}\n`));
  server = await serve(demo.site);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
  endpoint?.close();
});
beforeEach(() => {
  endpoint.asked.length = 0;
  for (const name of Object.keys(endpoint.answers)) delete endpoint.answers[name];
  endpoint.answers['POST /learn/v1/learners'] = () => [201, { code: ['padi', 'kopi', 'batik'] }];
  endpoint.answers['GET /learn/v1/state'] = () => [404];
});

async function reader(t) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, acceptDownloads: true });
  t.after(() => context.close());
  const tab = await context.newPage();
  const refusals = [];
  tab.on('console', (message) => { if (/Content Security Policy/.test(message.text())) refusals.push(message.text()); });
  t.after(() => assert.deepEqual(refusals, []));
  async function go(path) {
    await tab.goto(server.url + path);
    await settled(tab);
  }
  return { tab, go };
}

const finish = async (tab) => {
  await tab.locator('[data-finish] button').click();
  await tab.locator('.finish-done').waitFor();
};
const said = (tab, text) => tab.locator('[data-say=join]').filter({ hasText: text }).waitFor();
const where = (tab, text) => tab.locator('[data-say=where]').filter({ hasText: text }).waitFor();

async function joined(t, ...lessons) {
  const { tab, go } = await reader(t);
  for (const lesson of lessons) {
    await go(lesson);
    await finish(tab);
  }
  await go('kemajuan/');
  await tab.locator('[data-do=join]').click();
  await tab.locator('[data-code] li').first().waitFor();
  return { tab, go };
}

const sent = () => endpoint.asked.filter((one) => one.what === statements);
const idle = (tab) => tab.waitForTimeout(700);
const flush = async (tab) => {
  await tab.evaluate(() => window.sanggarProgress.place.then((at) => at.write({ 'note wait': null })).then(() => window.sanggarProgress.sender.flush()));
};

test('nothing is sent before somebody joins', async (t) => {
  const { tab, go } = await reader(t);
  await go(first);
  await finish(tab);
  await tab.waitForTimeout(2500);
  await go('kemajuan/');
  await idle(tab);
  assert.deepEqual(endpoint.asked, []);
  assert.equal(await tab.locator('[data-say=where]').innerText(), 'Kemajuan Anda tersimpan di ponsel ini saja.');
});

test('who joins gets a code, and all that was kept is delivered as statements', async (t) => {
  const { tab } = await joined(t, first);
  assert.deepEqual(await tab.locator('[data-code] li').allInnerTexts(), ['padi', 'kopi', 'batik']);
  await where(tab, 'tersimpan di ponsel ini dan di server');
  const [{ body: asked }] = endpoint.asked;
  assert.match(asked.token, /^[A-Za-z0-9_-]{43}$/);
  const [{ body, headers }] = sent();
  assert.equal(sent().length, 1);
  assert.equal(headers.authorization, `Bearer ${asked.token}`);
  assert.equal(headers['x-experience-api-version'], '1.0.3');
  assert.equal(headers['content-type'], 'application/json');
  assert.deepEqual(body.map((one) => one.verb.display.en), ['initialized', 'completed']);
  assert.ok(body.every((one) => one.actor.account.name === asked.learner));
  assert.ok((await kept(tab)).every((one) => one.sent));
});

test('a lesson finished later goes out by itself, and when the page is left', async (t) => {
  const { tab, go } = await joined(t, first);
  await where(tab, 'di server');
  endpoint.asked.length = 0;
  await go(second);
  await finish(tab);
  await tab.waitForTimeout(2800);
  assert.deepEqual(sent().flatMap((one) => one.body.map((statement) => statement.verb.display.en)), ['initialized', 'completed']);
});

test('a lost answer to joining costs nothing: the same learner and token are sent again', async (t) => {
  endpoint.answers['POST /learn/v1/learners'] = () => [0];
  const { tab, go } = await reader(t);
  await go('kemajuan/');
  await tab.locator('[data-do=join]').click();
  await said(tab, 'tidak terjangkau');
  endpoint.answers['POST /learn/v1/learners'] = () => [200, { code: ['satu'] }];
  await tab.locator('[data-do=join]').click();
  await tab.locator('[data-code] li').first().waitFor();
  const [one, other] = endpoint.asked.filter((ask) => ask.what === 'POST /learn/v1/learners').slice(-2);
  assert.deepEqual(one.body, other.body);
});

test('what was delivered before is sent again singly, and a refused one never blocks the others', async (t) => {
  const bad = [];
  endpoint.answers[statements] = (body) => {
    if (body.length > 1) return [409];
    if (body[0].verb.display.en === 'initialized') return [409];
    bad.push(body[0].id);
    return [400];
  };
  const { tab } = await joined(t, first, second);
  await where(tab, 'dan di server');
  const before = sent().length;
  assert.deepEqual(sent().map((one) => one.body.length), [4, 1, 1, 1, 1]);
  assert.equal(bad.length, 2);
  assert.deepEqual((await kept(tab)).map((one) => one.sent).sort(), [-1, -1, 1, 1]);
  await flush(tab);
  await idle(tab);
  assert.equal(sent().length, before, 'what was refused is never sent again');
});

test('a refused token stops the sending, and it is said', async (t) => {
  endpoint.answers[statements] = () => [401];
  const { tab } = await joined(t, first);
  await where(tab, 'tidak mengenali ponsel ini lagi');
  await flush(tab);
  await idle(tab);
  assert.equal(sent().length, 1);
  assert.ok(await tab.locator('[data-do=enter]').isVisible());
});

test('a learner who was erased is told, the queue is dropped, the phone keeps its own', async (t) => {
  endpoint.answers[statements] = () => [410];
  const { tab } = await joined(t, first);
  await where(tab, 'di server sudah dihapus');
  assert.deepEqual((await kept(tab)).map((one) => one.sent), [-1, -1]);
  await flush(tab);
  await idle(tab);
  assert.equal(sent().length, 1);
});

test('a busy server is left alone as long as it says', async (t) => {
  endpoint.answers[statements] = () => [503, {}, { 'Retry-After': '120' }];
  const { tab, go } = await joined(t, first);
  await where(tab, 'menunggu dikirim');
  const wait = await tab.evaluate(() => window.sanggarProgress.place.then((at) => at.read('note wait')).then((notes) => notes['note wait'].until - Date.now()));
  assert.ok(wait > 110000 && wait <= 120000, String(wait));
  await go(second);
  await go('kemajuan/');
  await idle(tab);
  assert.equal(sent().length, 1);
  endpoint.answers[statements] = () => [200];
  await flush(tab);
  await where(tab, 'dan di server');
});

test('without a connection the pauses grow, and nothing is lost', async (t) => {
  endpoint.answers[statements] = () => [0];
  const { tab } = await joined(t, first);
  await where(tab, '2 catatan menunggu dikirim');
  const tries = () => tab.evaluate(() => window.sanggarProgress.place.then((at) => at.read('note wait')).then((notes) => notes['note wait'].tries));
  assert.equal(await tries(), 1);
  await tab.evaluate(() => window.sanggarProgress.place.then((at) => at.change('note wait', (there) => ({ ...there, until: 0 }))).then(() => window.sanggarProgress.sender.flush()));
  await idle(tab);
  assert.equal(await tries(), 2);
  endpoint.answers[statements] = () => [200];
  await flush(tab);
  await where(tab, 'dan di server');
});

async function sendsOnce(t, prepare) {
  const { tab, go } = await reader(t);
  await tab.context().addInitScript(prepare);
  await go(first);
  await tab.evaluate(async () => {
    for (let i = 0; i < 118; i += 1) await window.sanggarProgress.record('lesson-opened', {});
  });
  await go('kemajuan/');
  const other = await tab.context().newPage();
  await other.goto(`${server.url}kemajuan/`);
  await tab.locator('[data-do=join]').click();
  await Promise.all([tab, other].map((one) => flush(one)));
  await where(tab, 'dan di server');
  const ids = sent().flatMap((one) => one.body.map((statement) => statement.id));
  assert.ok(sent().every((one) => one.body.length <= 50));
  assert.equal(ids.length, 119);
  assert.equal(new Set(ids).size, 119);
}

test('one tab sends at a time, in batches of fifty at most', (t) => sendsOnce(t, () => {}));

test('the same where the browser has no locks: by a lease', (t) => sendsOnce(t, () => {
  Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
}));

test('who is forgotten while the server answers stays forgotten', async (t) => {
  let answer;
  endpoint.answers[statements] = () => new Promise((resolve) => { answer = resolve; });
  const { tab } = await joined(t, first);
  const learner = await tab.evaluate(() => window.sanggarProgress.me());
  await tab.waitForTimeout(500);
  await tab.locator('[data-do=forget]').click();
  await tab.locator('[data-ask=forget] button', { hasText: 'Ya, hapus' }).click();
  await tab.locator('[data-say=forget]').filter({ hasText: 'sudah dihapus' }).waitFor();
  answer([200]);
  await idle(tab);
  const left = await tab.evaluate(() => window.sanggarProgress.place.then((at) => at.read('')).then((all) => Object.keys(all)));
  assert.deepEqual(left.filter((key) => key.includes(learner)), []);
});

test('a page that is left sends what it has', async (t) => {
  const { tab, go } = await joined(t, first);
  await where(tab, 'dan di server');
  endpoint.asked.length = 0;
  await go(second);
  await tab.waitForFunction(() => window.sanggarProgress.sender);
  await finish(tab);
  // Hidden at once, before the pause in which events are gathered is over.
  await tab.evaluate(() => {
    Object.defineProperty(Document.prototype, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await idle(tab);
  assert.deepEqual(sent().flatMap((one) => one.body.map((statement) => statement.verb.display.en)), ['initialized', 'completed']);
});

test('the server’s state is shown with what it does not have yet, each attempt once', async (t) => {
  const { tab, go } = await joined(t, first);
  await where(tab, 'dan di server');
  const time = '2026-01-01T00:00:00.000Z';
  endpoint.answers['GET /learn/v1/state'] = () => [200, { lessons: { 'buku-kas/titik-impas': { done: time }, 'buku-kas/dua-kaleng': { done: time } }, quizzes: {}, questions: {}, media: {}, courses: {} }, { ETag: '"1"' }];
  await flush(tab);
  await idle(tab);
  // Asked again it would not know of what it is sent from here on.
  endpoint.answers['GET /learn/v1/state'] = () => [503];
  await go('courses/buku-kas/');
  assert.match(await tab.locator('.course-head .meter').innerText(), /2 dari 7/);
  await go(second);
  await finish(tab);
  assert.match(await tab.locator('.finish-done').innerText(), /3 dari 7/);
});

test('a code on a phone with progress asks whose it is; the owner’s is put together', async (t) => {
  const learner = '5b1f0c2e-7a64-4d0b-9c55-3f6a1d2e8b70';
  endpoint.answers['POST /learn/v1/sessions'] = (body) => (body.code === 'padi kopi batik' ? [200, { learner }] : [401]);
  const { tab, go } = await reader(t);
  await go(first);
  await finish(tab);
  await go('kemajuan/');
  await tab.locator('[data-enter]').fill('salah');
  await tab.locator('[data-do=enter]').click();
  await said(tab, 'tidak dikenal');
  await tab.locator('[data-enter]').fill(' Padi kopi,  batik ');
  await tab.locator('[data-do=enter]').click();
  await tab.locator('[data-ask=join] button', { hasText: 'gabungkan' }).click();
  await where(tab, 'dan di server');
  assert.ok((await kept(tab)).every((one) => one.event.learner === learner));
  assert.equal(sent()[0].body[0].actor.account.name, learner);
  assert.equal(await tab.locator('[data-at=others] li').count(), 0);
});

test('a code of somebody else makes a second learner on the phone', async (t) => {
  const learner = '5b1f0c2e-7a64-4d0b-9c55-3f6a1d2e8b71';
  endpoint.answers['POST /learn/v1/sessions'] = () => [200, { learner }];
  const { tab, go } = await reader(t);
  await go(first);
  await finish(tab);
  await go('kemajuan/');
  await tab.locator('[data-enter]').fill('padi kopi batik');
  await tab.locator('[data-do=enter]').click();
  await tab.locator('[data-ask=join] button', { hasText: 'pisahkan' }).click();
  await said(tab, 'Anda sudah masuk');
  assert.equal((await kept(tab)).length, 0);
  assert.equal(await tab.locator('[data-at=others] li').count(), 1);
  assert.deepEqual(sent(), []);
});

test('one may take the data, leave, and have all erased with a receipt', async (t) => {
  endpoint.answers['GET /learn/v1/export'] = () => [200, { statements: [] }];
  endpoint.answers['DELETE /learn/v1/sessions'] = () => [204];
  endpoint.answers['DELETE /learn/v1/learner'] = () => [200, { receipt: 'tanda-7' }];
  const { tab } = await joined(t, first);
  await where(tab, 'dan di server');
  const coming = tab.waitForEvent('download');
  await tab.locator('[data-do=server-file]').click();
  assert.match((await coming).suggestedFilename(), /^data-server-.*\.json$/);
  await said(tab, 'disimpan ke berkas');
  await tab.locator('[data-do=sign-out]').click();
  await said(tab, 'Anda sudah keluar');
  await where(tab, 'di ponsel ini saja');
  await tab.locator('[data-do=join]').click();
  await where(tab, 'dan di server');
  await tab.locator('[data-do=erase]').click();
  await tab.locator('[data-ask=join] button', { hasText: 'Ya, hapus' }).click();
  await said(tab, 'Tanda terima: tanda-7');
  await where(tab, 'di server sudah dihapus');
  assert.equal((await kept(tab)).length, 2);
});

test('at 320 px the page for who may join fits and is accessible', async (t) => {
  const { tab } = await joined(t, first);
  await tab.setViewportSize({ width: 320, height: 640 });
  await installAxe(tab);
  for (const colorScheme of ['light', 'dark']) {
    await tab.emulateMedia({ colorScheme });
    assertNone((await audit(tab)).map((fault) => ({ page: `kemajuan (${colorScheme})`, ...fault })));
  }
  assert.deepEqual([...await overflow(tab), ...await smallTargets(tab)], []);
});
