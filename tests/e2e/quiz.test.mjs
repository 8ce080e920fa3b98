// The eight types of question by keyboard alone, on the demonstration site's own pages; and the rules of a quiz.
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { audit, installAxe } from './lib/axe.mjs';
import { launch } from './lib/chromium.mjs';
import { buildChanged, buildDemo, repository } from './lib/demo.mjs';
import { assertNone } from './lib/faults.mjs';
import { keyOf, tabToSelector } from './lib/keyboard.mjs';
import { observedTab } from './lib/observe.mjs';
import { answerAndLook, state } from './lib/quiz.mjs';
import { serve } from './lib/server.mjs';

const types = ['single', 'multiple', 'truefalse', 'text', 'number', 'order', 'match', 'gap'];
let demo;
let offline;
let server;
let browser;
before(async () => {
  demo = buildDemo();
  offline = buildDemo('--offline');
  server = await serve(demo.site);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

const served = (page) => server.url + page.url;
const fromDisk = (page) => pathToFileURL(join(offline.site, page.path)).href;

// A page with such a question in a quiz without a draw, so that it is certainly asked: { page, form }.
function pageWith(type, language = 'id') {
  for (const page of demo.pages) {
    if (!page.html.includes(`<html lang="${language}"`) || page.path.startsWith('en/') !== (language === 'en')) continue;
    for (const [, attributes, body] of page.html.matchAll(/<section class="quiz"([^>]*)>([^]*?)<\/section>/g)) {
      const found = new RegExp(`<form class="question" id="([^"]+)"[^>]*data-type="${type}"`).exec(body);
      if (found && attributes.includes('data-draw="0"')) return { page, form: `#${found[1]}` };
    }
  }
  throw new Error(`no page with a question of type ${type}`);
}

async function tryBothWays(address, type, form) {
  const observed = await observedTab(browser, { viewport: { width: 360, height: 740 } });
  const { tab } = observed;
  for (const right of [true, false]) {
    // A fresh reader: nothing kept from the answer before.
    const said = await observed.visit(address);
    await tab.evaluate(() => sessionStorage.clear());
    await tab.reload();
    const key = await keyOf(tab, form);
    assert.equal(key.type, type);
    const now = await answerAndLook(tab, form, key, right);
    if (!right && now.feedback.length) {
      const spoken = now.status.replace(/\s+/g, ' ');
      assert.ok(spoken.length > now.texts.textWrong.length, `no feedback in “${spoken}”`);
    }
    assert.deepEqual(said, []);
  }
  await installAxe(tab);
  for (const colorScheme of ['light', 'dark']) {
    await tab.emulateMedia({ colorScheme });
    assertNone((await audit(tab)).map((fault) => ({ page: `${address} (answered, ${colorScheme})`, ...fault })));
  }
  await observed.close();
}

for (const type of types) {
  test(`${type}: answered right and wrong by keyboard`, () => {
    const { page, form } = pageWith(type);
    return tryBothWays(served(page), type, form);
  });
  test(`${type}: the same from a folder on a disk`, () => {
    const { page, form } = pageWith(type);
    return tryBothWays(fromDisk(page), type, form);
  });
}

test('an English page takes English numbers and speaks English', async () => {
  const { page, form } = pageWith('number', 'en');
  await tryBothWays(served(page), 'number', form);
});

test('an answer that is missing or no number is asked for again', async () => {
  const { page, form } = pageWith('number');
  const { tab, visit, close } = await observedTab(browser);
  await visit(served(page));
  await tabToSelector(tab, `${form} .line input`);
  await tab.keyboard.press('Enter');
  let now = await state(tab, form);
  assert.equal(now.status, now.texts.textIncomplete);
  await tab.keyboard.type('banyak');
  await tab.keyboard.press('Enter');
  now = await state(tab, form);
  assert.equal(now.status, now.texts.textNotNumber);
  assert.ok(!now.locked);
  await close();
});

test('a hint unfolds by keyboard', async () => {
  const page = demo.pages.find((one) => one.html.includes('<details class="hint">'));
  const { tab, visit, close } = await observedTab(browser);
  await visit(served(page));
  assert.ok(!await tab.locator('.hint p').first().isVisible());
  await tabToSelector(tab, '.hint summary');
  await tab.keyboard.press('Enter');
  assert.ok(await tab.locator('.hint[open] p').first().isVisible());
  await tab.keyboard.press('Space');
  assert.equal(await tab.locator('.hint[open]').count(), 0);
  await close();
});

// The quiz that draws from a bank and limits the attempts: { page, quiz, draw, bank, attempts }.
function drawnQuiz() {
  for (const page of demo.pages) {
    const found = /<section class="quiz" id="([^"]+)"[^>]*data-attempts="([1-9]\d*)" data-draw="([1-9]\d*)"[^>]*>([^]*?)<\/section>/.exec(page.html);
    if (found) return { page, quiz: `#${found[1]}`, attempts: Number(found[2]), draw: Number(found[3]), bank: found[4].match(/<form /g).length };
  }
  throw new Error('no quiz draws from a bank with limited attempts');
}

const visibleForms = (tab, quiz) => tab.locator(`${quiz} form.question:visible`).evaluateAll((forms) => forms.map((form) => `#${form.id}`));

