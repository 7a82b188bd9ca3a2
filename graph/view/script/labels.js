// Labels on the drawing, placed as on a map: always the same size on screen, the important ones first, and none over
// another or over a node. More of them appear as one zooms in.

const FONT_SIZE = 12;
const LINE_HEIGHT = 14;
const LINE_LETTERS = 20; // as in layout.py, which leaves room for these lines
const LINES = 3;
const CELL = 80;

function createLabels() {
  const known = new Map();

  // Lines and width of a text in the current font; measured once.
  function measured(context, text) {
    const key = `${context.font}|${text}`;
    if (!known.has(key)) {
      const lines = brokenLines(text);
      known.set(key, { lines, width: Math.max(...lines.map((line) => context.measureText(line).width)) });
    }
    return known.get(key);
  }

  // `wanted`: [{ text, x, y, radius, above, strong, leading, must }] in screen pixels, most important first, where
  // radius is that of the node, or 0 for a label that sits on its point. A leading label may cover one lesser node. Returns what was drawn: [{ item, box }].
  function draw(context, wanted, obstacles, style) {
    const taken = createTaken(); // by nodes and labels
    const written = createTaken(); // by labels alone
    const screen = { width: context.canvas.clientWidth, height: context.canvas.clientHeight };
    for (const box of obstacles) taken.add(box);
    const drawn = [];
    for (const item of wanted) {
      context.font = `${item.strong ? 650 : item.radius ? 500 : 400} ${item.radius ? FONT_SIZE : FONT_SIZE - 1}px ${style.family}`;
      const { lines, width } = measured(context, item.text);
      const height = lines.length * LINE_HEIGHT;
      const places = candidates(item, width, height).filter((place) => within(place, screen));
      const box = places.find((place) => taken.free(place)) ||
        (item.leading ? coveringOne(places.filter(written.free), taken) : null) ||
        (item.must ? places[0] : null);
      if (!box) continue;
      taken.add(box);
      written.add(box);
      drawn.push({ item, box });
      write(context, lines, box, item, style);
    }
    return drawn;
  }
  return { draw };
}

function write(context, lines, box, item, style) {
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = style.paper;
  context.fillStyle = item.radius ? style.ink : style.soft;
  lines.forEach((line, number) => {
    const x = (box.left + box.right) / 2;
    const y = box.top + LINE_HEIGHT * (number + 0.5);
    context.strokeText(line, x, y);
    context.fillText(line, x, y);
  });
}

function coveringOne(places, taken) {
  return places.find((place) => taken.count(place) <= 1);
}

function within(box, screen) {
  return box.left >= 2 && box.top >= 2 && box.right <= screen.width - 2 && box.bottom <= screen.height - 2;
}

// Where a label may go: under its node or, when its edges go down, above it first; then beside it and aslant; or, for
// an edge, on its point.
function candidates({ x, y, radius, above }, width, height) {
  const box = (left, top) => ({ left, top, right: left + width, bottom: top + height });
  if (!radius) return [box(x - width / 2, y - height / 2)];
  const away = radius + 4;
  const aslant = radius * 0.8;
  const middle = [box(x - width / 2, y + away), box(x - width / 2, y - away - height)];
  return [
    ...(above ? middle.reverse() : middle),
    box(x + away, y - height / 2),
    box(x - away - width, y - height / 2),
    box(x + aslant, y + aslant),
    box(x + aslant, y - aslant - height),
    box(x - aslant - width, y + aslant),
    box(x - aslant - width, y - aslant - height),
  ];
}

// Boxes taken so far, looked up by the cells of a coarse grid.
function createTaken() {
  const cells = new Map();
  function* keys(box) {
    for (let column = Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column += 1) {
      for (let row = Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row += 1) yield `${column},${row}`;
    }
  }
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return {
    add(box) {
      for (const key of keys(box)) {
        if (!cells.has(key)) cells.set(key, []);
        cells.get(key).push(box);
      }
    },
    free(box) {
      for (const key of keys(box)) if ((cells.get(key) || []).some((other) => meet(box, other))) return false;
      return true;
    },
    count: (box) => new Set([...keys(box)].flatMap((key) => cells.get(key) || []).filter((other) => meet(box, other))).size,
  };
}

// A text in at most LINES lines of about LINE_LETTERS letters; what does not fit ends in an ellipsis.
function brokenLines(text) {
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.length - 1;
    if (last >= 0 && lines[last].length + 1 + word.length <= LINE_LETTERS) lines[last] += ` ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, LINES).map((line) => (line.length > LINE_LETTERS + 6 ? `${line.slice(0, LINE_LETTERS + 4)}…` : line));
  if (lines.length > LINES) kept[LINES - 1] += "…";
  return kept.length ? kept : [" "];
}
