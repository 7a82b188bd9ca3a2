// Where the nodes around one node stand: it in the middle, those one step away on a ring, those two steps away on an
// outer ring beside the node they are reached by. The same neighbourhood always gives the same places.

const RING_ROOM = 84; // pixels at scale 1 that a node gets on its ring
const RING_GAP = 150; // at least so far from ring to ring
const RING_WIDE = 1.35; // labels are wider than high: on wide pages the rings are too
const RING_TALL = 0.8;

// Map from node to [x, y]. `links(node)`: [{ edge, other }] as shown; `place(node)`: where it stands in the whole
// network, which gives the order around the middle, so that the drawing is recognised.
function ringsAround(centre, steps, links, place, upright) {
  const first = inOrder(othersOf(centre, links), centre, place);
  const children = steps > 1 ? childrenOf(first, centre, links) : new Map();
  const shares = first.map((node) => 1 + (children.get(node) || []).length);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const inner = radiusFor(Math.max(first.length, whole / 2), RING_GAP);
  const outer = radiusFor(whole, inner + RING_GAP);
  const places = new Map([[centre, [0, 0]]]);
  let before = -(shares[0] || 0) / 2; // the first one stands on the left
  first.forEach((node, number) => {
    const turn = (part) => ((before + part * shares[number]) / whole) * 2 * Math.PI;
    places.set(node, onRing(inner, turn(0.5), upright));
    const own = children.get(node) || [];
    inOrder(own, node, place).forEach((child, place) => places.set(child, onRing(outer, turn((place + 0.5) / own.length), upright)));
    before += shares[number];
  });
  return places;
}

// Each node two steps away, under the first node of the ring that it is linked with.
function childrenOf(first, centre, links) {
  const found = new Set([centre, ...first]);
  const children = new Map();
  for (const node of first) {
    const own = othersOf(node, links).filter((other) => !found.has(other));
    for (const other of own) found.add(other);
    children.set(node, own);
  }
  return children;
}

function othersOf(node, links) {
  return [...new Set(links(node).map(({ other }) => other))].filter((other) => other !== node);
}

// By the angle at which they stand around a node in the whole network.
function inOrder(nodes, middle, place) {
  const [x, y] = place(middle);
  const angle = (node) => Math.atan2(place(node)[1] - y, place(node)[0] - x);
  return [...nodes].sort((a, b) => angle(a) - angle(b) || a.number - b.number);
}

function radiusFor(count, least) {
  return Math.max(least, (count * RING_ROOM) / (2 * Math.PI));
}

function onRing(radius, angle, upright) {
  const stretch = upright ? RING_TALL : RING_WIDE;
  return [-radius * stretch * Math.cos(angle), -radius * Math.sin(angle)].map(Math.round);
}
