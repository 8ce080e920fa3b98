// Share and print buttons: shown only where they work.
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
})();
