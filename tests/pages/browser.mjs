// browser.mjs - Debian's Chromium, and a page that notes what it should not do
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 900 };

export const open = () => chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: FLAGS,
  // Its own parts of a page, as the fields of a date, speak the language of the system.
  env: { ...process.env, LANGUAGE: 'fr', LANG: 'fr_FR.UTF-8' },
});

// visitor - a browser with nothing in it.  lang: "fr" or "en".
export function visitor(browser, { lang = 'fr', script = true, size = DESK, ...more } = {}) {
  return browser.newContext({
    viewport: size,
    locale: lang === 'fr' ? 'fr-FR' : 'en-GB',
    javaScriptEnabled: script,
    ...more,
  });
}

// watched - a page, and what went wrong on it: page.wrongs
export async function watched(context, url) {
  const page = await context.newPage();
  const wrongs = [];
  const ours = new URL(url).host;
  page.on('console', (m) => {
    if (m.type() === 'error') wrongs.push(`console: ${m.text()}`);
  });
  page.on('pageerror', (e) => wrongs.push(`error: ${e.message}`));
  page.on('request', (r) => {
    const { host, protocol } = new URL(r.url());
    if (protocol !== 'data:' && host !== ours) wrongs.push(`third party: ${r.url()}`);
  });
  page.wrongs = wrongs;
  return page;
}

// Who signs in has two cookies, which no script reads; a visitor has none.
const OURS = ['s', 'pre'];

export async function blameless(page, what, { signed = false } = {}) {
  assert.deepEqual(page.wrongs, [], what);
  const cookies = (await page.context().cookies()).filter((c) => !signed || !c.httpOnly || !OURS.includes(c.name));
  assert.deepEqual(cookies, [], `${what}: no cookie`);
}
