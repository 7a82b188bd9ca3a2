// The drawing: vis-network with the positions made in Python, our own labels, and what is chosen brought forward.

/* global vis, window, getComputedStyle */

const MANY_EDGES = 45; // above, edge labels show only for what is chosen
const LEADING = 6; // so many labels are shown even where they cover a lesser node
const MARGIN_ABOVE = 28; // pixels around the drawing when all is shown; below are the buttons
const MARGIN_BELOW = 64;
const HIDE_EDGES_ON_DRAG = 1500;
const MAP_CLOSEST = 6; // scale up to which the map is brought to show some nodes

function createScene(container, model) {
  const points = new vis.DataSet();
  const lines = new vis.DataSet();
  const network = new vis.Network(container, { nodes: points, edges: lines }, options(model));
  const labels = createLabels();
  let style = readStyle(container);
  let pointed = null; // the node under the pointer
  let drawn = [];

  const tall = () => container.clientHeight > container.clientWidth;
  let upright = tall();
  const inWhole = (node) => (upright ? node.tall : node.wide);
  let rings = null; // places of the nodes around one, when only those are shown
  let mapped = false; // whether nodes stand on the map
  let scale = 1; // on the map nodes and lines are as large on the screen at any scale: that for which they were made
  const place = (node) => (mapped ? model.map.place(node, upright, scale) : rings?.get(node) || inWhole(node));
  const seen = (node) => model.seen(node) && (!mapped || onMap(node));
  const edgeSeen = (edge) => model.edgeSeen(edge) && seen(edge.from) && seen(edge.to);
  const sizeOf = (node) => (mapped ? (node.size * MAP_SIZE) / scale : node.size);

  // vis-network draws nodes in the order in which it gets them.
  const smallOnTop = [...model.nodes].sort((a, b) => b.size - a.size || a.number - b.number);

  function arrange() {
    const { centre, steps } = model.state;
    rings = steps ? ringsAround(centre, steps, model.links, inWhole, upright) : null;
  }

  function refresh() {
    arrange();
    const near = nearby(model.state);
    const unit = mapped ? 1 / scale : 1;
    points.update(smallOnTop.map((node) => {
      const hidden = !seen(node);
      const [x, y] = hidden ? inWhole(node) : place(node);
      return { ...visNode(node, near, style, unit, model), x, y, size: sizeOf(node), hidden };
    }));
    lines.update(model.edges.map((edge) => ({ ...visEdge(edge, near, style, unit, model), hidden: !edgeSeen(edge) })));
    container.dataset.visible = String(model.nodes.filter(seen).length);
    container.dataset.selected = model.state.node ? model.state.node.id : "";
  }

  function show(wanted, { closest = mapped ? MAP_CLOSEST : 1.25, animate = true } = {}) {
    const nodes = wanted.filter(seen);
    if (!nodes.length) return;
    const xs = nodes.map((node) => place(node)[0]);
    const ys = nodes.map((node) => place(node)[1]);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const margin = Math.min(container.clientWidth * 0.12, 80);
    const fitting = Math.max(0.02, Math.min(
      (container.clientWidth - 2 * margin) / (right - left || 1),
      (container.clientHeight - MARGIN_ABOVE - MARGIN_BELOW) / (bottom - top || 1),
      closest,
    ));
    const position = { x: (left + right) / 2, y: (top + bottom) / 2 + (MARGIN_BELOW - MARGIN_ABOVE) / 2 / fitting };
    network.moveTo({ position, scale: fitting, animation: animate && moves() });
  }

  function showAll(how) {
    show(model.nodes, how);
  }

  // Between the map and the drawing of its own.
  function turn() {
    const wanted = model.state.view === "map";
    if (wanted === mapped) return;
    mapped = wanted;
    network.setOptions({ interaction: { dragNodes: !mapped } });
    refresh();
    showAll({ animate: false });
  }

  // On the map, make nodes and lines anew when the scale has changed.
  function rescale() {
    if (!mapped || Math.abs(network.getScale() / scale - 1) < 0.01) return;
    scale = network.getScale();
    window.requestAnimationFrame(refresh);
  }

  function drawUnder(context) {
    if (!mapped) return;
    const { x: left, y: top } = network.DOMtoCanvas({ x: 0, y: 0 });
    const { x: right, y: bottom } = network.DOMtoCanvas({ x: container.clientWidth, y: container.clientHeight });
    const view = { left, top, right, bottom };
    const now = network.getScale();
    drawNet(context, model.map.net(view, upright, now), view, now, style, model);
  }

  function zoom(factor) {
    network.moveTo({ scale: Math.min(mapped ? 60 : 6, Math.max(0.02, network.getScale() * factor)), animation: moves() });
  }

  function step(node) {
    const [x, y] = place(node);
    network.moveTo({ position: { x, y }, scale: Math.max(network.getScale(), 0.9), animation: moves() });
  }

  // The closest node that lies roughly in a direction from the chosen one; the strongest when none is chosen.
  function inDirection(dx, dy) {
    const from = model.state.node;
    if (!from || !seen(from)) return model.strongest().find(seen);
    const [x, y] = place(from);
    let best = null;
    for (const node of model.nodes) {
      if (node === from || !seen(node)) continue;
      const [right, down] = [place(node)[0] - x, place(node)[1] - y];
      const along = right * dx + down * dy;
      const aside = Math.abs(right * dy) + Math.abs(down * dx);
      if (along <= 0 || aside > along * 1.5) continue;
      const cost = along + 1.5 * aside;
      if (!best || cost < best.cost) best = { node, cost };
    }
    return best && best.node;
  }

  function drawLabels(context) {
    const ratio = context.canvas.width / context.canvas.clientWidth;
    const near = nearby(model.state);
    const onScreen = model.nodes.filter(seen).map((node) => ({ node, ...screenPoint(node) }));
    const radius = (node) => Math.max(2, sizeOf(node) * network.getScale());
    const buttons = { left: 0, right: 200, top: container.clientHeight - 58, bottom: container.clientHeight };
    const obstacles = [buttons, ...onScreen.map(({ node, x, y }) => squareAround(x, y, radius(node)))];
    const names = onScreen
      .sort((a, b) => rank(b.node, near, pointed) - rank(a.node, near, pointed) || b.node.strength - a.node.strength || byLabel(a.node, b.node))
      .filter(({ node }) => !near?.alone || near.nodes.has(node) || node === pointed)
      .map(({ node, x, y }, number) => ({
        leading: number < LEADING, node, x, y, text: node.label, radius: radius(node), above: edgesGoDown(node),
        strong: node === model.state.node, must: node === model.state.node || node === pointed,
      }));
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawn = labels.draw(context, [...names, ...edgeNames(near)], obstacles, style);
    context.restore();
    container.dataset.labels = String(drawn.length);
  }

  // Where a node is now on the screen: readers may have dragged it.
  function screenPoint(node) {
    return network.canvasToDOM(network.getPosition(node.number));
  }

  function edgesGoDown(node) {
    const downs = model.links(node).map(({ other }) => place(other)[1] - place(node)[1]);
    return downs.reduce((sum, down) => sum + Math.sign(down), 0) > 0;
  }

  function edgeNames(near) {
    const seen = model.edges.filter((edge) => edgeSeen(edge) && model.label(edge) && (!near || near.edges.has(edge)));
    if (!near && seen.length > MANY_EDGES) return [];
    return seen.map((edge) => ({ ...middle(edge), text: model.label(edge) + model.times(edge), radius: 0, edge }));
  }

  // The middle of the drawn curve; vis-network tells it only from the inside, so a straight line stands in.
  function middle(edge) {
    const inner = network.body?.edges?.[edge.number]?.edgeType?.getPoint?.(0.5);
    const [a, b] = [place(edge.from), place(edge.to)];
    return network.canvasToDOM(inner && Number.isFinite(inner.x) ? inner : { x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2 });
  }

  function underPointer(at) {
    const inside = ({ box }) => at.x >= box.left && at.x <= box.right && at.y >= box.top && at.y <= box.bottom;
    const number = network.getNodeAt(at);
    if (number !== undefined) return { node: model.nodes[number] };
    const label = drawn.find(inside);
    if (label) return { node: label.item.node, edge: label.item.edge };
    const line = network.getEdgeAt(at);
    return line === undefined ? {} : { edge: model.edges[line] };
  }

  function adapt() {
    if (tall() === upright) return;
    upright = tall();
    refresh();
    showAll({ animate: false });
  }

  network.on("beforeDrawing", drawUnder);
  network.on("afterDrawing", drawLabels);
  network.on("afterDrawing", rescale);
  network.on("click", ({ pointer }) => {
    const { node, edge } = underPointer(pointer.DOM);
    if (node) model.chooseNode(node, { still: true });
    else if (edge) model.chooseEdge(edge, { still: true });
    else model.chooseNothing({ still: true });
  });
  network.on("doubleClick", ({ pointer }) => {
    const { node } = underPointer(pointer.DOM);
    if (node) show([node, ...node.links.map((link) => link.other)]);
  });
  network.on("hoverNode", ({ node }) => point(model.nodes[node]));
  network.on("blurNode", () => point(null));
  network.on("hoverEdge", () => container.classList.add("pointing"));
  network.on("blurEdge", () => container.classList.remove("pointing"));
  network.on("resize", adapt);
  function point(node) {
    pointed = node;
    container.classList.toggle("pointing", Boolean(node));
    network.redraw();
  }

  refresh();
  showAll({ animate: false });
  return {
    refresh, showAll, turn, zoom, step, inDirection,
    focus: (node) => show([node, ...node.links.map((link) => link.other)], { closest: mapped ? MAP_CLOSEST : 1 }),
    restyle() {
      style = readStyle(container);
      refresh();
    },
  };
}

