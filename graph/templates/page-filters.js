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
  return element("section", { role: "group", "aria-label": title }, element("div", { class: "heading" }, element("h2", {}, title), all), ...choices);
}

function makeFilters() {
  const example = new Map();
  for (const node of nodes) if (!example.has(node.type)) example.set(node.type, node);
  const statuses = new Map(counted(facts.map((fact) => fact.status)));
  byId("filters").append(
    filterGroup("Status of facts", state.statuses, STATUSES.filter((s) => statuses.has(s)).map((s) => [s, statuses.get(s)]), plain, stroke),
    filterGroup("Entities by class", state.types, counted(nodes.map((node) => node.type)), className, (type) => glyph(example.get(type))),
    filterGroup("Facts by relation", state.relations, counted(facts.map((fact) => fact.relation)), plain, () => null),
  );
}
