// What a page costs its reader: bytes as a host that compresses sends them.
import { gzipSync } from 'node:zlib';

export const compressed = (bytes) => gzipSync(bytes, { level: 9 }).length;

// kB of 1,000 bytes.
export const budgets = { core: 8000, quiz: 6000, player: 5000, progress: 10000, sending: 5000, mine: 6000, rights: 1000, pin: 1500, graded: 5000, classes: 2000, classroom: 7000, lesson: 30000 };

// Everything that is fetched until the page rests, favicon included, the author's own pictures, sounds and tables aside:
// { total, parts: [[address, bytes]] }.
export async function weigh(browser, url) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const tab = await context.newPage();
  const answers = new Map();
  tab.on('response', (response) => {
    const own = !['image', 'media'].includes(response.request().resourceType());
    if (own || /\/assets\//.test(response.url())) answers.set(response.url(), response);
  });
  await tab.goto(url, { waitUntil: 'networkidle' });
  const parts = [];
  for (const [address, response] of answers) parts.push([address, compressed(await response.body())]);
  // A browser without a window may leave the icon out; readers' browsers do not.
  for (const address of await tab.$$eval('link[rel~=icon]', (links) => links.map((link) => link.href))) {
    if (answers.has(address) || !address.startsWith('http')) continue;
    parts.push([address, compressed(Buffer.from(await (await context.request.get(address)).body()))]);
  }
  await context.close();
  return { total: parts.reduce((sum, [, bytes]) => sum + bytes, 0), parts };
}

// Faults of one weighed page.
export function overBudget(page, { total, parts }, most = budgets.lesson) {
  if (total <= most) return [];
  return [{ page, what: `${total} bytes, ${most} allowed: ${parts.map(([address, bytes]) => `${address.replace(/^.*\//, '') || 'page'} ${bytes}`).join(', ')}` }];
}
