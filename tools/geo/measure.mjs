// How far the estimates are off: leave out a tenth of the known communes, estimate
// them from the others, ten times; every commune is left out once.
import { estimate, ladder, STEPS } from './estimate.mjs';
import { communes, known_points } from './sources.mjs';

const FOLDS = 10;
const RADIUS_KM = 6371.0088;

export function distance_km(a, b) {
  const r = Math.PI / 180;
  const h = Math.sin(((b.lat - a.lat) * r) / 2) ** 2 +
    Math.cos(a.lat * r) * Math.cos(b.lat * r) * Math.sin(((b.lon - a.lon) * r) / 2) ** 2;
  return 2 * RADIUS_KM * Math.asin(Math.sqrt(h));
}

function quantile(sorted, q) {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
}

// Which fold: by a hash of the code, so that the figure is the same each time.
function fold_of(code) {
  let h = 2166136261;
  for (const ch of code) h = Math.imul(h ^ ch.charCodeAt(0), 16777619);
  return ((h ^ (h >>> 15)) >>> 0) % FOLDS;
}

export function errors(known, method) {
  const ret = [];
  for (let f = 0; f < FOLDS; f++) {
    const out = known.filter((c) => fold_of(c.code) === f);
    const guess = method(out, known.filter((c) => fold_of(c.code) !== f));
    for (const c of out) {
      if (guess.has(c.code)) ret.push({ c, km: distance_km(c, guess.get(c.code)) });
    }
  }
  return ret;
}

export function figures(list) {
  const sorted = list.map((e) => e.km).sort((a, b) => a - b);
  return {
    n: sorted.length, median: quantile(sorted, 0.5), p90: quantile(sorted, 0.9),
    mean: sorted.reduce((a, b) => a + b, 0) / sorted.length,
  };
}

export function known_communes() {
  const list = communes();
  const points = known_points(list);
  return list.filter((c) => points.get(c.code)?.exact && !c.district)
    .map((c) => ({ ...c, lat: points.get(c.code).lat, lon: points.get(c.code).lon }));
}

const { both, postal, epci, arrondissement, department } = STEPS;
const METHODS = {
  'département': (w, k) => ladder(w, k, [department]),
  'arrondissement': (w, k) => ladder(w, k, [arrondissement, department]),
  'EPCI, else arrondissement': (w, k) => ladder(w, k, [epci, arrondissement, department]),
  'postal code, else EPCI, else arrondissement':
    (w, k) => ladder(w, k, [postal, epci, arrondissement, department]),
  'postal code within EPCI, else postal code, else EPCI':
    (w, k) => ladder(w, k, [both, postal, epci, arrondissement, department]),
  'the same, drawn by a fifth towards the EPCI (the one used)': estimate,
};

// The communes to estimate are villages, and three in four share their postal code
// with a known commune: the columns that say most about them.
export function table() {
  const known = known_communes();
  const held = new Map();
  for (const p of known.flatMap((c) => c.postal)) held.set(p, (held.get(p) ?? 0) + 1);
  const mates = (c) => c.postal.some((p) => held.get(p) > 1);
  const lines = [
    '| method | all known | < 2,000 inhabitants, a known commune shares the postal code | < 2,000, none does |',
    '| --- | --- | --- | --- |'];
  for (const [name, method] of Object.entries(METHODS)) {
    const all = errors(known, method);
    const cell = (keep) => {
      const f = figures(all.filter(keep));
      return `${f.median.toFixed(1)} / ${f.p90.toFixed(1)} (${f.n})`;
    };
    const small = (e) => e.c.population < 2000;
    lines.push(`| ${name} | ${cell(() => true)} | ${cell((e) => small(e) && mates(e.c))} | ` +
      `${cell((e) => small(e) && !mates(e.c))} |`);
  }
  return lines.join('\n');
}

if (import.meta.url === `file://${process.argv[1]}`) {
  console.log(table());
}
