// What ties it together: going from view to view, the bars, the keys, the theme.

// ---- going from view to view

const past = []; // {view, focus}, the latest last

const canGoBack = () => past.length > 0;

/**
 * Show a view {kind: "home" | "entity" | "fact" | "sentence", index} in the details, and mark it on the map.
 * `focus` is the entity whose neighbourhood the map shows, null for the overview.
 */
function openView(view, focus = state.focus) {
  const same = view.kind === state.view.kind && view.index === state.view.index && focus === state.focus;
  if (!same) past.push({ view: state.view, focus: state.focus });
  if (past.length > 200) past.shift();
  goTo(view, focus);
}

function goBack() {
  const { view, focus } = past.pop();
  goTo(view, focus);
}

function goTo(view, focus) {
  const keepFocus = panel.contains(document.activeElement);
  const elsewhere = focus !== state.focus;
  state.view = view;
  state.focus = focus;
  if (elsewhere) refresh(true);
  bringIntoView(view);
  showDetails(view);
  if (keepFocus) focusDetails();
}

/** For the keyboard: what was just opened takes the place of the button that opened it. */
function focusDetails() {
  panel.querySelector("h2")?.focus({ preventScroll: true });
}

/** Draw in full what the details show, where filters let it through. */
function bringIntoView(view) {
  const fact = view.kind === "fact" ? facts[view.index] : null;
  const ends = fact ? [fact.from, fact.to].filter((end) => end >= 0) : view.kind === "entity" ? [view.index] : [];
  const missing = ends.filter((end) => nodeShown[end] && nodeSet.get(end) === null);
  if (missing.length && state.focus !== null) state.focus = fact ? fact.from : view.index;
  else missing.forEach((end) => state.extra.add(end));
  if (missing.length) refresh(state.focus !== null);
  else markSelection();
}

/** Show the neighbourhood of an entity and its facts. */
function focusOn(node) {
  openView({ kind: "entity", index: node }, nodeShown[node] ? node : state.focus);
}

function showOverview() {
  state.extra.clear();
  openView({ kind: "home", index: -1 }, null);
  refresh(true);
}

function filtersChanged() {
  refresh(viewIsOurs);
}

/** Draw again and say what is shown. */
function refresh(fitting) {
  updateMap(fitting);
  const all = `${plural(nodes.length, "entity", "entities")} · ${plural(facts.length, "fact")}`;
  const some = `${shown.nodes.toLocaleString("en-GB")} of ${plural(nodes.length, "entity", "entities")} · ${shown.facts.toLocaleString("en-GB")} of ${plural(facts.length, "fact")}`;
  byId("count").textContent = shown.facts === facts.length ? all : some;
  byId("mode-text").replaceChildren(...modeWords());
  byId("overview").hidden = state.focus === null && state.extra.size === 0;
  byId("hops").hidden = state.focus === null;
  byId("hops").textContent = state.hops === 1 ? "Two hops" : "One hop";
  byId("everything").hidden = state.focus !== null || shown.nodes <= OVERVIEW_NODES || nodes.length <= 300;
  byId("everything").textContent = shown.nodes > MOST_NODES ? `Draw ${MOST_NODES}` : "Draw all";
  byId("everything").setAttribute("aria-pressed", String(state.everything));
}

function modeWords() {
  if (!shown.facts) return ["The filters let nothing through."];
  if (state.focus !== null) return ["Around ", element("b", {}, named(shortened(nodes[state.focus].label, 40)))];
  return drawn.background ? [`The ${drawn.order.length} most connected of ${plural(shown.nodes, "entity", "entities")}`] : [];
}

// ---- the map's events

network.on("beforeDrawing", paintBackdrop);
network.on("afterDrawing", paintLabels);
network.on("dragEnd", () => { viewIsOurs = false; });
network.on("zoom", () => {
  viewIsOurs = false;
  restyleSoon();
});

