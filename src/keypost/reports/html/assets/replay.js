// Records of CloudTrail, decided under the policy of a key as it is edited.

const MOST_RECORDS = 5_500_000; // bytes; on the way they grow by a third
const FATES = [["denied", "FAILS"], ["undecided", "DEPENDS"], ["stays", "WORKS"], ["failedThen", "WORKS"]];
const past = { file: null, key: null, arn: "", told: null };

COUNTS.replay = () => null;

const listKeys = () => data.resources.filter((one) => one.type === "AWS::KMS::Key" && one.policy !== undefined && one.manager === "CUSTOMER");

VIEWS.replay = () => {
  const keys = listKeys();
  if (!keys.length) return none("replay.none");
  const key = make("select", { id: "replay-key" }, keys.map((one, at) => make("option", { value: at }, one.id)));
  const file = make("input", { type: "file", id: "replay-file", accept: ".json,.gz,.jsonl,.ndjson", on: { change: () => { past.arn = ""; choices.replaceChildren(); } } });
  const choices = make("div", { class: "choices" });
  const told = make("div", { class: "told-causes", "aria-live": "polite" });
  const run = () => replayFile({ key: keys[key.value], file: file.files[0], choices, told });
  return make("div", { class: "explain replay" }, make("p", { class: "lead" }, word("replay.lead")),
    make("label", { for: "replay-key" }, word("replay.key")), key, make("label", { for: "replay-file" }, word("replay.file")), file, choices,
    button(word("replay.act"), run, { id: "replay-act" }), told);
};

async function replayFile({ key, file, choices, told }) {
  if (!file) return;
  if (file.size > MOST_RECORDS) return told.replaceChildren(make("p", {}, mark(word("replay.large"))));
  try {
    const answer = await ask("replay", { records: await encodeFile(file), stack: key.stack ?? "", key: key.id, arn: past.arn });
    if (answer.keys) return chooseKey(answer.keys, choices);
    told.replaceChildren(...showReplay(answer));
  } catch (error) {
    const { problem } = error;
    told.replaceChildren(make("div", { class: "problem", role: "alert" }, problem ? [make("p", {}, mark(say(problem.message))), make("p", { class: "small" }, mark(say(problem.hint)))] : word("lost")));
  }
}

function chooseKey(keys, choices) {
  const select = make("select", { id: "replay-arn", on: { change: (event) => { past.arn = event.target.value; } } }, keys.map((one) => make("option", { value: one }, one)));
  past.arn = keys[0];
  choices.replaceChildren(make("label", { for: "replay-arn" }, word("replay.arn")), select);
  select.focus();
}

async function encodeFile(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const pieces = [];
  for (let at = 0; at < bytes.length; at += 0x8000) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(pieces.join(""));
}

function showReplay(replayed) {
  const parts = FATES.filter(([fate]) => replayed.summary[fate]).map(([fate, verdict]) => make("section", {},
    make("h2", {}, shape(verdict), " ", word(`replay.${fate}`, { count: replayed.summary[fate] })), listRequests(replayed[fate])));
  const dark = make("section", {}, make("h2", {}, word("replay.dark")), make("ul", { class: "small" }, replayed.cannotShow.map((one) => make("li", {}, mark(both(one.message))))));
  return [...parts, dark];
}

function listRequests(requests) {
  return make("ul", { class: "cards" }, requests.slice(0, 50).map((one) => make("li", {},
    make("p", {}, make("code", {}, breakable(one.invokedBy ?? one.principal)), " ", make("code", {}, one.action), " ", make("small", {}, `× ${one.count.toLocaleString(language)}, ${one.first} – ${one.last}`)),
    one.message && prose(both(one.message)), (one.needs ?? []).map((need) => make("p", { class: "small" }, mark(both(need.why)))))));
}
