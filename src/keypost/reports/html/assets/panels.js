// The head of the page, the tools, and the views beside the deliveries.

function headline() {
  const total = deliveries.length;
  if (!total) return word("head.none");
  const [fails, depends] = ["FAILS", "DEPENDS"].map((verdict) => deliveries.filter((one) => one.verdict === verdict && one.weight).length);
  const name = fails ? "fails" : depends ? "depends" : "works";
  if (total === 1) return word(`head.${name}.only`);
  return word(`head.${name}`, { count: fails || depends || total, total });
}

function showHead() {
  const shares = VERDICTS.map((verdict) => [verdict, countOf(verdict)]).filter(([, count]) => count);
  const bar = make("div", { class: "bar", "aria-hidden": "true" }, shares.map(([verdict, count]) => {
    const part = make("span", { class: verdict });
    part.style.flexGrow = String(Math.max(count, deliveries.length / 60));
    return part;
  }));
  const files = data.files.length > 3 ? [...data.files.slice(0, 3), word("more", { count: data.files.length - 3 })] : data.files;
  find("head").replaceChildren(
    make("div", { class: "brand" }, make("span", {}, "Keypost"), make("span", { class: "acts" },
      button(language === "ja" ? "English" : "日本語", () => speak(language === "ja" ? "en" : "ja"), { id: "language", lang: language === "ja" ? "en" : "ja", "aria-keyshortcuts": "l" }),
      button(word(`theme.${state.theme}`), turnTheme, { id: "theme", "aria-label": word("theme.label", { theme: word(`theme.${state.theme}`) }), "aria-keyshortcuts": "t" }),
      button(word("help"), showHelp, { id: "help", "aria-keyshortcuts": "?" }))),
    make("h1", {}, headline()), deliveries.length ? bar : "",
    make("p", { class: "files" }, files.flatMap((file, at) => [at ? ", " : "", breakable(file)])),
    data.preview.length ? make("div", { class: "note" }, data.preview.map((number) => make("p", {}, mark(tell(number))))) : "", showEdits());
}

// The live page tells here what is edited.
let showEdits = () => "";

const COUNTS = {
  deliveries: () => deliveries.length,
  findings: () => listApart().length,
  gaps: () => data.gaps.length,
  limits: () => null,
};

function showTools() {
  const search = make("input", { type: "search", id: "search", placeholder: word("search"), "aria-label": word("search.label"), autocomplete: "off", spellcheck: "false",
    "aria-keyshortcuts": "/", on: { input: (event) => { state.query = event.target.value; applyFilters(); } } });
  search.value = state.query;
  const verdicts = make("div", { class: "verdicts", role: "group", "aria-label": word("verdicts") }, VERDICTS.map((verdict, at) =>
    button([shape(verdict), make("span", { class: "name" }, verdict), make("span", { class: "count" })], () => turnVerdict(verdict),
      { class: `verdict ${verdict}`, "data-verdict": verdict, "aria-keyshortcuts": String(at + 1), title: word(`verdict.${verdict}`) })));
  const selects = Object.keys(FILTERS).map((name) => [name, optionsOf(name)]).filter(([, options]) => options.length > 1).map(([name, options]) =>
    make("label", { class: "filter" }, make("span", { class: "sr" }, word(`filter.${name}`)), choice(name, options)));
  const views = Object.keys(COUNTS).map((view) => button([word(`view.${view}`), COUNTS[view]() !== null && make("span", { class: "count" }, String(COUNTS[view]().toLocaleString(language)))],
    () => go({ view }), { role: "tab", id: `tab-${view}`, "aria-controls": "panel", "data-view": view }));
  find("tools").replaceChildren(make("div", { class: "tabs", role: "tablist", "aria-label": word("views"), on: { keydown: steerTabs } }, views),
    make("div", { class: "sieve", role: "search" }, search, verdicts, selects.length > 0 && make("div", { class: "filters" }, selects), button(word("clear"), () => { clearFilters(); showTools(); applyFilters(); find("search").focus(); }, { class: "clear", hidden: true })));
}

