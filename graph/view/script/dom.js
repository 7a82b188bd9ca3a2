// Elements. Text only ever becomes text: nothing here, or anywhere in these scripts, reads a string as markup.

/* global document, URL */

const SVG = "http://www.w3.org/2000/svg";

// element("p", { class: "meta", onclick: f }, "text", child, null): attributes, listeners, children.
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

function replaceContent(parent, ...children) {
  parent.replaceChildren(...children.filter((child) => child !== null && child !== undefined));
}

// A link for an absolute http or https address, null for anything else.
function safeLink(address, text, model) {
  const url = webAddress(address);
  if (!url) return null;
  return element("a", { href: url.href, target: "_blank", rel: "noopener noreferrer", title: model.say("new_tab") }, text);
}

function webAddress(address) {
  try {
    const url = new URL(address);
    return url.protocol === "http:" || url.protocol === "https:" ? url : null;
  } catch {
    return null;
  }
}

const INK = "ink"; // the colour that is black, or white in the dark

// The sign of a kind as a small drawing, in the same shapes as vis-network's.
function swatch(kind) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "-10 -10 20 20");
  drawing.setAttribute("class", "swatch");
  drawing.setAttribute("aria-hidden", "true");
  const outline = document.createElementNS(SVG, "path");
  outline.setAttribute("d", outlineOf(kind.shape));
  if (kind.colour === INK) outline.setAttribute("class", INK);
  else outline.setAttribute("fill", kind.colour);
  drawing.append(outline);
  return drawing;
}

function outlineOf(shape) {
  if (shape === "dot") return "M-7.5 0a7.5 7.5 0 1 0 15 0a7.5 7.5 0 1 0-15 0z";
  const corners = {
    square: ring(4, 9.2, 45),
    diamond: ring(4, 9, 0),
    triangle: ring(3, 9, 90, 2),
    triangleDown: ring(3, 9, -90, -2),
    hexagon: ring(6, 8.6, 0),
    star: ring(10, 9.4, 90, 0.5, 0.42),
  }[shape];
  return `M${corners.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}z`;
}

// Corners on a circle, from an angle in degrees; for a star every second one lies further in.
function ring(count, radius, start, down = 0, inner = 1) {
  return Array.from({ length: count }, (_, place) => {
    const angle = ((start + (360 * place) / count) * Math.PI) / 180;
    const reach = place % 2 ? radius * inner : radius;
    return [reach * Math.cos(angle), down - reach * Math.sin(angle)];
  });
}
