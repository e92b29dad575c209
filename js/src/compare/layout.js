// Which clips are on screen in which view, and what they are called. Pure.

/** @typedef {"side-by-side" | "wipe" | "difference" | "grid"} Mode */

/** @type {Mode[]} */
export const MODES = ["side-by-side", "wipe", "difference", "grid"];
/** So many pictures in one row can still be looked at. */
const ROW_MOST = 3;

/** @param {number} index */
export function letterOf(index) {
  return String.fromCharCode(65 + index);
}

/**
 * A pair as it came: two different places, or else the first two.
 *
 * @param {any} given
 * @param {number} count of the clips
 * @returns {[number, number]}
 */
export function readPair(given, count) {
  const isPlace = (/** @type {any} */ one) => Number.isInteger(one) && one >= 0 && one < count;
  const isPair = Array.isArray(given) && given.length === 2 && given.every(isPlace) && given[0] !== given[1];
  return isPair ? /** @type {[number, number]} */ (given) : [0, 1];
}

/**
 * The places of the clips that are on screen, in their order there.
 *
 * @param {Mode} mode
 * @param {[number, number]} pair
 * @param {number} count
 * @returns {number[]}
 */
export function shownIn(mode, pair, count) {
  const isAll = mode === "grid" || (mode === "side-by-side" && count > 2 && count <= ROW_MOST);
  return isAll ? Array.from({ length: count }, (_, index) => index) : [...pair];
}

/**
 * A pair with one of the two chosen anew; who chooses the other one of the two swaps them.
 *
 * @param {[number, number]} pair
 * @param {0 | 1} side
 * @param {number} chosen
 * @returns {[number, number]}
 */
export function withChosen(pair, side, chosen) {
  const other = pair[1 - side] === chosen ? pair[side] : pair[1 - side];
  return side === 0 ? [chosen, /** @type {number} */ (other)] : [/** @type {number} */ (other), chosen];
}

/**
 * The time that all clips share: as long as the longest, in frames of the finest.
 *
 * @param {import("../player/transport.js").Timing[]} clips
 * @returns {import("../player/transport.js").Timing}
 */
export function timingOf(clips) {
  const duration_s = Math.max(...clips.map((clip) => clip.duration_s));
  const fps = Math.max(...clips.map((clip) => clip.fps));
  return { duration_s, fps, frame_count: Math.max(1, Math.round(duration_s * fps)) };
}
