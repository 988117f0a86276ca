// What people come to do about seats, accounts and cafés of theirs, step by step
// in a real browser: without JavaScript and with it, on a phone and at a desk.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { DESK, PHONE, blameless, open, visitor, watched } from './browser.mjs';
import { enter, tab, type } from './keys.mjs';
import { codeOf, done, fresh, join, letter, organise, prove, signIn, totp } from './people.mjs';
import { start } from './program.mjs';

const DAY = '2024-11-12';
const TODAY = { date: '2024-06-21', start: '18:30', end: '20:30' };
const h1 = (page) => page.locator('h1').innerText();
const main = (page) => page.locator('main').innerText();
const SEND = 'main form button[type=submit]';
let turn = 0;
const title = () => `Café numéro ${++turn} du quartier`;

async function accountOf(page, program, role) {
  const mail = fresh('qui');
  if (role) await program.verb('role', 'give', mail, ...role);
  await signIn(page, program.url, mail);
  return { mail, ...(role ? await prove(page, program.url) : {}) };
}

const flows = {
  async 'a seat without an address: a page, a code, and back again'(page, program) {
    const id = await organise(page, program, fresh('orga'), { title: title(), date: DAY });
    const kept = await join(page, program.url, id, { name: 'Amina' });
    assert.match(await h1(page), /Amina/);
    const code = await page.locator('.ticket dd.when').last().innerText();
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('[role=status]').isVisible(), false, 'paper says what lasts');
    const paper = page.locator('.ticket p.print', { hasText: 'prénom' });
    assert.match(await paper.innerText(), new RegExp(`/cafes/${id}/inscription/retrouver`));
    await page.emulateMedia({ media: 'screen' });
    await page.goto(`${program.url}/cafes/${id}/inscription/retrouver`);
    await page.fill('#code', code.toLowerCase());
    await page.fill('#name', 'amina');
    await done(page, SEND);
    assert.equal(page.url().split('?')[0], kept.split('?')[0], 'code and first name lead back');
    await done(page, '#rendre button');
    assert.match(await main(page), /Amina/);
    assert.equal(await page.locator('#rendre').count(), 0, 'given back');
  },

  async 'a seat for others, by one who has the address'(page, program) {
    const mail = fresh('conseil');
    const id = await organise(page, program, fresh('orga'), { title: title(), date: DAY });
    await join(page, program.url, id, { name: 'Paul', mail, seats: '3', others: 'Léa\nSacha\nAmina', relay: true });
    const { text } = await letter(program.url, mail);
    for (const name of ['Léa', 'Sacha', 'Amina']) assert.match(text, new RegExp(name));
    assert.match(await page.locator('.ticket').innerText(), /Léa, Sacha, Amina/);
    await page.check('[name=absent][value="2"]');
    await done(page, 'form[action$="/reduire"] button');
    assert.match(await page.locator('.ticket').innerText(), /2 personnes.*Léa, Amina/);
  },

  async 'full: a rank, an offer once a seat is free, two taps to give it back'(page, program) {
    const [amina, paul] = [fresh('amina'), fresh('paul')];
    const id = await organise(page, program, fresh('orga'), { title: title(), date: DAY, capacity: '1' });
    const first = await join(page, program.url, id, { name: 'Léa' });
    const waits = await join(page, program.url, id, { name: 'Amina', mail: amina });
    assert.match(await main(page), /au début de la liste/);
    await join(page, program.url, id, { name: 'Paul', mail: paul });
    assert.match(await main(page), /Avant vous, 1 personne attend/);
    await page.goto(first);
    await done(page, '#rendre button');
    await page.goto((await letter(program.url, amina, /propos/i)).links[0]);
    assert.equal(page.url().split('?')[0], waits.split('?')[0]);
    await done(page, 'form[action$="/accepter"] button');
    assert.ok(await page.locator('#rendre').count(), 'she has it');
    // From the letter: one tap opens the page, one gives the seat back.
    const { links } = await letter(program.url, amina, /rendre/);
    await page.goto(links.at(-1));
    await done(page, '#rendre button');
    await page.goto((await letter(program.url, paul, /propos/i)).links[0]);
    await done(page, '#rendre button');
    assert.equal(await page.locator('form[action$="/accepter"]').count(), 0, 'declined');
  },

  async 'sign in by the link of the letter, in the browser that asked'(page, program) {
    const mail = fresh('amina');
    await page.goto(`${program.url}/connexion`);
    await page.fill('#mail', mail);
    await done(page, SEND);
    const { links } = await letter(program.url, mail);
    const other = await (await page.context().browser().newContext()).newPage();
    await other.goto(links[0]);
    assert.equal(await other.locator('main form').count(), 0, 'elsewhere it opens nothing');
    await other.context().close();
    await page.goto(links[0]);
    assert.deepEqual((await page.context().cookies()).map((c) => c.name), ['pre'], 'opening is not entering');
    await done(page, SEND);
    await page.goto(`${program.url}/compte`);
    assert.match(await main(page), new RegExp(mail));
    await page.goto(links[0]);
    assert.equal(await page.locator('main form').count(), 0, 'it opens once');
  },

  async 'sign in by the code, mistaken first; out again'(page, program) {
    const mail = fresh('amina');
    await page.goto(`${program.url}/connexion`);
    await page.fill('#mail', mail);
    await done(page, SEND);
    await page.fill('#code', '000000');
    await done(page, SEND);
    assert.equal(await page.locator('#code').getAttribute('aria-invalid'), 'true');
    await page.fill('#code', await codeOf(program.url, mail));
    await done(page, SEND);
    await page.goto(`${program.url}/compte`);
    await page.fill('#name', 'Amina');
    await done(page, 'form[action="/compte"] button');
    assert.equal(await page.locator('#name').inputValue(), 'Amina');
    await done(page, 'form[action="/deconnexion"] button');
    await page.goto(`${program.url}/compte`);
    assert.match(page.url(), /connexion/);
  },

  async 'sessions: the other one is closed from here'(page, program) {
    const { mail } = await accountOf(page, program);
    const away = await (await page.context().browser().newContext()).newPage();
    await signIn(away, program.url, mail);
    await page.goto(`${program.url}/compte`);
    await done(page, page.locator('button[name=session]:not([value=others])'));
    await away.goto(`${program.url}/compte`);
    assert.match(away.url(), /connexion/, 'it is out');
    await away.context().close();
    await page.goto(`${program.url}/compte`);
    assert.match(await main(page), new RegExp(mail), 'here one is still in');
  },

  async 'erase: read, taken in a file, gone; the café stays, the seat is free'(page, program) {
    const { mail } = await accountOf(page, program);
    const name = title();
    const id = await organise(page, program, mail, { title: name, date: DAY, capacity: '1' });
    const seat = await join(page, program.url, id, { name: 'Amina', mail });
    await page.goto(`${program.url}/compte/donnees`);
    assert.match(await main(page), new RegExp(`${name}[^]*Amina`));
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('form[action="/compte/donnees"] button')]);
    assert.match(await readFile(await file.path(), 'utf8'), new RegExp(`${mail}[^]*${name}[^]*Amina`));
    await done(page, 'main a[href="/compte/effacer"]');
    await done(page, 'form[action="/compte/effacer"] button');
    assert.match(await h1(page), /Au revoir/);
    assert.deepEqual(await page.context().cookies(), []);
    await page.goto(`${program.url}/compte`);
    assert.match(page.url(), /connexion/);
    assert.equal((await page.goto(seat)).status(), 404);
    const stays = await (await fetch(`${program.url}/cafes/${id}`)).text();
    assert.ok(stays.includes(name) && !stays.includes(mail));
    await join(page, program.url, id, { name: 'Paul' });
    assert.doesNotMatch(await main(page), /rang/);
    assert.ok(await page.locator('#rendre').count(), 'it is his');
  },

  async 'the second factor: set up, asked for again, by a code written down too'(page, program) {
    const { mail, codes, letters } = await accountOf(page, program, ['moderator']);
    await page.goto(`${program.url}/moderation`);
    assert.equal(await page.locator('#departement').count(), 1, 'proven');
    await page.context().clearCookies();
    await signIn(page, program.url, mail);
    await page.goto(`${program.url}/moderation`);
    assert.match(page.url(), /preuve/);
    await page.fill('#code', '12');
    await done(page, SEND);
    assert.equal(await page.locator('#code').getAttribute('aria-invalid'), 'true');
    await page.fill('#code', turn % 2 ? codes[3] : totp(letters, 1));
    await done(page, SEND);
    assert.equal(await page.locator('#departement').count(), 1);
  },

  async 'my café: what to do next, once more, a letter to who comes'(page, program) {
    const owner = fresh('orga');
    const paul = fresh('paul');
    const name = title();
    const id = await organise(page, program, owner, { title: name, date: DAY });
    await join(page, program.url, id, { name: 'Paul', mail: paul, expects: 'Comprendre' });
    await signIn(page, program.url, owner);
    await prove(page, program.url);
    await page.goto(`${program.url}/mes-cafes`);
    await done(page, page.locator('.menu a', { hasText: name }));
    assert.ok(await page.locator('.door li').count() >= 3, 'a list of what to do');
    await page.goto(`${program.url}/mes-cafes/${id}/ecrire`);
    await page.fill('#subject', 'La porte est au fond');
    await page.fill('#body', 'Entrez par la cour.');
    await done(page, '[name=do][value=preview]');
    assert.match(await page.locator('.note').innerText(), /par la cour/);
    await done(page, '[name=do][value=send]');
    assert.match((await letter(program.url, paul, /porte est au fond/)).text, /par la cour/);
    await page.goto(`${program.url}/mes-cafes/${id}/refaire`);
    await page.fill('#date', '2025-01-14');
    await done(page, SEND);
    assert.match(page.url(), /\/mes-cafes\/\w+$/);
    assert.ok(!page.url().endsWith(id), 'another one');
    assert.match(await h1(page), new RegExp(name));
  },

  async 'at the door: who is here, who came without a seat, how many in all'(page, program) {
    const id = await organise(page, program, fresh('orga'), { title: title(), ...TODAY });
    await join(page, program.url, id, { name: 'Amina', needs: 'Boucle magnétique' });
    await join(page, program.url, id, { name: 'Paul', seats: '2', others: 'Léa' });
    await accountOf(page, program, ['facilitator', `event:${id}`]);
    await page.goto(`${program.url}/mes-cafes/${id}/porte`);
    assert.equal(await page.locator('ol.door').first().locator('li:not(.print)').count(), 3);
    assert.match(await main(page), /Boucle magnétique/);
    await done(page, '[name=tick]');
    assert.match(await page.locator('[role=status]').innerText(), /1 venue/);
    await page.fill('#name', 'Sacha');
    await done(page, 'form:has(#name) button');
    assert.match(await page.locator('[role=status]').innerText(), /1 sans inscription/);
    await done(page, 'form[action$="/compte"] button');
    assert.match(await main(page), /Sacha/);
  },

  async 'moderation: asked, answered, published, undone, refused'(page, program) {
    const owner = fresh('orga');
    const id = await organise(page, program, owner, { title: title(), date: DAY, waits: true });
    const at = `${program.url}/moderation/${id}`;
    await accountOf(page, program, ['moderator']);
    await page.goto(at);
    await page.fill('#body', 'À quelle heure ouvrez-vous ?');
    await done(page, '[value=demande]');
    await page.goto((await letter(program.url, owner, /reponses/)).links[0]);
    await page.fill('#answer', 'À 18 h.');
    await done(page, SEND);
    await page.goto(at);
    assert.match(await main(page), /À 18 h\./);
    await done(page, '[value=publie]');
    assert.equal((await fetch(`${program.url}/cafes/${id}`)).status, 200);
    await done(page, '[value=annule]');
    assert.equal((await fetch(`${program.url}/cafes/${id}`)).status, 404);
    await page.locator('[name=reason]').first().check();
    await page.fill('#word', 'Voyez notre page.');
    await done(page, '[value=refuse]');
    assert.match((await letter(program.url, owner, /Voyez/)).text, /Voyez notre page/);
  },

  async 'a report: the person concerned answers, and it is settled'(page, program) {
    const owner = fresh('orga');
    const id = await organise(page, program, owner, { title: title(), date: DAY });
    await page.goto(`${program.url}/cafes/${id}/signaler`);
    await page.locator('[name=reason]').first().check();
    await page.fill('#body', 'La salle est fermée.');
    await done(page, SEND);
    assert.equal(await page.locator('[role=status]').count(), 1);
    await page.goto((await letter(program.url, owner, /signalements/)).links[0]);
    await page.fill('#answer', 'Elle rouvre lundi.');
    await done(page, SEND);
    await accountOf(page, program, ['moderator']);
    await page.goto(`${program.url}/moderation/${id}`);
    assert.match(await main(page), /Elle rouvre lundi/);
    await page.fill('[name=sentence]', 'Elle est ouverte.');
    await done(page, '[name=decide][value=garder]');
    assert.match(await main(page), /Elle est ouverte/);
  },

  async 'tell me: asked, confirmed by letter, stopped'(page, program) {
    const mail = fresh('amina');
    await page.goto(`${program.url}/prevenez-moi`);
    await page.fill('#mail', mail);
    await page.fill('#commune', 'Merville');
    await done(page, SEND);
    await page.locator('[name=code]').first().check();
    await done(page, SEND);
    await page.goto((await letter(program.url, mail)).links[0]);
    await done(page, SEND);
    await done(page, 'main a[href*="arreter"]');
    await done(page, SEND);
    assert.equal(await page.locator('main form').count(), 0);
  },

  async 'by keyboard alone: sign up, then sign in'(page, program) {
    const id = await organise(page, program, fresh('orga'), { title: title(), date: DAY });
    const mail = fresh('clavier');
    await page.goto(`${program.url}/cafes/${id}`);
    await enter(page, `.ticket a[href$="/inscription"]`);
    await type(page, '#name', '');
    await type(page, '#seats', '99');
    await tab(page, '#name');
    await type(page, '#name', 'Amina');
    await enter(page, SEND);
    await tab(page, '[role=alert] a[href="#seats"]');
    await page.keyboard.press('Enter');
    await type(page, '#seats', '1');
    await enter(page, SEND);
    assert.match(await h1(page), /Amina/);
    await page.goto(`${program.url}/connexion`);
    await type(page, '#mail', mail);
    await enter(page, SEND);
    await type(page, '#code', await codeOf(program.url, mail));
    await enter(page, SEND);
    await page.goto(`${program.url}/compte`);
    assert.match(await main(page), new RegExp(mail));
  },
};

