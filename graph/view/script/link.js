// The state of the page in its address, after the #: written whenever it changes, read when the page opens or the
// address is changed by hand. Whatever cannot be understood there is passed over.

/* global history, location, navigator, URLSearchParams */

const LONGEST = 4000; // letters of an address that are read

// The state as "#view=map&hide=agency&node=…": only what differs from how the page opens; "" when nothing does.
function addressOf(model, opening) {
  const { state } = model;
  const said = new URLSearchParams();
  const add = (key, value) => {
    if (value !== null && value !== "" && value !== 0) said.append(key, String(value));
  };
  if (state.language !== opening.language) add("lang", state.language);
  if (state.view !== opening.view) add("view", state.view);
  for (const kind of [...state.hidden].sort((a, b) => a - b)) add("hide", model.kinds[kind].name);
  if (state.colourBy !== "kind") add("colour", state.colourBy);
  for (const place of [...state.hiddenCommunities].sort((a, b) => a - b)) add("without", communityInAddress(place, model));
  for (const key of Object.keys(NO_FILTER)) add(key, state[key]);
  add("node", state.node?.id ?? null);
  add("steps", state.steps);
  if (state.steps && state.centre !== state.node) add("around", state.centre.id);
  const text = said.toString();
  return text && `#${text}`;
}

// The state that an address tells, as a patch of the whole state.
function stateOf(address, model, opening) {
  const said = new URLSearchParams(address.length <= LONGEST ? address.replace(/^#/, "") : "");
  const one = (key, known) => {
    const value = said.get(key);
    return value !== null && known(value) ? value : null;
  };
  const node = nodeNamed(said.get("node"), model);
  const centre = said.has("around") ? nodeNamed(said.get("around"), model) : node;
  const steps = centre ? Number(one("steps", (value) => value === "1" || value === "2")) : 0;
  const hidden = said.getAll("hide").map((name) => model.kinds.findIndex((kind) => kind.name === name));
  const communities = [NO_COMMUNITY, ...model.communities.keys()];
  return {
    language: one("lang", (value) => model.languages.includes(value)) || opening.language,
    view: one("view", (value) => value === "graph" || value === "table" || (value === "map" && model.map)) || opening.view,
    hidden: new Set(hidden.filter((kind) => kind >= 0)),
    colourBy: said.get("colour") === "community" && model.communities.length ? "community" : "kind",
    hiddenCommunities: new Set(communities.filter((place) => said.getAll("without").includes(communityInAddress(place, model)))),
    tier: one("tier", (value) => model.nodes.some((other) => other.tier === value)),
    province: one("province", (value) => model.nodes.some((other) => other.province === value)),
    topic: (said.get("topic") || "").slice(0, 200),
    ...yearsTold(said, model),
    node, edge: null, steps, centre: steps ? centre : null,
  };
}

function communityInAddress(place, model) {
  return place === NO_COMMUNITY ? "none" : String(model.communities[place].number);
}

function nodeNamed(id, model) {
  return model.nodes.find((node) => node.id === id) || null;
}

// Both years or none: what is missing or beyond the network's years is their end.
function yearsTold(said, { years }) {
  const year = (key) => (/^\d{4}$/.test(said.get(key) || "") ? Number(said.get(key)) : null);
  if (!years) return { from: null, to: null };
  const from = Math.max(years.first, year("from") ?? years.first);
  const to = Math.min(years.last, year("to") ?? years.last);
  return from <= to && (from > years.first || to < years.last) ? { from, to } : { from: null, to: null };
}

// Keeps the address: `write()` after each change.
function createLink(model, opening) {
  function write() {
    const hash = addressOf(model, opening);
    if (hash === location.hash) return;
    try {
      history.replaceState(null, "", hash || location.href.split("#")[0]);
    } catch {
      // A page inside another, as in a notebook, may not be allowed to; it goes without.
    }
  }

  function read(address = location.hash) {
    if (address.includes("=")) model.change(stateOf(address, model, opening), { opened: true });
  }

  // Whether the address is now in the clipboard.
  async function copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      return true;
    } catch {
      return false;
    }
  }
  return { write, read, copy };
}
