// How pages behave in a browser: no error, no refusal by the policy, no stranger's host, at 320 px, without a script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './lib/chromium.mjs';
import { buildDemo } from './lib/demo.mjs';
import { forEachParallel } from './lib/each.mjs';
import { assertNone } from './lib/faults.mjs';
import { hiddenContent, overflow, smallTargets } from './lib/layout.mjs';
import { observedTab } from './lib/observe.mjs';
import { serve } from './lib/server.mjs';

const narrow = { viewport: { width: 320, height: 640 } };
let demo;
let server;
let browser;
before(async () => {
  demo = buildDemo();
  server = await serve(demo.site);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
});

// Visits every page; look(tab, page) gives texts, besides what the page complains of by itself.
async function visitAll(context, look) {
  const faults = [];
  let visited = 0;
  await forEachParallel(demo.pages, 3, () => observedTab(browser, context), async (page, observed) => {
    const said = await observed.visit(server.url + page.url);
    for (const what of [...said, ...await look(observed.tab, page)]) faults.push({ page: page.path, what });
    visited += 1;
  }, (observed) => observed.close());
  assert.equal(visited, demo.pages.length);
  assertNone(faults);
}

test('at 320 px nothing complains, overflows or is too small to touch', () => visitAll(narrow, async (tab) => {
  const wide = await overflow(tab);
  // Everything that unfolds is unfolded: what is folded must fit too.
  await tab.evaluate(() => { for (const part of document.querySelectorAll('details')) part.open = true; });
  return [...wide, ...(await overflow(tab)).map((what) => `unfolded: ${what}`), ...await smallTargets(tab)];
}));

test('at 1280 px nothing complains, overflows or is too small to touch', () => visitAll({ viewport: { width: 1280, height: 900 } },
  async (tab) => [...await overflow(tab), ...await smallTargets(tab)]));

test('with letters twice as large nothing overflows at 640 px', () => visitAll({ viewport: { width: 640, height: 900 } }, async (tab) => {
  await tab.evaluate(() => { document.documentElement.style.fontSize = '200%'; });  // WCAG 1.4.4
  return overflow(tab);
}));

test('a page that is not there shows the way', async () => {
  const { tab, close } = await observedTab(browser, narrow);
  const answer = await tab.goto(`${server.url}tidak/ada/di-sini/`);
  assert.equal(answer.status(), 404);
  assert.ok(await tab.locator('main a').count() > 2);
  assert.ok(await tab.evaluate(() => document.styleSheets.length) > 0);
  await close();
});

const scriptless = { ...narrow, javaScriptEnabled: false };

// A question's answer unfolds by a touch; the form neither sends nor promises anything.
async function unfoldAnswers(tab) {
  const faults = [];
  for (const form of await tab.locator('form.question').all()) {
    const name = await form.getAttribute('id');
    const answer = form.locator('details.answer');
    const words = answer.locator('.answers, .feedback').first();
    if (await form.locator('button:visible, input[type=submit]:visible').count()) faults.push(`${name}: a button that does nothing`);
    if (await answer.count() !== 1 || await words.isVisible()) {
      faults.push(`${name}: no folded answer`);
      continue;
    }
    await answer.locator('summary').click();
    if (!await words.isVisible() || !(await words.innerText()).trim()) faults.push(`${name}: the answer does not unfold`);
  }
  return faults;
}

test('without a script everything is read and every answer unfolds', async () => {
  let questions = 0;
  await visitAll(scriptless, async (tab, page) => {
    const faults = [...await hiddenContent(tab), ...await overflow(tab)];
    // The fallback pages below /en/ hold the very same forms.
    if (!page.html.includes('<form')) return faults;
    questions += (page.html.match(/<form class="question"/g) ?? []).length;
    return [...faults, ...await unfoldAnswers(tab)];
  });
  assert.ok(questions >= 80, `only ${questions} questions`);
});

test('without a script the Enter key in a question leaves the page where it is', async () => {
  const { tab, close } = await observedTab(browser, scriptless);
  const page = demo.pages.find((one) => one.html.includes('data-type="text"'));
  await tab.goto(server.url + page.url);
  const field = tab.locator('form[data-type=text] input').first();
  await field.fill('coba');
  await field.focus();
  await tab.keyboard.press('Enter');
  await tab.waitForTimeout(300);
  assert.equal(tab.url(), server.url + page.url);
  assert.equal(await field.inputValue(), 'coba');
  await close();
});
