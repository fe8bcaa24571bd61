// Calls, and the policies that decided them, with the deciding statement marked.

const PROGRESS = { Principal: 0, NotPrincipal: 0, Action: 1, NotAction: 1, Resource: 2, NotResource: 2, Condition: 3 };
const SETTLED = { allow: "WORKS", explicit_deny: "FAILS", implicit_deny: "FAILS", undecided: "DEPENDS" };

function showCalls(delivery) {
  const calls = callsOf(delivery);
  if (!calls.length) return make("p", {}, word("no.calls"));
  const stopped = calls.findIndex((call) => call.verdict !== "WORKS");
  return calls.map((call, at) => showCall(call, at === stopped));
}

function showCall(call, isOpen) {
  const verdict = call.verdict;
  const head = make("summary", {}, shape(verdict), make("span", { class: "call" }, make("code", {}, call.action),
    make("small", {}, call.principal ?? word("caller.unknown"))), make("span", { class: `outcome ${verdict}` }, word(`decision.${call.decision}`)));
  return make("details", { class: `call ${verdict}`, open: isOpen }, head, make("div", { class: "inside" },
    call.resource && make("p", { class: "small" }, word("on"), " ", make("code", {}, breakable(call.resource))),
    call.why !== undefined && prose(tell(call.why)),
    call.why === undefined && make("p", {}, word("allowed.by")),
    make("p", { class: "small" }, places(call.at), " ", make("code", {}, call.reason)),
    policiesOf(call).map((one) => showPolicy(one, call))));
}

// The step that the sentence speaks of: of an Allow that doesn't apply the one that came furthest.
function findNearest(policy, call) {
  if (call === null || (policy.decides ?? null) !== null) return null;
  const open = policy.steps.find(([, outcome]) => outcome === 2);
  if (open) return open;
  const isAllow = ([number]) => data.statements[policyAt(policy.policy).statements[number]?.[0]]?.Effect === "Allow";
  const misses = policy.steps.filter((step) => step[1] === 0 && isAllow(step));
  return misses.reduce((best, step) => (best === null || (PROGRESS[step[3]] ?? -1) > (PROGRESS[best[3]] ?? -1) ? step : best), null);
}

function showPolicy(policy, call) {
  const { of, at, statements, unread } = policyAt(policy.policy);
  const nearest = findNearest(policy, call);
  const steps = new Map(policy.steps.map((step) => [step[0], step]));
  const shown = statements.map(([said, line], number) => {
    const text = JSON.stringify(data.statements[said], null, 2);
    const step = steps.get(number) ?? null;
    const role = call !== null && policy.decides === number ? "decides" : step !== null && step === nearest ? (step[1] === 2 ? "open" : "nearest") : "";
    return { role, element: showStatement({ text, line, number, step, role, call }) };
  });
  const told = shown.filter((one) => one.role);
  const rest = shown.filter((one) => !one.role);
  const isLong = told.length > 0 && rest.length > 1;
  return make("div", { class: "policy" },
    make("h4", {}, mark(word(`kind.${policy.kind}`, { of: `\`${of}\`` })), " ", places(at)),
    (isLong ? told : shown).map((one) => one.element),
    isLong && make("details", { class: "rest" }, make("summary", {}, word("statements.rest", { count: rest.length })), rest.map((one) => one.element)),
    !statements.length && make("p", { class: "small" }, word("no.statements")),
    unread && make("p", { class: "small" }, word("statements.unread", { count: unread })));
}

function showStatement({ text, line, number, step, role, call }) {
  const verdict = role === "decides" ? SETTLED[call.decision] : role === "open" ? "DEPENDS" : role === "nearest" ? "FAILS" : "";
  const { Sid: sid } = JSON.parse(text);
  const marked = role && step ? linesOf(text, step[3], step[4]) : [0, -1];
  const lines = text.split("\n").map((one, at) =>
    make("span", { class: at >= marked[0] && at <= marked[1] ? "line hit" : "line" }, `${one}\n`));
  const label = sid === undefined ? word("statement", { number: number + 1 }) : sid;
  return make("figure", { class: `statement ${role} ${verdict}` },
    make("figcaption", {}, make("strong", {}, label), line > 0 && make("span", { class: "at" }, word("line", { line })),
      role && make("span", { class: `outcome ${verdict}` }, word(`role.${role}`))),
    step !== null && make("p", { class: "small clause" }, mark(tell(step[2]))),
    make("pre", { tabindex: "0", role: "region", "aria-label": label }, make("code", {}, lines)));
}

// The lines of an element of the statement, of a condition those of its key.
function linesOf(text, element, key) {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`  "${element}":`));
  if (start < 0) return [0, -1];
  const after = lines.findIndex((line, at) => at > start && /^ {2}["}]|^}/.test(line));
  const end = (after < 0 ? lines.length : after) - (lines[after]?.startsWith("  }") || lines[after]?.startsWith("  ]") ? 0 : 1);
  if (!key) return [start, end];
  const at = lines.findIndex((line, n) => n > start && n <= end && line.toLowerCase().trim().startsWith(`"${key.toLowerCase()}":`));
  if (at < 0) return [start, end];
  const close = /[[{]$/.test(lines[at]) ? lines.findIndex((line, n) => n > at && /^ {6}[\]}]/.test(line)) : at;
  return [at, close < 0 ? at : close];
}
