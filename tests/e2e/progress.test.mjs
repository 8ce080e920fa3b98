// Progress in the browser: kept on the device, over pages, tabs and files, with nobody asked and nothing sent.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { audit, installAxe } from './lib/axe.mjs';
import { launch } from './lib/chromium.mjs';
import { buildChanged, buildDemo, temporaryFolder } from './lib/demo.mjs';
import { assertNone } from './lib/faults.mjs';
import { answer, keyOf, tabToSelector } from './lib/keyboard.mjs';
import { overflow, smallTargets } from './lib/layout.mjs';
import { observedTab } from './lib/observe.mjs';
import { kept, settled, stateOf } from './lib/progress.mjs';
import { serve } from './lib/server.mjs';

const course = 'courses/buku-kas/';
const first = `${course}mencatat/dua-kaleng/`;
const second = `${course}mencatat/buku-kas-harian/`;
const mine = 'kemajuan/';
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

// A fresh reader: go(path) opens a page of the site, waits until its progress is there, and fails on any complaint.
async function reader(t, base = server.url, options = {}) {
  const observed = await observedTab(browser, { viewport: { width: 360, height: 740 }, acceptDownloads: true, ...options });
  t.after(observed.close);
  const { tab } = observed;
  async function go(path) {
    assert.deepEqual(await observed.visit(base.endsWith('/') ? base + path : base(path)), []);
    await settled(tab);
  }
  return { tab, go };
}

const finish = async (tab) => {
  await tab.locator('[data-finish] button').click();
  await tab.locator('.finish-done').waitFor();
};
const status = (tab, lesson) => tab.locator(`.path:not(.path-small) .step[data-lesson=${lesson}] .step-status`).innerText();

async function finishesAndGoesOn(t, base, end = '') {
  const { tab, go } = await reader(t, base);
  await go(course + end);
  assert.equal(await tab.locator('.meter').count(), 0, 'nothing is shown before anything is done');
  await go(first + end);
  await finish(tab);
  assert.match(await tab.locator('.finish-done').innerText(), /Pelajaran ini selesai\. 1 dari 7 pelajaran selesai\./);
  await go(second + end);
  await go(course + end);
  assert.equal(await status(tab, 'dua-kaleng'), 'Selesai');
  assert.equal(await status(tab, 'buku-kas-harian'), 'Sudah dibuka');
  assert.equal(await status(tab, 'titik-impas'), 'Belum dibuka');
  assert.equal(await tab.locator('.course-head .meter p').innerText(), '1 dari 7 pelajaran selesai');
  assert.match(await tab.locator('[data-continue]').innerText(), /^Lanjutkan: Buku kas harian/);
  await tab.locator('[data-continue]').click();
  assert.ok(tab.url().includes('/buku-kas-harian/'));
  await go(end || './');
  assert.match(await tab.locator('.card[data-course=buku-kas] .meter').innerText(), /1 dari 7 pelajaran selesai/);
  await go(mine + end);
  assert.match(await tab.locator('[data-at=courses]').innerText(), /Buku kas warung\s+1 dari 7 pelajaran selesai/);
  assert.equal(await tab.locator('[data-say=where]').innerText(), 'Kemajuan Anda tersimpan di ponsel ini saja.');
}

test('a finished lesson is shown on course, cards and the progress page, and the way goes on', (t) => finishesAndGoesOn(t, server.url));

test('the same from a folder on a disk', (t) => {
  const offline = buildDemo('--offline');
  const base = `${pathToFileURL(offline.site).href}/`;
  return finishesAndGoesOn(t, base, 'index.html');
});

test('a lesson is opened once and finished once, however often it is seen', async (t) => {
  const { tab, go } = await reader(t);
  await go(first);
  await finish(tab);
  await tab.reload();
  await settled(tab);
  assert.ok(await tab.locator('.finish-done').isVisible());
  assert.ok(!await tab.locator('[data-finish] button').isVisible());
  assert.deepEqual((await kept(tab)).map((one) => one.event.type), ['lesson-opened', 'lesson-finished']);
  const [{ event }] = await kept(tab);
  assert.deepEqual(Object.keys(event).sort(), ['course', 'id', 'language', 'learner', 'lesson', 'time', 'type', 'version']);
  assert.match(event.version, /^[0-9a-f]{16}$/);
});

