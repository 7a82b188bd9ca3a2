// The page itself: which part is redrawn when what changes, the language, the views and the keys.

/* global document, window */

const model = createModel();
const at = (name) => document.getElementById(name);
const empty = model.nodes.length === 0;
at("empty").hidden = !empty;
at("tools").hidden = empty;
at("main").hidden = empty;

const opening = { language: model.state.language, view: model.state.view };
const parts = empty ? null : {
  scene: createScene(at("canvas"), model),
  panel: createPanel(at("panel"), model),
  legend: createLegend({ legend: at("legend"), colouring: at("colouring") }, model),
  filters: createFilters({ opener: at("filter-button"), fields: at("filter"), active: at("filter-active"), count: at("count"), whole: at("whole") }, model),
  unplaced: createUnplaced(at("unplaced"), model),
  table: createTable(at("table"), model),
  link: createLink(model, opening),
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
  for (const one of at("themes").children) one.title = one.getAttribute("aria-label");
  press("languages", "language", language);
  press("themes", "theme", document.documentElement.dataset.theme);
}

function press(group, key, value) {
  for (const button of at(group).querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset[key] === value));
}

function turn() {
  const { view } = model.state;
  at("graph").hidden = view === "table";
  at("save").hidden = view === "table";
  at("table").hidden = view !== "table";
  press("views", "view", view);
  if (view !== "table") parts.scene.turn();
}

model.listen((patch, how) => {
  const has = (...keys) => keys.some((key) => key in patch);
  if (has("language")) speak();
  if (empty) return;
  if (has("view")) turn();
  if (has("language")) {
    parts.legend.refresh();
    parts.filters.refresh();
  }
  if (has("language", "colourBy")) press("colours", "colours", model.state.colourBy);
  if (has("shown")) {
    parts.legend.sync();
    parts.filters.sync();
  }
  if (has("view", "shown", "language")) {
    parts.table.refresh();
    parts.unplaced.refresh();
  }
  if (has("node", "edge", "shown", "language")) {
    parts.panel.refresh();
    parts.scene.refresh();
  }
  if (has("steps")) parts.scene.showAll();
  if (patch.node) at("spoken").textContent = model.say("selected", { name: patch.node.label });
  if (patch.node && how.focus) parts.scene.focus(patch.node);
  if (patch.node && how.step) parts.scene.step(patch.node);
  if (patch.node && how.opened && !patch.steps) parts.scene.focus(patch.node);
  parts.link.write();
  if (how.reveal) parts.panel.reveal();
});

at("themes").addEventListener("click", ({ target }) => {
  if (!target.dataset.theme) return;
  document.documentElement.dataset.theme = target.dataset.theme;
  press("themes", "theme", target.dataset.theme);
  parts?.scene.restyle();
});
at("languages").addEventListener("click", ({ target }) => {
  if (target.dataset.language) model.change({ language: target.dataset.language });
});
at("colours").addEventListener("click", ({ target }) => {
  if (target.dataset.colours) model.change({ colourBy: target.dataset.colours });
});
at("views").addEventListener("click", ({ target }) => {
  if (target.dataset.view) model.change({ view: target.dataset.view });
});

if (!empty) {
  at("map-button").hidden = !model.map;
  at("copy").addEventListener("click", async () => {
    const copied = await parts.link.copy();
    at("done").textContent = model.say(copied ? "copied" : "copy_by_hand");
  });
  window.addEventListener("hashchange", () => parts.link.read());
  at("save").addEventListener("click", () => {
    const title = model.inLanguage(model.title);
    const note = [at("count").textContent, at("unplaced").querySelector("summary")?.textContent].filter(Boolean).join(" · ");
    const shown = { title, note, entries: parts.legend.entries() };
    savePicture(pictureOf(at("canvas").querySelector("canvas"), shown, readStyle(at("canvas"))), title);
  });
  at("whole").addEventListener("click", () => {
    model.change(WHOLE);
    at(model.state.view === "table" ? "panel" : "canvas").focus({ preventScroll: true });
  });
  at("zoom-in").addEventListener("click", () => parts.scene.zoom(1.4));
  at("zoom-out").addEventListener("click", () => parts.scene.zoom(1 / 1.4));
  at("fit").addEventListener("click", () => parts.scene.showAll());
  at("canvas").addEventListener("keydown", drawingKey);
  document.addEventListener("keydown", pageKey);
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => parts.scene.restyle());
}

function drawingKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const acts = {
    "+": () => parts.scene.zoom(1.4), "=": () => parts.scene.zoom(1.4), "-": () => parts.scene.zoom(1 / 1.4),
    0: () => parts.scene.showAll(),
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
    at(model.state.view === "table" ? "panel" : "canvas").focus({ preventScroll: true });
  }
}

const address = window.location.hash; // read before the first change writes it anew
model.change(opening);
if (!empty) parts.link.read(address);
document.documentElement.dataset.ready = "true";