function options(model) {
  return {
    physics: false,
    layout: { improvedLayout: false },
    interaction: {
      hover: true, hoverConnectedEdges: false, selectable: false, tooltipDelay: 250, keyboard: false,
      hideEdgesOnDrag: model.edges.length > HIDE_EDGES_ON_DRAG, zoomSpeed: 0.6,
    },
    nodes: { chosen: false },
    edges: { chosen: false },
  };
}

// What belongs to the choice: itself, its edges and the nodes at their ends; null when nothing is chosen. `alone` when
// the rest is to step back; around the node in the middle of a neighbourhood it is not.
function nearby({ node, edge, centre, steps }) {
  if (edge) return { nodes: new Set([edge.from, edge.to]), edges: new Set([edge]), node: null, alone: true };
  if (!node) return null;
  return {
    nodes: new Set([node, ...node.links.map((link) => link.other)]),
    edges: new Set(node.links.map((link) => link.edge)),
    node, alone: steps === 0 || node !== centre,
  };
}

function rank(node, near, pointed) {
  if (near && node === near.node) return 3;
  if (node === pointed) return 2;
  return near && near.nodes.has(node) ? 1 : 0;
}

// What vis-network draws of a node, but for place and size; `unit` is the width of a pixel.
function visNode(node, near, style, unit, model) {
  const sign = model.sign(node);
  const chosen = near && near.node === node;
  const colour = { background: sign.colour === INK ? style.ink : sign.colour, border: chosen ? style.accent : style.outline };
  return {
    id: node.number, shape: sign.shape,
    color: { ...colour, hover: colour, highlight: colour },
    borderWidth: (chosen ? 4 : 1.5) * unit,
    opacity: !near?.alone || near.nodes.has(node) ? 1 : 0.16,
    title: tip(node.label, [model.kindName(node), node.province, node.community === null ? null : model.communityName(node.community)].filter(Boolean).join(" · ")),
  };
}

