// The table of communes, fetched from a server that isn't public: only the
// operator's word makes the courier go there.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const table = readFileSync(new URL('../data/api_geo.json', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'cafeia-geo-'));
let asked = 0;
let server;
let port;

before(async () => {
  server = createServer((rq, rp) => {
    asked++;
    if (rq.url.startsWith('/communes')) {
      rp.writeHead(200, { 'Content-Type': 'application/json' }).end(table);
    } else {
      rp.writeHead(503).end('later');
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  ({ port } = server.address());
  assert.equal((await cafeia(['init'])).code, 0);
});

after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

// Runs the program; what it says, both streams together.
function cafeia(words, allow = `127.0.0.1:${port}`) {
  const env = { ...process.env, CAFEIA_DB: `sqlite:${join(folder, 'db')}`, CAFEIA_COURIER_ALLOW: allow };
  const child = spawn(process.env.CAFEIA, words, { env });
  let said = '';
  child.stdout.on('data', (d) => (said += d));
  child.stderr.on('data', (d) => (said += d));
  const withoutLog = () => said.replace(/^ts=.*\n/gm, '');
  return new Promise((done) => child.once('close', (code) => done({ code, said: withoutLog() })));
}

const update = (more = [], path = '/communes?format=json', allow) =>
  cafeia(['geo', 'update', ...more, '--from', `http://127.0.0.1:${port}${path}`], allow);

test('without the word of the operator, nobody is asked', async () => {
  const { code, said } = await update([], '/communes', '');
  assert.equal(code, 1);
  assert.match(said, /denied/i);
  assert.equal(asked, 0);
});

test('an answer that is no table is one sentence', async () => {
  const { code, said } = await update([], '/elsewhere');
  assert.equal(code, 1);
  assert.match(said, /it answers 503/);
});

test('it says what would change; applied, it changes; then nothing does', async () => {
  const look = await update();
  assert.equal(look.code, 0, look.said);
  assert.match(look.said, /Nothing was written: --apply does it\./);
  const [, added, changed] = /read: (\d+) new, (\d+) changed/.exec(look.said);
  assert.ok(Number(added) + Number(changed) > 0, look.said);
  const again = await update();
  assert.equal(again.said, look.said, 'looking changes nothing');
  const done = await update(['--apply']);
  assert.equal(done.code, 0, done.said);
  assert.match(done.said, /Applied/);
  const second = await update(['--apply']);
  assert.equal(second.code, 0, second.said);
  assert.match(second.said, /read: 0 new, 0 changed/);
});