network.on("click", ({ pointer }) => {
  const found = hit(pointer);
  if (!found) openView(state.focus === null ? { kind: "home", index: -1 } : { kind: "entity", index: state.focus });
  else if (found.kind === "edge") openView({ kind: "fact", index: found.id });
  else if (typeof found.id === "number") openView({ kind: "entity", index: found.id });
  else openView({ kind: "fact", index: factOfValue(found.id).index });
});

network.on("doubleClick", ({ pointer }) => {
  const found = hit(pointer);
  if (found?.kind === "node" && typeof found.id === "number") focusOn(found.id);
});

for (const [event, cursor] of [["hoverNode", "pointer"], ["hoverEdge", "pointer"], ["blurNode", ""], ["blurEdge", ""]]) {
  network.on(event, () => { byId("network").style.cursor = cursor; });
}

new ResizeObserver(() => {
  const ratio = window.devicePixelRatio || 1;
  backdrop.canvas.width = Math.round(stage.clientWidth * ratio);
  backdrop.canvas.height = Math.round(stage.clientHeight * ratio);
  backdrop.picture = null;
  network.setSize("100%", "100%");
  if (viewIsOurs) updateMap(true);
  network.redraw();
}).observe(stage);

// ---- bars

for (const skip of document.querySelectorAll(".skip")) {
  skip.addEventListener("click", () => byId(skip.dataset.to).focus());
}
byId("fit").addEventListener("click", fitAgain);
byId("zoom-in").addEventListener("click", () => zoomBy(1.35));
byId("zoom-out").addEventListener("click", () => zoomBy(1 / 1.35));
byId("overview").addEventListener("click", showOverview);
byId("hops").addEventListener("click", () => {
  state.hops = state.hops === 1 ? 2 : 1;
  refresh(true);
});
byId("everything").addEventListener("click", () => {
  state.everything = !state.everything;
  refresh(false);
});
byId("toggle-filters").addEventListener("click", () => {
  const shows = byId("filters").classList.toggle("open");
  byId("toggle-filters").setAttribute("aria-expanded", String(shows));
});

// ---- light and dark

const systemIsDark = window.matchMedia("(prefers-color-scheme: dark)");

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  byId("theme").textContent = theme === "dark" ? "Light" : "Dark";
  readPalette();
}

function changeTheme(theme) {
  setTheme(theme);
  updateMap(false);
}

let themeIsChosen = false;
byId("theme").addEventListener("click", () => {
  themeIsChosen = true;
  changeTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
});
systemIsDark.addEventListener("change", () => {
  if (!themeIsChosen) changeTheme(systemIsDark.matches ? "dark" : "light");
});

// ---- keys

const MAP_KEYS = new Map([
  ["ArrowLeft", () => moveBy(-60, 0)], ["ArrowRight", () => moveBy(60, 0)],
  ["ArrowUp", () => moveBy(0, -60)], ["ArrowDown", () => moveBy(0, 60)],
  ["+", () => zoomBy(1.25)], ["=", () => zoomBy(1.25)], ["-", () => zoomBy(0.8)],
]);
const PAGE_KEYS = new Map([
  ["/", () => query.focus()], ["Escape", showOverview], ["f", fitAgain], ["d", () => byId("theme").click()],
]);

byId("network").addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !MAP_KEYS.has(event.key)) return;
  event.preventDefault();
  MAP_KEYS.get(event.key)();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input[type=search]")) return;
  if (!PAGE_KEYS.has(event.key)) return;
  event.preventDefault();
  PAGE_KEYS.get(event.key)();
});

// ---- start

setTheme(systemIsDark.matches ? "dark" : "light");
makeFilters();
refresh(true);
showDetails(state.view);

/** For other scripts (in the browser's console, in tests): what is shown, and the ways to go elsewhere. */
window.newsweave = Object.freeze({ nodes, facts, state, shown, drawn, network, openView, focusOn, showOverview, labels: () => paintedLabels });
