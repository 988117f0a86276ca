// people.mjs - those who organise, come and look after: what they do, step by
// step, for tests that need it done.  Their letters are read on /boite.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fill, typical } from './form.mjs';
import { NOW, clock } from './program.mjs';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP = 30; // seconds that a code of the telephone lasts
const plain = (html) => html.replaceAll(/<[^>]+>/g, '').replaceAll('&amp;', '&').replaceAll('&lt;', '<')
  .replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'");

let turn = 0;
// fresh - an address that nobody has used: letters to one are counted
export const fresh = (who) => `${who}-${++turn}@example.org`;

const WAIT = 200;
const WAIT_MAX = 30_000;

const read = new Set(); // addresses of letters

async function find(url, to, about) {
  for (let at = '/boite'; at;) {
    const body = await (await fetch(url + at)).text();
    for (const one of body.split('<article').slice(1)) {
      const [, id, title] = /<h2><a href="([^"]+)">([^]*?)<\/a>/.exec(one);
      const [, text] = /<div class="lines">([^]*?)<\/div>/.exec(one);
      if (one.includes(` ${to},`) && !read.has(url + id) && about.test(plain(`${title}\n${text}`))) {
        read.add(url + id);
        return { title: plain(title), text: plain(text), links: [...text.matchAll(/href="([^"]+)"/g)].map((m) => plain(m[1])) };
      }
    }
    at = /href="(\/boite\?avant=[^"]+)"/.exec(body)?.[1];
  }
  return null;
}

// letter - the last one to this address that wasn't read, of those that say
// this: { title, text, links }.  It comes to /boite some moments after its cause.
export async function letter(url, to, about = /./) {
  for (let waited = 0; waited < WAIT_MAX; waited += WAIT) {
    const found = await find(url, to, about);
    if (found) return found;
    await sleep(WAIT);
  }
  return assert.fail(`no letter to ${to} about ${about}`);
}

const CODE = /^\d{3} \d{3}$/m;
export const codeOf = async (url, mail) => CODE.exec((await letter(url, mail, CODE)).text)[0];

// done - presses a button and waits for the page that comes of it
export async function done(page, selector) {
  const button = typeof selector === 'string' ? page.locator(selector).first() : selector;
  await Promise.all([page.waitForEvent('load'), button.click()]);
}

export async function signIn(page, url, mail) {
  await page.goto(`${url}/connexion`);
  await page.fill('#mail', mail);
  await done(page, 'main form button[type=submit]');
  await page.fill('#code', await codeOf(url, mail));
  await done(page, 'main form button[type=submit]');
}

// totp - RFC 6238: six figures from the letters under the drawing, at the time of the program
export function totp(letters, ahead = 0) {
  const bits = [...letters.replaceAll(/[^A-Z2-7]/g, '')].map((c) => BASE32.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const count = Buffer.alloc(8);
  const now = Date.parse(NOW) / 1000 + process.uptime() - clock.began;
  count.writeBigUInt64BE(BigInt(Math.floor(now / STEP) + ahead));
  const hash = createHmac('sha1', key).update(count).digest();
  const at = hash[hash.length - 1] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

// prove - sets the second factor up, and says the codes to write down
export async function prove(page, url) {
  await page.goto(`${url}/compte/second-facteur`);
  const letters = await page.locator('.secret code').innerText();
  await page.fill('#code', totp(letters));
  await done(page, 'main form button[type=submit]');
  const codes = await page.locator('ol.secret code').allInnerTexts();
  assert.ok(codes.length >= 8, 'codes to write down');
  return { letters, codes };
}

// organise - a café with sign-up here, of this owner, published unless it waits: its id
export async function organise(page, program, owner, changes = {}) {
  const { waits = false, repeat, ...values } = changes;
  await page.goto(`${program.url}/cafes/nouveau`);
  // Whoever signed in isn't asked for an address.
  const asked = await page.locator('#owner_mail').count() ? { owner_mail: owner } : {};
  await fill(page, { ...typical, capacity: '12', ...asked, ...values });
  if (repeat) await page.selectOption('#repeat', repeat);
  await page.check('[name=signup][value=ici]');
  await done(page, page.locator('main form').first().locator('button[type=submit]:not([name])').last());
  if (await page.locator('button[name=twin]').count()) await done(page, 'button[name=twin]');
  const [, id] = /\/cafes\/(\w+)\//.exec(page.url()) ?? assert.fail(await page.locator('main').innerText());
  if (!waits) await program.verb('moderate', 'publish', id);
  return id;
}

// join - takes a seat: the address of the private page
export async function join(page, url, id, values) {
  await page.goto(`${url}/cafes/${id}/inscription`);
  await page.evaluate(() => {
    for (const form of document.forms) form.noValidate = true;
    for (const more of document.querySelectorAll('details')) more.open = true;
  });
  for (const [name, value] of Object.entries(values)) {
    if (value === true) await page.check(`[name=${name}]`);
    else await page.fill(`#${name}`, value);
  }
  await done(page, 'main form button[type=submit]');
  return page.url();
}
