// What people come to do, without JavaScript and by keyboard alone, on a phone
// and at a desk, in both languages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DESK, PHONE, blameless, open, visitor, watched } from './browser.mjs';
import { around, choose, enter, open as unfold, tab, type, typeDate } from './keys.mjs';
import { start } from './program.mjs';

const days = (page) => page.locator('.menu time').evaluateAll((all) => all.map((t) => t.dateTime.slice(0, 10)));
const links = (page) => page.locator('.menu a').evaluateAll((all) => all.map((a) => a.pathname));
const sorted = (list) => [...list].sort();

// The fields of step 1 and 2 that are needed, typed.
async function typeNeeded(page, { title, date, commune }) {
  await type(page, '#title', title);
  await typeDate(page, '#date', date);
  await type(page, '#commune', commune);
}

const send = (page) => enter(page, page.locator('main form').first().locator('button[type=submit]:not([name])').last());

// Each problem is beside its field, tied to it, and named in the summary, whose
// links give the focus to the field.
async function problemsAreTied(page, names) {
  const summary = page.locator('[role=alert] a');
  assert.deepEqual(sorted(await summary.evaluateAll((all) => all.map((a) => a.hash.slice(1)))), sorted(names));
  for (const name of names) {
    const field = page.locator(`#${name}`);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.ok((await field.getAttribute('aria-describedby')).split(' ').includes(`${name}-err`));
    assert.ok((await page.locator(`#${name}-err`).innerText()).length > 5);
  }
}

async function summaryLeads(page, name) {
  await tab(page, `[role=alert] a[href="#${name}"]`);
  await page.keyboard.press('Enter');
  await page.waitForFunction((id) => document.activeElement.id === id
    || document.querySelector(':target')?.id === id, name);
  if (!await page.locator(`#${name}`).evaluate((e) => e === document.activeElement)) await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), name, 'the link gives the focus to the field');
}

