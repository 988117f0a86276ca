// How far the estimates are off: leave out a tenth of the known communes, estimate
// them from the others, ten times; every commune is left out once.
import { kriging, ladder, STEPS, WEIGHTS } from './estimate.mjs';
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
  return with_prefix(list)
    .filter((c) => points.get(c.code)?.exact && !c.district)
    .map((c) => ({ ...c, lat: points.get(c.code).lat, lon: points.get(c.code).lon }));
}

export function with_prefix(list) {
  return list.map((c) => ({ ...c, prefix: c.postal.length ? c.postal[0].slice(0, 4) : c.code }));
}

const { both, postal, epci, arrondissement, department } = STEPS;
export const METHODS = {
  'département': (w, k) => ladder(w, k, [department]),
  'arrondissement, département': (w, k) => ladder(w, k, [arrondissement, department]),
  'EPCI, arrondissement, département': (w, k) => ladder(w, k, [epci, arrondissement, department]),
  'postal code, EPCI, arrondissement, département':
    (w, k) => ladder(w, k, [postal, epci, arrondissement, department]),
  'postal code within EPCI, postal code, EPCI, arrondissement, département':
    (w, k) => ladder(w, k, [both, postal, epci, arrondissement, department]),
  'kriging on memberships (the one used)': (w, k) => kriging(w, k, WEIGHTS),
};

export function table() {
  const known = known_communes();
  const lines = ['| method | communes left out | median km | 90th percentile km | of these, below 2,000 inhabitants: median | 90th |',
    '| --- | --- | --- | --- | --- | --- |'];
  for (const [name, method] of Object.entries(METHODS)) {
    const all = errors(known, method);
    const a = figures(all);
    const s = figures(all.filter((e) => e.c.population < 2000));
    lines.push(`| ${name} | ${a.n} | ${a.median.toFixed(1)} | ${a.p90.toFixed(1)} | ${s.median.toFixed(1)} | ${s.p90.toFixed(1)} |`);
  }
  return lines.join('\n');
}

if (import.meta.url === `file://${process.argv[1]}`) {
  console.log(table());
}
