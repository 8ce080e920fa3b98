// Pictures of pages: node shots.mjs SITE ROOT OUT [PATH…]; without paths one page of every kind.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, schemes, sizes } from './lib/chromium.mjs';
import { htmlPages, manifestFiles, onePerKind } from './lib/pages.mjs';
import { serve } from './lib/server.mjs';

const [site, root, out, ...paths] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const wanted = paths.length ? paths.map((url) => ({ url, kind: url.replaceAll('/', '_').replace(/_$/, '') || 'home' }))
  : [...onePerKind(htmlPages(site, manifestFiles(root))).values()];
const server = await serve(site);
const browser = await launch();
for (const size of sizes) {
  for (const colorScheme of schemes) {
    const page = await browser.newPage({ viewport: { width: size.width, height: size.height }, colorScheme });
    for (const { url, kind } of wanted) {
      await page.goto(server.url + url);
      // Pictures below the fold load when they are scrolled to.
      await page.evaluate(() => { for (const image of document.images) image.loading = 'eager'; });
      await page.waitForFunction(() => [...document.images].every((image) => image.complete));
      await page.screenshot({ path: join(out, `${kind}-${size.name}-${colorScheme}.png`), fullPage: true });
    }
    await page.close();
  }
}
await browser.close();
server.close();
console.log(`${wanted.length * sizes.length * schemes.length} pictures in ${out}`);
