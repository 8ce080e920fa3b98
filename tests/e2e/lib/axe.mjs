// axe-core inside a page: the WCAG 2.2 A and AA rules, and best practice apart.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export const installAxe = (tab) => tab.evaluate(`${source};0`);

// [{ rule, what, wcag }] of the page as it is now; axe must have been installed in it.
export async function audit(tab, { bestPractice = false } = {}) {
  const tags = bestPractice ? [...wcag, 'best-practice'] : wcag;
  const violations = await tab.evaluate(async (values) => {
    const found = await window.axe.run(document, {
      runOnly: { type: 'tag', values }, resultTypes: ['violations'], preload: false, elementRef: false,
    });
    return found.violations.map((one) => ({
      id: one.id, tags: one.tags, help: one.help,
      nodes: one.nodes.map((node) => ({ target: node.target.flat().join(' '), why: node.any.concat(node.all, node.none).map((check) => check.message)[0] })),
    }));
  }, tags);
  return violations.flatMap((one) => one.nodes.map((node) => ({
    rule: one.id, wcag: one.tags.some((tag) => wcag.includes(tag)), what: `${one.id}: ${one.help}: ${node.target} (${node.why ?? ''})`,
  })));
}
