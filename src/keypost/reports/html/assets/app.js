// What the address says is shown: #delivery=..., #resource=..., #path=..., #view=...; the language stays with it.

const hashOf = (target) => `#${Object.entries(target).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")}`;

function readHash() {
  const parts = location.hash.slice(1).split("&").map((part) => part.split("="));
  const pairs = parts.filter(([name, value]) => name && value !== undefined).map(([name, value]) => {
    try { return [name, decodeURIComponent(value)]; } catch { return [name, value]; }
  });
  return Object.fromEntries(pairs);
}

let wantsFocus = false;

// Links name the language where it isn't the one that the page begins with.
function addressOf(target) {
  return hashOf(language === data.language ? target : { ...target, lang: language });
}

const linkTo = (target) => location.href.replace(/#.*/, "") + addressOf(target);

function go(target) {
  wantsFocus = true;
  if (location.hash === addressOf(target)) follow();
  else location.hash = addressOf(target);
}

function follow() {
  const asked = readHash();
  if ((asked.lang === "en" || asked.lang === "ja") && asked.lang !== language) {
    language = asked.lang;
    return render();
  }
  if (asked.view in COUNTS) {
    state.view = asked.view;
    closeDetails();
    showView();
  } else openDetails(asked);
  wantsFocus = false;
}

function openDetails(asked) {
  const delivery = asked.delivery === undefined ? null : deliveries.find((one) => one.link === asked.delivery);
  if (delivery) state.open = delivery.number;
  const content = delivery ? showDelivery(delivery) : asked.resource !== undefined && data.resources[asked.resource] ? showResource(Number(asked.resource))
    : asked.path !== undefined ? showPath(asked.path) : null;
  if (!content) return greet();
  const isReading = wantsFocus || readHash().delivery !== undefined || asked.path !== undefined;
  find("details").replaceChildren(make("div", { class: "bar-top" }, button(word("close"), close, { id: "close", "aria-keyshortcuts": "Escape" })),
    ...[content].flat(Infinity).filter((one) => one));
  find("details").setAttribute("aria-label", word("details"));
  find("details").hidden = false;
  requestAnimationFrame(() => { find("details").scrollTop = 0; });
  document.body.classList.toggle("reads", isReading);
  cover();
  if (state.view !== "deliveries" && delivery) { state.view = "deliveries"; showView(); }
  refresh();
  if (wantsFocus && isReading) find("details").querySelector("h2").focus({ preventScroll: true });
}

// On a wide screen the worst delivery is open from the start; on a narrow one the list is.
function greet() {
  const first = NARROW.matches || WIDE_ENOUGH.matches === false ? null : graph.layout?.rows.find((row) => row.delivery)?.delivery;
  document.body.classList.remove("reads");
  if (!first) return closeDetails();
  const before = wantsFocus;
  wantsFocus = false;
  openDetails({ delivery: first.link });
  document.body.classList.remove("reads");
  cover();
  wantsFocus = before;
}

const WIDE_ENOUGH = matchMedia("(min-width: 1101px)");

// What lies below details that cover the page can't be reached.
function cover() {
  const isCovered = !WIDE_ENOUGH.matches && document.body.classList.contains("reads");
  for (const id of ["head", "tools", "panel", "foot"]) find(id).inert = isCovered;
  if (!WIDE_ENOUGH.matches && !isCovered) find("details").hidden = true;
  else if (find("details").childElementCount) find("details").hidden = false;
}

function closeDetails() {
  find("details").replaceChildren();
  find("details").hidden = true;
  state.open = null;
  document.body.classList.remove("reads");
  cover();
}

function close() {
  closeDetails();
  history.replaceState(null, "", language === data.language ? location.pathname + location.search : hashOf({ lang: language }));
  if (graph.box?.isConnected) { paint(); find("list").focus({ preventScroll: true }); }
}

function speak(chosen) {
  const { lang, ...asked } = readHash();
  history.replaceState(null, "", hashOf({ ...asked, lang: chosen }));
  follow();
  find("language").focus({ preventScroll: true });
}

const THEMES = ["auto", "light", "dark"];

function turnTheme() {
  state.theme = THEMES[(THEMES.indexOf(state.theme) + 1) % 3];
  document.documentElement.dataset.theme = state.theme;
  showHead();
  find("theme").focus();
}

const SHORTCUTS = [["/", "search"], ["↑ ↓ / j k", "move"], ["Enter", "open"], ["Esc", "close"], ["n / p", "next"], ["1 2 3", "verdicts"], ["c", "copy"], ["l", "language"], ["t", "theme"], ["?", "help"]];

function showHelp() {
  const toggle = make("input", { type: "checkbox", on: { change: (event) => { state.keys = event.target.checked; } } });
  toggle.checked = state.keys;
  const dialog = make("dialog", { "aria-labelledby": "help-title", on: { close: () => { dialog.remove(); find("help").focus(); } } },
    make("h2", { id: "help-title" }, word("help.title")),
    make("dl", { class: "keys" }, SHORTCUTS.map(([key, name]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, word(`keys.${name}`))])),
    make("label", {}, toggle, " ", word("help.keys")),
    make("h3", {}, word("help.shapes")), make("ul", { class: "plain" }, VERDICTS.map((verdict) => make("li", {}, badge(verdict), " ", word(`help.${verdict}`)))),
    make("form", { method: "dialog" }, make("button", { type: "button", on: { click: () => dialog.close() } }, word("close"))));
  document.body.append(dialog);
  dialog.showModal();
}

function stepLoud(step) {
  const loud = graph.layout?.rows.filter((row) => row.delivery?.weight > 0) ?? [];
  if (!loud.length) return;
  const at = loud.findIndex((row) => row.delivery.number === state.open);
  const row = loud[(at + step + loud.length) % loud.length];
  state.active = graph.layout.rows.indexOf(row);
  moveTo(state.active);
  choose(row);
}

const KEYS = {
  "/": () => find("search").focus(),
  "?": showHelp,
  n: () => stepLoud(1),
  p: () => stepLoud(-1),
  c: () => find("copy-ticket")?.click(),
  l: () => speak(language === "ja" ? "en" : "ja"),
  t: turnTheme,
  1: () => turnVerdict("FAILS"),
  2: () => turnVerdict("DEPENDS"),
  3: () => turnVerdict("WORKS"),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const isTyping = event.target.matches?.("input, textarea, select, [contenteditable]");
  if (event.key === "Escape") {
    if (event.target.id === "search" && state.query) { clearFilters(); showTools(); applyFilters(); find("search").focus(); } else close();
  } else if (!isTyping && state.keys && event.key in KEYS) {
    event.preventDefault();
    KEYS[event.key]();
  } else if (event.target.id === "search" && event.key === "ArrowDown") {
    event.preventDefault();
    find("list")?.focus();
  }
});

function render() {
  document.documentElement.lang = language;
  document.title = `${headline()} · Keypost`;
  showHead();
  showTools();
  graph.box = null;
  showView();
  markFilters();
  find("foot").replaceChildren(make("p", {}, mark(word(data.version === undefined ? "foot" : "live.foot"))));
  follow();
}

new ResizeObserver(() => document.documentElement.style.setProperty("--tools", `${find("tools").offsetHeight}px`)).observe(find("tools"));
addEventListener("hashchange", follow);
addEventListener("scroll", refresh, { passive: true });
addEventListener("resize", refresh);
NARROW.addEventListener("change", () => { if (graph.box?.isConnected) showGraph(); });
WIDE_ENOUGH.addEventListener("change", cover);
render();
setTimeout(prepareSearch, REST, deliveries);
