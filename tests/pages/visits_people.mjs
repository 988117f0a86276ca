// visits_people.mjs - the pages of those who come, organise and look after,
// in each of their states
import { fill } from './form.mjs';
import { done, fresh, join, letter, organise, prove, signIn } from './people.mjs';

const LATE = '2024-11-12';
const TODAY = { date: '2024-06-21', start: '18:30', end: '20:30' };
const numbers = (function* count() { for (let i = 1; ; i++) yield `${i} novembre`; }());

// Who signed in once stays so: its cookies are given to the page.
const kept = new WeakMap();
async function as(page, program, who, come) {
  const all = kept.get(program) ?? kept.set(program, {}).get(program);
  if (!all[who]) {
    const mail = fresh(who);
    await come(mail);
    all[who] = { mail, cookies: await page.context().cookies() };
  }
  await page.context().addCookies(all[who].cookies);
  return all[who].mail;
}

const member = (page, program, who = 'amina') => as(page, program, who, (mail) => signIn(page, program.url, mail));

const proven = (page, program, who = 'preuve') => as(page, program, who, async (mail) => {
  await signIn(page, program.url, mail);
  await prove(page, program.url);
});

const staff = (role) => (page, program) => as(page, program, role, async (mail) => {
  await program.verb('role', 'give', mail, role);
  await signIn(page, program.url, mail);
  await prove(page, program.url);
});
const moderator = staff('moderator');
const administrator = staff('administrator');

const head = (page, program) => as(page, program, 'reseau', async (mail) => {
  await program.verb('role', 'give', mail, 'network-head', 'organization:Réseau des cafés');
  await signIn(page, program.url, mail);
  await prove(page, program.url);
});

// A café of whoever organises, who is signed in: its id.
async function owner(page, program, { sure = false, ...changes } = {}) {
  await (sure ? proven(page, program, 'orga-sure') : member(page, program, 'orga'));
  return cafe(page, program, changes);
}

async function cafe(page, program, changes = {}) {
  const mail = fresh('orga');
  const title = `Café du ${numbers.next().value}`;
  return organise(page, program, mail, { title, date: LATE, ...changes });
}

async function full(page, program) {
  const id = await cafe(page, program, { capacity: '1' });
  await join(page, program.url, id, { name: 'Paul', mail: fresh('paul') });
  return id;
}

const at = (of, path) => async (page, url, program) => {
  const id = await of(page, program);
  await page.goto(url + path.replace(':id', id));
};

const looking = (path) => async (page, url, program) => {
  await administrator(page, program);
  await page.goto(url + path);
};

// The form of a café that comes back each week, three times.
async function dates(page, url, program) {
  await page.goto(`${url}/cafes/${await cafe(page, program, { repeat: 'weekly', repeat_count: '3' })}`);
  await page.goto(await page.locator('a[href*="/series/"]').first().evaluate((a) => `${a.href.replace(/(\/series\/\w+).*/, '$1')}/inscription`));
}

const sent = (of, values) => async (page, url, program) => {
  await join(page, url, await of(page, program), values);
};

// A café of theirs where Paul comes, at the page to write to him.
async function writing(page, url, program) {
  const id = await owner(page, program, { sure: true });
  await join(page, url, id, { name: 'Paul', mail: fresh('paul') });
  await page.goto(`${url}/mes-cafes/${id}/ecrire`);
}

const mine = (path, options) => at((page, program) => owner(page, program, options), path);

async function waiting(page, url, program) {
  await join(page, url, await full(page, program), { name: 'Amina', mail: fresh('amina') });
}

async function offered(page, url, program) {
  const id = await cafe(page, program, { capacity: '1' });
  const first = await join(page, url, id, { name: 'Paul' });
  const second = await join(page, url, id, { name: 'Amina', mail: fresh('amina') });
  await page.goto(first);
  await done(page, '#rendre button');
  await page.goto(second);
}

async function released(page, url, program) {
  await join(page, url, await cafe(page, program), { name: 'Amina', seats: '2' });
  await done(page, '#rendre button');
}

