// visits.mjs - every template, in each of its states, and how to come to it
//
// A visit is a path, or steps from one: async (page, url, program) => {}.
import { fill, press, typical } from './form.mjs';
import { privateVisits } from './visits_people.mjs';

const submitted = (changes, button = 'send') => async (page, url) => {
  await page.goto(`${url}/cafes/nouveau`);
  await fill(page, { ...typical, ...changes });
  await press(page, button);
};

async function twins(page, url) {
  await submitted({ title: 'Café IA de Blois', date: '2024-06-26' })(page, url);
  await page.waitForSelector('#twins');
}

async function declared(page, url) {
  await submitted({ title: 'Café des états', date: '2024-10-03' })(page, url);
  await page.waitForSelector('#edit');
}

async function editing(page, url) {
  await submitted({ title: 'Café à modifier', date: '2024-10-04' })(page, url);
  await page.locator('#edit').click();
  await page.waitForSelector('form[action$="/modifier"]');
}

async function series(page, url) {
  await page.goto(`${url}/cafes?q=Arm%C3%A9es`);
  await page.locator('.menu a').first().click();
  await page.locator('a[href*="/series/"]').click();
  await page.waitForSelector('.menu');
}

const page_of = (words, more = '') => async (page, url) => {
  await page.goto(`${url}/cafes?q=${encodeURIComponent(words)}${more}`);
  await page.locator('.menu a').first().click();
  await page.waitForSelector('.ticket');
};

export const visits = {
  'home': '/',
  'list': '/cafes',
  'list, near': '/cafes?lieu=41018&rayon=50',
  'list, filtered': '/cafes?q=ecrans&type=cafe&mode=presentiel&du=2024-06-01&au=2024-12-31',
  'list, none near': '/cafes?lieu=48095&rayon=30',
  'list, none at all': '/cafes?q=introuvable',
  'list, ambiguous place': '/cafes?lieu=Merville',
  'list, unknown place': '/cafes?lieu=Xyzzyville',
  'list, bad date': '/cafes?du=2024-13-45',
  'list, archive': '/cafes?passes=1',
  'café': page_of('découvrir et débattre'),
  'café, past': page_of('Premier Café IA à Blois', '&passes=1'),
  'café, cancelled': page_of('Mots de passe'),
  'café, postponed': page_of('apprendre autrement'),
  'café, moved online': page_of('chantiers et robots'),
  'café, training': page_of('tenir un premier café'),
  'series': series,
  'map, national': '/carte',
  'map, region': '/carte?region=24',
  'map, department': '/carte?dep=41',
  'map, department without a café': '/carte?dep=48',
  'form, empty': '/cafes/nouveau',
  'form, problems': submitted({ title: '', date: '', commune: '', capacity: 'x', signup_url: 'nulle part' }),
  'form, communes to choose': submitted({ commune: 'Merville' }),
  'form, twins': twins,
  'form, declared': declared,
  'form, draft': submitted({ title: 'Brouillon', date: '2024-10-05' }, 'draft'),
  'form, editing': editing,
  'data': '/donnees',
  'legal': '/mentions-legales',
  'accessibility': '/accessibilite',
  'personal data': '/donnees-personnelles',
  'error 404': '/nulle-part',
  'embed': '/cafes/integrer?lieu=37261&rayon=200',
};

// Those that need letters, or somebody who signed in: program is wanted.
export const all = { ...visits, ...privateVisits };

export async function go(page, url, visit, program) {
  if (typeof visit === 'function') await visit(page, url, program);
  else await page.goto(url + visit);
}