function choice(name, options) {
  const list = [make("option", { value: ANY }, word(`filter.${name}`)), ...options.map((one) => make("option", { value: one }, one))];
  const select = make("select", { on: { change: (event) => { state[name] = event.target.value; applyFilters(); } } }, list);
  select.value = state[name];
  return select;
}

function steerTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const tabs = [...event.currentTarget.children];
  const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
  next.focus();
  next.click();
}

function turnVerdict(verdict) {
  if (state.verdicts.size === 3) state.verdicts = new Set([verdict]);
  else if (state.verdicts.has(verdict)) state.verdicts.delete(verdict);
  else state.verdicts.add(verdict);
  if (state.verdicts.size === 0) state.verdicts = new Set(VERDICTS);
  applyFilters();
}

function applyFilters() {
  markFilters();
  if (state.view === "deliveries") showDeliveries();
  if (isFiltered()) announce(word("found", { count: listShown().length }));
}

function markFilters() {
  const found = listFound();
  for (const one of find("tools").querySelectorAll("[data-verdict]")) {
    one.setAttribute("aria-pressed", String(state.verdicts.size < 3 && state.verdicts.has(one.dataset.verdict)));
    one.querySelector(".count").textContent = countOf(one.dataset.verdict, found).toLocaleString(language);
  }
  find("tools").querySelector(".clear").hidden = !isFiltered();
}

function showDeliveries() {
  const panel = find("panel");
  if (!listShown().length) {
    graph.box = null;
    return panel.replaceChildren(deliveries.length ? showNoneFound() : showNothing());
  }
  if (!graph.box?.isConnected) buildGraph(panel);
  showGraph();
}

const showNoneFound = () => make("div", { class: "empty" }, make("h2", {}, word("none.found")),
  button(word("clear"), () => { clearFilters(); showTools(); applyFilters(); }));

const showNothing = () => make("div", { class: "empty" }, make("h2", {}, word("nothing")), make("p", {}, mark(word("nothing.read", { files: data.files.length, resources: data.resourcesRead }))),
  make("p", {}, mark(word("nothing.hint"))));

const listApart = () => data.findings.filter((one) => !one.deliveries.length);

function none(name) {
  return make("p", { class: "empty" }, word(name));
}

const VIEWS = {
  findings: () => {
    const apart = listApart();
    if (!apart.length) return none("findings.none");
    return make("ul", { class: "cards" }, apart.map((one) => make("li", {}, make("p", { class: "small" }, make("strong", {}, word(`severity.${one.severity}`)), " ", make("code", {}, one.rule)), showFault(one),
      one.fixes.length > 0 && make("ul", {}, one.fixes.map((number) => make("li", {}, prose(tell(number))))), one.accepted !== undefined && make("p", { class: "note" }, word("accepted"), " ", mark(tell(one.accepted))))));
  },
  gaps: () => {
    if (!data.gaps.length) return none("gaps.none");
    return [make("p", { class: "lead" }, word("gaps.lead")), make("ul", { class: "cards" }, data.gaps.map(([what, why, at]) =>
      make("li", {}, make("p", {}, make("strong", {}, breakable(what)), " ", places(at)), make("p", {}, mark(tell(why))))))];
  },
  limits: () => [make("p", { class: "lead" }, word("limits.lead")), make("ul", { class: "cards" }, data.limits.map((one) => make("li", {}, make("p", {}, mark(say(one))))))],
};

function showView() {
  for (const tab of find("tools").querySelectorAll("[role=tab]")) {
    const isOn = tab.dataset.view === state.view;
    tab.setAttribute("aria-selected", String(isOn));
    tab.tabIndex = isOn ? 0 : -1;
  }
  const panel = find("panel");
  fill(panel, { role: "tabpanel", "aria-labelledby": `tab-${state.view}` }, []);
  find("tools").classList.toggle("aside", state.view !== "deliveries" || !deliveries.length);
  if (state.view === "deliveries") return showDeliveries();
  graph.box = null;
  panel.replaceChildren(make("div", { class: "reading" }, VIEWS[state.view]()));
}