// A list at the door with a party, needs, somebody waiting and a walk-in.
export async function door(page, url, program, when = TODAY) {
  const id = await owner(page, program, { sure: true, capacity: '6', ...when });
  await join(page, url, id, { name: 'Amina', mail: '', needs: 'Fauteuil roulant' });
  await join(page, url, id, { name: 'Paul', mail: '', seats: '3', others: 'Léa\nSacha' });
  await join(page, url, id, { name: 'Dominique', mail: '', seats: '4' });
  await page.goto(`${url}/mes-cafes/${id}/porte`);
}

async function reported(page, url, program) {
  const id = await cafe(page, program);
  await page.goto(`${url}/cafes/${id}/signaler`);
  await page.locator('[name=reason]').first().check();
  await page.fill('#body', 'La salle est fermée ce jour-là.');
  await done(page, 'main form button[type=submit]');
  return id;
}

async function questioned(page, url, program) {
  const mail = fresh('orga');
  const id = await organise(page, program, mail, { title: 'Café à préciser', date: LATE, waits: true });
  await moderator(page, program);
  await page.goto(`${url}/moderation/${id}`);
  await page.fill('#body', 'À quelle heure ouvrez-vous ?');
  await done(page, '[name=act][value=demande]');
  return mail;
}

// The second form of the edit page, filled and sent: the id of the café.
async function turned(page, url, program, become, values) {
  const id = await owner(page, program);
  await join(page, url, id, { name: 'Paul', mail: fresh('paul') });
  await page.goto(`${url}/cafes/${id}/modifier`);
  await page.check(`[name=become][value=${become}]`);
  await fill(page, values);
  await done(page, 'form[action$="/etat"] button');
  return id;
}

const unguarded = async (page, selector, values = {}) => {
  await fill(page, values);
  await done(page, selector);
};
const SEND = 'main form button[type=submit]';

