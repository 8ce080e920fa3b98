// A link checker over the files of a built site: every address that a page, a style sheet or a list of addresses names.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCss, walk as walkCss } from 'css-tree';
import { parse as parseHtml } from 'parse5';

const addressAttributes = ['href', 'xlink:href', 'src', 'poster', 'data', 'action', 'cite', 'longdesc', 'background',
  'data-av1', 'data-opus', 'data-picture', 'data-page', 'data-send'];  // what scripts fetch instead, or when asked
const listAttributes = ['srcset', 'imagesrcset'];

function forEachElement(node, visit) {
  if (node.tagName) visit(node, Object.fromEntries(node.attrs.map((one) => [one.prefix ? `${one.prefix}:${one.name}` : one.name, one.value])));
  for (const child of node.childNodes ?? []) forEachElement(child, visit);
  if (node.content) forEachElement(node.content, visit);
}

// { ids: Set, links: [{ address, from }] } of an HTML (or SVG) text.
export function readHtml(text) {
  const ids = new Set();
  const links = [];
  forEachElement(parseHtml(text), (element, attributes) => {
    if (attributes.id) ids.add(attributes.id);
    if (element.tagName === 'a' && attributes.name) ids.add(attributes.name);
    for (const name of addressAttributes) {
      if (attributes[name] !== undefined) links.push({ address: attributes[name], from: `<${element.tagName} ${name}="${attributes[name]}">` });
    }
    for (const name of listAttributes) {
      for (const part of (attributes[name] ?? '').split(',').filter((one) => one.trim())) {
        links.push({ address: part.trim().split(/\s+/)[0], from: `<${element.tagName} ${name}="… ${part.trim()} …">` });
      }
    }
    for (const address of attributes['data-load']?.split(' ') ?? []) links.push({ address, from: `<${element.tagName} data-load="… ${address} …">` });
    if (attributes['http-equiv']?.toLowerCase() === 'refresh') {
      links.push({ address: attributes.content.replace(/^[^=]*=/, ''), from: `<meta refresh ${attributes.content}>` });
    }
    if (attributes.style) links.push(...readCss(`*{${attributes.style}}`));
    if (element.tagName === 'style') links.push(...readCss(element.childNodes.map((child) => child.value ?? '').join('')));
  });
  return { ids, links };
}

export function readCss(text) {
  const links = [];
  walkCss(parseCss(text), (node) => {
    if (node.type === 'Url') links.push({ address: node.value, from: `url(${node.value})` });
    if (node.type === 'Atrule' && node.name === 'import' && node.prelude) {
      walkCss(node.prelude, (part) => { if (part.type === 'String') links.push({ address: part.value, from: `@import "${part.value}"` }); });
    }
  });
  return links;
}

// Addresses in sitemap.xml, feed.xml and robots.txt.
function readList(path, text) {
  const pattern = path.endsWith('.txt') ? /^Sitemap:\s*(\S+)/gim : /<(?:loc|link|id|guid)[^>]*>([^<]+)<|href="([^"]+)"/g;
  const links = [...text.matchAll(pattern)].map((found) => ({ address: (found[1] ?? found[2]).trim(), from: found[0] }));
  return links.filter((link) => !link.address.startsWith('urn:') && !link.address.startsWith('tag:'));
}

