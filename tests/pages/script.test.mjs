// What script adds, and that it asks nothing before a click; frames of other
// sites; paper; forced colours.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import decodeQr from 'jsqr';
import { PNG } from 'pngjs';
import { DESK, PHONE, blameless, open, visitor, watched } from './browser.mjs';
import { start } from './program.mjs';
import { go, visits } from './visits.mjs';

const BLOIS = { latitude: 47.5876543, longitude: 1.3353211 };
const A4 = { width: 794, height: 1123 }; // at 96 points an inch

let browser;
let program;
before(async () => {
  program = await start();
  browser = await open();
});
after(async () => {
  await browser.close();
  await program.stop();
});

async function scene(options, act) {
  const context = await visitor(browser, options);
  context.setDefaultTimeout(5000);
  const page = await watched(context, program.url);
  // Every asking of the device leaves a trace.
  await page.addInitScript(() => {
    window.asked = [];
    const note = (on, name) => {
      const was = on[name].bind(on);
      on[name] = (...all) => { window.asked.push(name); return was(...all); };
    };
    note(navigator.geolocation, 'getCurrentPosition');
    note(navigator.geolocation, 'watchPosition');
    note(navigator.clipboard, 'writeText');
    note(window, 'fetch');
    note(Storage.prototype, 'setItem');
  });
  await act(page, context);
  await blameless(page, 'in the end');
  await context.close();
}

const asked = (page) => page.evaluate(() => window.asked);

test('nothing is asked before a click, on any page', () => scene({}, async (page) => {
  for (const path of ['/', '/cafes', '/carte', '/cafes/nouveau']) {
    await page.goto(program.url + path, { waitUntil: 'networkidle' });
    assert.deepEqual(await asked(page), []);
    assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  }
}));

test('around me: the position is rounded before it leaves', () => scene(
  { geolocation: BLOIS, permissions: ['geolocation'], size: PHONE },
  async (page) => {
    const sent = [];
    page.on('request', (r) => sent.push(r.url()));
    await page.goto(program.url);
    await page.locator('[data-near]').click();
    await page.waitForURL(/pres=/);
    assert.equal(new URL(page.url()).searchParams.get('pres'), '47.59,1.34');
    for (const url of sent) assert.doesNotMatch(url, /\d\.\d{3}/, 'two decimals at most');
    assert.ok(await page.locator('.menu a').count() > 0);
  },
));

test('around me: a refusal is told, and one can type', () => scene({ permissions: [] }, async (page) => {
  await page.goto(program.url);
  await page.locator('[data-near]').click();
  const told = await page.locator('[data-near]').getAttribute('data-failed');
  await page.waitForFunction((text) => document.getElementById('near').textContent === text, told);
  assert.ok(await page.locator('#lieu').isEnabled());
}));

test('share: the text of the café is copied, and that is said', () => scene(
  { permissions: ['clipboard-read', 'clipboard-write'] },
  async (page) => {
    await go(page, program.url, visits['café']);
    const text = (await page.locator('#share-text').textContent()).trim();
    await page.locator('[data-share]').click();
    await page.waitForFunction(() => document.getElementById('share-said').textContent.length > 0);
    assert.deepEqual(await asked(page), ['writeText']);
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
    assert.match(text, /http:\/\/127/, 'the address is in it');
  },
));

test('map: zoom by buttons, drag within, links stay links', () => scene({}, async (page) => {
  await page.goto(`${program.url}/carte`);
  const map = page.locator('svg[data-map]');
  const view = async () => (await map.getAttribute('viewBox')).split(' ').map(Number);
  const [,, width] = await view();
  await page.locator('[data-zoom="0.6"]').click();
  await page.locator('[data-zoom="0.6"]').click();
  const near = await view();
  assert.ok(near[2] < width / 2, 'nearer');
  const box = await map.boundingBox();
  await page.mouse.move(box.x + 250, box.y + 250);
  await page.mouse.down();
  await page.mouse.move(box.x + 150, box.y + 200, { steps: 5 });
  await page.mouse.up();
  const moved = await view();
  assert.ok(moved[0] > near[0] && moved[1] > near[1], 'dragged');
  assert.match(page.url(), /\/carte$/, 'dragging opens nothing');
  for (let i = 0; i < 6; i++) await page.locator('[data-zoom="1.67"]').click();
  assert.equal((await view())[2], width, 'not farther than all');
  await map.locator('a').first().click();
  assert.match(page.url(), /\/carte\?|\/cafes/);
}));

