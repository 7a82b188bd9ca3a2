// The data, the state of the page and who wants to know when it changes.

/* global document, Intl */

function createModel() {
  const data = JSON.parse(document.getElementById("data").textContent);
  const factsOf = (thing) => thing.facts.map((place) => data.facts[place]);
  const nodes = data.nodes.map((node, number) => ({ ...node, number, links: [], facts: factsOf(node) }));
  const edges = data.edges.map((edge, number) => ({
    ...edge, number, from: nodes[edge.from], to: nodes[edge.to], facts: factsOf(edge),
  }));
  for (const edge of edges) {
    edge.from.links.push({ edge, other: edge.to });
    if (edge.to !== edge.from) edge.to.links.push({ edge, other: edge.from });
  }
  for (const node of nodes) node.links.sort((a, b) => b.edge.weight - a.edge.weight || byLabel(a.other, b.other));

  const state = { language: data.language, view: "graph", node: null, edge: null, hidden: new Set() };
  const listeners = [];

  const model = {
    nodes, edges, state,
    kinds: data.kinds, directed: data.directed, title: data.title, description: data.description,
    listen: (listener) => listeners.push(listener),
    change(patch, how = {}) {
      Object.assign(state, patch);
      for (const listener of listeners) listener(patch, how);
    },
    chooseNode(node, how) {
      const shown = new Set(state.hidden);
      if (shown.delete(node.kind)) model.change({ hidden: shown });
      model.change({ node, edge: null }, how);
    },
    chooseEdge: (edge, how) => model.change({ node: null, edge }, how),
    chooseNothing: (how) => model.change({ node: null, edge: null }, how),
    seen: (node) => !state.hidden.has(node.kind),
    edgeSeen: (edge) => model.seen(edge.from) && model.seen(edge.to),
    strongest: () => nodes.filter(model.seen).sort((a, b) => b.strength - a.strength || byLabel(a, b)),
    say: (key, values = {}) => filled(data.words[state.language][key], values),
    inLanguage: (words) => words[state.language],
    kindName: (node) => data.kinds[node.kind].label[state.language],
    number: (value) => new Intl.NumberFormat(state.language, { maximumFractionDigits: 2 }).format(value),
    percent: (value) => new Intl.NumberFormat(state.language, { style: "percent" }).format(value),
    date: (value) => spokenDate(value, state.language),
    relation: (edge) => relation(edge) || model.say("no_label"),
  };
  return model;
}

function byLabel(a, b) {
  return a.label.localeCompare(b.label) || a.number - b.number;
}

function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

// The different labels of an edge's parts, in order: "won, took part".
function relation(edge) {
  return [...new Set(edge.parts.map((part) => part.label).filter(Boolean))].join(", ");
}

// "2024-05-02", with or without a time, as "2 May 2024", "2024-05" as "May 2024"; anything else as it stands.
function spokenDate(value, language) {
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2})(?:T.*)?)?$/.exec(value);
  if (!parts) return value;
  const day = new Date(Date.UTC(parts[1], parts[2] - 1, parts[3] || 1));
  const form = { year: "numeric", month: "long", day: parts[3] ? "numeric" : undefined, timeZone: "UTC" };
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, form).format(day);
}