// Goes through a whole quiz from its first question; the button leads on.
async function takeQuiz(tab, quiz, right) {
  const forms = await visibleForms(tab, quiz);
  for (const [i, form] of forms.entries()) {
    await answerAndLook(tab, form, await keyOf(tab, form), right);
    const now = await state(tab, form);
    assert.equal(now.button, i + 1 < forms.length ? now.texts.textNext : now.texts.textResult);
    await tabToSelector(tab, `${form} .quiz-button`);
    await tab.keyboard.press('Enter');
    if (i + 1 < forms.length) assert.ok(await tab.evaluate((next) => document.querySelector(next).contains(document.activeElement), forms[i + 1]), 'the button does not lead on');
  }
  assert.ok(await tab.evaluate(() => document.activeElement.matches('.quiz-end')), 'the button does not lead to the result');
  return tab.locator(`${quiz} .quiz-end`).evaluate((end) => ({
    announced: end.querySelector('[role=status]').textContent, again: !end.querySelector('button').hidden,
  }));
}

test('a quiz draws, is passed, and is kept when the page is loaded again', async () => {
  const { page, quiz, draw, bank } = drawnQuiz();
  assert.ok(draw < bank);
  const { tab, visit, close } = await observedTab(browser);
  await visit(served(page));
  const forms = await visibleForms(tab, quiz);
  assert.equal(forms.length, draw);
  const texts = await tab.locator(quiz).evaluate((element) => ({ ...element.dataset }));
  const end = await takeQuiz(tab, quiz, true);
  assert.ok(end.announced.includes(texts.textPassed), end.announced);
  assert.ok(end.announced.includes(texts.textScore.replace('{points}', draw).replace('{max}', draw)), end.announced);
  await tab.reload();
  assert.deepEqual(await visibleForms(tab, quiz), forms);
  assert.ok((await tab.locator(`${quiz} .quiz-end`).innerText()).includes(texts.textPassed));
  await close();
});

test('a quiz fails until its attempts are used up', async () => {
  const { page, quiz, draw, attempts } = drawnQuiz();
  const { tab, visit, close } = await observedTab(browser);
  await visit(served(page));
  const texts = await tab.locator(quiz).evaluate((element) => ({ ...element.dataset }));
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    assert.equal((await visibleForms(tab, quiz)).length, draw);
    const end = await takeQuiz(tab, quiz, false);
    assert.ok(end.announced.includes(texts.textFailed), end.announced);
    const left = attempt < attempts ? texts.textLeft.replace('{count}', attempts - attempt) : texts.textNoneLeft;
    assert.ok(end.announced.includes(left), `“${left}” is not in “${end.announced}”`);
    assert.equal(end.again, attempt < attempts);
    if (!end.again) break;
    await tabToSelector(tab, `${quiz} .quiz-end button`);
    await tab.keyboard.press('Enter');
    assert.ok(await tab.evaluate((one) => document.querySelector(`${one} form.question:not([hidden])`).contains(document.activeElement), quiz));
  }
  await close();
});

// The demonstration site has none: one is planted.
const lone = `
:::question id=sendiri
Berapa hari dalam seminggu?

- [ ] Enam
  > Hitung lagi.
- [x] Tujuh
:::
`;

test('a lone question is tried again', async (t) => {
  const planted = buildChanged((root) => appendFileSync(join(root, 'pages/bantuan.md'), lone));
  const host = await serve(planted.site);
  t.after(() => host.close());
  const { tab, visit, close } = await observedTab(browser);
  assert.deepEqual(await visit(`${host.url}bantuan/`), []);
  const form = `#${await tab.locator('form.question').getAttribute('id')}`;
  const key = await keyOf(tab, form);
  let now = await answerAndLook(tab, form, key, false);
  assert.equal(now.button, now.texts.textAgain);
  await tab.keyboard.press('Space');
  now = await state(tab, form);
  assert.deepEqual([now.locked, now.status, now.marks], [false, '', 0]);
  now = await answerAndLook(tab, form, key, true);
  assert.equal(now.button, '');
  await close();
});

test('a quiz tells the progress script what was answered and how it ended', async () => {
  const { page, quiz, draw } = drawnQuiz();
  const { tab, visit, close } = await observedTab(browser);
  await visit(served(page));
  await tab.evaluate(() => {
    window.told = [];
    for (const name of ['answered', 'quiz-ended']) document.addEventListener(`sanggar:${name}`, (event) => window.told.push({ name, ...event.detail }));
  });
  await takeQuiz(tab, quiz, true);
  const told = await tab.evaluate(() => window.told);
  assert.equal(told.filter((one) => one.name === 'answered' && one.success && one.response && /^[0-9a-f]{16}$/.test(one.hash)).length, draw);
  assert.deepEqual(told.filter((one) => one.name === 'quiz-ended').map(({ success, score, questions }) => [success, score.scaled, questions.length]), [[true, 1, draw]]);
  await close();
});

// The rules are fixed in tests/contract: the page's script and the endpoint run the same vectors (contract.test.mjs has the rest).
test('a quiz is passed as the contract says', () => {
  const vectors = JSON.parse(readFileSync(join(repository, 'tests/contract/grading.json'), 'utf8')).passing;
  const { passed } = createRequire(import.meta.url)(join(repository, 'themes/sanggar/assets/quiz.js'));
  assert.ok(vectors.length > 5);
  assert.deepEqual(vectors.map((one) => passed(one.score, one.max, one.pass_points, one.pass_percent)), vectors.map((one) => one.passed));
});
