import { DESK, PHONE, open, visitor } from './browser.mjs';
import { start } from './program.mjs';
import { all, go } from './visits.mjs';
const names = process.argv.slice(2);
const program = await start({ letters: true });
const browser = await open();
for (const name of names) for (const [size, colorScheme] of [[PHONE,'light'],[DESK,'light'],[DESK,'dark']]) {
  const context = await visitor(browser, { size, colorScheme });
  const page = await context.newPage();
  try { await go(page, program.url, all[name] ?? name, program);
  await page.screenshot({ path: `/tmp/p4s/${name.replaceAll(/\W+/g,'_')}-${size.width}-${colorScheme}.png`, fullPage: true });
  console.log(name, page.url(), await page.evaluate(() => document.querySelectorAll('*').length)); } catch (e) { console.log(name, e.message, await page.locator('main').innerText().catch(()=>'')); }
  await context.close();
}
await browser.close(); await program.stop();
