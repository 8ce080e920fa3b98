// Scripts and style sheets keep to the browser floor: Chrome 64, Safari 12, Firefox 68.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { join } from 'node:path';
import { buildDemo } from './lib/demo.mjs';
import { assertNone } from './lib/faults.mjs';
import { scriptFaults } from './lib/floor_script.mjs';
import { styleFaults } from './lib/floor_style.mjs';

const { site, files } = buildDemo();

for (const [kind, extension, judge] of [['script', '.js', scriptFaults], ['style sheet', '.css', styleFaults]]) {
  test(`every ${kind} works from the browser floor on`, (t) => {
    const found = files.filter((path) => path.endsWith(extension));
    assert.ok(found.length >= 2, `only ${found.length}`);
    t.diagnostic(found.join(', '));
    assertNone(found.flatMap((path) => judge(path, readFileSync(join(site, path), 'utf8'))));
  });
}
