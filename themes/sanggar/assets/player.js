// Videos and sounds: cheaper versions in the same player, going on where one stopped, and a text that leads to its moments.
(function () {
  'use strict';
  function each(list, act) { Array.prototype.forEach.call(list, act); }
  function store(key, value) {
    try {
      if (value === undefined) return parseFloat(localStorage.getItem(key)) || 0;
      if (value > 0) localStorage.setItem(key, value.toFixed(1));
      else localStorage.removeItem(key);
    } catch (refused) { /* private windows: nothing is remembered */ }
    return 0;
  }
  // What browsers that know newer codecs fetch for the same picture or sound: half, and less.
  function better(link, name) {
    if (!link || !link.hasAttribute('data-' + name)) return;
    link.href = link.getAttribute('data-' + name);
    link.textContent = link.getAttribute('data-' + name + '-text');
  }
  // A browser has chosen its source already, and load() would begin to fetch: a new element chooses anew.
  function takeAv1(figure, source) {
    var media = source.parentNode;
    if (!media.paused) return;
    better(figure.querySelector('[data-play=saver]'), 'av1');
    each(media.querySelectorAll('[data-av1]'), function (one) { one.src = one.getAttribute('data-av1'); });
    media.parentNode.replaceChild(media.cloneNode(true), media);
  }
  function moment(seconds) {
    var rest = Math.floor(seconds % 60);
    return Math.floor(seconds / 60) + (rest < 10 ? ':0' : ':') + rest;
  }
  // `board`: how many scenes, in how many columns, seconds from one to the next, width and height of each.
  function scene(box, board, index) {
    var item = document.createElement('li');
    var button = item.appendChild(document.createElement('button'));
    var style = button.appendChild(document.createElement('span')).style;
    var rows = Math.ceil(board[0] / board[1]);
    var time = index * board[2];
    style.paddingTop = board[4] / board[3] * 100 + '%';
    style.backgroundImage = 'url("' + box.getAttribute('data-picture') + '")';
    style.backgroundPosition = index % board[1] / (board[1] - 1) * 100 + '% ' + (rows > 1 ? Math.floor(index / board[1]) / (rows - 1) * 100 : 0) + '%';
    button.type = 'button';
    button.appendChild(document.createTextNode(moment(time)));
    button.setAttribute('aria-label', box.getAttribute('data-label') + ' ' + moment(time));
    button.setAttribute('data-time', time);
    return item;
  }
  // The second picture does what the first does, unless it is folded away.
  function pair(media, box) {
    var sign = box.querySelector('video');
    function go() { if (box.open && !media.paused) sign.play().catch(function () {}); }
    function stop() { sign.pause(); }
    function meet(apart) {
      if (box.open && media.currentTime < (sign.duration || 0) && Math.abs(sign.currentTime - media.currentTime) > apart) sign.currentTime = media.currentTime;
    }
    sign.removeAttribute('controls');
    box.open = store('sanggar-sign') === 0;
    ['play', 'playing'].forEach(function (name) { media.addEventListener(name, go); });
    ['pause', 'waiting', 'emptied', 'ended'].forEach(function (name) { media.addEventListener(name, stop); });
    media.addEventListener('seeking', function () { meet(0); });
    media.addEventListener('timeupdate', function () { if (!sign.seeking) meet(0.3); });
    media.addEventListener('ratechange', function () { sign.playbackRate = media.playbackRate; });
    sign.addEventListener('loadedmetadata', function () { meet(0); });
    box.addEventListener('toggle', function () {
      store('sanggar-sign', box.open ? 0 : 1);
      if (!box.open) return stop();
      meet(0);
      go();
    });
  }
  function setUp(figure) {
    var media = figure.querySelector('video, audio');
    var whole = media && media.querySelector('source[type^="video"], source[type^="audio"], source');
    if (!whole) return;
    var key = 'sanggar-play:' + whole.getAttribute('src').split('/').slice(-2).join('/');
    var chosen = null;
    var begun = false;
    var chose = false;
    var saved = 0;

    function seek(seconds) {
      if (media.readyState > 0) media.currentTime = seconds;
      else media.addEventListener('loadedmetadata', function set() {
        media.removeEventListener('loadedmetadata', set);
        media.currentTime = seconds;
      });
    }
    function play() {
      var promise = media.play();
      if (promise) promise.catch(function () {});
    }
    function choose(link) {
      var at = media.currentTime;
      if (chosen) chosen.removeAttribute('aria-current');
      chosen = link === chosen ? null : link;
      if (chosen) {
        chosen.setAttribute('aria-current', 'true');
        media.src = chosen.href;
      } else {
        media.removeAttribute('src');
      }
      media.load();
      if (at > 0) seek(at);
      play();
    }
    each(figure.querySelectorAll('[data-play]'), function (link) {
      link.addEventListener('click', function (event) {
        event.preventDefault();
        choose(link);
      });
    });

    media.addEventListener('play', function () {
      if (begun) return;
      begun = true;
      var said = media.tagName === 'VIDEO' && media.textTracks[0];
      if (said && said.kind === 'captions') said.mode = 'showing';
      var at = store(key);
      if (!chose && !media.loop && at > 5 && media.currentTime < 1) seek(at);
    });
    media.addEventListener('timeupdate', function () {
      if (Math.abs(media.currentTime - saved) < 4) return;
      saved = media.currentTime;
      if (begun && saved > 1) store(key, media.duration - saved < Math.min(5, media.duration / 10) ? 0 : saved);
    });
    media.addEventListener('ended', function () { store(key, 0); });

    // Lines of `box` with a moment lead to it; the one that is played now is marked, a paragraph as a whole.
    function follow(box) {
      var lines = [].slice.call(box.querySelectorAll('[data-time]'));
      var current = null;
      function part(line) { return line.parentNode.tagName === 'P' ? line.parentNode : line; }
      function time(line) { return parseFloat(line.getAttribute('data-time')); }
      lines.forEach(function (line) {
        line.addEventListener('click', function (event) {
          event.preventDefault();
          chose = true;
          seek(time(line));
          play();
        });
      });
      media.addEventListener('timeupdate', function () {
        var now = null;
        lines.forEach(function (line) { if (time(line) <= media.currentTime + 0.05) now = line; });
        if (now === current) return;
        if (current) part(current).removeAttribute('aria-current');
        if (now) part(now).setAttribute('aria-current', 'true');
        current = now;
      });
    }
    each(figure.querySelectorAll('.sign'), function (box) { pair(media, box); });
    each(figure.querySelectorAll('.transcript, .chapters'), follow);

    // Scenes are parts of one picture, which is fetched when the list opens.
    each(figure.querySelectorAll('.scenes'), function (box) {
      var board = box.getAttribute('data-board').split(' ').map(Number);
      box.hidden = false;
      box.addEventListener('toggle', function () {
        if (box.querySelector('ol')) return;
        var list = document.createElement('ol');
        for (var i = 0; i < board[0]; i += 1) list.appendChild(scene(box, board, i));
        box.appendChild(list);
        follow(box);
      });
    });
  }
  each(document.querySelectorAll('.player'), function (figure) {
    var source = figure.querySelector('source[data-av1]');
    if (document.createElement('audio').canPlayType('audio/mp4; codecs="opus"')) better(figure.querySelector('[data-play=sound]'), 'opus');
    if (!source || !navigator.mediaCapabilities) return setUp(figure);
    navigator.mediaCapabilities.decodingInfo({
      type: 'file',
      video: { contentType: 'video/mp4; codecs="av01.0.04M.08"', width: 854, height: 480, bitrate: 600000, framerate: 30 }
    }).then(function (can) {
      if (can.supported && can.smooth && can.powerEfficient) takeAv1(figure, source);
    }).catch(function () { /* what it cannot tell is left as it is */ }).then(function () { setUp(figure); });
  });
})();
