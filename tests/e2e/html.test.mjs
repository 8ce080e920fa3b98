// Every page is valid HTML, every style sheet valid CSS, every picture valid SVG, after the Nu checker.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join } from 'node:path';
import { buildDemo } from './lib/demo.mjs';
import { assertNone, grouped } from './lib/faults.mjs';
import { checkFiles } from './lib/html_judge.mjs';
import { kindFaults } from './lib/pages.mjs';

const { site, files, pages } = buildDemo();
const short = (faults) => faults.map((fault) => ({ ...fault, page: fault.page.replace(`${site}/`, '') }));
const ending = (extension) => files.filter((path) => path.endsWith(extension)).map((path) => join(site, path));

test('every kind of page is there', () => {
  assert.deepEqual(kindFaults(pages), { missing: [], unknown: [] });
});

test('every page is valid HTML', (t) => {
  const faults = short(checkFiles(pages.map((page) => join(site, page.path))));
  t.diagnostic(`${pages.length} pages`);
  for (const line of grouped(faults.filter((fault) => !fault.serious))) t.diagnostic(`tolerated: ${line}`);
  assertNone(faults.filter((fault) => fault.serious));
});

// What the checker, older than parts of CSS and without ARIA in SVG files, takes for a mistake.
const unknownToChecker = [
  /Property “paint-order” doesn't exist/,
  /Attribute “aria-labelledby” not allowed on element “svg”/,
  /“aria-labelledby” attribute must point to an element .*<svg/,
];

function judge(t, faults) {
  const tolerated = faults.filter((fault) => !fault.serious || unknownToChecker.some((pattern) => pattern.test(fault.what)));
  for (const line of grouped(tolerated)) t.diagnostic(`tolerated: ${line}`);
  assertNone(faults.filter((fault) => !tolerated.includes(fault)));
}

test('every style sheet is valid CSS', (t) => judge(t, short(checkFiles(ending('.css'), 'css'))));
test('every picture is valid SVG', (t) => judge(t, short(checkFiles(ending('.svg'), 'svg'))));
