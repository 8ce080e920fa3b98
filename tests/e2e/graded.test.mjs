// A graded quiz through the real endpoint: joined, taken, failed, tried again, passed, limited; answered without a connection; seen on a
// second phone; and nothing that a phone makes up counts.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { audit, installAxe } from './lib/axe.mjs';
import { launch, schemes, sizes } from './lib/chromium.mjs';
import { buildChanged } from './lib/demo.mjs';
import { realEndpoint } from './lib/endpoint.mjs';
import { assertNone } from './lib/faults.mjs';
import { settled } from './lib/progress.mjs';
import { serve } from './lib/server.mjs';

const site = 'https://belajar.tirtasari.example/';
const lesson = 'courses/ujian/harga/';
const source = `---
title: Ujian harga
graded: true
---

Kerjakan sendiri, tanpa terburu-buru.

:::quiz id=harga pass=3 attempts=2 title="Ujian harga"
:::question id=untung
Berapa keuntungan bila modal Rp 8.000 dan harga jual Rp 12.000?

- [ ] Rp 3.000 {#tiga-ribu}
  > Hitung lagi: harga jual dikurangi modal.
- [x] Rp 4.000 {#empat-ribu}
  > Benar: 12.000 − 8.000.
:::
:::question id=pokok type=number answer=4500 tolerance=0.5 unit=rupiah
Berapa harga pokok sebungkus keripik?

:::wrong
Bagi seluruh biaya dengan jumlah bungkus.
:::
:::
:::question id=alur type=order
Urutkan.

1. Sapa pembeli {#sapa}
2. Hitung belanjaan {#hitung}
3. Terima uang {#terima}
:::
:::question id=rumpang type=gap
Tas itu dari daun [[pandan]].
:::
:::
`;

let endpoint;
let server;
let browser;
before(async () => {
  endpoint = await realEndpoint(site);
  // A site of its own: the demonstration has no exam, and so needs no endpoint.
  const demo = buildChanged((root) => {
    for (const folder of ['courses', 'stories', 'pages', 'authors', 'data', 'media']) rmSync(join(root, folder), { recursive: true, force: true });
    mkdirSync(join(root, 'courses/ujian'), { recursive: true });
    writeFileSync(join(root, 'courses/ujian/course.md'), '---\ntitle: Ujian\ncomplete: {lessons: 0, quizzes: passed}\n---\n');
    writeFileSync(join(root, 'courses/ujian/01-harga.md'), source);
    writeFileSync(join(root, 'site.yaml'), `format: 1\nid: ${site}\ntitle: Ujian\nlanguage: id\nendpoint: {url: "${endpoint.url}"}\n`);
  });
  server = await serve(demo.site);
  endpoint.know(demo.root);
  await endpoint.start(new URL(server.url).origin);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await endpoint?.kill();
  server?.close();
});

const cut = (phone) => phone.context.route(`${endpoint.url}/**`, (route) => route.abort());
const mend = (phone) => phone.context.unroute(`${endpoint.url}/**`);

async function phone(t, options = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  t.after(() => context.close());
  const tab = await context.newPage();
  const errors = [];
  tab.on('pageerror', (error) => errors.push(error.message));
  const go = async (path = lesson) => {
    await tab.goto(server.url + path);
    await settled(tab);
  };
  const act = (text) => tab.locator('.quiz-graded button', { hasText: text }).click();
  const says = (text) => tab.locator('.quiz-said').filter({ hasText: text }).waitFor();
  return { context, tab, go, act, says, errors };
}

const question = (tab, id) => tab.locator(`form[data-question=${id}]`);

async function joined(one) {
  await one.go();
  await one.act('Simpan di server');
  await one.says('Kode Anda');
  return one.tab.locator('.code-words li').allInnerTexts();
}

async function begin(one) {
  await one.act(/Mulai|Coba lagi|Lanjutkan/);
  await one.tab.locator('.quiz-graded button', { hasText: 'Kirim jawaban' }).waitFor();
}

