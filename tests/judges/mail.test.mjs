// Letters, delivered to a real SMTP server over a road that isn't always good.
// CAFEIA_LETTERS: how many wait while the relay is down (500).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOON, certificate, openRelay, openRoad, outbox, until } from './relay.mjs';

const MANY = Number(process.env.CAFEIA_LETTERS ?? 500);
const SIGN_IN = { reason: 0, urgency: 0 };
const NOT_TRANSACTIONAL = { reason: 9, urgency: 2 };
const LATER = 600; // seconds, after which what was put off is due
const LONG = 'Une ligne de texte.\r\n'.repeat(40000);

const all = (box, state) => box.look().every((l) => l.state === state);

// One letter, one relay, one program; then everything is closed.
async function deliver(relayOptions, settings, watch, letters = [{}]) {
  const relay = await openRelay(relayOptions);
  const box = outbox();
  box.put(letters);
  const program = await box.serve(relay.port, settings);
  try {
    await watch({ relay, box, program });
  } finally {
    await program.stop();
    await relay.close();
  }
}

const own = certificate('localhost');
const other = certificate('other.example');
const tls = { disabledCommands: ['AUTH'], key: own.key, cert: own.cert };
const strict = { CAFEIA_RELAY_TLS: 'required', CAFEIA_RELAY_CA: own.ca };

async function waitsBecause(words, { relay, box, program }) {
  const letter = await until(`why it waits: ${words}`, () => box.look().find((l) => words.test(l.why)));
  assert.equal(letter.state, 'waiting');
  assert.equal(letter.tries, 0, 'the relay is to blame, not the letter');
  assert.equal(relay.received.length, 0);
  await until('the log says so', () => /event=mail\.relay/.test(program.log));
  assert.doesNotMatch(program.log, /b\.example/, 'no address in the log');
}

test('a letter arrives once, encrypted, as it was written', async () => {
  const text = 'Bonjour é\n.\n..\n.fin\nFrom here';
  await deliver(tls, strict, async ({ relay, box, program }) => {
    await until('it arrives', () => relay.received.length === 1 && all(box, 'sent'));
    const [got] = relay.received;
    assert.equal(got.to, 'amina@b.example');
    assert.equal(got.from, 'bonjour@cafes.example');
    assert.equal(got.secure, true);
    assert.match(got.id, /^<\S+@cafes\.example>$/);
    assert.match(got.text, /^Content-Type: text\/plain/m);
    const body = got.text.replaceAll('=\r\n', '').replaceAll('=2E', '.');
    assert.match(body, /=C3=A9\r\n\.\r\n\.\.\r\n\.fin\r\n/);
    assert.doesNotMatch(program.log, /b\.example/, 'no address in the log');
  }, [{ to: 'amina@b.example', text }]);
});

test('the relay knows us by name and password', async () => {
  const options = { ...tls, disabledCommands: [], authOptional: false, onAuth: (auth, session, done) =>
    (auth.username === 'cafe' && auth.password === 'mot de passe' ? done(null, { user: 'cafe' })
      : done(new Error('who?'))) };
  const right = { ...strict, CAFEIA_RELAY_USER: 'cafe', CAFEIA_RELAY_PASSWORD: 'mot de passe' };
  await deliver(options, right, async ({ relay }) => {
    await until('it arrives', () => relay.received.length === 1);
    assert.equal(relay.received[0].user, 'cafe');
  });
  await deliver(options, { ...right, CAFEIA_RELAY_PASSWORD: 'faux' }, (all_) => waitsBecause(/535|who|denied/i, all_));
  await deliver(options, strict, (all_) => waitsBecause(/530/, all_));
});

test('a certificate that does not hold keeps letters here', async () => {
  await deliver(tls, { CAFEIA_RELAY_TLS: 'required' }, (all_) => waitsBecause(/certificate/i, all_));
  await deliver({ ...tls, key: other.key, cert: other.cert }, { ...strict, CAFEIA_RELAY_CA: other.ca },
    (all_) => waitsBecause(/subject|name/i, all_));
});

test('without encryption nothing leaves, unless the operator says so', async () => {
  await deliver({}, strict, (all_) => waitsBecause(/TLS|SSL/i, all_));
  await deliver({}, { CAFEIA_RELAY_TLS: 'try' }, ({ relay }) => until('it arrives', () => relay.received.length === 1));
});

test('a relay that has no address keeps letters here', async () => {
  await deliver({}, { CAFEIA_RELAY: 'smtp://relay.invalid:25' }, (all_) => waitsBecause(/resolve/i, all_));
});

