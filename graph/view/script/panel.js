// The side panel: an overview, or the facts, quotes and neighbours of the chosen node or edge.

/* global document */

const OVERVIEW_NAMES = 8;

function createPanel(panel, model) {
  function refresh() {
    const { node, edge } = model.state;
    const parts = node ? aboutNode(node, model) : edge ? aboutEdge(edge, model) : overview(model);
    const focused = panel.contains(document.activeElement) ? document.activeElement.dataset.steps : null;
    replaceContent(panel, ...parts);
    panel.scrollTop = 0;
    if (focused) panel.querySelector(`[data-steps="${focused}"]`)?.focus({ preventScroll: true });
  }

  function reveal() {
    const heading = panel.querySelector("h2");
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "nearest" });
  }
  return { refresh, reveal };
}

function overview(model) {
  const [nodes, links] = [model.nodes.length, model.edges.length];
  const counts = [
    model.say(nodes === 1 ? "nodes_one" : "nodes_many", { count: model.number(nodes) }),
    model.say(links === 1 ? "links_one" : "links_many", { count: model.number(links) }),
  ];
  return [
    element("h2", { tabindex: -1 }, model.say("overview")),
    element("p", { class: "figures" }, counts.join(", ")),
    element("p", {}, model.say("overview_hint")),
    element("h3", {}, model.say("most_connected")),
    element("ul", { class: "names" }, ...model.strongest().slice(0, OVERVIEW_NAMES).map((node) =>
      element("li", {}, nameButton(node, model), element("span", { class: "aside", title: model.say("weight") }, model.number(model.strength(node)))))),
    element("p", { class: "quiet keys" }, model.say("keys_hint")),
  ];
}

function aboutNode(node, model) {
  const figures = [`${model.say("links")}: ${model.number(model.links(node).length)}`, `${model.say("weight")}: ${model.number(model.strength(node))}`];
  if (node.province) figures.unshift(`${model.say("province")}: ${node.province}`);
  if (node.community !== null) figures.push(model.communityName(node.community));
  return [
    closeButton(model),
    element("p", { class: "kind" }, swatch(model.sign(node)), model.kindName(node)),
    element("h2", { tabindex: -1 }, node.label),
    element("p", { class: "figures" }, ...figures.map((figure) => element("span", {}, figure))),
    stepsAround(node, model),
    ...factsOf(node, model),
    ...neighboursOf(node, model),
  ];
}

// Buttons that show only what is near the node; none where nothing is.
function stepsAround(node, model) {
  if (!node.links.some(({ other }) => other !== node)) return null;
  const now = model.state.centre === node ? model.state.steps : model.state.steps ? null : 0;
  const button = (steps, words) => element("button", {
    type: "button", "data-steps": steps, "aria-pressed": String(now === steps),
    onclick: () => model.change(steps ? { centre: node, steps } : WHOLE),
  }, words);
  return element("div", { class: "near" },
    element("span", { class: "aside" }, model.say("near")),
    element("div", { class: "choice", role: "group", "aria-label": model.say("near") },
      button(1, model.say("one_step")), button(2, model.say("two_steps")), button(0, model.say("all_steps"))));
}

function aboutEdge(edge, model) {
  return [
    closeButton(model),
    element("p", { class: "kind" }, model.say("link")),
    element("h2", { tabindex: -1 }, model.relation(edge)),
    element("div", { class: "ends" }, nameButton(edge.from, model), element("span", { class: "arrow", "aria-hidden": "true" }, model.directed ? "↓" : "↕"), nameButton(edge.to, model)),
    element("p", { class: "figures" }, `${model.say("weight")}: ${model.number(model.weight(edge))}`),
    ...partsOf(edge, model),
    ...factsOf(edge, model),
  ];
}

// The parallel edges behind a drawn one, each with its date.
function partsOf(edge, model) {
  const parts = model.parts(edge);
  const dated = parts.length > 1 || parts[0].date;
  if (!dated) return [];
  const rows = parts.map((part) => element("li", {}, part.label || model.say("no_label"),
    part.date ? element("span", { class: "aside" }, model.date(part.date)) : null));
  const heading = parts.length > 1 ? model.say("bundle", { count: model.number(parts.length) }) : model.say("dates");
  return [element("h3", {}, heading), element("ul", { class: "parts" }, ...rows)];
}

function factsOf(thing, model) {
  const heading = element("h3", {}, model.say("facts"));
  if (!thing.facts.length) return [heading, element("p", { class: "quiet" }, model.say("facts_none"))];
  return [heading, ...thing.facts.map((fact) => element("article", { class: "fact" },
    element("p", { class: "sentence" }, model.inLanguage(fact.sentence)),
    ...fact.quotes.map((quote) => quoted(quote, model))))];
}

function quoted(quote, model) {
  const source = safeLink(quote.source_url, quote.source_title, model);
  const bad = quote.source_url && !source ? model.say("no_link", { url: quote.source_url }) : null;
  const host = source ? webAddress(quote.source_url).hostname : null;
  const place = model.say("place", { start: model.number(quote.start), end: model.number(quote.end) });
  const confidence = model.say("confidence", { percent: model.percent(quote.confidence) });
  return element("figure", {},
    element("blockquote", { lang: "id" }, quote.text),
    element("figcaption", {},
      element("cite", {}, source || quote.source_title),
      element("span", { class: "meta" }, ...[host, bad, quote.published && model.date(quote.published)].filter(Boolean).map((note) => element("span", {}, note))),
      element("span", { class: "meta" }, element("meter", { min: 0, max: 1, value: quote.confidence, "aria-hidden": "true" }), element("span", {}, confidence), element("span", {}, place))));
}

function neighboursOf(node, model) {
  const links = model.links(node);
  const heading = element("h3", {}, model.say("neighbours"));
  if (!links.length) return [heading, element("p", { class: "quiet" }, model.say("neighbours_none"))];
  return [heading, element("ul", { class: "names" }, ...links.map(({ edge, other }) =>
    element("li", {}, nameButton(other, model), linkButton(node, edge, other, model))))];
}

function linkButton(node, edge, other, model) {
  const way = model.directed ? (edge.from === node ? "→ " : "← ") : "";
  const choose = () => model.chooseEdge(edge, { reveal: true });
  const label = model.say("show_link", { name: other.label });
  return element("button", { type: "button", class: "link", onclick: choose, title: label, "aria-label": `${model.relation(edge)}. ${label}` }, way + model.relation(edge) + model.times(edge));
}

function nameButton(node, model) {
  const choose = () => model.chooseNode(node, { focus: true, reveal: true });
  return element("button", { type: "button", class: "name", onclick: choose, "data-node": node.id }, swatch(model.sign(node)), element("span", {}, node.label));
}

function closeButton(model) {
  const close = () => {
    model.chooseNothing();
    document.getElementById(model.state.view === "table" ? "panel" : "canvas").focus({ preventScroll: true });
  };
  return element("button", { type: "button", class: "close", onclick: close, "aria-label": model.say("close"), title: model.say("close") }, "×");
}
