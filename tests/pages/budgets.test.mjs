// What a first visit costs: requests, bytes, elements, EcoIndex, cookies.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { computeEcoIndex, getEcoIndexGrade } from 'ecoindex';
import { blameless, open, visitor, watched } from './browser.mjs';
import { start } from './program.mjs';
import { all as known, go, visits } from './visits.mjs';

const USUAL = { requests: 5, bytes: 30_000, elements: 250 };
const MAP = { requests: 5, bytes: 60_000, elements: 350 };
const SCRIPT_MAX = 10_000;
const STYLE_MAX = 15_000;

const pages = ['home', 'list', 'list, near', 'list, archive', 'café', 'map, national', 'map, region',
  'map, department', 'form, empty', 'data', 'legal', 'accessibility', 'personal data', 'error 404', 'embed'];

// Pages of those who come, organise and look after: seen with their cookies.
const people = ['seat, form', 'seat, form, full', 'seat, form, dates', 'seat, confirmed', 'seat, for others', 'seat, waiting', 'seat, offered',
  'seat, find', 'sign in', 'sign in, code', 'sign in, link', 'account', 'account, second factor', 'my cafés', 'my café, proven',
  'my café, again', 'my café, write', 'door', 'report', 'what we publish', 'moderation', 'moderation, one',
  'moderation, reported', 'moderation, question', 'tell me', 'tell me, confirm', 'my data', 'erase', 'who does what', 'roles', 'overview', 'overview of settings',
  'overview of letters'];

// The last page of a visit, and the cookies that open it: seen for the first
// time by a browser that has nothing else.
async function placeOf(browser, program, visit) {
  if (typeof visit === 'string') return { address: program.url + visit };
  const context = await visitor(browser);
  const page = await context.newPage();
  await go(page, program.url, visit, program);
  const place = { address: page.url(), storageState: await context.storageState() };
  await context.close();
  return place;
}

// Encoded bytes and answers, as Chromium counts them.
async function count(page) {
  const wire = await page.context().newCDPSession(page);
  const sum = { requests: 0, bytes: 0, script: 0 };
  const kinds = new Map();
  await wire.send('Network.enable');
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
  wire.on('Network.requestWillBeSent', () => { sum.requests += 1; });
  wire.on('Network.responseReceived', (e) => kinds.set(e.requestId, e.type));
  wire.on('Network.loadingFinished', (e) => {
    sum.bytes += e.encodedDataLength;
    if (kinds.get(e.requestId) === 'Script') sum.script += e.encodedDataLength;
  });
  return sum;
}

// EcoIndex counts elements but not what is inside a drawing, at 1920 x 1080,
// once scrolled to the bottom; our budget counts them all.
const elements = (page) => page.evaluate(() => ({
  all: document.querySelectorAll('*').length,
  counted: document.querySelectorAll('*').length - document.querySelectorAll('svg *').length,
}));

async function visitOnce(browser, program, visit, options) {
  const { address, storageState } = await placeOf(browser, program, visit);
  const context = await visitor(browser, { size: { width: 1920, height: 1080 }, storageState, ...options });
  const page = await watched(context, program.url);
  const sum = await count(page);
  await page.goto(address, { waitUntil: 'networkidle' });
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  return { context, page, sum, ...(await elements(page)) };
}

async function within(t, browser, program, name, most, langs) {
  for (const lang of langs) {
    const { context, page, sum, all, counted } = await visitOnce(browser, program, known[name], { lang });
    const index = computeEcoIndex(counted, sum.requests, sum.bytes / 1000);
    t.diagnostic(`${lang}: ${all} elements, ${sum.requests} requests, ${sum.bytes} bytes, `
      + `${sum.script} of script, EcoIndex ${index.toFixed(1)} ${getEcoIndexGrade(index)}`);
    assert.ok(sum.requests > 0 && sum.requests <= most.requests, `${sum.requests} requests`);
    assert.ok(sum.bytes > 0 && sum.bytes <= most.bytes, `${sum.bytes} bytes`);
    assert.ok(sum.script <= SCRIPT_MAX, `${sum.script} bytes of script`);
    assert.equal(getEcoIndexGrade(index), 'A');
    assert.ok(all <= most.elements, `${all} elements`);
    if (name !== 'error 404') await blameless(page, name, { signed: !(name in visits) });
    await context.close();
  }
}

describe('a first visit by those who come, organise and look after', () => {
  let browser;
  let program;
  before(async () => {
    program = await start({ letters: true });
    browser = await open();
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });
  for (const name of people) {
    test(`${name}: within its budget`, (t) => within(t, browser, program, name, USUAL, ['fr']));
  }

  test('the style is no more than 15 kB before compression', async () => {
    const home = await (await fetch(program.url)).text();
    const address = /<link rel="stylesheet" href="([^"]+)"/.exec(home)[1];
    const body = await (await fetch(program.url + address)).arrayBuffer();
    assert.ok(body.byteLength > 0 && body.byteLength <= STYLE_MAX, `${body.byteLength} bytes`);
  });
});

for (const events of [0, 1000]) {
  describe(`a first visit with ${events} plausible events`, () => {
    let browser;
    let program;
    before(async () => {
      program = await start({ events });
      browser = await open();
    });
    after(async () => {
      await browser.close();
      await program.stop();
    });

    for (const name of pages) {
      test(`${name}: within its budget`, async (t) => {
        await within(t, browser, program, name, name.startsWith('map') ? MAP : USUAL, ['fr', 'en']);
      });
    }

    test('the script is no more than 10 kB before compression', async () => {
      const home = await (await fetch(program.url)).text();
      const address = /<script src="([^"]+)"/.exec(home)[1];
      const body = await (await fetch(program.url + address)).arrayBuffer();
      assert.ok(body.byteLength > 0 && body.byteLength <= SCRIPT_MAX, `${body.byteLength} bytes`);
    });
  });
}
