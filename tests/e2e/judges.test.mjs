// A planted violation must fail each judge: a judge that sees nothing proves nothing.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { dirname, join } from 'node:path';
import { audit, installAxe } from './lib/axe.mjs';
import { overBudget, weigh } from './lib/budget.mjs';
import { launch } from './lib/chromium.mjs';
import { lessonFaults, repeatedParagraphs, storyFaults, words } from './lib/content.mjs';
import { buildChanged, temporaryFolder } from './lib/demo.mjs';
import { assertNone } from './lib/faults.mjs';
import { scriptFaults } from './lib/floor_script.mjs';
import { styleFaults } from './lib/floor_style.mjs';
import { checkFiles } from './lib/html_judge.mjs';
import { keyOf, tabToSelector } from './lib/keyboard.mjs';
import { hiddenContent, overflow, smallTargets } from './lib/layout.mjs';
import { checkLinks, unreachable } from './lib/links.mjs';
import { observedTab } from './lib/observe.mjs';
import { htmlPages, kindFaults } from './lib/pages.mjs';
import { answerAndLook } from './lib/quiz.mjs';
import { serve } from './lib/server.mjs';

const policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src \'self\'; style-src \'self\'; img-src \'self\'">';
const page = (body, head = '') => `<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Uji</title>`
  + `<meta name="viewport" content="width=device-width, initial-scale=1">${head}</head><body><main><h1>Halaman uji yang cukup panjang untuk dibaca</h1>${body}</main></body></html>`;

