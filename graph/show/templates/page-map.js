// The map: what is drawn in full by vis-network, the rest of a large graph as a picture behind it, and what was clicked.

const stage = byId("stage");
const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const network = new vis.Network(byId("network"), { nodes: nodeSet, edges: edgeSet }, DATA.options);
// vis-network puts its frame far up in the tab order; the element around it is the one that takes the keys.
byId("network").firstElementChild.tabIndex = -1;

/** What is drawn in full: ids in the order of importance (entities by index, values as `v` and fact index), and edges. */
const drawn = { order: [], positions: null, edges: [], at: () => ({ x: 0, y: 0 }), side: () => 0, background: false };

const factOfValue = (id) => facts[Number(id.slice(1))];
const labelOf = (id) => (typeof id === "number" ? nodes[id].label : objectName(factOfValue(id)));
const sizeOf = (id) => (typeof id === "number" ? nodes[id].size : 7) * unit;
const placeOf = (id) =>
  drawn.positions?.get(id) ?? { x: nodes[id].x * spread.x, y: nodes[id].y * spread.y };

/** The layout knows no window: it is stretched to the shape of this one. */
const spread = { x: 1, y: 1 };

/** Canvas units that a size of 1 takes: things grow slower than the zoom, and are smaller where there are many. */
let unit = 1;
let fittedScale = 1;

// ---- colours of the theme, read from the style sheet

const palette = {};
function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const names = ["page", "text", "quiet", "line", "accent", "faint", "edge"];
  for (const key of names) palette[key] = style.getPropertyValue(`--${key}`).trim();
  for (const status of STATUSES) palette[status] = style.getPropertyValue(statusVariable(status)).trim();
}

// ---- what vis-network gets

function drawnNode(id) {
  const { x, y } = placeOf(id);
  const shape = typeof id === "number" ? nodes[id].shape : "square";
  const colour = typeof id === "number" ? colourOf(id) : palette.quiet;
  const chosen = { background: colour, border: palette.accent };
  return {
    id, x, y, shape, size: sizeOf(id), title: nodeTip(id),
    color: { background: colour, border: palette.page, highlight: chosen, hover: chosen },
  };
}

function nodeTip(id) {
  if (typeof id !== "number") return isolated(labelOf(id));
  return `${isolated(shortened(nodes[id].label, 200))}\n${isolated(className(nodes[id].type))}, ${plural(factsOf[id].length, "fact")}`;
}

function drawnEdge({ fact, from, to, bend, dim }) {
  const colour = palette[fact.status];
  const strong = fact.status === "asserted" ? palette.text : colour;
  const ends = `${isolated(nodes[fact.from].label)} ${isolated(fact.label)} ${isolated(objectName(fact))}`;
  return {
    id: fact.index, from, to, arrows: { to: { enabled: true, scaleFactor: 0.42 * unit } },
    dashes: DASHES.get(fact.status)?.map((length) => length * unit) ?? false,
    width: (fact.relation === OPEN ? 0.7 : Math.min(3.2, 1.3 + 0.5 * Math.log2(fact.evidence.length))) * unit,
    selectionWidth: 2.4 * unit, hoverWidth: 0.8 * unit,
    color: { color: colour, highlight: strong, hover: strong, opacity: dim ? 0.35 : 0.9 },
    smooth: bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : false,
    title: `${shortened(ends, 300)}\n${fact.status}, ${plural(fact.evidence.length, "sentence")}`,
  };
}

