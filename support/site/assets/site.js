// What the pages do beyond being read: search, filter, copy, dark and light. They can be read without.
"use strict";

const find = (selector, inside = document) => inside.querySelector(selector);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const make = (tag, attributes = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), attributes);
  made.append(...children);
  return made;
};
const fold = (text) => text.normalize("NFKC").toLowerCase();
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// Dark and light: as the system says, until somebody chooses.
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const isDark = () => (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark";

function matchPictures() {
  for (const source of all("picture source")) source.media = isDark() ? "all" : "not all";
}

find("#theme").hidden = false;
find("#theme").addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  try { localStorage.setItem("keypost-theme", root.dataset.theme); } catch { /* then only on this page */ }
  matchPictures();
});
if (root.dataset.theme) matchPictures();

// The list of pages stands open where there is room beside the text.
const wide = matchMedia("(min-width: 861px)");
const unfold = () => { find("#menu").open = wide.matches; };
wide.addEventListener("change", unfold);
unfold();
find(".contents .around")?.scrollIntoView({ block: "nearest" });

// Code: copied without the prompt and without what a command prints.
const main = find("main");
for (const block of all(".code")) {
  const code = find("code", block);
  const commands = all(".prompt", code).map((line) => line.textContent.slice(2)).join("\n");
  const button = make("button", { type: "button", className: "copy", textContent: main.dataset.copy });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(commands || code.textContent);
    button.textContent = main.dataset.copied;
    button.classList.add("done");
    setTimeout(() => { button.textContent = main.dataset.copy; button.classList.remove("done"); }, 1600);
  });
  if (navigator.clipboard) block.append(button);
}

