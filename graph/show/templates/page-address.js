// What is shown, in the address behind the "#": copied with the page's address it opens the same view. Entities stand
// there by IRI and facts by key, so that the address lasts when the page is written again. All of it is only looked up.

const nodeOfIri = new Map(nodes.map((node, index) => [node.iri, index]));
const factOfKey = new Map(facts.map((fact) => [fact.key, fact.index]));
const ALL = { statuses: [...state.statuses], types: [...state.types], relations: [...state.relations] };

const WORDING = state.wording;

function addressOfState() {
  const words = new URLSearchParams();
  const { view } = state;
  if (state.path) words.set("path", `${nodes[state.path.from].iri} ${nodes[state.path.to].iri}`);
  if (state.focus !== null) words.set("around", nodes[state.focus].iri);
  if (state.focus !== null && state.hops > 1) words.set("hops", String(state.hops));
  if (view.kind === "entity" && view.index !== state.focus) words.set("entity", nodes[view.index].iri);
  if (view.kind === "fact") words.set("fact", facts[view.index].key);
  for (const [name, all] of Object.entries(ALL)) {
    const chosen = all.filter((value) => state[name].has(value));
    if (chosen.length === all.length) continue;
    if (chosen.length <= all.length / 2) words.set(name, chosen.join(","));
    else words.set(`no-${name}`, all.filter((value) => !state[name].has(value)).join(","));
  }
  if (state.dates) words.set("dates", [state.dates.from, state.dates.to].map(dayWord).join("/"));
  if (state.sources > 1) words.set("sources", String(state.sources));
  if (state.wording !== WORDING) words.set("wording", state.wording);
  if (state.sure !== DATA.least) words.set("sure", String(state.sure));
  if (state.colour !== "class") words.set("colour", state.colour);
  return words.toString();
}

const dayWord = (day) => (Number.isFinite(day) ? new Date(day * DAY).toISOString().slice(0, 10) : "..");

function dayOfWord(word, open) {
  return word === ".." ? open : (daysOfPart(word)?.[0] ?? null);
}

/** Take over what an address says; what it names and this page does not know is left out. */
function readAddress(text) {
  const words = new URLSearchParams(text);
  const node = (name) => nodeOfIri.get(words.get(name)) ?? null;
  for (const [name, all] of Object.entries(ALL)) {
    const listed = (key) => (words.get(key) ?? "").split(",");
    const kept = words.has(name) ? all.filter((v) => listed(name).includes(v)) : all.filter((v) => !listed(`no-${name}`).includes(v));
    state[name].clear();
    for (const value of kept) state[name].add(value);
  }
  const [from, to] = (words.get("dates") ?? "").split("/");
  const range = { from: dayOfWord(from ?? "", -Infinity), to: dayOfWord(to ?? "", Infinity) };
  state.dates = scale && to !== undefined && range.from !== null && range.to !== null && range.from <= range.to ? range : null;
  const sources = Number.parseInt(words.get("sources") ?? "1", 10) || 1;
  state.sources = SOURCE_STEPS.findLast((step) => step <= sources) ?? 1;
  state.wording = ["typed", "all", "open"].includes(words.get("wording")) ? words.get("wording") : WORDING;
  const sure = Number.parseInt(words.get("sure") ?? "", 10);
  state.sure = SURE_STEPS.includes(sure) ? sure : DATA.least;
  state.colour = words.get("colour") === "community" ? "community" : "class";
  state.hops = words.get("hops") === "2" ? 2 : 1;
  state.focus = node("around");
  const ends = (words.get("path") ?? "").split(" ").map((iri) => nodeOfIri.get(iri));
  state.path = ends.length === 2 && ends.every((end) => end !== undefined) ? { from: ends[0], to: ends[1] } : null;
  const fact = factOfKey.get(words.get("fact"));
  const entity = node("entity") ?? state.focus;
  if (fact !== undefined) state.view = { kind: "fact", index: fact };
  else if (entity !== null) state.view = { kind: "entity", index: entity };
  else if (state.path) state.view = { kind: "path", index: state.path.from, to: state.path.to };
  else state.view = { kind: "home", index: -1 };
}

let addressTimer = 0;
/** Write the address, once things have settled: browsers allow only so many changes a second. */
function writeAddressSoon() {
  clearTimeout(addressTimer);
  addressTimer = setTimeout(writeAddress, 150);
}

function writeAddress() {
  const words = addressOfState();
  if (words === location.hash.slice(1)) return;
  try {
    history.replaceState(null, "", words ? `#${words}` : location.href.split("#")[0]);
  } catch {
    // Inside a notebook's frame there is no address to change.
  }
}