// By keyboard and touch as a reader would; `right` puts the items in their order.
async function fill({ tab }, { option, number, gap, right }) {
  await question(tab, 'untung').locator(`input[value=${option}]`).check();
  await question(tab, 'pokok').locator('input').fill(number);
  await question(tab, 'rumpang').locator('input').fill(gap);
  const items = () => question(tab, 'alur').locator('.order > li').evaluateAll((list) => list.map((item) => item.dataset.option));
  const wanted = right ? ['sapa', 'hitung', 'terima'] : ['terima', 'hitung', 'sapa'];
  for (let place = 0; place < wanted.length; place += 1) {
    while ((await items()).indexOf(wanted[place]) > place) await question(tab, 'alur').locator(`li[data-option=${wanted[place]}] .move-up`).press('Enter');
  }
  assert.deepEqual(await items(), wanted);
}

const wrong = { option: 'tiga-ribu', number: '3.000', gap: 'jati', right: false };
const right = { option: 'empat-ribu', number: '4.500', gap: 'Pandan', right: true };
const stateOf = (one) => one.tab.evaluate(async () => {
  const { sender, me } = window.sanggarProgress;
  const session = await sender.session(me());
  return (await sender.call('GET', '/learn/v1/state', session.token)).json();
});

test('it is joined for, taken, failed, tried again, passed, and its attempts are limited', async (t) => {
  const a = await phone(t);
  await a.go();
  assert.equal(await a.tab.locator('form.question:visible').count(), 0, 'questions are shown before an attempt is open');
  await joined(a);
  await begin(a);
  assert.equal(await a.tab.locator('form.question:visible').count(), 4);
  assert.equal(await question(a.tab, 'pokok').locator('legend').innerText(), 'Pertanyaan 2 dari 4');
  assert.ok(await question(a.tab, 'untung').locator('fieldset').evaluate((element) => element === document.activeElement), 'the focus is not on the first question');
  await fill(a, { ...wrong, number: 'empat' });
  await a.act('Kirim jawaban');
  await question(a.tab, 'pokok').locator('.say').filter({ hasText: 'Tulislah sebuah angka' }).waitFor();
  await fill(a, { ...wrong, number: '' });
  await a.act('Kirim jawaban');
  await a.says('1 pertanyaan belum dijawab');
  await a.act('Kirim apa adanya');
  await a.says('Anda belum lulus');
  await a.says('Nilai Anda 0 dari 4.');
  await a.says('Anda masih boleh mencoba 1 kali.');
  await question(a.tab, 'untung').locator('.say').filter({ hasText: 'harga jual dikurangi modal' }).waitFor();
  await question(a.tab, 'pokok').locator('.say').filter({ hasText: 'Tidak dijawab' }).filter({ hasText: 'Bagi seluruh biaya' }).waitFor();
  assert.ok(!(await a.tab.locator('section.quiz').innerText()).includes('4.500'), 'the right answer is told while an attempt is left');
  assert.equal((await stateOf(a)).quizzes['ujian/harga#harga'].best, 0);

  await begin(a);
  await fill(a, { ...right, gap: 'jati' });
  await a.act('Kirim jawaban');
  await a.says('Selamat, Anda lulus');
  await a.says('Nilai Anda 3 dari 4.');
  await a.says('Kesempatan mencoba sudah habis.');
  await question(a.tab, 'rumpang').locator('.say').filter({ hasText: 'Jawaban yang benar: pandan' }).waitFor();
  assert.equal(await a.tab.locator('.quiz-graded button').count(), 0);
  await a.tab.locator('.finish-done').waitFor();
  const state = await stateOf(a);
  assert.ok(state.courses.ujian.done, 'the course is not completed');
  assert.equal(state.quizzes['ujian/harga#harga'].attempts, 2);
  await a.go();
  await a.says('Nilai Anda 3 dari 4.');
  assert.deepEqual(a.errors, []);
});

test('without a connection the answers stay on the phone, after a reload too, and are sent when it is back', async (t) => {
  const a = await phone(t);
  await joined(a);
  await begin(a);
  await fill(a, right);
  await cut(a);
  await a.act('Kirim jawaban');
  await a.says('belum dikirim dan belum dinilai');
  await a.says('disimpan di ponsel ini');
  await a.go();
  await a.says('disimpan di ponsel ini');
  assert.equal(await question(a.tab, 'pokok').locator('input').inputValue(), '4.500');
  assert.ok(await question(a.tab, 'untung').locator('input[value=empat-ribu]').isChecked());
  await mend(a);
  await a.tab.evaluate(() => window.dispatchEvent(new Event('online')));
  await a.says('Nilai Anda 4 dari 4.');
  assert.deepEqual(await a.tab.evaluate(() => window.sanggarProgress.place.then((at) => at.read('draft ')).then((all) => Object.values(all).map((one) => Object.keys(one)).flat())), []);
  assert.deepEqual(a.errors, []);
});

