// A class through the real endpoint: two learners join by code, their facilitator sees where they stand and what was hard, brings in
// others from a list, changes codes; a learner leaves, another erases everything.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { audit, installAxe } from './lib/axe.mjs';
import { launch, schemes, sizes } from './lib/chromium.mjs';
import { buildChanged, temporaryFolder } from './lib/demo.mjs';
import { realEndpoint } from './lib/endpoint.mjs';
import { answer, keyOf } from './lib/keyboard.mjs';
import { settled } from './lib/progress.mjs';
import { serve } from './lib/server.mjs';

const site = 'https://sanggar.tirtasari.example/';
const lesson = 'courses/buku-kas/mencatat/dua-kaleng/';
const pictures = process.env.CLASS_SHOTS || temporaryFolder();
let endpoint;
let server;
let browser;
before(async () => {
  endpoint = await realEndpoint(site);
  const demo = buildChanged((root) => appendFileSync(join(root, 'site.yaml'), `endpoint: {url: "${endpoint.url}"}\n`));
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

const value = (output, name) => new RegExp(`^${name}: (.*)$`, 'm').exec(output)[1];

function makeClass(name, ...more) {
  const made = endpoint.command('class', 'add', name, '--address', server.url, ...more);
  assert.equal(made.status, 0, made.stderr);
  return { code: value(made.stdout, 'code'), link: value(made.stdout, 'link'), name };
}

async function phone(t, viewport = { width: 360, height: 740 }) {
  const context = await browser.newContext({ viewport, acceptDownloads: true });
  t.after(() => context.close());
  const tab = await context.newPage();
  const errors = [];
  tab.on('pageerror', (error) => errors.push(error.message));
  tab.on('console', (message) => { if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text()); });
  t.after(() => assert.deepEqual(errors, []));
  const go = async (path) => {
    await tab.goto(server.url + path);
    await settled(tab);
  };
  return { context, tab, go };
}

const said = (tab, where, text) => tab.locator(`[data-say=${where}]`).filter({ hasText: text }).waitFor();

async function join_server({ tab, go }) {
  await go('kemajuan/');
  await tab.locator('[data-do=join]').click();
  await tab.locator('[data-code] li').nth(8).waitFor();
  await tab.locator('[data-say=where]').filter({ hasText: 'dan di server' }).waitFor();
}

async function join_class({ tab }, code, name, may = false) {
  await tab.locator('[data-class-code]').fill(code);
  await tab.locator('[data-class-name]').fill(name);
  if (may) await tab.locator('[data-may]').check();
  await tab.locator('[data-do=join-class]').click();
}

const send = (tab) => tab.evaluate(() => window.sanggarProgress.sender.flush());

async function finish({ tab, go }, path) {
  await go(path);
  await tab.locator('[data-finish] button').click();
  await tab.locator('.finish-done').waitFor();
}

async function open({ tab }, link) {
  await tab.goto('about:blank');
  await tab.goto(link);
  await tab.locator('[data-room]').waitFor();
}

// The answers of a screenshot's QR codes.
async function read_codes(locator, name) {
  const file = join(temporaryFolder(), `${name}.png`);
  await locator.screenshot({ path: file });
  const read = spawnSync('zbarimg', ['-q', '--raw', file], { encoding: 'utf8' });
  assert.equal(read.error, undefined, 'zbarimg reads QR codes (package zbar-tools)');
  return read.stdout.trim().split('\n');
}

async function look(tab, name) {
  await installAxe(tab);
  for (const size of sizes) {
    for (const colorScheme of schemes) {
      await tab.setViewportSize({ width: size.width, height: size.height });
      await tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const faults = await audit(tab, { bestPractice: false });
      assert.deepEqual(faults.map((fault) => fault.what), [], `${name}, ${size.name}, ${colorScheme}`);
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(wide, 0, `${name} is as wide as the screen at ${size.width}`);
      await tab.screenshot({ path: join(pictures, `${name}-${size.width}-${colorScheme}.png`), fullPage: true });
    }
  }
}

// Answers the first two questions of a lesson; every third answer is wrong, more often the first question's.
async function answer_some({ tab }, number) {
  const ids = await tab.locator('form.question:not([hidden])').evaluateAll((forms) => forms.map((form) => form.id));
  for (const [n, id] of ids.slice(0, 2).entries()) {
    const key = await keyOf(tab, `#${id}`);
    await answer(tab, `#${id}`, key.type, n ? key.right : number % 3 ? key.wrong : key.right);
    await tab.waitForTimeout(50);
  }
}

test('learners join by code, the facilitator sees progress and the hardest question, and who leaves or erases is gone', async (t) => {
  const room = makeClass('Kelas pagi');
  const siti = await phone(t);
  const budi = await phone(t);
  await finish(siti, lesson);
  await join_server(siti);
  await join_class(siti, 'kelapa sungai jendela', 'Siti');
  await said(siti.tab, 'class', 'Tidak ada kelas dengan kode itu');
  await join_class(siti, ` ${room.code.toUpperCase().replaceAll(' ', ', ')} `, 'Siti', true);
  await said(siti.tab, 'class', 'Anda sudah masuk kelas Kelas pagi.');
  assert.match(await siti.tab.locator('.my-classes').innerText(), /Anda tampil sebagai Siti\. Fasilitator kelas ini melihat kemajuan dan jawaban Anda dari semua kursus\. Fasilitator boleh/);
  await look(siti.tab, 'kemajuan');

  // The second learner scans the poster before having joined the server.
  await budi.tab.goto(`${server.url}kemajuan/#kelas=${room.code.replaceAll(' ', '-')}`);
  await settled(budi.tab);
  await said(budi.tab, 'class', 'simpan dahulu kemajuan Anda di server');
  assert.equal(new URL(budi.tab.url()).hash, '');
  await budi.tab.locator('[data-do=join]').click();
  await said(budi.tab, 'class', 'Kode kelas sudah tertulis');
  await budi.tab.locator('[data-do=join-class]').click();
  await said(budi.tab, 'class', 'Anda sudah masuk kelas');
  assert.match(await budi.tab.locator('.my-classes').innerText(), /Anda tampil sebagai Peserta 2, tanpa nama\./);
  await send(siti.tab);

  const teacher = await phone(t, { width: 1280, height: 800 });
  await open(teacher, room.link);
  assert.equal(new URL(teacher.tab.url()).hash, '');
  const rows = teacher.tab.locator('[data-at=members] tr');
  await rows.nth(1).waitFor();
  const first = await rows.nth(0).innerText();
  assert.match(first, /^Siti/);
  assert.match(first, /1 dari \d+/);
  assert.match(await rows.nth(1).innerText(), /^Peserta 2[\s\S]*belum pernah$/);
  await rows.nth(0).locator('button').click();
  await teacher.tab.locator('[data-at=member]').filter({ hasText: 'Selesai' }).waitFor();

  // The table, and a reload that needs no link.
  const [download] = await Promise.all([teacher.tab.waitForEvent('download'), teacher.tab.locator('[data-do=table]').click()]);
  assert.match(download.suggestedFilename(), /^kelas-\d{4}-\d\d-\d\d\.csv$/);
  const table = readFileSync(await download.path(), 'utf8');
  assert.match(table, /^\uFEFFNomor,Nama,Kelompok/);
  assert.match(table, /\r\n1,Siti,,/);
  await teacher.tab.reload();
  await rows.nth(1).waitFor();

  // A new recovery code for who allowed it, and none for who did not.
  await rows.nth(1).locator('button').click();
  await teacher.tab.locator('[data-at=member-choices] button', { hasText: 'Kode pemulihan baru' }).click();
  await teacher.tab.locator('[data-at=member-card]').filter({ hasText: 'tidak memberi izin' }).waitFor();
  await rows.nth(0).locator('button').click();
  await teacher.tab.locator('[data-at=member-name]').filter({ hasText: 'Siti' }).waitFor();
  await teacher.tab.locator('[data-at=member-choices] button', { hasText: 'Kode pemulihan baru' }).click();
  await teacher.tab.locator('[data-ask=member] button', { hasText: 'Ya, buat' }).click();
  await teacher.tab.locator('[data-at=cards] li .code-words').waitFor();
  await siti.go('kemajuan/');
  await siti.tab.locator('.my-classes').filter({ hasText: 'Fasilitator membuat kode pemulihan baru untuk Anda' }).waitFor();

  // Leaving, and erasing.
  await budi.go('kemajuan/');
  await budi.tab.locator('.my-classes button').click();
  await budi.tab.locator('[data-ask=class] button', { hasText: 'Ya, keluar' }).click();
  await said(budi.tab, 'class', 'Anda sudah keluar dari kelas Kelas pagi.');
  await siti.tab.locator('[data-do=erase]').click();
  await siti.tab.locator('[data-ask=join] button', { hasText: 'Ya, hapus' }).click();
  await said(siti.tab, 'join', 'Tanda terima:');
  await teacher.tab.locator('[data-do=reload]').click();
  await teacher.tab.locator('[data-at=no-members]').filter({ visible: true }).waitFor();
  assert.equal(await rows.count(), 0);

  // A new code ends the former one; a new link ends the page.
  await teacher.tab.locator('[data-do=renew]').click();
  await teacher.tab.locator('[data-ask=class] button', { hasText: 'Ya, ganti' }).click();
  await said(teacher.tab, 'class', 'Kode kelas sudah diganti.');
  const code = (await teacher.tab.locator('[data-at=code] span').allInnerTexts()).join(' ');
  assert.notEqual(code, room.code);
  await join_class(budi, room.code, '');
  await said(budi.tab, 'class', 'Tidak ada kelas dengan kode itu');
  await join_class(budi, code, 'Budi');
  await said(budi.tab, 'class', 'Anda sudah masuk kelas');
  assert.equal(endpoint.command('class', 'link', 'Kelas pagi', '--address', server.url).status, 0);
  await teacher.tab.locator('[data-do=reload]').click();
  await said(teacher.tab, 'class', 'Tautan ini tidak berlaku.');
  assert.equal(await teacher.tab.locator('[data-room]').isVisible(), false);
});

test('a list of names becomes cards whose QR codes let each learner in, and the sheet of the program does as well', async (t) => {
  const room = makeClass('Kelas sore');
  const teacher = await phone(t, { width: 1280, height: 800 });
  await teacher.tab.goto(`${server.url}kelas/`);
  await teacher.tab.locator('[data-link]').fill('bukan tautan');
  await teacher.tab.locator('[data-do=open]').click();
  await said(teacher.tab, 'class', 'Tautan ini tidak berlaku.');
  await teacher.tab.locator('[data-link]').fill(room.link);
  await teacher.tab.locator('[data-do=open]').click();
  await teacher.tab.locator('[data-at=names]').fill('nama,kelompok\nWayan,A\n,B');
  await teacher.tab.locator('[data-do=add]').click();
  await said(teacher.tab, 'add', 'Baris 3: Namanya kosong');
  await teacher.tab.locator('[data-at=names]').fill('Wayan, RW 02\nKartini, RW 05');
  await teacher.tab.locator('[data-do=add]').click();
  await said(teacher.tab, 'add', '2 peserta sudah ditambahkan.');
  await teacher.tab.locator('[data-at=cards] > li').nth(1).waitFor();
  const words = await teacher.tab.locator('[data-at=cards] > li').nth(0).locator('.code-words li').allInnerTexts();
  assert.equal(words.length, 9);
  const [link] = await read_codes(teacher.tab.locator('[data-at=cards] > li').nth(0), 'card');
  assert.equal(link, `${server.url}kemajuan/#kode=${words.join('-')}`);
  assert.deepEqual(await read_codes(teacher.tab.locator('[data-at=qr]'), 'class'), [`${server.url}kemajuan/#kelas=${room.code.replaceAll(' ', '-')}`]);

  // What is printed is the cards alone.
  await teacher.tab.evaluate(() => document.body.setAttribute('data-print', 'cards'));
  await teacher.tab.emulateMedia({ media: 'print' });
  assert.equal(await teacher.tab.locator('.members').isVisible(), false);
  assert.equal(await teacher.tab.locator('.site-head').isVisible(), false);
  assert.equal(await teacher.tab.locator('[data-at=cards] > li').nth(1).isVisible(), true);
  await teacher.tab.screenshot({ path: join(pictures, 'cetak-kartu.png'), fullPage: true });
  await teacher.tab.evaluate(() => document.body.setAttribute('data-print', 'poster'));
  assert.equal(await teacher.tab.locator('[data-at=qr] svg').isVisible(), true);
  assert.equal(await teacher.tab.locator('[data-at=cards]').isVisible(), false);
  await teacher.tab.screenshot({ path: join(pictures, 'cetak-kode.png'), fullPage: true });
  await teacher.tab.evaluate(() => document.body.removeAttribute('data-print'));
  await teacher.tab.emulateMedia({ media: 'screen' });

  // A phone's camera opens the page with the code written in.
  const wayan = await phone(t);
  await wayan.tab.goto(link);
  await settled(wayan.tab);
  await said(wayan.tab, 'join', 'Kode dari kartu sudah tertulis');
  assert.equal(new URL(wayan.tab.url()).hash, '');
  await wayan.tab.locator('[data-do=enter]').click();
  await wayan.tab.locator('.my-classes').filter({ hasText: 'Anda tampil sebagai Wayan. Kelompok: RW 02.' }).waitFor();

  await teacher.tab.locator('[data-at=group]').selectOption('RW 05');
  await teacher.tab.locator('[data-at=members] tr').filter({ hasText: 'Wayan' }).waitFor({ state: 'detached' });
  assert.equal(await teacher.tab.locator('[data-at=members] tr').count(), 1);

  const folder = temporaryFolder();
  const list = join(folder, 'warga.csv');
  appendFileSync(list, 'nama\nJoko\n');
  const made = endpoint.command('class', 'import', 'Kelas sore', list, '--sheet', join(folder, 'kartu.html'), '--site', site, '--address', server.url);
  assert.equal(made.status, 0, made.stderr);
  const sheet = await browser.newPage();
  await sheet.goto(`file://${join(folder, 'kartu.html')}`);
  const [from_sheet] = await read_codes(sheet.locator('ul > li').first(), 'sheet');
  assert.match(from_sheet, /kemajuan\/#kode=([a-z]+-){8}[a-z]+$/);
  await installAxe(sheet);
  assert.deepEqual((await audit(sheet, { bestPractice: false })).map((fault) => fault.what), []);
  await sheet.close();
});

test('a full class reads well on a phone and on a desk, light and dark', async (t) => {
  const room = makeClass('Kelas Buku Kas, RW 02 dan RW 05', '--course', 'buku-kas');
  const names = ['Siti Aminah', 'Budi', 'Kartini', 'Wayan', '', 'Joko Susilo Wibowo', 'Dewi'];
  const learners = [];
  for (const [i, name] of names.entries()) {
    const one = await phone(t);
    if (i < 6) await finish(one, lesson);
    await one.go(lesson);
    await answer_some(one, i);
    await join_server(one);
    await join_class(one, room.code, name);
    await said(one.tab, 'class', 'Anda sudah masuk kelas');
    await send(one.tab);
    learners.push(one);
  }
  const teacher = await phone(t, { width: 1280, height: 800 });
  await open(teacher, room.link);
  await teacher.tab.locator('[data-at=members] tr').nth(names.length - 1).waitFor();
  await teacher.tab.locator('[data-at=questions] li').first().waitFor();
  assert.match(await teacher.tab.locator('[data-at=questions] li').first().innerText(), /peserta salah pada jawaban pertama/);
  await teacher.tab.locator('[data-at=names]').fill('Ani');
  await teacher.tab.locator('[data-do=add]').click();
  await said(teacher.tab, 'add', '1 peserta sudah');
  await teacher.tab.locator('[data-at=members] button').first().click();
  await teacher.tab.locator('[data-at=member]').filter({ visible: true }).waitFor();
  await teacher.tab.locator('.class-log summary').click();
  await look(teacher.tab, 'kelas');
  await teacher.tab.locator('[data-do=close]').click();
  await said(teacher.tab, 'class', 'Kelas sudah ditutup');
  assert.equal(await teacher.tab.evaluate(() => sessionStorage.getItem('sanggar-class')), null);
  await look(teacher.tab, 'kelas-pintu');
});
