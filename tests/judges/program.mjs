// program.mjs - the program on a database of its own, at the noon of 21 June 2024
//
// CAFEIA is the program.  CAFEIA_URL instead is one that already runs.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NOW = '2024-06-21T12:00:00+02:00';

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export async function ready(url, child) {
  for (let tries = 0; tries < 1000; tries++) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((again) => setTimeout(again, 20));
  }
  throw new Error('the program is not ready after 20 seconds');
}

// more: of its environment; prepare: given the file of the database before it serves
export async function start({ more = {}, prepare } = {}) {
  if (process.env.CAFEIA_URL) return { url: process.env.CAFEIA_URL, stop() {} };
  const folder = mkdtempSync(join(tmpdir(), 'cafeia-judges-'));
  const port = await freePort();
  const env = {
    ...process.env,
    CAFEIA_DB: `sqlite:${join(folder, 'judges.db')}`,
    CAFEIA_LISTEN: `127.0.0.1:${port}`,
    CAFEIA_NOW: NOW,
    ...more,
  };
  const made = spawnSync(process.env.CAFEIA, ['init', '--sample'], { env, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`init failed: ${made.stderr}`);
  prepare?.(join(folder, 'judges.db'));
  const child = spawn(process.env.CAFEIA, ['serve'], { env, stdio: ['ignore', 'ignore', 'ignore'] });
  const url = `http://127.0.0.1:${port}`;
  await ready(url, child);
  return {
    url,
    async stop() {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