test('a first lesson fetches nothing for progress until its reader begins, and then loses no answer', async (t) => {
  const { tab } = await reader(t);
  const fetched = [];
  tab.on('request', (request) => { if (/progress|kemajuan/.test(request.url())) fetched.push(request.url()); });
  await tab.goto(server.url + first, { waitUntil: 'networkidle' });
  assert.deepEqual(fetched, []);
  // The scripts come late, the answer is given at once.
  await tab.route(/progress-show/, async (route) => {
    await new Promise((resolve) => { setTimeout(resolve, 1500); });
    await route.continue();
  });
  const form = `#${await tab.locator('form.question:visible').first().getAttribute('id')}`;
  const key = await keyOf(tab, form);
  await answer(tab, form, key.type, key.right);
  await settled(tab);
  await tab.waitForFunction(() => window.sanggarProgress.events().some((one) => one.event.type === 'answered'));
  assert.ok(fetched.length >= 3);
});

test('going back to a course shows what was done meanwhile', async (t) => {
  const { tab, go } = await reader(t);
  await go(course);
  await tab.locator('[data-continue]').click();
  await tab.waitForURL(/dua-kaleng/);
  await settled(tab);
  await finish(tab);
  await tab.goBack();
  await tab.locator('.meter').waitFor();
});

test('by keyboard alone a lesson is finished, and the focus stays where one is', async (t) => {
  const { tab, go } = await reader(t);
  await go(first);
  await tabToSelector(tab, '[data-finish] button');
  await tab.keyboard.press('Enter');
  await tab.locator('.finish-done').waitFor();
  assert.ok(await tab.evaluate(() => document.activeElement.matches('.finish-done')));
  await tabToSelector(tab, '.pager-next');
});

test('two tabs see what the other does', async (t) => {
  const { tab, go } = await reader(t);
  await go(course);
  const other = await tab.context().newPage();
  await other.goto(server.url + first);
  await settled(other);
  await finish(other);
  await tab.locator('.meter').waitFor();
  assert.equal(await status(tab, 'dua-kaleng'), 'Selesai');
  assert.equal(new Set((await kept(tab)).map((one) => one.event.learner)).size, 1);
});

// Answers the whole quiz of a page rightly.
async function passQuiz(tab) {
  for (const form of await tab.locator('form.question:visible').evaluateAll((forms) => forms.map((one) => `#${one.id}`))) {
    const key = await keyOf(tab, form);
    await answer(tab, form, key.type, key.right);
    await tab.locator(`${form} .say.is-right`).waitFor();
  }
}

test('passing the last quiz of a lesson finishes it, and the best score is told later', async (t) => {
  const { tab, go } = await reader(t);
  await go(first);
  await passQuiz(tab);
  await tab.locator('.finish-done').waitFor();
  const types = (await kept(tab)).map((one) => one.event.type);
  assert.equal(types.filter((type) => type === 'quiz-ended').length, 1);
  assert.equal(types.filter((type) => type === 'lesson-finished').length, 1);
  const answered = (await kept(tab)).find((one) => one.event.type === 'answered').event;
  assert.ok(answered.question_type && answered.hash && answered.quiz && answered.response);
  await tab.evaluate(() => sessionStorage.clear());
  await tab.reload();
  await settled(tab);
  assert.match(await tab.locator('.quiz-before').innerText(), /Anda sudah lulus kuis ini\. Nilai terbaik Anda: 100 persen\./);
});

test('an edited course: what was finished stays so under former ids, and a changed question is told', async (t) => {
  const { tab, go } = await reader(t);
  await go(first);
  await passQuiz(tab);
  await tab.locator('.finish-done').waitFor();
  const file = await download(tab, go);
  const edited = buildChanged((root) => {
    const source = join(root, 'courses/buku-kas/01-mencatat/01-dua-kaleng/index.md');
    const text = readFileSync(source, 'utf8');
    const at = text.indexOf('- [x] ');
    const id = /^id: (.*)$/m.exec(text);
    const renamed = id ? text.replace(id[0], 'id: baru\naliases: [dua-kaleng]') : text.replace('---\n', '---\nid: baru\naliases: [dua-kaleng]\n');
    writeFileSync(source, renamed.replace(text.slice(at, at + 8), `${text.slice(at, at + 6)}Kini ${text.slice(at + 6, at + 8)}`));
  });
  const host = await serve(edited.site);
  t.after(() => host.close());
  const later = await reader(t, host.url);
  await later.go(mine);
  await later.tab.locator('[data-at=file]').setInputFiles(file);
  await later.tab.locator('[data-say=file]').filter({ hasText: 'ditambahkan' }).waitFor();
  await later.go(course);
  assert.equal(await status(later.tab, 'baru'), 'Selesai');
  await later.go(first);
  assert.ok(await later.tab.locator('.finish-done').isVisible());
  assert.equal(await later.tab.locator('.quiz-changed').first().innerText(), 'Soal ini berubah sejak Anda menjawab.');
  assert.equal(await later.tab.locator('.quiz-changed').count(), 1);
});

