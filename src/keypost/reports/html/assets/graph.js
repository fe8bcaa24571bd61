// The graph: a list of deliveries for keyboards and screen readers, drawn as sources, targets and keys.
// Only what is in sight, and a little around it, is there at all.

const AROUND = 400;
const NARROW = matchMedia("(max-width: 760px)");
const COLUMNS = { source: [0, 0.37], target: [0.44, 0.68], key: [0.74, 1] };
const graph = { layout: null, rows: new Map(), box: null, list: null, ends: null, lines: null, frame: 0 };

function buildGraph(panel) {
  graph.rows = new Map();
  graph.lines = draw("svg", { class: "lines", "aria-hidden": "true" });
  graph.ends = make("div", { class: "ends", "aria-hidden": "true" });
  graph.list = make("div", { role: "listbox", id: "list", tabindex: "0", "aria-label": word("deliveries.label"), on: { keydown: steer } });
  graph.box = make("div", { class: "graph" }, graph.lines, graph.list, graph.ends);
  const heads = ["source", "target", "key"].map((name) => make("span", { class: `column ${name}` }, word(`column.${name}`)));
  panel.replaceChildren(make("div", { class: "columns", "aria-hidden": "true" }, heads), graph.box);
}

function showGraph() {
  graph.layout = layOutOnce(listShown(), { narrow: NARROW.matches });
  graph.box.style.height = `${graph.layout.height}px`;
  graph.box.classList.toggle("narrow", NARROW.matches);
  graph.list.replaceChildren();
  graph.rows.clear();
  state.active = Math.max(0, graph.layout.rows.findIndex((row) => row.delivery && row.delivery.number === state.open));
  refresh();
}

// What is shown stays where it is when only the language changes.
function layOutOnce(shown, { narrow }) {
  const asked = [narrow, [...state.unfolded].join(), ...shown];
  const isSame = graph.asked?.length === asked.length && asked.every((one, at) => one === graph.asked[at]);
  graph.asked = asked;
  return isSame ? graph.layout : layOut(shown, { narrow });
}

function refresh() {
  cancelAnimationFrame(graph.frame);
  graph.frame = requestAnimationFrame(paint);
}

function paint() {
  if (!graph.box?.isConnected) return;
  const rect = graph.box.getBoundingClientRect();
  const [top, bottom] = [-rect.top - AROUND, innerHeight - rect.top + AROUND];
  const isNear = (one, end = one.top + ROW) => end >= top && one.top <= bottom;
  const { rows, targets, keys } = graph.layout;
  const seen = rows.filter((row) => isNear(row));
  paintRows(seen);
  const sight = { top: Math.max(-rect.top, 0) + 8, bottom: innerHeight - rect.top - 8 };
  const near = targets.filter((one) => isNear(one, one.bottom));
  const nearKeys = keys.filter((one) => isNear(one, one.bottom));
  for (const one of [...near, ...nearKeys]) one.middle = middleOf(one, sight);
  graph.ends.replaceChildren(...near.map(drawTarget), ...(NARROW.matches ? [] : nearKeys.map(drawKey)));
  paintLines(seen, nearKeys, rect.width);
}

// An end with many sources stays in sight beside those that are.
function middleOf(end, sight) {
  const half = HEAD / 2;
  const [low, high] = [Math.max(end.top, Math.min(sight.top, end.bottom - HEAD)), Math.min(end.bottom, Math.max(sight.bottom, end.top + HEAD))];
  return Math.min(Math.max((low + high) / 2, end.top + Math.min(half, (end.bottom - end.top) / 2)), end.bottom - Math.min(half, (end.bottom - end.top) / 2));
}

function paintRows(seen) {
  const wanted = new Set(seen);
  for (const [row, element] of graph.rows) {
    if (!wanted.has(row)) { element.remove(); graph.rows.delete(row); }
  }
  for (const row of seen) {
    if (!graph.rows.has(row)) {
      const element = drawRow(row);
      graph.rows.set(row, element);
      graph.list.append(element);
    }
  }
  markRows();
}

function markRows() {
  const active = graph.layout.rows[state.active];
  for (const [row, element] of graph.rows) {
    element.setAttribute("aria-selected", String(row.delivery !== undefined && row.delivery.number === state.open));
    element.classList.toggle("active", row === active);
  }
  const element = graph.rows.get(active);
  if (element) graph.list.setAttribute("aria-activedescendant", element.id);
  else graph.list.removeAttribute("aria-activedescendant");
}

function drawRow(row) {
  const { number } = row;
  const attributes = { role: "option", id: `row${number}`, "aria-posinset": number + 1, "aria-setsize": graph.layout.rows.length,
    on: { click: () => { state.active = number; choose(row); } } };
  const element = row.delivery ? drawDelivery(row.delivery, attributes) : drawFold(row, attributes);
  element.style.top = `${row.top}px`;
  return element;
}

