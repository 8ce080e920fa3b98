// The demonstration site, built in a temporary folder: nothing is written into the repository.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { htmlPages, manifestFiles } from './pages.mjs';

export const repository = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
export const program = resolve(repository, process.env.SANGGAR ?? 'build/release/sanggar');
// Renditions are named by what they are made from: suites share them, as several builds of a site do.
const sharedCache = process.env.SANGGAR_E2E_CACHE;
const sources = ['site.yaml', 'courses', 'stories', 'pages', 'authors', 'data', 'media', 'themes'];

// A folder that goes when the process ends.
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'sanggar-e2e-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function copySources(root) {
  mkdirSync(root, { recursive: true });
  for (const name of sources) {
    const from = join(repository, name);
    if (existsSync(from)) cpSync(from, join(root, name), { recursive: true });
  }
}

// Builds a fresh copy with these options; { root, site, files, pages }, files and pages as the manifest lists them.
export const buildDemo = (...options) => buildChanged(() => {}, ...options);

// The same with sources that change(root) has altered.
export function buildChanged(change, ...options) {
  const folder = temporaryFolder();
  const root = join(folder, 'root');
  const site = join(folder, 'site');
  copySources(root);
  change(root);
  const run = spawnSync(program, ['build', '--root', root, '--out', site, '--cache', sharedCache ?? join(folder, 'cache'), ...options], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${program} build ended with ${run.error?.message ?? run.status}\n${run.stdout ?? ""}${run.stderr ?? ""}`);
  const files = manifestFiles(root);
  const pages = htmlPages(site, files);
  if (!pages.length) throw new Error('the build has no page');
  return { folder, root, site, files, pages };
}
