// Where a commune without a known point is, as far as its memberships tell.
//
// Communes that share a postal code, an EPCI or an arrondissement are near each
// other.  Each shared membership is a component of covariance; the estimate is the
// best linear one given the known points of the département and of the EPCIs and
// postal codes that reach over its border (simple kriging on memberships).

const KM_PER_DEGREE = 111.195;

// km² of variance that each shared membership takes away.  "epci in arrondissement"
// and the like are products: without them an EPCI astride two arrondissements pushes
// its outliers further out.
export const WEIGHTS = { arrondissement: 100, epci: 30, epci_in: 60, postal: 20, postal_in: 30, own: 15 };

// 1 for the same postal codes, less when only some are shared; a kernel of positive type.
function share(a, b) {
  if (a.postal.length === 1 && b.postal.length === 1) return a.postal[0] === b.postal[0] ? 1 : 0;
  const common = a.postal.filter((p) => b.postal.includes(p)).length;
  return common === 0 ? 0 : common / Math.sqrt(a.postal.length * b.postal.length);
}

function kernel(a, b, w) {
  const epci = a.epci !== '' && a.epci === b.epci ? 1 : 0;
  const inside = a.arrondissement === b.arrondissement ? 1 : 0;
  return inside * w.arrondissement + epci * (w.epci + inside * w.epci_in) +
    share(a, b) * (w.postal + epci * w.postal_in);
}

// Solves K z = y for several y at once by Cholesky; K is n x n, symmetric, positive.
function solve(K, n, ys) {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = K[i * n + j];
      for (let k = 0; k < j; k++) sum -= K[i * n + k] * K[j * n + k];
      K[i * n + j] = i === j ? Math.sqrt(sum) : sum / K[j * n + j];
    }
  }
  return ys.map((y) => {
    const z = Float64Array.from(y);
    for (let i = 0; i < n; i++) {
      for (let k = 0; k < i; k++) z[i] -= K[i * n + k] * z[k];
      z[i] /= K[i * n + i];
    }
    for (let i = n - 1; i >= 0; i--) {
      for (let k = i + 1; k < n; k++) z[i] -= K[k * n + i] * z[k];
      z[i] /= K[i * n + i];
    }
    return z;
  });
}

function mean(values) {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

// The known communes to lean on for those of one département.
function anchors(wanted, known) {
  const departments = new Set(wanted.map((c) => c.department));
  const epcis = new Set(wanted.map((c) => c.epci).filter((e) => e !== ''));
  const postal = new Set(wanted.flatMap((c) => c.postal));
  return known.filter((c) => departments.has(c.department) || epcis.has(c.epci) ||
    c.postal.some((p) => postal.has(p)));
}

function estimate_department(wanted, near, w, ret) {
  const n = near.length;
  const lat0 = mean(near.map((c) => c.lat));
  const lon0 = mean(near.map((c) => c.lon));
  const shrink = Math.cos((lat0 * Math.PI) / 180);
  const K = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      K[i * n + j] = kernel(near[i], near[j], w) + (i === j ? w.own : 0);
      K[j * n + i] = K[i * n + j];
    }
  }
  const [zx, zy] = solve(K, n, [
    near.map((c) => (c.lon - lon0) * shrink * KM_PER_DEGREE),
    near.map((c) => (c.lat - lat0) * KM_PER_DEGREE),
  ]);
  for (const c of wanted) {
    let x = 0;
    let y = 0;
    near.forEach((other, i) => {
      const k = kernel(c, other, w);
      x += k * zx[i];
      y += k * zy[i];
    });
    ret.set(c.code, {
      lat: lat0 + y / KM_PER_DEGREE,
      lon: lon0 + x / KM_PER_DEGREE / shrink,
    });
  }
}

// known: communes with lat and lon; wanted: communes without.  code -> {lat, lon}.
export function kriging(wanted, known, w = WEIGHTS) {
  const ret = new Map();
  const by_department = Map.groupBy ? Map.groupBy(wanted, (c) => c.department) : group(wanted);
  for (const list of by_department.values()) {
    const near = anchors(list, known);
    if (near.length > 0) estimate_department(list, near, w, ret);
  }
  return ret;
}

function group(list) {
  const ret = new Map();
  for (const c of list) {
    if (!ret.has(c.department)) ret.set(c.department, []);
    ret.get(c.department).push(c);
  }
  return ret;
}

function centre(list) {
  return { lat: mean(list.map((c) => c.lat)), lon: mean(list.map((c) => c.lon)) };
}

// The plain rules to compare with: the mean of the known communes of the first
// non-empty circle of kinship.
export function ladder(wanted, known, steps) {
  const ret = new Map();
  const index = steps.map((keys_of) => {
    const map = new Map();
    for (const c of known) {
      for (const key of keys_of(c)) {
        if (!map.has(key)) map.set(key, []);
        map.get(key).push(c);
      }
    }
    return map;
  });
  for (const c of wanted) {
    for (let s = 0; s < steps.length; s++) {
      const found = [...new Set(steps[s](c).flatMap((key) => index[s].get(key) ?? []))];
      if (found.length > 0) {
        ret.set(c.code, centre(found));
        break;
      }
    }
  }
  return ret;
}

export const STEPS = {
  both: (c) => (c.epci ? c.postal.map((p) => `${p} ${c.epci}`) : []),
  postal: (c) => c.postal,
  epci: (c) => (c.epci ? [c.epci] : []),
  arrondissement: (c) => [c.arrondissement],
  department: (c) => [c.department],
};