// Saves the progress to a file and gives its path.
async function download(tab, go) {
  await go(mine);
  const coming = tab.waitForEvent('download');
  await tab.locator('[data-do=save]').click();
  const path = join(temporaryFolder(), 'kemajuan.json');
  await (await coming).saveAs(path);
  return path;
}

async function openFile(tab, file, says) {
  await tab.locator('[data-at=file]').setInputFiles(file);
  await tab.locator('[data-say=file]').filter({ hasText: says }).waitFor();
}

test('a file takes progress to another phone, and opening it twice changes nothing', async (t) => {
  const from = await reader(t);
  await from.go(first);
  await finish(from.tab);
  const file = await download(from.tab, from.go);
  const to = await reader(t);
  await to.go(mine);
  await openFile(to.tab, file, '2 catatan dari berkas sudah ditambahkan.');
  assert.match(await to.tab.locator('[data-at=courses]').innerText(), /1 dari 7/);
  const before = await kept(to.tab);
  await openFile(to.tab, file, 'Semua isi berkas ini sudah ada di sini.');
  assert.deepEqual(await kept(to.tab), before);
  assert.deepEqual(before.map((one) => one.event), (await kept(from.tab)).map((one) => one.event));
});

test('a wrong file is told and changes nothing', async (t) => {
  const { tab, go } = await reader(t);
  await go(first);
  const good = JSON.parse(readFileSync(await download(tab, go), 'utf8'));
  const before = await kept(tab);
  const events = (change) => ({ ...good, events: [...good.events, { ...good.events[0], id: '0192f0c1-0000-7000-8000-000000000001', ...change }] });
  const wrong = [
    ['tidak karuan', 'bukan berkas kemajuan'], ['[]', 'bukan berkas kemajuan'], ['null', 'bukan berkas kemajuan'],
    [{ ...good, format: 2 }, 'versi yang lebih baru'], [{ ...good, site: 'https://lain.example/' }, 'situs lain'],
    [{ ...good, learner: 'saya' }, 'rusak'], [{ ...good, events: {} }, 'rusak'], [events({ id: '1' }), 'rusak'], [events({ type: 'constructor' }), 'rusak'],
    [events({ time: 'kemarin' }), 'rusak'], [events({ type: 'quiz-ended', quiz: 'a', success: true, score: null }), 'rusak'],
    [events({ type: 'media-paused', media: 'a', length: 3, at: 1, segments: [[0]] }), 'rusak'], [events({ lesson: 7 }), 'rusak'],
  ];
  const path = join(temporaryFolder(), 'salah.json');
  for (const [content, says] of wrong) {
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    await openFile(tab, path, says);
  }
  assert.deepEqual(await kept(tab), before);
});

test('another learner’s file asks whose it is, and never puts two people together unasked', async (t) => {
  const from = await reader(t);
  await from.go(first);
  await finish(from.tab);
  const file = await download(from.tab, from.go);
  const to = await reader(t);
  await to.go(second);
  await to.go(mine);
  const before = await kept(to.tab);
  const ask = async (choice) => {
    await to.tab.locator('[data-at=file]').setInputFiles(file);
    await to.tab.locator('[data-ask=file] button', { hasText: choice }).click();
  };
  await ask('Batal');
  assert.deepEqual(await kept(to.tab), before);
  await ask('Milik orang lain');
  await to.tab.locator('[data-say=file]').filter({ hasText: 'ditambahkan' }).waitFor();
  assert.deepEqual(Object.keys((await stateOf(to.tab)).lessons), ['buku-kas/dua-kaleng']);
  await to.tab.locator('[data-at=others] button').click();
  await to.tab.locator('[data-say=people]').filter({ hasText: 'Sekarang yang belajar' }).waitFor();
  assert.deepEqual(Object.keys((await stateOf(to.tab)).lessons), ['buku-kas/buku-kas-harian']);
  await ask('gabungkan');
  await to.tab.locator('[data-say=file]').filter({ hasText: 'ditambahkan' }).waitFor();
  assert.deepEqual(Object.keys((await stateOf(to.tab)).lessons).sort(), ['buku-kas/buku-kas-harian', 'buku-kas/dua-kaleng']);
});