test('what was answered before a reload is still there, and an answer that was lost on the way counts once', async (t) => {
  const a = await phone(t);
  await joined(a);
  await begin(a);
  await fill(a, wrong);
  await a.go();
  await a.says('disimpan di ponsel ini');
  assert.equal(await question(a.tab, 'rumpang').locator('input').inputValue(), 'jati');
  // The server grades; its answer is lost.
  await a.context.route(`${endpoint.url}/learn/v1/attempts/*`, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    return route.abort();
  });
  await a.act('Kirim jawaban');
  await a.says('belum dinilai');
  await a.context.unroute(`${endpoint.url}/learn/v1/attempts/*`);
  await a.act('Kirim jawaban');
  await a.says('Nilai Anda 0 dari 4.');
  assert.equal((await stateOf(a)).quizzes['ujian/harga#harga'].attempts, 1);
});

// The page with another id for the question 'rumpang', before its scripts begin; `former` as the generator writes it with the lesson.
async function rename({ tab, go }, id, former) {
  await tab.addInitScript(([present, ids]) => {
    document.addEventListener('readystatechange', () => {
      const form = document.querySelector('form[data-question=rumpang]');
      const block = document.getElementById('sg-progress');
      if (document.readyState !== 'interactive' || !form) return;
      form.dataset.question = present;
      const data = JSON.parse(block.textContent);
      if (ids) data.courses[0].lessons[0].former = ids;
      block.textContent = JSON.stringify(data);
    });
  }, [id, former]);
  await go();
}

test('a draft and its result outlive a question that has a new id', async (t) => {
  const a = await phone(t);
  await joined(a);
  await begin(a);
  await fill(a, wrong);
  await rename(a, 'isian', { 'harga/isian': ['rumpang'] });
  await a.says('disimpan di ponsel ini');
  assert.equal(await question(a.tab, 'isian').locator('input').inputValue(), 'jati');
  await a.act('Kirim jawaban');
  await a.says('Nilai Anda 0 dari 4.');
  await question(a.tab, 'isian').locator('.verdict').waitFor();
  assert.deepEqual(a.errors, []);
});

test('a draft of a question that is gone keeps nobody from beginning anew', async (t) => {
  const a = await phone(t);
  await joined(a);
  await begin(a);
  await fill(a, wrong);
  await rename(a, 'baru');
  // What the server opens now is not on this page: for it, the page is the newer one.
  await a.act('Lanjutkan kuis');
  await a.says('sudah diperbarui');
  const b = await a.context.newPage();
  await b.goto(server.url + lesson);
  await b.locator('.quiz-graded button', { hasText: 'Lanjutkan kuis' }).click();
  await b.locator('.quiz-graded button', { hasText: 'Kirim jawaban' }).waitFor();
  assert.equal(await question(b, 'rumpang').locator('input').inputValue(), '');
});

test('a second phone goes on with the same attempt and sees the result', async (t) => {
  const a = await phone(t);
  const words = await joined(a);
  await begin(a);
  const b = await phone(t);
  await b.go(lesson);
  await b.tab.locator('.quiz-graded a', { hasText: 'Saya sudah punya kode' }).click();
  await settled(b.tab);
  await b.tab.locator('[data-enter]').fill(words.join(' '));
  await b.tab.locator('[data-do=enter]').click();
  await b.tab.locator('[data-ask=join] button', { hasText: 'Milik saya' }).click();
  await b.tab.locator('[data-say=where]').filter({ hasText: 'dan di server' }).waitFor();
  await b.go();
  await b.act('Lanjutkan kuis');
  await fill(b, right);
  await b.act('Kirim jawaban');
  await b.says('Nilai Anda 4 dari 4.');
  await fill(a, wrong);
  await a.act('Kirim jawaban');
  await a.says('sudah dikirim dari perangkat lain');
  await a.says('Nilai Anda 4 dari 4.');
  await a.tab.locator('.finish-done').waitFor();
});

