// On the page "My progress", where there is an endpoint: joining, a code for another phone, and what the learner may ask of the server.
(function () {
  'use strict';
  const progress = window.sanggarProgress;
  const page = progress && progress.page;
  const sender = progress && progress.sender;
  const box = document.querySelector('[data-join]');
  if (!page || !sender || !box) return;
  const words = box.dataset;
  const one = (selector) => box.querySelector(selector);
  const say = (text) => page.say('join', text);
  const fill = page.fill;
  let busy = false;
  let scanned = '';  // a code from the address

  // Where a QR code of the recovery code leads: here.
  const here = () => ({page: location.href.split('#')[0], language: document.documentElement.lang});

  const mine = () => sender.session(progress.me()).then((there) => there || {});
  const keep = (id, session) => sender.write({['session ' + id]: session});

  // ---- what is said and shown ----

  // "On this phone only", "on the server too" once all is acknowledged, or how much is waiting.
  function where() {
    return mine().then((session) => {
      if (session.stopped) return words[session.stopped];
      if (!session.joined) return words.device;
      const waiting = progress.events().filter(sender.waiting).length;
      return waiting ? fill(words.waiting, {n: waiting}) : words.server;
    });
  }

  function show() {
    return mine().then((session) => {
      const inside = Boolean(session.joined && !session.stopped);
      one('[data-outside]').hidden = inside || session.stopped === 'erased';
      one('[data-entrance]').hidden = one('[data-outside]').hidden && !scanned;
      one('[data-inside]').hidden = !inside;
    });
  }

  function show_code(code, svg) {
    const list = one('[data-code]');
    list.textContent = '';
    code.forEach((word) => {
      const item = document.createElement('li');
      item.textContent = word;
      list.appendChild(item);
    });
    const picture = one('[data-qr]');
    picture.textContent = '';
    // What is no XML would be answered by a document with styles in it, which the page's policy refuses.
    if (/^<svg /.test(svg)) picture.appendChild(document.importNode(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement, true));
    one('[data-code-box]').hidden = false;
    one('[data-code-box]').focus();
  }

  function explain(answer) {
    if (answer.status === 429) say(fill(words.later, {n: Math.max(1, Math.ceil((Number(answer.headers.get('Retry-After')) || 60) / 60))}));
    else say(answer.status === 401 ? words.wrongCode : words.failed);
  }

  // One thing at a time; without a connection nothing has changed.
  function button(name, act) {
    one('[data-do=' + name + ']').addEventListener('click', (event) => {
      if (busy) return;
      busy = true;
      say(words.busy);
      const free = () => { busy = false; };
      Promise.resolve(act(event.target)).catch(() => say(words.failed)).then(free, free);
    });
  }

  // ---- joining ----

  // `consent`: "self" or "guardian", where the endpoint asks for it because a course has a minimum age.
  function join(back, consent) {
    return sender.join(progress.me(), Object.assign(consent ? {consent} : {}, here())).then(({answer, code, qr}) => {
      if (answer.status === 410) return say(words.erased);
      if (answer.status === 403 && !consent) return answer.json().then((found) => server.ask_age(found.error.age, back));
      if (!code) return explain(answer);
      say('');
      show_code(code, qr);
      return sender.flush();
    }).then(refresh);
  }

  const refresh = () => progress.load().then(() => progress.tell('loaded'));

  function enter(back) {
    const code = one('[data-enter]').value.trim().toLowerCase().replace(/[\s,.-]+/g, ' ');
    if (!code) return say(words.noCode);
    const token = sender.new_token();
    return sender.call('POST', '/learn/v1/sessions', '', {code, token}).then((answer) => {
      if (!answer.ok) return explain(answer);
      return answer.json().then((found) => Promise.all([found.learner, mine(), keep(found.learner, {token, joined: true})])).then(([id, before]) => {
        one('[data-enter]').value = '';
        scanned = '';
        return arrive(id, before, back);
      });
    });
  }

  // Progress that is on the phone already is put to the joined learner's only when its owner says so.
  function arrive(id, before, back) {
    // Who has the code needs no PIN any more: it may have been forgotten.
    const settled = () => sender.write({['pin ' + id]: null}).then(() => page.change_to(id)).then(() => say(words.entered)).then(sender.flush);
    if (id === progress.me() || before.joined || !progress.events().length) return settled();
    say('');
    return page.ask('join', words.whose, [
      [words.mine, () => move(progress.me(), id).then(settled)],
      [words.others, settled],
    ], back);
  }

  // The events of one learner become another's.
  function move(from, to) {
    const events = progress.events().map((kept) => kept.event);
    const gone = {['learner ' + from]: null, ['session ' + from]: null, ['state ' + from]: null, ['draft ' + from]: null};
    events.forEach((event) => { gone['event ' + from + ' ' + event.id] = null; });
    return page.add_events({events}, to).then(() => sender.write(gone));
  }

  // ---- what the learner may ask ----

  function save() {
    return mine().then((session) => sender.call('GET', '/learn/v1/export', session.token)).then((answer) => {
      if (!answer.ok) return explain(answer);
      return answer.blob().then((blob) => {
        page.download(blob, words.fileName);
        say(words.saved);
      });
    });
  }

  function sign_out() {
    return mine().then((session) => sender.call('DELETE', '/learn/v1/sessions', session.token)).then((answer) => {
      if (!answer.ok && answer.status !== 401) return explain(answer);
      return keep(progress.me(), null).then(() => say(words.signedOut)).then(refresh);
    });
  }

  function erase(path) {
    return mine().then((session) => sender.call('DELETE', path, session.token)).then((answer) => {
      if (!answer.ok) return explain(answer);
      return answer.json().then((found) => keep(progress.me(), {stopped: 'erased'}).then(() => {
        const receipt = typeof found.receipt === 'string' ? found.receipt : JSON.stringify(found.receipt);
        say(fill(words.receipt, {receipt}));
      })).then(refresh);
    });
  }

  // "#kode=nine-words", from a card's QR code: written into the field, and no longer in the address.
  function take_code() {
    const given = /^#kode=([a-z]+(?:-[a-z]+){8})$/.exec(location.hash);
    if (!given) return;
    history.replaceState(null, '', location.pathname + location.search);
    scanned = given[1].replace(/-/g, ' ');
    one('[data-enter]').value = scanned;
    one('[data-entrance]').hidden = false;
    say(words.scanned);
    one('[data-enter]').focus();
  }

  const again = (act) => () => Promise.resolve(act()).catch(() => say(words.failed));

  button('join', join);
  button('code', join);
  button('enter', enter);
  button('server-file', save);
  button('sign-out', sign_out);
  button('erase', (back) => {
    say('');
    page.ask('join', words.sure, [[words.yesErase, again(() => erase('/learn/v1/learner'))], [words.cancel, () => say(words.nothingChanged)]], back);
  });
  // What progress-privacy.js needs of this, and puts in: ask_age.
  const server = page.server = {one, words, say, mine, button, explain, join, erase};
  sender.where = where;
  // A phone that forgets a learner signs out, if it can.
  sender.leave = (id) => sender.session(id).then((there) => (there && there.joined ? sender.call('DELETE', '/learn/v1/sessions', there.token) : null)).catch(() => {});
  document.addEventListener('sanggar:progress', show);
  window.addEventListener('hashchange', take_code);
  take_code();
  progress.ready.then(() => {
    progress.tell('loaded');
    sender.flush();
  });
}());