test('several people on one phone are kept apart, and one is forgotten', async (t) => {
  const { tab, go } = await reader(t);
  await go(first);
  await finish(tab);
  await go(mine);
  await tab.locator('[data-at=name]').fill('Sari');
  await tab.locator('[data-do=name]').click();
  await tab.locator('[data-say=people]').filter({ hasText: 'atas nama Sari' }).waitFor();
  await tab.locator('[data-do=add]').click();
  await tab.locator('[data-say=people]').filter({ hasText: 'Catatan baru' }).waitFor();
  await go(course);
  assert.equal(await tab.locator('.meter').count(), 0);
  await go(mine);
  await tab.locator('[data-at=others] button').click();
  await tab.locator('[data-say=people]').filter({ hasText: 'Sekarang yang belajar: Sari' }).waitFor();
  await tab.locator('[data-do=forget]').click();
  await tab.locator('[data-ask=forget] button', { hasText: 'Batal' }).click();
  assert.equal((await kept(tab)).length, 2);
  await tab.locator('[data-do=forget]').click();
  assert.match(await tab.locator('[data-ask=forget]').innerText(), /Sari/);
  await tab.locator('[data-ask=forget] button', { hasText: 'Ya, hapus' }).click();
  await tab.locator('[data-say=forget]').filter({ hasText: 'sudah dihapus' }).waitFor();
  assert.equal((await kept(tab)).length, 0);
  assert.equal(await tab.locator('[data-at=others] li').count(), 0);
});

test('a PIN is asked for before the phone changes to its owner', async (t) => {
  const { tab, go } = await reader(t);
  // So long that it is in no salt and no hash by chance.
  const pin = '24681357';
  const says = (text) => tab.locator('[data-say=people]').filter({ hasText: text }).waitFor();
  const own = tab.locator('[data-pin]');
  const prompt = tab.locator('[data-pin-ask]');
  const person = tab.locator('[data-at=others] li', { hasText: 'Sari' });
  const type = async (pin) => {
    await prompt.locator('input').fill(pin);
    await prompt.locator('input').press('Enter');
  };
  const is_asked = (text) => prompt.locator('[role=status]').filter({ hasText: text }).waitFor();
  await go(first);
  await finish(tab);
  await go(mine);
  await tab.locator('[data-at=name]').fill('Sari');
  await tab.locator('[data-do=name]').click();
  await says('atas nama Sari');
  await own.locator('summary').click();
  for (const wrong of ['12', '12ab', '']) {
    await own.locator('input').fill(wrong);
    await own.locator('form button').click();
    await says('4 sampai 8 angka');
  }
  await own.locator('input').fill(pin);
  await own.locator('form button').click();
  await says('PIN sudah dipasang');
  const stored = await tab.evaluate(() => window.sanggarProgress.place.then((at) => at.read('pin ')));
  assert.ok(!JSON.stringify(stored).includes(pin), `the PIN itself is stored: ${JSON.stringify(stored)}`);
  await own.locator('[data-do=lock]').click();
  await says('sudah dikunci');
  assert.equal((await kept(tab)).length, 0);

  // Whoever comes next cannot become Sari, and stays who they are.
  await person.locator('button').click();
  await prompt.locator('label', { hasText: /^PIN untuk Sari$/ }).waitFor();
  assert.ok(await prompt.locator('input').evaluate((field) => field === document.activeElement));
  await type('1111');
  await is_asked('PIN salah.');
  await prompt.locator('[data-do=stay]').click();
  assert.equal(await prompt.isVisible(), false);
  assert.equal((await kept(tab)).length, 0);

  // The third wrong one costs time, also after the page was loaded anew, and the right one does not shorten it.
  await person.locator('button').click();
  await type('1111');
  await is_asked('PIN salah.');
  await type('2222');
  await is_asked('Coba lagi dalam 1 menit');
  await go(mine);
  await person.locator('button').click();
  await type(pin);
  await is_asked('Coba lagi dalam 1 menit');
  await tab.evaluate(() => window.sanggarProgress.place.then((at) => at.read('pin ').then((all) => {
    for (const one of Object.values(all)) one.until = 0;  // the minute is over
    return at.write(all);
  })));
  // Taken back while it is looked at, even the right one opens nothing.
  await prompt.locator('input').fill(pin);
  await prompt.evaluate((form) => {
    form.querySelector('[type=submit]').click();
    form.querySelector('[data-do=stay]').click();
  });
  await tab.waitForTimeout(1000);
  assert.equal((await kept(tab)).length, 0);
  await person.locator('button').click();
  await prompt.locator('label', { hasText: 'PIN untuk Sari' }).waitFor();
  await type(pin);
  await says('Sekarang yang belajar: Sari');
  assert.equal((await kept(tab)).length, 2);

  // Her name may change without the PIN going; taken off, it is asked for no more.
  await tab.locator('[data-at=name]').fill('Sari Dewi');
  await tab.locator('[data-do=name]').click();
  await says('atas nama Sari Dewi');
  await own.locator('[data-do=no-pin]').click();
  await says('PIN sudah dilepas');
  await tab.locator('[data-do=add]').click();
  await says('Catatan baru');
  await person.locator('button').click();
  await says('Sekarang yang belajar: Sari Dewi');
});

