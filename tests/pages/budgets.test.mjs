// What a first visit costs: requests, bytes, elements, EcoIndex, cookies.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { computeEcoIndex, getEcoIndexGrade } from 'ecoindex';
import { blameless, open, visitor, watched } from './browser.mjs';
import { start } from './program.mjs';
import { go, visits } from './visits.mjs';

const USUAL = { requests: 5, bytes: 30_000, elements: 250 };
const MAP = { requests: 5, bytes: 60_000, elements: 350 };
const SCRIPT_MAX = 10_000;

const pages = ['home', 'list', 'list, near', 'list, archive', 'café', 'map, national', 'map, region',
  'map, department', 'form, empty', 'data', 'legal', 'accessibility', 'personal data', 'error 404', 'embed'];

// The last page of a visit, seen for the first time by a visitor with nothing.
async function addressOf(browser, url, visit) {
  if (typeof visit === 'string') return url + visit;
  const context = await visitor(browser);
  const page = await context.newPage();
  await go(page, url, visit);
  const address = page.url();
  await context.close();
  return address;
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

async function visitOnce(browser, url, visit, options) {
  const address = await addressOf(browser, url, visit);
  const context = await visitor(browser, { size: { width: 1920, height: 1080 }, ...options });
  const page = await watched(context, url);
  const sum = await count(page);
  await page.goto(address, { waitUntil: 'networkidle' });
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  return { context, page, sum, ...(await elements(page)) };
}

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
        const most = name.startsWith('map') ? MAP : USUAL;
        for (const lang of ['fr', 'en']) {
          const { context, page, sum, all, counted } = await visitOnce(browser, program.url, visits[name], { lang });
          const index = computeEcoIndex(counted, sum.requests, sum.bytes / 1000);
          t.diagnostic(`${lang}: ${all} elements, ${sum.requests} requests, ${sum.bytes} bytes, `
            + `${sum.script} of script, EcoIndex ${index.toFixed(1)} ${getEcoIndexGrade(index)}`);
          assert.ok(sum.requests > 0 && sum.requests <= most.requests, `${sum.requests} requests`);
          assert.ok(sum.bytes > 0 && sum.bytes <= most.bytes, `${sum.bytes} bytes`);
          assert.ok(sum.script <= SCRIPT_MAX, `${sum.script} bytes of script`);
          assert.equal(getEcoIndexGrade(index), 'A');
          assert.ok(all <= most.elements, `${all} elements`);
          if (name !== 'error 404') await blameless(page, name);
          await context.close();
        }
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
