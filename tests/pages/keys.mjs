// keys.mjs - a person at a keyboard: Tab, Enter, Space and letters, nothing else
import assert from 'node:assert/strict';

const STEPS_MAX = 160;

// Does the element that has the focus show it?  By an outline, its own or that
// of the mark laid over it, or, on the map, by a line around the mark.
const shown = (page) => page.evaluate(() => {
  const e = document.activeElement;
  const line = (style) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const drawn = e.closest('svg') && e.querySelector('circle, path');
  return {
    what: e.outerHTML.slice(0, 100),
    visible: (line(getComputedStyle(e)) || line(getComputedStyle(e, '::after'))
      || (drawn && parseFloat(getComputedStyle(drawn).strokeWidth) >= 3)),
    away: e === document.body,
  };
});

async function step(page, key) {
  await page.keyboard.press(key);
  const now = await shown(page);
  assert.ok(now.away || now.visible, `the focus is seen on ${now.what}`);
  return now;
}

const has = (locator) => locator.evaluate((e) => e === document.activeElement);

// tab - presses Tab until the element has the focus
export async function tab(page, selector) {
  const target = typeof selector === 'string' ? page.locator(selector).first() : selector;
  assert.ok(await target.count() > 0, `there is ${selector}`);
  for (let i = 0; i < STEPS_MAX; i++) {
    if (await has(target)) return;
    await step(page, 'Tab');
  }
  assert.fail(`the keyboard never comes to ${selector}`);
}

export async function enter(page, selector, key = 'Enter') {
  await tab(page, selector);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
}

export async function type(page, selector, text) {
  await tab(page, selector);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  if (text) await page.keyboard.type(text);
}

// typeDate - day and month as this Chromium wants them, found by trying
export async function typeDate(page, selector, iso) {
  const [year, month, day] = iso.split('-');
  const field = page.locator(selector);
  for (const digits of [day + month + year, month + day + year]) {
    await tab(page, selector);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(digits);
    if (await field.inputValue() === iso) return;
    await page.keyboard.press('Shift+Tab');
    while (await has(field)) await page.keyboard.press('Shift+Tab');
  }
  assert.fail(`${selector} takes no ${iso}: ${await field.inputValue()}`);
}

export async function open(page, selector) {
  await tab(page, selector);
  await page.keyboard.press('Enter');
  assert.ok(await page.locator(selector).evaluate((e) => e.closest('details').open), 'it unfolds');
}

// choose - the option of a list that has this value, by the arrow
export async function choose(page, selector, value) {
  await tab(page, selector);
  const field = page.locator(selector);
  const count = await field.locator('option').count();
  for (let i = 0; i < count && await field.inputValue() !== value; i++) await page.keyboard.press('ArrowDown');
  assert.equal(await field.inputValue(), value);
}

// around - Tab through the whole page: it ends, and nothing keeps the focus
export async function around(page) {
  const seen = [];
  for (let i = 0; i < STEPS_MAX; i++) {
    const now = await step(page, 'Tab');
    if (now.away) return seen;
    seen.push(now.what);
  }
  return assert.fail(`${STEPS_MAX} steps and no end`);
}