describe('within another site', () => {
  let other;
  let address;
  before(async () => {
    other = createServer((rq, rp) => {
      const src = new URL(rq.url, 'http://x').searchParams.get('src') ?? '';
      rp.setHeader('Content-Type', 'text/html; charset=utf-8');
      rp.end(`<!doctype html><title>Autre site</title><iframe title="Cafés" src="${src.replaceAll('&', '&amp;')}"></iframe>`);
    });
    await new Promise((ready) => other.listen(0, 'localhost', ready));
    address = `http://localhost:${other.address().port}`;
  });
  after(() => other.close());

  const framed = async (page, path) => {
    await page.goto(`${address}/?src=${encodeURIComponent(program.url + path)}`, { waitUntil: 'networkidle' });
    const frame = page.frames()[1];
    return frame.locator('main').innerText({ timeout: 1000 }).catch(() => '');
  };

  for (const script of [true, false]) {
    test(`the list shows itself, ${script ? 'with' : 'without'} JavaScript; other pages refuse`, async () => {
      const context = await visitor(browser, { script });
      const page = await context.newPage();
      assert.match(await framed(page, '/cafes/integrer?lieu=41018'), /Blois/);
      assert.equal(await page.frames()[1].locator('script').count(), 0);
      for (const path of ['/', '/cafes', '/carte', '/cafes/nouveau']) {
        assert.equal(await framed(page, path), '', `${path} is refused`);
      }
      await context.close();
    });
  }
});

async function qrOf(page, selector) {
  const { width, height, data } = PNG.sync.read(await page.locator(selector).screenshot());
  return decodeQr(new Uint8ClampedArray(data), width, height)?.data;
}

for (const name of ['café', 'café, cancelled', 'café, training']) {
  test(`on paper, ${name}: one A4 page, whose QR code leads to it`, () => scene({}, async (page) => {
    await go(page, program.url, visits[name]);
    const address = page.url();
    const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1, 'one page');
    assert.match(pdf, /\/MediaBox\s*\[\s*0 0 59[45](\.\d+)? 84[12]/, 'A4');
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize(A4);
    const read = await qrOf(page, '.ticket .qr svg');
    assert.ok(read && address.startsWith(read), `${read} leads to ${address}`);
    const answer = await page.request.get(read);
    assert.equal(answer.url(), address);
  }));
}

test('the QR code of the edit link is that link', () => scene({ size: PHONE }, async (page) => {
  await go(page, program.url, visits['form, declared']);
  assert.equal(await qrOf(page, '.qr svg'), await page.locator('#edit').getAttribute('href'));
}));

test('in forced colours nothing is blank', () => scene({ forcedColors: 'active' }, async (page) => {
  for (const [name, path] of [['home', '/'], ['list', '/cafes'], ['map', '/carte?dep=41'], ['form', '/cafes/nouveau']]) {
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      await page.goto(program.url + path);
      const { width, height, data } = PNG.sync.read(await page.screenshot());
      const colours = new Map();
      for (let i = 0; i < data.length; i += 4) {
        const c = data.readUInt32BE(i);
        colours.set(c, (colours.get(c) ?? 0) + 1);
      }
      const most = Math.max(...colours.values());
      assert.ok(colours.size > 10 && most < width * height * 0.97, `${name}: ${colours.size} colours`);
    }
  }
}));
