// Filters by class, relation and status, with numbers of facts and entities; they are the map's legend too.

/** How often each value occurs, the most frequent first, then by name. */
function counted(values) {
  const numbers = new Map();
  for (const value of values) numbers.set(value, (numbers.get(value) ?? 0) + 1);
  return [...numbers].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** One group of check boxes over `chosen`, a set of the state. */
function filterGroup(title, chosen, entries, label, symbol) {
  const boxes = new Map();
  const refresh = () => {
    for (const [value, box] of boxes) box.checked = chosen.has(value);
    all.hidden = chosen.size === entries.length;
  };
  const change = (values) => {
    chosen.clear();
    for (const value of values) chosen.add(value);
    refresh();
    filtersChanged();
  };
  const all = button("all", () => change(entries.map(([value]) => value)), { class: "plain", "aria-label": `All: ${title}` });
  const choices = entries.map(([value, number]) => {
    const box = element("input", { type: "checkbox" });
    box.addEventListener("change", () => change([...chosen].filter((v) => v !== value).concat(box.checked ? [value] : [])));
    boxes.set(value, box);
    const only = button("only", () => change([value]), { class: "plain", "aria-label": `Only ${isolated(label(value))}` });
    const words = element("span", { class: "name", title: label(value) }, named(label(value)));
    return element("div", { class: "choice" }, element("label", {}, box, symbol(value), words), only, element("span", { class: "number" }, number.toLocaleString("en-GB")));
  });
  refresh();
  filterRefreshers.push(refresh);
  return element("section", { role: "group", "aria-label": title }, element("div", { class: "heading" }, element("h2", {}, title), all), ...choices);
}

/** Redraw what the filters say, after they were changed from elsewhere. */
const filterRefreshers = [];

/** A choice of one of several, as a native list. */
function choiceOfOne(title, name, entries, changed) {
  const list = element("select", { id: `choose-${name}` }, ...entries.map(([value, words]) => element("option", { value }, words)));
  list.addEventListener("change", () => changed(list.value));
  filterRefreshers.push(() => { list.value = String(state[name]); });
  return element("div", { class: "one" }, element("label", { for: `choose-${name}` }, title), list);
}

function sourceFilter() {
  if (MOST_SOURCES < 2) return null;
  return choiceOfOne("Said by", "sources", SOURCE_STEPS.map((n) => [n, n === 1 ? "any source" : `${n} sources or more`]), (value) => {
    state.sources = Number(value);
    filtersChanged();
  });
}

function sureFilter() {
  if (!facts.some((fact) => fact.confidence < SURE_STEPS.at(-1))) return null; // it would hide nothing
  return choiceOfOne("Confidence", "sure", SURE_STEPS.map((n) => [n, n ? `${n}% or more` : "any"]), (value) => showSureOf(Number(value)));
}

/** Facts in relations of the vocabulary, open ones, or both. */
function wordingFilter() {
  const open = facts.filter((fact) => fact.relation === OPEN).length;
  if (!open || open === facts.length) return null;
  const number = open.toLocaleString("en-GB");
  const choices = [["typed", "named relations"], ["all", `any words (+${number})`], ["open", "the text's own"]];
  return choiceOfOne("Told in", "wording", choices, (value) => {
    state.wording = value;
    filtersChanged();
    showDetails(state.view);
  });
}

/** Show only facts that are so many percent sure. */
function showSureOf(percent) {
  state.sure = percent;
  for (const again of filterRefreshers) again();
  filtersChanged();
  showDetails(state.view);
}

function colourChoice() {
  if (!coloured.length) return null;
  return choiceOfOne("Colours by", "colour", [["class", "class"], ["community", "community"]], (value) => {
    state.colour = value;
    colourChanged();
  });
}

/** The legend of communities: each by its most connected entity, to which a click leads. */
function communityLegend() {
  const entries = coloured.map(({ number, size, head }) => {
    const dot = svg("svg", { class: "glyph", viewBox: "0 0 14 14", "aria-hidden": "true" }, svg("circle", { cx: 7, cy: 7, r: 6, fill: communityColour(number) }));
    const words = button(["around ", named(shortened(nodes[head].label, 40))], () => openView({ kind: "entity", index: head }), { class: "plain" });
    return element("div", { class: "choice" }, dot, words, element("span", { class: "number" }, size.toLocaleString("en-GB")));
  });
  const legend = element("section", { role: "group", "aria-label": "Communities", class: "communities" }, element("div", { class: "heading" }, element("h2", {}, "Communities")), ...entries);
  filterRefreshers.push(() => { legend.hidden = state.colour !== "community"; });
  return legend;
}

function makeFilters() {
  const example = new Map();
  for (const node of nodes) if (!example.has(node.type)) example.set(node.type, node);
  const statuses = new Map(counted(facts.map((fact) => fact.status)));
  const top = [wordingFilter(), sourceFilter(), sureFilter(), colourChoice()].filter(Boolean);
  byId("filters").append(
    ...(top.length ? [element("section", { role: "group", "aria-label": "Sources, confidence and colours" }, ...top)] : []),
    ...(coloured.length ? [communityLegend()] : []),
    filterGroup("Status of facts", state.statuses, STATUSES.filter((s) => statuses.has(s)).map((s) => [s, statuses.get(s)]), plain, stroke),
    filterGroup("Entities by class", state.types, counted(nodes.map((node) => node.type)), className, (type) => glyph(example.get(type), example.get(type).color)),
    filterGroup("Facts by relation", state.relations, counted(facts.map((fact) => fact.relation).filter((relation) => relation !== OPEN)), plain, () => null),
  );
}
