// What the transport does, as numbers: frames, times, points and keys. Pure.

/** @typedef {{ fps: number, frame_count: number, duration_s: number }} Timing */

export const RATES = [0.25, 0.5, 1, 1.5, 2];
/** How fast L and J go, one press after the other. */
const SHUTTLE = [1, 2, 4, 8];

/** @param {Timing} clip */
export function lastFrame(clip) {
  return Math.max(clip.frame_count - 1, 0);
}

/**
 * The frame on screen at a time.
 *
 * @param {number} timeS
 * @param {Timing} clip
 */
export function frameAt(timeS, clip) {
  // A hair of tolerance: 0.1 s × 30 fps is 2.9999… in binary.
  const frame = Math.floor(timeS * clip.fps + 1e-4);
  return Math.min(Math.max(frame, 0), lastFrame(clip));
}

/**
 * The time to seek to for a frame: its middle, so that no rounding lands on a neighbour.
 *
 * @param {number} frame
 * @param {Timing} clip
 */
export function timeOfFrame(frame, clip) {
  const inside = Math.min(Math.max(frame, 0), lastFrame(clip));
  return Math.min((inside + 0.5) / clip.fps, clip.duration_s);
}

/**
 * A time within its frame, a tenth of the frame from either edge: there every browser shows the same frame.
 *
 * @param {number} timeS
 * @param {Timing} clip
 */
export function inFrame(timeS, clip) {
  const frame = frameAt(timeS, clip);
  const share = Math.min(Math.max(timeS * clip.fps - frame, 0.1), 0.9);
  return Math.min((frame + share) / clip.fps, clip.duration_s);
}

/**
 * The first and the last frame between two points; the whole clip where nothing lies between them.
 *
 * @param {number | null} inS the start of the first frame
 * @param {number | null} outS the end of the last frame, as `recut` takes it
 * @param {Timing} clip
 */
export function spanOf(inS, outS, clip) {
  const first = inS === null ? 0 : frameAt(inS, clip);
  const last =
    outS === null ? lastFrame(clip) : Math.min(Math.ceil(outS * clip.fps - 1e-4) - 1, lastFrame(clip));
  return last < first ? { first: 0, last: lastFrame(clip) } : { first, last };
}

/** The next faster of the shuttle's speeds; the last one stays. @param {number} speed */
export function fasterThan(speed) {
  return SHUTTLE.find((one) => one > speed) ?? speed;
}

/**
 * @typedef {{ do: "toggle" | "pause" | "mute" | "full" | "mark" | "captions" }
 *   | { do: "step", frames: number }
 *   | { do: "skip", seconds: number }
 *   | { do: "shuttle", direction: 1 | -1 }
 *   | { do: "jump", to: "start" | "end" }
 *   | { do: "point", which: "in_s" | "out_s", isCleared: boolean }
 *   | { do: "volume", by: number }} Action
 */

/**
 * What a key does, as people know it from video tools; null when it is not ours.
 *
 * @param {{ key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, shiftKey?: boolean }} event
 * @returns {Action | null}
 */
export function actionOfKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
    case " ":
      return { do: "toggle" };
    case "k":
      return { do: "pause" };
    case "j":
      return { do: "shuttle", direction: -1 };
    case "l":
      return { do: "shuttle", direction: 1 };
    case "i":
      return { do: "point", which: "in_s", isCleared: Boolean(event.shiftKey) };
    case "o":
      return { do: "point", which: "out_s", isCleared: Boolean(event.shiftKey) };
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
    case "n":
      return { do: "mark" };
    case "c":
      return { do: "captions" };
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
