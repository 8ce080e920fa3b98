// The demonstration site holds what it promises: courses, stories, infographics, every block, and nothing said twice.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { dirname, join } from 'node:path';
import { containers, lessonFaults, questionType, readSources, repeatedParagraphs, storyFaults, value, words } from './lib/content.mjs';
import { repository } from './lib/demo.mjs';
import { assertNone } from './lib/faults.mjs';

const sources = readSources(repository);
const everything = sources.map(({ body }) => body).join('\n');
const lessonPattern = /^courses\/([^/]+)\/(\d\d-[^/]+)\/\d\d-[^/]+(\/index)?(\.en)?\.md$/;
const questions = (body) => containers(body, 'question');

test('three courses have two modules and six full lessons', (t) => {
  const lessons = sources.filter((one) => one.language === 'id' && lessonPattern.test(one.path));
  const courses = [...new Set(lessons.map(({ path }) => lessonPattern.exec(path)[1]))];
  assert.ok(courses.length >= 3, courses.join());
  const faults = [];
  for (const course of courses) {
    const own = lessons.filter(({ path }) => lessonPattern.exec(path)[1] === course);
    const modules = new Set(own.map(({ path }) => lessonPattern.exec(path)[2]));
    const full = own.filter((one) => value(one, 'kind') !== 'quiz');
    t.diagnostic(`${course}: ${modules.size} modules, ${own.length} lessons, fewest words ${Math.min(...full.map(({ body }) => words(body)))}`);
    if (modules.size < 2) faults.push({ page: course, what: `${modules.size} modules` });
    if (full.length < 6) faults.push({ page: course, what: `${full.length} lessons` });
    faults.push(...full.flatMap(lessonFaults));
  }
  assertNone(faults);
});

test('all eight types of question occur', () => {
  const found = new Set(questions(everything).map(questionType));
  assert.deepEqual([...found].sort(), ['gap', 'match', 'multiple', 'number', 'order', 'single', 'text', 'truefalse']);
});

test('five stories tell of a place, with numbers and sources', (t) => {
  const stories = sources.filter((one) => one.path.startsWith('stories/') && one.language === 'id' && value(one, 'kind') !== 'infographic');
  assert.ok(stories.length >= 5, `${stories.length} stories`);
  t.diagnostic(`words: ${stories.map(({ body }) => words(body)).join(', ')}`);
  assertNone(stories.flatMap(storyFaults));
});

test('four infographics are drawn from CSV files', () => {
  const found = sources.filter((one) => value(one, 'kind') === 'infographic' && one.language === 'id');
  assert.ok(found.length >= 4, `${found.length} infographics`);
  assertNone(found.flatMap(({ path, body }) => {
    const files = [...body.matchAll(/^data: (\S+\.csv)$/gm)].map(([, name]) => name);
    const lost = files.filter((name) => ![join(repository, dirname(path), name), join(repository, 'data', name)].some(existsSync));
    return [...(files.length ? [] : ['no chart from a CSV file']), ...lost.map((name) => `no file ${name}`)].map((what) => ({ page: path, what }));
  }));
});

test('home, about, privacy and accessibility have their pages', () => {
  for (const name of ['index', 'tentang', 'privasi', 'aksesibilitas']) assert.ok(existsSync(join(repository, `pages/${name}.md`)), name);
  assert.match(sources.find(({ path }) => path === 'pages/tentang.md').body, /rekaan|contoh/i, 'the about page says that the district is invented');
});

test('one course is also in English', () => {
  const missing = sources.filter(({ path, language }) => path.startsWith('courses/buku-kas/') && language === 'id')
    .filter(({ path }) => !existsSync(join(repository, path.replace(/\.md$/, '.en.md'))));
  assert.deepEqual(missing.map(({ path }) => path), []);
});

// ---- every block of docs/authors.md ----

const manual = readFileSync(join(repository, 'docs/authors.md'), 'utf8');
const rows = (heading) => (manual.split(/^#{2,3} /m).find((part) => part.startsWith(heading)) ?? '').split('\n')
  .filter((line) => line.startsWith('|')).slice(2).map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim()));

