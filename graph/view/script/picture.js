// The drawing as a PNG file: the canvas as drawn, under the title, the line of counts and the legend's shown entries.

/* global document, Path2D, setTimeout, URL */

const PICTURE_MARGIN = 24; // all in pixels at scale 1
const TITLE_FONT = [22, 28]; // size and line height
const NOTE_FONT = [13, 19];
const ENTRY_GAP = 18;
const SWATCH_ROOM = 22;

// `canvas` as drawn, `entries`: [{ sign, name }].
function pictureOf(canvas, { title, note, entries }, style) {
  const ratio = canvas.width / canvas.clientWidth;
  const width = canvas.clientWidth;
  const made = document.createElement("canvas");
  const context = made.getContext("2d");
  const rows = headRows(context, { title, note, entries }, width - 2 * PICTURE_MARGIN, style);
  const head = PICTURE_MARGIN + rows.reduce((sum, row) => sum + row.height, 0) + 10;
  made.width = canvas.width;
  made.height = canvas.height + Math.round(head * ratio);
  context.fillStyle = style.page;
  context.fillRect(0, 0, made.width, made.height);
  context.drawImage(canvas, 0, made.height - canvas.height);
  context.scale(ratio, ratio);
  context.textBaseline = "middle";
  let y = PICTURE_MARGIN;
  for (const row of rows) {
    for (const { text, x, font, colour, sign } of row.pieces) {
      if (sign) drawSign(context, sign, x + 8, y + row.height / 2, style);
      context.font = font;
      context.fillStyle = colour;
      context.fillText(text, x + (sign ? SWATCH_ROOM : 0), y + row.height / 2);
    }
    y += row.height;
  }
  return made;
}

// The rows above the drawing: { height, pieces: [{ text, x, font, colour, sign }] }.
function headRows(context, { title, note, entries }, room, style) {
  const big = `600 ${TITLE_FONT[0]}px ${style.family}`;
  const small = `${NOTE_FONT[0]}px ${style.family}`;
  const lines = (text, font, colour, height) => wrapped(context, text, font, room)
    .map((line) => ({ height, pieces: [{ text: line, x: PICTURE_MARGIN, font, colour }] }));
  const rows = [...lines(title, big, style.ink, TITLE_FONT[1]), ...lines(note, small, style.soft, NOTE_FONT[1])];
  context.font = small;
  let x = room + 1;
  for (const { sign, name } of entries) {
    const length = SWATCH_ROOM + context.measureText(name).width;
    if (x + length > room) {
      rows.push({ height: NOTE_FONT[1] + 3, pieces: [] });
      x = 0;
    }
    rows.at(-1).pieces.push({ text: name, x: PICTURE_MARGIN + x, font: small, colour: style.ink, sign });
    x += length + ENTRY_GAP;
  }
  return rows;
}

function wrapped(context, text, font, room) {
  context.font = font;
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && context.measureText(longer).width <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function drawSign(context, sign, x, y, style) {
  context.save();
  context.translate(x, y);
  context.scale(0.8, 0.8);
  const outline = new Path2D(outlineOf(sign.shape));
  context.fillStyle = sign.colour === INK ? style.ink : sign.colour;
  context.strokeStyle = style.outline;
  context.lineWidth = 1.6;
  context.fill(outline);
  context.stroke(outline);
  context.restore();
}

// Hand the picture to the reader as a file.
function savePicture(picture, title) {
  picture.toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    element("a", { href: address, download: `${fileName(title)}.png` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }, "image/png");
}

function fileName(title) {
  return folded(title).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 80) || "network";
}
