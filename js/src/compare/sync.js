// The arithmetic of playing together: the clock that all clips follow, how a clip is brought back to it, and how far
// apart the clips are. Pure; times of clips in seconds, times of the page in milliseconds.

/** Beyond this a clip is put where it belongs; below, it is led there by its speed. */
export const SEEK_BEYOND_S = 0.2;
/** Only clips that nobody hears are led, so that this much shows nowhere. */
const MOST_NUDGE = 0.3;
/** In this time a nudge takes away what is wrong. */
const NUDGE_OVER_S = 0.2;
const WINDOW_MS = 1000;
/** A measure older than this says nothing of now: the clip has shown no frame since. */
const FRESH_MS = 250;

/** @param {() => number} nowMs */
export function createClock(nowMs) {
  let atS = 0;
  let sinceMs = 0;
  let rate = 1;
  let isRunning = false;
  const timeS = (/** @type {number} */ whenMs = nowMs()) =>
    isRunning ? atS + ((whenMs - sinceMs) / 1000) * rate : atS;
  const anchor = (/** @type {number} */ toS) => {
    atS = toS;
    sinceMs = nowMs();
  };
  return {
    timeS,
    isRunning: () => isRunning,
    set: anchor,
    /** @param {number} byS */
    shift: (byS) => anchor(timeS() + byS),
    /** @param {number} next */
    setRate: (next) => {
      anchor(timeS());
      rate = next;
    },
    start: () => {
      anchor(timeS());
      isRunning = true;
    },
    stop: () => {
      anchor(timeS());
      isRunning = false;
    },
  };
}

/**
 * What brings a clip back to the clock.
 *
 * @param {number} errorS how far it is ahead of the clock
 * @param {number} frameS how long one of its frames is shown
 * @param {boolean} isNudged whether it is being led back already: then it is led all the way
 * @returns {number | "seek"} the speed, 1 being the common one
 */
export function correctionOf(errorS, frameS, isNudged) {
  if (Math.abs(errorS) > SEEK_BEYOND_S) return "seek";
  if (Math.abs(errorS) <= (isNudged ? 0.1 : 0.3) * frameS) return 1;
  const nudge = Math.min(Math.max(errorS / NUDGE_OVER_S, -MOST_NUDGE), MOST_NUDGE);
  return 1 - (Math.sign(nudge) * Math.max(Math.round(Math.abs(nudge) * 100), 1)) / 100;
}

/**
 * How far apart the clips on screen have been in the last second.
 *
 * @template Clip
 */
export function createSpread() {
  /** @type {Map<Clip, { errorS: number, atMs: number }>} */
  const newest = new Map();
  /** @type {{ spreadS: number, atMs: number }[]} */
  let seen = [];
  return {
    /** @param {Clip} clip @param {number} errorS ahead of the clock @param {number} atMs */
    note: (clip, errorS, atMs) => {
      newest.set(clip, { errorS, atMs });
      const fresh = [...newest.values()].filter((one) => atMs - one.atMs <= FRESH_MS);
      if (fresh.length < 2) return;
      const errors = fresh.map((one) => one.errorS);
      seen.push({ spreadS: Math.max(...errors) - Math.min(...errors), atMs });
    },
    forget: () => {
      newest.clear();
      seen = [];
    },
    /** @param {number} nowMs @returns {number | null} null where nothing was measured */
    worstS: (nowMs) => {
      seen = seen.filter((one) => nowMs - one.atMs <= WINDOW_MS);
      return seen.length ? Math.max(...seen.map((one) => one.spreadS)) : null;
    },
  };
}
