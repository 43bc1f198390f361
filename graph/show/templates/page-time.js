// The timeline below the map: how many facts each month (or quarter, or year) has, and the stretch of it that is let through.

const timeline = byId("time");
const DAY = 86400000;

/** Days since 1970 of the first and last day of a date of publication ("2024", "2024-05", "2024-05-01"), or null. */
function daysOfPart(text) {
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map((n) => (n === undefined ? 0 : Number(n)));
  const start = Date.UTC(year, (month || 1) - 1, day || 1);
  const end = day ? start : Date.UTC(year, month || 12, 0);
  return Number.isNaN(start) ? null : [start / DAY, end / DAY];
}

/** The first and last day of a fact's time; of one that is open at an end, the day that is known. */
function daysOf(when) {
  if (when.days === null) return daysOfPart(when.date);
  const [first, last] = when.days.map((day) => (day ? (daysOfPart(day)?.[0] ?? null) : null));
  return first === null && last === null ? null : [first ?? last, last ?? first];
}

for (const fact of facts) {
  const when = dateOf(fact);
  fact.days = when ? daysOf(when) : null;
}

// ---- steps of the scale

const STEP_NAMES = { month: "short", quarter: "short", year: undefined };

/** The scale: {kind, starts: first day of each step, end}; the first step holds what is older, where little is. */
function makeScale() {
  const firsts = facts.filter((fact) => fact.days).map((fact) => fact.days[0]).sort((a, b) => a - b);
  if (firsts.length < 2 || firsts[0] === firsts.at(-1)) return null;
  const most = Math.max(...facts.filter((fact) => fact.days).map((fact) => fact.days[1]));
  const usual = firsts[Math.floor(firsts.length * 0.06)];
  const years = (a, b) => (b - a) / 365.25;
  const from = years(firsts[0], most) > 6 ? usual : firsts[0];
  const kind = years(from, most) <= 5 ? "month" : years(from, most) <= 15 ? "quarter" : "year";
  const months = { month: 1, quarter: 3, year: 12 }[kind];
  const begin = new Date(from * DAY);
  const starts = [];
  for (let at = Math.floor(begin.getUTCMonth() / months) * months; ; at += months) {
    const start = Date.UTC(begin.getUTCFullYear(), at, 1) / DAY;
    if (start > most || starts.length > 400) break;
    starts.push(start);
  }
  const older = firsts[0] < starts[0];
  if (older) starts.unshift(-Infinity);
  return starts.length < 2 ? null : { kind, starts, older, end: most };
}

const scale = makeScale();

