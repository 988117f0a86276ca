// screenshots.mjs - the pages of docs/screenshots: CAFEIA=... node screenshots.mjs
//
// "node screenshots.mjs FOLDER --all" makes them of every state, also in the dark and on paper.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DESK, PHONE, open, visitor } from './browser.mjs';
import { start } from './program.mjs';
import { go, visits } from './visits.mjs';

const COLOURS = '64';
const shown = { home: 'home', list: 'list', map: 'map, national', page: 'café', form: 'form, empty' };

function smaller(file) {
  const done = spawnSync('pngquant', ['--force', '--ext', '.png', '--strip', COLOURS, file]);
  if (done.error) console.error('pngquant is missing: the files stay large');
}

async function shoot(browser, url, { folder, name, visit, size, colorScheme = 'light', media = 'screen' }) {
  const context = await visitor(browser, { size, colorScheme });
  const page = await context.newPage();
  await go(page, url, visit);
  await page.emulateMedia({ media, colorScheme });
  const file = join(folder, `${name}-${size.width}.png`);
  await page.screenshot({ path: file, fullPage: true });
  smaller(file);
  await context.close();
}

const all = process.argv.includes('--all');
const folder = all ? process.argv[2] : fileURLToPath(new URL('../../docs/screenshots', import.meta.url));
mkdirSync(folder, { recursive: true });
const program = await start();
const browser = await open();
const pages = all ? visits : Object.fromEntries(Object.entries(shown).map(([name, visit]) => [name, visits[visit]]));
for (const [name, visit] of Object.entries(pages)) {
  for (const size of [PHONE, DESK]) {
    await shoot(browser, program.url, { folder, name, visit, size });
    if (all) await shoot(browser, program.url, { folder, name: `${name}, dark`, visit, size, colorScheme: 'dark' });
  }
}
if (all) {
  await shoot(browser, program.url, { folder, name: 'café, paper', visit: visits['café'], size: { width: 794, height: 1123 }, media: 'print' });
}
await browser.close();
await program.stop();
