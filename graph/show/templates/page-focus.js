// One entity's neighbourhood: it stands in the middle, what it is linked to on an ellipse around it, half on each side.
// No two on a side share a height, so that every label has a line of its own.

const OUTER_MOST = 120; // entities of the second hop
const OUTER_GAP = 320; // from the first hop to the second: room for a name and a line

/** Spread `count` items over heights around 0; returns the heights and the step between them. */
function heights(count, room) {
  const step = Math.max(22, Math.min(130, room / Math.max(count, 1)));
  return { step, at: (place) => (place - (count - 1) / 2) * step };
}

/** Stand items on one side (1 right, -1 left) of an ellipse, from the top down; many make it squarer, for their names. */
function standOnSide(items, side, radius, room, positions) {
  const { step, at } = heights(items.length, room);
  const reach = (items.length * step) / 2 + step * 0.35;
  const power = 2 + Math.min(4, items.length / 10);
  items.forEach((item, place) => {
    const y = at(place);
    const width = Math.max(0.25, (1 - Math.abs(y / reach) ** power) ** (1 / power));
    positions.set(item, { x: side * radius * width, y, side });
  });
}

/** What is linked to the centre: other entities, and value facts as `v` and their index; kindred ones are neighbours. */
function firstRing(centre) {
  const ring = new Map();
  for (const index of factsOf[centre]) {
    if (!factShown[index]) continue;
    const fact = facts[index];
    const item = fact.value ? `v${index}` : otherEnd(fact, centre);
    if (item !== centre && !ring.has(item)) ring.set(item, `${fact.value ? 1 : 0} ${fact.relation} ${fact.from === centre}`);
  }
  const order = (item) => ring.get(item);
  return [...ring.keys()]
    .slice(0, MOST_NODES - 1)
    .sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}

/** Entities two facts away, each with the entity of the first ring through which it is reached. */
function secondRing(centre, ring) {
  const parent = new Map();
  const near = new Set([centre, ...ring]);
  for (const node of ring) {
    if (typeof node !== "number") continue;
    for (const index of factsOf[node]) {
      const fact = facts[index];
      if (!factShown[index] || fact.value) continue;
      const other = otherEnd(fact, node);
      if (!near.has(other) && !parent.has(other)) parent.set(other, node);
    }
  }
  return new Map([...parent].sort((a, b) => a[0] - b[0]).slice(0, OUTER_MOST)); // most connected first
}

/**
 * Positions of the neighbourhood: a map from entity (or `v` and fact index) to x, y and the side its label stands on.
 * `room` is the width and height of the window's part that it will be fitted to.
 */
function focusPositions(centre, hops, room) {
  const positions = new Map([[centre, { x: 0, y: 0, side: 0 }]]);
  const ring = firstRing(centre);
  const half = Math.ceil(ring.length / 2);
  const right = ring.slice(0, half);
  const left = ring.slice(half).reverse(); // clockwise all the way round
  const radius = Math.max(250, half * 9);
  const height = Math.min(2.6, room.height / room.width) * 2 * (hops > 1 ? radius + OUTER_GAP : radius);
  standOnSide(right, 1, radius, hops > 1 ? height * 0.7 : height, positions);
  standOnSide(left, -1, radius, hops > 1 ? height * 0.7 : height, positions);
  if (hops > 1) {
    const outer = secondRing(centre, ring);
    const level = (item) => positions.get(outer.get(item)).y;
    for (const side of [1, -1]) {
      const items = [...outer.keys()].filter((item) => positions.get(outer.get(item)).side === side);
      items.sort((a, b) => level(a) - level(b) || a - b);
      standOnSide(items, side, radius + OUTER_GAP, height, positions);
    }
  }
  return positions;
}
