// Names on the map. They keep their size on the screen whatever the zoom, and one that would lie on another or on an
// entity is left out: the most connected come first, and nearer, more of them find room.

const LABEL_FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const EDGE_LABELS = 70; // at most, in the overview

/** Boxes taken so far, in a grid, so that a new one is compared with its neighbours only. */
class Occupancy {
  constructor(cell = 64) {
    this.cell = cell;
    this.cells = new Map();
  }

  *near(box) {
    for (let column = Math.floor(box.left / this.cell); column <= box.right / this.cell; column += 1) {
      for (let row = Math.floor(box.top / this.cell); row <= box.bottom / this.cell; row += 1) yield column * 4096 + row;
    }
  }

  /** What lies there, apart from what `owner` has taken. */
  under(box, owner = null) {
    const found = new Set();
    for (const cell of this.near(box)) {
      for (const other of this.cells.get(cell) ?? []) {
        const apart = box.left >= other.right || box.right <= other.left || box.top >= other.bottom || box.bottom <= other.top;
        if (!apart && (owner === null || other.owner !== owner)) found.add(other);
      }
    }
    return found;
  }

  free(box, owner = null) {
    return this.under(box, owner).size === 0;
  }

  /** Area of what lies there. */
  covered(box, owner) {
    let area = 0;
    for (const other of this.under(box, owner)) {
      const width = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      area += width * (Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top));
    }
    return area;
  }

  take(box, owner = null) {
    const taken = { ...box, owner };
    for (const cell of this.near(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(taken);
    }
  }
}

/** What was painted last, for clicks on it: {box, kind: "node" | "edge", id}. */
let paintedLabels = [];

const widths = new Map();
function widthOf(context, text) {
  const key = context.font + text;
  if (!widths.has(key)) widths.set(key, context.measureText(text).width);
  return widths.get(key);
}

function boxAt(x, y, width, height) {
  return { left: x - width / 2 - 2, right: x + width / 2 + 2, top: y - height / 2, bottom: y + height / 2 };
}

/** Where a label of this size may stand about an entity at `point` with this radius, best first. */
function placesAbout(point, radius, width, height, side) {
  const across = radius + 5 + width / 2;
  const along = radius + 2 + height / 2;
  const right = { x: point.x + across, y: point.y };
  const left = { x: point.x - across, y: point.y };
  if (side === 1) return [right];
  if (side === -1) return [left];
  const slant = { x: radius * 0.6 + width / 2 + 2, y: radius * 0.6 + height / 2 + 1 };
  return [
    { x: point.x, y: point.y + along }, { x: point.x, y: point.y - along }, right, left,
    { x: point.x + slant.x, y: point.y + slant.y }, { x: point.x - slant.x, y: point.y + slant.y },
    { x: point.x + slant.x, y: point.y - slant.y }, { x: point.x - slant.x, y: point.y - slant.y },
  ];
}

/** Paint all labels that find room; called by vis-network after each frame. */
function paintLabels(context) {
  const view = viewNow(context);
  const taken = { nodes: new Occupancy(), labels: reservedRoom() };
  paintedLabels = [];
  context.save();
  context.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const visible = placeNodes(view, taken);
  const chosen = drawn.edges.find((edge) => isSelectedFact(edge.fact.index));
  if (chosen) paintEdgeLabel(context, view, taken, chosen);
  paintNodeLabels(context, view, taken, visible.slice(0, 300));
  paintEdgeLabels(context, view, taken);
  context.restore();
}

/** The bars that lie over the map: no label may stand below them. */
function reservedRoom() {
  const room = new Occupancy();
  const origin = stage.getBoundingClientRect();
  for (const bar of stage.querySelectorAll("#mode > *, .zoom")) {
    const box = bar.getBoundingClientRect();
    const [left, top] = [box.left - origin.left, box.top - origin.top];
    if (box.width) room.take({ left, top, right: left + box.width, bottom: top + box.height }, "bar");
  }
  return room;
}

/** Take the room of all entities in view; returns them, those whose names matter most first. */
function placeNodes(view, taken) {
  const visible = [];
  drawn.order.forEach((id, place) => {
    const point = view.toScreen(drawn.at(id));
    if (point.x < 0 || point.y < 0 || point.x > view.width || point.y > view.height) return;
    const radius = sizeOf(id) * view.scale;
    taken.nodes.take(boxAt(point.x, point.y, 2 * radius - 2, 2 * radius), id);
    visible.push({ id, point, radius, place });
  });
  return visible;
}

