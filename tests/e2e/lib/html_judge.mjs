// The Nu HTML checker (vnu-jar) over files.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

// The place, for errors only: warnings are told once, with the number of pages.
function extract(message) {
  return message.type === 'info' || !message.extract ? '' : ` (${message.extract.replace(/\s+/g, ' ').trim()})`;
}

// [{ page, what, serious }]: serious are errors; the rest are warnings and hints. `format`: 'html', 'css' or 'svg'.
export function checkFiles(files, format = 'html') {
  const kind = { html: ['--skip-non-html'], css: ['--skip-non-css', '--also-check-css'], svg: ['--skip-non-svg', '--also-check-svg'] }[format];
  const run = spawnSync('java', ['-Xss2m', '-jar', jar, '--format', 'json', '--exit-zero-always', ...kind, ...files], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.error || run.status !== 0) throw new Error(`vnu did not run: ${run.error ?? run.stderr}`);
  return JSON.parse(run.stderr).messages.map((message) => ({
    page: `${decodeURIComponent((message.url ?? '').replace(/^file:/, ''))}:${message.lastLine ?? 0}`,
    what: `${message.subType ?? message.type}: ${message.message}${extract(message)}`,
    serious: message.type !== 'info',
  }));
}
