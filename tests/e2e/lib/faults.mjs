// Every judge is a function that returns faults: short texts that name page, rule and place.
import assert from 'node:assert/strict';

// The same fault on many pages is told once, with the number of pages.
export function grouped(faults) {
  const places = new Map();
  for (const { page, what } of faults) places.set(what, [...(places.get(what) ?? []), page]);
  return [...places].sort((a, b) => b[1].length - a[1].length).map(([what, pages]) => {
    const more = pages.length > 3 ? ` and ${pages.length - 3} more` : '';
    return `${what}\n      on ${pages.slice(0, 3).join(', ')}${more}`;
  });
}

export function assertNone(faults) {
  const lines = grouped(faults);
  assert.ok(lines.length === 0, `${faults.length} faults\n    ${lines.slice(0, 40).join('\n    ')}${lines.length > 40 ? `\n    and ${lines.length - 40} kinds more` : ''}`);
}
