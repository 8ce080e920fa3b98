// The page "My progress": where it is kept, a file to take along, several learners on one phone, forgetting.
(function () {
  'use strict';
  const progress = window.sanggarProgress;
  const home = document.querySelector('[data-progress-page]');
  const template = document.getElementById('sg-progress-page');
  if (!progress || !home || !template) return;
  const most = 5e6;  // characters of a file; a year of daily lessons has a tenth of it
  const one = (selector) => home.querySelector(selector);
  const words = template.dataset;
  home.textContent = '';
  home.appendChild(document.importNode(template.content, true));

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  const say = (where, text) => { one('[data-say=' + where + ']').textContent = text; };

  function button(text, act) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'tool';
    made.textContent = text;
    made.addEventListener('click', act);
    return made;
  }

  function on(name, act) {
    one('[data-do=' + name + ']').addEventListener('click', act);
  }

  // ---- asking: one question at a time, beside what led to it ----

  // choices: [[words, act]]; whichever is chosen, the question goes and `back` has the focus again.
  function ask(where, question, choices, back) {
    const box = one('[data-ask=' + where + ']');
    box.textContent = '';
    box.hidden = false;
    const text = document.createElement('p');
    text.textContent = question;
    text.id = 'sg-ask-' + where;
    text.tabIndex = -1;
    box.setAttribute('aria-labelledby', text.id);
    box.appendChild(text);
    const answers = document.createElement('p');
    answers.className = 'choices';
    choices.forEach(([label, act]) => answers.appendChild(button(label, () => {
      box.hidden = true;
      back.focus();
      act();
    })));
    box.appendChild(answers);
    text.focus();
  }

  // ---- learners ----

  // [{id, name, count}] of all on this device, the present one first; count: lessons finished.
  function people() {
    return progress.place.then((at) => Promise.all([at.read('learner '), at.read('event ')])).then(([named, events]) => {
      const ids = [progress.me()];
      const add = (id) => { if (ids.indexOf(id) < 0) ids.push(id); };
      Object.keys(named).forEach((key) => add(key.split(' ')[1]));
      Object.keys(events).forEach((key) => add(key.split(' ')[1]));
      return ids.map((id) => {
        const own = Object.keys(events).filter((key) => key.split(' ')[1] === id).map((key) => events[key].event);
        const lessons = progress.merge(own).lessons;
        return {id, name: (named['learner ' + id] || {}).name || '', count: Object.keys(lessons).filter((key) => lessons[key].done).length};
      });
    });
  }

  const label = (person) => person.name || fill(words.unnamed, {n: person.count});

  // Where films were left.
  function clear_places() {
    try {
      Object.keys(localStorage).filter((key) => key.indexOf('sanggar-play:') === 0).forEach((key) => localStorage.removeItem(key));
    } catch (refused) { /* nothing is remembered then */ }
  }

  const write = (values) => progress.place.then((at) => at.write(values));

  function change_to(id) {
    progress.clear_visit();
    return progress.place.then((at) => at.write({['note learner']: id})).then(progress.load).then(() => {
      progress.ping();
      progress.tell('loaded');
    });
  }

  function forget(id) {
    const leave = progress.sender && progress.sender.leave;
    if (leave) leave(id);
    clear_places();
    return Promise.all([progress.place.then((at) => at.read('event ' + id + ' ')), people()]).then(([events, list]) => {
      const gone = {['learner ' + id]: null, ['session ' + id]: null, ['state ' + id]: null, ['draft ' + id]: null, ['pin ' + id]: null};
      Object.keys(events).forEach((key) => { gone[key] = null; });
      const next = list.filter((person) => person.id !== id)[0];
      return write(gone).then(() => change_to(next ? next.id : progress.uuid()));
    });
  }

  // ---- a file to take along ----

  function download(blob, name) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name + '-' + new Date().toISOString().slice(0, 10) + '.json';
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function save() {
    people().then((list) => {
      const events = progress.events().map((kept) => kept.event);
      const file = {format: 1, kind: 'sanggar-progress', site: progress.data.site, learner: progress.me(), name: list[0].name, events};
      download(new Blob([JSON.stringify(file)], {type: 'application/json'}), words.fileName);
      say('file', fill(words.saved, {n: events.length}));
    });
  }

  const is_text = (value) => typeof value === 'string' && value.length > 0 && value.length < 10000;
  const is_number = (value) => typeof value === 'number' && isFinite(value);
  const is_uuid = (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
  const is_segments = (value) => value === undefined
    || (Array.isArray(value) && value.every((part) => Array.isArray(part) && part.length === 2 && part.every(is_number)));
  const has = (event, keys) => keys.every((key) => is_text(event[key]));

  // What each type needs beyond the keys of all.
  const needs = {
    'lesson-opened': () => true,
    'lesson-finished': () => true,
    'course-completed': () => true,
    answered: (event) => has(event, ['quiz', 'question', 'hash']) && typeof event.response === 'string' && typeof event.success === 'boolean',
    'quiz-ended': (event) => has(event, ['quiz']) && typeof event.success === 'boolean' && Boolean(event.score) && is_number(event.score.scaled),
  };
  ['played', 'paused', 'seeked', 'completed'].forEach((what) => {
    needs['media-' + what] = (event) => has(event, ['media']) && is_number(event.length) && is_segments(event.segments)
      && is_number('to' in event ? event.to : event.at);
  });

  function is_event(event) {
    if (!event || !Object.prototype.hasOwnProperty.call(needs, event.type) || !is_uuid(event.id) || !is_text(event.course)) return false;
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(event.time)) return false;
    return (event.type === 'course-completed' || is_text(event.lesson)) && needs[event.type](event);
  }

  // The file's content, or the name of the words that say what is wrong with it.
  function read_file(text) {
    let file;
    try {
      file = JSON.parse(text);
    } catch (error) {
      return 'wrongFile';
    }
    if (!file || file.kind !== 'sanggar-progress') return 'wrongFile';
    if (file.format !== 1) return 'newerFile';
    if (file.site !== progress.data.site) return 'otherSite';
    return is_uuid(file.learner) && Array.isArray(file.events) && file.events.every(is_event) ? file : 'damagedFile';
  }

  // Puts what is new under this learner; what is there already stays as it is.
  function add_events(file, id) {
    return progress.place.then((at) => at.read('event ' + id + ' ').then((there) => {
      const fresh = {};
      file.events.forEach((event) => {
        const key = 'event ' + id + ' ' + event.id;
        if (!there[key]) fresh[key] = {event: Object.assign({}, event, {learner: id})};
      });
      return at.write(fresh).then(() => Object.keys(fresh).length);
    }));
  }

  function take(file, id) {
    const named = file.name && id === file.learner ? {['learner ' + id]: {name: String(file.name).slice(0, 60)}} : {};
    return add_events(file, id).then((count) => progress.place.then((at) => at.read('learner ' + id)).then((there) => (
      Object.keys(there).length ? null : write(named))).then(() => change_to(id)).then(() => {
      say('file', count ? fill(words.taken, {n: count}) : words.nothingNew);
    })).catch(() => say('file', words.noRoom));
  }

  function open_file(event) {
    const field = event.target;
    const chosen = field.files[0];
    field.value = '';
    if (!chosen) return;
    if (chosen.size > most) {
      say('file', words.wrongFile);
      return;
    }
    const reader = new FileReader();
    reader.onerror = () => say('file', words.wrongFile);
    reader.onload = () => {
      const file = read_file(reader.result);
      say('file', typeof file === 'string' ? words[file] : '');
      if (typeof file !== 'string') offer(file, field);
    };
    reader.readAsText(chosen);
  }

  // Two people's progress is never put together unasked.
  function offer(file, field) {
    const same = file.learner === progress.me();
    if (same || !progress.events().length) return take(file, file.learner);
    const name = file.name ? String(file.name).slice(0, 60) : fill(words.unnamed, {n: file.events.filter((event) => event.type === 'lesson-finished').length});
    return ask('file', fill(words.whose, {name}), [
      [words.mine, () => take(file, progress.me())],
      [words.others, () => take(file, file.learner)],
      [words.cancel, () => say('file', words.nothingChanged)],
    ], field);
  }

  // ---- what the page shows ----

  function show_courses() {
    const list = one('[data-at=courses]');
    const state = progress.state();
    list.textContent = '';
    progress.data.courses.forEach((course) => {
      if (!course.lessons.some((lesson) => progress.found(state.lessons, course, lesson).length)) return;
      const done = course.lessons.filter((lesson) => progress.is_done(state, course, lesson)).length;
      const item = document.createElement('li');
      const link = document.createElement('a');
      const bar = document.createElement('progress');
      const text = document.createElement('span');
      link.href = course.href;
      link.textContent = course.title;
      text.textContent = progress.completion(course, state).complete ? words.courseComplete : fill(words.meter, {n: done, count: course.lessons.length});
      bar.max = course.lessons.length;
      bar.value = done;
      bar.setAttribute('aria-hidden', 'true');
      [link, text, bar].forEach((part) => item.appendChild(part));
      list.appendChild(item);
    });
    one('[data-at=none]').hidden = list.children.length > 0;
  }

  // Never over what is being typed.
  function show_name(person) {
    const field = one('[data-at=name]');
    if (document.activeElement === field && field.dataset.of === person.id) return;
    field.value = person.name;
    field.dataset.of = person.id;
  }

  // progress-pin.js may have a question first.
  function become(person, back) {
    const {unlock} = progress.page;
    return Promise.resolve(!unlock || unlock(person, label(person))).then((may) => {
      if (!may) return back.focus();
      return change_to(person.id).then(() => {
        say('people', fill(words.changed, {name: label(person)}));
        one('[data-at=name]').focus();
      });
    });
  }

  function show_people() {
    return people().then((list) => {
      const others = one('[data-at=others]');
      show_name(list[0]);
      others.textContent = '';
      list.slice(1).forEach((person) => {
        const item = document.createElement('li');
        const name = document.createElement('span');
        name.textContent = label(person);
        const change = button(words.change, () => become(person, change));
        change.setAttribute('aria-label', words.change + ': ' + label(person));
        item.appendChild(name);
        item.appendChild(change);
        others.appendChild(item);
      });
      one('[data-at=others-box]').hidden = list.length < 2;
    });
  }

  function show_where() {
    const sender = progress.sender;
    progress.place.then((at) => {
      if (at.kind === 'tab') return words.whereTab;
      return sender && sender.where ? sender.where() : words.whereDevice;
    }).then((text) => say('where', text));
  }

  const show = () => {
    show_courses();
    show_where();
    return show_people();
  };

  on('save', save);
  on('name', () => {
    const name = one('[data-at=name]').value.trim().slice(0, 60);
    write({['learner ' + progress.me()]: {name}}).then(show).then(() => say('people', name ? fill(words.named, {name}) : words.nameless));
  });
  on('add', () => {
    const id = progress.uuid();
    write({['learner ' + progress.me()]: {name: one('[data-at=name]').value.trim()}, ['learner ' + id]: {name: ''}}).then(() => change_to(id)).then(show).then(() => {
      say('people', words.added);
      one('[data-at=name]').focus();
    });
  });
  on('forget', (event) => people().then((list) => ask('forget', fill(words.sure, {name: label(list[0])}), [
    [words.yesForget, () => forget(progress.me()).then(() => say('forget', words.forgotten))],
    [words.cancel, () => say('forget', words.nothingChanged)],
  ], event.target)));
  one('[data-at=file]').addEventListener('change', open_file);
  document.addEventListener('sanggar:progress', show);
  progress.ready.then(show);

  progress.page = {ask, say, fill, download, change_to, show, add_events};
}());
