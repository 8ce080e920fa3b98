// Every page, light and dark, on a phone and on a desk: no violation of WCAG 2.2 AA that axe-core can see.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, installAxe } from './lib/axe.mjs';
import { launch, schemes, sizes } from './lib/chromium.mjs';
import { buildDemo } from './lib/demo.mjs';
import { forEachParallel } from './lib/each.mjs';
import { assertNone, grouped } from './lib/faults.mjs';
import { serve } from './lib/server.mjs';

const variants = sizes.flatMap((size) => schemes.map((colorScheme) => ({ size, colorScheme })));

// Each page is loaded once and then shown in all four ways: loading costs more than looking again.
async function auditVariants(tab, url, path, faults) {
  await tab.goto(url);
  await installAxe(tab);
  for (const { size, colorScheme } of variants) {
    await tab.setViewportSize({ width: size.width, height: size.height });
    await tab.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const bestPractice = size === sizes[0] && colorScheme === 'light';
    for (const fault of await audit(tab, { bestPractice })) {
      faults.push({ page: `${path} (${size.name}, ${colorScheme})`, ...fault });
    }
  }
}

test('no page violates WCAG 2.2 AA', async (t) => {
  const { site, pages } = buildDemo();
  const server = await serve(site);
  const browser = await launch();
  t.after(async () => {
    await browser.close();
    server.close();
  });
  const faults = [];
  let audited = 0;
  await forEachParallel(pages, 3, async () => {
    const context = await browser.newContext();
    await context.route(/\.(mp3|mp4|webm|ogg)$/, (route) => route.abort());
    return context.newPage();
  }, async (page, tab) => {
    await auditVariants(tab, server.url + page.url, page.path, faults);
    audited += variants.length;
  });
  t.diagnostic(`${audited} audits of ${pages.length} pages`);
  for (const line of grouped(faults.filter((fault) => !fault.wcag))) t.diagnostic(`best practice, tolerated: ${line}`);
  assert.equal(audited, pages.length * variants.length);
  assertNone(faults.filter((fault) => fault.wcag));
});
