// The same network as two tables: links, and nodes. Made only while it is looked at.

function createTable(place, model) {
  return {
    refresh() {
      if (model.state.view !== "table") return replaceContent(place);
      return replaceContent(place, linksTable(model), nodesTable(model));
    },
  };
}

function linksTable(model) {
  const edges = model.edges.filter(model.edgeSeen).sort((a, b) => model.weight(b) - model.weight(a) || byLabel(a.from, b.from) || byLabel(a.to, b.to));
  const ends = model.directed ? ["from", "to"] : ["one_end", "other_end"];
  const heads = [ends[0], "relation", ends[1], "weight", "dates"];
  const rows = edges.map((edge) => [
    nameButton(edge.from, model), relationButton(edge, model), nameButton(edge.to, model), model.number(model.weight(edge)),
    model.parts(edge).map((part) => part.date).filter(Boolean).map(model.date).join("; "),
  ]);
  return table("table_links", heads, rows, model);
}

function relationButton(edge, model) {
  const choose = () => model.chooseEdge(edge, { reveal: true });
  return element("button", { type: "button", class: "link", onclick: choose }, model.relation(edge) + model.times(edge));
}

function nodesTable(model) {
  const rows = model.strongest().map((node) => [
    nameButton(node, model), model.kindName(node), node.province || "",
    ...(model.communities.length ? [node.community === null ? "" : model.communityName(node.community)] : []), model.number(model.links(node).length), model.number(model.strength(node)),
  ]);
  return table("table_nodes", ["name", "kind", "province", ...(model.communities.length ? ["community"] : []), "links", "weight"], rows, model);
}

function table(caption, heads, rows, model) {
  const number = (head) => (head === "weight" || head === "links" ? "number" : null);
  return element("table", {},
    element("caption", {}, model.say(caption), element("span", { class: "aside" }, model.number(rows.length))),
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col", class: number(head) }, model.say(head))))),
    element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells.map((cell, place) => element("td", { class: number(heads[place]) }, cell))))));
}
