// The pages of a built site, from the build's own manifest, with their kinds.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const kinds = ['home', 'page', 'course_list', 'course', 'module', 'lesson', 'quiz', 'story_list', 'story',
  'infographic_list', 'infographic', 'taxonomy', 'term', 'author', 'progress', 'not_found'];

// Every file of the newest manifest below `root`/.sanggar.
export function manifestFiles(root) {
  const folder = join(root, '.sanggar/manifests');
  const newest = readdirSync(folder).map((name) => join(folder, name)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  return readFileSync(newest, 'utf8').split('\n').slice(1, -2).map((line) => line.split(' ').slice(2).join(' '));
}

// [{ path: 'courses/a/index.html', url: 'courses/a/', kind: 'course' }]
export function htmlPages(site, files) {
  return files.filter((path) => path.endsWith('.html')).map((path) => {
    const html = readFileSync(join(site, path), 'utf8');
    const kind = /<body[^>]*data-kind="([a-z_]+)"/.exec(html)?.[1] ?? /<body[^>]*class="(?:[^"]* )?kind-([a-z_]+)/.exec(html)?.[1];
    return { path, url: path.replace(/index\.html$/, ''), kind, html };
  });
}

// { missing, unknown }: kinds that no page has, pages of no known kind.
export function kindFaults(pages) {
  return {
    missing: kinds.filter((kind) => !pages.some((page) => page.kind === kind)),
    unknown: pages.filter((page) => !kinds.includes(page.kind)).map((page) => page.path),
  };
}

// One page of each kind; the default language's first.
export function onePerKind(pages) {
  const chosen = new Map();
  for (const page of [...pages].sort((a, b) => a.path.startsWith('en/') - b.path.startsWith('en/'))) {
    if (!chosen.has(page.kind)) chosen.set(page.kind, page);
  }
  return chosen;
}
