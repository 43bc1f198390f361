// The details at the right: what the graph holds, one entity, one fact with its sentences, or one sentence.

const panel = byId("panel");
const ROWS_AT_FIRST = 40;
const QUALIFIER_NAMES = new Map([["agreement_type", "kind"], ["jointly_with", "jointly with"]]);

/** Fill the details for a view {kind, index}. */
function showDetails(view) {
  const content = {
    home: homeDetails,
    entity: () => entityDetails(view.index),
    fact: () => factDetails(view.index),
    sentence: () => sentenceDetails(view.index),
    path: () => pathDetails(view),
  }[view.kind]();
  panel.replaceChildren(...content);
  panel.scrollTop = 0;
}

function heading(...children) {
  return element("h2", { tabindex: "-1" }, ...children);
}

/** Rows of buttons; where there are many, the rest comes on demand. */
function rows(items, toRow) {
  const list = element("ul", { class: "rows" });
  const add = (some) => list.append(...some.map((item) => element("li", {}, toRow(item))));
  add(items.slice(0, ROWS_AT_FIRST));
  const rest = items.slice(ROWS_AT_FIRST);
  if (rest.length) {
    const more = element("li", {}, button(`Show ${rest.length} more`, () => { more.remove(); add(rest); }));
    list.append(more);
  }
  return list;
}

// ---- what the graph holds

/** Those of some facts that are sure enough, and a row that shows the rest. */
function sureOnes(indexes) {
  const kept = indexes.filter((index) => sureEnough(facts[index]));
  const left = indexes.length - kept.length;
  const words = `${plural(left, "fact")} below ${state.sure}% confidence hidden`;
  const note = left ? [element("p", { class: "quiet" }, words, ". ", button("Show", () => showSureOf(0), { class: "plain", "aria-label": `Show: ${words}` }))] : [];
  return { kept, note };
}

function homeDetails() {
  const dates = DATA.documents.map((d) => d.date).filter(Boolean).sort();
  const figure = (number, word) => element("div", {}, element("b", {}, number.toLocaleString("en-GB")), word);
  const published = facts.map((fact) => fact.evidence.map((e) => documentOf(e).date ?? "").sort().at(-1));
  const { kept, note } = sureOnes([...facts.keys()]);
  const latest = kept.filter((index) => facts[index].relation !== OPEN || state.wording !== "typed").sort((a, b) => (published[a] < published[b] ? 1 : published[a] > published[b] ? -1 : a - b));
  return [
    kindLine("Overview"),
    heading("What this graph holds"),
    element("div", { class: "figures" },
      figure(nodes.length, nodes.length === 1 ? "entity" : "entities"), figure(facts.length, facts.length === 1 ? "fact" : "facts"),
      figure(DATA.documents.length, DATA.documents.length === 1 ? "document" : "documents")),
    dates.length ? element("p", { class: "quiet" }, "Published ", named(dates[0]), " to ", named(dates.at(-1))) : "",
    ...note,
    element("p", { class: "quiet" }, "Click a line for its sentence, an entity for its facts; double-click for its neighbourhood."),
    element("h3", {}, "Most connected"),
    rows([...nodes.keys()].slice(0, 12), entityRow),
    element("h3", {}, "Last published"),
    rows(latest.slice(0, 12), (index) => factRow(index, null, published[index])),
  ];
}

function entityRow(node) {
  return button([glyph(nodes[node]), element("span", { class: "words" }, named(nodes[node].label)),
    element("span", { class: "side" }, plural(factsOf[node].length, "fact"))], () => openView({ kind: "entity", index: node }));
}

/** A fact in one line; seen from one of its entities, only the other end is named. */
function factRow(index, seenFrom = null, date = dateOf(facts[index])?.date ?? "") {
  const fact = facts[index];
  const words = element("span", { class: "words" });
  const label = element("span", { class: seenFrom !== null && fact.label === plain(fact.relation) ? "heard" : "quiet" }, named(fact.label), " ");
  if (seenFrom === null) words.append(named(nodes[fact.from].label), " ", label, named(objectName(fact)));
  else if (fact.from === seenFrom) words.append(element("span", { class: "quiet" }, "→ "), label, named(objectName(fact)));
  else words.append(element("span", { class: "quiet" }, "← "), named(nodes[fact.from].label), " ", label);
  const side = element("span", { class: "side" }, named(date));
  const line = fact.status === "asserted" ? null : element("span", { class: "side", title: fact.status }, stroke(fact.status), hidden(fact.status));
  const opinion = decided.has(fact.key) ? [element("span", { class: "side" }, DECISION_WORDS.get(decided.get(fact.key).decision))] : [];
  return button([words, ...opinion, ...(line ? [line] : []), side], () => openView({ kind: "fact", index }));
}

