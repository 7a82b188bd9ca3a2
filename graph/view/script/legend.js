// The legend, which is the filter too: one checkbox per kind or, when nodes are coloured by community, per community.

const NO_COMMUNITY = -1;

function createLegend({ legend, colouring }, model) {
  let shown = null; // what the entries are of: "kind" or "community"

  function refresh() {
    shown = model.state.colourBy;
    colouring.hidden = model.communities.length === 0;
    legend.querySelectorAll("label").forEach((label) => label.remove());
    legend.append(...groups(model).map(entry));
  }

  function entry({ number, sign, name, count }) {
    const box = element("input", { type: "checkbox", "data-group": number, onchange: () => toggle(number, box.checked) });
    box.checked = !hiddenGroups(model.state).has(number);
    return element("label", {}, box, swatch(sign), element("span", {}, name), element("span", { class: "aside" }, model.number(count)));
  }

  function toggle(number, ticked) {
    const hidden = new Set(hiddenGroups(model.state));
    if (ticked) hidden.delete(number);
    else hidden.add(number);
    model.change(model.state.colourBy === "community" ? { hiddenCommunities: hidden } : { hidden });
  }

  function sync() {
    if (shown !== model.state.colourBy) return refresh();
    for (const box of legend.querySelectorAll("input")) box.checked = !hiddenGroups(model.state).has(Number(box.dataset.group));
  }

  // What the ticked entries stand for, as { sign, name }.
  const entries = () => groups(model).filter(({ number }) => !hiddenGroups(model.state).has(number));
  return { refresh, sync, entries };
}

// The kinds, or the communities and last what is in none: [{ number, sign, name, count }].
function groups(model) {
  const count = (number) => model.nodes.filter((node) => groupOf(node, model.state) === number).length;
  if (model.state.colourBy === "kind") {
    return model.kinds.map((sign, number) => ({ number, sign, name: model.inLanguage(sign.label), count: count(number) }));
  }
  const named = model.communities.map((sign, number) => ({ number, sign, name: model.communityName(number), count: count(number) }));
  const none = { number: NO_COMMUNITY, sign: model.noCommunity, name: model.say("no_community"), count: count(NO_COMMUNITY) };
  return none.count ? [...named, none] : named;
}

function groupOf(node, state) {
  return state.colourBy === "community" ? node.community ?? NO_COMMUNITY : node.kind;
}

function hiddenGroups(state) {
  return state.colourBy === "community" ? state.hiddenCommunities : state.hidden;
}
