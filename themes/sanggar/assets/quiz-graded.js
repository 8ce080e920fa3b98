// Graded quizzes: the server opens an attempt, grades what is sent and says what was right. Without a connection the answers stay on the
// device as a draft, and the page says so. Floor: Chrome 64, Safari 12, Firefox 68. All texts come from the page.
(function () {
  'use strict';
  const quiz = window.sanggarQuiz;
  const block = document.getElementById('sg-progress');
  if (!quiz || !block) return;
  const {all, make, say, mark, unmark, verdict, shown} = quiz;
  let progress;  // these two come, like all that keeps progress, when the reader begins to do something
  let sender;
  const address = '/learn/v1/attempts';
  const failed = Symbol('the server could not be reached');

  const paragraph = (text) => (typeof text === 'string' ? make('p', '', text) : text);
  const notice = (text) => make('p', 'notice', text);
  const call = (method, path, token, body) => sender.call(method, path, token, body).catch(() => { throw failed; });

  const write = (form, parts) => quiz.kind_of(form).write(form, parts);

  // Until progress has come there is one button, and no question.
  function prepare(section) {
    const box = section.appendChild(make('div', 'quiz-graded'));
    const status = box.appendChild(make('div', 'quiz-said'));
    const button = box.appendChild(make('p', 'quiz-acts')).appendChild(make('button', 'button quiz-button', say('begin')));
    status.setAttribute('role', 'status');
    box.tabIndex = -1;
    button.type = 'button';
    button.addEventListener('click', () => {
      box.dataset.wanted = '';
      status.textContent = say('join-busy');
      window.dispatchEvent(new Event('scroll'));  // core.js waits for one
    });
    all(section, 'form.question').forEach((form) => {
      const said = make('div', 'say');
      const fields = form.querySelector('fieldset');
      said.setAttribute('role', 'status');
      form.hidden = true;
      fields.tabIndex = -1;
      fields.insertAdjacentElement('afterend', said);
      quiz.add_moves(form, said);
      form.addEventListener('submit', (event) => event.preventDefault());
    });
  }

  function start(section) {
    const {data} = progress;
    const box = section.querySelector('.quiz-graded');
    const status = box.querySelector('.quiz-said');
    const acts = box.querySelector('.quiz-acts');
    const name = section.dataset.quiz;
    const key = data.course + '/' + data.lesson + '#' + name;
    const bank = all(section, 'form.question');
    const course = data.courses.filter((one) => one.id === data.course)[0];
    const lesson = course.lessons.filter((one) => one.id === data.lesson)[0];
    const former_of = (form) => (lesson.former || {})[name + '/' + form.dataset.question] || [];
    // By a question's present id, or a former one: the attempt may be older than the page.
    const form_of = (id) => bank.filter((form) => form.dataset.question === id)[0] || bank.filter((form) => former_of(form).indexOf(id) >= 0)[0];
    const fields = (form) => form.querySelector('fieldset');
    const language = (section.closest('[lang]') || document.documentElement).lang;
    const first_order = {};
    let view = '';        // join, intro, take, result, stopped
    let busy = false;
    let attempt = null;   // the one that is being answered
    let due = false;      // it was to be sent, and the server could not be reached
    let place = null;
    bank.filter((form) => form.dataset.type === 'order').forEach((form) => { first_order[form.dataset.question] = quiz.read(form); });

    // ---- what is said below the questions, and what can be done ----

    // `parts` are texts or elements; `choices` are [text, act]; an act that is a text is an address.
    function show(now, parts, choices) {
      const had_focus = box.contains(document.activeElement);
      view = now;
      box.className = 'quiz-graded';
      status.textContent = acts.textContent = '';
      parts.map(paragraph).forEach((part) => status.appendChild(part));
      choices.forEach(([text, act], i) => {
        const link = typeof act === 'string';
        const choice = make(link ? 'a' : 'button', i ? 'quiz-more' : 'button quiz-button', text);
        if (link) choice.href = act;
        else {
          choice.type = 'button';
          choice.addEventListener('click', () => run(act));
        }
        acts.appendChild(choice);
      });
      if (had_focus) box.focus();
    }

    // One thing at a time. What could not reach the server changes nothing.
    function run(act) {
      if (busy) return null;
      busy = true;
      status.textContent = say('join-busy');
      const free = () => { busy = false; };
      return Promise.resolve(act()).catch((error) => {
        if (error !== failed) return stop(say('broken'));
        return attempt ? unsent() : show('intro', [notice(say('offline'))], [[say('retry'), load]]);
      }).then(free, free);
    }

    function stop(text, choices) { show('stopped', [notice(text)], choices || [[say('retry'), load]]); }

    // What an answer means that is none of those hoped for.
    function explain(answer) {
      const code = answer.status;
      if (code === 429) return stop(say('join-later', {n: Math.max(1, Math.ceil((sender.seconds_of(answer) || 60) / 60))}));
      if (code === 401 || code === 403) return stop(say('join-refused'), [[say('have-code'), block.dataset.page]]);
      if (code === 410) return stop(say('join-erased'), []);
      return stop(say(code === 404 ? 'unknown' : 'broken'));
    }

    // ---- joining ----

    const offer_to_join = () => show('join', [say('join')], [[say('join-button'), join], [say('have-code'), block.dataset.page]]);

    function join() {
      return sender.join(progress.me()).catch(() => { throw failed; }).then(({answer, code}) => {
        // Where a course has a minimum age, the page of progress asks for it.
        if (answer.status === 403) return stop(say('consent'), [[say('consent-link'), block.dataset.page]]);
        if (!code) return explain(answer);
        const list = make('ol', 'code-words');
        code.forEach((word) => list.appendChild(make('li', '', word)));
        show('intro', [make('h3', '', say('join-your-code')), list, say('join-keep-code')], [[say('begin'), begin]]);
        sender.flush();
        return null;
      });
    }

    // ---- the draft ----

    const drafts = (change) => place.change('draft ' + progress.me(), (there) => {
      const all_drafts = there || {};
      change(all_drafts);
      return all_drafts;
    });
    const mine = (there) => progress.found(there, course, lesson, name);
    const draft = () => drafts(() => {}).then((there) => mine(there)[0]);
    const drop_draft = () => drafts((there) => {
      const gone = mine(there);
      Object.keys(there).filter((one) => gone.indexOf(there[one]) >= 0).forEach((one) => { delete there[one]; });
    }).catch(() => {});

    function answers() {
      const given = {};
      attempt.questions.forEach((id) => {
        const parts = quiz.read(form_of(id));
        if (parts && parts[0] !== 'NaN') given[id] = parts;
      });
      return given;
    }

    function keep_draft() {
      if (view !== 'take' || !attempt) return Promise.resolve();
      const now = {attempt, answers: answers(), due};
      return drafts((there) => { there[key] = now; }).catch(() => {});
    }

    // ---- the start ----

    const session = () => sender.session(progress.me()).then((there) => there || {});

    function load() {
      return session().then((there) => {
        if (there.stopped) return explain({status: there.stopped === 'erased' ? 410 : 401});
        if (!there.joined) return offer_to_join();
        const query = '?course=' + encodeURIComponent(data.course) + '&lesson=' + encodeURIComponent(data.lesson) + '&quiz=' + encodeURIComponent(name);
        return Promise.all([draft(), call('GET', address + query, there.token).catch(() => null)]).then(([there_before, answer]) => look(there_before, answer));
      });
    }

    function look(before, answer) {
      if (!answer) return before ? take(before.attempt, before) : show('intro', [], [[say('begin'), begin]]);
      if (!answer.ok) return explain(answer);
      return answer.json().then((found) => {
        const open = found.attempts.filter((one) => !one.closed)[0];
        const known = found.attempts.filter((one) => before && one.id === before.attempt.id)[0];
        // One of questions that are gone is opened anew, with others.
        if (before && known && !known.closed && before.attempt.questions.every(form_of)) {
          take(before.attempt, Object.assign({}, before, {due: false}));
          return before.due && view === 'take' ? send(true) : null;
        }
        if (before) drop_draft();
        if (found.last) return show_result(Object.assign({}, found.last, {left: found.left}), open);
        return show('intro', [], [[say(open ? 'resume' : 'begin'), begin]]);
      });
    }

    function begin() {
      return session().then((there) => {
        if (!there.joined || there.stopped) return load();
        const body = {course: data.course, lesson: data.lesson, quiz: name, language};
        return call('POST', address, there.token, body).then((answer) => {
          if (answer.status === 409) return load();
          if (!answer.ok) return explain(answer);
          return answer.json().then((opened) => {
            take(opened);
            const first = form_of(opened.questions[0]);
            if (view === 'take') fields(first).focus();
          });
        });
      });
    }

    // ---- answering ----

    function clear(form) {
      const said = form.querySelector('.say');
      form.reset();
      unmark(fields(form));
      fields(form).disabled = false;
      said.textContent = '';
      said.className = 'say';
      if (first_order[form.dataset.question]) write(form, first_order[form.dataset.question]);
    }

    // A question may have changed since: then what was answered does not fit.
    function fill(form, parts) {
      try { write(form, parts); } catch (unfit) { form.reset(); }
    }

    function lay_out(questions) {
      const asked = questions.map(form_of);
      bank.forEach((form) => {
        clear(form);
        form.hidden = asked.indexOf(form) < 0;
      });
      if (questions.length < 2) return;
      questions.forEach((id, i) => {
        if (form_of(id)) form_of(id).querySelector('legend').textContent = say('question-of', {number: i + 1, count: questions.length});
      });
    }

    function take(opened, before) {
      if (!opened.questions.every(form_of)) return stop(say('changed'), [[say('reload'), () => location.reload()]]);
      attempt = opened;
      due = Boolean(before && before.due);
      lay_out(opened.questions);
      const given = (before || {}).answers || {};
      Object.keys(given).forEach((id) => { if (form_of(id)) fill(form_of(id), given[id]); });
      if (due) return unsent();
      offer_to_send();
      return keep_draft();
    }

    const kept_words = () => say(place.kind === 'device' ? 'draft' : 'fleeting');
    const offer_to_send = () => show('take', [kept_words()], [[say('send'), () => send(false)]]);

    function unsent() {
      due = true;
      show('take', [notice(say('unsent')), kept_words()], [[say('send'), () => send(false)]]);
      return keep_draft();
    }

    // Whether something keeps it from being sent: a number that is none, or, unless that was said before, questions without an answer.
    function is_unfinished(anyway) {
      const wrong = attempt.questions.map(form_of).filter((form) => {
        const parts = quiz.read(form);
        const no_number = Boolean(parts && parts[0] === 'NaN');
        form.querySelector('.say').textContent = no_number ? say('not-number') : '';
        return no_number;
      });
      const count = attempt.questions.length - Object.keys(answers()).length;
      if (wrong.length) {
        offer_to_send();
        fields(wrong[0]).focus();
      } else if (count && !anyway) {
        show('take', [notice(say('blank', {count})), kept_words()], [[say('anyway'), () => send(true)]]);
      }
      return wrong.length > 0 || (count > 0 && !anyway);
    }

    function send(anyway) {
      if (is_unfinished(anyway)) return null;
      due = true;
      const responses = {};
      const given = answers();
      Object.keys(given).forEach((id) => { responses[id] = given[id].join('[,]'); });
      return keep_draft().then(session).then((there) => call('POST', address + '/' + attempt.id, there.token, {answers: responses})).then((answer) => {
        if (answer.status === 409) return drop_draft().then(load).then(() => status.insertBefore(notice(say('elsewhere')), status.firstChild));
        if (!answer.ok) return explain(answer);
        return answer.json().then((result) => {
          show_result(result);
          // The first answers stand: another phone may have sent others.
          const others = result.results.some((one) => (one.response || '') !== (responses[one.question] || ''));
          if (others) status.insertBefore(notice(say('elsewhere')), status.firstChild);
          box.focus();
          // Not waited for: who wants to try again may.
          sender.renew().then(() => progress.load()).then(() => progress.tell('graded'));
          return drop_draft();
        });
      });
    }

    // ---- the result ----

    function show_answer(form, parts) {
      const type = form.dataset.type;
      const unit = form.querySelector('.unit');
      if (type === 'truefalse') return form.querySelector('.option input[value=' + parts[0] + ']').parentNode.textContent.trim();
      if (type === 'number') return shown(Number(parts[0])) + (unit ? ' ' + unit.textContent : '');
      return parts.join(type === 'order' ? ' \u2192 ' : '; ');
    }

    function show_one(one) {
      const form = form_of(one.question);
      if (!form) return;
      const said = form.querySelector('.say');
      const kind = verdict(one.right);
      if (one.response !== undefined) fill(form, one.response.split('[,]'));
      fields(form).disabled = true;
      const chosen = ['single', 'truefalse'].indexOf(form.dataset.type) >= 0 && form.querySelector('.option input:checked');
      const typed = ['text', 'number'].indexOf(form.dataset.type) >= 0 && form.querySelector('.line input');
      if (one.response !== undefined && (chosen || typed)) mark((chosen || typed).parentNode, kind);
      said.className = 'say is-' + kind;
      said.appendChild(make('p', 'verdict', say(kind)));
      if (one.response === undefined) said.appendChild(make('p', '', say('unanswered')));
      one.said.forEach((item) => {
        const words = make('p', 'feedback', item.text);
        if (item.about && one.said.length > 1) words.insertBefore(make('b', '', item.about), words.firstChild);
        said.appendChild(words);
      });
      if (one.answer && !one.right) said.appendChild(make('p', '', say('missed') + ': ' + show_answer(form, one.answer)));
    }

    function show_result(result, open) {
      attempt = null;
      due = false;
      lay_out(result.questions);
      result.results.forEach(show_one);
      const marked = Number(section.dataset.pass) > 0;
      const parts = [make('p', 'verdict', say(marked ? (result.passed ? 'passed' : 'failed') : 'done')),
        say('score', {points: shown(result.score.raw), max: shown(result.score.max)})];
      if (result.left !== null) parts.push(say(result.left || open ? 'left' : 'none-left', {count: result.left + (open ? 1 : 0)}));
      show('result', parts, result.left === 0 && !open ? [] : [[say('again'), begin]]);
      box.className = 'quiz-graded quiz-end' + (marked ? ' is-' + verdict(result.passed) : '');
    }

    // ---- all of it ----

    ['input', 'change', 'click'].forEach((what) => section.addEventListener(what, (event) => {
      if (event.target.closest('form.question')) keep_draft();
    }));
    window.addEventListener('online', () => { if (due && attempt && view === 'take') run(() => send(true)); });
    // On the page of progress, in another tab, a code may have been entered.
    document.addEventListener('sanggar:progress', (event) => {
      if (event.detail !== 'loaded' || view !== 'join' || busy) return;
      session().then((there) => { if (there.joined) run(load); });
    });
    return Promise.all([progress.place, progress.ready]).then(([at]) => {
      const wanted = 'wanted' in box.dataset;
      place = at;
      return run(load).then(() => { if (wanted && view === 'intro') run(begin); });
    });
  }

  const sections = all(document, 'section.quiz[data-graded]');
  function start_all() {
    progress = window.sanggarProgress;
    sender = progress && progress.sender;
    if (sender) sections.forEach(start);
  }
  sections.forEach(prepare);
  if (window.sanggarProgress && window.sanggarProgress.sender) start_all();
  else document.addEventListener('sanggar:sender', start_all, {once: true});
}());
