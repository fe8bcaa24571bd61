// Elements. Whatever comes from a template is set as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
}

const make = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const draw = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
const find = (id) => document.getElementById(id);

// What stands in backticks is code; a lone backtick is one.
function mark(text) {
  const pieces = text.split("`");
  if (pieces.length % 2 === 0) return [text];
  return pieces.map((piece, at) => (at % 2 ? make("code", {}, breakable(piece)) : piece)).filter((piece) => piece !== "");
}

// Names may be long: they break behind their separators, and nowhere else unless they must.
function breakable(text) {
  if (text.length < 28) return [text];
  const nodes = [];
  for (const piece of text.split(/(?<=[:/._-])(?=.)/)) {
    if (nodes.length) nodes.push(make("wbr"));
    nodes.push(piece);
  }
  return nodes;
}

// A sentence, and below it the lines that belong to it (a statement to paste).
function prose(text, tag = "p") {
  const at = text.indexOf("\n");
  if (at < 0) return [make(tag, {}, mark(text))];
  return [make(tag, {}, mark(text.slice(0, at))), block(text.slice(at + 1))];
}

function block(text, label) {
  return make("pre", { tabindex: "0", role: "region", "aria-label": label ?? word("lines") }, make("code", {}, text));
}

function button(label, act, attributes = {}) {
  return make("button", { type: "button", on: { click: act }, ...attributes }, label);
}

// Each verdict has a shape of its own, for those to whom colours say nothing.
const SHAPES = {
  FAILS: ["M8 1.2 14.8 8 8 14.8 1.2 8Z", "M6.2 6.2l3.6 3.6M9.8 6.2l-3.6 3.6"],
  DEPENDS: ["M3.4 1.5h9.2a1.9 1.9 0 0 1 1.9 1.9v9.2a1.9 1.9 0 0 1-1.9 1.9H3.4a1.9 1.9 0 0 1-1.9-1.9V3.4a1.9 1.9 0 0 1 1.9-1.9Z",
    "M6 6.2c0-2.7 4.1-2.6 4.1 0 0 1.6-2 1.6-2 3.2M8 11.6v.3"],
  WORKS: ["M8 1.4a6.6 6.6 0 1 1 0 13.2A6.6 6.6 0 0 1 8 1.4Z", "M5 8.2l2.1 2.1 4-4.4"],
};

function shape(verdict, attributes = {}) {
  const [outline, glyph] = SHAPES[verdict];
  return draw("svg", { viewBox: "0 0 16 16", class: `shape ${verdict}`, "aria-hidden": "true", ...attributes },
    draw("path", { class: "outline", d: outline }), draw("path", { class: "glyph", d: glyph }));
}

function badge(verdict, text) {
  return make("span", { class: `badge ${verdict}` }, shape(verdict), text ?? verdict);
}

function announce(text) {
  find("told").textContent = "";
  requestAnimationFrame(() => { find("told").textContent = text; });
}
