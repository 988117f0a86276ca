// The faces of a search, before readers that we did not write.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import ICAL from 'ical.js';
import tableschema from 'tableschema';
import { start } from './program.mjs';

const ALL = 'du=2024-01-01';
let program;

before(async () => {
  program = await start();
});
after(() => program.stop());

async function get(path, status = 200) {
  const answer = await fetch(program.url + path);
  assert.equal(answer.status, status, path);
  return { text: await answer.text(), headers: answer.headers };
}

async function getJson(path) {
  return JSON.parse((await get(path)).text);
}

async function allItems(query) {
  const items = [];
  for (let at = `/cafes.json?${query}`; at;) {
    const page = await getJson(at);
    assert.ok(page.items.length <= 20);
    items.push(...page.items);
    at = page.next;
  }
  return items;
}

async function calendar(path) {
  const { text, headers } = await get(path);
  assert.match(headers.get('content-type'), /^text\/calendar; *charset=utf-8/i);
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
  const whole = new ICAL.Component(ICAL.parse(text));
  for (const zone of whole.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  return { whole, events: whole.getAllSubcomponents('vevent').map((c) => new ICAL.Event(c)) };
}

test('JSON: pages follow one another, each event once, with the words of the contract', async () => {
  const items = await allItems(ALL);
  assert.ok(items.length > 20, 'the samples fill more than a page');
  assert.equal(new Set(items.map((i) => i.id)).size, items.length);
  for (const item of items) {
    assert.match(item.date, /^\d{4}-\d{2}-\d{2}$/);
    assert.equal('starts_at' in item, item.hour_known);
    assert.ok(!('online_url' in item) && !('edit_hash' in item) && !('form_token' in item));
    assert.notEqual(item.audience, 'internal');
  }
});

test('JSON: an ambiguous place, an unknown one, a date that is none', async () => {
  const which = await getJson('/cafes.json?lieu=Merville');
  assert.deepEqual(which.items, []);
  assert.deepEqual(which.choices.map((c) => c.insee_code).sort(), ['31341', '59400']);
  assert.equal((await getJson('/cafes.json?lieu=Xyzzyville')).problem, 'place_unknown');
  assert.ok(JSON.parse((await get('/cafes.json?du=bientot', 400)).text).problem);
});

test('ICS: ical.js reads the same events at the same instants as the JSON says', async () => {
  const items = new Map((await allItems(ALL)).map((i) => [i.id, i]));
  const { whole, events } = await calendar(`/cafes.ics?${ALL}`);
  assert.equal(whole.getFirstPropertyValue('method'), 'PUBLISH');
  assert.equal(events.length, Math.min(items.size, 200));
  for (const event of events) {
    const item = items.get(event.uid.split('@')[0]);
    assert.ok(item, event.uid);
    assert.ok(event.summary.endsWith(item.title));
    assert.equal(event.sequence, item.sequence);
    assert.ok(event.component.getFirstPropertyValue('dtstamp'));
    assert.equal(event.startDate.isDate, !item.hour_known);
    if (item.hour_known) {
      assert.equal(+event.startDate.toJSDate(), Date.parse(item.starts_at), event.uid);
    } else {
      assert.equal(event.startDate.toString(), item.date);
    }
  }
});

test('ICS: 13:30 in Paris is 11:30 UTC in July, 12:30 UTC in December', async () => {
  for (const [query, hour] of [['du=2024-07-01&au=2024-07-31', 11], ['du=2024-12-01&au=2024-12-31', 12]]) {
    const { events } = await calendar(`/cafes.ics?type=animation&${query}`);
    assert.ok(events.length > 0, query);
    for (const event of events) {
      assert.equal(event.startDate.zone.tzid, 'Europe/Paris');
      assert.equal(event.startDate.toJSDate().getUTCHours(), hour);
    }
  }
});

test('ICS: one event, and a series with its dates', async () => {
  const [item] = await allItems('type=ouvert&du=2024-05-01&au=2024-08-01');
  const one = await getJson(`/cafes/${item.id}.json`);
  assert.equal((await calendar(`/cafes/${item.id}.ics`)).events.length, 1);
  const { events } = await calendar(`/series/${one.series.id}.ics`);
  assert.equal(events.length, 10);
  assert.equal(new Set(events.map((e) => e.uid)).size, 10);
});

function feedparser(text) {
  const run = spawnSync('/usr/bin/python3', [new URL('feed.py', import.meta.url).pathname], {
    input: text,
    encoding: 'utf8',
  });
  assert.equal(run.status, 0, run.stderr);
  return JSON.parse(run.stdout);
}

test('Atom: feedparser finds nothing odd, and every entry has what it needs', async () => {
  const { text, headers } = await get(`/cafes.atom?${ALL}`);
  assert.match(headers.get('content-type'), /^application\/atom\+xml/);
  const feed = feedparser(text);
  assert.equal(feed.bozo, 0, feed.why);
  assert.equal(feed.version, 'atom10');
  assert.ok(feed.title && feed.updated && feed.links.self && feed.links.alternate);
  assert.ok(feed.entries.length > 0 && feed.entries.length <= 50);
  assert.equal(new Set(feed.entries.map((e) => e.id)).size, feed.entries.length);
  for (const entry of feed.entries) assert.ok(entry.title && entry.link && entry.updated);
  assert.ok(feed.entries.some((e) => e.where?.type === 'Point'));
});

test('Atom: the judge sees what is wrong', () => {
  assert.equal(feedparser('<feed xmlns="http://www.w3.org/2005/Atom"><title>a & b</feed>').bozo, 1);
});

function rowsOf(table) {
  return table.read({ keyed: true });
}

async function table(text) {
  const descriptor = await getJson('/donnees/cafes.schema.json');
  const schema = await tableschema.Schema.load(descriptor, { strict: true });
  assert.ok(schema.valid, schema.errors.join('\n'));
  return tableschema.Table.load(() => Readable.from([text]), { schema });
}

test('CSV: tableschema finds every row as the schema says', async () => {
  const { text, headers } = await get(`/cafes.csv?${ALL}`);
  assert.match(headers.get('content-type'), /^text\/csv; *charset=utf-8/);
  const rows = await rowsOf(await table(text));
  assert.equal(rows.length, (await allItems(ALL)).length);
  for (const row of rows) assert.ok(row.date instanceof Date && typeof row.demo === 'boolean');
});

test('CSV: the judge sees what is wrong', async () => {
  const { text } = await get(`/cafes.csv?${ALL}`);
  await assert.rejects(rowsOf(await table(text.replace(/,cafe,/, ',thé,'))));
  await assert.rejects(rowsOf(await table(text.replace(/,2024-06-\d\d,/, ',2024-06-31,'))));
});

test('GeoJSON: points of France, longitude first; nothing that is online only', async () => {
  const { text, headers } = await get(`/cafes.geojson?${ALL}`);
  assert.match(headers.get('content-type'), /^application\/geo\+json/);
  const map = JSON.parse(text);
  assert.equal(map.type, 'FeatureCollection');
  assert.ok(map.features.length > 0);
  for (const { type, id, geometry, properties } of map.features) {
    const [lon, lat] = geometry.coordinates;
    assert.equal(type, 'Feature');
    assert.ok(id && properties.name && properties.mode !== 'online');
    assert.ok(Math.abs(lon) <= 180 && Math.abs(lat) <= 90);
    if (properties.insee_code < '97') assert.ok(lon > -6 && lon < 10 && lat > 41 && lat < 52);
  }
});

test('JSON-LD: the page of a café says what a search engine asks for', async () => {
  const [item] = await allItems('lieu=41018&du=2024-06-21');
  const page = (await get(new URL(item.url).pathname)).text;
  const [, text] = page.match(/<script type="application\/ld\+json">(.*?)<\/script>/s);
  const event = JSON.parse(text);
  assert.equal(event.name, item.title);
  assert.ok(event.startDate.startsWith(item.date));
  assert.ok(event.location.length > 0 && event.eventStatus && event.eventAttendanceMode);
});

test('every face may be read by any site, and says when nothing changed', async () => {
  for (const face of ['json', 'ics', 'atom', 'csv', 'geojson']) {
    const path = `/cafes.${face}?lieu=41018&rayon=50`;
    const { headers } = await get(path);
    assert.equal(headers.get('access-control-allow-origin'), '*', path);
    assert.ok(headers.get('etag'), path);
    const again = await fetch(program.url + path, { headers: { 'If-None-Match': headers.get('etag') } });
    assert.equal(again.status, 304, path);
  }
});
