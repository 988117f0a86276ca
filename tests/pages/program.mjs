// program.mjs - the program by its contract, on a database of its own
//
// CAFEIA is the program, CAFEIA_TEST_PG the address of a PostgreSQL server.  The
// clock of every test begins at NOW: the known cafés of June 2024 are about to be.
import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

export const NOW = '2024-06-21T12:00:00+02:00';
// began: when the clock of the last program that was started began, in seconds of this process
export const clock = { began: 0 };
const SAID = /^cafeia: (http:\/\/\S+?)\/?$/;
const START_MAX = 30_000;

function database(kind) {
  if (kind === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'cafeia-pages-'));
    return {
      address: `sqlite:${join(folder, 'pages.db')}`,
      forget: () => rmSync(folder, { recursive: true }),
    };
  }
  const server = process.env.CAFEIA_TEST_PG;
  const name = `pages_${process.pid}_${Date.now()}`;
  const psql = (sql) => {
    const done = spawnSync('psql', ['-qX', '-d', server, '-c', sql], { encoding: 'utf8' });
    assert.equal(done.status, 0, done.stderr);
  };
  psql(`create database ${name}`);
  const address = new URL(server);
  address.pathname = `/${name}`;
  return { address: address.href, forget: () => psql(`drop database ${name} with (force)`) };
}

function ready(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`not ready: ${said}`)), START_MAX);
    const settle = (act) => { clearTimeout(late); act(); };
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        said += `${line}\n`;
        const found = SAID.exec(line);
        if (found) settle(() => resolve(found[1]));
      });
    }
    child.once('exit', (code) => settle(() => reject(new Error(`ended with ${code}: ${said}`))));
  });
}

// start - { url, stop(), verb(...words) }; options: kind "sqlite" or "postgres",
// events: how many plausible ones besides the samples, letters: read on /boite
export async function start({ kind = 'sqlite', events = 0, letters = false } = {}) {
  assert.ok(process.env.CAFEIA, 'CAFEIA names the program');
  const base = database(kind);
  const env = { ...process.env, CAFEIA_DB: base.address, CAFEIA_NOW: NOW, CAFEIA_LOG: 'warn' };
  if (letters) Object.assign(env, { CAFEIA_RELAY: 'boite', CAFEIA_STRANGERS_HOUR: '100000', CAFEIA_TRUST_AFTER: '0' });
  const run = promisify(execFile);
  const verb = async (...words) => (await run(process.env.CAFEIA, words, { env })).stdout;
  await verb('init', '--sample');
  if (events > 0) await verb('sample', '--events', String(events), '--seed', '1');
  const words = ['serve', '--db', base.address, '--listen', '127.0.0.1:0', '--now', NOW];
  const child = spawn(process.env.CAFEIA, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const url = await ready(child);
  clock.began = process.uptime();
  return {
    url,
    verb,
    async stop() {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      assert.equal(await ended, 0, 'the program stops with 0');
      base.forget();
    },
  };
}
