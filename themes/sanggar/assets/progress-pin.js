// On the page "My progress": a PIN that is asked for before somebody on this phone becomes another learner. It keeps brothers and sisters
// apart; who can read the browser's storage is not kept out by it. Kept as 'pin LEARNER': {salt, hash, rounds, tries, until?}.
(function () {
  'use strict';
  const progress = window.sanggarProgress;
  const page = progress && progress.page;
  const box = document.querySelector('[data-pin]');
  // Browsers have no such functions on plain http: then there is no PIN, and nothing is said of it.
  if (!page || !box || !window.crypto || !crypto.subtle) return;
  const words = box.dataset;
  const prompt = document.querySelector('[data-pin-ask]');
  const typed = prompt.querySelector('input');
  const status = prompt.querySelector('[role=status]');
  const fresh = box.querySelector('input');
  // Of PBKDF2.
  const rounds = 100000;
  // The try from which on there is a wait.
  const free = 3;
  // {id, done}: for whom the PIN is asked now.
  let opening = null;

  const key = (id) => 'pin ' + id;
  const of = (id) => progress.place.then((at) => at.read(key(id))).then((found) => found[key(id)]);
  const write = (id, value) => progress.place.then((at) => at.write({[key(id)]: value}));
  const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => (byte + 256).toString(16).slice(1)).join('');

  function hash(pin, salt, count) {
    const text = new TextEncoder();
    return crypto.subtle.importKey('raw', text.encode(pin), 'PBKDF2', false, ['deriveBits'])
      .then((known) => crypto.subtle.deriveBits({name: 'PBKDF2', hash: 'SHA-256', salt: text.encode(salt), iterations: count}, known, 256)).then(hex);
  }

  // ---- the present learner's own ----

  function show() {
    return of(progress.me()).then((there) => {
      box.hidden = false;
      box.querySelector('[data-without]').hidden = Boolean(there);
      box.querySelector('[data-with]').hidden = !there;
    });
  }

  const said = (text) => show().then(() => page.say('people', text));

  function set(event) {
    event.preventDefault();
    const pin = fresh.value;
    if (!/^\d{4,8}$/.test(pin)) {
      page.say('people', words.form);
      fresh.focus();
      return;
    }
    const id = progress.me();
    const salt = progress.uuid();
    fresh.value = '';
    box.querySelector('details').open = false;
    hash(pin, salt, rounds).then((made) => write(id, {salt, hash: made, rounds, tries: 0}))
      .then(() => said(words.set)).catch(() => page.say('people', words.noRoom));
  }

  // Somebody else may come now: somebody who has nothing yet.
  function lock() {
    page.change_to(progress.uuid()).then(() => said(words.locked));
  }

  // ---- asking ----

  function close(open) {
    const {done} = opening;
    opening = null;
    prompt.hidden = true;
    typed.value = '';
    done(open);
  }

  // A number of tries costs nothing, then each costs twice as much time as the one before, up to a quarter of an hour.
  const pause = (tries) => Math.min(900000, 30000 * Math.pow(2, tries - free));

  function explain(there) {
    const left = there.until - Date.now();
    status.textContent = left > 0 ? page.fill(words.wait, {n: Math.ceil(left / 60000)}) : words.wrong;
    typed.value = '';
    typed.focus();
  }

  function try_it(event) {
    event.preventDefault();
    const asked = opening;
    const {id} = asked;
    const pin = typed.value;
    of(id).then((there) => {
      if (there.until > Date.now()) return explain(there);
      return hash(pin, there.salt, there.rounds).then((made) => {
        const tries = made === there.hash ? 0 : there.tries + 1;
        const now = Object.assign({}, there, {tries, until: tries < free ? 0 : Date.now() + pause(tries)});
        return write(id, now).then(() => {
          // It was taken back meanwhile, or another's is asked for.
          if (opening !== asked) return null;
          return tries ? explain(now) : close(true);
        });
      });
    }).catch(() => explain({}));
  }

  // Gives whether this person may be changed to: at once where there is no PIN.
  function unlock(person, label) {
    if (opening) close(false);
    return of(person.id).then((there) => !there || new Promise((resolve) => {
      opening = {id: person.id, done: resolve};
      prompt.querySelector('label').textContent = page.fill(words.ask, {name: label});
      status.textContent = '';
      page.say('people', '');
      prompt.hidden = false;
      typed.focus();
    }));
  }

  box.addEventListener('submit', set);
  box.querySelector('[data-do=lock]').addEventListener('click', lock);
  box.querySelector('[data-do=no-pin]').addEventListener('click', () => write(progress.me(), null).then(() => said(words.gone)));
  prompt.addEventListener('submit', try_it);
  prompt.querySelector('[data-do=stay]').addEventListener('click', () => close(false));
  document.addEventListener('sanggar:progress', show);
  page.unlock = unlock;
  progress.ready.then(show);
}());