/** The step that a day is in. */
function stepOf(day) {
  let [low, high] = [0, scale.starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (scale.starts[middle] <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

function stepName(step) {
  if (scale.older && step === 0) return `before ${stepName(1)}`;
  const start = new Date(scale.starts[step] * DAY);
  const year = start.getUTCFullYear();
  if (scale.kind === "year") return String(year);
  if (scale.kind === "quarter") return `${year} Q${start.getUTCMonth() / 3 + 1}`;
  return `${start.toLocaleString("en-GB", { month: STEP_NAMES[scale.kind], timeZone: "UTC" })} ${year}`;
}

/** First and last day of some steps, as a filter: {from, to}. */
function daysOfSteps(first, last) {
  const to = last + 1 < scale.starts.length ? scale.starts[last + 1] - 1 : Infinity;
  return { from: scale.starts[first], to };
}

/** The steps of the filter, all of them where there is none. */
function chosenSteps() {
  if (!state.dates) return [0, scale.starts.length - 1];
  return [stepOf(state.dates.from), stepOf(Math.min(state.dates.to, scale.end))];
}

// ---- drawing and dragging

const timeParts = {};

function makeTimeline() {
  timeline.hidden = scale === null;
  if (!scale) return;
  const count = scale.starts.length;
  timeParts.bars = svg("svg", { viewBox: `0 0 ${count} 1`, preserveAspectRatio: "none", "aria-hidden": "true" });
  timeParts.words = element("p", { role: "status", "aria-label": "Dates shown" });
  timeParts.all = button("All dates", () => {
    chooseDates(null);
    timeParts.inputs[0].focus(); // the button goes, and the keyboard's place with it
  }, { class: "plain" });
  timeParts.inputs = ["First", "Last"].map((which, place) => {
    const input = element("input", { type: "range", min: "0", max: String(count - 1), step: "1", "aria-label": `${which} date shown` });
    input.addEventListener("input", () => {
      const values = timeParts.inputs.map((one) => Number(one.value));
      if (values[0] > values[1]) values[1 - place] = values[place];
      chooseSteps(values[0], values[1]);
    });
    return input;
  });
  const ends = element("div", { class: "ends", "aria-hidden": "true" }, element("span", {}, stepName(0)), element("span", {}, stepName(count - 1)));
  const track = element("div", { class: "track" }, timeParts.bars, ...timeParts.inputs);
  timeline.append(element("div", { class: "heading" }, element("h2", {}, "Time"), timeParts.words, timeParts.all), track, ends);
  dragOver(timeParts.bars);
}

/** Dragging over the bars chooses them; a click on the only chosen one gives all dates back. */
function dragOver(bars) {
  let start = null;
  const stepAt = (event) => {
    const box = bars.getBoundingClientRect();
    const along = (event.clientX - box.left) / box.width;
    return Math.max(0, Math.min(scale.starts.length - 1, Math.floor(along * scale.starts.length)));
  };
  bars.addEventListener("pointerdown", (event) => {
    start = stepAt(event);
    bars.setPointerCapture(event.pointerId);
    const [first, last] = chosenSteps();
    if (state.dates && first === start && last === start) chooseDates(null);
    else chooseSteps(start, start);
  });
  bars.addEventListener("pointermove", (event) => {
    if (start === null || !bars.hasPointerCapture(event.pointerId)) return;
    const now = stepAt(event);
    if (now !== start || state.dates) chooseSteps(Math.min(start, now), Math.max(start, now));
  });
  for (const event of ["pointerup", "pointercancel"]) bars.addEventListener(event, () => { start = null; });
}

function chooseSteps(first, last) {
  const whole = first === 0 && last === scale.starts.length - 1;
  chooseDates(whole ? null : daysOfSteps(first, last));
}

function chooseDates(dates) {
  if (dates?.from === state.dates?.from && dates?.to === state.dates?.to) return;
  state.dates = dates;
  filtersChanged();
}

/** Draw again: bars of the facts that the other filters let through, the chosen ones strong. */
function paintTimeline() {
  if (!scale) return;
  const numbers = new Array(scale.starts.length).fill(0);
  let undated = 0;
  for (const fact of facts) {
    if (!passesUndated(fact)) continue;
    if (fact.days) numbers[stepOf(fact.days[0])] += 1;
    else undated += 1;
  }
  const most = Math.sqrt(Math.max(1, ...numbers));
  const [first, last] = chosenSteps();
  timeParts.bars.replaceChildren(...numbers.map((number, step) => {
    const height = number ? Math.max(0.06, Math.sqrt(number) / most) : 0;
    const inside = step >= first && step <= last;
    return svg("rect", { x: step + 0.08, y: 1 - height, width: 0.84, height, class: inside ? "inside" : "outside" },
      svg("title", {}, `${plural(number, "fact")} from ${stepName(step)}`));
  }));
  timeParts.inputs.forEach((input, place) => {
    const step = [first, last][place];
    input.value = String(step);
    input.setAttribute("aria-valuetext", stepName(step));
  });
  const without = undated ? `${plural(undated, "fact")} without a date ${state.dates ? "hidden" : "shown too"}` : "";
  timeParts.words.textContent = state.dates ? `${first === last ? stepName(first) : `${stepName(first)} to ${stepName(last)}`}${without ? `; ${without}` : ""}` : without;
  timeParts.all.hidden = !state.dates;
}
