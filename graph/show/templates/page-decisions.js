// What the reader decides: this fact is right, this one is wrong, and why. Kept in the browser where it lets a page keep
// something, and handed over as a decisions.csv that newsweave reads; a served page can send the same lines instead.

/** Fact key → {decision: "confirm" | "reject", why, when}. */
const decided = new Map();
const DECISION_WORDS = new Map([["confirm", "right"], ["reject", "wrong"]]);
const COLUMNS = "id decision fact subject relation object document sentence field value rule who when why".split(" ");
const PLACE = `newsweave decisions ${location.pathname}`;
let decider = "";

/** Take up what an earlier visit decided of facts that this page has; pages in a frame or a file may keep nothing. */
function recallDecisions() {
  try {
    const kept = JSON.parse(localStorage.getItem(PLACE) ?? "{}");
    decider = String(kept.who ?? "");
    for (const [key, { decision, why, when }] of kept.facts ?? []) {
      if (factOfKey.has(key) && DECISION_WORDS.has(decision)) decided.set(key, { decision, why: String(why), when: String(when) });
    }
  } catch { /* nothing kept, or not by this page */ }
}

function keepDecisions() {
  try {
    localStorage.setItem(PLACE, JSON.stringify({ who: decider, facts: [...decided] }));
  } catch { /* they stay as long as the page is open */ }
}

/** Decide on a fact; the same decision again takes it back. */
function decide(fact, decision, why) {
  if (decided.get(fact.key)?.decision === decision) decided.delete(fact.key);
  else decided.set(fact.key, { decision, why, when: `${new Date().toISOString().slice(0, 19)}Z` });
  keepDecisions();
}

/** The part of a fact's details where it is decided. */
function decisionPart(fact) {
  const why = element("input", { type: "text", id: "why", maxlength: "500", autocomplete: "off" });
  const who = element("input", { type: "text", id: "who", maxlength: "100", autocomplete: "off" });
  why.value = decided.get(fact.key)?.why ?? "";
  who.value = decider;
  const said = element("p", { class: "quiet", role: "status" });
  const choices = [...DECISION_WORDS].map(([decision, word]) => {
    const made = button(word.charAt(0).toUpperCase() + word.slice(1), () => { decide(fact, decision, why.value.trim()); show(); }, { "data-decision": decision });
    return { made, decision };
  });
  const hand = element("div", { class: "actions" });
  const show = () => {
    const now = decided.get(fact.key)?.decision;
    for (const { made, decision } of choices) made.setAttribute("aria-pressed", String(decision === now));
    said.textContent = now ? `Marked as ${DECISION_WORDS.get(now)}.` : "";
    hand.replaceChildren(...(decided.size ? handingOver(said) : []));
  };
  why.addEventListener("input", () => {
    const now = decided.get(fact.key);
    if (now) now.why = why.value.trim();
    keepDecisions();
  });
  who.addEventListener("input", () => { decider = who.value.trim(); keepDecisions(); });
  show();
  return element("section", { class: "decide", "aria-label": "Is this right?" },
    element("h3", {}, "Is this right?"),
    element("div", { class: "actions", role: "group", "aria-label": "This fact is" }, ...choices.map(({ made }) => made)),
    element("label", { for: "why" }, "Why (optional)"), why, element("label", { for: "who" }, "Your name (optional)"), who, said, hand);
}

/** Press one of the two buttons of the fact that the details show, if they show one. */
function pressDecision(decision) {
  panel.querySelector(`.decide [data-decision="${decision}"]`)?.click();
}

// ---- handing over

function handingOver(said) {
  const save = button(`Save decisions.csv (${decided.size})`, () => { saveDecisions(); said.textContent = "Put the file beside the graph: newsweave decisions KG --add decisions.csv"; });
  return DATA.decisions ? [...sending(said), save] : [save];
}

function decisionLines() {
  return [...decided].map(([fact, { decision, why, when }]) => ({ decision, fact, who: decider, when, why }));
}

/** A cell of a CSV file; what a spreadsheet would run as a formula is text behind an apostrophe. */
function cell(text) {
  const safe = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function saveDecisions() {
  const lines = [COLUMNS, ...decisionLines().map((line) => COLUMNS.map((column) => cell(line[column] ?? "")))];
  handOver("decisions.csv", new Blob([lines.map((line) => `${line.join(",")}\n`).join("")], { type: "text/csv" }));
}

// ---- sending, where newsweave serve --decisions gives the page

let token = "";

function sending(said) {
  const secret = element("input", { type: "password", id: "token", autocomplete: "off" });
  secret.value = token;
  secret.addEventListener("input", () => { token = secret.value.trim(); });
  const send = button(`Write to the graph (${decided.size})`, async () => {
    said.textContent = "Writing …";
    said.textContent = await sendDecisions().catch((error) => error.message);
  });
  return [element("label", { for: "token" }, "Token that newsweave serve printed"), secret, send];
}

async function sendDecisions() {
  const headers = { "Content-Type": "application/json", "X-Newsweave-Token": token };
  const answer = await fetch(DATA.decisions, { method: "POST", headers, body: JSON.stringify({ decisions: decisionLines() }) });
  const text = (await answer.text()).trim();
  if (!answer.ok) throw new Error(text);
  decided.clear();
  keepDecisions();
  return "Written. Load the page again to see the graph as decided.";
}