/** Edges of the map: several between the same two are bent, each its own way. */
function edgesFor(found) {
  const groups = new Map();
  for (const fact of found) {
    const key = fact.value ? `v${fact.index}` : `${Math.min(fact.from, fact.to)} ${Math.max(fact.from, fact.to)}`;
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  const edges = [];
  for (const group of groups.values()) {
    group.forEach((fact, place) => {
      const lane = place - (group.length - 1) / 2;
      const bend = fact.from === fact.to ? 0 : 0.22 * lane * (fact.from < fact.to ? 1 : -1);
      const to = fact.value ? `v${fact.index}` : fact.to;
      const dim = state.focus !== null && fact.from !== state.focus && fact.to !== state.focus;
      edges.push({ fact, from: fact.from, to, bend, dim, labelPlaces: labelPlaces(fact, lane) });
    });
  }
  return edges;
}

function labelPlaces(fact, lane) {
  if (state.focus === null || fact.from === fact.to) return [0.5, 0.42, 0.58, 0.35, 0.65];
  const outward = [0.62, 0.55, 0.68, 0.48, 0.74, 0.42].map((along) => along + 0.02 * lane);
  return fact.to === state.focus ? outward.map((along) => 1 - along) : outward;
}

/** Draw again after a change of filters, focus or theme. */
function updateMap(fitting) {
  applyFilters();
  if (state.focus !== null && !nodeShown[state.focus]) state.focus = null;
  drawn.positions = positionsNow();
  drawn.order = drawn.positions ? [...drawn.positions.keys()] : overviewNodes();
  const entities = drawn.order.filter((id) => typeof id === "number");
  const values = drawn.order.filter((id) => typeof id !== "number").map(factOfValue);
  drawn.edges = edgesFor([...factsAmong(entities), ...values]).sort((a, b) => a.dim - b.dim);
  drawn.side = (id) => drawn.positions?.get(id)?.side ?? 0;
  drawn.background = !drawn.positions && shown.nodes > entities.length;
  if (fitting) fitMap();
  fillSets();
}

/** Where the entities of a neighbourhood or of a path stand; null in the overview, where the layout says it. */
function positionsNow() {
  if (state.path !== null) {
    const path = shortestPath(state.path.from, state.path.to);
    return path && pathPositions(path, roomInside());
  }
  return state.focus === null ? null : focusPositions(state.focus, state.hops, roomInside());
}

function fillSets() {
  setUnit();
  backdrop.picture = null;
  nodeSet.clear();
  edgeSet.clear();
  nodeSet.add(drawn.order.map(drawnNode));
  edgeSet.add(drawn.edges.map(drawnEdge));
  markSelection();
}

function setUnit() {
  unit = crowding(drawn.order.length) / Math.sqrt(network.getScale() * fittedScale);
}

/** How much smaller things must be than where each has plenty of room. */
function crowding(count) {
  const room = (stage.clientWidth * stage.clientHeight) / Math.max(count, 1);
  return Math.max(0.3, Math.min(1, Math.sqrt(room / 14000)));
}

let restyleTimer = 0;
/** After zooming: sizes that suit the new scale. */
function restyleSoon() {
  clearTimeout(restyleTimer);
  restyleTimer = setTimeout(() => {
    const before = unit;
    setUnit();
    if (Math.abs(Math.log(unit / before)) > 0.2) fillSets();
  }, 160);
}

// ---- the view

function viewNow(context) {
  const ratio = context.canvas.width / stage.clientWidth;
  const [width, height] = [stage.clientWidth, stage.clientHeight];
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const positions = network.getPositions(); // entities can have been dragged
  drawn.at = (id) => positions[id] ?? placeOf(id);
  const toScreen = (p) => ({ x: (p.x - centre.x) * scale + width / 2, y: (p.y - centre.y) * scale + height / 2 });
  return { ratio, width, height, scale, centre, toScreen };
}

let viewIsOurs = true; // until the reader moves or zooms it

const MARGIN = { top: 58, bottom: 62 }; // the bars, and the names of what stands at the rim

/** Width and height of the stage that things may stand in, and the margin at either side. */
function roomInside() {
  const side = Math.min(state.focus === null && state.path === null ? 62 : 165, stage.clientWidth * 0.27);
  const width = Math.max(60, stage.clientWidth - 2 * side);
  const height = Math.max(60, stage.clientHeight - MARGIN.top - MARGIN.bottom);
  return { width, height };
}

function extent(points) {
  const reach = (axis) => points.reduce(([low, high], p) => [Math.min(low, p[axis]), Math.max(high, p[axis])], [Infinity, -Infinity]);
  const [[left, right], [top, bottom]] = [reach("x"), reach("y")];
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: Math.max(right - left, 1), height: Math.max(bottom - top, 1) };
}

/** Stretch the layout towards the shape of the window; never so far that it looks squeezed. */
function setSpread() {
  const { width, height } = extent(nodes);
  const room = roomInside();
  const ratio = Math.max(0.4, Math.min(2.5, (room.width / room.height) * (height / width)));
  spread.x = Math.sqrt(ratio);
  spread.y = 1 / spread.x;
}

/** Show everything that there is to see, with room for names at the sides. */
function fitMap() {
  if (!drawn.positions) setSpread();
  const all = drawn.background ? [...nodes.keys()].filter((i) => nodeShown[i]) : drawn.order;
  if (!all.length) return;
  const { x, y, width, height } = extent(all.map(placeOf));
  const room = roomInside();
  fittedScale = Math.min(1.5, room.width / width, room.height / height);
  const middle = y - (MARGIN.top - MARGIN.bottom) / 2 / fittedScale;
  network.moveTo({ position: { x, y: middle }, scale: fittedScale, animation: false });
  viewIsOurs = true;
}

/** Fit, and draw in the sizes that suit. */
function fitAgain() {
  fitMap();
  fillSets();
}

function zoomBy(factor) {
  network.moveTo({ scale: Math.max(0.01, Math.min(8, network.getScale() * factor)), animation: false });
  viewIsOurs = false;
  restyleSoon();
}

function moveBy(x, y) {
  const centre = network.getViewPosition();
  const scale = network.getScale();
  network.moveTo({ position: { x: centre.x + x / scale, y: centre.y + y / scale }, animation: false });
  viewIsOurs = false;
}

// ---- the rest of a large graph: a picture that moves with the view and is painted anew when the view rests

const backdrop = { canvas: byId("background"), picture: null, view: null, timer: 0 };

