// Makes events of videos and sounds in a lesson: played, paused, seeked, completed, and which parts were played.
(function () {
  'use strict';
  const progress = window.sanggarProgress;
  if (!progress || !progress.data.lesson) return;
  const pause_between_seeks = 700;  // milliseconds; dragging a knob is one seek
  const enough = 0.9;               // of the length, for an end to count as completed
  const watched = [];               // [element, view]; the player may put another element in its place
  const round = (seconds) => Math.round(seconds * 1000) / 1000;
  const covered = (segments) => segments.reduce((sum, part) => sum + part[1] - part[0], 0);

  function view_of(media) {
    const known = watched.filter((one) => one[0] === media)[0];
    if (known) return known[1];
    const view = {session: progress.uuid(), segments: [], from: null, at: 0, seconds: 0, seek_from: null, timer: 0};
    watched.push([media, view]);
    return view;
  }

  function close(view) {
    if (view.from !== null && view.at > view.from) {
      view.segments.push([round(view.from), round(view.at)]);
      view.seconds += view.at - view.from;
    }
    view.from = null;
  }

  function record(type, media, view, more) {
    const length = round(media.duration);
    if (!isFinite(length) || length <= 0) return;
    progress.record('media-' + type, Object.assign({media: media.dataset.media, kind: media.tagName.toLowerCase(), session: view.session, length}, more));
  }

  function parts(media, view) {
    const segments = progress.join_segments(view.segments);
    return {segments, progress: Math.min(1, round(covered(segments) / media.duration))};
  }

  // All that was played of it on this device, earlier visits included.
  function share(media, view) {
    const course = progress.data.courses.filter((one) => one.id === progress.data.course)[0];
    const lesson = course.lessons.filter((one) => one.id === progress.data.lesson)[0];
    const before = progress.found(progress.state().media, course, lesson, 'media:' + media.dataset.media);
    const all = before.reduce((list, one) => list.concat(one.segments), view.segments);
    return covered(progress.join_segments(all)) / media.duration;
  }

  function play(media, view) {
    if (view.from !== null) return;
    view.from = view.at = media.currentTime;
    view.due = true;
    begin(media, view);
  }

  // How long it is, is known only when it has begun to come.
  function begin(media, view) {
    if (!view.due || !media.readyState) return;
    view.due = false;
    record('played', media, view, {at: round(view.at)});
  }

  function pause(media, view) {
    if (view.from === null || media.ended) return;
    close(view);
    record('paused', media, view, Object.assign({at: round(view.at)}, parts(media, view)));
  }

  function end(media, view) {
    if (view.from !== null) view.at = media.duration;
    close(view);
    const done = share(media, view) >= enough;
    record(done ? 'completed' : 'paused', media, view,
      Object.assign({at: round(media.duration)}, parts(media, view), done && {seconds: round(view.seconds)}));
  }

  function seek(media, view) {
    if (view.seek_from === null) view.seek_from = view.at;
    const playing = view.from !== null;
    close(view);
    view.at = media.currentTime;
    if (playing) view.from = view.at;
    clearTimeout(view.timer);
    view.timer = setTimeout(() => {
      const from = round(view.seek_from);
      view.seek_from = null;
      if (Math.abs(view.at - from) > 1) record('seeked', media, view, {from, to: round(view.at)});
    }, pause_between_seeks);
  }

  function follow(media, view) {
    if (!media.seeking) view.at = media.currentTime;
  }

  const acts = {play, pause, ended: end, seeking: seek, timeupdate: follow, loadedmetadata: begin, emptied: (media, view) => close(view)};
  Object.keys(acts).forEach((name) => document.addEventListener(name, (event) => {
    const media = event.target;
    if (media.dataset && media.dataset.media) acts[name](media, view_of(media));
  }, true));
  // Something may play already: this script is fetched when the reader begins to do something.
  Array.from(document.querySelectorAll('[data-media]')).filter((media) => !media.paused).forEach((media) => play(media, view_of(media)));
  // What was played until the page is left is not lost.
  window.addEventListener('pagehide', () => watched.forEach((one) => {
    if (!one[0].paused) pause(one[0], one[1]);
  }));
}());