function visEdge(edge, near, style, unit, model) {
  const chosen = near && near.edges.has(edge);
  const colour = chosen ? style.strong : style.line;
  return {
    id: edge.number, from: edge.from.number, to: edge.to.number, width: edge.width * unit,
    color: { color: colour, hover: colour, highlight: colour, opacity: near?.alone && !chosen ? 0.12 : 1 },
    arrows: model.directed ? { to: { enabled: true, scaleFactor: Math.max(0.35, 0.75 - edge.width * 0.06) * unit } } : undefined,
    smooth: model.directed ? { enabled: true, type: "curvedCW", roundness: 0.13 } : false,
    selfReference: { size: 16 * unit },
    title: tip(`${edge.from.label} ${model.directed ? "→" : "–"} ${edge.to.label}`, model.relation(edge) + model.times(edge)),
  };
}

function tip(name, detail) {
  return element("div", {}, element("strong", {}, name), element("span", {}, detail));
}

function squareAround(x, y, reach) {
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
}

function readStyle(container) {
  const read = getComputedStyle(container);
  const value = (name) => read.getPropertyValue(name).trim();
  return {
    paper: value("--paper"), ink: value("--ink"), soft: value("--soft"), line: value("--line"), rule: value("--rule"), page: value("--page"),
    strong: value("--strong"), outline: value("--outline"), accent: value("--accent"), family: read.fontFamily,
  };
}

function moves() {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return still ? false : { duration: 350, easingFunction: "easeInOutQuad" };
}
