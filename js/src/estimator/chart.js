// What a month costs over its clips: one line for each way to pay, and where one overtakes another. The picture is
// drawn for the width there is; everything it says stands beside it as words, and a crossing is a button.

import { element, setText } from "../shared/dom.js";
import { createAmount } from "./bars.js";
import { createKeyed } from "./keyed.js";
import { createScale, spread } from "./state.js";

/** @typedef {import("./state.js").Chart} Chart */

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 240;
const NARROW_PX = 420;
const LABEL_PX = 14;
const ROOM_FOR_NAMES_PX = 128;
const MOST_CHARS = 20;

const shortened = (/** @type {string} */ name) =>
  name.length > MOST_CHARS ? `${name.slice(0, MOST_CHARS - 1)}…` : name;

/** One element of the picture: its tag, its attributes, and its text. @typedef {[string, Record<string, string | number>, string?]} Stroke */

/** @param {Stroke} stroke */
function draw([tag, attributes, text]) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

/**
 * Draws into a group. What is the same element in the same place as before is changed and not made anew.
 *
 * @param {Element} group
 * @param {Stroke[]} strokes
 */
function redraw(group, strokes) {
  const old = Array.from(group.children);
  strokes.forEach((stroke, index) => {
    const [tag, attributes, text = ""] = stroke;
    const was = old[index];
    if (was?.tagName !== tag) {
      if (was) was.replaceWith(draw(stroke));
      else group.append(draw(stroke));
      return;
    }
    for (const [name, value] of Object.entries(attributes)) {
      if (was.getAttribute(name) !== String(value)) was.setAttribute(name, String(value));
    }
    setText(was, text);
  });
  for (const left of old.slice(strokes.length)) left.remove();
}

/**
 * @param {object} options
 * @param {string} options.id
 * @param {import("../shared/texts.js").Say} options.say
 * @param {import("./bars.js").Explain} options.onExplain
 * @param {(clips: number) => void} options.onGo
 * @param {AbortSignal} options.signal
 */
export function createChart({ id, say, onExplain, onGo, signal }) {
  const svg = draw(["svg", { class: "sora-estimator__chart", role: "img", height: HEIGHT }]);
  const frame = element("div", { class: "sora-estimator__frame" });
  frame.append(svg);
  const legendTitle = element("h4");
  const legend = element("ul", { class: "sora-estimator__legend" });
  const crossings = element("ul", {
    class: "sora-estimator__crossings",
    "aria-label": say("estimator.crossings"),
  });
  const crossingsTitle = element("h4", { text: say("estimator.crossings") });
  const none = element("p", { class: "sora-estimator__help" });
  const plan = element("strong");
  const why = document.createTextNode("");
  const root = element(
    "section",
    { class: "sora-estimator__section", "aria-labelledby": `${id}-chart` },
    element(
      "div",
      { class: "sora-estimator__title" },
      element("h3", { id: `${id}-chart`, text: say("estimator.break_even") }),
    ),
    element("p", { class: "sora-estimator__help" }, plan, document.createTextNode(" "), why),
    element(
      "div",
      { class: "sora-estimator__month" },
      frame,
      element(
        "div",
        { class: "sora-estimator__beside" },
        element("div", {}, legendTitle, legend),
        element("div", {}, crossingsTitle, crossings, none),
      ),
    ),
  );
  /** @type {Chart | null} */
  let chart = null;
  /** @type {string | null} */
  let lit = null;
  let width = 0;

  const showLegend = createKeyed(legend, (/** @type {import("./state.js").ChartLine} */ first) => {
    const swatch = draw([
      "svg",
      { class: "sora-estimator__swatch", viewBox: "0 0 24 8", "aria-hidden": "true" },
    ]);
    const line = draw(["path", { d: "M0 4h24" }]);
    swatch.append(line);
    const name = element("span", { class: "sora-estimator__legend-name" });
    const note = element("span", { class: "sora-estimator__note" });
    let current = first;
    const value = createAmount(say, () => current, onExplain);
    const item = element("li", {});
    item.append(swatch, name, value.button, note);
    return {
      root: item,
      show: (/** @type {import("./state.js").ChartLine} */ now) => {
        current = now;
        line.setAttribute("class", `sora-estimator__line is-${now.style}`);
        setText(name, now.name);
        value.show(now);
        setText(note, now.note);
      },
    };
  });
  const showCrossings = createKeyed(crossings, (/** @type {Chart["crossings"][number]} */ first) => {
    let now = first;
    const button = element("button", { type: "button", class: "sora-estimator__crossing" });
    const item = element("li", {}, button);
    button.addEventListener("click", () => onGo(now.n));
    for (const [type, isLit] of /** @type {const} */ ([
      ["focus", true],
      ["mouseenter", true],
      ["blur", false],
      ["mouseleave", false],
    ])) {
      button.addEventListener(type, () => {
        lit = isLit ? now.id : null;
        paint();
      });
    }
    return {
      root: item,
      show: (/** @type {Chart["crossings"][number]} */ crossing) => {
        now = crossing;
        setText(button, crossing.said);
        button.title = crossing.at;
        button.setAttribute("aria-label", crossing.spoken);
      },
    };
  });

  const paper = draw(["g", {}]);
  const ink = draw(["g", {}]);
  svg.append(paper, ink);
  let paperKey = "";

  function paint() {
    if (!chart || width < 1) return;
    const right = width < NARROW_PX ? 12 : ROOM_FOR_NAMES_PX;
    const area = { left: 48, top: 12, width: width - 48 - right, height: HEIGHT - 12 - 40 };
    const scale = createScale(chart, area);
    const key = JSON.stringify([chart.x_ticks, chart.y_ticks, chart.x_max, chart.y_max, width]);
    if (key !== paperKey) {
      paperKey = key;
      svg.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
      svg.setAttribute("width", String(width));
      redraw(paper, drawPaper(chart, area, scale, say("estimator.chart_x")));
    }
    redraw(ink, drawInk(chart, area, scale, right > 12, lit));
  }

  const watcher = new ResizeObserver((entries) => {
    const next = Math.floor(entries.at(-1)?.contentRect.width ?? 0);
    if (next === width) return;
    width = next;
    paint();
  });
  watcher.observe(frame);
  signal.addEventListener("abort", () => watcher.disconnect(), { once: true });

  return {
    root,
    /** @param {{ chart: Chart | null, no_plan: string, no_plan_why: string }} view */
    show: (view) => {
      chart = view.chart;
      setText(plan, view.no_plan);
      if (why.data !== view.no_plan_why) why.data = view.no_plan_why;
      frame.hidden = chart === null;
      setText(legendTitle, chart?.legend ?? "");
      showLegend(chart?.lines ?? []);
      showCrossings(chart?.crossings ?? []);
      crossings.hidden = !chart?.crossings.length;
      setText(none, chart ? chart.no_crossings : say("estimator.no_chart"));
      svg.setAttribute("aria-label", chart?.text ?? "");
      paint();
    },
  };
}