// What is wider than the screen can be moved with the keyboard.
const reach = () => {
  for (const box of all("pre, .table")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
};
addEventListener("resize", reach);
reach();

// An index of many rows can be narrowed.
function addFilter() {
  const groups = all("article :is(h2, h3)").map((heading) => ({ heading, rows: rowsBelow(heading) }));
  const rows = groups.flatMap((group) => group.rows);
  const words = make("input", { type: "search" });
  const told = make("p", { role: "status" });
  const box = make("div", { className: "filter" }, make("label", {}, main.dataset.filter, words));
  const choice = make("select", {}, make("option", { value: "", textContent: main.dataset.every }));
  let sections = choice;
  for (const { heading } of groups) {
    const name = heading.firstChild.textContent.trim();
    if (heading.tagName === "H2") sections = choice.appendChild(make("optgroup", { label: name }));
    else sections.append(make("option", { value: heading.id, textContent: name }));
  }
  if (groups.length) box.append(make("label", {}, main.dataset.service, choice));
  const narrow = () => {
    const terms = fold(words.value).split(/\s+/).filter(Boolean);
    const chosen = choice.value;
    for (const { heading, rows: own } of groups) {
      for (const row of own) row.hidden = Boolean(chosen && heading.id !== chosen) || !terms.every((term) => fold(row.textContent).includes(term));
    }
    for (const row of groups.length ? [] : all("article tbody tr")) row.hidden = !terms.every((term) => fold(row.textContent).includes(term));
    for (const { heading, rows: own } of groups) hide(heading, own.length > 0 && own.every((row) => row.hidden));
    const counted = groups.length ? rows : all("article tbody tr");
    told.textContent = fill(main.dataset.shown, { count: distinct(counted.filter((row) => !row.hidden)), all: distinct(counted) });
  };
  words.addEventListener("input", narrow);
  choice.addEventListener("change", narrow);
  box.append(told);
  (groups[0]?.heading ?? find("article .table")).before(box);
  narrow();
}

// The rows below a heading; a row that stands in two sections is counted once.
function rowsBelow(heading) {
  const next = heading.nextElementSibling;
  return next?.classList.contains("table") ? all("tbody tr", next) : [];
}
const distinct = (rows) => new Set(rows.map((row) => row.cells[0].textContent)).size;

function hide(heading, gone) {
  heading.hidden = gone;
  if (heading.nextElementSibling?.classList.contains("table")) heading.nextElementSibling.hidden = gone;
}

if (main.dataset.filter) addFilter();

// Search: every word must be there; Japanese needs no spaces, since words are looked for anywhere in the text.
const search = find("#search");
const input = find("input", search);
const found = find("#found");
let index = null;

globalThis.keypostIndex = (rows) => {
  index = rows.map(([address, title, page, text]) => ({ address, title, page, text, inTitle: fold(title), inPage: fold(page), inText: fold(text) }));
  lookUp();
};

function readIndex() {
  if (index || find("#index")) return;
  document.head.append(make("script", { id: "index", src: search.dataset.index }));
}

// Where nothing has the whole of a Japanese phrase, its parts: runs of kanji, of katakana, of Latin letters.
function split(text) {
  return text.match(/[\p{Script=Han}]+|[\p{Script=Katakana}ー]+|[\p{Script=Latin}\p{Number}:*_./-]+/gu) ?? [];
}

// How-tos and what is looked up stand in the root: they come before indexes of rules and paths, and those before schemas, tests, sources.
const ASIDE = /^(tests|src|support|benchmarks|templates)\/|schema|^changelog/i;
const weigh = (address) => (ASIDE.test(address) ? 0.1 : address.split("#")[0].includes("/") ? 1 : 1.5);

function score(row, terms) {
  let sum = 0;
  for (const term of terms) {
    const best = Math.max(
      row.inTitle === term ? 60 : row.inTitle.startsWith(term) ? 30 : row.inTitle.includes(term) ? 20 : 0,
      row.inPage === term ? 50 : row.inPage.startsWith(term) ? 24 : row.inPage.includes(term) ? 12 : 0,
      row.inText.includes(term) ? 4 : 0,
    );
    if (!best) return 0;
    sum += best;
  }
  if (terms.length > 1 && row.inTitle.includes(terms.join(" "))) sum += 20;
  return (sum + (row.title === row.page ? 3 : 0) - Math.min(2, row.title.length / 60)) * weigh(row.address);
}

function rank(terms) {
  if (!terms.length) return [];
  const ranked = index.map((row) => ({ row, points: score(row, terms) })).filter((one) => one.points > 0);
  return ranked.sort((one, other) => other.points - one.points).map((one) => one.row);
}

function lookUp() {
  const words = fold(input.value).trim();
  found.hidden = !words;
  if (!words) return;
  if (!index) { find("p", found).textContent = search.dataset.searching; return; }
  let terms = words.split(/\s+/);
  let rows = rank(terms);
  if (!rows.length) rows = rank((terms = split(words)));
  find("p", found).textContent = rows.length ? fill(search.dataset.found, { count: rows.length }) : search.dataset.none;
  find("ol", found).replaceChildren(...rows.slice(0, 30).map((row) => show(row, terms)));
  found.scrollTop = 0;
}

function show(row, terms) {
  const title = make("strong", {}, ...marked(row.title, terms));
  const where = row.title === row.page ? "" : make("small", {}, ` ${row.page}`);
  const place = Math.min(...terms.map((term) => row.inText.indexOf(term)).filter((at) => at >= 0), row.text.length);
  const start = Math.max(0, place - 40);
  const excerpt = `${start ? "…" : ""}${row.text.slice(start, start + 160)}`;
  return make("li", {}, make("a", { href: search.dataset.base + row.address }, title, where, make("span", {}, ...marked(excerpt, terms))));
}

function marked(text, terms) {
  const escaped = terms.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pieces = text.split(new RegExp(`(${escaped.join("|")})`, "iu"));
  return pieces.map((piece, place) => (place % 2 ? make("mark", { textContent: piece }) : piece));
}

function move(event) {
  const links = all("a", found);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || found.hidden || !links.length) return;
  event.preventDefault();
  const here = links.indexOf(document.activeElement) + step;
  (here < 0 ? input : links[Math.min(here, links.length - 1)]).focus();
}

search.hidden = false;
search.addEventListener("submit", (event) => {
  event.preventDefault();
  find("a", found)?.click();
});
input.addEventListener("focus", readIndex);
input.addEventListener("input", () => { readIndex(); lookUp(); });
search.addEventListener("keydown", move);
addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input, select, textarea")) { event.preventDefault(); input.focus(); }
  if (event.key === "Escape" && !found.hidden) { found.hidden = true; input.focus(); }
});
addEventListener("pointerdown", (event) => { if (!search.contains(event.target)) found.hidden = true; });
search.addEventListener("focusout", (event) => { if (event.relatedTarget && !search.contains(event.relatedTarget)) found.hidden = true; });
