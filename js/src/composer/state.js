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
/** @typedef {{ revision: number, parts: Record<Part, string>, settings: ShotSettings }} Draft */
/** @typedef {{ code: string, part: Part, severity: "tip" | "warning", reason: string, fix_label: string | null }} AdviceState */
/** @typedef {{ label: string, detail: string, provider: string, provider_note: string, can_run: boolean, refusal: string | null }} PriceState */
/**
 * @typedef {object} ComposerView
 * @property {number} revision of the draft this answers
 * @property {string} text
 * @property {[number, number, Part][]} spans start and end in code points
 * @property {AdviceState[]} advice
 * @property {PriceState} price
 */
/** @typedef {import("../shared/settings.js").ModelChoice} ModelChoice */
/** @typedef {{ term: string, label: string, definition: string, also: string }} PartChoice `also`: other words for it */
/** @typedef {{ parts: Partial<Record<Part, PartChoice[]>>, models: ModelChoice[], takes: number[] }} Choices */

/**
 * The draft after an edit made here.
 *
 * @param {Draft} draft
 * @param {{ parts?: Partial<Record<Part, string>>, settings?: Partial<ShotSettings> }} change
 * @returns {Draft}
 */
export function editDraft(draft, change) {
  return {
    revision: draft.revision + 1,
    parts: { ...draft.parts, ...change.parts },
    settings: { ...draft.settings, ...change.settings },
  };
}

/**
 * Whether a draft that came from elsewhere (the kernel, another view) replaces ours. Ours wins a tie: what was typed
 * is never taken back, and it is on its way to the kernel.
 *
 * @param {Draft} mine
 * @param {Draft} incoming
 */
export function isNewer(mine, incoming) {
  return incoming.revision > mine.revision;
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

/**
 * Suggestions that fit what was typed: a choice stays when every typed word begins one of its words.
 *
 * @param {PartChoice[]} choices
 * @param {string} typed
 */
export function matchingChoices(choices, typed) {
  const words = foldAccents(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return choices;
  return choices.filter((choice) => {
    const hay = foldAccents(`${choice.label} ${choice.term} ${choice.also}`).split(/[\s_’'-]+/);
    return words.every((word) => hay.some((candidate) => candidate.startsWith(word)));
  });
}

/** @param {string} text */
function foldAccents(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

// Called through an object, the browser's own functions would refuse: they insist on their `this`.
const browserTimers = {
  set: (/** @type {() => void} */ callback, /** @type {number} */ ms) => setTimeout(callback, ms),
  clear: (/** @type {any} */ timer) => clearTimeout(timer),
};

/**
 * Says when the kernel has been owing an answer for a while, and when it has caught up.
 *
 * @param {object} options
 * @param {number} options.afterMs
 * @param {(isBehind: boolean) => void} options.onChange
 * @param {{ set: (callback: () => void, ms: number) => unknown, clear: (timer: any) => void }} [options.timers]
 */
export function createAnswerWatch({ afterMs, onChange, timers = browserTimers }) {
  /** @type {unknown} */
  let timer = null;
  let isBehind = false;
  const stop = () => {
    if (timer !== null) timers.clear(timer);
    timer = null;
  };
  return {
    /** Something was sent. The clock runs from the first thing unanswered, not from the last. */
    asked: () => {
      if (timer !== null || isBehind) return;
      timer = timers.set(() => {
        timer = null;
        isBehind = true;
        onChange(true);
      }, afterMs);
    },
    answered: () => {
      stop();
      if (!isBehind) return;
      isBehind = false;
      onChange(false);
    },
    stop,
  };
}
