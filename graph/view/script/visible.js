// What is shown of the network: what the legend and the filters leave of it.

const NO_FILTER = { tier: null, province: null, topic: "", from: null, to: null };
const WHOLE = { centre: null, steps: 0 };

// { nodes: Set, parts: Map from each edge shown to those of its parts that are shown, undated: how many more edges
// would be shown if the years, `from` and `to`, were not narrowed and they had no date }.
function visible({ nodes, edges, state }) {
  const found = filtered({ nodes, edges, state });
  const { centre, steps } = state;
  if (!steps || !found.nodes.has(centre)) return found;
  const near = reached(centre, steps, found.parts);
  const parts = new Map([...found.parts].filter(([edge]) => near.has(edge.from) && near.has(edge.to)));
  return { ...found, nodes: near, parts };
}

// The nodes at most so many steps away, whatever the direction of the links shown.
function reached(centre, steps, parts) {
  const near = new Set([centre]);
  for (let step = 0; step < steps; step += 1) {
    for (const node of [...near]) {
      for (const { edge, other } of node.links) if (parts.has(edge)) near.add(other);
    }
  }
  return near;
}

function filtered({ nodes, edges, state }) {
  const kept = new Set(nodes.filter((node) => inLegend(node, state) && (!state.tier || node.tier === state.tier)));
  const { parts, undated } = partsShown(edges, kept, state);
  if (!filtering(state)) return { nodes: kept, parts, undated };
  const linked = new Set([...parts.keys()].flatMap((edge) => [edge.from, edge.to]));
  const alone = (node) => node.links.length === 0 && inProvince(node, state);
  return { nodes: new Set([...kept].filter((node) => linked.has(node) || alone(node))), parts, undated };
}

function filtering(state) {
  return Object.keys(NO_FILTER).some((key) => state[key] !== NO_FILTER[key]);
}

function inLegend(node, state) {
  return !hiddenGroups(state).has(groupOf(node, state));
}

function inProvince(node, state) {
  return !state.province || node.province === state.province;
}

// A province keeps its nodes' links with others too, and with them those others.
function partsShown(edges, kept, state) {
  const words = folded(state.topic).split(/\s+/).filter(Boolean);
  const onTopic = (part) => words.length === 0 || words.every((word) => folded(part.label).includes(word));
  const found = new Map();
  let undated = 0;
  for (const edge of edges) {
    if (!kept.has(edge.from) || !kept.has(edge.to)) continue;
    if (!inProvince(edge.from, state) && !inProvince(edge.to, state)) continue;
    const told = edge.parts.filter(onTopic);
    const parts = told.filter((part) => inYears(part, state));
    if (parts.length) found.set(edge, parts);
    else if (told.some((part) => yearOf(part) === null)) undated += 1;
  }
  return { parts: found, undated };
}

// Without narrowed years everything is in them, also what has no date.
function inYears(part, { from, to }) {
  if (from === null && to === null) return true;
  const year = yearOf(part);
  return year !== null && (from === null || year >= from) && (to === null || year <= to);
}

// The year of "2024", "2024-05" or "2024-05-02", with or without a time; null for anything else.
function yearOf(part) {
  const found = /^(\d{4})(?:-\d{2}){0,2}(?:T.*)?$/.exec(part.date || "");
  return found ? Number(found[1]) : null;
}

// The first and the last year of any link, null when there are not two.
function yearsOf(edges) {
  const years = edges.flatMap((edge) => edge.parts.map(yearOf)).filter((year) => year !== null);
  const [first, last] = years.reduce(([low, high], year) => [Math.min(low, year), Math.max(high, year)], [Infinity, -Infinity]);
  return first < last ? { first, last } : null;
}
