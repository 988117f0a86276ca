// Titles, places and organisers written by someone who wishes harm: declared
// through the form, published, then shown everywhere.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { open, visitor, watched } from './browser.mjs';
import { payloads } from './payloads.mjs';
import { start } from './program.mjs';

const PER_DAY = 20;
const field = (text, max) => text.slice(0, max);

// One form carries the same harm wherever words are shown.
function form(payload, i, token) {
  const day = String(1 + Math.floor(i / PER_DAY)).padStart(2, '0');
  return new URLSearchParams({
    token, title: field(`N${i} ${payload}`, 120), date: `2024-08-${day}`, start: '10:00', commune: '41018',
    venue: payload, address: payload, address_extra: payload, directions: payload, access_note: payload,
    summary: payload, body: payload, organizers: payload, supporters: payload, audience_note: payload,
    contact: field(payload, 80), twin: 'other', mode: 'presentiel', audience: 'public',
  });
}

async function declare(url, payload, i) {
  const page = await (await fetch(`${url}/cafes/nouveau`)).text();
  const token = /name="token" value="([^"]+)"/.exec(page)[1];
  const answer = await fetch(`${url}/cafes/nouveau`, {
    method: 'POST', redirect: 'manual', body: form(payload, i, token), headers: { Origin: url, 'Sec-Fetch-Site': 'same-origin' },
  });
  if (answer.status !== 303) return { refused: answer.status, page: await answer.text() };
  return { id: /\/cafes\/([0-9a-z]+)\//.exec(answer.headers.get('location'))[1], at: answer.headers.get('location') };
}

describe('two hundred hostile cafés', () => {
  let browser;
  let program;
  let page;
  const declared = [];
  const trapped = [];
  before(async () => {
    program = await start();
    browser = await open();
    const context = await visitor(browser);
    await context.exposeFunction('trap', () => trapped.push(page.url()));
    page = await watched(context, program.url);
    page.on('dialog', (d) => { trapped.push(d.message()); d.dismiss(); });
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  const visit = async (address) => {
    await page.goto(new URL(address, program.url).href);
    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
    assert.deepEqual(trapped, [], address);
    const wrongs = page.wrongs.filter((w) => !/status of (400|404|422)/.test(w));
    assert.deepEqual(wrongs, [], address);
  };

  test('the trap works', async () => {
    await page.goto(program.url);
    await page.evaluate('trap()');
    assert.equal(trapped.length, 1);
    trapped.length = 0;
  });

  test('they are declared and published', async () => {
    assert.equal(payloads.length, 200);
    for (const [i, payload] of payloads.entries()) {
      const done = await declare(program.url, payload, i);
      assert.ok(done.id, `${i} ${payload}: ${done.refused} ${done.page?.match(/class="err"[^<]*<?/g)}`);
      declared.push(done);
      await program.verb('moderate', 'publish', done.id);
    }
  });

  test('no page of theirs runs a script', async () => {
    for (const { id } of declared) await visit(`/cafes/${id}`);
  });

  test('nor the pages that show them together', async () => {
    for (let at = '/cafes?du=2024-08-01&au=2024-08-31'; at;) {
      await visit(at);
      at = await page.locator('a[rel=next]').count() ? await page.locator('a[rel=next]').getAttribute('href') : '';
    }
    for (const at of ['/', '/carte', '/carte?dep=41', '/cafes/integrer?lieu=41018', '/cafes?q=trap']) await visit(at);
  });

  test('nor those that show what was typed, nor those that hold the link', async () => {
    for (const payload of payloads) {
      await visit(`/cafes?lieu=${encodeURIComponent(payload.slice(0, 90))}&q=${encodeURIComponent(payload.slice(0, 90))}&du=${encodeURIComponent(payload)}`);
    }
    for (const { at } of declared.slice(0, 40)) {
      await visit(at);
      await visit(await page.locator('#edit').getAttribute('href'));
    }
  });
});
