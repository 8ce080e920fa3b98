// Brings the quizzes of a page to life: grades at once, from the answers that the page holds, and tells the progress script.
// Without it the answers unfold. Floor: Chrome 64, Safari 12, Firefox 68. All texts come from the page.
(function (root) {
  'use strict';

  // ---- pure: how answers are compared (the rules and vectors are in tests/contract/grading.json) ----

  const normal = (text) => text.normalize('NFC').toLowerCase().replace(/['\u0060\u2018\u2019\u02bc]/g, '')
    .replace(/[\s.,;:!?()[\]{}"\-_/\\\u00ab\u00bb\u00a1\u00bf\u2010\u2011\u2013\u2014\u201c\u201d\u201e\u2026]+/g, ' ').trim();

  // "Rp 4.000,5" → 4000.5 by the page's language; NaN when it is no number.
  function number(text, language) {
    const found = /^[^\d+\-\u2212]*([+\-\u2212]?)\s*(\d(?:[\d.,\s]*\d)?)[^\d]*$/.exec(text.trim());
    if (!found) return NaN;
    const digits = found[2].replace(/\s(?=\d{3}(?!\d))/g, '');
    const english = /^en/.test(language);
    const group = english ? ',' : '.';
    const point = english ? '.' : ',';
    const parts = digits.split(point);
    let whole = parts[0];
    if (/^\d{1,3}([.,]\d{3})+$/.test(whole) && whole.indexOf(point) < 0) whole = whole.split(group).join('');
    else if (parts.length === 1) whole = whole.replace(group, '.');  // "2.5" for "2,5"
    const plain = Number(whole + (parts.length > 1 ? '.' + parts[1] : ''));
    if (parts.length > 2) return NaN;
    return found[1] && found[1] !== '+' ? -plain : plain;
  }

  // The same seed gives the same numbers in [0, 1).
  function random(seed) {
    return () => {
      seed = (seed + 0x6d2b79f5) | 0;
      let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }

  // `count` of the indices below `total`, in their order; 0: all.
  function draw(total, count, seed) {
    const next = random(seed);
    const left = Array.from({length: total}, (_, i) => i);
    while (count > 0 && left.length > count) left.splice(Math.floor(next() * left.length), 1);
    return left;
  }

  const passed = (score, max, pass, percent) => score + 1e-9 >= (percent ? max * percent / 100 : pass);

  const pure = {normal, number, draw, passed};
  if (typeof document === 'undefined') {
    module.exports = pure;
    return;
  }

  // ---- the page ----

  const all = (scope, selector) => Array.from(scope.querySelectorAll(selector));
  const texts = (document.querySelector('[data-text-check]') || document.body).dataset;
  const language = document.documentElement.lang;

  function say(key, values) {
    const text = texts['text' + key.replace(/(^|-)./g, (c) => c.slice(-1).toUpperCase())] || '';
    return text.replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? values[name] : whole));
  }

  function make(tag, name, text) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    if (text) element.textContent = text;
    return element;
  }

  const shown = (points) => points.toLocaleString(language || undefined);

  // Marks a part as right, wrong or missed: class, icon (by the class) and words.
  function mark(element, kind, after) {
    element.classList.add('is-' + kind);
    const words = make('span', 'quiz-mark mark-' + kind, say(kind));
    if (after) element.insertAdjacentElement('afterend', words);
    else element.appendChild(words);
  }

  function unmark(fields) {
    all(fields, '.quiz-mark').forEach((element) => element.remove());
    ['right', 'wrong', 'missed'].forEach((kind) => all(fields, '.is-' + kind).forEach((element) => element.classList.remove('is-' + kind)));
  }

  const verdict = (right) => (right ? 'right' : 'wrong');
  const near = (left, right) => Math.abs(left - right) < 1e-9;

  // Each kind of question: read() gives the answer as a list of strings, or null while it is incomplete; write() puts it
  // back; grade() marks the parts and returns {right, said: the list items whose feedback is to be shown}.
  const choice = {
    read(form) {
      const chosen = all(form, '.option input:checked').map((input) => input.value);
      return chosen.length ? chosen : null;
    },
    write(form, answer) {
      all(form, '.option input').forEach((input) => { input.checked = answer.indexOf(input.value) >= 0; });
    },
    grade(form, answer, key) {
      const truth = key.querySelector('[data-truth]');
      const right = truth ? [truth.dataset.truth] : all(key, '[data-right]').map((item) => item.dataset.for);
      const all_right = right.length === answer.length && right.every((id) => answer.indexOf(id) >= 0);
      all(form, '.option').forEach((option) => {
        const id = option.querySelector('input').value;
        const good = right.indexOf(id) >= 0;
        if (answer.indexOf(id) >= 0) mark(option, verdict(good));
        else if (good) mark(option, 'missed');
      });
      return {right: all_right, said: all(key, 'li[data-for]').filter((item) => answer.indexOf(item.dataset.for) >= 0)};
    },
  };

  const field = (form) => form.querySelector('.line input');
  const line = {
    read(form) {
      const text = field(form).value.trim();
      return normal(text) ? [text] : null;
    },
    write(form, answer) { field(form).value = answer[0]; },
    grade(form, answer, key) {
      const said = all(key, 'li').filter((item) => normal(item.querySelector('b').textContent) === normal(answer[0]));
      const right = said.some((item) => 'right' in item.dataset);
      mark(field(form).parentNode, verdict(right));
      return {right, said};
    },
  };

  const numeric = {
    read(form) {
      const text = field(form).value.trim();
      const value = number(text, language);
      return text ? [isNaN(value) ? 'NaN' : String(value)] : null;
    },
    write(form, answer) { field(form).value = Number(answer[0]).toLocaleString(language || undefined, {maximumFractionDigits: 12}); },
    grade(form, answer, key) {
      const value = Number(answer[0]);
      const model = key.querySelector('b').dataset;
      const right = Math.abs(value - model.number) <= Number(model.tolerance) + 1e-9;
      mark(field(form).parentNode, verdict(right));
      return {right, said: all(key, 'li').filter((item) => near(item.dataset.number, value))};
    },
  };

  // Marks part after part; `test` says whether part i is right.
  function grade_parts(parts, test, after) {
    let right = true;
    parts.forEach((part, i) => {
      const good = test(part, i);
      right = right && good;
      mark(part, verdict(good), after);
    });
    return {right, said: []};
  }

  const order = {
    read: (form) => all(form, '.order > li').map((item) => item.dataset.option),
    write(form, answer) {
      const list = form.querySelector('.order');
      answer.forEach((id) => {
        const item = all(list, 'li').filter((other) => other.dataset.option === id)[0];
        if (item) list.appendChild(item);
      });
      limit_moves(list);
    },
    grade(form, answer, key) {
      const right = all(key, 'ol.answers > li').map((item) => item.dataset.for);
      return grade_parts(all(form, '.order > li'), (item, i) => item.dataset.option === right[i]);
    },
  };

  const match = {
    read(form) {
      const pairs = all(form, 'select');
      return pairs.every((select) => select.value) ? pairs.map((select) => select.dataset.option + '[.]' + select.value) : null;
    },
    write(form, answer) { all(form, 'select').forEach((select, i) => { select.value = answer[i].split('[.]')[1]; }); },
    grade(form, answer, key) {
      const right = all(key, 'li').map((item) => item.dataset.for + '[.]' + item.dataset.match);
      return grade_parts(all(form, '.pairs > li'), (item, i) => right.indexOf(answer[i]) >= 0);
    },
  };

  const gap = {
    read(form) {
      const typed = all(form, 'input.gap').map((input) => input.value.trim());
      return typed.every(normal) ? typed : null;
    },
    write(form, answer) { all(form, 'input.gap').forEach((input, i) => { input.value = answer[i]; }); },
    grade(form, answer, key) {
      const forms = all(key, 'ol.answers > li').map((item) => all(item, 'b').map((form) => normal(form.textContent)));
      return grade_parts(all(form, 'input.gap'), (input, i) => forms[i].indexOf(normal(answer[i])) >= 0, true);
    },
  };

  const kinds = {single: choice, multiple: choice, truefalse: choice, text: line, number: numeric, order, match, gap};
  const kind_of = (form) => kinds[form.dataset.type];
  const read = (form) => kind_of(form).read(form);

  // ---- ordering by buttons ----

  function limit_moves(list) {
    all(list, 'li').forEach((item) => {
      const buttons = all(item, '.moves button');
      buttons[0].setAttribute('aria-disabled', String(!item.previousElementSibling));
      buttons[1].setAttribute('aria-disabled', String(!item.nextElementSibling));
    });
  }

  function move(item, up, status) {
    const list = item.parentNode;
    const other = up ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    list.insertBefore(up ? item : other, up ? other : item);
    limit_moves(list);
    const items = all(list, 'li');
    status.textContent = say('moved', {item: name_of(item), number: items.indexOf(item) + 1, count: items.length});
  }

  const name_of = (item) => {
    const picture = item.querySelector('img');
    return item.firstElementChild.textContent.trim() || (picture ? picture.alt : '');
  };

  function add_moves(form, status) {
    all(form, '.order > li').forEach((item) => {
      const moves = make('span', 'moves');
      ['up', 'down'].forEach((way) => {
        const button = make('button', 'move move-' + way);
        button.type = 'button';
        button.setAttribute('aria-label', say(way, {item: name_of(item)}));
        button.addEventListener('click', () => {
          move(item, way === 'up', status);
          button.focus();
        });
        moves.appendChild(button);
      });
      item.appendChild(moves);
    });
    all(form, '.order').forEach(limit_moves);
  }

  // ---- one question ----

  function add_feedback(box, item, named) {
    const words = item.querySelector('.feedback') || (item.matches('.feedback') ? item : null);
    if (!words) return;
    const copy = words.cloneNode(true);
    all(copy, '[id]').concat(copy).forEach((element) => element.removeAttribute('id'));
    all(copy, '.when').forEach((element) => element.remove());
    if (named) copy.insertBefore(make('b', '', item.querySelector('b').textContent), copy.firstChild);
    box.appendChild(copy);
  }

  function question(form, quiz) {
    const fields = form.querySelector('fieldset');
    const key = form.querySelector('.answer');
    const status = make('div', 'say');
    const button = make('button', 'button quiz-button');
    const one = {form, answered: false, right: false, points: Number(form.dataset.points), started: 0};
    const original = form.dataset.type === 'order' ? read(form) : null;
    status.setAttribute('role', 'status');
    button.type = 'submit';
    fields.tabIndex = status.tabIndex = -1;
    form.noValidate = true;
    (form.querySelector('.hint') || fields).insertAdjacentElement('afterend', status);
    status.insertAdjacentElement('afterend', button);
    add_moves(form, status);

    one.show = (answer) => {
      const result = kind_of(form).grade(form, answer, key);
      one.answered = true;
      one.right = result.right;
      fields.disabled = true;
      status.textContent = '';
      status.className = 'say is-' + verdict(one.right);
      status.appendChild(make('p', 'verdict', say(verdict(one.right))));
      result.said.forEach((item) => add_feedback(status, item, result.said.length > 1));
      all(key, '[data-say=' + verdict(one.right) + ']').forEach((item) => add_feedback(status, item));
      key.hidden = false;
    };
    one.clear = () => {
      form.reset();
      one.answered = one.right = false;
      one.started = 0;
      fields.disabled = false;
      status.textContent = '';
      status.className = 'say';
      unmark(fields);
      if (original) order.write(form, original);
      key.hidden = true;
      key.open = false;
    };
    one.label = (text) => {
      button.textContent = text;
      if (!text && document.activeElement === button) status.focus();
      button.hidden = !text;
    };
    one.focus = () => fields.focus();
    form.addEventListener('focusin', () => { one.started = one.started || Date.now(); });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (one.answered) return quiz.go_on(one);
      const answer = read(form);
      if (!answer || answer[0] === 'NaN') {
        status.textContent = say(answer ? 'not-number' : 'incomplete');
        return;
      }
      one.show(answer);
      button.focus();
      quiz.answered(one, answer);
    });
    return one;
  }

  // ---- one quiz ----

  const store = {
    get(key) { try { return JSON.parse(sessionStorage.getItem(key)); } catch (error) { return null; } },
    set(key, value) { try { sessionStorage.setItem(key, JSON.stringify(value)); } catch (error) { /* full or forbidden */ } },
  };

  const tell = (name, detail) => document.dispatchEvent(new CustomEvent('sanggar:' + name, {detail}));
  const since = (start) => Math.round((Date.now() - (start || Date.now())) / 10) / 100;

  function start(section) {
    const data = section.dataset;
    const name = 'sanggar-quiz:' + location.pathname + '#' + data.quiz;
    const limit = Number(data.attempts);
    const end = make('div', 'quiz-end');
    const summary = make('div');
    const again = make('button', 'button quiz-button', say('again'));
    let state;
    let asked;
    let latest;  // the question answered last: only it leads on
    const quiz = {};
    const bank = all(section, 'form.question').map((form) => question(form, quiz));

    const open = () => asked.filter((one) => !one.answered);
    const can_retry = () => !limit || state.attempt < limit;
    const save = () => store.set(name, state);
    const sum = (list) => list.reduce((total, one) => total + one.points, 0);

    function score() {
      const raw = sum(asked.filter((one) => one.right));
      const max = sum(asked);
      return {raw, max, passed: passed(raw, max, Number(data.pass), Number(data.passPercent))};
    }

    function refresh() {
      const left = open().length;
      const alone = asked.length === 1;
      asked.forEach((one) => {
        let text = one === latest ? say(left ? 'next' : 'result') : '';
        if (alone) text = one.right || !can_retry() ? '' : say('again');
        one.label(one.answered ? text : say('check'));
      });
      end.hidden = left > 0 || alone;
      if (!end.hidden) show_end(score());
    }

    function show_end(total) {
      const marked = Number(data.pass) > 0;
      end.className = 'quiz-end' + (marked ? ' is-' + verdict(total.passed) : '');
      summary.textContent = '';
      summary.appendChild(make('p', 'verdict', say(marked ? (total.passed ? 'passed' : 'failed') : 'done')));
      summary.appendChild(make('p', '', say('score', {points: shown(total.raw), max: shown(total.max)})));
      if (limit && !total.passed) summary.appendChild(make('p', '', say(can_retry() ? 'left' : 'none-left', {count: limit - state.attempt})));
      again.hidden = !can_retry();
    }

    // A new attempt, or the one that the page was left in.
    function begin(saved) {
      latest = null;
      state = saved || {attempt: state ? state.attempt + 1 : 1, seed: Math.floor(Math.random() * 4294967296), answers: {}, started: 0};
      asked = draw(bank.length, Number(data.draw), state.seed).map((i) => bank[i]);
      bank.forEach((one) => {
        one.clear();
        one.form.hidden = asked.indexOf(one) < 0;
      });
      asked.forEach((one, i) => {
        if (asked.length > 1) {
          one.form.querySelector('legend').textContent = say('question-of', {number: i + 1, count: asked.length});
        }
        const answer = state.answers[one.form.dataset.question];
        if (answer) {
          kind_of(one.form).write(one.form, answer);
          one.show(answer);
        }
      });
      save();
      refresh();
    }

    quiz.answered = (one, answer) => {
      const form = one.form.dataset;
      latest = one;
      state.started = state.started || one.started;
      state.answers[form.question] = answer;
      save();
      refresh();
      tell('answered', {quiz: data.quiz, question: form.question, type: form.type, attempt: state.attempt, response: answer.join('[,]'),
        success: one.right, score: {raw: one.right ? one.points : 0, min: 0, max: one.points}, seconds: since(one.started), hash: form.hash});
      if (open().length) return;
      const total = score();
      tell('quiz-ended', {quiz: data.quiz, attempt: state.attempt, success: total.passed,
        score: {scaled: total.max ? total.raw / total.max : 0, raw: total.raw, min: 0, max: total.max},
        seconds: since(state.started), questions: asked.map((other) => other.form.dataset.question)});
    };

    quiz.go_on = (one) => {
      const rest = open();
      if (rest.length) return (rest.filter((other) => asked.indexOf(other) > asked.indexOf(one))[0] || rest[0]).focus();
      if (asked.length === 1) return retry();
      end.focus();
    };

    function retry() {
      begin();
      asked[0].focus();
    }

    again.type = 'button';
    again.addEventListener('click', retry);
    end.tabIndex = -1;
    summary.setAttribute('role', 'status');
    end.appendChild(summary);
    end.appendChild(again);
    section.appendChild(end);
    begin(store.get(name));
  }

  // Graded ones are quiz-graded.js's.
  all(document, 'section.quiz:not([data-graded])').forEach(start);
  root.sanggarQuiz = {normal, number, draw, passed, read, kind_of, add_moves, all, make, say, mark, unmark, verdict, shown};
}(typeof window === 'undefined' ? this : window));
