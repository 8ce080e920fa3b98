// On the page "My progress", where there is an endpoint: a guardian's consent, and what is kept given to nobody else.
(function () {
  'use strict';
  const progress = window.sanggarProgress;
  const page = progress && progress.page;
  const sender = progress && progress.sender;
  if (!page || !page.server) return;
  const {one, words, say, mine, button, explain, join, erase} = page.server;
  const tick = one('[data-restrict]');
  const agreed = one('[data-agreed]');
  const guardian = one('[data-guardian]');
  let asked = '';  // for whom it was asked how they stand

  const again = (act) => () => act().catch(() => say(words.failed));

  // Nothing was kept when the endpoint asked for it.
  page.server.ask_age = (age, back) => {
    say('');
    page.ask('join', page.fill(words.age, {n: age}), [
      [words.oldEnough, again(() => join(back, 'self'))],
      [words.younger, () => {
        agreed.checked = false;
        guardian.hidden = false;
        guardian.focus();
      }],
    ], back);
  };

  // How the learner stands with the server, asked once for each: restricted, and by whose consent.
  function show() {
    return mine().then((session) => {
      const whose = session.joined && !session.stopped ? progress.me() : '';
      if (whose === asked) return null;
      asked = whose;
      tick.checked = false;
      guardian.hidden = true;
      one('[data-do=withdraw]').hidden = true;
      return whose && sender.call('GET', '/learn/v1/learner', session.token).then((answer) => (answer.ok ? answer.json() : {})).then((found) => {
        if (whose !== asked) return;
        tick.checked = found.restricted === true;
        one('[data-do=withdraw]').hidden = !found.consent || found.consent.by !== 'guardian';
      });
    }).catch(() => { asked = ''; });
  }

  function restrict() {
    const restricted = tick.checked;
    tick.disabled = true;
    mine().then((session) => sender.call('PUT', '/learn/v1/restriction', session.token, {restricted})).then((answer) => {
      if (answer.ok) return say(restricted ? words.restricted : words.lifted);
      tick.checked = !restricted;
      return explain(answer);
    }).catch(() => {
      tick.checked = !restricted;
      say(words.failed);
    }).then(() => {
      tick.disabled = false;
      tick.focus();
    });
  }

  button('guardian', (back) => (agreed.checked ? join(back, 'guardian') : say(words.tickFirst)));
  button('withdraw', (back) => {
    say('');
    page.ask('join', words.withdrawSure, [[words.yesWithdraw, again(() => erase('/learn/v1/consent'))], [words.cancel, () => say(words.nothingChanged)]], back);
  });
  tick.addEventListener('change', restrict);
  document.addEventListener('sanggar:progress', show);
  progress.ready.then(show);
}());
