// What mends a delivery: candidates that were applied to a copy and decided again, with their diffs.

function showFixes(delivery) {
  const findings = delivery.findings ?? [];
  const fixes = [...new Set(findings.map((number) => fixOf.get(number)).filter(Boolean))];
  const candidates = fixes.flatMap((fix) => fix.candidates);
  if (candidates.length) return candidates.map((one, at) => showCandidate(one, at));
  const advice = findings.flatMap((number) => data.findings[number].fixes);
  if (!advice.length) return null;
  return [make("ol", { class: "advice" }, advice.map((number) => make("li", {}, prose(tell(number))))),
    fixes.length ? make("p", { class: "small" }, word("mend.none")) : data.unmended > 0 && make("p", { class: "small" }, mark(word("mend.ask")))];
}

function showCandidate(candidate, at) {
  const isSafe = candidate.disposition === "SAFE";
  const rows = [["turns", candidate.turns.map((number) => nameDelivery(number))], ["breaks", candidate.breaks.map((number) => nameDelivery(number))],
    ["gains", candidate.gains.map(tell)], ["mind", candidate.cautions.map(tell)]];
  return make("details", { class: "candidate", open: at === 0 },
    make("summary", {}, make("span", { class: `disposition ${candidate.disposition}` }, word(`disposition.${candidate.disposition}`)), make("span", {}, tell(candidate.kind))),
    make("div", { class: "inside" },
      make("ul", {}, candidate.changes.map((number) => make("li", {}, mark(tell(number))))),
      make("p", { class: `small proof${isSafe ? " safe" : ""}` }, tell(candidate.proof)),
      make("dl", { class: "facts" }, rows.filter(([, list]) => list.length).map(([name, list]) =>
        [make("dt", {}, word(name)), make("dd", {}, list.slice(0, 8).map((text) => make("p", {}, mark(text))), list.length > 8 && make("p", {}, word("more", { count: list.length - 8 })))])),
      candidate.obstacle !== undefined && make("p", { class: "small" }, mark(tell(candidate.obstacle))),
      candidate.snippets.map(([lead, text]) => [make("p", { class: "small" }, tell(lead)), block(text), copier(text, "copy.lines")]),
      candidate.diff && [showDiff(candidate.diff), copier(candidate.diff, "copy.diff")],
      tryOut(candidate)));
}

// The live page puts a button here.
let tryOut = () => null;

const nameDelivery = (number) => `\`${deliveries[number].source.id}\` → \`${deliveries[number].target.id}\``;
const copier = (text, name) => button(word(name), () => copy(text, word("copied")));
const DIFF = { "+": "added", "-": "removed", "@": "hunk" };

function showDiff(text) {
  const lines = text.replace(/\n$/, "").split("\n").map((line) => {
    const isHead = /^(\+\+\+|---) /.test(line);
    return make("span", { class: `line ${isHead ? "hunk" : DIFF[line[0]] ?? ""}` }, `${line}\n`);
  });
  return make("pre", { class: "diff", tabindex: "0", role: "region", "aria-label": word("diff") }, make("code", {}, lines));
}

async function copy(text, told) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { class: "sr", "aria-hidden": "true", tabindex: "-1" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  announce(told);
  document.body.classList.add("told");
  setTimeout(() => document.body.classList.remove("told"), 2500);
}
