// The composer's own state: the draft with its revision, what the kernel has answered, and what that means. Pure.

export const PARTS = /** @type {const} */ ([
  "framing",
  "subject",
  "action",
  "setting",
  "lighting",
  "camera",
  "sound",
]);

/** @typedef {typeof PARTS[number]} Part */
/** @typedef {import("../shared/settings.js").ShotSettings} ShotSettings */
/**
 * @typedef {object} Draft
 * @property {number} revision
 * @property {number} [heard] only of a draft made by the kernel: the newest of the browser's that it has taken in
 * @property {"parts" | "text"} side which side was typed in; on the parts side the text is composed
 * @property {Partial<Record<Part, string>>} parts all of them, or with a text only those that go over what it says
 * @property {string} text as typed; "" on the parts side
 * @property {ShotSettings} settings
 * @property {"pick"} [by] words that were chosen from a list
 */
/** @typedef {"sure" | "likely" | "maybe"} Confidence */
/** @typedef {{ code: string, part: Part, severity: "tip" | "warning", confidence: Confidence, reason: string, fix_label: string | null }} AdviceState */
/** @typedef {import("../shared/order.js").PriceState} PriceState */
/**
 * @typedef {object} ComposerView
 * @property {number} revision of the draft this answers
 * @property {number} heard revision of the newest draft that came from the browser
 * @property {"parts" | "text"} side
 * @property {string} text
 * @property {Record<Part, string>} parts
 * @property {[number, number, Part][]} spans start and end in code points
 * @property {AdviceState[]} advice
 * @property {{ text: string, is_over: boolean }[]} budget
 * @property {PriceState} price
 * @property {string | null} undo what the last step was
 * @property {string | null} redo
 * @property {boolean} is_sound whether the draft made sense
 */
/** @typedef {import("../shared/settings.js").ModelChoice} ModelChoice */
/** @typedef {{ models: ModelChoice[], takes: number[] }} Choices */

/**
 * Whether the kernel has answered. It may make drafts of its own while one of ours is on its way, and give them our
 * numbers: for ours counts what it has heard.
 *
 * @param {Draft} draft
 * @param {ComposerView} view
 */
export function isAnswered(draft, view) {
  return (draft.heard === undefined ? view.heard : view.revision) >= draft.revision;
}

/**
 * The draft after an edit made here. Each side holds what was typed there until the kernel has answered: words typed
 * on both sides meanwhile go out together, and the kernel puts the parts over what the text says.
 *
 * @param {Draft} draft
 * @param {ComposerView} view the newest answer
 * @param {{ parts?: Partial<Record<Part, string>>, text?: string, settings?: Partial<ShotSettings>, by?: "pick" }} change
 * @returns {Draft}
 */
export function editDraft(draft, view, change) {
  const isKnown = view.is_sound && isAnswered(draft, view);
  const next = {
    // Another page may have gone further with the same kernel.
    revision: Math.max(draft.revision, view.revision) + 1,
    side: draft.side,
    parts: draft.parts,
    text: draft.text,
    settings: { ...draft.settings, ...change.settings },
    ...(change.by && { by: change.by }),
  };
  if (change.parts) {
    next.side = "parts";
    next.parts = { ...(isKnown ? view.parts : draft.parts), ...change.parts };
    if (isKnown) next.text = "";
  } else if (change.text !== undefined) {
    next.parts = isKnown || draft.side === "text" ? {} : typedParts(draft, view);
    next.side = Object.keys(next.parts).length ? "parts" : "text";
    next.text = change.text;
  }
  return next;
}

/**
 * The parts typed since the kernel last answered.
 *
 * @param {Draft} draft
 * @param {ComposerView} view
 */
function typedParts(draft, view) {
  return Object.fromEntries(
    PARTS.filter((part) => part in draft.parts && draft.parts[part] !== view.parts[part]).map((part) => [
      part,
      draft.parts[part],
    ]),
  );
}

/**
 * Spans of a text moved along with an edit of it, until the kernel has read it anew: what is typed within a
 * part or at its edge belongs to it.
 *
 * @param {string} before
 * @param {string} after
 * @param {[number, number, Part][]} spans
 * @returns {[number, number, Part][]}
 */
export function followEdit(before, after, spans) {
  if (before === after) return spans;
  const [old, now] = [Array.from(before), Array.from(after)];
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const [oldEnd, nowEnd] = [old.length - tail, now.length - tail];
  return spans.map(([start, end, part]) => [
    start <= head ? start : Math.max(start, oldEnd) + nowEnd - oldEnd,
    end >= oldEnd ? end + nowEnd - oldEnd : Math.min(end, head),
    part,
  ]);
}

/**
 * Whether a draft that came from elsewhere (the kernel, another view) replaces ours. What was typed here and is on its
 * way to a kernel that knows nothing of it yet is never taken back.
 *
 * @param {Draft} mine
 * @param {Draft} incoming
 */
export function isNewer(mine, incoming) {
  return (
    incoming.revision > mine.revision &&
    (incoming.heard === undefined || incoming.heard >= (mine.heard ?? mine.revision))
  );
}

/**
 * The text cut into pieces: every character once, each with its part or none. Python counts in code points and
 * JavaScript in UTF-16 units, so the cutting is done over code points.
 *
 * @param {string} text
 * @param {[number, number, Part][]} spans
 * @returns {{ text: string, part: Part | null }[]}
 */
export function piecesOf(text, spans) {
  const points = Array.from(text);
  const pieces = [];
  let at = 0;
  for (const [start, end, part] of [...spans].sort((a, b) => a[0] - b[0])) {
    const from = Math.max(start, at);
    if (end <= from) continue;
    if (from > at) pieces.push({ text: points.slice(at, from).join(""), part: null });
    pieces.push({ text: points.slice(from, end).join(""), part });
    at = end;
  }
  if (at < points.length) pieces.push({ text: points.slice(at).join(""), part: null });
  return pieces;
}
