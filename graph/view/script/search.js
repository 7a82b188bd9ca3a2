// The search box: a combobox that finds nodes by name, province and kind.

const MOST_RESULTS = 12;

function createSearch({ box, list, found }, model) {
  let results = [];
  let active = -1;

  function update() {
    const words = folded(box.value).split(/\s+/).filter(Boolean);
    const all = words.length ? ranked(words, model) : [];
    results = all.slice(0, MOST_RESULTS);
    active = results.length ? 0 : -1;
    found.textContent = words.length ? resultsSaid(all.length, model) : "";
    render(words.length > 0);
  }

  function render(open) {
    const note = open && !results.length ? element("li", { class: "none", role: "presentation" }, model.say("results_none")) : null;
    replaceContent(list, ...results.map((node, place) => option(node, place)), note);
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open && results.length > 0));
    if (active >= 0) box.setAttribute("aria-activedescendant", `result-${active}`);
    else box.removeAttribute("aria-activedescendant");
    list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  function option(node, place) {
    const detail = [model.kindName(node), node.province].filter(Boolean).join(" · ");
    return element("li", { id: `result-${place}`, role: "option", "aria-selected": String(place === active), onpointerdown: (event) => {
      event.preventDefault();
      choose(node);
    } }, swatch(model.sign(node)), element("span", {}, node.label), element("span", { class: "aside" }, detail));
  }

  function choose(node) {
    box.value = node.label;
    close();
    model.chooseNode(node, { focus: true, reveal: true });
  }

  function close() {
    results = [];
    active = -1;
    render(false);
  }

  function step(by) {
    if (!results.length) return update();
    active = (active + by + results.length) % results.length;
    return render(true);
  }

  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => (active >= 0 ? choose(results[active]) : update()),
    Escape: () => {
      box.value = "";
      found.textContent = "";
      close();
      model.chooseNothing();
    },
  };
  box.addEventListener("input", update);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  return {
    start() {
      box.focus();
      box.select();
    },
  };
}

function resultsSaid(count, model) {
  if (count === 0) return model.say("results_none");
  return count === 1 ? model.say("results_one") : model.say("results_many", { count: model.number(count) });
}

// Nodes that hold every word, best first: names that begin with the words, then words that do, then the rest.
function ranked(words, model) {
  const whole = words.join(" ");
  const score = (node) => {
    const name = folded(node.label);
    const all = `${name} ${folded(node.province || "")} ${folded(model.kindName(node))}`;
    if (!words.every((word) => all.includes(word))) return 0;
    if (name.startsWith(whole)) return 3;
    return words.every((word) => ` ${name}`.includes(` ${word}`)) ? 2 : 1;
  };
  return model.nodes
    .map((node) => ({ node, score: score(node) }))
    .filter((result) => result.score > 0)
    .sort((a, b) => b.score - a.score || b.node.strength - a.node.strength || byLabel(a.node, b.node))
    .map((result) => result.node);
}

// Small letters without accents.
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