test('what a phone makes up completes nothing', async (t) => {
  const a = await phone(t);
  await joined(a);
  await a.tab.evaluate(async () => {
    const { record, place, sender } = window.sanggarProgress;
    await record('quiz-ended', { quiz: 'harga', attempt: 1, success: true, score: { scaled: 1, raw: 4, min: 0, max: 4 }, seconds: 1 });
    await place.then((at) => at.write({ 'note wait': null }));
    await sender.flush();
  });
  const state = await stateOf(a);
  assert.deepEqual(state.quizzes, {});
  assert.deepEqual(state.courses, {});
});

test('each thing that goes wrong has its sentence', async (t) => {
  const a = await phone(t);
  await joined(a);
  const answers = async (status, text, headers = {}) => {
    const allowed = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': 'Authorization, Content-Type', 'Access-Control-Expose-Headers': 'Retry-After' };
    const fulfil = (route) => route.fulfill({ status: route.request().method() === 'OPTIONS' ? 204 : status, headers: { ...allowed, ...headers }, body: '{}' });
    await a.context.route(/\/learn\/v1\/attempts/, fulfil);
    await a.act(/Mulai|Coba lagi/);
    await a.says(text);
    await a.context.unroute(/\/learn\/v1\/attempts/);
  };
  await answers(429, 'Coba lagi dalam 2 menit', { 'Retry-After': '90' });
  await answers(500, 'sedang terganggu');
  await answers(404, 'belum mengenal kuis ini');
  await cut(a);
  await a.act('Coba lagi');
  await a.act('Mulai kuis');
  await a.says('Server tidak terjangkau');
  await mend(a);
  await a.act('Coba lagi');
  // The button that was tapped stays until the server has answered.
  await a.tab.locator('.quiz-graded button', { hasText: 'Mulai kuis' }).waitFor();
  await begin(a);
  const token = await a.tab.evaluate(() => window.sanggarProgress.sender.session(window.sanggarProgress.me()).then((there) => there.token));
  await fetch(`${endpoint.url}/learn/v1/learner`, { method: 'DELETE', headers: { Authorization: `Bearer ${token}` } });
  await fill(a, right);
  await a.act('Kirim jawaban');
  await a.says('Data Anda di server sudah dihapus');
});

test('without a script the questions can be read, and the page says what the quiz needs', async (t) => {
  const { tab } = await phone(t, { javaScriptEnabled: false });
  await tab.goto(server.url + lesson);
  assert.equal(await tab.locator('form.question:visible').count(), 4);
  assert.match(await tab.locator('.quiz-rules').innerText(), /memerlukan sambungan internet dan JavaScript/);
});

test('its views have no fault that axe finds, at every size and in every scheme', async (t) => {
  const pictures = process.env.GRADED_SHOTS;
  if (pictures) mkdirSync(pictures, { recursive: true });
  for (const size of sizes) {
    for (const colorScheme of schemes) {
      const a = await phone(t, { viewport: { width: size.width, height: size.height }, colorScheme, reducedMotion: 'reduce' });
      const look = async (view) => {
        await installAxe(a.tab);
        assertNone((await audit(a.tab)).map((fault) => ({ page: `${view} ${size.name} ${colorScheme}`, what: fault.what })));
        const wide = await a.tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(wide, 0, `${view}: wider than the screen`);
        if (pictures) await a.tab.locator('section.quiz').screenshot({ path: join(pictures, `${view}-${size.name}-${colorScheme}.png`) });
      };
      await a.go();
      await a.tab.locator('.quiz-graded button', { hasText: 'Simpan di server' }).waitFor();
      await look('join');
      await a.act('Simpan di server');
      await a.says('Kode Anda');
      await look('code');
      await begin(a);
      await look('take');
      await fill(a, { ...right, option: 'tiga-ribu', gap: 'jati' });
      await cut(a);
      await a.act('Kirim jawaban');
      await a.says('belum dikirim');
      await look('unsent');
      await mend(a);
      await a.act('Kirim jawaban');
      await a.says('Nilai Anda 2 dari 4.');
      await look('result');
      await begin(a);
      await fill(a, { ...right, number: '3000' });
      await a.act('Kirim jawaban');
      await a.says('Nilai Anda 3 dari 4.');
      await look('end');
      await a.context.close();
    }
  }
});
