// What ties it together: going from view to view, the bars, the keys, the theme.

// ---- going from view to view

const past = []; // {view, focus, path}, the latest last

const canGoBack = () => past.length > 0;

/**
 * Show a view {kind: "home" | "entity" | "fact" | "sentence", index} in the details, and mark it on the map.
 * `focus` is the entity whose neighbourhood the map shows, `path` the {from, to} of the way that it shows, null for
 * the overview.
 */
function openView(view, focus = state.focus, path = focus === null ? state.path : null) {
  const same = view.kind === state.view.kind && view.index === state.view.index && view.to === state.view.to && focus === state.focus && path === state.path;
  if (!same) past.push({ view: state.view, focus: state.focus, path: state.path });
  if (past.length > 200) past.shift();
  goTo(view, focus, path);
}

function goBack() {
  const { view, focus, path } = past.pop();
  goTo(view, focus, path);
}

function goTo(view, focus, path) {
  const keepFocus = panel.contains(document.activeElement);
  const elsewhere = focus !== state.focus || path !== state.path;
  state.view = view;
  state.focus = focus;
  state.path = path;
  if (elsewhere) refresh(true);
  bringIntoView(view);
  showDetails(view);
  writeAddressSoon();
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
  if (missing.length && (state.focus !== null || state.path !== null)) {
    state.focus = fact ? fact.from : view.index;
    state.path = null;
  } else missing.forEach((end) => state.extra.add(end));
  if (missing.length) refresh(state.focus !== null);
  else markSelection();
}

/** Show the neighbourhood of an entity and its facts. */
function focusOn(node) {
  openView({ kind: "entity", index: node }, nodeShown[node] ? node : state.focus);
}

function showOverview() {
  state.extra.clear();
  endPathChoice();
  openView({ kind: "home", index: -1 }, null, null);
  refresh(true);
}

function filtersChanged() {
  refresh(viewIsOurs);
  if (state.view.kind === "path") showDetails(state.view);
  writeAddressSoon();
}

function colourChanged() {
  for (const again of filterRefreshers) again();
  updateMap(false);
  showDetails(state.view);
  writeAddressSoon();
}

/** Show what the address behind the "#" says. */
function followAddress() {
  readAddress(location.hash.slice(1));
  for (const again of filterRefreshers) again();
  refresh(true);
  bringIntoView(state.view);
  showDetails(state.view);
}

/** Draw again and say what is shown. */
function refresh(fitting) {
  updateMap(fitting);
  paintTimeline();
  const all = `${plural(nodes.length, "entity", "entities")} · ${plural(facts.length, "fact")}`;
  const some = `${shown.nodes.toLocaleString("en-GB")} of ${plural(nodes.length, "entity", "entities")} · ${shown.facts.toLocaleString("en-GB")} of ${plural(facts.length, "fact")}`;
  byId("count").textContent = (shown.facts === facts.length ? all : some) + unsureWords(" · ");
  byId("mode-text").replaceChildren(...modeWords());
  byId("overview").hidden = state.focus === null && state.path === null && state.extra.size === 0;
  byId("hops").hidden = state.focus === null;
  byId("hops").textContent = state.hops === 1 ? "Two hops" : "One hop";
  byId("everything").hidden = state.focus !== null || state.path !== null || shown.nodes <= OVERVIEW_NODES || nodes.length <= 300;
  byId("everything").textContent = shown.nodes > MOST_NODES ? `Draw ${MOST_NODES}` : "Draw all";
  byId("everything").setAttribute("aria-pressed", String(state.everything));
}

/** How many facts are hidden because they are not sure enough; nothing where none is. */
function unsureWords(before) {
  const hiddenFacts = hiddenAsUnsure();
  return hiddenFacts ? `${before}${plural(hiddenFacts, "fact")} below ${state.sure}% confidence hidden` : "";
}

function modeWords() {
  if (!shown.facts) return ["The filters let nothing through.", unsureWords(" ")];
  if (state.path !== null) {
    const ends = [state.path.from, state.path.to].map((end) => element("b", {}, named(shortened(nodes[end].label, 30))));
    return [drawn.positions ? "From " : "No way from ", ends[0], " to ", ends[1]];
  }
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
  if (!found) openView(restingView());
  else if (found.kind === "edge") openView({ kind: "fact", index: found.id });
  else if (typeof found.id === "number") openView({ kind: "entity", index: found.id });
  else openView({ kind: "fact", index: factOfValue(found.id).index });
});

/** What the details show when nothing in particular is meant. */
function restingView() {
  if (state.path !== null) return { kind: "path", index: state.path.from, to: state.path.to };
  return state.focus === null ? { kind: "home", index: -1 } : { kind: "entity", index: state.focus };
}

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
  writeAddressSoon();
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
  ["r", () => pressDecision("confirm")], ["w", () => pressDecision("reject")],
  ["/", () => query.focus()], ["Escape", showOverview], ["f", fitAgain], ["d", () => byId("theme").click()],
  ["c", () => {
    state.colour = state.colour === "class" && coloured.length ? "community" : "class";
    colourChanged();
  }],
]);

byId("network").addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !MAP_KEYS.has(event.key)) return;
  event.preventDefault();
  MAP_KEYS.get(event.key)();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select")) return;
  if (!PAGE_KEYS.has(event.key)) return;
  event.preventDefault();
  PAGE_KEYS.get(event.key)();
});

// ---- start

setTheme(systemIsDark.matches ? "dark" : "light");
makeFilters();
makeTimeline();
makeSaveMenu();
recallDecisions();
followAddress();
window.addEventListener("hashchange", followAddress);

/** For other scripts (in the browser's console, in tests): what is shown, and the ways to go elsewhere. */
window.newsweave = Object.freeze({ nodes, facts, state, shown, drawn, network, openView, focusOn, showOverview, showPath, factShown, labels: () => paintedLabels });
