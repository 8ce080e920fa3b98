// Shows progress on courses, lessons and cards, and makes events of what a learner does in a lesson.
(function () {
  'use strict';
  const progress = window.sanggarProgress;
  if (!progress) return;
  const {data, words} = progress;
  const settings = document.getElementById('sg-progress').dataset;
  const all = (selector, scope) => Array.from((scope || document).querySelectorAll(selector));
  const one = (selector, scope) => (scope || document).querySelector(selector);
  const course_of = (id) => data.courses.filter((course) => course.id === id)[0];

  function text(key, values) {
    return (words[key] || '').replace(/\{(\w+)\}/g, (whole, name) => (values && name in values ? values[name] : whole));
  }

  function make(tag, name, inside) {
    const element = document.createElement(tag);
    if (name) element.className = name;
    [].concat(inside || []).forEach((part) => element.appendChild(typeof part === 'string' ? document.createTextNode(part) : part));
    return element;
  }

  function link_to_mine() {
    const link = make('a', 'more', text('mine'));
    link.href = settings.page;
    return link;
  }

  // Puts `element` where the one of that name was put before, or by `insert`.
  function place(scope, name, element, insert) {
    const old = one('.' + name, scope);
    element.classList.add(name);
    if (old) old.parentNode.replaceChild(element, old);
    else insert(element);
  }

  // ---- what is done of a course ----

  function summary(course, state) {
    const finished = course.lessons.filter((lesson) => progress.is_done(state, course, lesson)).length;
    const opened = course.lessons.filter((lesson) => progress.found(state.lessons, course, lesson).length).length;
    const judged = progress.completion(course, state);
    return {course, finished, count: course.lessons.length, started: opened > 0, complete: judged.complete, missing: judged.missing};
  }

  function meter(sum) {
    const bar = make('progress');
    bar.max = sum.count;
    bar.value = sum.finished;
    bar.setAttribute('aria-hidden', 'true');
    return make('div', '', [make('p', '', text('meter', {n: sum.finished, count: sum.count})), bar]);
  }

  // ---- lessons in a list ----

  function lesson_status(course, lesson, state) {
    if (progress.is_done(state, course, lesson)) return 'finished';
    return progress.found(state.lessons, course, lesson).length ? 'opened' : 'left';
  }

  function show_step(step, status, next) {
    const small = step.parentNode.classList.contains('path-small');
    step.classList.toggle('done', status === 'finished');
    if (!small) step.classList.toggle('now', next);
    // Of the lesson that is open now only that it is finished is news.
    if (small && (status === 'left' || (status === 'opened' && step.classList.contains('now')))) return;
    const words = make(small ? 'small' : 'p', 'is-' + status, text(status));
    place(step, 'step-status', words, (element) => one('a', step).insertAdjacentElement('afterend', element));
  }

  // The lesson to go on with: the first unfinished, else one whose quiz is yet to be passed.
  function next_lesson(sum, state, steps) {
    const here = sum.course.lessons.filter((lesson) => steps.some((step) => step.dataset.lesson === lesson.id));
    const open = here.filter((lesson) => !progress.is_done(state, sum.course, lesson));
    const owed = here.filter((lesson) => sum.missing.quizzes.some((quiz) => quiz.split('#')[0] === lesson.id));
    return sum.complete && !open.length ? null : open[0] || owed[0] || null;
  }

  function show_continue(sum, next, steps) {
    const button = one('[data-continue]');
    if (!button) return;
    if (!next) {
      button.firstElementChild.textContent = text('again');
      return;
    }
    const link = one('a', steps.filter((step) => step.dataset.lesson === next.id)[0]);
    button.href = link.getAttribute('href');
    const words = button.firstElementChild;
    words.textContent = button.dataset.continue;
    words.appendChild(make('span', 'button-what', ': ' + link.textContent.trim()));
  }

  function show_course(state) {
    const steps = all('.step[data-lesson]');
    const sum = summary(course_of(data.course), state);
    if (!sum.started) return;
    const next = next_lesson(sum, state, steps);
    steps.forEach((step) => {
      const lesson = sum.course.lessons.filter((other) => other.id === step.dataset.lesson)[0];
      if (lesson) show_step(step, lesson_status(sum.course, lesson, state), lesson === next);
    });
    show_continue(sum, next, steps);
    const hook = one('[data-meter]');
    if (!hook) return;
    const box = meter(sum);
    if (sum.complete) box.insertBefore(make('p', 'meter-done', text('complete')), box.firstChild);
    else if (sum.finished === sum.count) one('p', box).textContent += ' ' + text('owed');
    box.appendChild(link_to_mine());
    hook.hidden = false;
    place(hook, 'meter', box, (element) => hook.appendChild(element));
  }

  // ---- cards ----

  function show_card(card, state) {
    const course = course_of(card.dataset.course);
    const sum = course && summary(course, state);
    if (!sum || !sum.started) return;
    const box = meter(sum);
    if (sum.complete) one('p', box).textContent = text('card_complete');
    place(card, 'meter', box, (element) => one('.card-text', card).insertBefore(element, one('.card-text .meta', card)));
  }

  // ---- a lesson ----

  const course = course_of(data.course);
  const lesson = data.lesson && course.lessons.filter((other) => other.id === data.lesson)[0];
  let shown_since = document.hidden ? 0 : Date.now();
  let seconds = 0;  // that the page could be seen
  document.addEventListener('visibilitychange', () => {
    if (shown_since) seconds += (Date.now() - shown_since) / 1000;
    shown_since = document.hidden ? 0 : Date.now();
  });
  const elapsed = () => Math.round((seconds + (shown_since ? (Date.now() - shown_since) / 1000 : 0)) * 10) / 10;

  // Asked once, when there is something worth keeping: browsers then do not clear it away by themselves.
  function ask_to_persist() {
    if (!navigator.storage || !navigator.storage.persist) return;
    progress.place.then((at) => at.read('note persist').then((notes) => {
      if (notes['note persist']) return null;
      return at.write({'note persist': true}).then(() => navigator.storage.persist());
    })).catch(() => {});
  }

  function finish() {
    const state = progress.state();
    if (progress.is_done(state, course, lesson)) return Promise.resolve();
    return progress.record('lesson-finished', {seconds: elapsed()}).then(() => {
      ask_to_persist();
      return complete();
    });
  }

  // A course once finished stays so, even if lessons are added: so it is noted on the device, too. It is never sent.
  function complete() {
    const state = progress.state();
    const noted = [course.id].concat(course.aliases || []).some((id) => (state.courses[id] || {}).done);
    if (noted || !progress.completion(course, state).complete) return null;
    return progress.record('course-completed');
  }

  // A status from the start, so that it is read out when the lesson is finished.
  function finish_box() {
    const button = make('button', 'button', text('finish'));
    const said = make('p', 'finish-done', [make('b'), ' ', make('span'), ' ', link_to_mine()]);
    const status = make('div', '', said);
    button.type = 'button';
    said.tabIndex = -1;
    status.setAttribute('role', 'status');
    return make('div', 'finish', [make('p', 'finish-open', button), status]);
  }

  function show_finish(state) {
    const hook = one('[data-finish]');
    const done = progress.is_done(state, course, lesson);
    const sum = summary(course, state);
    if (!one('.finish', hook)) hook.appendChild(finish_box());
    hook.hidden = false;
    one('.finish-open', hook).hidden = done;
    const said = one('.finish-done', hook);
    said.hidden = !done;
    if (!done) return;
    one('b', said).textContent = text(sum.complete ? 'complete' : 'lesson_finished');
    one('span', said).textContent = text('meter', {n: sum.finished, count: sum.count}) + '.';
  }

  // ---- quizzes of the lesson ----

  const percent = (share) => (Math.round(share * 1000) / 10).toLocaleString(document.documentElement.lang || undefined);

  function show_quiz(section, state) {
    const quiz = section.dataset.quiz;
    if (!progress.found(state.quizzes, course, lesson, quiz).length) return;
    const passed = progress.is_passed(state, course, lesson, quiz) && Number(section.dataset.pass) > 0;
    const score = percent(progress.best(state, course, lesson, quiz));
    const words = make('p', 'notice', text(passed ? 'quiz_passed' : 'quiz_tried', {score}));
    place(section, 'quiz-before', words, (element) => section.insertBefore(element, one('form', section)));
  }

  function show_question(form, state) {
    if (!form.dataset.hash) return;  // graded: the endpoint knows what was asked
    const quiz = form.closest('section').dataset.quiz;
    const answers = progress.found(state.questions, course, lesson, quiz, form.dataset.question);
    const last = answers.sort((a, b) => (a.time < b.time ? -1 : 1)).pop();
    const changed = last && last.hash !== form.dataset.hash && (data.hashes || []).indexOf(last.hash) < 0;
    const old = one('.quiz-changed', form);
    if (old) old.remove();
    if (changed) form.insertBefore(make('p', 'notice quiz-changed', text('changed')), form.firstChild);
  }

  // A lesson with quizzes is finished by passing the last of them; quizzes without a mark by answering.
  function finish_if_passed() {
    const quizzes = lesson.quizzes || [];
    const state = progress.state();
    if (quizzes.length && quizzes.every((quiz) => progress.is_passed(state, course, lesson, quiz))) return finish().then(complete);
    return null;
  }

  function listen() {
    const acts = {
      'sanggar:answered'({type, ...more}) { progress.record('answered', Object.assign({}, more, {question_type: type})); },
      'sanggar:quiz-ended'(detail) { progress.record('quiz-ended', detail).then(finish_if_passed); },
    };
    // What was answered while this script was on its way was held by core.js.
    (window.sanggarHeld || []).splice(0).forEach((event) => acts[event.type](event.detail));
    Object.keys(acts).forEach((name) => document.addEventListener(name, (event) => acts[name](event.detail)));
    document.addEventListener('click', (event) => {
      if (!event.target.closest('[data-finish] button')) return;
      finish().then(() => one('.finish-done').focus());
    });
  }

  // ---- all of it ----

  function paint() {
    // Without its words, which may not have come, nothing is better than empty buttons.
    if (!words.meter) return;
    const state = progress.state();
    if (data.course) show_course(state);
    all('[data-course]').forEach((card) => show_card(card, state));
    if (!lesson) return;
    show_finish(state);
    all('section.quiz').forEach((section) => show_quiz(section, state));
    all('form.question').forEach((form) => show_question(form, state));
  }

  function warn(key) {
    if (one('.progress-warning')) return;
    const words = make('p', 'notice progress-warning', text(key));
    words.setAttribute('role', 'alert');
    const hook = one('[data-finish], [data-meter]');
    (hook ? hook.parentNode : one('main .wrap')).insertBefore(words, hook || null);
  }

  // Only who has joined has something to send.
  function load_sender() {
    if (!settings.send || one('[data-progress-page], script[src="' + settings.send + '"]')) return;
    progress.place.then((at) => at.read('session ')).then((sessions) => {
      if (!Object.keys(sessions).length) return;
      const script = make('script');
      script.src = settings.send;
      document.head.appendChild(script);
    });
  }

  if (lesson) listen();
  document.addEventListener('sanggar:progress', (event) => {
    if (event.detail === 'graded') finish_if_passed();
    if (event.detail === 'full') warn('full');
    else paint();
    if (event.detail === 'loaded') load_sender();
  });
  progress.ready.then((state) => {
    paint();
    load_sender();
    progress.place.then((at) => { if (lesson && at.kind === 'tab') warn('fleeting'); });
    if (lesson && !progress.found(state.lessons, course, lesson).some((item) => item.opened)) return progress.record('lesson-opened');
    return null;
  });
}());