test('an address that does not exist is refused for good, and the others go on', async () => {
  const onRcptTo = (address, session, done) =>
    (address.address.startsWith('nobody') ? done(Object.assign(new Error('5.1.1 <nobody@b.example> unknown'),
      { responseCode: 550 })) : done());
  await deliver({ onRcptTo }, {}, async ({ relay, box, program }) => {
    await until('the other arrives', () => relay.received.length === 1 && !box.look().some((l) => l.state === 'taken'));
    const [refused, sent] = await until('both are settled', () => {
      const both = box.look();
      return both[1].state === 'sent' && both;
    });
    assert.equal(refused.state, 'refused');
    assert.match(refused.why, /550/);
    assert.doesNotMatch(refused.why + program.log, /nobody@/);
    assert.equal(sent.state, 'sent');
  }, [{ to: 'nobody@b.example' }, {}]);
});

// The operator forgot to tell the relay about us: no letter may be lost by that.
for (const [where, code, words] of [['onRcptTo', 554, '5.7.1 <someone@b.example>: Relay access denied'],
  ['onRcptTo', 550, 'relaying denied'], ['onMailFrom', 550, '5.7.60 not allowed to send as this sender'],
  ['onData', 550, '5.7.26 this mail has no SPF record']]) {
  test(`a relay that does not know us (${code} ${words}) refuses no letter`, async () => {
    const judge = (what, session, done) => {
      if (where === 'onData') what.resume();
      done(Object.assign(new Error(words), { responseCode: code }));
    };
    const relay = await openRelay({ [where]: judge });
    const box = outbox();
    box.put([{}, {}, {}]);
    const first = await box.serve(relay.port);
    await until('it is seen', () => box.look().some((l) => l.why.startsWith(String(code))));
    await until('the log says so', () => /event=mail\.relay/.test(first.log));
    await until('another is tried', () => box.look().filter((l) => l.why !== '').length > (where === 'onMailFrom' ? 0 : 1));
    assert.ok(box.look().every((l) => l.state !== 'refused'));
    await first.stop();
    assert.equal(relay.received.length, 0);
    await relay.close();
    const mended = await openRelay();
    const again = await box.serve(mended.port, {}, LATER);
    await until('all arrive', () => all(box, 'sent'));
    assert.equal(mended.received.length, 3);
    await again.stop();
    await mended.close();
  });
}

test('what was refused is sent again when the operator says so', async () => {
  const refusing = await openRelay({ onRcptTo: (address, session, done) =>
    done(Object.assign(new Error('no such user'), { responseCode: 550 })) });
  const box = outbox();
  box.put([{}, {}]);
  const first = await box.serve(refusing.port);
  await until('both are refused', () => all(box, 'refused'));
  await first.stop();
  await refusing.close();
  assert.match(box.say('mail', 'again', '--refused'), /^2 letters/);
  const relay = await openRelay();
  const again = await box.serve(relay.port, {}, LATER);
  await until('both arrive', () => all(box, 'sent'));
  assert.equal(relay.received.length, 2);
  await again.stop();
  await relay.close();
});

test('a letter whose link is over does not leave', async () => {
  const relay = await openRelay();
  const box = outbox();
  box.put([{ ...SIGN_IN, until: NOON + 600 }, { ...SIGN_IN, until: NOON + LATER + 600 }, {}]);
  const program = await box.serve(relay.port, {}, LATER);
  await until('the others arrive', () => relay.received.length === 2 && all(box, 'sent'));
  assert.deepEqual(relay.received.map((l) => l.to).sort(), ['p2@b.example', 'p3@b.example']);
  assert.equal(box.look().length, 2);
  assert.match(program.log, /event=mail\.too-late letters=1/);
  await program.stop();
  await relay.close();
});

