// Every template in its states, before those who judge pages for a living: axe
// and html-validate; and what RGAA asks that neither looks at.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { DESK, PHONE, blameless, open, visitor, watched } from './browser.mjs';
import { start } from './program.mjs';
import { all, go } from './visits.mjs';
import { privateVisits } from './visits_people.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const TOUCH = 44;
const MAIN_ACTIONS = 'button, .btn, nav a, input:not([type=hidden]), select, summary, .pick, .links a, .plain a';

const html = new HtmlValidate(new StaticConfigLoader({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  // Check boxes of one question share its name, as radio buttons do.
  rules: { 'form-dup-name': ['error', { shared: ['radio', 'button', 'reset', 'submit', 'checkbox'] }] },
}));

async function axe(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), TAGS);
  assert.ok(found.passes.length > 5, 'axe looked');
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target} ${n.failureSummary}`).join(' | ')}`);
}

async function valid(page, source) {
  const report = await html.validateString(source);
  return report.results.flatMap((r) => r.messages.map((m) => `${m.ruleId} ${m.line}:${m.column} ${m.message}`));
}

// What can be touched and is smaller than a finger, once everything is unfolded.
const small = (page) => page.evaluate(([which, least]) => {
  for (const more of document.querySelectorAll('details')) more.open = true;
  const close = [...document.querySelectorAll(which)].filter((e) => {
    const target = e.closest('label') || e;
    const box = target.getBoundingClientRect();
    return e.checkVisibility() && box.width > 0 && (box.height < least || box.width < least)
      && getComputedStyle(e).position !== 'absolute';
  });
  return close.map((e) => `${e.outerHTML.slice(0, 90)} ${e.getBoundingClientRect().height}`);
}, [MAIN_ACTIONS, TOUCH]);

// What makes the page wider than its window.
const wide = (page) => page.evaluate(() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  const over = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > most + 1);
  return [`${document.documentElement.scrollWidth} > ${most}`, ...over.map((e) => e.outerHTML.slice(0, 80)).slice(0, 5)];
});

// What has to be pushed sideways to be read to its end.
const aside = (page) => page.evaluate(() => [...document.querySelectorAll('main *:not(svg *)')]
  .filter((e) => getComputedStyle(e).overflowX === 'auto' && e.tagName !== 'TEXTAREA' && e.scrollWidth > e.clientWidth)
  .map((e) => e.outerHTML.slice(0, 80)));

// Text whose box cuts it; a line to type in scrolls.
const cut = (page) => page.evaluate(() => {
  const hides = (e) => ['hidden', 'clip'].includes(getComputedStyle(e).overflowX);
  return [...document.querySelectorAll('body *:not(svg *, input)')]
    .filter((e) => hides(e) && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
    .map((e) => e.outerHTML.slice(0, 80));
});

const SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-bottom: 2em !important }`;

async function structure(page, lang) {
  const seen = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    h1: document.querySelectorAll('h1').length,
    main: document.querySelectorAll('main').length,
    title: document.title,
    levels: [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((h) => Number(h.tagName[1])),
    frames: document.querySelectorAll('iframe, frame').length,
    timers: document.querySelectorAll('meta[http-equiv=refresh], [accesskey], marquee').length,
    positive: document.querySelectorAll('[tabindex]:not([tabindex="0"]):not([tabindex="-1"])').length,
  }));
  assert.equal(seen.lang, lang);
  assert.equal(seen.h1, 1, 'one h1');
  assert.equal(seen.main, 1, 'one main');
  assert.ok(seen.title.length > 5, 'a title');
  assert.equal(seen.frames + seen.timers + seen.positive, 0);
  seen.levels.forEach((level, i) => assert.ok(i === 0 || level <= seen.levels[i - 1] + 1, `levels ${seen.levels}`));
  return seen.title;
}

async function narrow(page) {
  await page.setViewportSize({ width: 320, height: 640 });
  assert.deepEqual(await wide(page), [], 'reflow at 320 px');
  await page.setViewportSize(PHONE);
  assert.deepEqual(await small(page), [], 'touch targets');
  assert.deepEqual(await aside(page), [], 'nothing to scroll sideways');
  // A window of 1280 px at 200 % is one of 640 with twice the pixels.
  await page.setViewportSize({ width: 640, height: 450 });
  assert.deepEqual(await wide(page), [], 'zoom of 200 %');
  // CSP forbids added style, not what a person's own browser does: through CSSOM.
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [sheet];
  }, SPACING);
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 700 });
    assert.deepEqual(await wide(page), [], `text spacing at ${width}`);
    assert.deepEqual(await cut(page), [], `text spacing at ${width}: nothing cut`);
  }
  await page.evaluate(() => { document.adoptedStyleSheets = []; });
}

// States of one page may share their title; a form that comes back says so, and
// which question it asks is in the page.
function kind(name) {
  if (name.startsWith('form, editing')) return 'form, editing';
  const group = name in privateVisits || name.startsWith('list') ? name.split(',')[0] : name;
  return /problems|communes|twins/.test(name) ? `${name.split(',')[0]}, to correct` : group;
}

// What differs in English is only how long words are.
async function inEveryLight(page, lang) {
  for (const size of lang === 'fr' ? [PHONE, DESK] : [PHONE]) {
    for (const colorScheme of lang === 'fr' ? ['light', 'dark'] : ['light']) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await axe(page), [], `axe, ${colorScheme}, ${size.width} px`);
    }
  }
}

for (const lang of ['fr', 'en']) {
  describe(`every template in ${lang}`, () => {
    const titles = new Map();
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

    for (const [name, visit] of Object.entries(all)) {
      test(`${name}: valid, accessible, unfolds to any size`, async () => {
        const context = await visitor(browser, { lang });
        const page = await watched(context, program.url);
        const sources = new Map();
        page.on('response', async (r) => {
          if (r.request().isNavigationRequest() && r.status() !== 303) sources.set(r.url(), await r.text().catch(() => ''));
        });
        await go(page, program.url, visit, program);
        await page.waitForLoadState('networkidle');
        assert.deepEqual(await valid(page, sources.get(page.url())), [], 'html-validate');
        const title = await structure(page, lang);
        const other = titles.get(title) ?? name;
        assert.equal(kind(name), kind(other), `"${title}" is also the title of ${other}`);
        titles.set(title, name);
        await inEveryLight(page, lang);
        await narrow(page);
        // Chromium tells its console of every 4xx, also of those that are meant.
        page.wrongs.splice(0, Infinity, ...page.wrongs.filter((w) => !/status of (400|404|422)/.test(w)));
        await blameless(page, name, { signed: name in privateVisits });
        await context.close();
      });
    }
  });
}
