// The contract of tests/contract/: samples and the demonstration site's own files keep their schemas, the page's scripts
// keep the vectors.
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import vm from 'node:vm';
import Ajv2020 from 'ajv/dist/2020.js';
import { buildDemo, repository } from './lib/demo.mjs';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const contract = (name) => readJson(join(repository, 'tests/contract', name));

function faults(schemaName, value) {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(contract(schemaName));
  return validate(value) ? [] : validate.errors.map((error) => `${error.instancePath} ${error.message}`);
}

test('the samples keep their schemas', () => {
  assert.deepEqual(faults('bundle.schema.json', contract('bundle.sample.json')), []);
  assert.deepEqual(faults('activities.schema.json', contract('activities.sample.json')), []);
});

test('the demonstration site keeps the schemas', () => {
  const { root } = buildDemo();
  const bundles = readdirSync(join(root, 'endpoint-bundle'));
  assert.equal(bundles.length, 1);
  const bundle = readJson(join(root, 'endpoint-bundle', bundles[0]));
  assert.deepEqual(faults('bundle.schema.json', bundle), []);
  assert.equal(bundles[0], `${bundle.version}.json`);
  assert.deepEqual(faults('activities.schema.json', readJson(join(root, 'activities.json'))), []);
});

test('a planted fault is reported by the schemas', () => {
  const bundle = contract('bundle.sample.json');
  delete bundle.courses[0].id;
  assert.notDeepEqual(faults('bundle.schema.json', bundle), []);
});

// quiz.js in a page without quizzes: only its functions.
function quizFunctions() {
  const window = {};
  const document = { querySelectorAll: () => [], querySelector: () => null, documentElement: { lang: 'id' }, addEventListener() {}, readyState: 'complete', body: { dataset: {} } };
  vm.runInNewContext(readFileSync(join(repository, 'themes/sanggar/assets/quiz.js'), 'utf8'),
    { window, document, sessionStorage: { getItem: () => null, setItem() {} }, CustomEvent: class {}, setTimeout, console });
  return window.sanggarQuiz;
}

test('quiz.js keeps the grading vectors', () => {
  const quiz = quizFunctions();
  const vectors = contract('grading.json');
  assert.ok(vectors.normal.length > 5 && vectors.number.length > 5);
  for (const { text, normal } of vectors.normal) assert.equal(quiz.normal(text), normal, text);
  for (const { text, language, number } of vectors.number) {
    const read = quiz.number(text, language);
    assert.equal(Number.isNaN(read) ? null : read, number, text);  // JSON has no NaN
  }
});

const script = (name) => createRequire(import.meta.url)(join(repository, 'themes/sanggar/assets', name));

test('progress.js merges events as the vectors say, in every order', () => {
  const { merge } = script('progress.js');
  const { cases } = contract('merging.json');
  assert.ok(cases.length > 10);
  for (const { name, events, orders, state } of cases) {
    for (const order of orders) assert.deepEqual(merge(order.map((i) => events[i])), state, `${name} ${order}`);
  }
});

test('progress.js adds events to a state as if it had been made of all of them', () => {
  const { merge } = script('progress.js');
  for (const { name, events, state } of contract('merging.json').cases) {
    for (let cut = 0; cut <= events.length; cut += 1) {
      // What the last answer and the place in a film are is told by time, which a state does not keep for all.
      const ordered = [...events].sort((a, b) => (a.time + a.id < b.time + b.id ? -1 : 1));
      assert.deepEqual(merge(ordered.slice(cut), merge(ordered.slice(0, cut))), state, `${name}, cut at ${cut}`);
    }
  }
});

test('progress.js tells complete courses as the vectors say', () => {
  const { completion } = script('progress.js');
  const { cases } = contract('completion.json');
  assert.ok(cases.length > 10);
  for (const { name, course, state, complete, missing } of cases) assert.deepEqual(completion(course, state), { complete, missing }, name);
});

test('progress-send.js makes the statements of the vectors', () => {
  const { statement, uuid5 } = script('progress-send.js');
  const { site, registration, cases } = contract('statements.json');
  assert.ok(cases.length > 20);
  assert.equal(uuid5(registration.learner, registration.activity), registration.uuid);
  for (const { name, event, statement: expected } of cases) assert.deepEqual(statement(event, site), expected, name);
});

// Node 18 has it, but not as a global.
if (!globalThis.crypto) globalThis.crypto = webcrypto;

test('former ids of lesson, quiz and question are found, in any combination', () => {
  const { found } = script('progress.js');
  const course = { id: 'kas', aliases: ['uang'] };
  const lesson = { id: 'jual', aliases: ['dagang'], former: { akhir: ['kuis'], 'akhir/laba': ['untung'], 'lain/laba': ['rugi'] } };
  const table = {};
  ['kas/jual#akhir/laba', 'uang/jual#akhir/untung', 'kas/dagang#kuis/laba', 'uang/dagang#kuis/untung', 'kas/jual#akhir/rugi', 'kas/jual#lain/laba', 'kas/jual#akhir', 'uang/dagang#kuis',
    'kas/jual', 'kas/jual#media:film'].forEach((key) => { table[key] = key; });
  assert.deepEqual(found(table, course, lesson, 'akhir', 'laba').sort(), ['kas/dagang#kuis/laba', 'kas/jual#akhir/laba', 'uang/dagang#kuis/untung', 'uang/jual#akhir/untung']);
  assert.deepEqual(found(table, course, lesson, 'akhir').sort(), ['kas/jual#akhir', 'uang/dagang#kuis']);
  assert.deepEqual(found(table, course, lesson, 'media:film'), ['kas/jual#media:film']);
  assert.deepEqual(found(table, course, lesson), ['kas/jual']);
});

test('ids are UUIDs, and those with a time are in its order', () => {
  const { uuid } = script('progress.js');
  assert.match(uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.match(uuid(1796031785003), /^01a22bd6-[0-9a-f]{4}-7/);
  assert.ok(uuid(1796031785003) < uuid(1796031785004));
});