test('a file of authorities that cannot be read is said at the start', () => {
  assert.throws(() => outbox().say('mail', 'list', '--relay-ca', '/nowhere/ca.pem'), /ca\.pem can't be read/);
});

// Serves at noon until it is settled there, then later until all has gone.
async function twice(port, box, relay, wanted) {
  const first = await box.serve(port);
  await until('it is put off', () => box.look().every((l) => l.why !== '' || l.state === 'sent'));
  await first.stop();
  const again = await box.serve(port, {}, LATER);
  await until(wanted, () => all(box, 'sent'));
  await again.stop();
}

test('a relay that says later is asked later', async () => {
  let times = 0;
  const onRcptTo = (address, session, done) =>
    (times++ === 0 ? done(Object.assign(new Error('4.7.1 greylisted'), { responseCode: 451 })) : done());
  const relay = await openRelay({ onRcptTo });
  const box = outbox();
  box.put([{}]);
  await twice(relay.port, box, relay, 'it is accepted');
  assert.equal(relay.received.length, 1);
  assert.equal(box.look()[0].tries, 1);
  await relay.close();
});

for (const where of ['connect', 'greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'body']) {
  test(`cut at ${where}: it arrives exactly once`, async () => {
    const relay = await openRelay();
    const road = await openRoad(relay.port, where);
    const box = outbox();
    box.put([{ text: LONG }]);
    await twice(road.port, box, relay, 'it arrives');
    assert.ok(road.cut);
    assert.equal(relay.received.length, 1);
    road.close();
    await relay.close();
  });
}

test('cut after the last dot: sent again under the same Message-ID if it is transactional', async () => {
  const relay = await openRelay();
  const road = await openRoad(relay.port, 'dot');
  const box = outbox();
  box.put([{}]);
  await twice(road.port, box, relay, 'it is sent');
  assert.equal(relay.received.length, 2);
  assert.equal(relay.received[0].id, relay.received[1].id);
  road.close();
  await relay.close();
});

test('cut after the last dot: left in doubt if it is not', async () => {
  const relay = await openRelay();
  const road = await openRoad(relay.port, 'dot');
  const box = outbox();
  box.put([NOT_TRANSACTIONAL]);
  for (const seconds of [0, LATER]) {
    const program = await box.serve(road.port, {}, seconds);
    await until('its road is cut', () => road.cut && all(box, 'in doubt'));
    await program.stop();
  }
  assert.equal(relay.received.length, 1);
  road.close();
  await relay.close();
});

const some = (n) => Array.from({ length: n }, () => ({ reason: 3 }));
const addresses = (relay) => new Set(relay.received.map((l) => l.to)).size;

test(`a relay that was down finds ${MANY} letters: each arrives once, the sign-in letter first`, async (t) => {
  const closed = await openRelay();
  const { port } = closed;
  await closed.close();
  const box = outbox();
  box.put([...some(MANY), { ...SIGN_IN, to: 'sign-in@b.example', due: 1718964002 }]);
  const program = await box.serve(port);
  await until('it is seen that the relay is down', () => /event=mail\.relay/.test(program.log));
  await until('the sign-in letter is due', () => box.look().at(-1).why !== '' || / again_s=[248]/.test(program.log));
  const from = Date.now();
  const relay = await openRelay({}, port);
  await until('the first arrives', () => relay.received.length > 0);
  const first = Date.now() - from;
  await until('all arrive', () => relay.received.length > MANY, 60 + MANY / 20);
  const last = Date.now() - from;
  await until('all are settled', () => all(box, 'sent'));
  assert.equal(relay.received.length, MANY + 1);
  assert.equal(addresses(relay), MANY + 1);
  const rank = relay.received.findIndex((l) => l.to.startsWith('sign-in'));
  assert.ok(rank <= 1, `the sign-in letter came as number ${rank + 1}`);
  assert.ok(relay.most <= 5, `${relay.most} connections`);
  t.diagnostic(`${MANY} letters: the sign-in letter after ${first} ms, all after ${last} ms, `
    + `${Math.round(MANY / ((last - first) / 1000))} a second, ${relay.most} connections`);
  await program.stop();
  await relay.close();
});

for (const [who, kill] of [['the program', async (program) => program.stop('SIGKILL')],
  ['the courier', async (program) => process.kill(program.courier(), 'SIGKILL')]]) {
  test(`${who} is killed in the middle: none is lost`, async (t) => {
    const relay = await openRelay();
    const box = outbox();
    box.put(some(200));
    let program = await box.serve(relay.port);
    await until('some have arrived', () => relay.received.length > 20);
    await kill(program);
    if (who === 'the program') program = await box.serve(relay.port, {}, 1);
    else await until('another courier', () => /event=courier\.died/.test(program.log));
    await until('the rest has left, or is put off', () =>
      box.look().every((l) => l.state === 'sent' || l.tries > 0 || l.state === 'in doubt'));
    await program.stop();
    program = await box.serve(relay.port, {}, LATER);
    await until('all are settled', () => all(box, 'sent'));
    await program.stop();
    const twiceOver = relay.received.length - 200;
    const ids = new Set(relay.received.map((l) => l.id)).size;
    assert.equal(ids, 200, 'who comes twice comes under one Message-ID');
    assert.ok(twiceOver <= 20, `${twiceOver} came twice`);
    t.diagnostic(`${twiceOver} of 200 came twice`);
    await relay.close();
  });
}

test('a program that is stopped in the middle sends none twice', async () => {
  const relay = await openRelay();
  const box = outbox();
  box.put(some(200));
  const first = await box.serve(relay.port);
  await until('some have arrived', () => relay.received.length > 20);
  await first.stop();
  const program = await box.serve(relay.port, {}, 1);
  await until('all are settled', () => all(box, 'sent'));
  assert.equal(relay.received.length, 200);
  await program.stop();
  await relay.close();
});