const flows = {
  async 'near Blois, then the page of a café, then its calendar file'(page, url) {
    await page.goto(url);
    await type(page, '#lieu', 'blois');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    assert.match(await page.locator('h1').innerText(), /Blois/);
    const found = await days(page);
    assert.ok(found.length >= 2);
    assert.deepEqual(found, sorted(found), 'the next ones first');
    await enter(page, '.menu a');
    assert.match(await page.locator('.ticket').innerText(), /Blois/);
    await tab(page, '.ticket a[href$=".ics"]');
    const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
    assert.match(file.suggestedFilename(), /\.ics$/);
  },

  async 'Merville asks which one'(page, url) {
    await page.goto(`${url}/cafes`);
    await type(page, '#lieu', 'Merville');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    const choices = await page.locator('.note li a').allInnerTexts();
    assert.equal(choices.length, 2);
    assert.match(choices.join('\n'), /Haute-Garonne/);
    assert.match(choices.join('\n'), /Nord/);
    for (const choice of choices) assert.match(choice, /\d{5}.*\d\s?\d{3}/s, 'postal code and population');
    await enter(page, '.note li a');
    assert.match(await page.locator('h1').innerText(), /Merville/);
  },

  async 'none within 30 km: the nearest, the online ones, how to have one'(page, url) {
    await page.goto(`${url}/cafes`);
    await type(page, '#lieu', 'Mende');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    const heads = await page.locator('main h2').count();
    assert.ok(heads >= 3);
    assert.match(await page.locator('main').innerText(), /\d+ km/);
    await enter(page, 'main a.btn[href$="/cafes/nouveau"]');
    await page.waitForSelector('#title');
  },

  async 'filters: dates, kind, mode and words'(page, url) {
    await page.goto(`${url}/cafes`);
    const all = (await links(page)).length;
    await unfold(page, '.find summary');
    await typeDate(page, '[name=du]', '2024-06-25');
    await typeDate(page, '[name=au]', '2024-07-31');
    await type(page, '[name=q]', 'ecole');
    await choose(page, '[name=type]', 'cafe');
    await choose(page, '[name=mode]', 'presentiel');
    await enter(page, '.find button');
    assert.match(page.url(), /type=cafe/);
    assert.ok((await links(page)).length < all);
    for (const day of await days(page)) assert.ok(day >= '2024-06-25' && day <= '2024-07-31', day);
    assert.equal(await page.locator('[name=q]').inputValue(), 'ecole', 'what was asked stays');
    assert.equal(await page.locator('[name=du]').inputValue(), '2024-06-25');
  },

  async 'forward, page by page, each café once; then the archive'(page, url) {
    const seen = [];
    await page.goto(`${url}/cafes`);
    for (;;) {
      seen.push(...await links(page));
      if (await page.locator('a[rel=next]').count() === 0) break;
      await enter(page, 'a[rel=next]');
    }
    assert.ok(seen.length > 20);
    assert.equal(new Set(seen).size, seen.length);
    await enter(page, 'main a[href*="passes=1"]');
    const past = await days(page);
    assert.ok(past.length > 0);
    for (const day of past) assert.ok(day <= '2024-06-21', day);
  },

  async 'map: France, région, département, commune, café'(page, url) {
    await page.goto(`${url}/carte`);
    const marks = await page.locator('svg.map a[aria-label]').count();
    assert.ok(marks > 5);
    await enter(page, '.plain a[href$="region=24"]');
    await enter(page, 'svg.map a[href$="dep=41"]');
    const said = await page.locator('.plain a').first().innerText();
    assert.match(said, /Blois/);
    await enter(page, 'svg.map a[aria-label*="Blois"]');
    assert.match(page.url(), /\/cafes/);
    if (await page.locator('.menu a').count() > 0) await enter(page, '.menu a');
    await page.waitForSelector('.ticket');
  },

  async 'a café in three steps, with mistakes first; changed, then cancelled'(page, url, lang, program) {
    const day = `2024-09-${10 + flows.turn}`;
    await page.goto(`${url}/cafes/nouveau`);
    await typeNeeded(page, { title: 'ab', date: day, commune: 'Xyzzyville' });
    await type(page, '#venue', 'Salle des fêtes');
    await unfold(page, 'details:has(#contact) summary');
    await type(page, '#capacity', 'dix');
    await send(page);
    await problemsAreTied(page, ['title', 'commune', 'capacity']);
    assert.equal(await page.locator('#title').inputValue(), 'ab');
    assert.equal(await page.locator('#venue').inputValue(), 'Salle des fêtes');
    assert.equal(await page.locator('#date').inputValue(), day);
    assert.equal(await page.locator('#capacity').inputValue(), 'dix');
    await summaryLeads(page, 'title');
    await type(page, '#title', `Café du soir ${day}`);
    await type(page, '#commune', 'Merville');
    if (!await page.locator('#capacity').isVisible()) await unfold(page, 'summary:near(#capacity)');
    await type(page, '#capacity', '12');
    await send(page);
    assert.equal(await page.locator('input[type=radio][name=code]').count(), 2, 'which Merville?');
    await tab(page, '[name=code]');
    await page.keyboard.press('Space');
    await send(page);
    await page.waitForSelector('#edit');
    assert.match(await page.locator('.lead').innerText(), /Merville/);
    await enter(page, '#edit');
    assert.equal(await page.locator('#venue').inputValue(), 'Salle des fêtes');
    await type(page, '#venue', 'Médiathèque');
    await send(page);
    assert.equal(await page.locator('#venue').inputValue(), 'Médiathèque');
    await program.verb('moderate', 'publish', /cafes\/(\w+)\/modifier/.exec(page.url())[1]);
    await page.reload();
    await tab(page, '[name=become][value=cancelled]');
    await page.keyboard.press('Space');
    await type(page, '#state_reason', 'La salle est fermée.');
    await enter(page, 'form[action$="/etat"] button[type=submit]');
    assert.match(await page.locator('main').innerText(), /La salle est fermée\./);
  },

  async 'twins: it is another one'(page, url) {
    await page.goto(`${url}/cafes/nouveau`);
    await typeNeeded(page, { title: `Café IA de Blois ${flows.turn}`, date: '2024-06-26', commune: '41000' });
    await send(page);
    if (await page.locator('[name=code]').count() > 1) {
      await tab(page, '[name=code]');
      await page.keyboard.press('Space');
      await send(page);
    }
    assert.match(await page.locator('section[aria-labelledby=twins]').innerText(), /Blois/);
    await enter(page, 'button[name=twin]');
    await page.waitForSelector('#edit');
  },

  async 'a draft is kept for later'(page, url) {
    await page.goto(`${url}/cafes/nouveau`);
    await typeNeeded(page, { title: 'Brouillon du matin', date: '2024-11-02', commune: '75056' });
    await enter(page, 'button[name=draft]');
    await enter(page, '#edit');
    assert.equal(await page.locator('#title').inputValue(), 'Brouillon du matin');
  },

  async 'the other language stays through links and forms'(page, url, lang) {
    const other = lang === 'fr' ? 'en' : 'fr';
    const speaks = async (what) => assert.equal(await page.locator('html').getAttribute('lang'), what);
    await page.goto(`${url}/cafes?lieu=41018`);
    await speaks(lang);
    await enter(page, `footer a[hreflang=${other}]`);
    await speaks(other);
    assert.match(page.url(), /lieu=41018/, 'the same page');
    await enter(page, '.menu a');
    await speaks(other);
    await enter(page, 'header nav a[href$="/carte"]');
    await speaks(other);
    await enter(page, '.brand');
    await speaks(other);
    await type(page, '#lieu', 'Blois');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    await speaks(other);
    await enter(page, `footer a[hreflang=${lang}]`);
    await speaks(lang);
  },

  async 'the first Tab offers to skip; every page can be gone around'(page, url) {
    for (const path of ['/', '/cafes', '/carte', '/carte?dep=41', '/cafes/nouveau', '/donnees', '/nulle-part']) {
      await page.goto(url + path);
      const stops = await around(page);
      assert.match(stops[0], /class="skip"/);
      assert.ok(stops.length > 5);
    }
    await page.goto(`${url}/cafes`);
    await page.keyboard.press('Tab');
    assert.ok(await page.locator('.skip').isVisible());
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)));
  },
};
Object.defineProperty(flows, 'turn', { value: 0, writable: true });

const turns = ['fr', 'en'].flatMap((lang) => [PHONE, DESK].map((size) => ({ lang, size, kind: 'sqlite' })));
if (process.env.CAFEIA_TEST_PG) turns.push({ lang: 'fr', size: DESK, kind: 'postgres' });

for (const { lang, size, kind } of turns) {
  describe(`without JavaScript, by keyboard, in ${lang}, at ${size.width} px, on ${kind}`, () => {
    let browser;
    let program;
    before(async () => {
      program = await start({ kind });
      browser = await open();
    });
    after(async () => {
      await browser.close();
      await program.stop();
    });
    for (const [name, flow] of Object.entries(flows)) {
      test(name, async () => {
        flows.turn = (flows.turn + 1) % 15;
        const context = await visitor(browser, { lang, size, script: false });
        context.setDefaultTimeout(5000);
        const page = await watched(context, program.url);
        await flow(page, program.url, lang, program);
        page.wrongs = page.wrongs.filter((w) => !/status of (404|422)/.test(w));
        await blameless(page, name);
        await context.close();
      });
    }
  });
}
