// What the transport does, as numbers: frames, times and keys. Pure.

/**
 * @typedef {object} ClipFacts
 * @property {string} clip_id
 * @property {number} duration_s
 * @property {number} fps
 * @property {number} frame_count
 * @property {number} width
 * @property {number} height
 * @property {number} size_bytes
 * @property {boolean} has_sound
 * @property {string} filename
 * @property {string} [cost_label]
 * @property {import("./differences.js").Difference[]} [differences] in what it is not what was asked for
 */

/** @typedef {Pick<ClipFacts, "fps" | "frame_count" | "duration_s">} Timing */

export const RATES = [0.25, 0.5, 1, 1.5, 2];

/**
 * The frame on screen at a time.
 *
 * @param {number} timeS
 * @param {Timing} clip
 */
export function frameAt(timeS, clip) {
  // A hair of tolerance: 0.1 s × 30 fps is 2.9999… in binary.
  const frame = Math.floor(timeS * clip.fps + 1e-4);
  return Math.min(Math.max(frame, 0), Math.max(clip.frame_count - 1, 0));
}

/**
 * The time to seek to for a frame: its middle, so that no rounding lands on a neighbour.
 *
 * @param {number} frame
 * @param {Timing} clip
 */
export function timeOfFrame(frame, clip) {
  const inside = Math.min(Math.max(frame, 0), Math.max(clip.frame_count - 1, 0));
  return Math.min((inside + 0.5) / clip.fps, clip.duration_s);
}

/**
 * @typedef {{ do: "toggle" | "pause" | "mute" | "full" }
 *   | { do: "step", frames: number }
 *   | { do: "skip", seconds: number }
 *   | { do: "jump", to: "start" | "end" }
 *   | { do: "volume", by: number }} Action
 */

/**
 * What a key does, as people know it from video tools; null when it is not ours.
 *
 * @param {{ key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean }} event
 * @returns {Action | null}
 */
export function actionOfKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
    case " ":
    case "k":
      return { do: "toggle" };
    case "j":
      return { do: "skip", seconds: -2 };
    case "l":
      return { do: "skip", seconds: 2 };
    case "ArrowLeft":
      return { do: "skip", seconds: -1 };
    case "ArrowRight":
      return { do: "skip", seconds: 1 };
    case "ArrowUp":
      return { do: "volume", by: 0.1 };
    case "ArrowDown":
      return { do: "volume", by: -0.1 };
    case ",":
      return { do: "step", frames: -1 };
    case ".":
      return { do: "step", frames: 1 };
    case "Home":
      return { do: "jump", to: "start" };
    case "End":
      return { do: "jump", to: "end" };
    case "f":
      return { do: "full" };
    case "m":
      return { do: "mute" };
    default:
      return null;
  }
}

/**
 * Lets the position through at most once a second while playing, and always when it matters.
 *
 * @param {() => number} nowMs
 */
export function createPositionGate(nowMs) {
  let last = Number.NEGATIVE_INFINITY;
  return (/** @type {{ isImportant: boolean }} */ { isImportant }) => {
    const now = nowMs();
    if (!isImportant && now - last < 1000) return false;
    last = now;
    return true;
  };
}
