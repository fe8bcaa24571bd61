// A delivery as Markdown, for a ticket or a chat.

const fence = (text) => {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  return "`".repeat(longest + 1);
};
const plain = (text) => text.replace(/[\\*_<>[\]#|]/g, "\\$&");
const quoted = (text) => (text.includes("`") ? plain(text).replaceAll("`", "\\`") : `\`${text.replaceAll("|", "\\|")}\``);

// Sentences keep their backticks; between them nothing may become markup.
const sentence = (text) => text.split("`").map((piece, at) => (at % 2 ? `\`${piece}\`` : plain(piece))).join("");

function writeTicket(delivery) {
  const lines = [`### ${delivery.verdict}: ${plain(titleOf(delivery))}`, ""];
  const ends = [["source", delivery.source], ["target", delivery.target], ["key", delivery.key]];
  for (const [name, one] of ends) if (one) lines.push(`- ${word(`column.${name}`)}: ${quoted(one.id)} (${one.type}, ${plain(placeOf(one))})`);
  for (const number of delivery.findings ?? []) lines.push("", sentence(tell(data.findings[number].message).split("\n")[0]));
  for (const [why, answer] of delivery.needs ?? []) lines.push("", `- ${sentence(tell(why))}: ${sentence(tell(answer))}`);
  lines.push("", `| ${word("head.call")} | ${word("head.caller")} | ${word("head.decision")} | ${word("fact.place")} |`, "|---|---|---|---|");
  for (const call of callsOf(delivery)) {
    lines.push(`| ${quoted(call.action)} | ${quoted(call.principal ?? "?")} | ${word(`decision.${call.decision}`)} | ${plain(call.at)} |`);
  }
  const fix = (delivery.findings ?? []).map((number) => fixOf.get(number)).find(Boolean)?.candidates[0];
  if (fix) {
    lines.push("", `**${word("mend")}** (${fix.disposition}): ${fix.changes.map((number) => sentence(tell(number))).join("; ")}`);
    if (fix.diff) lines.push("", `${fence(fix.diff)}diff`, fix.diff.replace(/\n$/, ""), fence(fix.diff));
  }
  return `${lines.join("\n")}\n`;
}