export const privateVisits = {
  'seat, form': at(cafe, '/cafes/:id/inscription'),
  'seat, form, problems': sent(cafe, { mail: 'nulle part', seats: 'dix' }),
  'seat, form, full': at(full, '/cafes/:id/inscription'),
  'seat, form, closed': async (page, url, program) => {
    const id = await turned(page, url, program, 'cancelled', { state_reason: 'La salle est prise.' });
    await page.goto(`${url}/cafes/${id}/inscription`);
  },
  'seat, form, dates': dates,
  'seat, form, dates, problems': async (page, url, program) => {
    await dates(page, url, program);
    await unguarded(page, SEND, { name: 'Amina' });
  },
  'seat, dates taken': async (page, url, program) => {
    await dates(page, url, program);
    for (const date of await page.locator('[name=date]').all()) await date.check();
    await unguarded(page, SEND, { name: 'Amina', seats: '2' });
  },
  'form, editing, called off': (page, url, program) => turned(page, url, program, 'cancelled', { state_reason: 'La salle est prise.' }),
  'form, editing, online without an address': (page, url, program) => turned(page, url, program, 'moved_online', { state_reason: 'Canicule' }),
  'seat, confirmed': sent(cafe, { name: 'Amina' }),
  'seat, for others': sent(cafe, { name: 'Paul', seats: '3', others: 'Léa\nSacha\nAmina', relay: true, mail: 'conseil@example.org' }),
  'seat, for others, problems': async (page, url, program) => {
    await join(page, url, await cafe(page, program), { name: 'Paul', seats: '3', others: 'Léa\nSacha' });
    await done(page, 'form[action$="/reduire"] button');
  },
  'seat, cancelled': async (page, url, program) => {
    const id = await owner(page, program);
    const seat = await join(page, url, id, { name: 'Nadia' });
    await page.goto(`${url}/cafes/${id}/modifier`);
    await page.check('[name=become][value=cancelled]');
    await page.fill('#state_reason', 'La salle est prise.');
    await done(page, 'form[action$="/etat"] button');
    await page.goto(seat);
  },
  'seat, waiting': waiting,
  'seat, offered': offered,
  'seat, given back': released,
  'seat, find': at(cafe, '/cafes/:id/inscription/retrouver'),
  'seat, find, problems': async (page, url, program) => {
    await page.goto(`${url}/cafes/${await cafe(page, program)}/inscription/retrouver`);
    await unguarded(page, SEND, { code: 'xxxx', name: 'Amina' });
  },
  'sign in': '/connexion',
  'sign in, problems': async (page, url) => {
    await page.goto(`${url}/connexion`);
    await unguarded(page, SEND, { mail: 'nulle part' });
  },
  'sign in, code': async (page, url) => {
    await page.goto(`${url}/connexion`);
    await unguarded(page, SEND, { mail: fresh('amina') });
  },
  'sign in, code, problems': async (page, url) => {
    await page.goto(`${url}/connexion`);
    await unguarded(page, SEND, { mail: fresh('amina') });
    await unguarded(page, SEND, { code: 'abc' });
  },
  'sign in, link': async (page, url) => {
    const mail = fresh('amina');
    await page.goto(`${url}/connexion`);
    await unguarded(page, SEND, { mail });
    await page.goto((await letter(url, mail)).links[0]);
  },
  'sign in, link elsewhere': '/connexion/lien?cle=xxxx',
  'account': async (page, url, program) => { await member(page, program); await page.goto(`${url}/compte`); },
  'account, problems': async (page, url, program) => {
    await member(page, program);
    await page.goto(`${url}/compte`);
    await page.evaluate(() => document.querySelector('#name').removeAttribute('maxlength'));
    await unguarded(page, 'form[action="/compte"] button', { name: 'x'.repeat(90) });
  },
  'account, second factor': async (page, url, program) => { await member(page, program); await page.goto(`${url}/compte/second-facteur`); },
  'account, second factor, problems': async (page, url, program) => {
    await member(page, program);
    await page.goto(`${url}/compte/second-facteur`);
    await unguarded(page, SEND, { code: '000' });
  },
  'account, codes to write down': async (page, url) => { await signIn(page, url, fresh('amina')); await prove(page, url); },
  'account, second factor set up': async (page, url, program) => {
    await proven(page, program);
    await page.goto(`${url}/compte/second-facteur`);
  },
  'account, prove, none yet': mine('/mes-cafes/:id/porte'),
  'my data': async (page, url, program) => {
    const mail = await member(page, program);
    await join(page, url, await cafe(page, program), { name: 'Amina', mail });
    await page.goto(`${url}/compte/donnees`);
  },
  'erase': async (page, url, program) => { await member(page, program); await page.goto(`${url}/compte/effacer`); },
  'goodbye': '/compte/au-revoir',
  'who does what': '/qui-fait-quoi',
  // The roles are given by who has just proven who they are: these two come first.
  'roles': looking('/admin/roles'),
  'roles, problems': async (page, url, program) => {
    await looking('/admin/roles')(page, url, program);
    await unguarded(page, 'form[action="/admin/roles"] button', { mail: 'nulle part' });
  },
  'who does what, mine': looking('/qui-fait-quoi'),
  'overview': looking('/admin'),
  'overview of settings': looking('/admin/reglages'),
  'overview of jobs': looking('/admin/taches'),
  'overview of letters': looking('/admin/lettres?etat=boite'),
  'my cafés, none': async (page, url, program) => { await member(page, program); await page.goto(`${url}/mes-cafes`); },
  'my cafés': mine('/mes-cafes'),
  'my cafés, of an organisation': async (page, url, program) => {
    await cafe(page, program, { organizers: 'Réseau des Cafés' });
    await head(page, program);
    await page.goto(`${url}/mes-cafes?vue=organisation`);
  },
  'who does what, of a head of network': async (page, url, program) => { await head(page, program); await page.goto(`${url}/qui-fait-quoi`); },
  'my cafés, past': mine('/mes-cafes?vue=passes'),
  'my café': mine('/mes-cafes/:id'),
  'my café, proven': mine('/mes-cafes/:id', { sure: true }),
  'my café, again': mine('/mes-cafes/:id/refaire'),
  'my café, again, problems': async (page, url, program) => {
    await page.goto(`${url}/mes-cafes/${await owner(page, program)}/refaire`);
    await unguarded(page, SEND, { date: '2020-01-01' });
  },
  'my café, write': writing,
  'my café, write, problems': async (page, url, program) => {
    await writing(page, url, program);
    await unguarded(page, '[name=do][value=preview]', {});
  },
  'my café, write, preview': async (page, url, program) => {
    await writing(page, url, program);
    await unguarded(page, '[name=do][value=preview]', { subject: 'À mardi', body: 'Apportez\nvos questions.' });
  },
  'door': door,
  'door, before its day': (page, url, program) => door(page, url, program, {}),
  'door, ticked': async (page, url, program) => {
    await door(page, url, program);
    await done(page, '[name=tick]');
  },
  'door, problems': async (page, url, program) => {
    await door(page, url, program);
    await page.evaluate(() => document.querySelector('#name').removeAttribute('maxlength'));
    await unguarded(page, 'form:has(#name) button', { name: 'x'.repeat(99) });
  },
  'report': at(cafe, '/cafes/:id/signaler'),
  'report, problems': async (page, url, program) => {
    await page.goto(`${url}/cafes/${await cafe(page, program)}/signaler`);
    await unguarded(page, SEND, { mail: 'nulle part' });
  },
  'report, sent': reported,
  'what we publish': '/ce-que-nous-publions',
  'moderation': async (page, url, program) => { await reported(page, url, program); await moderator(page, program); await page.goto(`${url}/moderation`); },
  'moderation, one': async (page, url, program) => {
    const mail = fresh('orga');
    const id = await organise(page, program, mail, { title: 'Café proposé', date: LATE, waits: true });
    await moderator(page, program);
    await page.goto(`${url}/moderation/${id}`);
  },
  'moderation, one, problems': async (page, url, program) => {
    const id = await organise(page, program, fresh('orga'), { title: 'Café à refuser', date: LATE, waits: true });
    await moderator(page, program);
    await page.goto(`${url}/moderation/${id}`);
    await done(page, '[name=act][value=refuse]');
  },
  'moderation, reported': async (page, url, program) => {
    const id = await reported(page, url, program);
    await moderator(page, program);
    await page.goto(`${url}/moderation/${id}`);
  },
  'moderation, question': async (page, url, program) => {
    const mail = await questioned(page, url, program);
    await page.goto((await letter(url, mail, /reponses/)).links[0]);
  },
  'moderation, question, problems': async (page, url, program) => {
    const mail = await questioned(page, url, program);
    await page.goto((await letter(url, mail, /reponses/)).links[0]);
    await unguarded(page, SEND, {});
  },
  'tell me': '/prevenez-moi',
  'tell me, problems': async (page, url) => { await page.goto(`${url}/prevenez-moi`); await unguarded(page, SEND, { mail: 'nulle part', commune: 'Xyzzyville' }); },
  'tell me, communes to choose': async (page, url) => { await page.goto(`${url}/prevenez-moi`); await unguarded(page, SEND, { mail: fresh('amina'), commune: 'Merville' }); },
  'tell me, sent': async (page, url) => { await page.goto(`${url}/prevenez-moi`); await unguarded(page, SEND, { mail: fresh('amina'), commune: '41018' }); },
  'tell me, confirm': async (page, url) => {
    const mail = fresh('amina');
    await page.goto(`${url}/prevenez-moi`);
    await unguarded(page, SEND, { mail, commune: '41018' });
    await page.goto((await letter(url, mail)).links[0]);
  },
  'tell me, confirmed': async (page, url) => {
    await privateVisits['tell me, confirm'](page, url);
    await done(page, SEND);
  },
  'tell me, stop': async (page, url) => {
    await privateVisits['tell me, confirmed'](page, url);
    await done(page, 'main a[href*="arreter"]');
  },
};