function paintNodeLabels(context, view, taken, visible) {
  const weighty = state.focus === null ? Math.min(12, drawn.order.length / 4, (view.width * view.height) / 45000) : 0;
  for (const { id, point, radius, place } of visible) {
    const chosen = id === state.focus || isSelected(id);
    const must = chosen || place < weighty || state.path !== null;
    const size = id === state.focus ? 15 : must ? 13 : 12;
    context.font = `${must ? 600 : 400} ${size}px ${LABEL_FONT}`;
    const label = { id, point, radius, height: size + 4 };
    const paint = (length, overlapping) =>
      paintNodeLabel(context, view, taken, { ...label, text: shortened(labelOf(id), length), overlapping });
    const lengths = drawn.side(id) ? [30, 20, 13, 9] : must ? [30] : [30, 18];
    const found = lengths.some((length) => paint(length, false));
    if (!found && must) [30, 18].some((length) => paint(length, true));
  }
}

/** Paint a name at its best place, if there is one; an overlapping one may lie on a bit of a lesser entity. */
function paintNodeLabel(context, view, taken, { id, point, radius, text, height, overlapping }) {
  const width = widthOf(context, text);
  let best = null;
  for (const at of placesAbout(point, radius, width, height, drawn.side(id))) {
    const box = boxAt(at.x, at.y, width, height);
    if (!insideView(box, view) || !taken.labels.free(box)) continue;
    const covered = taken.nodes.covered(box, id);
    if ((covered === 0 || overlapping) && (!best || covered < best.covered)) best = { at, box, covered };
    if (covered === 0) break;
  }
  if (!best) return false;
  taken.labels.take(best.box);
  write(context, text, best.at, typeof id === "number" ? palette.text : palette.quiet);
  paintedLabels.push({ box: best.box, kind: "node", id });
  return true;
}

function paintEdgeLabels(context, view, taken) {
  const crowded = state.focus === null && drawn.edges.length > 160 && view.scale < 2 * fittedScale;
  let left = crowded ? 0 : EDGE_LABELS;
  const mostAlike = drawn.edges.filter((edge) => !edge.dim).length > 45 ? 2 : Infinity;
  const painted = new Map();
  for (const edge of drawn.edges) {
    if (left === 0) return;
    const alike = painted.get(edge.fact.label) ?? 0;
    if (edge.dim || isSelectedFact(edge.fact.index) || (state.focus !== null && alike >= mostAlike)) continue;
    if (!paintEdgeLabel(context, view, taken, edge)) continue;
    painted.set(edge.fact.label, alike + 1);
    left -= 1;
  }
}

function paintEdgeLabel(context, view, taken, edge) {
  context.font = `${isSelectedFact(edge.fact.index) ? 600 : 400} 11px ${LABEL_FONT}`;
  const start = view.toScreen(drawn.at(edge.from));
  const end = view.toScreen(drawn.at(edge.to));
  const text = (edge.fact.status === "negated" ? "× " : "") + shortened(edge.fact.label, 26);
  const width = widthOf(context, text);
  const length = Math.hypot(end.x - start.x, end.y - start.y);
  if (length < 44 || width > Math.max(length * 0.78, Math.abs(end.y - start.y) * 2.2)) return false;
  for (const along of edge.labelPlaces) {
    const at = pointAlong(start, end, edge.bend, along);
    const box = boxAt(at.x, at.y, width, 15);
    if (!insideView(box, view) || !taken.labels.free(box) || !taken.nodes.free(box)) continue;
    taken.labels.take(box);
    context.fillStyle = palette.page;
    context.fillRect(box.left, box.top + 1, box.right - box.left, box.bottom - box.top - 2);
    write(context, text, at, edge.fact.status === "negated" ? palette.negated : palette.quiet);
    paintedLabels.push({ box, kind: "edge", id: edge.fact.index });
    return true;
  }
  return false;
}

function insideView(box, view) {
  return box.left >= 0 && box.top >= 0 && box.right <= view.width && box.bottom <= view.height;
}

/** Text with a seam in the colour of the page, so that lines below it do not run into its letters. */
function write(context, text, at, colour) {
  context.strokeStyle = palette.page;
  context.lineWidth = 4;
  context.strokeText(text, at.x, at.y);
  context.fillStyle = colour;
  context.fillText(text, at.x, at.y);
}

/** A point of an edge, `along` from 0 to 1; bent edges are the curves that vis-network draws. */
function pointAlong(start, end, bend, along) {
  if (!bend) return { x: start.x + (end.x - start.x) * along, y: start.y + (end.y - start.y) * along };
  const via = curvePoint(start, end, bend);
  const [a, b, c] = [(1 - along) ** 2, 2 * along * (1 - along), along ** 2];
  return { x: a * start.x + b * via.x + c * end.x, y: a * start.y + b * via.y + c * end.y };
}

/** Control point of vis-network's `curvedCW` (bend above 0) and `curvedCCW` (below 0) with roundness |bend|. */
function curvePoint(start, end, bend) {
  const half = 0.5 * Math.abs(bend) + 0.5;
  const angle = Math.atan2(start.y - end.y, end.x - start.x) + (0.5 * bend + 0.5) * Math.PI;
  const reach = half * Math.hypot(end.x - start.x, end.y - start.y);
  return { x: start.x + reach * Math.sin(angle), y: start.y + reach * Math.cos(angle) };
}
