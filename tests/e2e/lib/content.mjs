// The sources of a site as a reader of Markdown sees them: front matter, text, paragraphs.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

function walk(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}

// [{ path, language, front, body }] of the Markdown files below `root`; `front` is the text between the two `---`.
export function readSources(root) {
  return ['courses', 'stories', 'pages', 'authors'].flatMap((folder) => walk(join(root, folder))).filter((path) => path.endsWith('.md')).map((path) => {
    const text = readFileSync(path, 'utf8');
    const [, front = '', body = text] = /^---\n([^]*?)\n---\n([^]*)$/.exec(text) ?? [];
    return { path: path.slice(root.length + 1), language: /\.en\.md$/.test(path) ? 'en' : 'id', front, body };
  });
}

// A front matter's single value.
export const value = ({ front }, key) => new RegExp(`^${key}:\\s*"?(.*?)"?\\s*$`, 'm').exec(front)?.[1];

// The blocks of a container, by name, those within included: [{ keys, text }].
export function containers(body, name) {
  const open = [];
  const found = [];
  for (const line of withoutFences(body).split('\n')) {
    const start = /^\s*:::([a-z]+)(.*)$/.exec(line);
    if (start) open.push({ name: start[1], keys: start[2], lines: [] });
    else if (/^\s*:::\s*$/.test(line)) found.push(open.pop());
    else for (const one of open) one.lines.push(line);
  }
  return found.filter((one) => one?.name === name).map(({ keys, lines }) => ({ keys, text: lines.join('\n') }));
}

const withoutFences = (body) => body.replace(/^(`{3,}|~{3,})[^]*?^\1\s*$/gm, '');

// Words that are read as text: no code, no charts, no questions, no keys, no addresses.
export function words(body) {
  let depth = 0;
  const open = [];
  const kept = withoutFences(body).split('\n').filter((line) => {
    const start = /^\s*:::([a-z]+)/.exec(line);
    if (start) {
      open.push(start[1]);
      if (start[1] === 'quiz' || start[1] === 'question') depth += 1;
      return false;
    }
    if (/^\s*:::\s*$/.test(line)) {
      if (['quiz', 'question'].includes(open.pop())) depth -= 1;
      return false;
    }
    return depth === 0;
  });
  const text = kept.join(' ').replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/<!--[^]*?-->/g, '').replace(/[|#>*_`~[\]-]+/g, ' ');
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

// Running text: blocks between empty lines that are neither headings nor tables, code, containers' borders or settings.
export function paragraphs(body) {
  const lines = withoutFences(body).replace(/<!--[^]*?-->/g, '').split('\n').map((line) => (/^\s*:::/.test(line) ? '' : line));
  return lines.join('\n').split(/\n\s*\n/).map((block) => block.replace(/^\s*(>\s*)+/gm, '').replace(/\s+/g, ' ').trim())
    .filter((block) => block && !/^(#|\||\$\$|!?\[[^\]]*\]\([^)]*\)$)/.test(block));
}

// A paragraph of five words or more that stands twice in one language: faults. (`[!NOTE]` and "Betul." are no paragraphs.)
export function repeatedParagraphs(sources) {
  const seen = new Map();
  const faults = [];
  for (const { path, language, body } of sources) {
    for (const text of paragraphs(body)) {
      if (text.split(' ').length < 5) continue;
      const key = `${language} ${text.toLowerCase()}`;
      if (seen.has(key)) faults.push({ page: path, what: `stands also in ${seen.get(key)}: “${text.slice(0, 80)}”` });
      else seen.set(key, path);
    }
  }
  return faults;
}

// The type of a question; two are told by the number of right answers alone.
export function questionType({ keys, text }) {
  const named = /\btype=(\w+)/.exec(keys)?.[1];
  if (named) return named;
  return (text.match(/^- \[x\]/gim) ?? []).length > 1 ? 'multiple' : 'single';
}

const asFaults = (page, list) => list.filter(([fails]) => fails).map(([, what]) => ({ page, what }));

// What a lesson lacks: 500 words, a worked example with numbers, an exercise, three questions.
export function lessonFaults({ path, body }) {
  const count = words(body);
  const questions = containers(body, 'question').length;
  const example = containers(body, 'example').map(({ text }) => text).join(' ');
  return asFaults(path, [
    [count < 500, `${count} words of text, 500 wanted`],
    [!example, 'no :::example'],
    [example && !/\d/.test(example), 'the worked example has no number'],
    [!containers(body, 'exercise').length, 'no :::exercise'],
    [questions < 3, `${questions} questions, 3 wanted`],
  ]);
}

// What a story lacks: 600 words, a place, results in numbers, a source, somebody who speaks.
export function storyFaults({ path, front, body }) {
  const count = words(body);
  return asFaults(path, [
    [count < 600, `${count} words, 600 wanted`],
    [!value({ front }, 'place'), 'no place'],
    [!/^results:\n(\s+- number: .*\d.*\n\s+label: .+\n?)+/m.test(front), 'no results with numbers'],
    [!/^\[\^[^\]]+\]: .+/m.test(body), 'no source'],
    [!containers(body, 'quote').some(({ keys }) => /by=/.test(keys)), 'nobody speaks'],
  ]);
}
