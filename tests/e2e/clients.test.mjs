// Programs that others wrote speak to the endpoint from a page: each stores, finds and voids statements, attaches bytes, and keeps documents.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from './lib/chromium.mjs';
import { temporaryFolder } from './lib/demo.mjs';
import { realEndpoint } from './lib/endpoint.mjs';
import { serve } from './lib/server.mjs';

const require = createRequire(import.meta.url);
const site = 'https://sanggar.tirtasari.example/';
let endpoint;
let server;
let browser;
before(async () => {
  endpoint = await realEndpoint(site);
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>clients</title>');
  server = await serve(folder);
  await endpoint.start(new URL(server.url).origin);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await endpoint?.kill();
  server?.close();
});

// A page of an allowed origin with the library, and what its code needs to know.
async function pageWith(t, script) {
  const tab = await browser.newPage();
  t.after(() => tab.close());
  await tab.goto(server.url);
  await tab.addScriptTag({ path: script });
  const made = endpoint.command('key', 'add', '--scope', 'all').stdout;
  const at = {
    endpoint: `${endpoint.url}/xapi/`, key: /^key: (.*)$/m.exec(made)[1], secret: /^secret: (.*)$/m.exec(made)[1], activity: `${site}courses/buku-kas/dua-kaleng`,
    agent: { objectType: 'Agent', account: { homePage: site, name: crypto.randomUUID() } }, verb: { id: 'http://adlnet.gov/expapi/verbs/completed', display: { id: 'selesai' } }, usage: `${site}attachments/catatan`,
  };
  return { tab, at };
}

test('@xapi/xapi stores statements with an attachment, finds, voids, and keeps documents', async (t) => {
  const { tab, at } = await pageWith(t, join(dirname(require.resolve('@xapi/xapi')), 'XAPI.umd.js'));
  const seen = await tab.evaluate(async ({ endpoint: address, key, secret, activity, agent, verb, usage }) => {
    const { XAPI } = window;
    const id = () => crypto.randomUUID();
    const client = new XAPI({ endpoint: address, auth: XAPI.toBasicAuth(key, secret), version: '1.0.3' });
    const statement = { id: id(), actor: agent, verb, object: { objectType: 'Activity', id: activity, definition: { name: { id: 'Dua kaleng' } } }, result: { completion: true, duration: 'PT1M30S' } };
    const out = { sent: statement, about: (await client.getAbout()).data.version, stored: (await client.sendStatement({ statement })).data };
    out.found = (await client.getStatement({ statementId: statement.id })).data;

    const bytes = new Uint8Array([0, 13, 10, 45, 45, 255]).buffer;
    const sha2 = Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
    const attachments = [{ usageType: usage, display: { id: 'catatan' }, contentType: 'application/octet-stream', length: 6, sha2 }];
    const noted = (await client.sendStatement({ statement: { ...statement, id: id(), attachments }, attachments: [bytes] })).data;
    const many = (await client.sendStatements({ statements: Array.from({ length: 5 }, () => ({ ...statement, id: id() })) })).data;
    out.ids = [statement.id, ...noted, ...many].sort();

    out.pages = [];
    let page = (await client.getStatements({ agent, limit: 3 })).data;
    for (;; page = (await client.getMoreStatements({ more: page.more })).data) {
      out.pages.push(page.statements.map((one) => one.id));
      if (!page.more) break;
    }
    await client.voidStatement({ actor: agent, statementId: many[0] });
    out.voided = (await client.getVoidedStatement({ voidedStatementId: many[0] })).data.id === many[0];

    const where = { agent, activityId: activity, stateId: 'tempat' };
    await client.createState({ ...where, state: { halaman: 2 } });
    await client.setState({ ...where, state: { halaman: 3 } });
    out.state = (await client.getState(where)).data;
    await client.deleteState(where);
    out.states = (await client.getStates({ agent, activityId: activity })).data;
    out.name = (await client.getActivity({ activityId: activity })).data.definition.name.id;
    return out;
  }, at);
  assert.ok(seen.about.includes('1.0.3'));
  assert.deepEqual(seen.stored, [seen.sent.id]);
  assert.deepEqual({ ...seen.sent, ...seen.found, version: undefined }, { ...seen.found, version: undefined });
  assert.deepEqual(seen.pages.map((page) => page.length), [3, 3, 1]);
  assert.deepEqual(seen.pages.flat().sort(), seen.ids);
  assert.equal(seen.voided, true);
  assert.deepEqual([seen.state, seen.states, seen.name], [{ halaman: 3 }, [], 'Dua kaleng']);
});

for (const version of ['1.0.2', '1.0.1']) {
  test(`tincanjs speaking ${version} stores statements with an attachment, finds, voids, and keeps documents`, async (t) => {
    const { tab, at } = await pageWith(t, join(dirname(require.resolve('tincanjs')), 'tincan.js'));
    const seen = await tab.evaluate(async ({ endpoint: address, key, secret, activity, agent, verb, usage, speaks }) => {
      const { TinCan } = window;
      const client = new TinCan.LRS({ endpoint: address, username: key, password: secret, version: speaks, allowFail: false });
      // Of a method whose last argument holds the callback.
      const told = (name, ...words) => new Promise((resolve, reject) => {
        const options = words.pop();
        client[name](...words, { ...options, callback: (error, result) => (error ? reject(new Error(`${name}: ${error} ${result && result.responseText}`)) : resolve(result)) });
      });
      const out = { about: (await told('about', {})).version };
      const made = new TinCan.Statement({ actor: agent, verb, target: { id: activity }, result: { score: { scaled: 0.9 } }, context: { registration: crypto.randomUUID() } });
      await told('saveStatement', made, {});
      const found = await told('retrieveStatement', made.id, {});
      out.same = [found.result.score.scaled, found.context.registration === made.context.registration];

      const noted = new TinCan.Statement({ actor: agent, verb, target: { id: activity }, attachments: [{ usageType: usage, display: { id: 'catatan' }, contentType: 'application/octet-stream', content: new Uint8Array([0, 13, 10, 45, 45, 255]).buffer }] });
      await told('saveStatement', noted, {});
      out.bytes = Array.from(new Uint8Array((await told('retrieveStatement', noted.id, { params: { attachments: true } })).attachments[0].content));

      out.registered = (await told('queryStatements', { params: { registration: made.context.registration } })).statements.map((one) => one.id === made.id);
      await told('saveStatement', new TinCan.Statement({ actor: agent, verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, target: { objectType: 'StatementRef', id: made.id } }), {});
      out.voided = (await told('retrieveVoidedStatement', made.id, {})).id === made.id;

      const where = { agent: new TinCan.Agent(agent), activity: new TinCan.Activity({ id: activity }) };
      await told('saveState', 'tempat', { halaman: 4 }, { ...where, contentType: 'application/json' });
      out.state = (await told('retrieveState', 'tempat', where)).contents;
      await told('dropState', 'tempat', where);
      out.dropped = await told('retrieveState', 'tempat', where);
      return out;
    }, { ...at, speaks: version });
    assert.ok(seen.about.includes('1.0.3'));
    assert.deepEqual(seen, { about: seen.about, same: [0.9, true], bytes: [0, 13, 10, 45, 45, 255], registered: [true], voided: true, state: { halaman: 4 }, dropped: null });
  });
}