/** Words for those who hear the page. */
function hidden(text) {
  return element("span", { class: "heard" }, text);
}

// ---- one entity

function entityDetails(node) {
  const entity = nodes[node];
  const groups = new Map();
  const { kept, note } = sureOnes(factsOf[node]);
  for (const index of kept) {
    const fact = facts[index];
    if (isFigure(fact) && fact.from === node) continue; // they have a place of their own
    const key = `${fact.relation === OPEN ? "~" : fact.relation} ${fact.from === node ? 0 : 1}`; // open ones come last
    groups.set(key, [...(groups.get(key) ?? []), index]);
  }
  const parts = [
    kindLine(glyph(entity), named(className(entity.type))),
    heading(named(entity.label)),
  ];
  if (entity.aliases.length) parts.push(element("p", { class: "quiet" }, "also ", ...listed(entity.aliases)));
  parts.push(entityActions(node), ...note);
  const figured = kept.filter((index) => isFigure(facts[index]) && facts[index].from === node);
  for (const key of [...groups.keys()].sort()) {
    const group = groups.get(key).sort((a, b) => byDate(facts[a], facts[b]));
    const incoming = key.endsWith("1");
    const relation = named(plain(facts[group[0]].relation));
    parts.push(element("h3", {}, incoming ? "← " : "", relation, incoming ? hidden(" this") : "", ` (${group.length})`));
    parts.push(rows(group, (index) => factRow(index, node)));
  }
  parts.push(...figureDetails(figured));
  parts.push(element("p", { class: "fine" }, element("code", {}, named(entity.iri))));
  return parts;
}

function listed(words) {
  return words.flatMap((word, place) => (place ? [", ", named(word)] : [named(word)]));
}

function byDate(a, b) {
  const [first, second] = [dateOf(a)?.date ?? "", dateOf(b)?.date ?? ""];
  return first < second ? 1 : first > second ? -1 : a.index - b.index;
}

function entityActions(node) {
  const actions = element("div", { class: "actions" });
  if (state.focus !== node) actions.append(button("Show neighbourhood", () => focusOn(node)));
  actions.append(button("Path to …", () => choosePathFrom(node)));
  return actions;
}

/** What the details are about, and the way back. */
function kindLine(...children) {
  const back = canGoBack() ? [button("← Back", goBack, { class: "plain" })] : [];
  return element("p", { class: "kind" }, element("span", { class: "words" }, ...children), ...back);
}

// ---- one fact

function factDetails(index) {
  const fact = facts[index];
  const object = fact.value ? element("strong", {}, named(objectName(fact))) : entityButton(fact.to);
  const parts = [
    kindLine("Fact"),
    element("h2", { tabindex: "-1", class: "claim" }, entityButton(fact.from), " ", named(fact.label), " ", object),
    factChips(fact),
    factTable(fact),
  ];
  parts.push(element("h3", {}, plural(fact.evidence.length, "sentence"), fact.evidence.length === 1 ? " says so" : " say so"));
  parts.push(...evidenceCards(fact));
  parts.push(decisionPart(fact));
  parts.push(...related("In the same sentence", sameSentence(fact)), ...related("Also between the two", sameEnds(fact)));
  parts.push(element("p", { class: "fine" }, "Fact ", element("code", {}, named(fact.key))));
  return parts;
}

function entityButton(node) {
  return button(named(nodes[node].label), () => openView({ kind: "entity", index: node }), { class: "plain" });
}

function factChips(fact) {
  const documents = new Set(fact.evidence.map((e) => DATA.sentences[e.i][0])).size;
  const chips = [
    element("span", { class: `chip status-${STATUSES.indexOf(fact.status) < 0 ? "" : fact.status}` }, stroke(fact.status), fact.status),
    element("span", { class: "chip" }, `confidence ${fact.confidence}%`),
  ];
  if (documents > 1) chips.push(element("span", { class: "chip" }, plural(documents, "document")));
  if (documents > fact.sources) chips.push(element("span", { class: "chip" }, plural(fact.sources, "independent source")));
  return element("div", { class: "chips" }, ...chips);
}

