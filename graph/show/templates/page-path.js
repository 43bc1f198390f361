// The shortest way between two entities, by the facts that the filters let through.

const STRENGTH = new Map([["asserted", 5], ["reported", 3], ["planned", 2], ["possible", 1], ["negated", 0]]);

/** Entity from which a path is being chosen: the search then asks where to. */
let pathFrom = null;

function choosePathFrom(node) {
  pathFrom = node;
  query.value = "";
  askFor(`Path from ${isolated(shortened(nodes[node].label, 40))} to …`);
  query.focus();
  search();
}

function endPathChoice() {
  pathFrom = null;
  askFor(SEARCH_WORDS);
}

/** Say in the search field what is wanted, to those who see it and to those who hear it. */
function askFor(words) {
  query.placeholder = words;
  query.setAttribute("aria-label", words);
}

/** Facts between two entities that the filters let through, the strongest first. */
function factsBetween(a, b) {
  const strength = (index) => STRENGTH.get(facts[index].status) * 1000 + facts[index].evidence.length;
  return factsOf[a]
    .filter((index) => factShown[index] && !facts[index].value && otherEnd(facts[index], a) === b)
    .sort((one, other) => strength(other) - strength(one) || one - other);
}

/**
 * Entities from one to the other, by as few facts as possible, or null. Of ways of equal length the one whose facts are
 * surest is taken, then the one through the more connected entities.
 */
function shortestPath(from, to) {
  const best = new Map([[from, { distance: 0, score: 0, before: -1 }]]);
  let layer = [from];
  while (layer.length && !best.has(to)) {
    const next = new Set();
    const distance = best.get(layer[0]).distance + 1;
    for (const node of layer) {
      for (const index of factsOf[node]) {
        const fact = facts[index];
        if (fact.value || !factShown[index]) continue;
        const other = otherEnd(fact, node);
        const score = best.get(node).score + STRENGTH.get(fact.status);
        const known = best.get(other);
        if (known && (known.distance < distance || known.score >= score)) continue;
        best.set(other, { distance, score, before: node });
        next.add(other);
      }
    }
    layer = [...next].sort((a, b) => a - b);
  }
  if (!best.has(to)) return null;
  const path = [to];
  while (path[0] !== from) path.unshift(best.get(path[0]).before);
  return path;
}

/** Positions of a path: a chain from left to right, in a slight zigzag so that names have room. */
function pathPositions(path, room) {
  const gap = 300;
  const rise = path.length > 2 ? Math.min(130, (room.height / room.width) * gap * 0.5) : 0;
  return new Map(path.map((node, place) => [node, { x: place * gap, y: (place % 2 ? 1 : -1) * rise, side: 0 }]));
}

function showPath(from, to) {
  openView({ kind: "path", index: from, to }, null, { from, to });
}

function pathDetails({ index: from, to }) {
  const path = shortestPath(from, to);
  const ends = [entityButton(from), " to ", entityButton(to)];
  const parts = [kindLine("Path"), element("h2", { tabindex: "-1", class: "claim" }, ...ends)];
  if (!path) return [...parts, element("p", {}, "No facts that the filters let through lead from one to the other.")];
  parts.push(element("p", { class: "quiet" }, plural(path.length - 1, "step")));
  for (let place = 1; place < path.length; place += 1) {
    const found = factsBetween(path[place - 1], path[place]);
    parts.push(element("h3", {}, named(nodes[path[place - 1]].label), " – ", named(nodes[path[place]].label)));
    parts.push(rows(found, (index) => factRow(index)));
  }
  return parts;
}
