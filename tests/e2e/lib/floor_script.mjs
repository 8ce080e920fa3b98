// Scripts and the browser floor: Chrome 64, Safari 12, Firefox 68. What came later is refused, unless the script asks first
// whether it is there. The versions (Chrome, Safari, Firefox) are MDN's; "-": none.
import { parse } from 'acorn';

// Methods and properties of any object (Chrome, Safari, Firefox that have it).
const laterMembers = {
  replaceAll: '85, 13.1, 77', matchAll: '73, 13, 67', flat: '69, 12, 62', flatMap: '69, 12, 62', at: '92, 15.4, 90', trimStart: '66, 12, 61',
  trimEnd: '66, 12, 61', fromEntries: '73, 12.1, 63', hasOwn: '93, 15.4, 92', allSettled: '76, 13, 71', any: '85, 14, 79',
  toSorted: '110, 16, 115', toReversed: '110, 16, 115', toSpliced: '110, 16, 115', findLast: '97, 15.4, 104', findLastIndex: '97, 15.4, 104',
  groupBy: '117, 17.4, 119', withResolvers: '119, 17.4, 121', replaceChildren: '86, 14, 78', toggleAttribute: '69, 12, 63', showModal: '37, 15.4, 98',
  requestSubmit: '76, 16, 75', submitter: '81, 15.4, 75', randomUUID: '92, 15.4, 95', checkVisibility: '105, 17.4, 106', isWellFormed: '111, 16.4, 119',
  clipboard: '66, 13.1, 63', share: '89, 12.1, -', adoptedStyleSheets: '73, 16.4, 101', getAnimations: '84, 14, 75', description: '70, 12.1, 63',
  formatToParts: '64, 13, 60', formatRange: '76, 14.1, 91', locks: '69, 15.4, 96', storage: '55, 15.2, 57', inert: '102, 15.5, 112', arrayBuffer: '76, 14, 69',
  serviceWorker: '40, 11.1, 44 (not on file://)', timeout: '103, 16, 100', togglePopover: '114, 17, 125', showPopover: '114, 17, 125', visualViewport: '61, 13, 91',
};

// Names that stand alone.
const laterGlobals = {
  globalThis: '71, 12.1, 65', structuredClone: '98, 15.4, 94', queueMicrotask: '71, 12.1, 69', ResizeObserver: '64, 13.1, 69',
  IntersectionObserver: '51, 12.1, 55', AbortController: '66, 12.1, 57', AbortSignal: '66, 12.1, 57', BigInt: '67, 14, 68', WeakRef: '84, 14.1, 79',
  FinalizationRegistry: '84, 14.1, 79', AggregateError: '85, 14, 79', BroadcastChannel: '54, 15.4, 38', CSSStyleSheet: 'constructed: 73, 16.4, 101',
  requestIdleCallback: '47, -, 55', CompressionStream: '80, 16.4, 113', EventTarget: 'constructed: 64, 14, 59', navigation: '102, -, -', PointerEvent: '55, 13, 59',
};

const laterIntl = ['RelativeTimeFormat', 'ListFormat', 'PluralRules', 'DisplayNames', 'Segmenter', 'Locale'];

function forEachNode(node, visit, tested = false) {
  if (!node || typeof node.type !== 'string') return;
  visit(node, tested);
  for (const [name, value] of Object.entries(node)) {
    const below = tested || isTest(node, name);
    for (const child of Array.isArray(value) ? value : [value]) forEachNode(child, visit, below);
  }
}

// The parts of a script that ask whether something exists.
function isTest(node, part) {
  if (part === 'test') return ['IfStatement', 'ConditionalExpression'].includes(node.type);
  if (part === 'left') return node.type === 'LogicalExpression';
  return part === 'argument' && node.type === 'UnaryExpression' && ['typeof', '!'].includes(node.operator);
}

const memberName = (node) => (node.computed ? (typeof node.property.value === 'string' ? node.property.value : '') : node.property.name);

// Names whose existence the script tests: `if (navigator.share)`, `'share' in navigator`, `typeof ResizeObserver`.
function testedNames(tree) {
  const names = new Set();
  forEachNode(tree, (node, tested) => {
    if (node.type === 'BinaryExpression' && node.operator === 'in' && typeof node.left.value === 'string') names.add(node.left.value);
    if (!tested) return;
    if (node.type === 'MemberExpression') names.add(memberName(node));
    if (node.type === 'Identifier') names.add(node.name);
  });
  return names;
}

// Of a test `list.at(0) ? …` the call is no question whether it exists: what is called is not tested by that.
function calledNames(tree) {
  const names = new Set();
  forEachNode(tree, (node, tested) => {
    if (tested && node.type === 'CallExpression' && node.callee.type === 'MemberExpression') names.add(memberName(node.callee));
  });
  return names;
}

function regexFault({ pattern, flags }) {
  if (/\(\?<[=!]/.test(pattern)) return 'lookbehind (62, 16.4, 78)';
  if (/\(\?<\w/.test(pattern)) return 'named group (64, 11.1, 78)';
  if (/\\[pP]\{/.test(pattern) && flags.includes('u')) return 'unicode property (64, 11.1, 78)';
  return /[sdv]/.test(flags) ? `flag ${flags} (s: 62, 11.1, 78)` : '';
}

function nodeFault(node, known) {
  if (node.type === 'Literal' && node.regex) return regexFault(node.regex);
  if (node.type === 'ImportDeclaration' || node.type === 'ExportNamedDeclaration') return 'a module is blocked on file://';
  if (node.type === 'MemberExpression') {
    const name = memberName(node);
    if (node.object.name === 'Intl' && laterIntl.includes(name) && !known.has(name)) return `Intl.${name}`;
    const media = node.object.type === 'CallExpression' && (node.object.callee.name ?? memberName(node.object.callee)) === 'matchMedia';
    if (media && name === 'addEventListener') return 'matchMedia().addEventListener (45, 14, 55)';
    if (Object.hasOwnProperty.call(laterMembers, name) && !known.has(name)) return `.${name} (${laterMembers[name]})`;
  }
  if (node.type === 'Identifier' && Object.hasOwnProperty.call(laterGlobals, node.name) && !known.has(node.name)) return `${node.name} (${laterGlobals[node.name]})`;
  return '';
}

// Faults of a script: [{ page, what }], `page` being its name and line.
export function scriptFaults(name, source) {
  let tree;
  try {
    // 2018 has neither `?.`, `??`, catch without a name, class fields nor numbers like 1_000.
    tree = parse(source, { ecmaVersion: 2018, sourceType: 'script', locations: true });
  } catch (error) {
    return [{ page: name, what: `does not parse as ECMAScript 2018: ${error.message}` }];
  }
  const called = calledNames(tree);
  const known = new Set([...testedNames(tree)].filter((one) => !called.has(one)));
  const faults = [];
  // An own property or variable of that name is no use of the browser's.
  const own = new Set();
  forEachNode(tree, (node) => {
    if (node.type === 'Property' && !node.computed) own.add(node.key.name ?? node.key.value);
    if (['VariableDeclarator', 'FunctionDeclaration'].includes(node.type) && node.id?.name) own.add(node.id.name);
  });
  const allowed = new Set([...known, ...own]);
  forEachNode(tree, (node) => {
    const what = nodeFault(node, allowed);
    if (what) faults.push({ page: `${name}:${node.loc.start.line}`, what: `later than the browser floor: ${what}` });
  });
  return faults;
}