function drawDelivery(delivery, attributes) {
  const heard = word("delivery.heard", { target: delivery.target.id, key: delivery.key ? delivery.key.id : word("no.key") });
  const accepted = delivery.accepted !== undefined && make("span", { class: "tag" }, word("accepted"));
  const before = delivery.current && delivery.current !== delivery.verdict && make("span", { class: "was" }, shape(delivery.current), " →",
    make("span", { class: "sr" }, word("today", { verdict: delivery.current })));
  return make("div", { ...attributes, class: `row ${delivery.verdict}${delivery.accepted !== undefined ? " quiet" : ""}` },
    before, shape(delivery.verdict), make("span", { class: "sr" }, `${delivery.verdict}: `),
    make("span", { class: "name" }, showName(delivery.source.id), " ", make("small", {}, titleOf(delivery))), make("span", { class: "sr" }, heard), accepted);
}

// A long name (a module's address, an ARN) gets a second line.
const LONG = 20;

function showName(whole) {
  const name = whole.replace(/^module\./, "");
  if (name.length <= LONG) return make("strong", {}, name);
  return make("strong", { class: "long" }, name.split(/(?<=[:/.\]_-])(?=.)/).flatMap((piece, at) => (at ? [make("wbr"), piece] : [piece])));
}

function drawFold(row, attributes) {
  const label = row.fold === "rest" ? word("fold.rest", { count: row.count, targets: row.targets }) : word("fold", { count: row.count });
  return make("div", { ...attributes, class: "row fold" },
    shape("WORKS"), make("span", { class: "name" }, label), make("span", { class: "tag" }, word("show")), make("span", { class: "sr" }, word("fold.open")));
}

function drawEnd(end, kind, extra) {
  const { resource } = end;
  const title = [resource.id, resource.arn, placeOf(resource)].filter(Boolean).join("\n");
  return make("div", { class: `end ${kind}`, title, on: { click: () => go({ resource: end.number }) } },
    showName(resource.id), make("small", {}, extra ?? shortType(resource.type)));
}

function drawTarget(target) {
  const element = drawEnd(target, `target w${target.weight}`);
  if (NARROW.matches) {
    element.append(make("small", { class: "under" }, target.key ? word("under", { key: target.key.id }) : word("no.key")));
    element.style.top = `${target.top}px`;
  } else element.style.top = `${target.middle - 24}px`;
  return element;
}

function drawKey(key) {
  const manager = key.resource.manager === undefined ? placeOf(key.resource) : word(`manager.${key.resource.manager}`);
  const element = drawEnd(key, "key", manager);
  element.style.top = `${key.middle - 24}px`;
  return element;
}

function paintLines(seen, keys, width) {
  if (NARROW.matches) return graph.lines.replaceChildren();
  graph.lines.setAttribute("width", width);
  graph.lines.setAttribute("height", Math.max(graph.layout.height, 1));
  const x = (column, end) => COLUMNS[column][end] * width;
  const toTarget = seen.filter((row) => row.target?.middle !== undefined).map((row) => {
    const kind = row.delivery ? row.delivery.verdict : "WORKS";
    const open = row.delivery && row.delivery.number === state.open ? " open" : "";
    return curve(x("source", 1), row.top + ROW / 2 - 2, x("target", 0), row.target.middle, `line ${kind}${open}`);
  });
  const toKey = keys.flatMap((key) => key.targets.filter((one) => one.middle !== undefined && near(one)).map((one) =>
    curve(x("target", 1), one.middle, x("key", 0), key.middle, "line held")));
  graph.lines.replaceChildren(...toKey, ...toTarget.sort((one, other) => one.classList.contains("open") - other.classList.contains("open")));
}

const near = (target) => target.rows.some((row) => graph.rows.has(row));

function curve(x1, y1, x2, y2, name) {
  const bend = (x2 - x1) * 0.55;
  return draw("path", { class: name, d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` });
}

function choose(row) {
  if (row.delivery) return go({ delivery: row.delivery.link });
  state.unfolded.add(row.fold);
  const at = state.active;
  showGraph();
  state.active = at;
  refresh();
}

const PAGE = 10;
const STEPS = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: PAGE, PageUp: -PAGE };

function steer(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const last = graph.layout.rows.length - 1;
  if (last < 0) return;
  if (event.key in STEPS) moveTo(Math.min(Math.max(state.active + STEPS[event.key], 0), last));
  else if (event.key === "Home") moveTo(0);
  else if (event.key === "End") moveTo(last);
  else if (event.key === "Enter" || event.key === " ") choose(graph.layout.rows[state.active]);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function moveTo(number) {
  state.active = number;
  const row = graph.layout.rows[number];
  if (!row) return;
  const top = graph.box.getBoundingClientRect().top + row.top;
  const [first, last] = [find("tools").offsetHeight + 12, innerHeight - ROW - 12];
  if (top < first || top > last) scrollBy({ top: top < first ? top - first - 40 : top - last + 40, behavior: "instant" });
  paint();
}
