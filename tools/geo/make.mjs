// Makes data/gazetteer.bin, data/outlines.h and data/SOURCES.md.  Usage: npm run make
import fs from 'node:fs';
import { areas, communes, known_points } from './sources.mjs';
import { estimate } from './estimate.mjs';
import { gazetteer } from './gazetteer.mjs';
import { outlines } from './outlines.mjs';

const data = new URL('../../data/', import.meta.url);

export function placed_communes() {
  const list = communes();
  const points = known_points(list);
  const known = list.filter((c) => points.has(c.code)).map((c) => ({ ...c, ...points.get(c.code) }));
  const exact = known.filter((c) => c.exact && !c.district);
  const guess = estimate(list.filter((c) => !points.has(c.code)), exact);
  return list.map((c) => {
    const p = points.get(c.code) ?? guess.get(c.code);
    if (!p) throw new Error(`no point for ${c.code} ${c.name}`);
    return { ...c, lat: p.lat, lon: p.lon, estimated: !points.get(c.code)?.exact };
  });
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const list = placed_communes();
  const bytes = gazetteer(list, areas());
  fs.mkdirSync(data, { recursive: true });
  fs.writeFileSync(new URL('gazetteer.bin', data), bytes);
  const drawn = outlines(areas().departments, areas().regions, list.filter((c) => !c.estimated));
  fs.writeFileSync(new URL('outlines.h', data), drawn);
  console.log(`outlines.h: ${drawn.length} bytes`);
  const exact = list.filter((c) => !c.estimated).length;
  console.log(`gazetteer.bin: ${bytes.length} bytes, ${list.length} communes, ${exact} exact points`);
}
