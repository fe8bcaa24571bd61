// One delivery: what it is, every call, why, what would settle it, what mends it.

function section(name, ...content) {
  const rest = content.flat(Infinity).filter(Boolean);
  return rest.length ? make("section", { class: "part" }, make("h3", {}, word(name)), rest) : null;
}

function places(at) {
  return at?.length ? [make("span", { class: "at" }, breakable(where(at))), editHere(where(at))] : null;
}

// The live page puts a button here.
let editHere = () => null;

function link(target, text, attributes = {}) {
  return make("a", { href: linkTo(target), on: { click: () => { wantsFocus = true; } }, ...attributes }, breakable(text));
}

function showDelivery(delivery) {
  const settled = delivery.verdict === "WORKS";
  return [
    make("div", { class: "title" }, badge(delivery.verdict, word(`verdict.${delivery.verdict}`)),
      make("h2", { tabindex: "-1" }, titleOf(delivery))),
    showWay(delivery),
    delivery.accepted !== undefined && make("p", { class: "note" }, make("strong", {}, word("accepted")), " ", mark(tell(delivery.accepted))),
    delivery.current && delivery.current !== delivery.verdict && make("p", { class: "note" }, word("today", { verdict: delivery.current })),
    section("fault", (delivery.findings ?? []).map((number) => showFault(data.findings[number]))),
    section("needs", showNeeds(delivery)),
    section("mend", !settled && showFixes(delivery)),
    section("calls", showCalls(delivery)),
    section("observed", (delivery.observed ?? []).map((number) => prose(tell(number)))),
    section("shows", !settled && showFailure(delivery)),
    section("onward", listDeliveries(delivery.onward ?? [])),
    make("div", { class: "acts" },
      button(word("copy.ticket"), () => copy(writeTicket(delivery), word("copied.ticket")), { id: "copy-ticket", "aria-keyshortcuts": "c" }),
      button(word("copy.link"), () => copy(linkTo({ delivery: delivery.link }), word("copied.link"))),
      link({ path: delivery.path.id }, word("path.link"))),
  ];
}

// Source, target and key, one below the other, as the delivery goes.
function showWay(delivery) {
  const ends = [["source", delivery.source, delivery.sourceNumber], ["target", delivery.target, delivery.targetNumber]];
  if (delivery.key) ends.push(["key", delivery.key, delivery.keyNumber]);
  const rows = ends.map(([kind, resource, number]) => [make("dt", {}, word(`column.${kind}`)),
    make("dd", {}, link({ resource: number }, resource.id, { class: "strong" }), make("small", {}, shortType(resource.type)), places(placeOf(resource)))]);
  const encryption = [make("dt", {}, word("encryption")), make("dd", { class: "small" }, mark(tell(delivery.encryption)))];
  return make("dl", { class: "way" }, rows, encryption);
}

function showFault(finding) {
  const related = finding.related.map(([message, at]) => make("li", {}, mark(tell(message)), " ", places(at)));
  return make("div", { class: "fault" }, prose(tell(finding.message)),
    make("p", { class: "small" }, places(finding.at), " ", make("code", {}, finding.rule)),
    related.length > 0 && make("ul", { class: "small" }, related));
}

function showNeeds(delivery) {
  const assumed = (delivery.assumptions ?? []).map((number) => make("li", {}, word("fails.where"), " ", mark(tell(number))));
  const needs = (delivery.needs ?? []).map(([why, answer, at]) => make("li", {}, make("p", {}, mark(tell(why)), " ", places(at)),
    make("p", { class: "small" }, mark(tell(answer)))));
  const list = [...assumed, ...needs];
  return list.length ? [make("p", { class: "small" }, word("needs.lead")), make("ul", { class: "needs" }, list)] : null;
}

function showFailure(delivery) {
  const { failure, seenIn } = delivery.path;
  return [make("p", {}, mark(tell(failure))), make("p", { class: "small" }, word("look.in")),
    make("ul", { class: "small" }, seenIn.map((number) => make("li", {}, mark(tell(number)))))];
}

function listDeliveries(numbers) {
  if (!numbers.length) return null;
  return make("ul", { class: "plain" }, numbers.map((number) => {
    const one = deliveries[number];
    return make("li", {}, shape(one.verdict), " ", make("span", { class: "sr" }, `${one.verdict} `),
      link({ delivery: one.link }, `${one.source.id} → ${one.target.id}`), make("small", {}, titleOf(one)));
  }));
}

function showResource(number) {
  const resource = data.resources[number];
  const touching = deliveries.filter((one) => one.source === resource || one.target === resource || one.key === resource);
  const facts = [["type", resource.type], ["place", placeOf(resource)], ["arn", resource.arn], ["account", resource.account], ["stack", resource.stack]];
  return [
    make("div", { class: "title" }, make("h2", { tabindex: "-1" }, breakable(resource.id))),
    resource.manager !== undefined && make("p", {}, word(`manager.${resource.manager}`)),
    make("dl", { class: "facts" }, facts.filter(([, value]) => value).map(([name, value]) => [make("dt", {}, word(`fact.${name}`)), make("dd", {}, breakable(value))])),
    section("deliveries", listDeliveries(touching.sort(byWeight).slice(0, 100).map((one) => one.number)),
      touching.length > 100 && make("p", { class: "small" }, word("more", { count: touching.length - 100 }))),
    section("policy", resource.policy !== undefined && showPolicy({ policy: resource.policy, kind: "resource", steps: [] }, null)),
  ];
}

function showPath(id) {
  const path = data.paths.find((one) => one.id === id);
  if (!path) return null;
  const ways = data.paths.filter((one) => one.id === id);
  return [
    make("div", { class: "title" }, make("h2", { tabindex: "-1" }, tell(path.title))),
    make("p", { class: "small" }, make("code", {}, path.id)),
    ways.map(showFacts),
    section("sources", make("ul", {}, path.documents.map(([url, says, day]) => make("li", {}, make("p", {}, mark(tell(says))),
      make("p", { class: "small" }, make("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, breakable(url)), ` ${day}`))))),
    path.notes !== undefined && section("notes", prose(tell(path.notes))),
    make("p", { class: "small" }, mark(word("path.more", { id: path.id }))),
  ];
}

const SENT = ["absent", "sent", "undocumented"];

function showFacts(path) {
  return [
    section("who.calls", make("p", {}, mark(tell(path.caller)))),
    section("calls", make("ul", {}, path.calls.map(([action, on, what]) =>
      make("li", {}, make("code", {}, action), " ", word("on"), " ", make("code", {}, breakable(on)), " ", make("small", {}, tell(what)))))),
    section("condition.keys", path.contexts.map(([name, keys]) => make("div", { class: "scroll" }, make("table", {},
      make("caption", {}, tell(name)),
      make("tr", {}, ["key", "presence", "value", "known"].map((head) => make("th", { scope: "col" }, word(`head.${head}`)))),
      keys.map(([key, presence, value, grade]) => make("tr", {}, make("th", { scope: "row" }, make("code", {}, breakable(key))),
        make("td", {}, word(`key.${SENT[presence]}`)), make("td", {}, value && make("code", {}, breakable(value))), make("td", {}, grade === null ? "" : tell(grade)))))))),
  ];
}
