// A video with its signer beside it, on a site of one page: the demonstration has no footage of a signer.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { audit, installAxe } from './lib/axe.mjs';
import { assertNone } from './lib/faults.mjs';
import { launch } from './lib/chromium.mjs';
import { program, repository, temporaryFolder } from './lib/demo.mjs';
import { serve } from './lib/server.mjs';

let server;
let browser;
before(async () => {
  const root = join(temporaryFolder(), 'root');
  mkdirSync(join(root, 'pages'), { recursive: true });
  cpSync(join(repository, 'themes'), join(root, 'themes'), { recursive: true });
  writeFileSync(join(root, 'site.yaml'), 'format: 1\nid: https://contoh.example/\ntitle: Uji\nlanguage: id\nmedia: {rungs: [144], preset: ultrafast, av1: no}\n');
  writeFileSync(join(root, 'pages/index.md'), '---\ntitle: Beranda\n---\n\n![Cara mencatat](catat.mp4)\n');
  writeFileSync(join(root, 'pages/catat.mp4.yaml'), 'sign: isyarat.mp4\n');
  for (const [name, picture] of [['catat', 'testsrc2=s=256x144:r=25:d=12'], ['isyarat', 'testsrc=s=160x160:r=25:d=11']]) {
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', 'sine=d=11', '-c:v', 'libx264', '-preset', 'ultrafast', join(root, `pages/${name}.mp4`)]);
  }
  const site = join(root, 'site');
  execFileSync(program, ['build', '--root', root, '--out', site], { encoding: 'utf8' });
  server = await serve(site);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  const tab = await context.newPage();
  const fetched = [];
  tab.on('request', (request) => fetched.push(request.url()));
  await tab.goto(server.url, { waitUntil: 'networkidle' });
  return { context, tab, played: () => fetched.filter((address) => /\.(mp4|m4a|m3u8)$/.test(address)) };
}

const apart = () => {
  const [first, second] = document.querySelectorAll('video');
  return Math.abs(first.currentTime - second.currentTime);
};
const bothPlay = () => {
  const [first, second] = document.querySelectorAll('video');
  return !first.paused && !second.paused && first.currentTime > 0.5 && second.currentTime > 0.5;
};

test('the signer plays, seeks and stops with the video, and is silent', async () => {
  const { context, tab, played } = await open();
  assert.deepEqual(played(), []);
  await tab.evaluate(() => document.querySelector('video').play());
  await tab.waitForFunction(bothPlay);
  assert.ok(await tab.evaluate(() => document.querySelectorAll('video')[1].muted && !document.querySelectorAll('video')[1].controls));
  await tab.evaluate(() => { document.querySelector('video').currentTime = 7; });
  await tab.waitForFunction(() => document.querySelectorAll('video')[1].currentTime > 7);
  await tab.waitForTimeout(1000);
  assert.ok(await tab.evaluate(apart) < 0.35, `apart by ${await tab.evaluate(apart)} s`);
  await tab.evaluate(() => document.querySelector('video').pause());
  await tab.waitForFunction(() => document.querySelectorAll('video')[1].paused);
  await context.close();
});

test('the signer can be folded away by keyboard, which is remembered, and comes back', async () => {
  const { context, tab } = await open();
  const summary = tab.locator('.sign summary');
  assert.equal(await summary.textContent(), 'Bahasa isyarat');
  await summary.focus();
  await tab.keyboard.press('Enter');
  await tab.evaluate(() => document.querySelector('video').play());
  await tab.waitForFunction(() => document.querySelector('video').currentTime > 0.5);
  assert.ok(await tab.evaluate(() => document.querySelectorAll('video')[1].paused));
  await tab.reload({ waitUntil: 'networkidle' });
  assert.ok(!(await tab.locator('.sign video').isVisible()));
  await tab.evaluate(() => document.querySelector('video').play());
  await summary.click();
  await tab.waitForFunction(bothPlay);
  await context.close();
});

test('without a script both are players', async () => {
  const { context, tab } = await open({ javaScriptEnabled: false });
  assert.equal(await tab.locator('video[controls]').count(), 2);
  assert.ok(await tab.locator('.sign video').isVisible());
  await context.close();
});

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    const { context, tab } = await open({ colorScheme });
    await installAxe(tab);
    assertNone((await audit(tab)).map((one) => ({ page: 'index.html', what: one.what })));
    await context.close();
  });
}
