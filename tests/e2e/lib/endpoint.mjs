// The real progress endpoint beside a site: started, killed and started again on the same port and the same file.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { program, temporaryFolder } from './demo.mjs';

const endpointProgram = join(dirname(program), 'sanggar-endpoint');

const freePort = () => new Promise((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

// { url, start(origin), kill(signal), command(...words), know(root): of what a build left below it }
export async function realEndpoint(site) {
  const port = await freePort();
  const store = join(temporaryFolder(), 'progress.db');
  let running = null;
  return {
    url: `http://127.0.0.1:${port}`,
    start(origin) {
      running = spawn(endpointProgram, ['serve', '--listen', `127.0.0.1:${port}`, '--origin', origin, '--site', site, '--store', store], { stdio: ['ignore', 'pipe', 'ignore'] });
      return new Promise((resolve, reject) => {
        running.stdout.once('data', resolve);
        running.once('error', reject);
        running.once('exit', (status) => reject(new Error(`the endpoint ended with ${status}`)));
      });
    },
    async kill(signal = 'SIGKILL') {
      if (!running) return;
      running.removeAllListeners('exit');
      const ended = new Promise((resolve) => { running.once('exit', resolve); });
      running.kill(signal);
      await ended;
      running = null;
    },
    command: (...words) => spawnSync(endpointProgram, [...words, '--store', store], { encoding: 'utf8' }),
    know(root) {
      const folder = join(root, 'endpoint-bundle');
      const added = this.command('bundle', 'add', join(folder, readdirSync(folder)[0]));
      assert.equal(added.status, 0, added.stderr);
    },
  };
}
