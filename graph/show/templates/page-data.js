// The data block, and what follows from it once and for all. Nothing here is ever treated as markup.

const byId = (id) => document.getElementById(id);
const DATA = JSON.parse(byId("data").textContent);
const STATUSES = DATA.statuses;

const nodes = DATA.nodes; // most connected first

/** The relation of open facts, which the text's own words relate. */
const OPEN = "open";

const facts = [...DATA.edges, ...DATA.values].map((raw, index) => ({
  index,
  key: raw.k,
  from: raw.from,
  to: raw.to ?? -1, // -1: the object is a value
  value: raw.value ? { value: raw.value[0], datatype: raw.value[1], text: raw.value[2] } : null,
  number: raw.n ?? null, // of a figure: [number, upper end of a range or null, unit]
  relation: DATA.relations[raw.r],
  label: raw.l ?? plain(DATA.relations[raw.r]),
  status: STATUSES[raw.st ?? 0],
  confidence: raw.c,
  evidence: raw.e,
}));

/** For each entity the facts that it is in, by index. */
const factsOf = nodes.map(() => []);
for (const fact of facts) {
  factsOf[fact.from].push(fact.index);
  if (fact.to >= 0 && fact.to !== fact.from) factsOf[fact.to].push(fact.index);
}

/** For each sentence the facts that it says, by index; made when first asked for. */
let saidBySentence = null;
function factsOfSentence(sentence) {
  if (!saidBySentence) {
    saidBySentence = DATA.sentences.map(() => []);
    for (const fact of facts) {
      for (const e of fact.evidence) {
        if (saidBySentence[e.i].at(-1) !== fact.index) saidBySentence[e.i].push(fact.index);
      }
    }
  }
  return saidBySentence[sentence];
}

// ---- words

/** `signed_agreement_with` as a person writes it. */
function plain(name) {
  return name === OPEN ? "in the text's own words" : name.replaceAll("_", " ");
}

/** `CentralBank` as a person writes it. */
function className(type) {
  const words = type.replace(/([a-z])([A-Z])/g, "$1 $2");
  return words.charAt(0) + words.slice(1).toLowerCase();
}

function plural(number, one, many = one + "s") {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;
}

/** At most `length` characters, never half of one. */
function shortened(text, length) {
  if (text.length <= length) return text;
  const characters = Array.from(text);
  return characters.length <= length ? text : characters.slice(0, length - 1).join("").trimEnd() + "…";
}

/** Text that cannot turn its neighbours round, for places that take no elements: U+2068 and U+2069 isolate it. */
function isolated(text) {
  return `\u2068${text}\u2069`;
}

// ---- facts

const otherEnd = (fact, node) => (fact.from === node ? fact.to : fact.from);
const objectName = (fact) => (fact.value ? fact.value.text || fact.value.value : nodes[fact.to].label);

/** How many independent sources say it: documents, reprints of one story counted once. */
function sourcesOf(fact) {
  return new Set(fact.evidence.map((e) => documentOf(e).story ?? `d${DATA.sentences[e.i][0]}`)).size;
}

const documentOf = (evidence) => DATA.documents[DATA.sentences[evidence.i][0]];

/**
 * When it happened where a sentence says so, else when it was first published, else null: in words, and as the first and
 * last day where they are known ([null, "2018-12-31"]: some time before 2019).
 */
function dateOf(fact) {
  const own = fact.evidence.find((e) => e.t);
  if (own) {
    const qualifiers = new Map(own.q ?? []);
    const span = [qualifiers.get("begin") ?? "", qualifiers.get("end") ?? ""];
    const words = qualifiers.get("date") ?? (span.join("") ? span.join(" – ").trim() : own.t.map((day) => day ?? "").join(" – ").trim());
    return { date: words, days: own.t, published: false };
  }
  const days = fact.evidence.map((e) => documentOf(e).date).filter(Boolean).sort();
  return days.length ? { date: days[0], days: null, published: true } : null;
}

/** Values of each qualifier over all the evidence, in the order in which they are met. */
function qualifiersOf(fact) {
  const found = new Map();
  for (const e of fact.evidence) {
    for (const [name, value] of e.q ?? []) {
      if (!found.has(name)) found.set(name, []);
      if (!found.get(name).includes(value)) found.get(name).push(value);
    }
  }
  return found;
}

function speakersOf(fact) {
  return [...new Set(fact.evidence.map((e) => e.by).filter(Boolean))];
}

// ---- elements: strings become text nodes, attributes are only ever those written in these scripts

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** A name from the data: isolated, in the direction of its own letters. */
function named(text) {
  return element("bdi", { dir: "auto" }, text);
}

function button(label, action, attributes = {}) {
  const made = element("button", { type: "button", ...attributes }, ...[label].flat());
  made.addEventListener("click", action);
  return made;
}

/** A link where the address is one of the web, else just the text. */
function link(text, address) {
  if (!/^https?:\/\//i.test(address ?? "")) return named(text);
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, text);
}

function svg(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const OUTLINES = new Map([
  ["square", "2,2 12,2 12,12 2,12"],
  ["diamond", "7,0.5 13.5,7 7,13.5 0.5,7"],
  ["triangle", "7,1 13.5,12.5 0.5,12.5"],
  ["triangleDown", "7,13 13.5,1.5 0.5,1.5"],
  ["hexagon", "3.7,1.2 10.3,1.2 13.6,7 10.3,12.8 3.7,12.8 0.4,7"],
  ["star", "7,0.3 8.8,4.8 13.7,5.2 9.9,8.3 11.1,13.2 7,10.5 2.9,13.2 4.1,8.3 0.3,5.2 5.2,4.8"],
]);

/** The shape and colour that a node has on the map. */
function glyph(node, fill = colourOf(node.id)) {
  const points = OUTLINES.get(node.shape);
  const shape = points ? svg("polygon", { points, fill }) : svg("circle", { cx: 7, cy: 7, r: 6, fill });
  return svg("svg", { class: "glyph", viewBox: "0 0 14 14", "aria-hidden": "true" }, shape);
}

const DASHES = new Map([["reported", [10, 4, 2, 4]], ["planned", [7, 5]], ["possible", [2, 4]]]);

/** The line that a fact of this status has on the map. */
function stroke(status) {
  const line = svg("line", { x1: 1, y1: 4, x2: 29, y2: 4, "stroke-width": 2, stroke: `var(${statusVariable(status)})` });
  if (DASHES.has(status)) line.setAttribute("stroke-dasharray", DASHES.get(status).map((n) => n * 0.8).join(" "));
  const parts = [line];
  if (status === "negated") parts.push(svg("path", { d: "M12 1 L18 7 M18 1 L12 7", stroke: "var(--edge-negated)", "stroke-width": 1.6 }));
  return svg("svg", { class: "stroke", viewBox: "0 0 30 8", "aria-hidden": "true" }, ...parts);
}

function statusVariable(status) {
  return status === "asserted" ? "--edge" : `--edge-${status}`;
}
