// What the reader has chosen, and which facts and entities that lets through.

const state = {
  types: new Set(nodes.map((node) => node.type)), // classes let through
  relations: new Set(facts.map((fact) => fact.relation)),
  statuses: new Set(facts.map((fact) => fact.status)),
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

function passes(fact) {
  return (
    state.relations.has(fact.relation) &&
    state.statuses.has(fact.status) &&
    state.types.has(nodes[fact.from].type) &&
    (fact.to < 0 || state.types.has(nodes[fact.to].type))
  );
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
