// Letters as they would leave, before a reader that we did not write.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { simpleParser } from 'mailparser';
import { start } from './program.mjs';

const CALENDAR = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n';
const STOP = 'https://cafes.example/stop/abc?x=1';

// What a name or a subject may hold, and what a reader then sees.
const names = [
  'Amina', 'Zoé', 'Café de l’après-midi : « bien »', 'a, b; c:', 'Amina" <other@example.org>',
  '<other@example.org>', '(comment)', '=?UTF-8?B?QQ==?=', '=?utf-8?q?=0d=0aBcc:_x@y.fr?=', '日本語'.repeat(12),
  '👩‍👩‍👧 et 👨‍🦽', 'é'.repeat(70), 'a'.repeat(79), '\\"\\\\', '%s%n', '--=_choice', '.', 'From me', 'ÀÉÎÕÜ ß œ Œ €',
  "L'été d'Anne-Marie", 'x@y.fr', 'undisclosed-recipients:;', '=0D=0ABcc: x@y.fr', 'Ω≈ç√∫˜µ≤≥÷',
];
const broken = [
  ['a\r\nBcc: victim@example.org', 'a Bcc: victim@example.org'], ['a\nX-Evil: 1', 'a X-Evil: 1'],
  ['\r\n\r\nbody', 'body'], ['a\r.\r\nb', 'a . b'], ['a\u2028Bcc: b', 'a Bcc: b'], ['a\u0085b', 'a b'],
  ['\u202egro.elpmaxe', 'gro.elpmaxe'], ['a \t\u000b b', 'a b'], ['a\u001b[31mb', 'a [31mb'],
];
const bodies = [
  'Bonjour,\n\nÀ bientôt !\n-- \nParce que.\n', '.\n..\n.a\n', 'From me\nfrom you\n', `${'é'.repeat(3000)}\n`,
  `${'a'.repeat(3000)}\n`, 'fin sans saut', '--=_choice--\n--=_mixed\n', 'a=3D=0A\n', ' \n  \nblancs  \n', '👩‍👩‍👧\n',
  'a\r\nb\rc\nd\n', '\t tab\n',
];

const letters = [
  ...[...names.map((n) => [n, n]), ...broken].flatMap(([given, seen]) => [
    { name: given, seen_name: seen, title: 'Sujet', body_text: 'x\n' },
    { name: 'Amina', seen_name: 'Amina', title: given, seen_title: seen, body_text: 'x\n' },
  ]),
  ...bodies.flatMap((b) => [
    { name: 'Amina', seen_name: 'Amina', title: 'Sujet', body_text: b, body_html: `<p>${b}</p>` },
    { name: 'Amina', seen_name: 'Amina', title: 'Sujet', body_text: b, body_html: `<p>${b}</p>`, calendar: CALENDAR,
      unsubscribe: STOP },
  ]),
];
let program;

function fill(file) {
  const run = spawnSync('/usr/bin/python3', [new URL('letters.py', import.meta.url).pathname, file], {
    input: JSON.stringify(letters), encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
}

before(async () => {
  program = await start({ more: { CAFEIA_RELAY: 'boite', CAFEIA_BASE_URL: 'https://cafes.example' }, prepare: fill });
});
after(() => program.stop());

async function bytes(at) {
  const id = (at + 1).toString(32).padStart(13, '0');
  const answer = await fetch(`${program.url}/boite/${crockford(id)}.eml`);
  assert.equal(answer.status, 200);
  return Buffer.from(await answer.arrayBuffer());
}

// Digits of Crockford's base 32: no i, l, o, u.
function crockford(id) {
  return [...id].map((c) => '0123456789abcdefghjkmnpqrstvwxyz'[parseInt(c, 32)]).join('');
}

const lines = (text) => text.replace(/\r\n?/g, '\n').replace(/\n$/, '');

test(`what is read is what was written: ${letters.length} letters`, async () => {
  assert.ok(letters.length >= 80);
  for (const [at, letter] of letters.entries()) {
    const raw = await bytes(at);
    const what = JSON.stringify(letter).slice(0, 200);
    const mail = await simpleParser(raw);
    assert.deepEqual(mail.to.value.map((v) => [v.address, v.name]),
      [['amina@example.org', letter.seen_name]], what);
    assert.deepEqual(mail.from.value.map((v) => [v.address, v.name]), [['bonjour@cafes.example', 'Café IA']]);
    assert.equal(mail.subject, letter.seen_title ?? letter.title, what);
    assert.equal(lines(mail.text), lines(letter.body_text), what);
    if (letter.body_html) assert.equal(lines(mail.html), lines(letter.body_html), what);
    assert.equal(mail.bcc, undefined);
    assert.equal(mail.cc, undefined);
    assert.equal(mail.headers.get('x-evil'), undefined);
    assert.equal(mail.headers.get('auto-submitted'), 'auto-generated');
    assert.match(mail.messageId, /^<[0-9a-z]{13}\.letter@cafes\.example>$/);
    assert.equal(mail.date.toISOString(), '2024-06-21T10:00:00.000Z');
  }
});

test('lines are short, and end as they must', async () => {
  for (const at of letters.keys()) {
    const raw = (await bytes(at)).toString('latin1');
    assert.doesNotMatch(raw, /[^\r]\n|\r[^\n]|[^\x20-\x7e\r\n]/);
    for (const line of raw.split('\r\n')) assert.ok(line.length <= 78, line);
  }
});

test('an invitation is a part of its own, and a file; one click ends it', async () => {
  for (const [at, letter] of letters.entries()) {
    if (!letter.calendar) continue;
    const mail = await simpleParser(await bytes(at));
    const parts = mail.attachments.map((a) => [a.contentType, a.content.toString()]);
    assert.deepEqual(parts, [['text/calendar', CALENDAR], ['application/ics', CALENDAR]]);
    assert.equal(mail.attachments[1].filename, 'cafe.ics');
    assert.equal(mail.headers.get('list').unsubscribe.url, STOP);
    assert.equal(mail.headers.get('list')['unsubscribe-post'].name, 'List-Unsubscribe=One-Click');
  }
});
