// What a learner may ask about their data, through the real endpoint: joining where a course has a minimum age, for oneself or with a
// guardian's consent; restriction, which the facilitator sees; consent withdrawn.
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { audit, installAxe } from './lib/axe.mjs';
import { launch, schemes } from './lib/chromium.mjs';
import { buildChanged, temporaryFolder } from './lib/demo.mjs';
import { realEndpoint } from './lib/endpoint.mjs';
import { settled } from './lib/progress.mjs';
import { serve } from './lib/server.mjs';

const site = 'https://sanggar.tirtasari.example/';
const pictures = process.env.PRIVACY_SHOTS || temporaryFolder();
const viewport = { width: 360, height: 740 };
let endpoint;
let server;
let browser;

function makeOlder(root) {
  const course = join(root, 'courses/buku-kas/course.md');
  writeFileSync(course, readFileSync(course, 'utf8').replace('---\n', '---\nminimum_age: 13\n'));
}

before(async () => {
  endpoint = await realEndpoint(site);
  const demo = buildChanged((root) => {
    appendFileSync(join(root, 'site.yaml'), `endpoint: {url: "${endpoint.url}"}\n`);
    makeOlder(root);
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

async function progressPage(t) {
  const context = await browser.newContext({ viewport });
  t.after(() => context.close());
  const tab = await context.newPage();
  const errors = [];
  tab.on('pageerror', (error) => errors.push(error.message));
  t.after(() => assert.deepEqual(errors, []));
  await tab.goto(`${server.url}kemajuan/`);
  await settled(tab);
  return tab;
}

async function look(tab, name) {
  await installAxe(tab);
  for (const colorScheme of schemes) {
    await tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const faults = await audit(tab, { bestPractice: false });
    assert.deepEqual(faults.map((fault) => fault.what), [], `${name}, ${colorScheme}`);
    const wide = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, `${name} is as wide as the screen`);
    await tab.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), fullPage: true });
  }
}

const said = (tab, where, text) => tab.locator(`[data-say=${where}]`).filter({ hasText: text }).waitFor();
const choose = (tab, text) => tab.locator('[data-ask=join] button').filter({ hasText: text }).click();
const given_code = (tab) => tab.locator('[data-code] li').nth(8).waitFor();
const consent_of = async (tab) => endpoint.command('consent', await tab.evaluate(() => window.sanggarProgress.me()));

async function join_with_guardian(tab) {
  await tab.locator('[data-do=join]').click();
  await choose(tab, 'Belum');
  await tab.locator('[data-agreed]').check();
  await tab.locator('[data-do=guardian]').click();
  await given_code(tab);
}

test('who is old enough says so, and joins; nothing is kept before', async (t) => {
  const tab = await progressPage(t);
  await tab.locator('[data-do=join]').click();
  await tab.locator('[data-ask=join]').filter({ hasText: 'Apakah Anda sudah berusia 13 tahun?' }).waitFor();
  assert.match((await consent_of(tab)).stderr, /there is no learner/);
  await look(tab, 'usia');
  await choose(tab, 'Ya, sudah');
  await given_code(tab);
  assert.match((await consent_of(tab)).stdout, /^by: self\n/);
  await tab.locator('[data-do=withdraw]').waitFor({ state: 'hidden' });
});

test('a guardian reads, agrees, and may withdraw: then everything is erased', async (t) => {
  const tab = await progressPage(t);
  await tab.locator('[data-do=join]').click();
  await choose(tab, 'Belum');
  await tab.locator('[data-do=guardian]').click();
  await said(tab, 'join', 'Centang dahulu');
  assert.match((await consent_of(tab)).stderr, /there is no learner/);
  await look(tab, 'wali');
  await tab.locator('[data-agreed]').check();
  await tab.locator('[data-do=guardian]').click();
  await given_code(tab);
  await tab.locator('[data-guardian]').waitFor({ state: 'hidden' });
  assert.match((await consent_of(tab)).stdout, /^by: guardian\n/);
  await tab.locator('[data-do=withdraw]').click();
  await look(tab, 'tarik');
  await choose(tab, 'Ya, tarik dan hapus');
  await said(tab, 'join', 'Tanda terima: ');
  assert.match((await consent_of(tab)).stderr, /there is no learner/);
});

test('a learner restricts their data: the facilitator sees the name alone, until it is lifted', async (t) => {
  const made = endpoint.command('class', 'add', 'Kelas sore', '--address', server.url).stdout;
  const value = (name) => new RegExp(`^${name}: (.*)$`, 'm').exec(made)[1];
  const tab = await progressPage(t);
  await join_with_guardian(tab);
  await tab.locator('[data-class-code]').fill(value('code'));
  await tab.locator('[data-class-name]').fill('Siti');
  await tab.locator('[data-do=join-class]').click();
  await said(tab, 'class', 'Anda sudah masuk kelas');
  await tab.locator('[data-restrict]').check();
  await said(tab, 'join', 'Pemakaian data Anda sudah dibatasi.');
  await tab.reload();
  await settled(tab);
  await tab.locator('[data-restrict]:checked').waitFor();
  await look(tab, 'dibatasi');
  const teacher = await (await browser.newContext({ viewport })).newPage();
  t.after(() => teacher.context().close());
  await teacher.goto(value('link'));
  await teacher.locator('[data-at=members] tr').filter({ hasText: 'Dibatasi oleh peserta' }).waitFor();
  await teacher.locator('[data-at=members] button').click();
  await teacher.locator('[data-at=member-text]').filter({ hasText: 'Dibatasi oleh peserta' }).waitFor();
  await look(teacher, 'kelas-dibatasi');
  await tab.locator('[data-restrict]').uncheck();
  await said(tab, 'join', 'Pembatasan sudah dicabut.');
  await teacher.locator('[data-do=reload]').click();
  await teacher.locator('[data-at=members] tr').filter({ hasText: '0 dari' }).first().waitFor();
});
