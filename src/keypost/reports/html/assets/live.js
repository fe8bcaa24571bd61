// The live page: edits, fixes that are tried, errors that are explained. All of it stays on this machine.

const PAUSE = 250; // between the last key and the question
const WATCH = 1500;
const live = { box: null, text: null, side: null, file: null, waiting: 0, asked: 0, problem: null, isLost: false };

async function ask(name, body) {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const answer = await fetch(new URL(name, location.href.replace(/#.*/, "")), { ...init, referrerPolicy: "same-origin", cache: "no-store" });
  const told = await answer.json();
  if (!answer.ok || told.problem) throw Object.assign(new Error(name), { problem: told.problem });
  return told;
}

// Shows what is decided now; what is open, typed and chosen stays.
function receive(fresh) {
  const open = deliveries[state.open]?.link;
  const seen = find("details").scrollTop;
  adopt(fresh);
  state.open = deliveries.find((one) => one.link === open)?.number ?? null;
  live.problem = null;
  document.title = `${headline()} · Keypost`;
  showHead();
  for (const tab of find("tools").querySelectorAll("[role=tab] .count")) tab.textContent = COUNTS[tab.parentElement.dataset.view]().toLocaleString(language);
  if (state.view === "edit") showSide();
  else { showView(); markFilters(); }
  prepareSearch(deliveries);
  if (state.view !== "deliveries" || open === undefined) return;
  openDetails({ delivery: open });
  requestAnimationFrame(() => { find("details").scrollTop = seen; });
}

async function act(name, body, told) {
  const number = ++live.asked;
  try {
    const fresh = await ask(name, body);
    if (number !== live.asked) return;
    receive(fresh);
    if (told) announce(told);
    if (body !== undefined) completeLater();
  } catch (error) {
    if (number === live.asked) fail(error);
  }
}

function fail(error) {
  if (error.problem) live.problem = error.problem;
  else announce(word("lost"));
  if (live.side?.isConnected) showSide();
}

// Fixes take longer to find than verdicts: they are asked for when nobody types.
function completeLater() {
  clearTimeout(live.waiting);
  if (data.pending) live.waiting = setTimeout(() => act("data"), 4 * PAUSE);
}

tryOut = (candidate) => {
  if (!candidate.diff) return null;
  const fix = data.fixes.findIndex((one) => one.candidates.includes(candidate));
  const number = data.fixes[fix]?.candidates.indexOf(candidate);
  return button(word("try"), () => act("try", { fix, candidate: number }, word("tried")), { class: "try" });
};

editHere = (at) => {
  const [, file, line] = /^(.*):(\d+)$/.exec(at) ?? [];
  if (!(file in data.editable)) return null;
  return button(word("edit.here"), () => openEditor(file, Number(line)), { class: "edit-here", "aria-label": `${word("edit.here")}: ${at}` });
};

showEdits = () => {
  if (!data.edited.length) return "";
  const acts = make("span", { class: "acts" }, button(word("edits.copy"), async () => copy(await readDiff(), word("copied"))),
    button(word("edits.download"), download), button(word("edits.reset"), () => { live.file = null; act("reset", {}).then(fillEditor); }));
  return make("div", { class: "note edits" }, make("p", {}, make("strong", {}, word("edits.turned", { count: data.turns.length })), " ", make("small", {}, word("edits", { files: data.edited.join(", ") }))), acts);
};

async function readDiff() {
  return (await fetch(new URL("diff", location.href.replace(/#.*/, "")), { cache: "no-store" })).text();
}

async function download() {
  const link = make("a", { download: "keypost.diff", href: URL.createObjectURL(new Blob([await readDiff()], { type: "text/x-diff" })) });
  link.click();
  URL.revokeObjectURL(link.href);
}

function openEditor(file, line) {
  live.file = file;
  addEventListener("hashchange", () => showLine(line), { once: true });
  location.hash = addressOf({ view: "edit" });
}

function showLine(line) {
  const lines = live.text.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  live.text.focus();
  live.text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  live.text.scrollTop = Math.max(0, (line - 6) * parseFloat(getComputedStyle(live.text).lineHeight));
}

function fillEditor() {
  if (!live.text) return;
  live.file = live.file in data.editable ? live.file : firstFile();
  if (live.text.value !== data.editable[live.file]) live.text.value = data.editable[live.file] ?? "";
  if (live.choice) live.choice.value = live.file;
  if (live.side?.isConnected) showSide();
}

const firstFile = () => data.edited[0] ?? Object.keys(data.editable)[0];

function typed() {
  const [file, text] = [live.file, live.text.value];
  clearTimeout(live.waiting);
  live.waiting = setTimeout(() => act("edit", { file, text }), PAUSE);
}

COUNTS.edit = () => null;
COUNTS.explain = () => null;

VIEWS.edit = () => {
  const names = Object.keys(data.editable);
  if (!names.length) return none("edit.none");
  live.choice = make("select", { id: "edit-file", on: { change: (event) => { live.file = event.target.value; fillEditor(); } } }, names.map((name) => make("option", { value: name }, name)));
  live.text = make("textarea", { id: "edit-text", spellcheck: "false", autocomplete: "off", wrap: "off", "aria-label": word("edit.text"), on: { input: typed } });
  live.side = make("div", { class: "side", "aria-live": "polite" });
  live.file = live.file in data.editable ? live.file : firstFile();
  live.choice.value = live.file;
  live.text.value = data.editable[live.file];
  showSide();
  return make("div", { class: "editor" }, make("div", {}, make("label", { for: "edit-file" }, word("edit.file")), live.choice, live.text), live.side);
};

function showSide() {
  const turned = data.turns.map(([number, before]) => {
    const one = deliveries[number];
    return make("li", {}, make("span", { class: "turn" }, before ? badge(before) : make("small", {}, word("edit.new")), " → ", badge(one.verdict)),
      make("p", {}, link({ delivery: one.link }, `${one.source.id} → ${one.target.id}`)), make("small", {}, titleOf(one)));
  });
  const problem = live.problem && make("div", { class: "problem", role: "alert" }, make("p", {}, make("strong", {}, word("edit.unread"))),
    make("p", {}, mark(say(live.problem.message)), " ", make("span", { class: "at" }, breakable(live.problem.at))), make("p", { class: "small" }, mark(say(live.problem.hint))));
  live.side.replaceChildren(...[problem, make("p", { class: "small" }, word("edit.lead")), make("h2", {}, word("edit.turned")),
    turned.length ? make("ul", { class: "plain" }, turned) : make("p", {}, word("edit.unturned"))].filter(Boolean));
}

VIEWS.explain = () => {
  const text = make("textarea", { id: "explain-text", rows: "6", spellcheck: "false", "aria-label": word("explain.text"), placeholder: word("explain.text") });
  const told = make("div", { class: "told-causes", "aria-live": "polite" });
  const explain = async () => {
    if (!text.value.trim()) return;
    try { told.replaceChildren(...showCauses(await ask("explain", { text: text.value }))); } catch (error) { fail(error); }
  };
  return make("div", { class: "explain" }, text, button(word("explain.act"), explain, { id: "explain-act" }), told);
};

const both = ({ en, ja }) => say([en, ja]);

function showCauses({ causes }) {
  if (!causes.length) return [none("explain.none")];
  return [make("ul", { class: "cards" }, causes.map((cause) => make("li", {},
    make("p", { class: "small" }, make("strong", {}, cause.decided ? word("explain.decided") : word(`likelihood.${cause.likelihood}`)), " ", make("code", {}, cause.rule)),
    prose(both(cause.why)), both(cause.fix) && prose(both(cause.fix)), showNext(cause.seeNext))))];
}

function showNext(next) {
  if (!next) return null;
  const told = typeof next === "string" ? next : next.what ? both(next.what) : next.en ? both(next) : "";
  return told ? make("p", { class: "small" }, word("explain.next"), " ", mark(told), next.command ? [" ", make("code", {}, next.command)] : null) : null;
}

async function watch() {
  if (document.hidden) return;
  try {
    const { version } = await ask("version");
    live.isLost = false;
    if (version === data.version || live.text === document.activeElement) return;
    receive(await ask("data"));
    fillEditor();
    announce(word("refreshed"));
  } catch (error) {
    if (error.problem) return fail(error);
    if (!live.isLost) announce(word("lost"));
    live.isLost = true;
  }
}

setInterval(watch, WATCH);
