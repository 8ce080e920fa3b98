// Videos and sounds in a real browser: played from the manifest, cheaper on request, followed by their text.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launch } from './lib/chromium.mjs';
import { buildDemo } from './lib/demo.mjs';
import { serve } from './lib/server.mjs';

const film = 'courses/buku-kas/menghitung/titik-impas/';
const screencast = 'courses/buku-kas/mencatat/buku-kas-harian/';
const recording = 'courses/tani-lestari/air-dan-hama/hama/';
let server;
let ranged;
let site;
let browser;
before(async () => {
  site = buildDemo().site;
  server = await serve(site);
  ranged = await serve(site, '/', { ranges: true });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.close();
  ranged?.close();
});

async function open(url, options = {}, script = undefined, argument = undefined) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  if (script) await context.addInitScript(script, argument);
  const tab = await context.newPage();
  const fetched = [];
  tab.on('request', (request) => fetched.push(request.url().replace(server.url, '')));
  await tab.goto(server.url + url, { waitUntil: 'networkidle' });
  return { context, tab, fetched, played: () => fetched.filter((address) => /\.(mp4|m4a|m3u8|vtt)$/.test(address)) };
}

const start = (tab) => tab.evaluate(async () => {
  const media = document.querySelector('video, audio');
  media.muted = true;
  await media.play();
  for (let i = 0; i < 100 && media.currentTime < 0.4 && !media.error; i += 1) await new Promise((done) => { setTimeout(done, 100); });
  return { source: media.currentSrc.split('/').pop(), at: media.currentTime, error: media.error && media.error.message, length: media.duration };
});

test('nothing is loaded before play; then the manifest plays, and seeks', async () => {
  const { context, tab, played } = await open(film);
  assert.deepEqual(played(), []);
  const first = await start(tab);
  assert.equal(first.error, null);
  assert.equal(first.source, 'titik-impas.m3u8');
  assert.ok(first.at > 0.2 && Math.abs(first.length - 29.2) < 0.2, JSON.stringify(first));
  const sought = await tab.evaluate(async () => {
    const video = document.querySelector('video');
    video.currentTime = 6;
    await new Promise((done) => { video.onseeked = done; });
    await new Promise((done) => { setTimeout(done, 400); });
    return video.currentTime;
  });
  assert.ok(sought > 6, `at ${sought}`);
  await context.close();
});

for (const [able, manifest] of [[true, 'menjawab-kuis-av1.m3u8'], [false, 'menjawab-kuis.m3u8']]) {
  test(`AV1 is ${able ? 'played' : 'left'} where the browser ${able ? 'says that it is' : 'does not say that it is'} smooth and spares the battery`, async () => {
    const { context, tab, played } = await open(screencast, {}, (power) => {
      navigator.mediaCapabilities.decodingInfo = () => Promise.resolve({ supported: true, smooth: true, powerEfficient: power });
    }, able);
    assert.deepEqual(played(), []);
    const first = await start(tab);
    assert.equal(first.error, null);
    assert.equal(first.source, manifest);
    assert.ok(first.at > 0.2, JSON.stringify(first));
    await context.close();
  });
}

test('“Hemat data” and “Dengarkan saja” are smaller in newer codecs', async () => {
  const { context, tab } = await open(screencast, {}, () => {
    navigator.mediaCapabilities.decodingInfo = () => Promise.resolve({ supported: true, smooth: true, powerEfficient: true });
  });
  for (const [kind, name] of [['saver', '-hemat-av1.mp4'], ['sound', '-suara-opus.mp4']]) {
    const link = tab.locator(`[data-play=${kind}]`);
    const before = await tab.evaluate(() => document.querySelector('video').currentSrc);
    await link.click();
    await tab.waitForFunction(([ending, old]) => {
      const video = document.querySelector('video');
      return video.currentSrc !== old && video.currentSrc.endsWith(ending) && video.currentTime > 0.3;
    }, [name, before]);
  }
  await context.close();
});

test('“Hemat data” goes on in the small file, and back', async () => {
  const { context, tab } = await open(film);
  await start(tab);
  const saver = tab.locator('[data-play=saver]');
  await saver.click();
  await tab.waitForFunction(() => document.querySelector('video').currentSrc.endsWith('-hemat.mp4') && document.querySelector('video').currentTime > 0.3);
  assert.equal(await saver.getAttribute('aria-current'), 'true');
  await saver.click();
  await tab.waitForFunction(() => document.querySelector('video').currentSrc.endsWith('.m3u8'));
  await context.close();
});

