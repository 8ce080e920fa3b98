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
    source.src = source.getAttribute('data-av1');
    media.parentNode.replaceChild(media.cloneNode(true), media);
  }
  function setUp(figure) {
    var media = figure.querySelector('video, audio');
    var whole = media && media.querySelector('source[type^="video"], source[type^="audio"], source');
    if (!whole) return;
    var key = 'sanggar-play:' + whole.getAttribute('src').split('/').slice(-2).join('/');
    var chosen = null;
    var begun = false;
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
      if (media.tagName === 'VIDEO' && media.textTracks[0]) media.textTracks[0].mode = 'showing';
      var at = store(key);
      if (at > 5 && media.currentTime < 1) seek(at);
    });
    media.addEventListener('timeupdate', function () {
      if (Math.abs(media.currentTime - saved) < 4) return;
      saved = media.currentTime;
      if (begun && saved > 1) store(key, media.duration - saved < Math.min(5, media.duration / 10) ? 0 : saved);
    });
    media.addEventListener('ended', function () { store(key, 0); });

    each(figure.querySelectorAll('.transcript'), function (text) {
      var lines = [].slice.call(text.querySelectorAll('[data-time]'));
      var current = null;
      text.addEventListener('click', function (event) {
        if (lines.indexOf(event.target) < 0) return;
        event.preventDefault();
        begun = true;
        seek(parseFloat(event.target.getAttribute('data-time')));
        play();
      });
      media.addEventListener('timeupdate', function () {
        var now = null;
        lines.forEach(function (line) { if (parseFloat(line.getAttribute('data-time')) <= media.currentTime + 0.05) now = line; });
        if (now === current) return;
        if (current) current.parentNode.removeAttribute('aria-current');
        if (now) now.parentNode.setAttribute('aria-current', 'true');
        current = now;
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
