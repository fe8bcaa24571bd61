// On paper: everything that doesn't simply work in full, and what works as a list.

const MOST_PRINTED = 200;

function buildPrint() {
  const loud = deliveries.filter((one) => one.weight > 0).sort(byWeight);
  const quiet = deliveries.filter((one) => one.weight === 0);
  find("print").replaceChildren(
    make("h1", {}, headline()), make("p", {}, data.files.join(", ")),
    ...loud.slice(0, MOST_PRINTED).map((one) => make("article", {}, showDelivery(one))),
    loud.length > MOST_PRINTED ? make("p", {}, word("more", { count: loud.length - MOST_PRINTED })) : "",
    quiet.length ? make("h2", {}, word("verdict.WORKS")) : "",
    make("ul", {}, quiet.slice(0, MOST_PRINTED * 5).map((one) => make("li", {}, `${one.source.id} → ${one.target.id} (${titleOf(one)})`))),
    ...["findings", "gaps", "limits"].flatMap((view) => [make("h2", {}, word(`view.${view}`)), VIEWS[view]()]));
  for (const details of find("print").querySelectorAll("details")) details.open = true;
  for (const one of find("print").querySelectorAll("[id]")) one.removeAttribute("id");
}

addEventListener("beforeprint", buildPrint);
addEventListener("afterprint", () => find("print").replaceChildren());