let folder;
let server;
let browser;
before(async () => {
  folder = temporaryFolder();
  server = await serve(folder);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

function plant(files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

// What the judge says must match, fault by fault; a clean page beside it must not be blamed.
function assertSays(faults, ...patterns) {
  const said = faults.map((one) => one.what ?? one);
  for (const pattern of patterns) assert.ok(said.some((what) => pattern.test(what)), `${pattern} is not among ${JSON.stringify(said)}`);
}

async function inTab(body, look, context = {}) {
  plant({ 'tab.html': page(body, context.head) });
  const { tab, visit, close } = await observedTab(browser, { viewport: { width: 320, height: 640 }, ...context.options });
  try {
    const said = await visit(`${server.url}tab.html`);
    return [...said, ...await look(tab)];
  } finally {
    await close();
  }
}

test('a clean page is not blamed by any judge', async () => {
  plant({ 'bersih.html': page('<p>Teks biasa yang tenang dan cukup panjang untuk dibaca. <a href="#sini">Ke sini</a></p><h2 id="sini">Sini</h2>', policy) });
  assertNone(checkFiles([join(folder, 'bersih.html')]));
  const faults = await inTab('<p>Teks biasa.</p><p><a href="#">Tautan</a></p><p><label>Catatan <textarea></textarea></label></p>', async (tab) => {
    await installAxe(tab);
    return [...await overflow(tab), ...await smallTargets(tab), ...(await audit(tab)).map(({ what }) => what)];
  }, { head: '<link rel="icon" href="data:,">' });
  assert.deepEqual(faults, []);
});

test('invalid HTML, CSS and SVG are found', () => {
  plant({ 'rusak.html': page('<ul><p>salah</p></ul><img src="a.png"><div id="a"></div><div id="a"></div>'), 'rusak.css': '.a { colour: red; }', 'rusak.svg': '<svg xmlns="http://www.w3.org/2000/svg"><rect lebar="1"/></svg>' });
  const serious = (name, format) => checkFiles([join(folder, name)], format).filter((one) => one.serious);
  assertSays(serious('rusak.html'), /not allowed as child of element “ul”|not allowed as child/, /Duplicate ID/, /“alt” attribute/);
  assertSays(serious('rusak.css', 'css'), /colour/);
  assertSays(serious('rusak.svg', 'svg'), /lebar/);
});

test('a broken link and a broken fragment are found, wherever the site lies', () => {
  const site = temporaryFolder();
  const files = {
    'index.html': page('<a href="lain/">a</a><a href="hilang/">b</a><a href="lain/#tiada">c</a><a href="#kosong">d</a><a href="javascript:void 0">e</a><a href="/mutlak/">f</a><img src="ada.png" srcset="ada.png 1x, hilang.png 2x" alt="">'),
    'lain/index.html': page('<video poster="hilang.jpg"></video><object data="hilang.pdf"></object>', '<link rel="stylesheet" href="../gaya.css">'),
    'gaya.css': 'a { background: url(hilang.svg); }', 'ada.png': '', 'sepi.html': page('Tak ada yang ke sini'), '404.html': page('<a href="lain/">relatif</a>'),
    'sitemap.xml': '<urlset><url><loc>https://contoh.test/hilang/</loc></url></urlset>',
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(site, name)), { recursive: true });
    writeFileSync(join(site, name), text);
  }
  const paths = Object.keys(files);
  const { faults, reached } = checkLinks(site, paths, { baseUrl: 'https://contoh.test/' });
  assertSays(faults, /href="hilang\/".*no file hilang\/index.html/, /no id "tiada" in lain/, /no id "kosong" in index/, /javascript.*not allowed/, /href="\/mutlak\/".*no file/,
    /srcset=.*no file hilang.png/, /poster=.*no file lain\/hilang.jpg/, /data=.*no file lain\/hilang.pdf/, /url\(hilang.svg\).*no file/, /loc>https:\/\/contoh.test\/hilang\/.*no file/, /tidak\/ada\/lain/);
  assert.equal(faults.length, 11, JSON.stringify(faults, null, 1));
  assert.deepEqual(unreachable(paths, reached).map((one) => one.page), ['sepi.html']);
  assertSays(checkLinks(site, paths, { base: '/kursus/' }).faults, /href="\/mutlak\/".*leads out of \/kursus\//);
  assertSays(checkLinks(site, paths, { offline: true }).faults, /href="lain\/".*names a folder/, /href="\/mutlak\/".*from the root/);
});

test('a picture without words, pale letters and a nameless button are found', async () => {
  plant({ 'pucat.css': '.pucat { color: #bbb; background: #fff; }' });
  const faults = await inTab('<img src="ada.png"><p class="pucat">Pucat sekali tulisan ini</p><button></button>', async (tab) => {
    await installAxe(tab);
    return audit(tab);
  }, { head: '<link rel="stylesheet" href="pucat.css">' });
  assertSays(faults, /^image-alt/, /^color-contrast/, /^button-name/);
});

test('pale letters in the dark alone are found', async () => {
  plant({ 'gelap.css': '@media (prefers-color-scheme: dark) { p { color: #444; background: #111; } }' });
  const head = '<link rel="stylesheet" href="gelap.css">';
  const look = async (tab) => {
    await installAxe(tab);
    return (await audit(tab)).filter(({ rule }) => rule === 'color-contrast');
  };
  assert.equal((await inTab('<p>Gelap</p>', look, { head, options: { colorScheme: 'light' } })).filter((one) => one.rule).length, 0);
  assertSays(await inTab('<p>Gelap</p>', look, { head, options: { colorScheme: 'dark' } }), /^color-contrast/);
});

test('errors, refusals by the policy and strangers\' hosts are found', async () => {
  plant({ 'galat.js': 'console.error("keluhan"); setTimeout(function () { tidak_ada(); }, 0);' });
  const elsewhere = `<img src="${server.url.replace('127.0.0.1', '127.0.0.2')}jauh.png" alt="">`;
  const bad = `<script>document.title = "x"</script><p style="color:red" onclick="x()">gaya</p>${elsewhere}<img src="hilang.png" alt=""><script src="galat.js"></script>`;
  const said = await inTab(bad, () => [], { head: policy });
  assertSays(said, /refused by the policy: script-src-elem: inline/, /refused by the policy: style-src-attr/, /refused by the policy: img-src.*127\.0\.0\.2/, /console error: keluhan/, /script error: .*tidak_ada/, /answered 404: .*hilang.png/);
  // Without a policy a stranger's host is asked.
  assertSays(await inTab(elsewhere, () => []), /request to another origin: http:\/\/127\.0\.0\.2/);
});

test('what is too wide, too small or hidden is found', async () => {
  plant({ 'tata.css': '.lebar { width: 400px; } button { width: 10px; height: 10px; padding: 0; } .hilang { display: none; }' });
  const head = '<link rel="stylesheet" href="tata.css">';
  const body = '<p class="lebar">Lebar</p><button type="button">x</button><details><summary>Buka</summary>isi</details><p class="hilang">Hilang</p>';
  assertSays(await inTab(body, overflow, { head }), /px wide in a window of 320: p\.lebar/);
  assertSays(await inTab(body, smallTargets, { head }), /target of 10 by 10 px: button/);
  assertSays(await inTab(body, hiddenContent, { head, options: { javaScriptEnabled: false } }), /hidden without a script: p “Hilang”/);
});

test('a lesson over its budget is found, the author\'s pictures aside', async () => {
  const noise = (bytes) => randomBytes(bytes).toString('base64');
  plant({ 'berat.html': page('<p>Berat</p><img src="foto.png" alt="Foto">', '<link rel="icon" href="data:,"><script src="berat.js"></script>'), 'berat.js': `// ${noise(60000)}`, 'foto.png': noise(60000) });
  const weight = await weigh(browser, `${server.url}berat.html`);
  assert.ok(weight.parts.every(([address]) => !address.endsWith('foto.png')));
  assert.ok(weight.parts.some(([address]) => address.endsWith('berat.js')));
  assertSays(overBudget('berat.html', weight), /allowed: .*berat\.js/);
  assert.deepEqual(overBudget('ringan.html', { total: 30000, parts: [] }), []);
});

test('scripts later than the browser floor are found', () => {
  for (const [source, pattern] of [
    ['var a = b?.c;', /does not parse/], ['var a = b ?? c;', /does not parse/], ['try { a(); } catch { b(); }', /does not parse/], ['class A { x = 1 }', /does not parse/],
    ['"a".replaceAll("a", "b");', /\.replaceAll/], ['[1].flat();', /\.flat/], ['[1].at(-1);', /\.at /], ['Object.fromEntries([]);', /fromEntries/], ['Promise.allSettled([]);', /allSettled/],
    ['globalThis.x = 1;', /globalThis/], ['structuredClone({});', /structuredClone/], ['new ResizeObserver(f);', /ResizeObserver/], ['/(?<=a)b/.test(c);', /lookbehind/], ['/a.b/s.test(c);', /flag s/],
    ['matchMedia("print").addEventListener("change", f);', /matchMedia/], ['new Intl.PluralRules("id");', /PluralRules/], ['navigator.share({});', /\.share/], ['if (list.at(0)) f();', /\.at /],
  ]) assertSays(scriptFaults('uji.js', source), pattern);
  const fine = 'var own = {at: 1}; if (navigator.share) navigator.share({}); if (typeof ResizeObserver === "function") new ResizeObserver(f); "a".replace(/a/g, "b"); const {x, ...y} = z; own.at;';
  assertNone(scriptFaults('uji.js', fine));
});

test('styles later than the browser floor are found', () => {
  for (const [source, pattern] of [
    ['a { inset: 0; }', /inset/], ['a { aspect-ratio: 1; }', /aspect-ratio/], ['a { width: min(100%, 3em); }', /min\(\)/], ['a { font-size: clamp(1em, 2vw, 3em); }', /clamp/], ['a { margin-inline: auto; }', /margin-inline/],
    ['a { display: flex; gap: 1em; }', /gap of flexible/], ['a { display: grid; gap: 1em; }', /: gap/], ['a:focus-visible { color: red; }', /focus-visible/], [':is(a, b) { color: red; }', /:is/], ['a:has(b) { color: red; }', /:has/],
    ['a { color: color-mix(in srgb, red, blue); }', /color-mix/], ['a { b { color: red; } }', /rule within a rule|not understood/], ['@layer a { b { color: red; } }', /@layer/], ['@container (width > 1em) { b { color: red; } }', /@container/],
    ['a { overflow-wrap: anywhere; }', /anywhere/], ['a { position: sticky; }', /sticky/], ['a { height: 100dvh; }', /dvh/], ['a { color: rgb(0 0 0 / 50%); }', /without commas/], ['a:not(.b, .c) { color: red; }', /not\(\)/],
    ['@media (width >= 40em) { a { color: red; } }', /@media/], ['a { display: contents; }', /contents/], ['a { background: linear-gradient(red 0 50%, blue 0); }', /two places/], ['a::marker, b { color: red; }', /marker/], [':root { --w: min(1em, 2vw); }', /min\(\) in --w/],
  ]) assertSays(styleFaults('uji.css', source), pattern);
  assertNone(styleFaults('uji.css', `a { top: 0; inset: 0; } b { display: grid; grid-gap: 1em; gap: 1em; } c { width: 10em; width: min(100%, 10em); } d { accent-color: red; text-wrap: balance; }
    a:focus { outline: 1px solid; } a:focus-visible { outline: 2px solid; } a:focus:not(:focus-visible) { outline: 0; } e { position: -webkit-sticky; position: sticky; }
    f { overflow-wrap: break-word; overflow-wrap: anywhere; } @supports (gap: 1em) { g { display: flex; gap: 1em; } } h { background: rgba(0, 0, 0, .5); width: calc(1em + 2px); } li::marker { color: red; }`));
});

test('a repeated paragraph is found, a short or translated one is not', () => {
  const text = 'Tulis setiap rupiah yang masuk\ndan keluar pada hari yang sama.';
  const sources = [
    { path: 'a.md', language: 'id', body: `## Judul\n\n${text}\n\nBenar.\n` }, { path: 'b.md', language: 'id', body: `:::example\n> ${text.replace('\n', '  ')}\n:::\n\nBenar.\n` },
    { path: 'c.en.md', language: 'en', body: text },
  ];
  assert.deepEqual(repeatedParagraphs(sources).map((one) => one.page), ['b.md']);
});

test('words are counted without code, questions and keys', () => {
  assert.equal(words('Satu [dua tiga](lain.md) **empat**.\n\n```chart\nlima: enam\n```\n:::quiz id=x\n:::question id=y\ntujuh\n:::\n:::\n\n:::example title="x"\nlima\n:::\n'), 5);
});

test('a kind of page that is missing or unknown is found', () => {
  plant({ 'jenis/index.html': '<body class="kind-asing">', 'jenis/lain.html': '<body class="kind-lesson">' });
  const { missing, unknown } = kindFaults(htmlPages(join(folder, 'jenis'), ['index.html', 'lain.html']));
  assert.deepEqual(unknown, ['index.html']);
  assert.ok(missing.includes('story') && !missing.includes('lesson'));
});

test('a lesson and a story that lack something are found', () => {
  const thin = { path: 'tipis.md', front: 'title: Tipis', body: 'Sedikit.\n\n:::example\nTanpa angka.\n:::\n' };
  assertSays(lessonFaults(thin), /words of text/, /example has no number/, /no :::exercise/, /0 questions/);
  assertSays(storyFaults(thin), /600 wanted/, /no place/, /no results/, /no source/, /nobody speaks/);
});

test('a control that the Tab key does not reach is found', async () => {
  const look = async (tab) => {
    await tabToSelector(tab, '#dekat');
    await assert.rejects(tabToSelector(tab, '#jauh'), /not reached/);
    return [];
  };
  await inTab('<button id="dekat">Dekat</button><div id="jauh" role="button">Jauh</div>', look, { head: '<link rel="icon" href="data:,">' });
});

// The theme's own script, spoilt in one place.
async function answerSpoilt(from, to) {
  const { site, pages } = buildChanged((root) => {
    const script = join(root, 'themes/sanggar/assets/quiz.js');
    const source = readFileSync(script, 'utf8');
    assert.ok(source.includes(from), `quiz.js no longer has “${from}”`);
    writeFileSync(script, source.replace(from, to));
  });
  const host = await serve(site);
  const { tab, visit, close } = await observedTab(browser);
  try {
    await visit(host.url + pages.find((one) => one.html.includes('data-type="single"')).url);
    const form = `#${await tab.locator('form[data-type=single]:visible').first().getAttribute('id')}`;
    await answerAndLook(tab, form, await keyOf(tab, form), true);
  } finally {
    await close();
    host.close();
  }
}

test('a quiz that grades wrongly, announces nothing or loses the focus is found', async () => {
  await assert.rejects(answerSpoilt('return {right: all_right,', 'return {right: !all_right,'), /not announced/);
  await assert.rejects(answerSpoilt("status.setAttribute('role', 'status');", ''));
  await assert.rejects(answerSpoilt('button.focus();\n      quiz.answered', 'document.body.focus(); button.blur();\n      quiz.answered'), /focus is lost/);
});
