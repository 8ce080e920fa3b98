// What only a browser that has laid the page out can tell. Each function runs in the page's tab and gives texts.

// Content wider than the window; tables and code scroll within themselves.
export const overflow = (tab) => tab.evaluate(() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= window.innerWidth) return [];
  const scrolls = (element) => element && element !== document.body && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
  const wide = Array.from(document.body.querySelectorAll('*'))
    .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 0.5 && !scrolls(element.parentElement));
  const names = wide.slice(0, 3).map((element) => element.tagName.toLowerCase() + Array.from(element.classList, (name) => `.${name}`).join(''));
  return [`${root.scrollWidth} px wide in a window of ${window.innerWidth}: ${names.join(', ')}`];
});

// Controls smaller than 24 by 24 CSS pixels (WCAG 2.5.8). A box or button within a label is as large as the label.
// Links within a sentence are exempt; those that stand alone are checked.
export const smallTargets = (tab) => tab.evaluate(() => {
  const controls = 'button, select, summary, textarea, input:not([type=hidden]), [role=button], audio[controls], video[controls], a.button, nav a, .skip:focus';
  const faults = [];
  for (const element of document.querySelectorAll(controls)) {
    const style = getComputedStyle(element);
    if (!element.getClientRects().length || style.visibility === 'hidden' || element.disabled) continue;
    const label = element.matches('input') && element.closest('label');
    const box = (label || element).getBoundingClientRect();
    if (box.width >= 23.99 && box.height >= 23.99) continue;
    const name = element.tagName.toLowerCase() + Array.from(element.classList, (one) => `.${one}`).join('');
    faults.push(`target of ${Math.round(box.width)} by ${Math.round(box.height)} px: ${name} “${(element.textContent || element.value || '').trim().slice(0, 30)}”`);
  }
  return faults;
});

// Whether the content can be seen without a script: a heading, text, and nothing of it hidden.
export const hiddenContent = (tab) => tab.evaluate(() => {
  const seen = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden'
    && getComputedStyle(element).opacity !== '0';
  const faults = [];
  const main = document.querySelector('main');
  const heading = document.querySelector('main h1');
  if (!main || !seen(main) || main.innerText.trim().length < 40) faults.push('main has no visible text');
  if (!heading || !seen(heading)) faults.push('no visible h1');
  for (const element of document.querySelectorAll('main p, main li, main h2, main h3, main table, main form, main figure')) {
    const folded = element.closest('details:not([open])');
    // Only what needs a script may wait for it: the buttons to share and print. Of a chart's two drawings one is shown.
    if (folded || seen(element) || element.closest('.tools') || !element.innerText.trim() && !element.textContent.trim()) continue;
    faults.push(`hidden without a script: ${element.tagName.toLowerCase()} “${element.textContent.trim().slice(0, 40)}”`);
  }
  return faults;
});
