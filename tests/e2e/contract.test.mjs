// The contract of tests/contract/: samples and the demonstration site's own files keep their schemas, quiz.js keeps the vectors.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
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
