// Search and filters.

const ANY = "";
const state = {
  query: "", verdicts: new Set(VERDICTS), path: ANY, service: ANY, account: ANY, stack: ANY,
  view: "deliveries", open: null, active: 0, unfolded: new Set(), theme: "auto", keys: true,
};

const FILTERS = {
  path: (delivery) => [delivery.path.id],
  service: (delivery) => [serviceOf(delivery.source.type), serviceOf(delivery.target.type)],
  account: (delivery) => [delivery.source.account, delivery.target.account, delivery.key?.account],
  stack: (delivery) => [delivery.source.stack, delivery.target.stack],
};

const collate = new Intl.Collator(undefined, { numeric: true }).compare;
const haystacks = new WeakMap(); // of deliveries, and of what many of them share

function remember(thing, list) {
  let haystack = haystacks.get(thing);
  if (haystack === undefined) haystacks.set(thing, haystack = list(thing).join("\n").toLowerCase());
  return haystack;
}

const ofEnd = (one) => remember(one, ({ id, arn, type, at, stack, account }) => [id, arn, type, at, stack, account]);
const ofCall = (one) => remember(one, ({ principal, action, reason }) => [principal, action, reason]);
const ofPath = (one) => remember(one, ({ id, title }) => [id, ...data.patterns[data.texts[title][0]]]);
const ofFinding = (number) => remember(data.findings[number], ({ rule }) => [rule]);
const haystackOf = (delivery) => remember(delivery, ({ verdict, path, source, target, key, findings = [] }) =>
  [verdict, ofPath(path), ofEnd(source), ofEnd(target), key ? ofEnd(key) : "", ...callsOf(delivery).map(ofCall), ...findings.map(ofFinding)]);

const SLICE = 8; // milliseconds
const REST = 40;

// The first search would have to put all of that together: it is done in slices before somebody searches.
function prepareSearch(of, from = 0) {
  if (of !== deliveries) return;
  const end = performance.now() + SLICE;
  let at = from;
  while (at < of.length && performance.now() < end) haystackOf(of[at++]);
  if (at < of.length) setTimeout(prepareSearch, REST, of, at);
}

let found = { asked: null, list: [] };

// What the search and the filters leave, whatever its verdict: the counts on the buttons are of these.
function listFound() {
  const asked = JSON.stringify([state.query, ...Object.keys(FILTERS).map((name) => state[name])]);
  if (found.asked !== asked || found.of !== deliveries) found = { asked, of: deliveries, list: lookUp() };
  return found.list;
}

function lookUp() {
  const words = state.query.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = Object.keys(FILTERS).filter((name) => state[name] !== ANY);
  if (!words.length && !chosen.length) return deliveries;
  return deliveries.filter((one) => chosen.every((name) => FILTERS[name](one).includes(state[name])) &&
    words.every((piece) => haystackOf(one).includes(piece)));
}

const listShown = () => listFound().filter((one) => state.verdicts.has(one.verdict));

let options = { of: null };

// What each filter offers; looked up once for a run.
function optionsOf(name) {
  if (options.of !== deliveries) {
    options = { of: deliveries };
    for (const [filter, list] of Object.entries(FILTERS)) {
      const found = new Set();
      for (const one of deliveries) for (const value of list(one)) if (value) found.add(value);
      options[filter] = [...found].sort(collate);
    }
  }
  return options[name];
}

const isFiltered = () => state.query !== "" || Object.keys(FILTERS).some((name) => state[name] !== ANY) || state.verdicts.size < 3;

function clearFilters() {
  Object.assign(state, { query: "", verdicts: new Set(VERDICTS), path: ANY, service: ANY, account: ANY, stack: ANY });
}
