// A reader without a mouse: every touch in these functions is a key. Looking at the page is free.
import assert from 'node:assert/strict';

const mostTabs = 400;

// Presses Tab (or Shift+Tab) until `matches`, a function run in the page on the focused element, is true.
export async function tabTo(tab, matches, argument, key = 'Tab') {
  for (let presses = 0; presses <= mostTabs; presses += 1) {
    const handle = await tab.evaluateHandle(() => document.activeElement);
    if (await handle.evaluate(matches, argument)) return presses;
    await tab.keyboard.press(key);
  }
  throw new Error(`not reached by ${mostTabs} presses of ${key}: ${matches} ${JSON.stringify(argument) ?? ''}`);
}

const isWithin = (element, selector) => element.matches(selector);
export const tabToSelector = (tab, selector) => tabTo(tab, isWithin, selector);

// What the page holds as the key of a question: { right, wrong }, both in the form that `answer` takes.
export const keyOf = (tab, form) => tab.locator(form).evaluate((element) => {
  const all = (selector, scope = element) => Array.from(scope.querySelectorAll(selector));
  const text = (one) => one.textContent.trim();
  const key = element.querySelector('.answer');
  const type = element.dataset.type;
  const options = all('.option input').map((input) => input.value);
  if (type === 'truefalse') {
    const truth = key.querySelector('[data-truth]').dataset.truth;
    return { type, right: [truth], wrong: options.filter((one) => one !== truth).slice(0, 1) };
  }
  if (type === 'single' || type === 'multiple') {
    const right = all('[data-right]', key).map((item) => item.dataset.for);
    const others = options.filter((one) => !right.includes(one));
    return { type, right, wrong: type === 'single' ? others.slice(0, 1) : [...right.slice(1), ...others] };
  }
  if (type === 'text') {
    const foreseen = key.querySelector('li:not([data-right]) b');
    return { type, right: [text(key.querySelector('[data-right] b'))], wrong: [foreseen ? text(foreseen) : 'bukan itu'] };
  }
  if (type === 'number') {
    const foreseen = key.querySelector('li[data-number] b');
    const model = Number(key.querySelector('b').dataset.number);
    const point = document.documentElement.lang === 'en' ? '.' : ',';
    return { type, right: [String(model).replace('.', point)], wrong: [foreseen ? text(foreseen) : String(model + 7777).replace('.', point)] };
  }
  if (type === 'order') {
    const right = all('ol.answers > li', key).map((item) => item.dataset.for);
    return { type, right, wrong: [...right.slice(1), right[0]] };
  }
  if (type === 'match') {
    const right = all('li', key).map((item) => [item.dataset.for, item.dataset.match]);
    return { type, right, wrong: right.map(([left], i) => [left, right[(i + 1) % right.length][1]]) };
  }
  const forms = all('ol.answers > li', key).map((item) => text(item.querySelector('b')));
  return { type, right: forms, wrong: forms.map((one) => `${one} keliru`) };
});

// How each type is answered, the focus standing anywhere before the question.
const ways = {
  // Tab reaches the group, Space chooses, the arrows go on.
  async single(tab, form, [wanted]) {
    await tabToSelector(tab, `${form} .option input`);
    await tab.keyboard.press('Space');
    const count = await tab.locator(`${form} .option input`).count();
    for (let i = 0; i < count; i += 1) {
      const value = await tab.evaluate(() => document.activeElement.value);
      if (value === wanted) break;
      await tab.keyboard.press('ArrowDown');
    }
    assert.equal(await tab.locator(`${form} .option input:checked`).inputValue(), wanted);
  },
  async multiple(tab, form, wanted) {
    for (const value of await tab.locator(`${form} .option input`).evaluateAll((list) => list.map((input) => input.value))) {
      if (!wanted.includes(value)) continue;
      await tabTo(tab, (element, at) => element.matches(`${at.form} .option input`) && element.value === at.value, { form, value });
      await tab.keyboard.press('Space');
    }
  },
  async text(tab, form, [wanted]) {
    await tabToSelector(tab, `${form} .line input`);
    await tab.keyboard.type(wanted);
  },
  // The wanted item climbs by its own button to its place, from the top down.
  async order(tab, form, wanted) {
    const now = () => tab.locator(`${form} .order > li`).evaluateAll((list) => list.map((item) => item.dataset.option));
    for (let place = 0; place < wanted.length; place += 1) {
      let at = (await now()).indexOf(wanted[place]);
      if (at <= place) continue;
      await backTo(tab, `${form} .order > li[data-option="${wanted[place]}"] .move-up`);
      while (at > place) {
        await tab.keyboard.press(at % 2 ? 'Enter' : 'Space');
        at -= 1;
        const status = await tab.locator(`${form} [role=status]`).innerText();
        assert.match(status, new RegExp(`\\b${at + 1}\\b`), `the new place is not announced: “${status}”`);
        assert.ok(await tab.evaluate(() => document.activeElement.matches('.move-up')), 'the focus left the button');
      }
    }
    assert.deepEqual(await now(), wanted);
    await leaveBackwards(tab, form);
  },
  async match(tab, form, wanted) {
    for (const [left, value] of wanted) {
      const select = `${form} select[data-option="${left}"]`;
      await tabToSelector(tab, select);
      for (let i = 0; i < 20 && await tab.locator(select).inputValue() !== value; i += 1) await tab.keyboard.press('ArrowDown');
      assert.equal(await tab.locator(select).inputValue(), value);
    }
  },
  async gap(tab, form, wanted) {
    const count = await tab.locator(`${form} input.gap`).count();
    for (let i = 0; i < count; i += 1) {
      await tabTo(tab, (element, at) => element === document.querySelectorAll(`${at.form} input.gap`)[at.i], { form, i });
      await tab.keyboard.type(wanted[i]);
    }
  },
};
ways.truefalse = ways.single;
ways.number = ways.text;

// Forwards or, where the element lies behind, backwards.
async function backTo(tab, selector) {
  const behind = await tab.evaluate((one) => {
    const target = document.querySelector(one);
    return Boolean(document.activeElement.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING);
  }, selector);
  await tabTo(tab, isWithin, selector, behind ? 'Shift+Tab' : 'Tab');
}

async function leaveBackwards(tab, form) {
  await tabTo(tab, (element, one) => element.matches(`${one} .order button`) || element === document.body || !element.closest(one), form, 'Shift+Tab');
}

// Answers a question and submits it: in a field by Enter, else by its button.
export async function answer(tab, form, type, values) {
  await ways[type](tab, form, values);
  if (type === 'text' || type === 'number' || type === 'gap') return tab.keyboard.press('Enter');
  await tabToSelector(tab, `${form} .quiz-button`);
  return tab.keyboard.press('Space');
}
