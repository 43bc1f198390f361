// The figures of an entity: for each metric its values along time, drawn where there are two or more, each with its sentence.

const CHART = { width: 320, height: 64, edge: 6 };

/**
 * What some facts of one entity measure: {name, over, part, points} by series, levels before changes. A point is a fact
 * at a time, {fact, evidence, first, last, published}, in the order of time; points without a time come last.
 */
function figureSeries(indexes) {
  const series = new Map();
  for (const index of indexes) {
    const fact = facts[index];
    for (const evidence of fact.evidence) {
      if (evidence.m === undefined) continue;
      const [name, part, over] = DATA.measures[evidence.m];
      const key = `${name.toLowerCase()} ${part}`;
      if (!series.has(key)) series.set(key, { name, part, over, points: [] });
      const point = { fact, evidence, ...timeOfFigure(evidence) };
      const same = (other) => other.fact === fact && other.first === point.first && other.last === point.last;
      if (!series.get(key).points.some(same)) series.get(key).points.push(point);
    }
  }
  for (const { points } of series.values()) points.sort(byTime);
  return [...series.keys()].sort().map((key) => series.get(key)).sort((a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(b.part, a.part));
}

/** Whether a fact says how much there is of something that is named. */
const isFigure = (fact) => fact.evidence.some((e) => e.m !== undefined);

/** Of when a figure is by its sentence, else by the day on which that was printed. */
function timeOfFigure(evidence) {
  const published = documentOf(evidence).date ?? null;
  return evidence.t ? { first: evidence.t[0], last: evidence.t[1], published: false } : { first: published, last: published, published: true };
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const dayOf = (point) => point.last ?? point.first;
const byTime = (a, b) => compare(dayOf(a) ?? "~", dayOf(b) ?? "~") || compare(a.first ?? "", b.first ?? "") || a.fact.index - b.fact.index;

function figureDetails(indexes) {
  const series = figureSeries(indexes);
  if (!series.length) return [];
  const parts = [element("h3", {}, `figures (${series.reduce((sum, { points }) => sum + points.length, 0)})`)];
  for (const one of series) {
    const name = element("h4", {}, named(one.name), one.part === "change" ? " (change)" : "");
    parts.push(name, ...charts(one), rows(one.points, figureRow));
  }
  return parts;
}

/** One figure: of when, how much, and the sentence that says so. */
function figureRow(point) {
  const { fact, evidence } = point;
  const qualifiers = new Map(evidence.q ?? []);
  const words = [named(objectName(fact))];
  if (qualifiers.has("growth")) words.push(element("span", { class: "quiet" }, " growth ", named(qualifiers.get("growth"))));
  const when = point.published ? element("span", { class: "side printed" }, hidden("published "), named(point.first ?? "")) : element("span", { class: "side" }, named(whenSaid(point, qualifiers)));
  const status = STATUSES[evidence.st ?? STATUSES.indexOf(fact.status)];
  const line = status === "asserted" ? [] : [element("span", { class: "side", title: status }, stroke(status), hidden(status))];
  const open = button([element("span", { class: "words" }, ...words), ...line, when], () => openView({ kind: "fact", index: fact.index }));
  return element("div", { class: "figure" }, open, element("p", { class: "said", dir: "auto" }, DATA.sentences[evidence.i][1]));
}

/** The time in the words of the graph ("2024-Q2"), else as its first and last day. */
function whenSaid(point, qualifiers) {
  return qualifiers.get("date") ?? [point.first, point.last].map((day) => day ?? "").join(" – ").trim();
}

// ---- charts

/** A line for each unit, and of what is measured over a period each length of it, in which there are two dated levels. */
function charts({ name, part, over, points }) {
  if (part === "change") return [];
  const lines = new Map();
  for (const point of points) {
    const status = STATUSES[point.evidence.st ?? STATUSES.indexOf(point.fact.status)];
    const at = Date.parse(dayOf(point) ?? "");
    if (!point.fact.number || Number.isNaN(at) || !["asserted", "reported"].includes(status)) continue;
    if (over === "period" && point.published) continue; // of which period it is nobody knows
    if (point.evidence.q?.some(([name]) => name === "jointly_with")) continue; // of several together
    const [low, high, unit] = point.fact.number;
    const key = `${unit} ${over === "period" ? lengthOf(point) : ""}`;
    if (!lines.has(key)) lines.set(key, []);
    lines.get(key).push({ point, at, value: high === null ? low : (low + high) / 2 });
  }
  const drawn = [...lines.values()].filter((line) => new Set(line.map(({ at }) => at)).size > 1);
  return drawn.map((line) => chart(name, line));
}

/** Days, weeks, months, quarters, halves and years are each of one length, however many days they have. */
function lengthOf({ first, last }) {
  const days = first && last ? Math.round((Date.parse(last) - Date.parse(first)) / DAY) + 1 : 0;
  return [1, 7, 30, 91, 182, 365].find((usual) => Math.abs(days - usual) <= usual / 30 + 1 && (usual > 7 || days === usual)) ?? days;
}

function chart(name, line) {
  const { width, height, edge } = CHART;
  const [start, end] = [line[0].at, line.at(-1).at];
  const values = line.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = (at) => rounded(edge + ((at - start) / (end - start)) * (width - 2 * edge));
  const y = (value) => rounded(most === least ? height / 2 : height - edge - ((value - least) / (most - least)) * (height - 2 * edge));
  const words = line.map(({ point }) => `${objectName(point.fact)} ${point.published ? `published ${point.first}` : dayOf(point)}`);
  const dots = line.map(({ point, at, value }, place) => {
    const dot = svg("circle", { cx: x(at), cy: y(value), r: 4, class: point.published ? "dot printed" : "dot" }, svg("title", {}, words[place]));
    dot.addEventListener("click", () => openView({ kind: "fact", index: point.fact.index }));
    return dot;
  });
  const path = svg("polyline", { points: line.map(({ at, value }) => `${x(at)},${y(value)}`).join(" "), class: "run" });
  const label = `${name} over time: ${words.join("; ")}`;
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label }, path, ...dots);
  const ends = [line[0], line.at(-1)].map(({ point }) => element("span", {}, named(objectName(point.fact)), ", ", dayOf(point)));
  return element("div", { class: "chart" }, picture, element("div", { class: "ends" }, ...ends));
}
