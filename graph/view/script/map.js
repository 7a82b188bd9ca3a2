// Where nodes stand on the map: at their latitude and longitude, in the equirectangular projection that is true along
// the parallel in the middle. There is no picture under it, only the net of parallels and meridians.

const MAP_WIDE = [1100, 560]; // pixels at scale 1 that the places take at most
const MAP_TALL = [420, 560];
const MAP_SIZE = 0.5; // of a node's size elsewhere: on a map they stand closer
const FAN_GAP = 3; // pixels between nodes that share one point
const MESHES = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1]; // degrees from line to line
const MESH_AT_LEAST = 70; // pixels

function onMap(node) {
  return node.lat !== null && node.lon !== null;
}

// null when fewer than two nodes have a place; else { place(node, upright, scale), net(view, upright, scale) }.
function createMap(nodes) {
  const placed = nodes.filter(onMap);
  if (placed.length < 2) return null;
  const [west, east] = range(placed.map((node) => node.lon));
  const [south, north] = range(placed.map((node) => node.lat));
  const narrowing = Math.max(0.05, Math.cos((((south + north) / 2) * Math.PI) / 180));
  const fans = fansOf(placed);

  // Pixels at scale 1 per degree of latitude.
  function unit(upright) {
    const [width, height] = upright ? MAP_TALL : MAP_WIDE;
    return Math.min(width / ((east - west) * narrowing), height / (north - south), 2000);
  }

  function project(lat, lon, upright) {
    return [(lon - (west + east) / 2) * narrowing * unit(upright), ((south + north) / 2 - lat) * unit(upright)];
  }

  // Nodes that share a point stand on a circle around it, which is as large on the screen at any scale.
  function place(node, upright, scale) {
    const [x, y] = project(node.lat, node.lon, upright);
    const fan = fans.get(node);
    return fan ? [x + fan[0] / scale, y + fan[1] / scale] : [x, y];
  }

  // The lines in view, each as [degrees, position]: { parallels, meridians }.
  function net(view, upright, scale) {
    const mesh = MESHES.filter((degrees) => degrees * unit(upright) * scale >= MESH_AT_LEAST).at(-1) ?? MESHES[0];
    const lat = (y) => (south + north) / 2 - y / unit(upright);
    const lon = (x) => (west + east) / 2 + x / narrowing / unit(upright);
    return {
      parallels: linesBetween(lat(view.bottom), lat(view.top), 90, mesh).map((degrees) => [degrees, project(degrees, 0, upright)[1]]),
      meridians: linesBetween(lon(view.left), lon(view.right), 180, mesh).map((degrees) => [degrees, project(0, degrees, upright)[0]]),
    };
  }
  return { place, net };
}

function range(values) {
  return values.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity]);
}

// The multiples of a mesh between two degrees, at most so many from 0.
function linesBetween(low, high, most, mesh) {
  const first = Math.ceil(Math.max(low, -most) / mesh);
  const last = Math.floor(Math.min(high, most) / mesh);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => Number(((first + step) * mesh).toFixed(1)));
}

// Map from each node that shares its point to its offset from there, in pixels on the screen.
function fansOf(nodes) {
  const points = new Map();
  for (const node of nodes) {
    const key = `${node.lat} ${node.lon}`;
    points.set(key, [...(points.get(key) || []), node]);
  }
  const offsets = new Map();
  for (const group of points.values()) {
    if (group.length < 2) continue;
    const reach = Math.max(...group.map((node) => node.size)) * MAP_SIZE + FAN_GAP / 2;
    const radius = reach / Math.sin(Math.PI / group.length);
    group.forEach((node, number) => {
      const angle = (2 * Math.PI * number) / group.length;
      offsets.set(node, [-radius * Math.cos(angle), -radius * Math.sin(angle)]);
    });
  }
  return offsets;
}

// Draw the net in the drawing's own coordinates, which the context is in, `view` being { left, right, top, bottom }.
function drawNet(context, { parallels, meridians }, view, scale, style, model) {
  const line = (x1, y1, x2, y2) => {
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
  };
  context.save();
  context.strokeStyle = style.rule;
  context.fillStyle = style.soft;
  context.lineWidth = 1 / scale;
  context.font = `${10 / scale}px ${style.family}`;
  context.textBaseline = "top";
  for (const [degrees, y] of parallels) {
    line(view.left, y, view.right, y);
    context.textAlign = "right";
    context.fillText(degreesSaid(degrees, "north", "south", model), view.right - 4 / scale, y + 3 / scale);
  }
  for (const [degrees, x] of meridians) {
    line(x, view.top, x, view.bottom);
    context.textAlign = "left";
    if (x < view.right - 70 / scale) context.fillText(degreesSaid(degrees, "east", "west", model), x + 4 / scale, view.top + 4 / scale);
  }
  context.restore();
}

function degreesSaid(degrees, above, below, model) {
  const size = `${model.number(Math.abs(degrees))}°`;
  return degrees ? `${size} ${model.say(degrees > 0 ? above : below)}` : size;
}

// The shown nodes without a place, named over the map.
function createUnplaced(details, model) {
  return {
    refresh() {
      const left = model.state.view === "map" ? model.strongest().filter((node) => !onMap(node)) : [];
      details.hidden = left.length === 0;
      if (details.hidden) return replaceContent(details);
      return replaceContent(details,
        element("summary", {}, model.say("unplaced", { count: model.number(left.length) })),
        element("ul", { class: "names" }, ...left.map((node) => element("li", {}, nameButton(node, model)))));
    },
  };
}
