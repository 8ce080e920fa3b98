// `sanggar preview`: an edit appears in the open page by itself, a mistake is shown over it, Ctrl-C ends it well.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { join } from 'node:path';
import { launch } from './lib/chromium.mjs';
import { copySources, program, temporaryFolder } from './lib/demo.mjs';
import { observedTab } from './lib/observe.mjs';

const patience = 10000;

// Starts the preview on a port that the system chooses: { url, end }; end(signal) resolves to { status, signal, output }.
async function preview(root, cache) {
  const child = spawn(program, ['preview', '--root', root, '--port', '0', '--cache', cache]);
  let output = '';
  const ended = new Promise((resolve) => { child.on('close', (status, signal) => resolve({ status, signal, output })); });
  const url = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no address within ${patience} ms: ${output}`)), patience);
    const listen = (text) => {
      output += text;
      const found = /http:\/\/127\.0\.0\.1:\d+\//.exec(output);
      if (!found) return;
      clearTimeout(late);
      resolve(found[0]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', reject);
    ended.then((end) => reject(new Error(`ended with ${end.status}: ${output}`)));
  });
  process.on('exit', () => child.kill('SIGKILL'));
  return { url, end: (signal) => { child.kill(signal); return ended; } };
}

test('an edit and a mistake appear in the open page, and Ctrl-C ends the preview', async (t) => {
  const folder = temporaryFolder();
  const root = join(folder, 'root');
  copySources(root);
  const { url, end } = await preview(root, join(folder, 'cache'));
  const browser = await launch();
  t.after(() => browser.close());
  const { tab, visit } = await observedTab(browser, { viewport: { width: 360, height: 740 } });
  assert.deepEqual(await visit(`${url}tentang/`), []);

  const source = join(root, 'pages/tentang.md');
  const good = readFileSync(source, 'utf8');
  let started = Date.now();
  writeFileSync(source, `${good}\nKalimat baru dari uji coba.\n`);
  await tab.getByText('Kalimat baru dari uji coba.').waitFor({ timeout: patience });
  t.diagnostic(`edit seen after ${Date.now() - started} ms`);

  started = Date.now();
  writeFileSync(source, `${good}\n:::kontener-asing\nTeks.\n:::\n`);
  const overlay = tab.locator('[role=alert]');
  await overlay.waitFor({ timeout: patience });
  const shown = await overlay.innerText();
  assert.match(shown, /pages\/tentang\.md:\d+:\d+: error: /);
  assert.match(shown, /kontener-asing/);
  t.diagnostic(`mistake seen after ${Date.now() - started} ms: ${shown.split('\n').find((line) => line.includes('error'))}`);
  // The last good page stays below the message, and the message can be closed by keyboard.
  assert.ok(await tab.getByText('Kalimat baru dari uji coba.').isVisible());
  await overlay.locator('button').focus();
  await tab.keyboard.press('Enter');
  await overlay.waitFor({ state: 'detached', timeout: patience });

  writeFileSync(source, `${good}\nKalimat sesudah perbaikan.\n`);
  await tab.getByText('Kalimat sesudah perbaikan.').waitFor({ timeout: patience });
  assert.equal(await tab.locator('[role=alert]').count(), 0);

  const { status, signal, output } = await end('SIGINT');
  assert.deepEqual({ status, signal }, { status: 0, signal: null }, output);
});
