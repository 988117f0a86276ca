// Writes data/gazetteer.bin; its layout is told in src/geo/gazetteer.h.
import { fold } from './sources.mjs';

const NONE = 0xffff;
const BLOCK = 16;
const STOP = new Set('a au aux d de des du en et l la le les lez ou par pres saint sainte sous sur'.split(' '));
const SEPARATOR = /[^A-Za-z0-9\u00c0-\u024f]/;

class Bytes {
  constructor() {
    this.parts = [];
  }

  u(v, size) {
    const b = Buffer.alloc(size);
    b.writeUIntLE(v, 0, size);
    this.parts.push(b);
    return this;
  }

  i32(v) {
    const b = Buffer.alloc(4);
    b.writeInt32LE(v);
    this.parts.push(b);
    return this;
  }

  text(s, size) {
    const b = Buffer.alloc(size);
    if (b.write(s, 'utf8') !== Buffer.byteLength(s)) throw new Error(`too long: ${s}`);
    this.parts.push(b);
    return this;
  }

  done() {
    return Buffer.concat(this.parts);
  }
}

class Text {
  constructor() {
    this.parts = [];
    this.length = 0;
  }

  add(s) {
    const b = Buffer.from(s);
    const at = this.length;
    this.parts.push(b);
    this.length += b.length;
    return { at, len: b.length };
  }
}

const micro = (v) => Math.round(v * 1e6);
const by_code = (a, b) => (a.code < b.code ? -1 : 1);

function boxes(departments, communes) {
  for (const d of departments) {
    const own = communes.filter((c) => c.department === d.code);
    d.first = communes.findIndex((c) => c.department === d.code);
    d.south = Math.min(...own.map((c) => micro(c.lat)));
    d.north = Math.max(...own.map((c) => micro(c.lat)));
    d.west = Math.min(...own.map((c) => micro(c.lon)));
    d.east = Math.max(...own.map((c) => micro(c.lon)));
  }
}

function within(v, low, high) {
  return high === low ? 0 : Math.round(((micro(v) - low) / (high - low)) * 65535);
}

function write_regions(regions, text) {
  const out = new Bytes();
  for (const r of regions) {
    const name = text.add(r.nom);
    out.text(r.code, 4).u(name.at, 4).u(name.len, 2);
  }
  return out.done();
}

function write_departments(departments, regions, text) {
  const out = new Bytes();
  for (const d of departments) {
    const name = text.add(d.nom);
    out.text(d.code, 4).u(name.at, 4).u(name.len, 2)
      .u(regions.findIndex((r) => r.code === d.region), 2).u(d.first, 2)
      .i32(d.south).i32(d.west).i32(d.north).i32(d.east);
  }
  return out.done();
}

function write_epcis(epcis, text) {
  const out = new Bytes();
  for (const e of epcis) {
    const name = text.add(e.nom);
    out.text(e.code, 9).u(name.at, 4).u(name.len, 1);
  }
  return out.done();
}

function write_communes(communes, { departments, epcis, postals }, text) {
  const area = new Map(departments.map((d) => [d.code, d]));
  const epci = new Map(epcis.map((e, i) => [e.code, i]));
  const postal = new Map(postals.map((p, i) => [p, i]));
  const out = new Bytes();
  const blocks = new Bytes();
  const several = new Bytes();
  communes.forEach((c, i) => {
    const d = area.get(c.department);
    const name = text.add(c.name);
    if (name.len > 63) throw new Error(`too long: ${c.name}`);
    if (i % BLOCK === 0) blocks.u(name.at, 4);
    if (c.postal.length > 1) c.postal.forEach((p) => several.u(i, 2).u(postal.get(p), 2));
    out.text(c.code, 5).u(name.len | (c.estimated ? 64 : 0) | (c.district ? 128 : 0), 1)
      .u(c.epci ? epci.get(c.epci) : NONE, 2).u(c.population, 3)
      .u(within(c.lat, d.south, d.north), 2).u(within(c.lon, d.west, d.east), 2)
      .u(c.postal.length === 1 ? postal.get(c.postal[0]) : NONE, 2);
  });
  return { communes: out.done(), blocks: blocks.done(), several: several.done() };
}

function write_postals(postals, communes) {
  const out = new Bytes();
  const members = new Bytes();
  const of = new Map(postals.map((p) => [p, []]));
  communes.forEach((c, i) => c.postal.forEach((p) => of.get(p).push(i)));
  let first = 0;
  for (const p of postals) {
    out.text(p, 5).u(first, 2);
    of.get(p).forEach((i) => members.u(i, 2));
    first += of.get(p).length;
  }
  return { postals: out.done(), members: members.done() };
}

function compare(a, b) {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : a.i - b.i || a.at - b.at;
}

// Where the words after the first begin, in bytes of the name as written; "La" of
// "La Rochelle" is left out and so is what begins too many names.
function inner_words(name) {
  const ret = [];
  for (let at = 1; at < name.length; at++) {
    if (!SEPARATOR.test(name[at - 1]) || SEPARATOR.test(name[at])) continue;
    const key = fold(name.slice(at));
    if (!STOP.has(key.split(' ')[0])) ret.push({ key, at: Buffer.byteLength(name.slice(0, at)) });
  }
  return ret;
}

function write_orders(communes) {
  const names = communes.map((c, i) => ({ key: fold(c.name), i, at: 0 })).sort(compare);
  const words = communes
    .flatMap((c, i) => (c.district ? [] : inner_words(c.name).map((w) => ({ ...w, i })))).sort(compare);
  const by_name = new Bytes();
  const by_word = new Bytes();
  names.forEach((n) => by_name.u(n.i, 2));
  words.forEach((w) => by_word.u(w.i, 2).u(w.at, 1));
  return { by_name: by_name.done(), by_word: by_word.done() };
}

// communes: sorted by code, each with lat, lon, estimated.
export function gazetteer(communes, areas) {
  const text = new Text();
  const departments = [...areas.departments].sort(by_code);
  const regions = [...areas.regions].sort(by_code);
  const epcis = [...areas.epcis].sort(by_code);
  const postals = [...new Set(communes.flatMap((c) => c.postal))].sort();
  boxes(departments, communes);
  const r = write_regions(regions, text);
  const d = write_departments(departments, regions, text);
  const e = write_epcis(epcis, text);
  const c = write_communes(communes, { departments, epcis, postals }, text);
  const p = write_postals(postals, communes);
  const o = write_orders(communes);
  const sections = [
    [r, 10], [d, 30], [e, 14], [c.communes, 17], [c.blocks, 4], [p.postals, 7], [p.members, 2],
    [c.several, 4], [o.by_name, 2], [o.by_word, 3], [Buffer.concat(text.parts), 1],
  ];
  const head = new Bytes().text('CAFEGEO1', 8);
  let at = 8 + sections.length * 8;
  for (const [bytes, size] of sections) {
    head.u(at, 4).u(bytes.length / size, 4);
    at += bytes.length;
  }
  return Buffer.concat([head.done(), ...sections.map((s) => s[0])]);
}
