// The page itself: which part is redrawn when what changes, the language, the views and the keys.

/* global document, window */

const model = createModel();
const at = (name) => document.getElementById(name);
const empty = model.nodes.length === 0;
at("empty").hidden = !empty;
at("tools").hidden = empty;
at("main").hidden = empty;

const parts = empty ? null : {
  scene: createScene(at("canvas"), model),
  panel: createPanel(at("panel"), model),
  legend: createLegend(at("legend"), model),
  table: createTable(at("table"), model),
  search: createSearch({ box: at("search"), list: at("results"), found: at("found") }, model),
};

function speak() {
  const { language } = model.state;
  document.documentElement.lang = language;
  document.title = model.inLanguage(model.title);
  at("title").textContent = model.inLanguage(model.title);
  at("description").hidden = !model.description;
  if (model.description) at("description").textContent = model.inLanguage(model.description);
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = model.say(one.dataset.word);
  for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", model.say(one.dataset.label));
  for (const one of document.querySelectorAll("[data-placeholder]")) one.placeholder = model.say(one.dataset.placeholder);
  press("languages", "language", language);
}

function press(group, key, value) {
  for (const button of at(group).querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset[key] === value));
}

function turn() {
  const { view } = model.state;
  at("graph").hidden = view !== "graph";
  at("table").hidden = view !== "table";
  press("views", "view", view);
}

model.listen((patch, how) => {
  const has = (...keys) => keys.some((key) => key in patch);
  if (has("language")) speak();
  if (empty) return;
  if (has("view")) turn();
  if (has("language")) parts.legend.refresh();
  if (has("hidden")) parts.legend.sync();
  if (has("view", "hidden", "language")) parts.table.refresh();
  if (has("node", "edge", "hidden", "language")) {
    parts.panel.refresh();
    parts.scene.refresh();
  }
  if (patch.node) at("spoken").textContent = model.say("selected", { name: patch.node.label });
  if (patch.node && how.focus) parts.scene.focus(patch.node);
  if (patch.node && how.step) parts.scene.step(patch.node);
  if (how.reveal) parts.panel.reveal();
});

at("languages").addEventListener("click", ({ target }) => {
  if (target.dataset.language) model.change({ language: target.dataset.language });
});
at("views").addEventListener("click", ({ target }) => {
  if (target.dataset.view) model.change({ view: target.dataset.view });
});

if (!empty) {
  at("zoom-in").addEventListener("click", () => parts.scene.zoom(1.4));
  at("zoom-out").addEventListener("click", () => parts.scene.zoom(1 / 1.4));
  at("fit").addEventListener("click", () => parts.scene.show(model.nodes.filter(model.seen)));
  at("canvas").addEventListener("keydown", drawingKey);
  document.addEventListener("keydown", pageKey);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => parts.scene.restyle());
}

function drawingKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const acts = {
    "+": () => parts.scene.zoom(1.4), "=": () => parts.scene.zoom(1.4), "-": () => parts.scene.zoom(1 / 1.4),
    0: () => parts.scene.show(model.nodes.filter(model.seen)),
  };
  if (Object.hasOwn(ways, event.key)) {
    const next = parts.scene.inDirection(...ways[event.key]);
    if (next) model.chooseNode(next, { step: true });
  } else if (Object.hasOwn(acts, event.key)) acts[event.key]();
  else return;
  event.preventDefault();
}

function pageKey(event) {
  const typing = event.target.matches?.("input:not([type=checkbox]), textarea, select");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    parts.search.start();
  } else if (event.key === "Escape" && !typing && (model.state.node || model.state.edge)) {
    model.chooseNothing();
    at(model.state.view === "graph" ? "canvas" : "panel").focus({ preventScroll: true });
  }
}

model.change({ language: model.state.language, view: model.state.view });
document.documentElement.dataset.ready = "true";
