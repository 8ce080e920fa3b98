// Style sheets and the browser floor: Chrome 64, Safari 12, Firefox 68. What came later is refused, unless an earlier
// declaration of the same rule serves older browsers, or @supports hides it from them.
import { generate, parse, walk } from 'css-tree';

// Later properties; `instead`: properties of which one, earlier in the same rule, serves older browsers.
const logical = (name) => name.replace(/-(inline|block)(-start|-end)?/, '');
const laterProperties = {
  'aspect-ratio': ['padding-top', 'padding-bottom', 'height'], inset: ['top'],
  gap: ['grid-gap'], 'row-gap': ['grid-row-gap', 'grid-gap'], 'column-gap': ['grid-column-gap', 'grid-gap', 'columns', 'column-count', 'column-width'],
  translate: ['transform'], rotate: ['transform'], scale: ['transform'],
  appearance: ['-webkit-appearance'], 'user-select': ['-webkit-user-select'], mask: ['-webkit-mask'], 'mask-image': ['-webkit-mask-image'],
  'line-clamp': ['-webkit-line-clamp'], 'backdrop-filter': [], 'column-span': [], container: [], 'container-type': [], 'animation-timeline': [],
  'view-transition-name': [], 'field-sizing': [], 'text-box': [], overlay: [], 'font-size-adjust': [], 'offset-path': [],
};
const laterLogical = /^(margin|padding|inset|border|scroll-margin|scroll-padding)-(inline|block)|^(min-|max-)?(inline|block)-size$|^border-(start|end)-(start|end)-radius$|^overflow-(inline|block)$/;

// Without these a page only looks a little plainer: nothing to fall back on.
const enhancements = new Set(['accent-color', 'caret-color', 'color-scheme', 'contain', 'contain-intrinsic-size', 'content-visibility',
  'font-optical-sizing', 'forced-color-adjust', 'hanging-punctuation', 'hyphenate-limit-chars', 'hyphens', 'overscroll-behavior', 'overscroll-behavior-x',
  'print-color-adjust', 'scroll-behavior', 'scroll-margin', 'scroll-margin-top', 'scroll-padding', 'scroll-padding-top', 'scrollbar-color', 'scrollbar-gutter',
  'scrollbar-width', 'text-decoration-skip-ink', 'text-decoration-thickness', 'text-size-adjust', 'text-underline-offset', 'text-wrap', 'text-wrap-style',
  'touch-action', 'will-change']);

const laterFunctions = new Set(['min', 'max', 'clamp', 'round', 'mod', 'rem', 'abs', 'sign', 'pow', 'sqrt', 'color-mix', 'color', 'oklch', 'oklab', 'lch', 'lab', 'hwb', 'light-dark',
  'env', 'conic-gradient', 'repeating-conic-gradient', 'image-set', 'path', 'anchor', 'if', 'sin', 'cos', 'tan', 'xywh']);
const laterUnits = new Set(['dvh', 'dvw', 'svh', 'svw', 'lvh', 'lvw', 'dvmin', 'dvmax', 'cqw', 'cqh', 'cqi', 'cqb', 'cqmin', 'cqmax', 'lh', 'rlh', 'cap', 'rcap', 'ic', 'vi', 'vb', 'x']);
const laterKeywords = [
  [/^(overflow|overflow-x|overflow-y)$/, 'clip'], [/^overflow-wrap$/, 'anywhere'], [/^word-break$/, 'auto-phrase'], [/^white-space$/, 'break-spaces'],
  [/^display$/, 'flow-root'], [/^display$/, 'contents'], [/^grid-template/, 'subgrid'], [/^grid-template/, 'masonry'], [/./, 'revert'], [/./, 'revert-layer'],
  [/^(min-|max-)?(width|height)$/, 'fit-content'], [/^(min-|max-)?(width|height)$/, 'stretch'],
  [/^position$/, 'sticky'],  // Safari 12 wants -webkit-sticky first
];

const laterPseudos = new Set(['is', 'where', 'has', 'focus-visible', 'any-link', 'dir', 'user-invalid', 'user-valid', 'modal', 'popover-open', 'open', 'host-context',
  'autofill', 'state', 'marker', 'file-selector-button', 'part', 'backdrop', 'details-content', 'picture-in-picture', 'fullscreen', 'playing', 'paused']);
const laterAtrules = new Set(['layer', 'container', 'property', 'scope', 'starting-style', 'position-try', 'view-transition', 'counter-style', 'font-palette-values']);

// What of a declaration's value is too late, or ''.
function valueFault({ property, value }) {
  let found = '';
  walk(value, (node) => {
    if (found) return;
    if (node.type === 'Function') found = functionFault(node);
    if (node.type === 'Dimension' && laterUnits.has(node.unit.toLowerCase())) found = `the unit ${node.unit}`;
    if (node.type === 'Identifier' && laterKeywords.some(([names, keyword]) => names.test(property) && keyword === node.name)) found = node.name;
  });
  return found;
}

function functionFault(node) {
  const name = node.name.toLowerCase();
  if (laterFunctions.has(name)) return `${name}()`;
  if (/gradient$/.test(name) && twoPlaces(node)) return `a colour with two places in ${name}()`;
  const parts = node.children.toArray();
  const commas = parts.some((one) => (one.type === 'Operator' && one.value === ',') || one.name === 'var');
  return /^(rgb|hsl)a?$/.test(name) && !commas ? `${name}() without commas` : '';
}

