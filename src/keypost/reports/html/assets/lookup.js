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

function fits(delivery) {
  return Object.entries(FILTERS).every(([name, list]) => state[name] === ANY || list(delivery).includes(state[name]));
}

// What the search and the filters leave, whatever its verdict: the counts on the buttons are of these.
function listFound() {
  const words = state.query.toLowerCase().split(/\s+/).filter(Boolean);
  return deliveries.filter((one) => fits(one) && words.every((piece) => haystackOf(one).includes(piece)));
}

function optionsOf(name) {
  const found = new Set(deliveries.flatMap(FILTERS[name]).filter(Boolean));
  return [...found].sort((one, other) => one.localeCompare(other));
}

const isFiltered = () => state.query !== "" || Object.keys(FILTERS).some((name) => state[name] !== ANY) || state.verdicts.size < 3;

function clearFilters() {
  Object.assign(state, { query: "", verdicts: new Set(VERDICTS), path: ANY, service: ANY, account: ANY, stack: ANY });
}
