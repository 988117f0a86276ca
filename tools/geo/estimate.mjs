// Where a commune without a known point is, as far as its kin tell.
//
// Communes that share a postal code, an EPCI or an arrondissement are near each
// other.  The estimate is the mean of the known communes of the first circle that
// has some, drawn a little towards the mean of the next wider circles.

const TOWARDS_EPCI = 0.2;

// From near to far: the keys under which a commune looks for its kin.
export const STEPS = {
  both: (c) => (c.epci ? c.postal.map((p) => `${p} ${c.epci}`) : []),
  postal: (c) => c.postal,
  epci_here: (c) => (c.epci ? [`${c.epci} ${c.arrondissement}`] : []),
  epci: (c) => (c.epci ? [c.epci] : []),
  arrondissement: (c) => [c.arrondissement],
  department: (c) => [c.department],
};

function mean(values) {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

function index(known, keys_of) {
  const ret = new Map();
  for (const c of known) {
    for (const key of keys_of(c)) {
      if (!ret.has(key)) ret.set(key, []);
      ret.get(key).push(c);
    }
  }
  return ret;
}

// known: communes with lat and lon; wanted: communes without.  code -> {lat, lon}.
export function ladder(wanted, known, steps) {
  const ret = new Map();
  const found = steps.map((keys_of) => index(known, keys_of));
  for (const c of wanted) {
    for (let s = 0; s < steps.length && !ret.has(c.code); s++) {
      const kin = [...new Set(steps[s](c).flatMap((key) => found[s].get(key) ?? []))];
      if (kin.length > 0) {
        ret.set(c.code, { lat: mean(kin.map((k) => k.lat)), lon: mean(kin.map((k) => k.lon)) });
      }
    }
  }
  return ret;
}

export function estimate(wanted, known) {
  const { both, postal, epci_here, epci, arrondissement, department } = STEPS;
  const wide = [epci_here, epci, arrondissement, department];
  const near = ladder(wanted, known, [both, postal, ...wide]);
  const far = ladder(wanted, known, wide);
  for (const [code, p] of near) {
    const q = far.get(code) ?? p;
    p.lat += (q.lat - p.lat) * TOWARDS_EPCI;
    p.lon += (q.lon - p.lon) * TOWARDS_EPCI;
  }
  return near;
}