/** @typedef {{ left: number, top: number, width: number, height: number }} Area */
/** @typedef {ReturnType<typeof createScale>} Scale */

/**
 * What lies under the lines.
 *
 * @param {Chart} chart @param {Area} area @param {Scale} scale @param {string} unit
 * @returns {Stroke[]}
 */
function drawPaper(chart, { left, top, width, height }, { x, y }, unit) {
  const [end, bottom] = [left + width, top + height];
  /** @type {(at: [number, string]) => Stroke[]} */
  const across = ([usd, label]) => [
    ["line", { class: "sora-estimator__grid", x1: left, x2: end, y1: y(usd), y2: y(usd) }],
    ["text", { class: "sora-estimator__tick is-y", x: left - 8, y: y(usd) + 4 }, label],
  ];
  /** @type {(at: [number, string]) => Stroke} */
  const below = ([clips, label]) => [
    "text",
    { class: "sora-estimator__tick is-x", x: x(clips), y: bottom + 16 },
    label,
  ];
  return [
    ...chart.y_ticks.flatMap(across),
    ...chart.x_ticks.map(below),
    ["text", { class: "sora-estimator__tick is-end", x: end, y: bottom + 34 }, unit],
    ["line", { class: "sora-estimator__axis", x1: left, x2: end, y1: bottom, y2: bottom }],
  ];
}

/**
 * The lines, their names and crossings.
 *
 * @param {Chart} chart @param {Area} area @param {Scale} scale
 * @param {boolean} hasNames
 * @param {string | null} lit the crossing that is looked at
 * @returns {Stroke[]}
 */
function drawInk(chart, { left, top, width, height }, { x, y }, hasNames, lit) {
  const bottom = top + height;
  /** @type {Stroke[]} */
  const strokes = [
    ["line", { class: "sora-estimator__at", x1: x(chart.at), x2: x(chart.at), y1: top, y2: bottom }],
  ];
  for (const line of [...chart.lines].reverse()) {
    const points = line.points.map(([clips, usd]) => `${x(clips)},${y(usd)}`).join(" ");
    strokes.push(["polyline", { class: `sora-estimator__line is-${line.style}`, points }]);
    const [clips, usd] = line.points.at(-1) ?? [0, 0];
    if (line.end) {
      const at = { x1: x(clips), x2: x(clips), y1: y(usd) - 5, y2: y(usd) + 5 };
      strokes.push(["line", { class: "sora-estimator__stop", ...at }]);
    }
  }
  if (hasNames) {
    const ends = chart.lines.map((line) => y(line.points.at(-1)?.[1] ?? 0) + 4);
    const places = spread(ends, { gap: LABEL_PX, top: top + 4, bottom });
    chart.lines.forEach((line, index) => {
      const at = { x: left + width + 8, y: places[index] ?? 0 };
      strokes.push(["text", { class: `sora-estimator__end is-${line.style}`, ...at }, shortened(line.name)]);
    });
  }
  for (const crossing of chart.crossings) {
    const isLit = crossing.id === lit;
    const at = { cx: x(crossing.x), cy: y(crossing.y), r: isLit ? 6 : 3.5 };
    strokes.push(["circle", { class: `sora-estimator__point${isLit ? " is-lit" : ""}`, ...at }]);
  }
  return strokes;
}