/** Everything about the fact that is not in its claim, one line each. */
function factTable(fact) {
  const table = element("dl");
  const line = (term, ...values) => table.append(element("dt", {}, term), element("dd", {}, ...values));
  if (fact.label !== plain(fact.relation)) line(fact.relation === OPEN ? "told" : "relation", named(plain(fact.relation)));
  const speakers = speakersOf(fact);
  if (speakers.length) line("according to", ...listed(speakers));
  const qualifiers = qualifiersOf(fact);
  if (!qualifiers.has("date") && dateOf(fact)) line("published", named(dateOf(fact).date));
  for (const [term, values] of qualifiers) line(named(QUALIFIER_NAMES.get(term) ?? plain(term)), ...listed(values));
  if (fact.value && fact.value.value !== objectName(fact)) line(named(fact.value.datatype), named(fact.value.value));
  return table;
}

function evidenceCards(fact) {
  const cards = fact.evidence.map((e) => evidenceCard(fact, e));
  if (cards.length <= 12) return cards;
  const more = button(`Show ${cards.length - 12} more sentences`, () => more.replaceWith(...cards.slice(12)));
  return [...cards.slice(0, 12), more];
}

function evidenceCard(fact, e) {
  const document = documentOf(e);
  const from = element("p", { class: "from" });
  const pieces = [link(document.title ?? document.id ?? "untitled", document.url)];
  if (document.source) pieces.push(named(document.source));
  if (document.date) pieces.push(named(document.date));
  pieces.forEach((piece, place) => from.append(...(place ? [" · ", piece] : [piece])));
  const card = element("div", { class: "evidence" }, marked(DATA.sentences[e.i][1], e), from);
  if (fact.evidence.length > 1) card.append(evidenceTable(fact, e));
  const sure = fact.evidence.length > 1 ? `confidence ${e.c}% · ` : "";
  card.append(element("p", { class: "from" }, sure, "rule ", element("code", {}, named(DATA.rules[e.u]))));
  return card;
}

/** What one sentence says otherwise than the others of its fact. */
function evidenceTable(fact, e) {
  const table = element("dl");
  const line = (term, value) => table.append(element("dt", {}, term), element("dd", {}, named(value)));
  if (e.l) line("words", e.l);
  if (e.st !== undefined) line("status", STATUSES[e.st]);
  const everybody = (same) => fact.evidence.every(same);
  if (e.by && !everybody((other) => other.by === e.by)) line("according to", e.by);
  for (const [term, value] of e.q ?? []) {
    const shared = everybody((other) => (other.q ?? []).some(([t, v]) => t === term && v === value));
    if (!shared) line(named(QUALIFIER_NAMES.get(term) ?? plain(term)), value);
  }
  return table.children.length ? table : "";
}

/** The sentence with the words of the subject and of the object marked; spans count code points. */
function marked(text, e) {
  const characters = Array.from(text);
  const inside = (spans, at) => spans.some(([start, end]) => at >= start && at < end);
  const kinds = characters.map((_, at) => (inside(e.s, at) ? 1 : 0) + (inside(e.o, at) ? 2 : 0));
  const quote = element("blockquote", { dir: "auto" });
  for (let start = 0; start < characters.length; ) {
    let end = start + 1;
    while (end < characters.length && kinds[end] === kinds[start]) end += 1;
    const words = characters.slice(start, end).join("");
    const kind = ["", "subject", "object", "both"][kinds[start]];
    quote.append(kind ? element("mark", { class: kind, title: kind === "both" ? "subject and object" : kind }, words) : words);
    start = end;
  }
  return quote;
}

function related(title, indexes) {
  const { kept, note } = sureOnes(indexes);
  return indexes.length ? [element("h3", {}, title), rows(kept, (index) => factRow(index)), ...note] : [];
}

function sameSentence(fact) {
  const found = new Set(fact.evidence.flatMap((e) => factsOfSentence(e.i)));
  found.delete(fact.index);
  return [...found];
}

function sameEnds(fact) {
  const same = (other) => other.index !== fact.index && !other.value && otherEnd(fact, fact.from) === otherEnd(other, fact.from);
  return fact.value ? [] : factsOf[fact.from].filter((index) => same(facts[index]));
}

// ---- one sentence

function sentenceDetails(sentence) {
  const [document, text] = DATA.sentences[sentence];
  const { title, id, url, source, date } = DATA.documents[document];
  const from = element("p", { class: "from" }, link(title ?? id ?? "untitled", url));
  for (const word of [source, date]) if (word) from.append(" · ", named(word));
  const found = factsOfSentence(sentence);
  const { kept, note } = sureOnes(found);
  return [
    kindLine("Sentence"),
    heading(`It says ${plural(found.length, "thing")}`),
    element("div", { class: "evidence" }, element("blockquote", { dir: "auto" }, text), from),
    rows(kept, (index) => factRow(index)),
    ...note,
  ];
}
