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
const haystacks = new WeakMap();

function haystackOf(delivery) {
  let haystack = haystacks.get(delivery);
  if (haystack === undefined) {
    const ends = [delivery.source, delivery.target, delivery.key].filter(Boolean);
    const named = ends.flatMap((one) => [one.id, one.arn, one.type, one.at, one.stack, one.account]);
    const called = callsOf(delivery).flatMap((call) => [call.principal, call.action, call.reason]);
    const rules = (delivery.findings ?? []).map((number) => data.findings[number].rule);
    const title = data.patterns[data.texts[delivery.path.title][0]];
    haystack = [delivery.verdict, delivery.path.id, ...title, ...named, ...called, ...rules].join("\n").toLowerCase();
    haystacks.set(delivery, haystack);
  }
  return haystack;
}

// What the search and the filters leave, whatever its verdict: the counts on the buttons are of these.
function listFound() {
  const words = state.query.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = Object.keys(FILTERS).filter((name) => state[name] !== ANY);
  if (!words.length && !chosen.length) return deliveries;
  return deliveries.filter((one) => chosen.every((name) => FILTERS[name](one).includes(state[name])) &&
    words.every((piece) => haystackOf(one).includes(piece)));
}

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
