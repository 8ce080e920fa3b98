// A reporter for node:test: a line for every case that failed, what it said, and `N passed, N failed` at the end.
// The runner's own closing counts.
const totals = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/;

export default async function* report(events) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    if (type === 'test:diagnostic' && !totals.test(data.message)) yield `    ${data.message}\n`;
    if (type === 'test:pass' && data.details?.type !== 'suite') {
      // A skipped or postponed case has shown nothing.
      if (data.skip !== undefined || data.todo !== undefined) failed += 1;
      else passed += 1;
    }
    if (type !== 'test:fail' || data.details?.type === 'suite') continue;
    failed += 1;
    const error = data.details.error?.cause ?? data.details.error;
    yield `    FAILED: ${data.name}\n    ${error?.message ?? error}\n`;
    if (error?.code !== 'ERR_ASSERTION' && error?.stack) yield `${error.stack.split('\n').slice(1, 6).join('\n')}\n`;
  }
  yield `${passed} passed, ${failed} failed\n`;
}
