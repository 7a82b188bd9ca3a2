// The data, the state of the page and who wants to know when it changes.

/* global document, Intl */

const NEUTRAL = "#c9ccd2"; // of nodes that are in no community
const LEGEND_KEYS = ["colourBy", "hidden", "hiddenCommunities"];

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

  const state = { language: data.language, view: "graph", node: null, edge: null, colourBy: "kind",
    hidden: new Set(), hiddenCommunities: new Set(), ...NO_FILTER, ...WHOLE };
  const listeners = [];
  let shown = visible({ nodes, edges, state });

  const model = {
    nodes, edges, state, years: yearsOf(edges), map: createMap(nodes),
    languages: Object.keys(data.words), kinds: data.kinds, directed: data.directed, title: data.title, description: data.description,
    listen: (listener) => listeners.push(listener),
    // What is no longer shown is no longer chosen. Listeners find `shown` in a patch that changed what is shown.
    change(patch, how = {}) {
      Object.assign(state, patch);
      const whole = { ...patch };
      if (Object.keys(patch).some((key) => LEGEND_KEYS.includes(key) || key in NO_FILTER || key in WHOLE)) {
        shown = visible(model);
        whole.shown = true;
        if (state.centre && !model.seen(state.centre)) {
          Object.assign(state, WHOLE);
          Object.assign(whole, WHOLE);
        }
        if (state.node && !model.seen(state.node)) whole.node = state.node = null;
        if (state.edge && !model.edgeSeen(state.edge)) whole.edge = state.edge = null;
      }
      for (const listener of listeners) listener(whole, how);
    },
    chooseNode(node, how) {
      if (!model.seen(node)) reveal(node);
      model.change({ node, edge: null }, how);
    },
    chooseEdge: (edge, how) => model.change({ node: null, edge }, how),
    chooseNothing: (how) => model.change({ node: null, edge: null }, how),
    seen: (node) => shown.nodes.has(node),
    edgeSeen: (edge) => shown.parts.has(edge),
    counts: () => ({ nodes: shown.nodes.size, links: shown.parts.size, undated: shown.undated }),
    parts: (edge) => shown.parts.get(edge) || edge.parts,
    links: (node) => node.links.filter(({ edge }) => model.edgeSeen(edge)),
    weight: (edge) => model.parts(edge).reduce((sum, part) => sum + part.weight, 0),
    strength: (node) => model.links(node).reduce((sum, { edge, other }) => sum + model.weight(edge) * (other === node ? 2 : 1), 0),
    strongest() {
      const strength = new Map(nodes.filter(model.seen).map((node) => [node, model.strength(node)]));
      return [...strength.keys()].sort((a, b) => strength.get(b) - strength.get(a) || byLabel(a, b));
    },
    say: (key, values = {}) => filled(data.words[state.language][key], values),
    inLanguage: (words) => words[state.language],
    communities: data.communities.map((community) => ({ ...community, shape: "dot" })),
    noCommunity: { colour: NEUTRAL, shape: "dot" },
    communityName: (place) => model.say("community_number", { number: data.communities[place].number }),
    // The shape tells the kind; the colour that too, or the community.
    sign(node) {
      const kind = data.kinds[node.kind];
      if (state.colourBy === "kind") return kind;
      return { shape: kind.shape, colour: node.community === null ? NEUTRAL : data.communities[node.community].colour };
    },
    kindName: (node) => data.kinds[node.kind].label[state.language],
    number: (value) => new Intl.NumberFormat(state.language, { maximumFractionDigits: 2 }).format(value),
    percent: (value) => new Intl.NumberFormat(state.language, { style: "percent" }).format(value),
    date: (value) => spokenDate(value, state.language),
    label: (edge) => joined(model.parts(edge)),
    relation: (edge) => model.label(edge) || model.say("no_label"),
    times: (edge) => (model.parts(edge).length > 1 ? ` ×${model.parts(edge).length}` : ""),
  };

  // Take away what hides a node, and no more than that: its entry in the legend first, then the neighbourhood of another, then the filters.
  function reveal(node) {
    const hidden = new Set(state.hidden);
    if (hidden.delete(node.kind)) model.change({ hidden });
    const hiddenCommunities = new Set(state.hiddenCommunities);
    if (hiddenCommunities.delete(node.community ?? NO_COMMUNITY)) model.change({ hiddenCommunities });
    if (!model.seen(node)) model.change(WHOLE);
    if (!model.seen(node)) model.change(NO_FILTER);
  }
  return model;
}

function byLabel(a, b) {
  return a.label.localeCompare(b.label) || a.number - b.number;
}

function filled(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

// The different labels of parts, in order: "won, took part".
function joined(parts) {
  return [...new Set(parts.map((part) => part.label).filter(Boolean))].join(", ");
}

// "2024-05-02", with or without a time, as "2 May 2024", "2024-05" as "May 2024"; anything else as it stands.
function spokenDate(value, language) {
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2})(?:T.*)?)?$/.exec(value);
  if (!parts) return value;
  const day = new Date(Date.UTC(parts[1], parts[2] - 1, parts[3] || 1));
  const form = { year: "numeric", month: "long", day: parts[3] ? "numeric" : undefined, timeZone: "UTC" };
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, form).format(day);
}