const turns = [{ script: false, size: PHONE, kind: 'sqlite' }, { script: true, size: DESK, kind: 'sqlite' }];
test('on paper, a list of thirty people: one A4 page', async () => {
  const program = await start({ letters: true });
  const browser = await open();
  const page = await (await visitor(browser, { size: DESK })).newPage();
  const owner = fresh('orga');
  const id = await organise(page, program, owner, { title: title(), date: DAY, capacity: '30' });
  for (const needs of ['Fauteuil roulant', '', 'Boucle magnétique']) {
    await join(page, program.url, id, { name: 'Amina', needs, seats: '10', others: 'Paul\nLéa\nSacha\nNoa\nCamille\nAlix' });
  }
  await signIn(page, program.url, owner);
  await prove(page, program.url);
  await page.goto(`${program.url}/mes-cafes/${id}/porte`);
  const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
  await browser.close();
  await program.stop();
});

test('on paper, long needs and a long waiting list: one A4 page', async () => {
  const program = await start({ letters: true });
  const browser = await open();
  const page = await (await visitor(browser, { size: DESK })).newPage();
  const owner = fresh('orga');
  const id = await organise(page, program, owner, { title: title(), date: DAY, capacity: '12' });
  const needs = 'Un fauteuil large près de la porte, et '.repeat(8).slice(0, 299);
  for (const seats of ['10', '2']) await join(page, program.url, id, { name: 'Amina', needs, seats, others: 'Paul\nLéa' });
  for (let i = 0; i < 12; i++) await join(page, program.url, id, { name: `Noé ${i}`, seats: '2', needs: i === 4 ? needs : '' });
  await signIn(page, program.url, owner);
  await prove(page, program.url);
  await page.goto(`${program.url}/mes-cafes/${id}/porte`);
  const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
  assert.equal(pdf.match(/\/Type\s*\/Page\b/g).length, 1);
  await browser.close();
  await program.stop();
});

if (process.env.CAFEIA_TEST_PG) turns.push({ script: false, size: DESK, kind: 'postgres' });

for (const { script, size, kind } of turns) {
  describe(`${script ? 'with' : 'without'} JavaScript, at ${size.width} px, on ${kind}`, () => {
    let browser;
    let program;
    before(async () => {
      program = await start({ kind, letters: true });
      browser = await open();
    });
    after(async () => {
      await browser.close();
      await program.stop();
    });
    for (const [name, flow] of Object.entries(flows)) {
      test(name, async () => {
        const context = await visitor(browser, { script, size });
        context.setDefaultTimeout(20_000);
        const page = await watched(context, program.url);
        await flow(page, program);
        page.wrongs = page.wrongs.filter((w) => !/status of (404|422)/.test(w));
        await blameless(page, name, { signed: true });
        await context.close();
      });
    }
  });
}
