// What differs between the clips, above each picture, and what is the same in all, once under them. What differs is
// computed in Python; here it gets its words and its marks.

import { element } from "../shared/dom.js";
import { money, number } from "../shared/format.js";

/** @typedef {{ part: string, runs: [isOther: boolean, text: string][] }} PartRuns */
/** @typedef {{ name: string, value: string | number | boolean | null }} Setting */
/** @typedef {{ words: PartRuns[], settings: Setting[] }} Label */
/**
 * @typedef {{ clips: Label[], same: { words: { part: string, text: string }[], settings: Setting[] } }} Labels
 */

/** Words that are the same are kept this far from those that differ. */
const CONTEXT_CHARS = 28;

/**
 * Everything there is to say of the clips; nothing where the labels are none of ours: anybody may have written a saved
 * notebook.
 *
 * @param {any} labels
 * @param {number} count of the clips
 * @param {import("../shared/texts.js").Say} say
 * @param {string} language
 * @returns {{ above: (HTMLElement | null)[], same: HTMLElement | null }}
 */
export function createLabels(labels, count, say, language) {
  try {
    return {
      above: Array.from({ length: count }, (_, index) => createLabel(labels.clips[index], say, language)),
      same: createSame(labels.same, say, language),
    };
  } catch {
    return { above: [], same: null };
  }
}

/**
 * What tells one clip from the others.
 *
 * @param {Label} label
 * @param {import("../shared/texts.js").Say} say
 * @param {string} language
 */
function createLabel(label, say, language) {
  return element(
    "div",
    { class: "sora-compare__label", role: "list" },
    ...label.words.map(({ part, runs }) => {
      const line = pairOf(partName(part, say), ...marked(runs, say));
      line.title = runs.map(([, text]) => text).join("");
      return line;
    }),
    ...label.settings.map((one) =>
      pairOf(nameOf(one.name, say), element("mark", { text: valueText(one, say, language) })),
    ),
  );
}

/**
 * What all clips share; null where that is nothing.
 *
 * @param {Labels["same"]} same
 * @param {import("../shared/texts.js").Say} say
 * @param {string} language
 */
function createSame(same, say, language) {
  if (same.words.length + same.settings.length === 0) return null;
  const title = say("compare.same");
  return element(
    "section",
    { class: "sora-compare__same", "aria-label": title },
    element("span", { class: "sora-compare__title", text: title, "aria-hidden": "true" }),
    element(
      "div",
      { class: "sora-compare__facts", role: "list" },
      ...same.words.map(({ part, text }) => pairOf(partName(part, say), document.createTextNode(text))),
      ...same.settings.map((one) =>
        pairOf(nameOf(one.name, say), document.createTextNode(valueText(one, say, language))),
      ),
    ),
  );
}

/**
 * A name and what it is. No `dl`: the hosts' styles lay it out as tables.
 *
 * @param {string} name
 * @param {...Node} value
 */
function pairOf(name, ...value) {
  return element(
    "div",
    { class: "sora-compare__pair-of", role: "listitem" },
    element("span", { class: "sora-compare__name", text: name }),
    document.createTextNode(" "),
    element("span", { class: "sora-compare__value" }, ...value),
  );
}

/**
 * @param {PartRuns["runs"]} runs
 * @param {import("../shared/texts.js").Say} say
 */
function marked(runs, say) {
  if (runs.length === 0)
    return [element("span", { class: "sora-compare__none", text: say("compare.nothing_said") })];
  return runs.map(([isOther, text], index) =>
    isOther
      ? element("mark", { text })
      : document.createTextNode(elide(text, index === 0, index === runs.length - 1)),
  );
}

/**
 * A long stretch that is the same, with its words next to those that differ.
 *
 * @param {string} text
 * @param {boolean} isFirst nothing that differs stands before it
 * @param {boolean} isLast
 */
export function elide(text, isFirst, isLast) {
  const most = CONTEXT_CHARS * (isFirst || isLast ? 1 : 2);
  if (text.length <= most + 8 || (isFirst && isLast)) return text;
  const head = isFirst ? "" : text.slice(0, CONTEXT_CHARS).replace(/\S*$/, "");
  const tail = isLast ? "" : text.slice(-CONTEXT_CHARS).replace(/^\S*/, "");
  return `${head}…${tail}`;
}

/** @param {string} part @param {import("../shared/texts.js").Say} say */
function partName(part, say) {
  return say(part === "prompt" ? "compare.prompt" : `part.${part}`);
}

/** @param {string} name @param {import("../shared/texts.js").Say} say */
function nameOf(name, say) {
  const key = `compare.setting.${name}`;
  const said = say(key);
  return said === key ? name : said; // an option of one server
}

/** @param {Setting} setting @param {import("../shared/texts.js").Say} say @param {string} language */
function valueText({ name, value }, say, language) {
  if (name === "cost") return money(value === null ? null : String(value), say, language);
  if (value === null) return say("compare.nothing");
  if (typeof value === "boolean") return say(value ? "compare.yes" : "compare.no");
  if (typeof value === "string") return value;
  const n = number(value, language);
  return name === "seconds" || name === "fps" ? say(`compare.in_${name}`, { n }) : n;
}