// `red 0 50%`: 71, 12.1, 64.
function twoPlaces(gradient) {
  let lengths = 0;
  let colour = false;
  for (const node of gradient.children.toArray()) {
    if (node.type === 'Operator' && node.value === ',') [lengths, colour] = [0, false];
    if (['Identifier', 'Hash', 'Function'].includes(node.type)) colour = true;
    if (['Dimension', 'Percentage', 'Number'].includes(node.type)) lengths += 1;
    if (colour && lengths > 1) return true;
  }
  return false;
}

// The declarations of one rule, in order: a later one is fine after one that the floor understands.
function declarationFaults(block) {
  const faults = [];
  const served = new Set();
  const declarations = block.children.toArray().filter((node) => node.type === 'Declaration');
  const flexible = declarations.some((one) => one.property === 'display' && /flex/.test(generate(one.value)));
  for (const declaration of declarations) {
    const { property } = declaration;
    if (property.startsWith('--') || enhancements.has(property)) {
      // A custom property's value arrives where no earlier declaration can serve instead.
      const late = property.startsWith('--') && customFault(declaration);
      if (late) faults.push([declaration, late]);
      continue;
    }
    const late = valueFault(declaration);
    const instead = laterLogical.test(property) ? [logical(property)] : laterProperties[property];
    if (flexible && /^(row-|column-)?gap$/.test(property)) faults.push([declaration, `${property} of flexible boxes (84, 14.1, 63)`]);
    else if (instead && !instead.some((one) => served.has(one))) faults.push([declaration, property]);
    else if (late && !served.has(property) && !(instead ?? []).some((one) => served.has(one))) faults.push([declaration, `${late} in ${property}`]);
    else served.add(property);
  }
  return faults;
}

const customFault = ({ property, value }) => {
  const found = /\b(min|max|clamp|color-mix|oklch|oklab|light-dark|env)\(/.exec(value.value ?? generate(value));
  return found ? `${found[1]}() in ${property}` : '';
};

// The pseudo-classes and -elements of a selector; what they hold is named too, where it is too late.
function pseudosOf(selector) {
  const names = [];
  walk(selector, (node) => {
    if (node.type.startsWith('Pseudo')) names.push(node.name.toLowerCase());
    if (node.type === 'PseudoClassSelector' && node.name === 'not' && node.children) {
      const list = node.children.first;
      const parts = list.children.toArray();
      if (parts.length > 1 || parts.some((part) => part.children.toArray().length > 1)) names.push('not() with a list or several parts');
    }
    if (node.type === 'PseudoClassSelector' && node.name.startsWith('nth-') && / of /.test(generate(node))) names.push(`${node.name}(… of …)`);
    if (node.type === 'NestingSelector') names.push('&');
  });
  return names;
}

// The selectors of a rule; none where they were not understood.
const partsOf = (rule) => rule.prelude.children?.toArray() ?? [];

// One selector that the floor does not know makes it drop the whole rule: fine only where the rule is for nothing else, and,
// for :focus-visible, where :focus has its own.
function selectorFaults(rule, selectors) {
  const parts = partsOf(rule);
  if (!parts.length) return [[rule, `not understood: ${generate(rule.prelude)}`]];
  const faults = [];
  for (const part of parts) {
    for (const name of pseudosOf(part)) {
      const late = laterPseudos.has(name) || /[ (&]/.test(name) || name.startsWith('-moz-');
      if (!late) continue;
      const alone = parts.every((one) => pseudosOf(one).includes(name));
      const text = generate(part);
      const plain = text.replace(/:focus-visible/g, ':focus');
      const enhances = name === 'marker' || name === 'backdrop' || name === 'file-selector-button' || name.startsWith('-moz-') || /:not\(:focus-visible\)/.test(text);
      const provided = name === 'focus-visible' && (selectors.has(plain) || selectors.has(':focus'));
      if (!alone || !(enhances || provided)) faults.push([rule, `:${name} in ${text}`]);
    }
  }
  return faults;
}

// Faults of a style sheet: [{ page, what }].
export function styleFaults(name, source) {
  const tree = parse(source, { positions: true });
  const selectors = new Set();
  walk(tree, { visit: 'Rule', enter: (rule) => { for (const part of partsOf(rule)) selectors.add(generate(part)); } });
  const found = [];
  visitRules(tree, selectors, found, false);
  return found.map(([node, what]) => ({ page: `${name}:${node.loc.start.line}`, what: `later than the browser floor: ${what}` }));
}

// Within @supports, and within @media that asks for a reader's wish, older browsers see nothing.
function visitRules(parent, selectors, found, inRule) {
  for (const node of parent.children?.toArray() ?? []) {
    if (node.type === 'Atrule') {
      const prelude = node.prelude ? generate(node.prelude) : '';
      if (laterAtrules.has(node.name)) found.push([node, `@${node.name}`]);
      if (node.name === 'import' && /layer|supports/.test(prelude)) found.push([node, `@import ${prelude}`]);
      if (node.name === 'media' && /[<>]|=/.test(prelude)) found.push([node, `@media ${prelude}`]);
      if (inRule) found.push([node, `@${node.name} within a rule`]);
      const unseen = node.name === 'supports' || (node.name === 'media' && /\((prefers-(?!color-scheme)|forced-colors|scripting|update)/.test(prelude));
      if (!unseen && node.block && !/keyframes|font-face/.test(node.name)) visitRules(node.block, selectors, found, inRule);
    }
    if (node.type === 'Raw') found.push([node, `not understood: ${node.value.slice(0, 40)}`]);
    if (node.type !== 'Rule') continue;
    if (inRule) found.push([node, 'a rule within a rule']);
    found.push(...declarationFaults(node.block), ...selectorFaults(node, selectors));
    visitRules(node.block, selectors, found, true);
  }
}
