// Share and print buttons, shown only where they work; and the scripts that keep progress.
(function () {
  'use strict';
  function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    var field = document.createElement('textarea');
    field.value = text;
    document.body.appendChild(field);
    field.select();
    var done = document.execCommand('copy');
    document.body.removeChild(field);
    return done ? Promise.resolve() : Promise.reject();
  }
  function each(list, act) { Array.prototype.forEach.call(list, act); }
  each(document.querySelectorAll('.tools'), function (tools) {
    var share = tools.querySelector('[data-share]');
    var print = tools.querySelector('[data-print]');
    var said = tools.querySelector('.tool-said');
    each([share, print, tools], function (part) { if (part) part.hidden = false; });
    if (share) share.addEventListener('click', function () {
      var address = location.href.split('#')[0];
      if (navigator.share) {
        navigator.share({ title: document.title, url: address }).catch(function () {});
      } else {
        copy(address).then(function () { said.textContent = share.getAttribute('data-done'); }, function () { said.textContent = address; });
      }
    });
    if (print) print.addEventListener('click', function () { window.print(); });
  });

  // Progress: who has some sees it at once; for others a lesson fetches the scripts when they begin to do something.
  var progress = document.getElementById('sg-progress');
  var held = window.sanggarHeld = [];
  var loaded = false;
  function hold(event) { held.push(event); }
  function listen(names, act) { names.forEach(function (name) { window.addEventListener(name, act, true); }); }
  function load() {
    if (loaded) return;
    loaded = true;
    progress.getAttribute('data-load').split(' ').forEach(function (address) {
      var style = /css$/.test(address);
      var part = document.createElement(style ? 'link' : 'script');
      part.rel = 'stylesheet';
      part.async = false;
      part[style ? 'href' : 'src'] = address;
      document.head.appendChild(part);
    });
  }
  function loadIfAny() {
    try { if (localStorage.getItem('sanggar-changed')) load(); } catch (refused) { load(); }
  }
  if (!progress) return;
  listen(['sanggar:answered', 'sanggar:quiz-ended'], hold);
  if (document.querySelector('[data-progress-page]')) load();
  if (document.querySelector('[data-finish]')) listen(['scroll', 'pointerdown', 'keydown', 'touchstart', 'play'], load);
  loadIfAny();
  listen(['storage', 'pageshow'], loadIfAny);
})();
