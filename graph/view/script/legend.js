// The legend, which is the filter too: one checkbox per kind.

function createLegend(legend, model) {
  const counts = model.kinds.map((_, kind) => model.nodes.filter((node) => node.kind === kind).length);

  function refresh() {
    legend.querySelectorAll("label").forEach((label) => label.remove());
    legend.append(...model.kinds.map((kind, number) => entry(kind, number)));
  }

  function entry(kind, number) {
    const box = element("input", { type: "checkbox", "data-kind": number, onchange: () => toggle(number, box.checked) });
    box.checked = !model.state.hidden.has(number);
    const count = element("span", { class: "aside" }, model.number(counts[number]));
    return element("label", {}, box, swatch(kind), element("span", {}, model.inLanguage(kind.label)), count);
  }

  function toggle(number, shown) {
    const hidden = new Set(model.state.hidden);
    if (shown) hidden.delete(number);
    else hidden.add(number);
    const { node, edge } = model.state;
    const lost = [node, edge?.from, edge?.to].some((end) => end && hidden.has(end.kind));
    model.change(lost ? { hidden, node: null, edge: null } : { hidden });
  }

  function sync() {
    for (const box of legend.querySelectorAll("input")) box.checked = !model.state.hidden.has(Number(box.dataset.kind));
  }
  return { refresh, sync };
}
