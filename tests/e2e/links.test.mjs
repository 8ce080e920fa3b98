// Every link leads somewhere: at the root of a host, in a sub-folder, and from a folder on a disk.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from './lib/chromium.mjs';
import { buildDemo } from './lib/demo.mjs';
import { assertNone } from './lib/faults.mjs';
import { checkLinks, unreachable } from './lib/links.mjs';
import { onePerKind } from './lib/pages.mjs';
import { serve } from './lib/server.mjs';

// Every file that a reader gets to is asked of a plain host once.
async function ask(site, base, paths) {
  const server = await serve(site, base);
  const faults = [];
  for (const path of paths) {
    const answer = await fetch(server.url + encodeURI(path.replace(/(^|\/)index\.html$/, '$1')));
    await answer.arrayBuffer();
    if (answer.status !== 200) faults.push({ page: path, what: `answered with ${answer.status}` });
  }
  server.close();
  return faults;
}

for (const [name, base, options] of [
  ['at the root', '/', { baseUrl: 'https://sanggar.test/' }],
  ['in a sub-folder', '/kursus/', { baseUrl: 'https://sanggar.test/kursus/' }],
]) {
  test(`no link is broken ${name}`, async (t) => {
    const { site, files } = buildDemo('--base-url', options.baseUrl);
    const { faults, reached } = checkLinks(site, files, { base, ...options });
    t.diagnostic(`${name}: ${files.length} files, ${reached.size} reached from the home page`);
    assertNone([...faults, ...unreachable(files, reached), ...await ask(site, base, reached)]);
  });
}

test('no link is broken from a folder', () => {
  const { site, files } = buildDemo('--offline');
  const { faults, reached } = checkLinks(site, files, { offline: true, baseUrl: 'https://sanggar.tirtasari.example/' });
  assertNone([...faults, ...unreachable(files, reached)]);
});

test('pages opened from a folder load all they name', async (t) => {
  const { site, pages } = buildDemo('--offline');
  const browser = await launch();
  t.after(() => browser.close());
  const tab = await browser.newPage();
  const faults = [];
  let loaded = 0;
  tab.on('requestfailed', (request) => {
    const { errorText } = request.failure();
    // The tab went on before it had come: our own doing. What is not there says so in another way.
    if (errorText !== 'net::ERR_ABORTED') faults.push({ page: tab.url(), what: `not loaded: ${request.url()} ${errorText}` });
  });
  tab.on('requestfinished', () => { loaded += 1; });
  for (const page of onePerKind(pages).values()) {
    await tab.goto(pathToFileURL(join(site, page.path)).href);
    // The first link of the content is followed as a reader would.
    const link = tab.locator('main a[href]:not([href^="#"]):not([download]):visible').first();
    if (!await link.count()) continue;
    const href = await link.getAttribute('href');
    if (!href.split('#')[0].endsWith('.html')) continue;
    await link.click();
    await tab.waitForLoadState();
    if (!await tab.locator('main').count()) faults.push({ page: page.path, what: `a click on ${href} does not open a page` });
  }
  assert.ok(loaded > 50, `only ${loaded} requests`);
  assertNone(faults);
});
