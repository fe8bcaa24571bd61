// The graph's layout: lanes by key, in a lane the targets, at a target its sources. What works is folded.

const ROW = 46, GAP = 14, LANE = 26, HEAD = 58;
const FEW = 12; // so many deliveries are shown without folds
const UNFOLDED_WORKS = 3; // beside failures of the same target

const byWeight = (one, other) => other.weight - one.weight || collate(one.source.id, other.source.id);

function group(list, keyOf) {
  const groups = new Map();
  for (const one of list) {
    const key = keyOf(one);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(one);
  }
  return [...groups.values()];
}

const weightOf = (list) => list.reduce((most, one) => Math.max(most, one.weight), 0);

// The lists, the worst first; equals as the input has them.
function sortByWorst(lists) {
  const weights = new Map(lists.map((list) => [list, Math.max(...list.map((one) => (Array.isArray(one) ? weightOf(one) : one.weight)))]));
  return lists.sort((one, other) => weights.get(other) - weights.get(one));
}

function layOut(shown, { narrow }) {
  const layout = { rows: [], targets: [], keys: [], height: 0 };
  const folds = shown.length > FEW && shown.some((one) => one.weight > 0);
  const isResting = (list) => folds && weightOf(list) === 0 && !state.unfolded.has("rest");
  const lanes = group(shown, (one) => one.keyNumber).map((lane) => sortByWorst(group(lane, (one) => one.targetNumber)));
  const resting = [];
  for (const lane of sortByWorst(lanes)) {
    const awake = lane.filter((target) => !isResting(target));
    resting.push(...lane.filter(isResting));
    if (awake.length) placeLane(layout, awake, { narrow, folds });
  }
  if (resting.length) placeRest(layout, resting);
  return layout;
}

function placeLane(layout, lane, { narrow, folds }) {
  if (layout.rows.length) layout.height += LANE;
  const start = layout.height;
  const targets = [];
  for (const list of lane) {
    if (targets.length) layout.height += GAP;
    targets.push(placeTarget(layout, list, { narrow, folds }));
  }
  const first = lane[0][0];
  if (first.key !== null) layout.keys.push({ number: first.keyNumber, resource: first.key, top: start, bottom: layout.height, targets });
}

function placeTarget(layout, list, { narrow, folds }) {
  const first = list[0];
  const target = { number: first.targetNumber, resource: first.target, key: first.key, top: layout.height, rows: [], weight: weightOf(list) };
  if (narrow) layout.height += HEAD;
  const handle = `${first.keyNumber}:${first.targetNumber}`;
  const loud = list.filter((one) => one.weight > 0).sort(byWeight);
  const quiet = list.filter((one) => one.weight === 0).sort(byWeight);
  const isFolded = folds && loud.length && quiet.length > UNFOLDED_WORKS && !state.unfolded.has(handle);
  for (const delivery of isFolded ? loud : [...loud, ...quiet]) place(layout, target, { delivery });
  if (isFolded) place(layout, target, { fold: handle, count: quiet.length });
  target.bottom = layout.height;
  layout.targets.push(target);
  return target;
}

function place(layout, target, row) {
  layout.rows.push({ ...row, number: layout.rows.length, top: layout.height, target });
  target.rows.push(layout.rows.at(-1));
  layout.height += ROW;
}

function placeRest(layout, resting) {
  if (layout.rows.length) layout.height += LANE;
  const count = resting.flat().length;
  layout.rows.push({ fold: "rest", number: layout.rows.length, count, targets: resting.length, top: layout.height, target: null });
  layout.height += ROW;
}
