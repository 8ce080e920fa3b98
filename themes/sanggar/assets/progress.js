// Keeps what a learner has done: on the device first, and always there. Nothing on the page waits for it, and nothing is sent from here.
// Floor: Chrome 64, Safari 12, Firefox 68. All texts come from the page.
(function (root) {
  'use strict';

  // ---- pure: the rules and vectors are in tests/contract/ (merging.json, completion.json) ----

  const entry = (table, key) => table[key] || (table[key] = {});
  const lesson_key = (event) => event.course + '/' + event.lesson;

  function note_earliest(item, key, time) {
    if (!item[key] || time < item[key]) item[key] = time;
  }

  // Segments [from, to] as few as possible, in their order; touching ones are joined.
  function join_segments(segments) {
    const joined = [];
    segments.slice().sort((a, b) => a[0] - b[0]).forEach((segment) => {
      const last = joined[joined.length - 1];
      if (last && segment[0] <= last[1]) last[1] = Math.max(last[1], segment[1]);
      else joined.push(segment.slice());
    });
    return joined;
  }

  // Each adds an event to the state; is_last() tells whether no later event of that key has been added.
  const adders = {
    'lesson-opened': (state, event) => note_earliest(entry(state.lessons, lesson_key(event)), 'opened', event.time),
    'lesson-finished': (state, event) => note_earliest(entry(state.lessons, lesson_key(event)), 'done', event.time),
    'course-completed': (state, event) => note_earliest(entry(state.courses, event.course), 'done', event.time),
    'quiz-ended'(state, event) {
      const quiz = entry(state.quizzes, lesson_key(event) + '#' + event.quiz);
      quiz.best = Math.max(quiz.best || 0, event.score.scaled);
      quiz.attempts = (quiz.attempts || 0) + 1;
      if (event.success) note_earliest(quiz, 'passed', event.time);
    },
    answered(state, event, is_last) {
      const key = lesson_key(event) + '#' + event.quiz + '/' + event.question;
      const question = entry(state.questions, key);
      if (is_last(key) && !(question.time > event.time)) {
        ['response', 'success', 'hash', 'time'].forEach((name) => { question[name] = event[name]; });
      }
      if (event.success) note_earliest(question, 'right', event.time);
    },
  };

  function add_media(state, event, is_last) {
    const key = lesson_key(event) + '#media:' + event.media;
    const media = entry(state.media, key);
    media.segments = join_segments((media.segments || []).concat(event.segments || []));
    media.length = Math.max(media.length || 0, event.length || 0);
    const at = 'to' in event ? event.to : event.at;
    if (is_last(key)) media.at = at;
    if (event.type === 'media-completed') note_earliest(media, 'done', event.time);
  }
  ['played', 'paused', 'seeked', 'completed'].forEach((what) => { adders['media-' + what] = add_media; });

  // The state that these events make, whatever their order and repetition; `before`: a state that they are added to.
  function merge(events, before) {
    const state = before ? JSON.parse(JSON.stringify(before)) : {lessons: {}, quizzes: {}, questions: {}, media: {}, courses: {}};
    const seen = {};
    const last = {};
    events.forEach((event) => {
      if (seen[event.id] || !adders[event.type]) return;
      seen[event.id] = true;
      adders[event.type](state, event, (key) => {
        const stamp = event.time + event.id;
        if (stamp < last[key]) return false;
        last[key] = stamp;
        return true;
      });
    });
    return state;
  }

  // What a table has under present and former ids: of a lesson ('media:NAME' for its media), or of a quiz or a question in it.
  const names = (thing) => [thing.id].concat(thing.aliases || []);
  const called = (lesson, id) => [id.split('/').pop()].concat((lesson.former || {})[id] || []);
  const pairs = (first, second, between) => [].concat.apply([], first.map((one) => second.map((other) => one + between + other)));
  function found(table, course, lesson, quiz, question) {
    let keys = pairs(names(course), names(lesson), '/');
    if (quiz) keys = pairs(keys, called(lesson, quiz), '#');
    if (question) keys = pairs(keys, called(lesson, quiz + '/' + question), '/');
    return keys.map((key) => table[key]).filter(Boolean);
  }

  const is_done = (state, course, lesson) => found(state.lessons, course, lesson).some((one) => one.done);
  const is_passed = (state, course, lesson, quiz) => found(state.quizzes, course, lesson, quiz).some((one) => one.passed);
  const best = (state, course, lesson, quiz) => Math.max.apply(null, [0].concat(found(state.quizzes, course, lesson, quiz).map((one) => one.best)));

  // The course as tests/contract/completion.json has it → {complete, missing}.
  function completion(course, state) {
    const nothing = {lessons: [], lessons_needed: 0, quizzes: [], score: null};
    if (names(course).some((id) => (state.courses[id] || {}).done)) return {complete: true, missing: nothing};
    const rule = course.complete;
    const left = course.lessons.filter((lesson) => !is_done(state, course, lesson));
    const total = course.lessons.length;
    const needed = Math.max(0, (rule.lessons === 'all' ? total : Math.min(rule.lessons, total)) - (total - left.length));
    const quizzes = [].concat.apply([], course.lessons.map((lesson) => (lesson.quizzes || []).map((quiz) => ({lesson, quiz}))));
    const open = rule.quizzes === 'passed' ? quizzes.filter((one) => !is_passed(state, course, one.lesson, one.quiz)) : [];
    const mean = quizzes.reduce((sum, one) => sum + best(state, course, one.lesson, one.quiz), 0) / (quizzes.length || 1);
    const low = quizzes.length > 0 && mean + 1e-9 < rule.pass;
    return {complete: !needed && !open.length && !low, missing: {
      lessons: needed ? left.map((lesson) => lesson.id) : [],
      lessons_needed: needed,
      quizzes: open.map((one) => one.lesson.id + '#' + one.quiz),
      score: low ? {have: Math.round(mean * 1e9) / 1e9, needed: rule.pass} : null,
    }};
  }

  // Random; with a time (milliseconds) it begins with it, so that ids made one after the other are in their order.
  function uuid(time) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    if (time) [40, 32, 24, 16, 8, 0].forEach((bits, i) => { bytes[i] = Math.floor(time / Math.pow(2, bits)) % 256; });
    bytes[6] = (bytes[6] & 15) | (time ? 112 : 64);
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  const pure = {merge, completion, join_segments, found, is_done, is_passed, best, uuid};
  if (typeof document === 'undefined') {
    module.exports = pure;
    return;
  }

  // ---- where it is kept: keys 'event LEARNER ID', 'learner ID', 'session LEARNER', 'state LEARNER', 'draft LEARNER', 'pin LEARNER', 'note NAME' ----

  // Each place has: read(prefix) → {key: value}; write({key: value}, only what is there already?), null removes; change(key, make) puts make(what is there)
  // and gives it. All are promises; a database does each in one transaction, so that tabs do not disturb each other.
  function database(name) {
    let opened = null;
    const open = () => opened || (opened = new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore('kept');
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
    }));
    // A browser may take the database away while the page is open: then it is made anew, once.
    const run = (mode, act, again) => open().then((db) => new Promise((resolve, reject) => {
      const transaction = db.transaction('kept', mode);
      const result = {};
      act(transaction.objectStore('kept'), result);
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = () => reject(transaction.error || new Error('aborted'));
    })).catch((error) => {
      opened = null;
      if (again || error.name === 'QuotaExceededError') throw error;
      return run(mode, act, true);
    });
    return {
      kind: 'device',
      read: (prefix) => run('readonly', (kept, result) => {
        kept.openCursor(IDBKeyRange.bound(prefix, prefix + '\uffff')).onsuccess = (event) => {
          const cursor = event.target.result;
          if (!cursor) return;
          result[cursor.key] = cursor.value;
          cursor.continue();
        };
      }),
      write: (values, only_known) => run('readwrite', (kept) => Object.keys(values).forEach((key) => {
        if (values[key] === null) kept.delete(key);
        else if (!only_known) kept.put(values[key], key);
        else kept.count(key).onsuccess = (event) => { if (event.target.result) kept.put(values[key], key); };
      })),
      change: (key, make) => run('readwrite', (kept, result) => {
        kept.get(key).onsuccess = (event) => {
          result.value = make(event.target.result);
          kept.put(result.value, key);
        };
      }).then((result) => result.value),
    };
  }

  // localStorage, or an object of the same form that lives as long as the page.
  function simple(name, storage, kind) {
    const get = (key) => JSON.parse(storage.getItem(name + ' ' + key) || 'null') || undefined;
    const put = (key, value) => (value === null ? storage.removeItem(name + ' ' + key) : storage.setItem(name + ' ' + key, JSON.stringify(value)));
    const later = (act) => new Promise((resolve) => resolve(act()));
    return {
      kind,
      read: (prefix) => later(() => {
        const result = {};
        Object.keys(storage).filter((key) => key.indexOf(name + ' ' + prefix) === 0).forEach((key) => {
          result[key.slice(name.length + 1)] = JSON.parse(storage.getItem(key));
        });
        return result;
      }),
      write: (values, only_known) => later(() => Object.keys(values).forEach((key) => {
        if (!only_known || get(key)) put(key, values[key]);
      })),
      change: (key, make) => later(() => {
        const value = make(get(key));
        put(key, value);
        return value;
      }),
    };
  }

  const fleeting = () => Object.create({
    getItem(key) { return key in this ? this[key] : null; },
    setItem(key, value) { this[key] = value; },
    removeItem(key) { delete this[key]; },
  });

  function local(name) {
    try {
      localStorage.setItem(name, '1');
      localStorage.removeItem(name);
      return simple(name, localStorage, 'device');
    } catch (refused) {
      return simple(name, fleeting(), 'tab');
    }
  }

  function choose(name) {
    const first = new Promise((resolve) => resolve(database(name)));
    return first.then((place) => place.read('note ').then(() => place)).catch(() => local(name));
  }

  // ---- the learner, the events, the state ----

  const block = document.getElementById('sg-progress');
  if (!block) return;
  const data = JSON.parse(block.textContent);
  const words = root.sanggarWords || {};
  const name = 'sanggar:' + data.site;
  const place = choose(name);
  const unkept = {};  // what the storage had no room for: it lives as long as the page, and is tried again with the next
  let written = 0;    // how many times something was put into the storage
  let me = null;
  let kept = null;    // key → {event, sent} of the learner; sent: 1 delivered, 2 in the server's state too, -1 refused for good
  let before = null;  // the server's state

  const tell = (what) => document.dispatchEvent(new CustomEvent('sanggar:progress', {detail: what}));
  // Other tabs read anew; and core.js sees that there is something to show.
  function ping() {
    try { localStorage.setItem('sanggar-changed', String(Date.now() + Math.random())); } catch (refused) { /* they see it when they are looked at */ }
  }

  const learner = () => place.then((at) => at.change('note learner', (there) => there || me || uuid())).then((id) => (me = id));

  function load() {
    const begun = written;
    return Promise.all([place, learner()]).then(([at, id]) => Promise.all([at.read('event ' + id + ' '), at.read('state ' + id)])).then(([events, state]) => {
      // What was put there meanwhile is neither in what was read nor waiting any more.
      if (written !== begun) return load();
      Object.keys(unkept).filter((key) => unkept[key].event.learner === me).forEach((key) => { events[key] = unkept[key]; });
      kept = events;
      before = (state['state ' + me] || {}).state;
      return null;
    }).catch(() => { kept = kept || Object.assign({}, unkept); }).then(() => progress.state());
  }

  // What the server's state holds already is dropped for something new: nothing is lost by it.
  function make_room(at) {
    return at.read('event ').then((events) => {
      const spare = {};
      Object.keys(events).filter((key) => events[key].sent === 2).forEach((key) => { spare[key] = null; });
      return at.write(spare);
    });
  }

  function keep(event) {
    const values = {};
    const key = 'event ' + event.learner + ' ' + event.id;
    Object.assign(values, unkept);
    kept[key] = unkept[key] = values[key] = {event};
    return place.then((at) => at.write(values).catch(() => make_room(at).then(() => at.write(values)))).then(() => {
      Object.keys(values).forEach((one) => { delete unkept[one]; });
      written += 1;
      ping();
    }, () => tell('full')).then(() => tell('kept'));
  }

  // `more` are the keys of the type (tests/contract/README.md, "Events").
  function record(type, more) {
    const now = new Date();
    const event = {id: uuid(now.getTime()), type, time: now.toISOString()};
    return Promise.all([learner(), progress.ready]).then(([id]) => {
      Object.assign(event, {learner: id, course: data.course}, data.lesson && type !== 'course-completed' && {lesson: data.lesson},
        words.version && {version: words.version}, {language: document.documentElement.lang}, more);
      return keep(event);
    });
  }

  const progress = Object.assign(pure, {
    data, words, place, record, load, learner, ping, tell,
    me: () => me,
    events: () => Object.keys(kept).map((key) => kept[key]),
    state: () => merge(progress.events().filter((one) => one.sent !== 2).map((one) => one.event), before),
  });
  // What quizzes remember for the length of a visit is the former learner's.
  function clear_visit() {
    try {
      Object.keys(sessionStorage).filter((key) => key.indexOf('sanggar-') === 0).forEach((key) => sessionStorage.removeItem(key));
    } catch (refused) { /* nothing is remembered then */ }
  }

  // Another tab may have changed to another learner: a page that shows the former one is of no use.
  function look_again() {
    const was = me;
    return load().then(() => {
      if (was === me || progress.page) return tell('loaded');
      clear_visit();
      return location.reload();
    });
  }

  progress.clear_visit = clear_visit;
  progress.ready = load();
  root.sanggarProgress = progress;
  root.addEventListener('storage', (event) => { if (event.key === 'sanggar-changed') look_again(); });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look_again(); });
  root.addEventListener('pageshow', (event) => { if (event.persisted) look_again(); });
}(typeof window === 'undefined' ? this : window));