// Addresses in an HLS or DASH manifest.
function readPlaylist(text) {
  return [...text.matchAll(/^([^#<\s].*)$|URI="([^"]+)"|<BaseURL>([^<]+)</gm)].map((found) => ({ address: found[1] ?? found[2] ?? found[3], from: found[0] }));
}

function readFile(site, path) {
  const text = readFileSync(join(site, path), 'utf8');
  if (/\.(html|svg)$/.test(path)) return readHtml(text);
  if (path.endsWith('.css')) return { ids: new Set(), links: readCss(text) };
  if (/^(sitemap|feed)[^/]*\.xml$|^robots\.txt$|\/feed\.xml$|^assets\/(progress-(send|join|class|privacy)|class|quiz-graded)\./.test(path)) return { ids: new Set(), links: readList(path, text) };
  if (/\.(m3u8|mpd)$/.test(path)) return { ids: new Set(), links: readPlaylist(text) };
  return { ids: new Set(), links: [] };
}

// Where a site is served from, as an address that `new URL` understands.
const servedAt = 'http://site.test';

// The file that a plain host, or the reader's own disk, answers with: { path, fragment } or { fault } or {} for a stranger's
// address. `inFull`: the address began with the site's own.
function resolveAddress(address, page, { base, baseUrl, offline, files, inFull = false }) {
  if (baseUrl && address.startsWith(baseUrl)) {
    return resolveAddress(base + address.slice(baseUrl.length), page, { base, files, offline: false, inFull: true });
  }
  if (/^(mailto|tel|https?):/i.test(address)) return {};
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(address)) return { fault: 'this kind of address is not allowed' };
  else if (offline && address.startsWith('/')) return { fault: 'a link from the root does not open from a folder' };
  const url = new URL(address, servedAt + page);
  const path = decodeURIComponent(url.pathname);
  if (!path.startsWith(base)) return { fault: `leads out of ${base}` };
  let file = path.slice(base.length);
  if (file === '' || file.endsWith('/')) {
    if (offline) return { fault: 'names a folder: nothing opens from a disk' };
    file += 'index.html';
  }
  if (!files.has(file)) return { fault: `no file ${file}` };
  return { path: file, fragment: decodeURIComponent(url.hash.slice(1)), inFull };
}

// A fragment alone stays on its page, wherever that is seen.
function resolveFrom(path, address, context) {
  if (/^#|^$/.test(address)) return { path, fragment: decodeURIComponent(address.slice(1)) };
  return resolveAddress(address, seenAt(path, context.base, context.offline), context);
}

// Where a page is seen: 404.html answers any address, so its links must hold from anywhere.
function seenAt(path, base, offline) {
  if (path === '404.html' && !offline) return `${base}tidak/ada/di-sini`;
  return base + (offline ? path : path.replace(/(^|\/)index\.html$/, '$1'));
}

// Checks the files of a site; `base` is '/' or '/folder/', `baseUrl` what the pages call themselves.
// { faults, reached (files that a reader gets to from the home page) }.
export function checkLinks(site, paths, { base = '/', baseUrl = '', offline = false } = {}) {
  const read = new Map(paths.map((path) => [path, readFile(site, path)]));
  const context = { base, baseUrl, offline, files: new Set(paths) };
  const faults = [];
  const targets = new Map();
  for (const [path, { links }] of read) {
    targets.set(path, new Set());
    for (const { address, from } of links) {
      const found = resolveFrom(path, address.trim(), context);
      if (found.fault) faults.push({ page: path, what: `broken link ${from}: ${found.fault}` });
      if (!found.path) continue;
      // Canonical and translated addresses in full are for machines: no reader gets anywhere by them.
      if (!found.inFull) targets.get(path).add(found.path);
      const fragment = found.fragment && found.fragment !== 'top';
      if (fragment && /\.(html|svg)$/.test(found.path) && !read.get(found.path).ids.has(found.fragment)) {
        faults.push({ page: path, what: `broken fragment ${from}: no id "${found.fragment}" in ${found.path}` });
      }
    }
  }
  return { faults, reached: reachable(targets) };
}

function reachable(targets) {
  const reached = new Set();
  const open = ['index.html'];
  while (open.length) {
    const path = open.pop();
    if (reached.has(path)) continue;
    reached.add(path);
    open.push(...(targets.get(path) ?? []));
  }
  return reached;
}

// What no page leads to, apart from the files that hosts and search engines look for by themselves, and what only sites with an
// endpoint use.
export function unreachable(paths, reached) {
  return paths.filter((path) => !reached.has(path) && !/^(404\.html|robots\.txt|(sitemap|feed)[^/]*\.xml)$|\/feed\.xml$|^assets\/(progress-(send|join|class|privacy)|class|quiz-graded)\./.test(path))
    .map((path) => ({ page: path, what: 'nothing leads to this file' }));
}
