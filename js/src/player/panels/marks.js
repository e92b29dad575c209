// The notes on a clip: a list whose timecodes go there, whose words are fields, and what can be done with them.

import { element, listen, setText, setValue } from "../../shared/dom.js";
import { timecode } from "../../shared/format.js";
import { isGivenUp } from "../../shared/requests.js";
import { timeOfFrame } from "../transport.js";
import { frameOf, marksCsv, marksEdl } from "./marks-export.js";

/** @typedef {import("./clip.js").Mark} Mark */

const MOST_CHARS = 1000;

/** @param {import("./index.js").PanelContext} context */
export function createMarks({ clip, say, player, marks, signal }) {
  const add = element("button", { type: "button", class: "sora-button", text: say("panels.marks.add") });
  const csv = element("button", {
    type: "button",
    class: "sora-button",
    text: "CSV",
    title: say("panels.marks.csv"),
  });
  const edl = element("button", {
    type: "button",
    class: "sora-button",
    text: "EDL",
    title: say("panels.marks.edl"),
  });
  const rows = element("ol", { class: "sora-panels__marks" });
  const empty = element("p", { class: "sora-panels__note", text: say("panels.marks.empty") });
  const removed = element("span");
  const undo = element("button", { type: "button", class: "sora-button", text: say("panels.marks.undo") });
  const offer = element("p", { class: "sora-panels__offer" }, removed, undo);
  const problem = element("p", { class: "sora-panels__problem", role: "alert" });
  const root = element(
    "div",
    {},
    element("div", { class: "sora-panels__tools" }, add, csv, edl),
    empty,
    rows,
    offer,
    problem,
  );

  /** @type {Map<string, ReturnType<typeof createRow>>} */
  const shown = new Map();
  /** @type {Mark | null} */
  let last = null;

  const timeOf = (/** @type {Mark} */ mark) => timecode(frameOf(mark, clip), clip.fps);
  const attempt = async (/** @type {Promise<void>} */ change) => {
    setText(problem, "");
    try {
      await change;
    } catch (error) {
      if (!isGivenUp(error)) setText(problem, error instanceof Error ? error.message : String(error));
    }
  };
  const createRow = (/** @type {Mark} */ first) => {
    let mark = first;
    const life = new AbortController();
    const alive = AbortSignal.any([signal, life.signal]);
    const at = element("button", { type: "button", class: "sora-panels__at" });
    const field = element("input", {
      class: "sora-panels__field",
      type: "text",
      maxlength: MOST_CHARS,
      placeholder: say("panels.marks.no_words"),
    });
    const remove = element(
      "button",
      { type: "button", class: "sora-panels__remove" },
      element("span", { "aria-hidden": "true", text: "×" }),
    );
    const show = (/** @type {Mark} */ next) => {
      mark = next;
      const time = timeOf(mark);
      setText(at, time);
      for (const [target, key] of /** @type {[HTMLElement, string][]} */ ([
        [at, "panels.marks.go"],
        [field, "panels.marks.words"],
        [remove, "panels.marks.remove"],
      ])) {
        target.setAttribute("aria-label", say(key, { time }));
        if (target !== field) target.title = say(key, { time });
      }
      if (!field.matches(":focus")) setValue(field, mark.text);
    };
    const keep = () => {
      const text = field.value.trim();
      if (text === mark.text) return;
      mark = { ...mark, text, made_at: new Date().toISOString() };
      void attempt(marks.change(mark));
    };
    listen(at, "click", () => player.goTo(timeOfFrame(frameOf(mark, clip), clip)), alive);
    listen(field, "change", keep, alive);
    listen(
      field,
      "keydown",
      (/** @type {KeyboardEvent} */ event) => {
        if (event.repeat && !field.value) event.preventDefault(); // the key that made the mark is still held
        if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === "Escape") field.value = mark.text;
        else keep();
        player.focus();
      },
      alive,
    );
    listen(remove, "click", () => takeAway(mark), alive);
    const line = element("li", {}, at, field, remove);
    show(first);
    return { line, field, remove, show, end: () => life.abort() };
  };

  const draw = () => {
    const now = marks.list();
    const ids = new Set(now.map(({ id }) => id));
    for (const [id, row] of shown) {
      if (ids.has(id)) continue;
      row.end();
      row.line.remove();
      shown.delete(id);
    }
    now.forEach((mark, index) => {
      let row = shown.get(mark.id);
      if (row) row.show(mark);
      else {
        row = createRow(mark);
        shown.set(mark.id, row);
      }
      // Moved only when it must be: an element that moves loses its focus.
      if (rows.children[index] !== row.line) rows.insertBefore(row.line, rows.children[index] ?? null);
    });
    empty.hidden = now.length > 0;
    csv.hidden = edl.hidden = now.length === 0;
    offer.hidden = last === null;
  };
  const takeAway = (/** @type {Mark} */ mark) => {
    const order = marks.list().map(({ id }) => id);
    const index = order.indexOf(mark.id);
    const neighbour = order[index + 1] ?? order[index - 1];
    last = mark;
    void attempt(marks.remove(mark.id));
    setText(removed, say("panels.marks.removed", { time: timeOf(mark) }));
    player.announce(removed.textContent);
    ((neighbour && shown.get(neighbour)?.remove) || add).focus();
  };
  const bringBack = () => {
    if (!last) return;
    const mark = { ...last, made_at: new Date().toISOString() };
    last = null;
    setText(removed, "");
    void attempt(marks.add(mark));
    shown.get(mark.id)?.field.focus();
  };
  const addHere = () => {
    const timeS = Math.min(player.frame() / clip.fps, clip.duration_s);
    const mark = { id: newId(), time_s: timeS, text: "", made_at: new Date().toISOString() };
    void attempt(marks.add(mark));
    player.announce(say("panels.marks.added", { time: timeOf(mark) }));
    shown.get(mark.id)?.field.focus();
  };

  listen(add, "click", addHere, signal);
  listen(undo, "click", bringBack, signal);
  // A spreadsheet takes a file for UTF-8 when it begins with a byte order mark.
  listen(csv, "click", () => save(`\ufeff${marksCsv(marks.list(), clip)}`, "text/csv", "csv"), signal);
  listen(edl, "click", () => save(marksEdl(marks.list(), clip), "text/plain", "edl"), signal);
  const save = (/** @type {string} */ text, /** @type {string} */ type, /** @type {string} */ extension) => {
    const url = URL.createObjectURL(new Blob([text], { type }));
    element("a", {
      href: url,
      download: `${clip.filename.replace(/\.[^.]*$/, "")}.marks.${extension}`,
    }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000); // the browser reads it after the click
  };
  marks.onChange(draw);
  draw();
  return { root, addHere };
}

/** Sixteen hexadecimal digits, also on a page without https, where `randomUUID` is missing. */
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/**
 * The marks on the scrub bar: for the eye only, as the list says the same.
 *
 * @param {import("./index.js").PanelContext} context
 */
export function createDots({ clip, marks, player }) {
  if (!player.scrub) return;
  const layer = element("div", { class: "sora-player__dots", "aria-hidden": "true" });
  const draw = () =>
    layer.replaceChildren(
      ...marks.list().map((mark) => {
        const dot = element("span", { class: "sora-player__dot" });
        const share = clip.frame_count > 1 ? frameOf(mark, clip) / (clip.frame_count - 1) : 0;
        dot.style.setProperty("--at", String(share));
        return dot;
      }),
    );
  marks.onChange(draw);
  draw();
  player.scrub.append(layer);
}
