// The page of a class: its facilitator opens it with a link, sees who learns what, adds learners and renews codes. Nothing is kept but the
// link's secret, until the tab is closed. Floor: Chrome 64, Safari 12, Firefox 68. All texts come from the page.
(function () {
  'use strict';
  const home = document.querySelector('[data-class-page]');
  const template = document.getElementById('sg-class');
  const meta = document.querySelector('meta[name=sanggar-endpoint]');
  if (!home || !template || !meta) return;
  const endpoint = meta.content.replace(/\/$/, '') + '/learn/v1';
  const words = template.dataset;
  const language = document.documentElement.lang || 'id';
  const page = new URL(words.page || '.', location.href).href.split('#')[0];
  const few = 5;  // questions that are shown at first
  home.textContent = '';
  home.appendChild(document.importNode(template.content, true));

  const one = (selector) => home.querySelector(selector);
  const at = (name) => one('[data-at=' + name + ']');
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  const say = (text, where) => { one('[data-say=' + (where || 'class') + ']').textContent = text; };
  let secret = '';
  let seen = null;    // the answer of GET /class
  let busy = false;
  let all = false;    // every question is shown

  function make(tag, text, className) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function list(box, items) {
    box.textContent = '';
    items.forEach((item) => box.appendChild(item));
  }

  function button(text, act) {
    const made = make('button', text, 'tool');
    made.type = 'button';
    made.addEventListener('click', () => run(() => act(made)));
    return made;
  }

  // One thing at a time.
  function run(act) {
    if (busy) return;
    busy = true;
    const free = () => { busy = false; };
    Promise.resolve().then(act).catch(() => say(words.failed)).then(free, free);
  }

  const on = (name, act) => one('[data-do=' + name + ']').addEventListener('click', (event) => run(() => act(event.target)));

  // ---- asking ----

  function ask(where, question, yes, act, back) {
    const box = one('[data-ask=' + where + ']');
    const text = make('p', question);
    const choices = make('p', undefined, 'choices');
    const done = (next) => () => {
      box.hidden = true;
      back.focus();
      return next();
    };
    text.tabIndex = -1;
    text.id = 'sg-ask-' + where;
    box.setAttribute('aria-labelledby', text.id);
    choices.appendChild(button(yes, done(act)));
    choices.appendChild(button(words.cancel, done(() => say(words.nothingChanged))));
    list(box, [text, choices]);
    box.hidden = false;
    text.focus();
  }

  // ---- the endpoint ----

  function call(method, path, body) {
    const headers = Object.assign({Authorization: 'Bearer ' + secret}, body && {'Content-Type': 'application/json'});
    const options = {method, headers, body: body && JSON.stringify(body), credentials: 'omit', cache: 'no-store'};
    const late = new Promise((resolve, reject) => setTimeout(() => reject(new Error('no answer')), 60000));
    return Promise.race([fetch(endpoint + path, options), late]).then((answer) => {
      if (answer.status === 401) {
        shut(words.oldLink);
        return null;
      }
      if (answer.ok || (answer.status === 400 && path === '/class/members')) return answer;
      throw new Error(answer.status);
    });
  }

  const chosen = (name) => at(name).value;
  const query = () => '?language=' + language + '&page=' + encodeURIComponent(page) + (chosen('group') ? '&group=' + encodeURIComponent(chosen('group')) : '');

  function remember(value) {
    secret = value;
    try {
      if (value) sessionStorage.setItem('sanggar-class', value);
      else sessionStorage.removeItem('sanggar-class');
    } catch (refused) { /* then the link is pasted again */ }
  }

  function shut(text) {
    remember('');
    seen = null;
    ['cards', 'member-card', 'member-text'].forEach((name) => { at(name).textContent = ''; });
    at('cards-box').hidden = true;
    at('member').hidden = true;
    one('[data-room]').hidden = true;
    one('[data-door]').hidden = false;
    say(text);
  }

  // What of "https://…/kelas/#k=SECRET" or "SECRET" is the secret.
  const secret_in = (text) => (/(?:#k=|^)([\w-]{43})$/.exec(text.trim()) || [])[1] || '';

  function load() {
    return call('GET', '/class' + query()).then((answer) => answer && answer.json()).then((found) => {
      if (!found) return false;
      seen = found;
      one('[data-door]').hidden = true;
      one('[data-room]').hidden = false;
      show();
      return true;
    });
  }

  function open(text) {
    const given = secret_in(text);
    if (!given) return say(text.trim() ? words.oldLink : words.noLink);
    remember(given);
    say(words.busy);
    return load().then((there) => {
      if (!there) return;
      one('[data-link]').value = '';
      say('');
      at('name').focus();
    });
  }

  // ---- what is shown ----

  const time = (text) => new Date(text).toLocaleString(language, {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'});
  const name_of = (member) => member.name || fill(words.member, {n: member.number});
  const of_course = (key) => !chosen('course') || key.split('/')[0] === chosen('course');
  const percent = (share) => fill(words.percent, {n: Math.round(share * 100)});

  // Markup from the endpoint: a picture alone, parsed as one.
  function picture(svg) {
    if (!/^<svg /.test(svg)) return document.createTextNode('');
    return document.importNode(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement, true);
  }

  function words_list(code) {
    const box = make('ol', undefined, 'code-words');
    list(box, code.map((word) => make('li', word)));
    return box;
  }

  function options(select, values) {
    const before = select.value;
    while (select.options.length > (select === at('group') ? 1 : 0)) select.remove(select.options.length - 1);
    values.forEach(([value, text]) => {
      const option = make('option', text);
      option.value = value;
      select.appendChild(option);
    });
    if (values.some(([value]) => value === before) || !before) select.value = before || (select.options[0] || {}).value || '';
  }

  // Courses of which something was begun; where there is none, all.
  function courses() {
    const begun = (course) => seen.lessons.some((lesson) => lesson.opened && lesson.lesson.split('/')[0] === course.course);
    const some = seen.courses.filter(begun);
    return some.length ? some : seen.courses;
  }

  function show_head() {
    at('name').textContent = seen.class.name;
    list(at('code'), seen.class.code.split(' ').map((word) => make('span', word)));
    list(at('qr'), [picture(seen.class.qr)]);
    at('address').textContent = page;
    options(at('course'), courses().map((course) => [course.course, course.name || course.course]));
    options(at('group'), seen.groups.map((group) => [group, group]));
    at('course-box').hidden = courses().length < 2;
    at('group-box').hidden = !seen.groups.length;
  }

  // Of whoever restricted their data nothing is told.
  function closed_row(member, row, head) {
    const cell = make('td', words.restricted);
    cell.colSpan = 4;
    row.appendChild(head);
    row.appendChild(cell);
    return row;
  }

  function show_members() {
    const course = seen.courses.filter((one_of) => one_of.course === chosen('course'))[0];
    list(at('members'), seen.members.map((member) => {
      const row = document.createElement('tr');
      const head = make('th');
      head.scope = 'row';
      head.appendChild(button(name_of(member), () => show_member(member.number)));
      if (member.restricted) return closed_row(member, row, head);
      const figures = member.courses.filter((one_of) => one_of.course === chosen('course'))[0] || {lessons: 0, quizzes: 0, score: 0};
      if (member.group) head.appendChild(make('span', member.group, 'meta'));
      row.appendChild(head);
      [
        fill(words.of, {n: figures.lessons, count: course ? course.lessons : 0}) + (figures.complete ? ' · ' + words.complete : ''),
        fill(words.of, {n: figures.quizzes, count: course ? course.quizzes : 0}),
        course && course.quizzes ? percent(figures.score) : '–',
        member.last ? time(member.last) : words.never,
      ].forEach((text) => row.appendChild(make('td', text)));
      return row;
    }));
    at('no-members').hidden = seen.members.length > 0;
    at('members-box').hidden = !seen.members.length;
  }

  const spoken = (question, text) => {
    if (question.type === 'truefalse') return text === 'true' ? words.true : words.false;
    return text || words.empty;
  };

  function show_questions() {
    const questions = seen.questions.filter((question) => of_course(question.question));
    list(at('questions'), questions.slice(0, all ? questions.length : few).map((question) => {
      const item = document.createElement('li');
      item.appendChild(make('p', question.text || question.question, 'question-text'));
      if (question.lesson_name) item.appendChild(make('p', question.lesson_name, 'meta'));
      item.appendChild(bar(question.members, question.members - question.first_right, 'bar-wrong'));
      item.appendChild(make('p', fill(words.questionFigures, {wrong: question.members - question.first_right, count: question.members, right: question.right})));
      if (question.wrong.length) {
        const said = question.wrong.map((one_of) => fill(words.wrongOf, {said: spoken(question, one_of.said), n: one_of.members}));
        item.appendChild(make('p', words.wrong + ' ' + said.join('; '), 'wrong-answers'));
      }
      return item;
    }));
    at('no-questions').hidden = questions.length > 0;
    one('[data-do=more]').hidden = all || questions.length <= few;
  }

  function bar(most, value, className) {
    const made = make('progress', undefined, className);
    made.max = Math.max(1, most);
    made.value = value;
    made.setAttribute('aria-hidden', 'true');
    return made;
  }

  function show_lessons() {
    const count = seen.members.filter((member) => !member.restricted).length;
    list(at('lessons'), seen.lessons.filter((lesson) => of_course(lesson.lesson)).map((lesson) => {
      const item = document.createElement('li');
      item.appendChild(make('b', lesson.name || lesson.lesson));
      item.appendChild(make('span', fill(words.lessonFigures, {n: lesson.done, count, opened: lesson.opened})));
      item.appendChild(bar(count, lesson.done));
      lesson.quizzes.forEach((quiz) => {
        item.appendChild(make('span', fill(words.quizFigures, {name: quiz.name || quiz.quiz, passed: quiz.passed, taken: quiz.taken}), 'meta'));
      });
      return item;
    }));
  }

  const names_by_number = () => seen.members.reduce((names, member) => Object.assign(names, {[member.number]: name_of(member)}), {});

  function show_log() {
    const names = names_by_number();
    const logged = {'code-renewed': words.logCodeRenewed, 'link-renewed': words.logLinkRenewed, 'learner-code-renewed': words.logLearnerCodeRenewed,
      'member-added': words.logMemberAdded, 'member-removed': words.logMemberRemoved};
    list(at('log'), seen.log.slice().reverse().map((event) => (
      make('li', time(event.time) + ': ' + fill(logged[event.what] || event.what, {name: names[event.member] || fill(words.member, {n: event.member})})))));
  }

  function show() {
    show_head();
    show_members();
    show_questions();
    show_lessons();
    show_log();
  }

  // ---- one member ----

  function lessons_of(member) {
    const box = make('ul', undefined, 'plain');
    list(box, member.lessons.filter((lesson) => of_course(lesson.lesson)).map((lesson) => {
      const when = lesson.done ? fill(words.done, {time: time(lesson.done)}) : lesson.opened ? fill(words.opened, {time: time(lesson.opened)}) : words.unseen;
      const item = make('li', (lesson.name || lesson.lesson) + ': ');
      item.appendChild(make('span', when, 'meta'));
      return item;
    }));
    return box;
  }

  function answers_of(member) {
    const box = make('ul', undefined, 'plain');
    list(box, member.answers.filter((answer) => of_course(answer.question)).map((answer) => {
      const item = make('li', (answer.text || answer.question) + ' ');
      item.appendChild(make('b', spoken(answer, answer.said)));
      item.appendChild(make('span', ' (' + (answer.success ? words.right : words.notRight) + ', ' + fill(words.tries, {n: answer.tries}) + ')', 'meta'));
      return item;
    }));
    return box;
  }

  function show_member(number) {
    say(words.busy);
    return call('GET', '/class/members/' + number + '?language=' + language).then((answer) => answer && answer.json()).then((member) => {
      if (!member) return;
      say('');
      at('member-name').textContent = name_of(member);
      at('member-card').textContent = '';
      list(at('member-text'), member.restricted ? [make('p', words.restricted)] : [lessons_of(member), answers_of(member)]);
      list(at('member-choices'), [
        button(words.memberCode, (back) => member_code(member, back)),
        button(words.remove, (back) => ask('member', fill(words.removeSure, {name: name_of(member)}), words.yesRemove, () => remove(member), back)),
      ]);
      one('[data-ask=member]').hidden = true;
      at('member').hidden = false;
      at('member-name').focus();
    });
  }

  function member_code(member, back) {
    if (!member.may_renew) return list(at('member-card'), [make('p', words.notAllowed, 'notice')]);
    return ask('member', fill(words.memberCodeSure, {name: name_of(member)}), words.yesMemberCode, () => (
      call('POST', '/class/members/' + member.number + '/code', {page, language}).then((answer) => answer && answer.json()).then((given) => {
        if (!given) return;
        show_cards([Object.assign(given, {name: name_of(member)})]);
        return load();
      })), back);
  }

  function remove(member) {
    return call('DELETE', '/class/members/' + member.number).then((answer) => answer && load()).then(() => {
      at('member').hidden = true;
      say(fill(words.removed, {name: name_of(member)}));
    });
  }

  // ---- adding, cards, printing ----

  function card(given) {
    const item = document.createElement('li');
    const code = make('div', undefined, 'code-qr');
    code.appendChild(picture(given.qr));
    [make('h4', given.name), code, make('p', seen.class.name + (given.group ? ' · ' + given.group : ''), 'meta'), make('p', words.cardText),
      words_list(given.code), make('p', page, 'code-address'), make('p', words.cardKeep)].forEach((part) => item.appendChild(part));
    return item;
  }

  // Those of before stay until the page is left: their codes cannot be had again.
  function show_cards(members) {
    members.forEach((given) => at('cards').appendChild(card(given)));
    at('cards-box').hidden = false;
    at('cards-box').focus();
  }

  function add(text) {
    if (!text.trim()) return say(words.noNames, 'add');
    say(words.busy, 'add');
    return call('POST', '/class/members', {csv: text, page, language}).then((answer) => answer && answer.json()).then((found) => {
      if (!found) return;
      if (found.error) {
        const kind = 'list' + found.error.kind.charAt(0).toUpperCase() + found.error.kind.slice(1);
        say(fill(words.wrongList, {line: found.error.line, what: words[kind] || words.listTable}), 'add');
        return;
      }
      at('names').value = '';
      say(fill(words.added, {n: found.members.length}), 'add');
      show_cards(found.members);
      return load();
    }).catch(() => say(words.failed, 'add'));
  }

  function add_file(event) {
    const file = event.target.files[0];
    const reader = new FileReader();
    event.target.value = '';
    if (!file) return;
    reader.onload = () => run(() => add(reader.result));
    reader.onerror = () => say(words.failed, 'add');
    reader.readAsText(file);
  }

  // Only that part of the page is printed.
  function print(what) {
    document.body.setAttribute('data-print', what);
    window.print();
    document.body.removeAttribute('data-print');
  }

  function save_table() {
    return call('GET', '/class.csv' + query()).then((answer) => answer && answer.blob()).then((blob) => {
      if (!blob) return;
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = words.fileName + '-' + new Date().toISOString().slice(0, 10) + '.csv';
      document.body.appendChild(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      say(words.saved);
    });
  }

  on('open', () => open(one('[data-link]').value));
  on('print', () => print('poster'));
  on('print-cards', () => print('cards'));
  on('renew', (back) => ask('class', words.newCodeSure, words.yesCode, () => call('POST', '/class/code', {}).then((answer) => answer && load()).then((there) => {
    if (there) say(words.newCodeDone);
  }), back));
  on('table', save_table);
  on('reload', () => load().then((there) => { if (there) say(fill(words.loaded, {time: new Date().toLocaleTimeString(language, {hour: '2-digit', minute: '2-digit'})})); }));
  on('close', () => {
    shut(words.closed);
    one('[data-link]').focus();
  });
  on('more', () => {
    all = true;
    show_questions();
    const next = at('questions').children[few];
    next.tabIndex = -1;
    next.focus();
  });
  on('add', () => add(at('names').value));
  at('file').addEventListener('change', add_file);
  at('group').addEventListener('change', () => run(load));
  at('course').addEventListener('change', () => {
    at('member').hidden = true;
    show();
  });

  // A link's secret stands neither in the address bar nor in the history any longer than it must.
  function take_link() {
    const given = secret_in(location.hash);
    if (given) history.replaceState(null, '', location.pathname + location.search);
    return given;
  }

  function start() {
    let given = take_link();
    try {
      given = given || sessionStorage.getItem('sanggar-class') || '';
    } catch (refused) { /* nothing is kept then */ }
    if (given) run(() => open(given));
  }
  window.addEventListener('hashchange', start);
  start();
}());