test('what was watched is remembered', async () => {
  const { context, tab } = await open(film);
  await start(tab);
  await tab.evaluate(async () => {
    document.querySelector('video').currentTime = 5.5;
    await new Promise((done) => { document.querySelector('video').onseeked = done; });
  });
  await tab.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('sanggar-play:') && parseFloat(localStorage[key]) > 5));
  await tab.reload();
  await start(tab);
  await tab.waitForFunction(() => document.querySelector('video').currentTime > 5.3);
  await context.close();
});

test('a line of the text leads to its moment, and the line that is spoken is marked', async () => {
  const { context, tab } = await open(recording);
  const text = tab.locator('.transcript').first();
  await text.locator('summary').click();
  await tab.evaluate(() => { document.querySelector('audio').muted = true; });
  await text.locator('[data-time]').nth(1).click();
  await tab.waitForFunction(() => document.querySelector('audio').currentTime > 4.4);
  await tab.waitForFunction(() => document.querySelectorAll('.transcript p')[1].getAttribute('aria-current') === 'true');
  await context.close();
});

test('scenes to choose from are fetched when they are asked for, and lead there, by keyboard too', async () => {
  const { context, tab, fetched } = await open(film);
  const pictures = () => fetched.filter((address) => address.includes('-adegan.'));
  const summary = tab.locator('.scenes summary');
  assert.match(await summary.textContent(), /^Pilih adegan \(± \d+ kB\)$/);
  assert.deepEqual(pictures(), []);
  await summary.focus();
  const picture = tab.waitForRequest(/-adegan\.jpg$/);
  await tab.keyboard.press('Enter');
  const buttons = tab.locator('.scenes button');
  await buttons.first().waitFor();
  assert.ok(await buttons.count() >= 10);
  assert.equal(await buttons.nth(3).getAttribute('aria-label'), 'Adegan 0:06');
  await picture;
  assert.equal(pictures().length, 1);
  await tab.evaluate(() => { document.querySelector('video').muted = true; });
  await buttons.nth(3).focus();
  await tab.keyboard.press('Enter');
  await tab.waitForFunction(() => document.querySelector('video').currentTime > 6 && document.querySelector('video').currentTime < 9);
  await tab.waitForFunction(() => document.querySelectorAll('.scenes button')[3].getAttribute('aria-current') === 'true');
  await context.close();
});

test('chapters lead to their moments, and the one that is played is marked', async () => {
  const { context, tab } = await open('courses/buku-kas/mencatat/buku-kas-harian/');
  const links = tab.locator('.chapters a');
  assert.equal(await links.count(), 5);
  await tab.evaluate(() => { document.querySelector('video').muted = true; });
  await links.nth(2).focus();
  await tab.keyboard.press('Enter');
  await tab.waitForFunction(() => document.querySelector('video').currentTime > 24 && document.querySelector('video').currentTime < 27);
  await tab.waitForFunction(() => document.querySelectorAll('.chapters a')[2].getAttribute('aria-current') === 'true');
  assert.equal(await tab.locator('.chapters [aria-current]').count(), 1);
  const track = await tab.evaluate(async () => {
    const element = document.querySelector('video track[kind=chapters]');
    element.track.mode = 'hidden';
    for (let i = 0; i < 50 && element.readyState !== HTMLTrackElement.LOADED; i += 1) await new Promise((done) => { setTimeout(done, 100); });
    return [...element.track.cues].map((cue) => `${cue.startTime}-${Math.round(cue.endTime)} ${cue.text}`);
  });
  assert.equal(track[2], '24-34 Membuka petunjuk');
  assert.equal(track.length, 5);
  await context.close();
});

test('a copy for WhatsApp status is offered, upright', async () => {
  const { context, tab } = await open(film);
  const link = tab.locator('.play a[href$="-status.mp4"]');
  assert.match(await link.textContent(), /^Untuk status WhatsApp \(9:16\), ± [\d,]+ (kB|MB)$/);
  const shape = await tab.evaluate((address) => new Promise((done, refused) => {
    const video = document.createElement('video');
    video.onloadedmetadata = () => done([video.videoWidth, video.videoHeight, Math.round(video.duration)]);
    video.onerror = () => refused(video.error);
    video.src = address;
  }), await link.evaluate((one) => one.href));
  assert.deepEqual(shape, [406, 720, 29]);
  await context.close();
});

