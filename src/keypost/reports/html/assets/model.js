// The data of the run, and the words of the language that is chosen.

let data = JSON.parse(find("data").textContent);
let language = data.language;
let deliveries = [];
let fixOf = new Map(); // by finding

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

// Names that many rows have stand once, and so do files; this puts them back.
function unpack(rows, names) {
  return rows.map((row) => {
    const whole = { ...row, at: where(row.at) };
    for (const name of names) if (row[name] !== undefined) whole[name] = data.names[row[name]];
    return whole;
  });
}

const where = (at) => (Array.isArray(at) ? `${data.names[at[0]]}:${at[1]}` : at);

function adopt(fresh) {
  data = fresh;
  data.resources = unpack(data.resources, ["type", "arn", "stack", "account", "manager"]);
  data.calls = unpack(data.calls, ["action", "decision", "verdict", "reason", "principal", "resource"]);
  data.policies = unpack(data.policies, []);
  data.findings = unpack(data.findings, []);
  const seen = new Map();
  deliveries = data.deliveries.map((row, number) => buildDelivery(row, number, seen));
  fixOf = new Map();
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

const callsOf = (delivery) => delivery.calls.map((number) => data.calls[number]);
const countOf = (verdict, among = deliveries) => among.filter((one) => one.verdict === verdict).length;
const titleOf = (delivery) => tell(delivery.path.title);
const shortType = (type) => type.replace(/^AWS::/, "").replace("::", " ");
const serviceOf = (type) => type.split("::")[1] ?? type;

function placeOf(resource) {
  return resource.outside ? word("outside") : resource.at;
}

adopt(data);
