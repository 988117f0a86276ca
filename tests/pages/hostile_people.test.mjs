// Names, needs, messages and words of moderation written by someone who wishes
// harm: shown to those who keep the door, organise and look after, and in letters.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { open, visitor, watched } from './browser.mjs';
import { done, fresh, join, letter, organise, prove, signIn } from './people.mjs';
import { payloads } from './payloads.mjs';
import { start } from './program.mjs';

const PER_SEAT = 10; // people of one sign-up
const DAY = '2024-11-12';
const TODAY = { date: '2024-06-21', start: '18:30', end: '20:30' };
const SEND = 'main form button[type=submit]';

describe('hostile words of those who come, organise and look after', () => {
  let browser;
  let program;
  let page;
  const trapped = [];

  before(async () => {
    program = await start({ letters: true });
    browser = await open();
    const context = await visitor(browser);
    context.setDefaultTimeout(20_000);
    await context.exposeFunction('trap', () => trapped.push(page.url()));
    page = await watched(context, program.url);
    page.on('dialog', (d) => { trapped.push(d.message()); d.dismiss(); });
  });
  after(async () => {
    await browser.close();
    await program.stop();
  });

  // The page that is open ran nothing of theirs.
  const calm = async (what) => {
    await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
    assert.deepEqual(trapped, [], what);
    assert.deepEqual(page.wrongs.filter((w) => !/status of (400|404|422)/.test(w)), [], what);
  };
  const visit = async (path) => {
    await page.goto(new URL(path, program.url).href);
    await calm(path);
  };

  test('on sign-ups: the private page, the door, my café, the letter', async () => {
    const owner = fresh('orga');
    const id = await organise(page, program, owner, { title: 'Café de la porte', ...TODAY, capacity: '400' });
    for (let i = 0; i < payloads.length; i += PER_SEAT) {
      const ten = payloads.slice(i, i + PER_SEAT);
      const mail = fresh('paul');
      await join(page, program.url, id, {
        name: ten[0].slice(0, 60), mail, seats: String(ten.length), others: ten.slice(1).map((p) => p.slice(0, 60)).join('\n'),
        needs: ten.join(' ').slice(0, 250), expects: ten.join(' ').slice(0, 250),
      });
      assert.match(page.url(), /inscriptions/, await page.locator('main').innerText());
      await calm('the private page');
      if (i === 0) await letter(program.url, mail);
    }
    await signIn(page, program.url, owner);
    await prove(page, program.url);
    await visit(`/mes-cafes/${id}`);
    await visit(`/mes-cafes/${id}/porte`);
    assert.ok(await page.locator('ol.door li:not(.print)').count() >= payloads.length / 2, 'they are shown');
    await page.fill('#name', '<img src=x onerror=trap()>');
    await done(page, 'form:has(#name) button');
    await calm('a walk-in');
  });

  test('in a message to them: its preview, its list, its letter', async () => {
    await page.context().clearCookies();
    const owner = fresh('orga');
    const id = await organise(page, program, owner, { title: 'Café du message', date: DAY });
    const mail = fresh('amina');
    await join(page, program.url, id, { name: 'Amina', mail });
    await signIn(page, program.url, owner);
    await prove(page, program.url);
    await visit(`/mes-cafes/${id}/ecrire`);
    await page.fill('#subject', '"><img src=x onerror=trap()>');
    await page.fill('#body', payloads.slice(0, 60).join('\n').slice(0, 2900));
    await done(page, '[value=preview]');
    await calm('the preview');
    await done(page, '[value=send]');
    await calm('the list of messages');
    const { text } = await letter(program.url, mail, /onerror/);
    assert.match(text, /trap\(\)/);
  });

  test('in a report, a question, an answer, a refusal; in the name of an account', async () => {
    await page.context().clearCookies();
    const owner = fresh('orga');
    const words = payloads.slice(100, 120).join('\n').slice(0, 900);
    const id = await organise(page, program, owner, { title: 'Café surveillé', date: DAY });
    await visit(`/cafes/${id}/signaler`);
    await page.locator('[name=reason]').first().check();
    await page.fill('#body', words);
    await done(page, SEND);
    await page.goto((await letter(program.url, owner, /signalements/)).links[0]);
    await calm('what the person concerned sees');
    await page.fill('#answer', words);
    await done(page, SEND);
    await calm('the answer');
    const mail = fresh('mod');
    await program.verb('role', 'give', mail, 'moderator');
    await signIn(page, program.url, mail);
    await prove(page, program.url);
    await visit('/compte');
    await page.fill('#name', '"><svg onload=trap()>');
    await done(page, 'form[action="/compte"] button');
    await calm('the account');
    await visit('/moderation');
    await visit(`/moderation/${id}`);
    await page.fill('#body', words);
    await done(page, '[value=demande]');
    await calm('the question');
    await page.fill('[name=sentence]', words);
    await done(page, '[value=garder]');
    await calm('the decision');
    await page.locator('[name=reason]').last().check();
    await page.fill('#word', words);
    await done(page, '[value=refuse]');
    await calm('the refusal');
    await page.goto((await letter(program.url, owner, /reponses/)).links[0]);
    await calm('the question, asked');
  });

  test('in what is typed where one is told or signs in', async () => {
    for (const payload of payloads.slice(0, 40)) {
      await page.goto(`${program.url}/prevenez-moi?lieu=${encodeURIComponent(payload)}&theme=${encodeURIComponent(payload)}`);
      await calm(payload);
    }
    await page.context().clearCookies();
    await visit(`/connexion?suite=${encodeURIComponent('/"><script>trap()</script>')}`);
    await visit(`/connexion?suite=${encodeURIComponent('javascript:trap()')}`);
  });

  test('nor does the box of letters run any of it', async () => {
    for (let at = '/boite'; at;) {
      await visit(at);
      at = await page.locator('main a[href*="avant="]').count() ? await page.locator('main a[href*="avant="]').getAttribute('href') : '';
    }
  });
});
