// Search over names, aliases, what facts say, and sentences. All words must be found; the list is used by keyboard too.

const query = byId("query");
const hits = byId("hits");
const SEARCH_WORDS = query.placeholder;
const SEARCH_LIMITS = { entity: 8, fact: 6, sentence: 6 };

/** Letters that Unicode does not take apart (spelling.py has the same). */
const LETTERS = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ı: "i", ħ: "h", ŧ: "t", ŋ: "n", ß: "ss", "&": "and" };

/** Letters without case and accents, so that "cafe" finds "Café", "sondre" "Søndre", "a and b" "A & B". */
function folded(text) {
  const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return plain.replace(/[øłđðþæœıħŧŋß&]/g, (letter) => LETTERS[letter]);
}

/** What is searched, folded; made at the first search, because most of it is sentences. */
let searchable = null;
function makeSearchable() {
  searchable ??= {
    entity: nodes.map((node) => [folded(node.label), ...node.aliases.map(folded)].join("\n")),
    fact: facts.map((fact) => folded(`${nodes[fact.from].label} ${fact.label} ${plain(fact.relation)} ${objectName(fact)}`)),
    sentence: DATA.sentences.map(([, text]) => folded(text)),
  };
}

/** Lower is better: a name that is what was asked, that begins with it, with a word that begins with it, the rest. */
function rankOf(text, wanted) {
  const lines = text.split("\n");
  if (lines[0] === wanted) return 0;
  if (lines.includes(wanted)) return 1;
  if (lines[0].startsWith(wanted)) return 2;
  return lines.some((line) => ` ${line}`.includes(` ${wanted}`)) ? 3 : 4;
}

/** Indexes of the best matches of one kind. */
function matches(kind, wanted) {
  const words = wanted.split(/\s+/);
  const found = [];
  searchable[kind].forEach((text, index) => {
    if (kind === "fact" && !sureEnough(facts[index])) return;
    if (words.every((word) => text.includes(word))) found.push(index);
  });
  if (kind === "entity") {
    const rank = new Map(found.map((index) => [index, rankOf(searchable.entity[index], wanted)]));
    found.sort((a, b) => rank.get(a) - rank.get(b) || a - b);
  }
  return found;
}

function search() {
  const wanted = folded(query.value).trim();
  if (!wanted) {
    closeHits();
    return;
  }
  makeSearchable();
  const groups = [];
  const kinds = [["entity", "Entities"], ["fact", "Facts"], ["sentence", "Sentences"]];
  for (const [kind, title] of pathFrom === null ? kinds : kinds.slice(0, 1)) {
    const found = matches(kind, wanted);
    if (!found.length) continue;
    const heading = element("h3", { id: `hits-${kind}`, role: "presentation" }, `${title} (${found.length})`);
    const options = found.slice(0, SEARCH_LIMITS[kind]).map((index) => option(kind, index, wanted));
    groups.push(element("div", { role: "group", "aria-labelledby": `hits-${kind}` }, heading, ...options));
  }
  hits.replaceChildren(...(groups.length ? groups : [element("p", { role: "status" }, "Nothing found")]));
  hits.hidden = false;
  query.setAttribute("aria-expanded", "true");
  choose(0);
}

function option(kind, index, wanted) {
  const words = element("span", { class: "words" });
  const made = element("div", { role: "option", id: `hit-${kind}-${index}`, "aria-selected": "false" });
  if (kind === "entity") {
    made.append(glyph(nodes[index]));
    const alias = nodes[index].aliases.find((a) => folded(a).includes(wanted));
    const other = !folded(nodes[index].label).includes(wanted) && alias ? [" also ", named(alias), ","] : [];
    words.append(named(nodes[index].label), element("span", { class: "quiet" }, ...other, " ", named(className(nodes[index].type))));
  } else if (kind === "fact") {
    const fact = facts[index];
    words.append(named(nodes[fact.from].label), " ", element("span", { class: "quiet" }, named(fact.label)), " ", named(objectName(fact)));
  } else {
    words.append(named(excerpt(DATA.sentences[index][1], wanted)));
  }
  made.append(words);
  made.addEventListener("click", () => follow(kind, index));
  return made;
}

/** The part of a sentence around the first word that was asked for. */
function excerpt(text, wanted) {
  const characters = Array.from(text);
  const at = text.toLowerCase().indexOf(wanted.split(/\s+/)[0]);
  const start = at < 70 ? 0 : Array.from(text.slice(0, at)).length - 50;
  const part = characters.slice(start, start + 150).join("");
  return (start ? "…" : "") + part + (start + 150 < characters.length ? "…" : "");
}

function follow(kind, index) {
  closeHits();
  const from = pathFrom;
  endPathChoice();
  if (from !== null && kind === "entity" && index !== from) showPath(from, index);
  else if (kind === "entity") focusOn(index);
  else if (kind === "fact") openView({ kind: "fact", index });
  else openSentence(index);
  focusDetails();
}

/** A sentence that says one thing leads to that fact at once. */
function openSentence(sentence) {
  const found = factsOfSentence(sentence);
  openView(found.length === 1 ? { kind: "fact", index: found[0] } : { kind: "sentence", index: sentence });
}

function closeHits() {
  hits.hidden = true;
  hits.replaceChildren();
  query.setAttribute("aria-expanded", "false");
  query.removeAttribute("aria-activedescendant");
}

function optionsNow() {
  return [...hits.querySelectorAll("[role=option]")];
}

function choose(place) {
  const options = optionsNow();
  options.forEach((one, at) => one.setAttribute("aria-selected", String(at === place)));
  if (!options[place]) return;
  query.setAttribute("aria-activedescendant", options[place].id);
  options[place].scrollIntoView({ block: "nearest" });
}

function onSearchKey(event) {
  const options = optionsNow();
  const place = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") choose((place + 1) % options.length);
  else if (event.key === "ArrowUp") choose((place - 1 + options.length) % options.length);
  else if (event.key === "Enter") options[Math.max(place, 0)]?.click();
  else if (event.key === "Escape") {
    closeHits();
    endPathChoice();
  }
  else return;
  event.preventDefault();
  event.stopPropagation();
}

query.addEventListener("input", search);
query.addEventListener("focus", search);
query.addEventListener("keydown", onSearchKey);
document.addEventListener("click", (event) => {
  if (!event.target.closest(".search")) closeHits();
});
