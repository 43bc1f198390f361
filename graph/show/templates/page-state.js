// What the reader has chosen, and which facts and entities that lets through.

const state = {
  types: new Set(nodes.map((node) => node.type)), // classes let through
  relations: new Set(facts.map((fact) => fact.relation).filter((relation) => relation !== OPEN)),
  wording: facts.every((fact) => fact.relation === OPEN) ? "all" : "typed", // or "all", "open": whose words relate two
  statuses: new Set(facts.map((fact) => fact.status)),
  dates: null, // {from, to} in days since 1970 where only a stretch of time is let through
  sources: 1, // how many independent sources a fact must have
  sure: DATA.least, // how many percent sure a fact must be
  colour: "class", // or "community": what the colours of entities say
  path: null, // {from, to} where the way from one entity to another is shown
  focus: null, // entity whose neighbourhood is shown
  hops: 1,
  everything: nodes.length <= 300, // else only the most connected are drawn in full
  extra: new Set(), // entities drawn in full because the reader asked for them
  view: { kind: "home", index: -1 }, // what the details show
};

/** Entities drawn in full: in the overview of a large graph, when asked for all, and at the very most. */
const OVERVIEW_NODES = 150;
const MOST_NODES = 600;

const factShown = new Uint8Array(facts.length);
const nodeShown = new Uint8Array(nodes.length);
const shown = { facts: 0, nodes: 0 };

for (const fact of facts) fact.sources = sourcesOf(fact);
const MOST_SOURCES = facts.reduce((most, fact) => Math.max(most, fact.sources), 1);

/** The choices of the filter by confidence, in percent. */
const SURE_STEPS = [...new Set([0, DATA.least, 80, 90])].sort((a, b) => a - b);

const sureEnough = (fact) => fact.confidence >= state.sure;

/** How many facts the filter by confidence alone keeps back. */
const hiddenAsUnsure = () => facts.reduce((sum, fact) => sum + (sureEnough(fact) ? 0 : 1), 0);

/** The choices of the filter by sources. */
const SOURCE_STEPS = [1, 2, 3, 5, 10, 20].filter((step) => step <= MOST_SOURCES);

function passes(fact) {
  const { dates } = state;
  return passesUndated(fact) && (dates === null || (fact.days !== null && fact.days[1] >= dates.from && fact.days[0] <= dates.to));
}

/** Whether all filters but that of time let a fact through. */
function passesUndated(fact) {
  return (
    fact.sources >= state.sources &&
    sureEnough(fact) &&
    passesWording(fact) &&
    state.statuses.has(fact.status) &&
    state.types.has(nodes[fact.from].type) &&
    (fact.to < 0 || state.types.has(nodes[fact.to].type))
  );
}

/** Whether a fact is in a relation that is let through, or in the text's own words where those are. */
function passesWording(fact) {
  return fact.relation === OPEN ? state.wording !== "typed" : state.wording !== "open" && state.relations.has(fact.relation);
}

function applyFilters() {
  nodeShown.fill(0);
  shown.facts = 0;
  for (const fact of facts) {
    const good = passes(fact);
    factShown[fact.index] = good ? 1 : 0;
    if (!good) continue;
    shown.facts += 1;
    nodeShown[fact.from] = 1;
    if (fact.to >= 0) nodeShown[fact.to] = 1;
  }
  shown.nodes = nodeShown.reduce((sum, one) => sum + one, 0);
}

// ---- what colours say

const COMMUNITY_COLOURS = ["#3b7dd8", "#e07b39", "#2e9e6b", "#c9465b", "#8a63c9", "#a57c2c", "#d16ba5", "#2aa3b0", "#7d8b2f", "#5b6b8c"];
const OTHER_COMMUNITY = "#9aa3ad";

/** Communities of more than two entities that have a colour of their own: {number, size, head: most connected entity}. */
const communities = [];
nodes.forEach((node, index) => {
  const known = communities[node.community];
  if (known) known.size += 1;
  else communities[node.community] = { number: node.community, size: 1, head: index };
});
const coloured = communities.filter(({ number, size }) => number < COMMUNITY_COLOURS.length && size > 2);

function communityColour(number) {
  return communities[number].size > 2 ? (COMMUNITY_COLOURS[number] ?? OTHER_COMMUNITY) : OTHER_COMMUNITY;
}

function colourOf(index) {
  return state.colour === "community" ? communityColour(nodes[index].community) : nodes[index].color;
}

/** Entities of the overview that are drawn in full: the most connected, and those asked for. */
function overviewNodes() {
  const limit = state.everything ? MOST_NODES : OVERVIEW_NODES;
  const chosen = new Set();
  for (const node of state.extra) if (nodeShown[node]) chosen.add(node);
  for (let node = 0; node < nodes.length && chosen.size < limit; node += 1) if (nodeShown[node]) chosen.add(node);
  return [...chosen].sort((a, b) => a - b);
}

/** Facts between any two of these entities. */
function factsAmong(chosen) {
  const inside = new Set(chosen);
  const found = [];
  for (const node of chosen) {
    for (const index of factsOf[node]) {
      const fact = facts[index];
      if (factShown[index] && fact.from === node && inside.has(fact.to)) found.push(fact);
    }
  }
  return found;
}