test('a loop lies still until it is played, then goes round without a sound', async () => {
  const { context, tab, played } = await open('courses/tani-lestari/tanah/kompos/');
  await tab.waitForTimeout(500);
  assert.deepEqual(played(), []);
  assert.ok(await tab.evaluate(() => { const video = document.querySelector('video'); return video.paused && video.loop && video.muted && video.controls; }));
  const first = await start(tab);
  assert.equal(first.error, null);
  assert.equal(first.source, 'tumpuk-unduh.mp4');
  await tab.evaluate(() => { document.querySelector('video').currentTime = 9; });
  await tab.waitForFunction(() => !document.querySelector('video').paused && document.querySelector('video').currentTime > 0.2 && document.querySelector('video').currentTime < 5);
  await context.close();
});

test('captions are fetched and shown when the video begins', async () => {
  const { context, tab, played } = await open(film);
  assert.deepEqual(played(), []);
  await start(tab);
  await tab.waitForFunction(() => document.querySelector('video').textTracks[0].mode === 'showing' && document.querySelector('video').textTracks[0].cues.length > 3);
  await context.close();
});

test('captions of a sound are there for those who ask', async () => {
  const { context, tab } = await open(recording);
  await tab.evaluate(async () => {
    const audio = document.querySelector('audio');
    audio.textTracks[0].mode = 'showing';
    audio.muted = true;
    await audio.play();
    audio.currentTime = 5;
  });
  await tab.waitForFunction(() => [...document.querySelector('audio').textTracks[0].activeCues || []].some((cue) => cue.text === 'Lima tanaman berkutu daun.'));
  await context.close();
});

test('without a script the browser plays, and the lines are links', async () => {
  const { context, tab } = await open(film, { javaScriptEnabled: false });
  assert.equal(await tab.locator('video[controls] source').count(), 3);
  assert.match(await tab.locator('[data-play=saver]').getAttribute('href'), /titik-impas-hemat\.mp4$/);
  await context.close();
  const other = await open(recording, { javaScriptEnabled: false });
  const chapters = await open('stories/kabar-pagi-margamukti/', { javaScriptEnabled: false });
  assert.match(await chapters.tab.locator('.chapters a').first().getAttribute('href'), /kabar-pagi-suara\.m4a#t=7$/);
  assert.equal(await chapters.tab.locator('.scenes:visible').count(), 0);
  await chapters.context.close();
  assert.match(await other.tab.locator('.transcript [data-time]').nth(1).getAttribute('href'), /suara-suara\.m4a#t=4$/);
  await other.context.close();
});

// hls.js as other sites use it: on a page of its own beside the files.
async function openWithHls(host, manifest) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  const script = readFileSync(createRequire(import.meta.url).resolve('hls.js/dist/hls.min.js'), 'utf8');
  await tab.route('**/uji.html', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><script src="/hls.js"></script><video muted></video>' }));
  await tab.route('**/hls.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  await tab.goto(`${host.url}uji.html`);
  await tab.evaluate((address) => new Promise((done, refused) => {
    const { Hls } = window;
    window.player = new Hls();
    window.player.on(Hls.Events.ERROR, (event, data) => { if (data.fatal) refused(new Error(data.details)); });
    window.player.on(Hls.Events.MANIFEST_PARSED, done);
    window.player.loadSource(address);
    window.player.attachMedia(document.querySelector('video'));
  }), manifest);
  return { context, tab };
}

for (const [name, host] of [['with ranges', () => ranged], ['without ranges', () => server]]) {
  test(`hls.js plays, seeks and switches rungs, from a host ${name}`, async () => {
    const html = readFileSync(`${site}/courses/buku-kas/menghitung/titik-impas/index.html`, 'utf8');
    const manifest = /media\/[0-9a-f]{16}\/[a-z-]+\.m3u8/.exec(html)[0];
    const { context, tab } = await openWithHls(host(), manifest);
    const seen = await tab.evaluate(async () => {
      const video = document.querySelector('video');
      const until = async (what) => {
        for (let i = 0; i < 100 && !what(); i += 1) await new Promise((done) => { setTimeout(done, 100); });
        return what();
      };
      const levels = window.player.levels.map((level) => level.height);
      window.player.currentLevel = 0;
      await video.play();
      const began = await until(() => video.currentTime > 0.5);
      const small = video.videoHeight;
      window.player.currentLevel = levels.indexOf(360);
      const switched = await until(() => video.videoHeight === 360);
      video.currentTime = 21;
      const sought = await until(() => video.currentTime > 21.5);
      return { levels, began, small, switched, sought, length: Math.round(video.duration) };
    });
    assert.deepEqual(seen, { levels: [144, 240, 360, 480, 720], began: true, small: 144, switched: true, sought: true, length: 29 });
    await context.close();
  });
}
