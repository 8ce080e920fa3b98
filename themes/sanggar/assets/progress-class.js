// On the page "My progress", where there is an endpoint: the learner's classes, joined by a code and left again.
(function () {
  'use strict';
  const progress = window.sanggarProgress;
  const page = progress && progress.page;
  const sender = progress && progress.sender;
  const box = document.querySelector('[data-classes]');
  if (!page || !sender || !box) return;
  const words = box.dataset;
  const one = (selector) => box.querySelector(selector);
  const fill = page.fill;
  const say = (text) => page.say('class', text);
  let asked = '';    // for whom the list was asked
  let scanned = '';  // a class's code from the address
  let busy = false;

  const time = (text) => new Date(text).toLocaleString(document.documentElement.lang, {day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit'});
  const course_named = (id) => (progress.data.courses.filter((course) => course.id === id)[0] || {title: id}).title;

  function make(tag, text) {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
  }

  function run(act) {
    if (busy) return;
    busy = true;
    const free = () => { busy = false; };
    Promise.resolve().then(act).catch(() => say(words.failed)).then(free, free);
  }

  const call = (method, path, body) => sender.session(progress.me()).then((session) => sender.call(method, '/learn/v1/classes' + path, (session || {}).token, body));

  function explain(answer) {
    if (answer.status === 429) say(fill(words.later, {n: Math.max(1, Math.ceil((Number(answer.headers.get('Retry-After')) || 60) / 60))}));
    else say({400: words.wrongWord, 404: words.unknown}[answer.status] || words.failed);
  }

  function leave(membership) {
    return call('DELETE', '/' + membership.id).then((answer) => {
      if (!answer.ok && answer.status !== 404) return explain(answer);
      return load().then(() => say(fill(words.left, {class: membership.class})));
    });
  }

  function item_of(membership) {
    const item = document.createElement('li');
    const button = make('button', words.leave);
    button.type = 'button';
    button.className = 'tool';
    button.setAttribute('aria-label', words.leave + ': ' + membership.class);
    button.addEventListener('click', () => page.ask('class', fill(words.sure, {class: membership.class}), [
      [words.yesLeave, () => run(() => leave(membership))], [words.cancel, () => say(words.nothingChanged)]], one('[data-class-code]')));
    const lines = [membership.name ? fill(words.as, {name: membership.name}) : fill(words.nameless, {n: membership.number})];
    if (membership.group) lines.push(fill(words.inGroup, {group: membership.group}));
    lines.push(membership.course ? fill(words.seesCourse, {course: course_named(membership.course)}) : words.sees);
    if (membership.may_renew) lines.push(words.mayRenew);
    item.appendChild(make('b', membership.class));
    item.appendChild(make('p', lines.join(' ')));
    if (membership.renewed.length) item.appendChild(make('p', fill(words.renewed, {time: membership.renewed.map(time).join('; ')})));
    item.appendChild(button);
    return item;
  }

  function load() {
    return call('GET', '').then((answer) => (answer.ok ? answer.json() : {classes: []})).then((found) => {
      const list = one('[data-mine]');
      list.textContent = '';
      found.classes.forEach((membership) => list.appendChild(item_of(membership)));
    });
  }

  // Asked once for each learner of this phone.
  function show() {
    return sender.session(progress.me()).then((session) => {
      const inside = Boolean(session && session.joined && !session.stopped);
      const whose = inside ? progress.me() : '';
      box.hidden = false;
      one('[data-joining]').hidden = !inside;
      one('[data-first]').hidden = inside;
      if (inside && scanned) {
        one('[data-class-code]').value = scanned;
        scanned = '';
        say(words.ready);
        one('[data-class-code]').focus();
      }
      if (whose === asked) return null;
      asked = whose;
      one('[data-mine]').textContent = '';
      return inside ? load().catch(() => {}) : null;
    });
  }

  function join() {
    const field = one('[data-class-code]');
    const code = field.value.trim().toLowerCase().replace(/[\s,.-]+/g, ' ');
    if (!code) return say(words.wrongWord);
    say(words.busy);
    return call('POST', '', {code, name: one('[data-class-name]').value.trim(), may_renew: one('[data-may]').checked}).then((answer) => {
      if (!answer.ok) return explain(answer);
      return answer.json().then((membership) => {
        field.value = '';
        return load().then(() => say(fill(words.joined, {class: membership.class})));
      });
    });
  }

  // "#kelas=satu-dua-tiga", from a QR code.
  function take_code() {
    const given = /^#kelas=([a-z]+(?:-[a-z]+){2})$/.exec(location.hash);
    if (!given) return;
    history.replaceState(null, '', location.pathname + location.search);
    scanned = given[1].replace(/-/g, ' ');
    box.hidden = false;
    say(words.firstJoin);
    box.scrollIntoView();
  }

  one('[data-do=join-class]').addEventListener('click', () => run(join));
  document.addEventListener('sanggar:progress', show);
  const start = () => {
    take_code();
    progress.ready.then(show);
  };
  window.addEventListener('hashchange', start);
  start();
}());