function paintBackdrop(context) {
  const target = backdrop.canvas.getContext("2d");
  target.setTransform(1, 0, 0, 1, 0, 0);
  target.clearRect(0, 0, backdrop.canvas.width, backdrop.canvas.height);
  if (!drawn.background) return;
  const view = viewNow(context);
  if (!backdrop.picture) {
    backdrop.picture = pictureOfTheRest(view);
    backdrop.view = view;
  }
  const old = backdrop.view;
  const zoom = view.scale / old.scale;
  const shift = (axis, size) => (old.centre[axis] - view.centre[axis]) * view.scale + (size / 2) * (1 - zoom);
  target.setTransform(zoom, 0, 0, zoom, shift("x", view.width) * view.ratio, shift("y", view.height) * view.ratio);
  target.drawImage(backdrop.picture, 0, 0);
  if (zoom === 1 && old.centre.x === view.centre.x && old.centre.y === view.centre.y) return;
  clearTimeout(backdrop.timer);
  backdrop.timer = setTimeout(() => {
    backdrop.picture = null;
    network.redraw();
  }, 140);
}

function pictureOfTheRest(view) {
  const picture = document.createElement("canvas");
  picture.width = backdrop.canvas.width;
  picture.height = backdrop.canvas.height;
  const context = picture.getContext("2d");
  context.setTransform(view.ratio, 0, 0, view.ratio, 0, 0);
  const points = nodes.map((_, index) => view.toScreen(placeOf(index)));
  const inFull = new Set(drawn.order);
  context.strokeStyle = palette.faint;
  context.beginPath();
  for (const fact of facts) {
    if (fact.to < 0 || !factShown[fact.index] || (inFull.has(fact.from) && inFull.has(fact.to))) continue;
    const [a, b] = [points[fact.from], points[fact.to]];
    const outside = (axis, size) => (a[axis] < 0 && b[axis] < 0) || (a[axis] > size && b[axis] > size);
    if (outside("x", view.width) || outside("y", view.height)) continue;
    context.moveTo(a.x, a.y);
    context.lineTo(b.x, b.y);
  }
  context.stroke();
  const size = 0.4 * crowding(shown.nodes) * Math.sqrt(view.scale / fittedScale);
  context.globalAlpha = 0.6;
  nodes.forEach((node, index) => {
    if (!nodeShown[index] || inFull.has(index)) return;
    const { x, y } = points[index];
    const radius = Math.max(1, node.size * size);
    context.fillStyle = colourOf(index);
    context.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
  });
  return picture;
}

// ---- what was clicked

/** The entity, value or fact at a point of the screen: {kind, id}, or null. */
function hit(pointer) {
  const { x, y } = pointer.DOM;
  const node = network.getNodeAt(pointer.DOM);
  if (node !== undefined) return { kind: "node", id: node };
  const label = paintedLabels.find(({ box }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
  if (label) return { kind: label.kind, id: label.id };
  return nearestEdge(x, y) ?? nearestOfTheRest(pointer.canvas);
}

function nearestEdge(x, y) {
  const view = viewNow(byId("network").querySelector("canvas").getContext("2d"));
  let best = { distance: 7, id: null };
  for (const { fact, from, to, bend } of drawn.edges) {
    const [start, end] = [view.toScreen(drawn.at(from)), view.toScreen(drawn.at(to))];
    const steps = bend ? 14 : 1;
    for (let step = 0; step < steps; step += 1) {
      const a = pointAlong(start, end, bend, step / steps);
      const b = pointAlong(start, end, bend, (step + 1) / steps);
      const distance = distanceToSegment(x, y, a, b);
      if (distance < best.distance) best = { distance, id: fact.index };
    }
  }
  return best.id === null ? null : { kind: "edge", id: best.id };
}

function distanceToSegment(x, y, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const along = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - a.x - along * dx, y - a.y - along * dy);
}

function nearestOfTheRest(point) {
  if (!drawn.background) return null;
  let best = { distance: 12 / network.getScale(), id: null };
  nodes.forEach((_, index) => {
    const { x, y } = placeOf(index);
    const distance = nodeShown[index] ? Math.hypot(x - point.x, y - point.y) : Infinity;
    if (distance < best.distance) best = { distance, id: index };
  });
  return best.id === null ? null : { kind: "node", id: best.id };
}

// ---- selection

/** Whether the details show this entity, or a fact about it. */
function isSelected(id) {
  const { kind, index } = state.view;
  if (kind === "fact") return facts[index].from === id || facts[index].to === id;
  return kind === "entity" && index === id;
}

const isSelectedFact = (index) => state.view.kind === "fact" && state.view.index === index;

/** Mark on the map what the details show. */
function markSelection() {
  const { kind, index } = state.view;
  const chosen = {
    nodes: drawn.order.filter((id) => isSelected(id) && nodeSet.get(id) !== null),
    edges: kind === "fact" && edgeSet.get(index) !== null ? [index] : [],
  };
  network.setSelection(chosen, { unselectAll: true, highlightEdges: kind === "entity" && state.focus !== index });
}
