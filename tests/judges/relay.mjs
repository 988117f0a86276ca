// relay.mjs - a real SMTP server to deliver to, a road to it that can be cut,
// and the program with an outbox
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { freePort, ready } from './program.mjs';

export const NOON = 1718964000; // 2024-06-21T12:00:00+02:00
export const STATES = ['waiting', 'taken', 'in doubt', 'sent', 'refused', 'boxed'];
const folder = mkdtempSync(join(tmpdir(), 'cafeia-mail-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

function run(program, ...words) {
  const done = spawnSync(program, words, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`${program} ${words.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

// A certificate that signs itself, for that name: { key, cert, ca (its file) }.
export function certificate(name) {
  const key = join(folder, `${name}.key`);
  const ca = join(folder, `${name}.pem`);
  run('openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
    '-keyout', key, '-out', ca, '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`);
  return { key: readFileSync(key), cert: readFileSync(ca), ca };
}

// Polls until it gives something true, or the deadline is over.
export async function until(what, wanted, seconds = 30) {
  const end = Date.now() + 1000 * seconds;
  while (Date.now() < end) {
    const got = await wanted();
    if (got) return got;
    await new Promise((again) => setTimeout(again, 25));
  }
  throw new Error(`not within ${seconds} s: ${what}`);
}

// The server, what it has received, and at most how many asked at once.
export async function openRelay(options = {}, port = 0) {
  const relay = { received: [], sessions: 0, most: 0, recipients: 0 };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onConnect(session, done) {
      relay.most = Math.max(relay.most, ++relay.sessions);
      done();
    },
    onClose() {
      relay.sessions--;
    },
    onData(stream, session, done) {
      const chunks = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        relay.received.push({
          to: session.envelope.rcptTo[0].address,
          from: session.envelope.mailFrom.address,
          id: /^Message-ID: (.*)$/im.exec(text)?.[1].trim(),
          text, secure: session.secure, user: session.user,
        });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {}); // a road that is cut
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  relay.port = server.server.address().port;
  relay.close = () => new Promise((done) => server.close(done));
  return relay;
}

// A road to the relay that is cut once: at "connect", "greeting", before a
// command ("EHLO", "MAIL", "RCPT", "DATA"), within the "body", or after the
// last "dot", whose answer is lost.
export async function openRoad(port, where) {
  const road = { cut: false };
  const server = createServer((client) => {
    const far = connect(port, '127.0.0.1');
    let body = false;
    let dotted = false;
    let tail = '';
    const end = () => {
      client.destroy();
      far.destroy();
    };
    const cutHere = (here) => {
      if (road.cut || where !== here) return false;
      road.cut = true;
      return true;
    };
    client.on('error', end).on('close', end);
    far.on('error', end).on('close', end);
    if (cutHere('connect')) return end();
    client.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      if (!body && cutHere(text.slice(0, 4))) return end();
      tail = body ? (tail + text).slice(-5) : '';
      const last = tail === '\r\n.\r\n';
      if (body && !last && cutHere('body')) {
        far.write(chunk.subarray(0, chunk.length / 2), end);
        return undefined;
      }
      dotted = last;
      if (last) body = false;
      return far.write(chunk);
    });
    far.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      if (dotted && text.startsWith('250') && cutHere('dot')) return end();
      if (text.startsWith('354')) body = true;
      if (text.startsWith('220') && cutHere('greeting')) return client.write(chunk, end);
      return client.write(chunk);
    });
    return undefined;
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  road.port = server.address().port;
  road.close = () => server.close();
  return road;
}

const PUT = `
import json, sqlite3, sys
rows = json.load(sys.stdin)
db = sqlite3.connect(sys.argv[1])
db.executemany("""INSERT INTO letter (id, reason, subject, address_hash, due_at, urgency, lang, address,
  title, body_text, made_at, until_at)
  VALUES (:id, :reason, :id, 'x', :due, :urgency, 'fr', :to, :title, :text, :due, :until)""", rows)
db.commit()
`;
const LOOK = `
import json, sqlite3, sys
db = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
print(json.dumps(db.execute("SELECT id, state, tries, last_error FROM letter ORDER BY id").fetchall()))
`;
let outboxes = 0;

// A database with an outbox; letters are put while no program runs.
export function outbox() {
  const file = join(folder, `${++outboxes}.db`);
  const program = process.env.CAFEIA;
  run(program, 'init', '--db', `sqlite:${file}`);
  return {
    file,
    put(letters) {
      const rows = letters.map((l, i) => ({ id: i + 1, reason: 1, urgency: 1, due: NOON, title: 'Votre place',
        text: 'Bonjour', to: `p${i + 1}@b.example`, until: 0, ...l }));
      const done = spawnSync('python3', ['-c', PUT, file], { input: JSON.stringify(rows), encoding: 'utf8' });
      if (done.status !== 0) throw new Error(done.stderr);
    },
    // A verb of the command line, while no program runs.
    say(...words) {
      return run(program, ...words, '--db', `sqlite:${file}`, '--now', new Date(1000 * NOON).toISOString().replace('.000', ''));
    },
    look() {
      return JSON.parse(run('python3', '-c', LOOK, file))
        .map(([id, state, tries, why]) => ({ id, state: STATES[state], tries, why }));
    },
    // The program, so many seconds after noon.
    async serve(port, settings = {}, seconds = 0) {
      const http = await freePort();
      const env = { ...process.env, CAFEIA_DB: `sqlite:${file}`, CAFEIA_LISTEN: `127.0.0.1:${http}`,
        CAFEIA_NOW: new Date(1000 * (NOON + seconds)).toISOString().replace('.000', ''),
        CAFEIA_BASE_URL: 'https://cafes.example', CAFEIA_MAIL_FROM: 'bonjour@cafes.example',
        CAFEIA_RELAY: `smtp://localhost:${port}`, CAFEIA_RELAY_TLS: 'no', ...settings };
      const child = spawn(program, ['serve'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
      const ended = new Promise((done) => child.once('exit', done));
      const own = { pid: child.pid, url: `http://127.0.0.1:${http}`, log: '' };
      child.stderr.on('data', (chunk) => { own.log += chunk; });
      own.stop = async (signal = 'SIGTERM') => {
        child.kill(signal);
        await ended;
      };
      own.courier = () => Number(run('pgrep', '-P', String(child.pid)));
      await ready(own.url, child);
      return own;
    },
  };
}