test('who is forgotten leaves no PIN behind', async (t) => {
  const { tab, go } = await reader(t);
  await go(first);
  await finish(tab);
  await go(mine);
  await tab.locator('[data-pin] summary').click();
  await tab.locator('#sg-pin').fill('2468');
  await tab.locator('#sg-pin').press('Enter');
  await tab.locator('[data-say=people]').filter({ hasText: 'PIN sudah dipasang' }).waitFor();
  await tab.locator('[data-do=forget]').click();
  await tab.locator('[data-ask=forget] button', { hasText: 'Ya, hapus' }).click();
  await tab.locator('[data-say=forget]').filter({ hasText: 'sudah dihapus' }).waitFor();
  assert.deepEqual(await tab.evaluate(() => window.sanggarProgress.place.then((at) => at.read('pin '))), {});
});

test('when another tab changes to another person, a page that shows the former one starts anew', async (t) => {
  const { tab, go } = await reader(t);
  await go(first);
  await finish(tab);
  const other = await tab.context().newPage();
  await other.goto(`${server.url}${mine}`);
  await settled(other);
  await other.locator('[data-do=add]').click();
  await other.locator('[data-say=people]').filter({ hasText: 'Catatan baru' }).waitFor();
  await tab.locator('[data-finish] button').waitFor();
});

test('a finished course says so, and offers to begin again', async (t) => {
  const { tab, go } = await reader(t);
  await go(first);
  await tab.evaluate(async () => {
    const { data, record } = window.sanggarProgress;
    for (const { id, quizzes } of data.courses[0].lessons) {
      await record('lesson-finished', { lesson: id, seconds: 1 });
      for (const quiz of quizzes || []) {
        await record('quiz-ended', { lesson: id, quiz, attempt: 1, success: true, score: { scaled: 1, raw: 1, min: 0, max: 1 }, seconds: 1, questions: [] });
      }
    }
  });
  await go(course);
  assert.match(await tab.locator('.course-head .meter').innerText(), /Selamat, kursus ini sudah Anda selesaikan\.\s+7 dari 7/);
  assert.equal((await tab.locator('[data-continue]').innerText()).trim(), 'Buka lagi dari awal');
  await go('courses/');
  assert.match(await tab.locator('.card[data-course=buku-kas] .meter').innerText(), /Kursus selesai/);
});

test('at 320 px and in the dark every new state fits, can be touched and is accessible', async (t) => {
  const { tab, go } = await reader(t, server.url, { viewport: { width: 320, height: 640 } });
  const look = async (what) => {
    await installAxe(tab);
    for (const colorScheme of ['light', 'dark']) {
      await tab.emulateMedia({ colorScheme });
      assertNone((await audit(tab)).map((fault) => ({ page: `${what} (${colorScheme})`, ...fault })));
    }
    assert.deepEqual([...await overflow(tab), ...await smallTargets(tab)], [], what);
  };
  await go(first);
  await passQuiz(tab);
  await tab.locator('.finish-done').waitFor();
  await look('a finished lesson');
  await tab.reload();
  await settled(tab);
  await look('a lesson with earlier results');
  await go(course);
  await look('a course that is under way');
  await go('courses/');
  await look('cards');
  await go(mine);
  await tab.locator('[data-do=add]').click();
  await tab.locator('[data-say=people]').filter({ hasText: 'Catatan baru' }).waitFor();
  await tab.locator('[data-do=forget]').click();
  await tab.locator('[data-ask=forget] button').first().waitFor();
  await look('the progress page, asking');
});

test('an English page speaks English and shows the same progress', async (t) => {
  const { tab, go } = await reader(t);
  await go(first);
  await passQuiz(tab);
  await tab.locator('.finish-done').waitFor();
  // Answered in another language is not answered to a question that has changed.
  await go(`en/${first}`);
  assert.match(await tab.locator('.quiz-before').innerText(), /You have passed this quiz\. Your best score: 100 per cent\./);
  assert.equal(await tab.locator('.quiz-changed').count(), 0);
  await go(`en/${course}`);
  assert.equal(await tab.locator('.course-head .meter p').innerText(), '1 of 7 lessons finished');
  await go(`en/${mine}`);
  assert.equal(await tab.locator('h1').innerText(), 'My progress');
  assert.match(await tab.locator('[data-at=courses]').innerText(), /1 of 7 lessons finished/);
});
