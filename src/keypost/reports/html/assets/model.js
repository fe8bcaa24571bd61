// The data of the run, and the words of the language that is chosen.

let data = JSON.parse(find("data").textContent);
let language = data.language;
let deliveries = [];
let fixOf = new Map(); // by finding
let callAt, policyAt; // by number

const RANKS = { FAILS: 2, DEPENDS: 1, WORKS: 0 };
const VERDICTS = ["FAILS", "DEPENDS", "WORKS"];

const say = ([en, ja]) => (language === "ja" && ja !== undefined ? ja : en);

function word(name, values = {}) {
  const key = values.count === 1 && data.words[`${name}.one`] ? `${name}.one` : name;
  return say(data.words[key]).replace(/\{(\w+)\}/g, (_, slot) => (typeof values[slot] === "number" ? values[slot].toLocaleString(language) : values[slot]));
}

// A text is a pattern with names; both stand once for all that use them.
function tell(number) {
  const [pattern, ...names] = data.texts[number];
  return say(data.patterns[pattern]).replace(/¤(\d*)¤/g, (_, at) => (at === "" ? "¤" : data.names[names[at]]));
}

// Rows of one shape share the names of their fields; names that many rows have stand once. This puts them back.
function unpack({ shapes, rows }, names = []) {
  const fields = shapes.map((shape) => shape.map((field) => [field, names.includes(field)]));
  return (number) => {
    const [row, values] = [{}, rows[number]];
    fields[values[0]].forEach(([field, isName], at) => { row[field] = isName ? data.names[values[at + 1]] : values[at + 1]; });
    if (row.at !== undefined) row.at = where(row.at);
    return row;
  };
}

const unpackAll = (table, names) => table.rows.map((_, number) => number).map(unpack(table, names));

const join = (lines) => lines.map((number) => data.names[number]).join("\n");

// What is shown of a few deliveries only is put together when it is first asked for.
function lazily(build) {
  const built = new Map();
  return (number) => {
    if (!built.has(number)) built.set(number, build(number));
    return built.get(number);
  };
}

const where = (at) => (Array.isArray(at) ? `${data.names[at[0]]}:${at[1]}` : at);

function adopt(fresh) {
  data = fresh;
  data.names = data.names.rows.map((name) => (Array.isArray(name) ? data.names.stems[name[0]] + name[1] : name));
  data.resources = unpackAll(data.resources, ["id", "type", "arn", "stack", "account", "manager"]);
  data.findings = unpackAll(data.findings, ["rule", "severity", "docs"]);
  policyAt = lazily(unpack(data.policies, ["of"]));
  callAt = lazily(unpack(data.calls, ["action", "decision", "verdict", "reason", "principal", "resource"]));
  const seen = new Map();
  deliveries = unpackAll(data.deliveries).map((row, number) => buildDelivery(row, number, seen));
  fixOf = new Map();
  for (const candidate of data.fixes.flatMap((fix) => fix.candidates)) {
    if (candidate.diff) candidate.diff = join(candidate.diff);
    candidate.snippets = (candidate.snippets ?? []).map(([lead, lines]) => [lead, join(lines)]);
  }
  for (const fix of data.fixes) for (const finding of fix.findings) fixOf.set(finding, fix);
}

// A delivery is linked to by its path and its ends, which stay from run to run.
function buildDelivery(row, number, seen) {
  const path = data.paths[row.path];
  const [source, target] = [data.resources[row.source], data.resources[row.target]];
  const name = [path.id, source.id, target.id].join(">");
  const before = seen.get(name) ?? 0;
  seen.set(name, before + 1);
  return {
    ...row, number, path, source, target,
    key: row.key === undefined ? null : data.resources[row.key],
    weight: row.accepted === undefined ? RANKS[row.verdict] : 0,
    sourceNumber: row.source, targetNumber: row.target, keyNumber: row.key ?? -1,
    link: before ? `${name}>${before + 1}` : name,
  };
}

const callsOf = (delivery) => delivery.calls.map(callAt);
const policiesOf = (call) => (call.policies ?? []).map(([policy, kind, steps, decides]) => ({ policy, kind: data.names[kind], steps: data.steps[steps] ?? [], decides }));
const countOf = (verdict, among = deliveries) => among.filter((one) => one.verdict === verdict).length;
const titleOf = (delivery) => tell(delivery.path.title);
const shortType = (type) => type.replace(/^AWS::/, "").replace("::", " ");
const serviceOf = (type) => type.split("::")[1] ?? type;

function placeOf(resource) {
  return resource.outside ? word("outside") : resource.at;
}

adopt(data);