test('every container of the manual occurs, with every key', () => {
  const faults = [];
  const table = rows('Containers');
  assert.ok(table.length >= 8);
  for (const [names, keys] of table) {
    for (const [, name] of names.matchAll(/:::(\w+)/g)) {
      const found = containers(everything, name);
      if (!found.length) faults.push(`:::${name}`);
      for (const [, key] of keys.matchAll(/`(\w+)(?:=[^`]*)?`/g)) {
        if (!found.some((one) => new RegExp(`\\b${key}=`).test(one.keys))) faults.push(`${key}= of :::${name}`);
      }
      if (name !== 'quiz') continue;
      for (const form of [/pass=\d+%/, /pass=\d+(?!\d*%)/]) if (!found.some((one) => form.test(one.keys))) faults.push(`${form} of :::quiz`);
    }
  }
  assert.deepEqual(faults, []);
});

test('every notice, kind of chart and chart key of the manual occurs', () => {
  const faults = [];
  for (const name of ['NOTE', 'TIP', 'IMPORTANT', 'WARNING', 'CAUTION']) if (!everything.includes(`> [!${name}]`)) faults.push(name);
  const charts = [...everything.matchAll(/^```chart\n([^]*?)^```/gm)].map(([, text]) => text).join('\n');
  const table = rows('Charts');
  assert.ok(table.length >= 7);
  for (const [keys, meaning] of table) {
    for (const [, key] of keys.matchAll(/`(\w+)`/g)) if (!new RegExp(`^${key}:`, 'm').test(charts)) faults.push(`${key}: of a chart`);
    if (keys !== '`kind`') continue;
    for (const [, name] of meaning.matchAll(/`(\w+)`/g)) if (!new RegExp(`^kind: ${name}$`, 'm').test(charts)) faults.push(`a chart of kind ${name}`);
  }
  assert.deepEqual(faults, []);
});

// What the manual's table of texts and its list of Markdown name.
const textBlocks = {
  'link to a file of the site': /\]\((?!https?:|#)[^)\s]*\.md(#[\w-]+)?\)/, 'link to a heading': /\]\([^)\s]*\.md#[\w-]+\)|\]\(#[\w-]+\)/, download: /\]\([^)\s]+\.(csv|pdf|txt|ods|xlsx)\)/,
  'glossary term': /\]\(term:[\w-]+\)/, picture: /!\[[^\]]+\]\([^)\s]+\.(svg|png|jpg)\)/, 'figure with a caption': /^!\[[^\]]+\]\([^)\s]+ "[^"]+"\)$/m,
  video: /!\[[^\]]+\]\([^)\s]+\.mp4/, sound: /!\[[^\]]+\]\([^)\s]+\.mp3/, 'chosen anchor': /^#+ .*\{#[\w-]+\}$/m, 'formula in a line': /(^|[^$])\$[^$\n]+\$([^$]|$)/m,
  'formula alone': /^\$\$[^$]+\$\$$/m, comment: /<!--/, footnote: /\[\^[\w-]+\](?!:)/, 'task list': /^- \[ \] (?!.*\{#)/m, strikethrough: /~~[^~]+~~/,
  'bare link': /(^|\s)https?:\/\/[^\s)]+/m, 'coloured code': /^```(?!chart)\w+/m, 'ordered list': /^1\. /m, 'third heading': /^### /m,
};

test('every kind of text of the manual occurs', () => {
  assert.deepEqual(Object.entries(textBlocks).filter(([, pattern]) => !pattern.test(everything)).map(([name]) => name), []);
});

test('questions and options are also pictures and sounds', () => {
  const media = questions(everything).map(({ text }) => text).join('\n');
  assert.match(media, /\.mp3\)/);
  assert.match(media, /^- \[[ x]\] !\[/m);
});

test('no paragraph occurs twice', (t) => {
  t.diagnostic(`${sources.length} files`);
  assert.ok(sources.length > 40);
  assertNone(repeatedParagraphs(sources));
});
