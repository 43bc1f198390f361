// What is seen, as a file: the map as a picture (PNG, SVG), its facts with their sentences as JSON.

function saveAs(ending, blob) {
  const name = document.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "graph";
  handOver(`${name}.${ending}`, blob);
}

function handOver(name, blob) {
  const address = URL.createObjectURL(blob);
  const made = element("a", { href: address, download: name });
  made.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

function savePng() {
  const map = byId("network").querySelector("canvas");
  const picture = document.createElement("canvas");
  picture.width = map.width;
  picture.height = map.height;
  const context = picture.getContext("2d");
  context.fillStyle = palette.page;
  context.fillRect(0, 0, picture.width, picture.height);
  if (drawn.background) context.drawImage(backdrop.canvas, 0, 0, picture.width, picture.height);
  context.drawImage(map, 0, 0);
  picture.toBlob((blob) => saveAs("png", blob), "image/png");
}

// ---- SVG: the same in shapes and letters, in pixels of the screen

const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu; // names may hold what XML cannot
const rounded = (number) => Math.round(number * 10) / 10;

function svgOfMap() {
  const view = viewNow(byId("network").querySelector("canvas").getContext("2d"));
  const { width, height } = view;
  const picture = svg("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` });
  picture.append(svg("title", {}, document.title), svg("rect", { width, height, fill: palette.page }));
  if (drawn.background) picture.append(...svgOfTheRest(view));
  const at = (id) => view.toScreen(drawn.at(id));
  for (const edge of drawn.edges) picture.append(svgOfEdge(edge, at(edge.from), at(edge.to), sizeOf(edge.to) * view.scale));
  for (const id of drawn.order) picture.append(svgOfNode(id, at(id), sizeOf(id) * view.scale));
  for (const label of paintedLabels) picture.append(svgOfLabel(label));
  return new XMLSerializer().serializeToString(picture).replace(NOT_XML, "\ufffd");
}

function svgOfTheRest(view) {
  const inFull = new Set(drawn.order);
  const points = nodes.map((_, index) => view.toScreen(placeOf(index)));
  const lines = facts
    .filter((fact) => fact.to >= 0 && factShown[fact.index] && !(inFull.has(fact.from) && inFull.has(fact.to)))
    .map((fact) => `M${rounded(points[fact.from].x)} ${rounded(points[fact.from].y)}L${rounded(points[fact.to].x)} ${rounded(points[fact.to].y)}`);
  const dots = nodes.filter((_, index) => nodeShown[index] && !inFull.has(index)).map((node) => {
    const { x, y } = points[node.id];
    return svg("circle", { cx: rounded(x), cy: rounded(y), r: 2, fill: colourOf(node.id), "fill-opacity": 0.6 });
  });
  return [svg("path", { d: lines.join(""), stroke: palette.faint, fill: "none" }), ...dots];
}

function svgOfEdge({ fact, bend, dim }, start, end, radius) {
  const via = bend ? curvePoint(start, end, bend) : { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  const reach = Math.hypot(end.x - via.x, end.y - via.y) || 1;
  const [ux, uy] = [(end.x - via.x) / reach, (end.y - via.y) / reach];
  const tip = { x: end.x - ux * (radius + 1), y: end.y - uy * (radius + 1) };
  const size = 7;
  const wing = (side) => `${rounded(tip.x - ux * size + side * uy * size * 0.45)},${rounded(tip.y - uy * size - side * ux * size * 0.45)}`;
  const colour = palette[fact.status];
  const path = svg("path", {
    d: `M${rounded(start.x)} ${rounded(start.y)}Q${rounded(via.x)} ${rounded(via.y)} ${rounded(tip.x)} ${rounded(tip.y)}`,
    fill: "none", stroke: colour, "stroke-width": 1.3,
  });
  if (DASHES.has(fact.status)) path.setAttribute("stroke-dasharray", DASHES.get(fact.status).join(" "));
  const head = svg("polygon", { points: `${rounded(tip.x)},${rounded(tip.y)} ${wing(1)} ${wing(-1)}`, fill: colour });
  const words = `${nodes[fact.from].label} ${fact.label} ${objectName(fact)} (${fact.status})`;
  return svg("g", { opacity: dim ? 0.35 : 0.9 }, svg("title", {}, words), path, head);
}

function svgOfNode(id, { x, y }, radius) {
  const shape = typeof id === "number" ? nodes[id].shape : "square";
  const fill = typeof id === "number" ? colourOf(id) : palette.quiet;
  const points = OUTLINES.get(shape);
  const place = `translate(${rounded(x)} ${rounded(y)}) scale(${rounded(radius / 7 * 10) / 10}) translate(-7 -7)`;
  const made = points ? svg("polygon", { points, fill, transform: place }) : svg("circle", { cx: rounded(x), cy: rounded(y), r: rounded(radius), fill });
  return svg("g", {}, svg("title", {}, labelOf(id)), made);
}

function svgOfLabel({ box, kind, id }) {
  const words = kind === "node" ? shortened(labelOf(id), 30) : shortened(facts[id].label, 26);
  return svg("text", {
    x: rounded((box.left + box.right) / 2), y: rounded((box.top + box.bottom) / 2), "text-anchor": "middle", "dominant-baseline": "central",
    "font-family": "system-ui, sans-serif", "font-size": kind === "node" ? 12 : 11, fill: kind === "node" ? palette.text : palette.quiet,
    stroke: palette.page, "stroke-width": 3, "paint-order": "stroke",
  }, words);
}

// ---- JSON: whole facts, in words

/** The facts that are seen: those on the map around an entity or along a path, else all that the filters let through. */
function factsSeen() {
  return drawn.positions ? drawn.edges.map((edge) => edge.fact) : facts.filter((fact) => factShown[fact.index]);
}

function jsonOfFacts() {
  const entity = (index) => ({ iri: nodes[index].iri, name: nodes[index].label, type: nodes[index].type, aliases: nodes[index].aliases });
  const listed = factsSeen().map((fact) => ({
    key: fact.key, subject: entity(fact.from), relation: fact.relation, label: fact.label,
    object: fact.value ?? entity(fact.to), status: fact.status, confidence: fact.confidence / 100, independent_sources: fact.sources,
    evidence: fact.evidence.map((e) => {
      const { title = null, id, url = null, source = null, date = null } = documentOf(e);
      return {
        sentence: DATA.sentences[e.i][1], document: { id, title, source, date, url }, status: STATUSES[e.st ?? STATUSES.indexOf(fact.status)],
        attributed_to: e.by ?? null, confidence: e.c / 100, rule: DATA.rules[e.u], qualifiers: Object.fromEntries(e.q ?? []),
      };
    }),
  }));
  return JSON.stringify({ title: document.title, state: location.hash.slice(1), facts: listed }, null, 1);
}

const SAVERS = [
  ["Picture (PNG)", savePng],
  ["Drawing (SVG)", () => saveAs("svg", new Blob([svgOfMap()], { type: "image/svg+xml" }))],
  ["Facts (JSON)", () => saveAs("json", new Blob([jsonOfFacts()], { type: "application/json" }))],
];

function makeSaveMenu() {
  const menu = byId("save-menu");
  const opener = byId("save");
  const show = (open) => {
    menu.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
    if (open) menu.querySelector("button").focus();
  };
  menu.append(...SAVERS.map(([words, save]) => button(words, () => { show(false); opener.focus(); save(); })));
  opener.addEventListener("click", () => show(menu.hidden));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    show(false);
    opener.focus();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".save")) show(false);
  });
}
