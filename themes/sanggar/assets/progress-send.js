// Sends what was kept on the device to the endpoint, as xAPI statements, whenever it can. Nothing on the page waits for it.
(function (root) {
  'use strict';

  // ---- pure: event → statement (the vectors are in tests/contract/statements.json) ----

  const adl = 'http://adlnet.gov/expapi/';
  const video = 'https://w3id.org/xapi/video';
  const extension = video + '/extensions/';
  const interactions = {single: 'choice', multiple: 'choice', truefalse: 'true-false', text: 'fill-in', number: 'numeric',
    order: 'sequencing', match: 'matching', gap: 'fill-in'};
  const verbs = {'lesson-opened': 'initialized', 'lesson-finished': 'completed', answered: 'answered', 'media-completed': 'completed',
    'course-completed': 'completed'};
  const rotate = (word, bits) => (word << bits) | (word >>> (32 - bits));

  // The 20 bytes of FIPS 180-4, for crypto.subtle is missing on plain http.
  function sha1(bytes) {
    const size = ((bytes.length + 8 >> 6) + 1) * 16;
    const words = new Array(size).fill(0);
    bytes.concat(128).forEach((byte, i) => { words[i >> 2] |= byte << (24 - 8 * (i & 3)); });
    words[size - 1] = bytes.length * 8;
    let hash = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];
    for (let start = 0; start < size; start += 16) {
      const w = words.slice(start, start + 16);
      let [a, b, c, d, e] = hash;
      for (let i = 0; i < 80; i += 1) {
        if (i > 15) w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        const f = [(b & c) | (~b & d), b ^ c ^ d, (b & c) | (b & d) | (c & d), b ^ c ^ d][Math.floor(i / 20)];
        const next = rotate(a, 5) + f + e + [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6][Math.floor(i / 20)] + w[i];
        [a, b, c, d, e] = [next | 0, a, rotate(b, 30), c, d];
      }
      hash = [a, b, c, d, e].map((word, i) => (hash[i] + word) | 0);
    }
    return [].concat.apply([], hash.map((word) => [word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255]));
  }

  // UUID of version 5 (RFC 9562).
  function uuid5(namespace, name) {
    const bytes = namespace.replace(/-/g, '').match(/../g).map((pair) => parseInt(pair, 16));
    const text = unescape(encodeURIComponent(name));
    const hash = sha1(bytes.concat(Array.from(text, (letter) => letter.charCodeAt(0)))).slice(0, 16);
    hash[6] = (hash[6] & 15) | 80;
    hash[8] = (hash[8] & 63) | 128;
    return hash.map((byte) => (byte + 256).toString(16).slice(1)).join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  function verb_of(event) {
    if (event.type === 'quiz-ended') return adl + 'verbs/' + (event.success ? 'passed' : 'failed');
    if (verbs[event.type]) return adl + 'verbs/' + verbs[event.type];
    return video + '/verbs/' + event.type.slice(6);
  }

  const is_media = (event) => event.type.indexOf('media-') === 0;

  // The activity and those above it, from the nearest on: [{id, definition}].
  function activities(event, site) {
    const typed = (id, type) => ({id, definition: {type: /:/.test(type) ? type : adl + 'activities/' + type}});
    const course = site + 'courses/' + event.course;
    const list = [typed(course, 'course')];
    if (!event.lesson) return list;
    const lesson = course + '/' + event.lesson;
    list.unshift(typed(lesson, 'lesson'));
    if (is_media(event)) list.unshift(typed(lesson + '#media:' + event.media, event.kind === 'audio' ? 'http://activitystrea.ms/schema/1.0/audio' : video + '/activity-type/video'));
    if (event.quiz) list.unshift(typed(lesson + '#' + event.quiz, 'assessment'));
    if (event.question) {
      list.unshift(typed(lesson + '#' + event.quiz + '/' + event.question, 'cmi.interaction'));
      list[0].definition.interactionType = interactions[event.question_type];
    }
    return list;
  }

  const without_missing = (object) => {
    Object.keys(object).forEach((key) => { if (object[key] === undefined) delete object[key]; });
    return object;
  };

  function score_of(event) {
    if (event.type === 'quiz-ended') return event.score;
    const {raw, min, max} = event.score;
    return {scaled: max ? raw / max : 0, raw, min, max};
  }

  function media_result(event) {
    return without_missing({
      [extension + 'time']: event.at, [extension + 'time-from']: event.from, [extension + 'time-to']: event.to,
      [extension + 'played-segments']: event.segments && event.segments.map((part) => part.join('[.]')).join('[,]'),
      [extension + 'progress']: event.progress,
    });
  }

  function result_of(event) {
    if (event.type === 'lesson-opened') return undefined;
    const scored = event.type === 'answered' || event.type === 'quiz-ended';
    return without_missing({
      score: scored ? score_of(event) : undefined,
      success: scored ? event.success : undefined,
      completion: scored || verbs[event.type] === 'completed' ? true : undefined,
      response: event.response,
      duration: event.seconds === undefined ? undefined : 'PT' + event.seconds + 'S',
      extensions: is_media(event) ? media_result(event) : undefined,
    });
  }

  function context_of(event, site, above) {
    const course = site + 'courses/' + event.course;
    const around = above.length ? {parent: above.slice(0, 1), grouping: above.length > 1 ? above.slice(1) : above} : undefined;
    if (is_media(event)) around.category = [{id: video}];
    return without_missing({
      registration: uuid5(event.learner, course),
      contextActivities: around,
      platform: 'Sanggar',
      language: event.language,
      extensions: without_missing({
        [site + 'extensions/version']: event.version, [site + 'extensions/attempt']: event.attempt, [site + 'extensions/question-hash']: event.hash,
        [extension + 'session-id']: event.session, [extension + 'length']: is_media(event) ? event.length : undefined,
      }),
    });
  }

  function statement(event, site) {
    const verb = verb_of(event);
    const all = activities(event, site);
    return without_missing({
      id: event.id,
      actor: {objectType: 'Agent', account: {homePage: site, name: event.learner}},
      verb: {id: verb, display: {en: verb.slice(verb.lastIndexOf('/') + 1)}},
      object: {objectType: 'Activity', id: all[0].id, definition: all[0].definition},
      result: result_of(event),
      context: context_of(event, site, all.slice(1)),
      timestamp: event.time,
    });
  }

  if (typeof document === 'undefined') {
    module.exports = {statement, uuid5};
    return;
  }

  // ---- the queue ----

  const progress = root.sanggarProgress;
  const meta = document.querySelector('meta[name=sanggar-endpoint]');
  if (!progress || !meta) return;
  const endpoint = meta.content.replace(/\/$/, '');
  const site = progress.data.site;
  const most = 50;           // statements in a batch
  const most_bytes = 60000;  // that a page may still send while it goes: 64 kB with what surrounds it
  // Milliseconds for which the server's state is not asked for again; who looks at the page of progress sees what is there now.
  const fresh = document.querySelector('[data-progress-page]') ? 0 : 600000;
  const lease_time = 180000;  // milliseconds after which another tab may send although the one before did not say that it has ended
  const patience = 3000;      // milliseconds, while another tab sends: it may have begun before there was something
  let timer = 0;

  const at = () => progress.place;
  const read = (key) => at().then((place) => place.read(key)).then((found) => found[key]);
  const write = (values, only_known) => at().then((place) => place.write(values, only_known));
  const session = (id) => read('session ' + id);
  // Graded by the endpoint alone: that a course is finished, too.
  const waiting = (kept) => !kept.sent && kept.event.type !== 'course-completed';

  // One tab sends at a time: by the browser's lock, else by a lease that runs out.
  function alone(act) {
    if (navigator.locks) return navigator.locks.request('sanggar-send ' + site, {ifAvailable: true}, (lock) => (lock ? act() : later(patience)));
    const now = Date.now();
    const holder = progress.uuid();
    const lease = (there) => (!there || there.until < now ? {holder, until: now + lease_time} : there);
    return at().then((place) => place.change('note lease', lease)).then((held) => {
      if (held.holder !== holder) return later(patience);
      const release = () => write({'note lease': null});
      return act().then(release, (error) => release().then(() => { throw error; }));
    });
  }

  function call(method, path, token, body, headers) {
    const given = Object.assign({}, token && {Authorization: 'Bearer ' + token}, body && {'Content-Type': 'application/json'}, headers);
    const options = {method, headers: given, body: body && JSON.stringify(body), credentials: 'omit', cache: 'no-store'};
    if (document.hidden && (options.body || '').length < most_bytes) options.keepalive = true;
    const late = new Promise((resolve, reject) => setTimeout(() => reject(new Error('no answer')), 30000));
    return Promise.race([fetch(endpoint + path, options), late]);
  }

  const post = (token, statements) => call('POST', '/xapi/statements', token, statements, {'X-Experience-API-Version': '1.0.3'});

  // ---- waiting ----

  const seconds_of = (answer) => {
    const given = answer && answer.headers.get('Retry-After');
    if (!given) return 0;
    return /^\d+$/.test(given) ? Number(given) : Math.max(0, (Date.parse(given) - Date.now()) / 1000 || 0);
  };

  // As long as the server says, else twice as long each time, up to a quarter of an hour, spread so that not all come at once.
  function wait(answer) {
    return at().then((place) => place.change('note wait', (there) => {
      const tries = ((there || {}).tries || 0) + 1;
      const pause = seconds_of(answer) || Math.min(900, 5 * Math.pow(2, tries - 1)) * (0.5 + Math.random() / 2);
      return {tries, until: Date.now() + pause * 1000};
    })).then((note) => {
      later(note.until - Date.now());
      return false;
    });
  }

  function later(pause) {
    clearTimeout(timer);
    timer = setTimeout(flush, Math.max(0, pause));
  }

  // ---- sending ----

  function mark(list, sent) {
    const values = {};
    list.forEach((kept) => {
      kept.sent = sent;
      values['event ' + kept.event.learner + ' ' + kept.event.id] = kept;
    });
    return write(values, true).then(() => true);  // who was forgotten meanwhile stays forgotten
  }

  function stop(id, why) {
    return session(id).then((there) => write({['session ' + id]: Object.assign({}, there, {stopped: why})}, true)).then(() => {
      progress.tell('stopped');
      return false;
    });
  }

  const drop = (id) => at().then((place) => place.read('event ' + id + ' ')).then((all) => (
    mark(Object.keys(all).map((key) => all[key]).filter(waiting), -1)));

  // What an answer means for these events; gives whether to go on.
  function settle(id, token, list, answer) {
    const status = answer.status;
    if (answer.ok) return mark(list, 1);
    if (status === 410) return drop(id).then(() => stop(id, 'erased'));
    if (status === 401 || status === 403) return stop(id, 'refused');
    if ([400, 409, 413].indexOf(status) < 0) return wait(answer);
    if (list.length > 1) return singly(id, token, list);
    return mark(list, status === 409 ? 1 : -1);
  }

  const send = (id, token, list) => post(token, list.map((kept) => statement(kept.event, site))).then((answer) => settle(id, token, list, answer), () => wait());

  function singly(id, token, list) {
    return list.reduce((before, kept) => before.then((go_on) => go_on && send(id, token, [kept])), Promise.resolve(true));
  }

  // The oldest that are waiting, as many as may go at once.
  function batch(all) {
    const list = Object.keys(all).map((key) => all[key]).filter(waiting).sort((a, b) => (a.event.time < b.event.time ? -1 : 1)).slice(0, most);
    while (list.length > 1 && JSON.stringify(list.map((kept) => statement(kept.event, site))).length > most_bytes) list.pop();
    return list;
  }

  function send_all(id, token) {
    return at().then((place) => place.read('event ' + id + ' ')).then((all) => {
      const list = batch(all);
      if (!list.length) return true;
      return send(id, token, list).then((go_on) => go_on && send_all(id, token));
    });
  }

  // ---- the server's state ----

  // What is delivered before the state is asked for is in it, and no longer added to it.
  function pull(id, token) {
    return Promise.all([at().then((place) => place.read('event ' + id + ' ')), read('state ' + id)]).then(([all, there]) => {
      const delivered = Object.keys(all).map((key) => all[key]).filter((kept) => kept.sent === 1);
      if (there && !delivered.length && Date.now() - there.time < fresh) return null;
      let etag = (there || {}).etag;
      return call('GET', '/learn/v1/state', token, undefined, there && there.etag && {'If-None-Match': there.etag}).then((answer) => {
        if (answer.status === 410) return stop(id, 'erased');
        if (answer.status === 401 || answer.status === 403) return stop(id, 'refused');
        if (answer.status === 304) return there.state;
        etag = answer.headers.get('ETag') || '';
        return answer.ok ? answer.json() : null;
      }).then((state) => Promise.all([state, session(id)])).then(([state, now]) => {
        if (!state || !state.lessons || !now || now.token !== token) return null;
        return write({['state ' + id]: {state, etag, time: Date.now()}}).then(() => mark(delivered, 2));
      });
    });
  }

  function serve(id, there) {
    if (!there.joined || there.stopped) return null;
    return send_all(id, there.token).then((go_on) => go_on && pull(id, there.token).catch(() => null));
  }

  function flush() {
    return progress.ready.then(() => Promise.all([read('note wait'), at().then((place) => place.read('session '))])).then(([note, sessions]) => {
      const ids = Object.keys(sessions);
      if (!ids.length) return null;
      if (note && note.until > Date.now()) return later(note.until - Date.now());
      return alone(() => ids.reduce((before, key) => before.then(() => serve(key.split(' ')[1], sessions[key])), Promise.resolve())
        .then(() => read('note wait')).then((now) => (now && now.until <= Date.now() ? write({'note wait': null}) : null))
        .then(progress.load).then(() => progress.tell('sent')));
    }).catch(() => {});
  }

  // The server's state is asked for whatever was known of it.
  const renew = () => read('state ' + progress.me()).then((there) => there && write({['state ' + progress.me()]: Object.assign({}, there, {time: 0})})).then(flush);

  // ---- joining ----

  // 32 random bytes in 43 letters (base64url).
  function new_token() {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    return btoa(String.fromCharCode.apply(null, bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
  }

  // Gives {answer, code}, the code when it went well. The token is kept before it is sent: an answer that is lost costs nothing, the same
  // again gives another code.
  function join(id, more) {
    const keep = (now) => write({['session ' + id]: now});
    return session(id).then((there) => {
      const before = there || {};
      const token = before.stopped ? new_token() : before.token || new_token();
      return keep({token, joined: before.joined && !before.stopped}).then(() => call('POST', '/learn/v1/learners', '', Object.assign({learner: id, token}, more))).then((answer) => {
        if (answer.status === 410) return keep({stopped: 'erased'}).then(() => ({answer}));
        if (!answer.ok) return {answer};
        return answer.json().then((found) => keep({token, joined: true}).then(() => ({answer, code: found.code, qr: found.qr})));
      });
    });
  }

  document.addEventListener('sanggar:progress', (event) => { if (event.detail === 'kept') later(2000); });
  document.addEventListener('visibilitychange', () => { if (document.hidden) flush(); });
  progress.sender = {call, session, flush, waiting, endpoint, write, renew, join, new_token, seconds_of};
  document.dispatchEvent(new CustomEvent('sanggar:sender'));
  flush();
}(typeof window === 'undefined' ? this : window));
