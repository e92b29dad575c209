// The measures of a clip: name, value, unit and what it means. The numbers are made in Python.

import { element } from "../../shared/dom.js";
import { number, timecode } from "../../shared/format.js";
import { createAsked } from "./asked.js";
import { definitions } from "./definitions.js";

/** @typedef {{ name: string, label: string, value: string, means: string }} MeasureRow */

/** Pairs of a measure's name and how many decimals of it mean something. @type {[string, number][]} */
const NUMBERS = [
  ["motion", 1],
  ["flicker", 2],
  ["sharpness", 0],
  ["loop_seam", 1],
  ["loop_seam_ratio", 1],
  ["loudness_lufs", 1],
];

/**
 * @param {Record<string, any>} measures as `Measures.to_dict` has them; null where one does not apply
 * @param {import("../../shared/texts.js").Say} say
 * @param {string} language
 * @param {number} fps
 * @returns {MeasureRow[]}
 */
export function measureRows(measures, say, language, fps) {
  const none = say("panels.measure.none");
  const at = (/** @type {number} */ timeS) => timecode(Math.floor(timeS * fps + 1e-4), fps);
  /** @type {[string, string][]} */
  const rows = NUMBERS.filter(([name]) => name in measures).map(([name, decimals]) => {
    const value = measures[name];
    const shown =
      typeof value === "number"
        ? say(`panels.measure.${name}.value`, { n: number(value, language, decimals) })
        : say("panels.measure.not_applicable");
    return [name, shown];
  });
  if (Array.isArray(measures.cuts)) rows.push(["cuts", measures.cuts.map(at).join(", ") || none]);
  if ("silences" in measures) {
    const spans = measures.silences?.map(
      (/** @type {[number, number]} */ [from, to]) => `${at(from)}–${at(to)}`,
    );
    rows.push(["silences", spans ? spans.join(", ") || none : say("panels.measure.not_applicable")]);
  }
  return rows.map(([name, value]) => ({
    name,
    label: say(`panels.measure.${name}`),
    value,
    means: say(`panels.measure.${name}.means`),
  }));
}

/** @param {import("./index.js").PanelContext} context */
export function createMeasures({ clip, say, language, request, player, signal }) {
  const body = element("div", { tabindex: -1 });
  const show = (/** @type {Record<string, any>} */ measures) =>
    body.replaceChildren(
      element("p", { class: "sora-panels__note", text: say("panels.measures.note") }),
      definitions(
        measureRows(measures, say, language, clip.fps).map(({ label, value, means }) => [
          label,
          element(
            "div",
            { class: "sora-panels__measure" },
            element("span", { text: value }),
            element("span", { class: "sora-panels__means", text: means }),
          ),
        ]),
      ),
    );
  const asked = createAsked({
    label: say("panels.measures.ask"),
    waiting: say("panels.measures.waiting"),
    say,
    ask:
      request && (async () => (await request("player-measures", { clip_id: clip.clip_id }, signal)).result),
    onAnswer: ({ measures }, hadFocus) => {
      show(measures);
      player.announce(say("panels.measures.done"));
      if (hadFocus) body.focus();
    },
    signal,
  });
  if (clip.measures) show(clip.measures);
  else body.append(asked.root);
  return {
    root: body,
    /** Opening the panel asks for them. */
    opened: () => asked.press(),
  };
}
