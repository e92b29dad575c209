// Playing, as one video element does it for us: what was asked for last, the span that plays, the shuttle, and the
// bytes that come when they are wanted and go when nobody looks. It draws nothing.

import { isGivenUp } from "../shared/requests.js";
import { reasonOf } from "./failures.js";
import { createFrames } from "./frames.js";
import { createMedia } from "./media.js";
import { stillOf } from "./still.js";
import { fasterThan, frameAt, lastFrame, spanOf, timeOfFrame } from "./transport.js";

/** Seeks that follow each other faster than this are told as one. */
const REST_MS = 80;

/**
 * @typedef {object} PlayerState
 * @property {number} current_time_s
 * @property {boolean} playing
 * @property {number} rate
 * @property {boolean} loop
 * @property {number} volume
 * @property {boolean} muted
 * @property {number | null} in_s where playing begins
 * @property {number | null} out_s where it ends
 */

/**
 * @typedef {object} Hooks
 * @property {(frame: number, isEven: boolean) => void} onShown `isEven`: whether its number is certain
 * @property {() => void} onState playing, speed, loop, volume or span is another
 * @property {(changed: Partial<PlayerState>, isImportant: boolean) => void} onTell what the owner may want to know
 * @property {(words: string, code?: string) => void} onMessage why it does not play; "" when it does
 * @property {(share: number | null) => void} onProgress
 * @property {(url: string) => void} onStill the picture that stands in for bytes that were let go
 */

/**
 * @param {object} options
 * @param {HTMLVideoElement} options.video
 * @param {import("./source.js").Clip} options.clip
 * @param {ReturnType<typeof import("./source.js").createSource>} options.source
 * @param {import("../shared/texts.js").Say} options.say
 * @param {Partial<PlayerState>} options.start
 * @param {Hooks} options.hooks
 * @param {AbortSignal} options.signal
 */
export function createPlayback({ video, clip, source, say, start, hooks, signal }) {
  /** @type {number | null} where to stand once the bytes are there */
  let wantedTimeS = start.current_time_s || null;
  /** What was asked for last. The element itself only plays once its bytes are there, which may take a while. */
  let isWanted = false;
  let isLooping = start.loop ?? false;
  let points = { in_s: start.in_s ?? null, out_s: start.out_s ?? null };
  let span = spanOf(points.in_s, points.out_s, clip);
  /** The speed that was chosen; the shuttle's are passing ones. */
  let chosenRate = start.rate ?? 1;
  /** @type {{ speed: number, fromS: number, sinceMs: number } | null} */
  let reverse = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;

  const frames = createFrames({ video, clip, onShown: (frame) => seeFrame(frame), signal });
  const media = createMedia({
    ...{ video, clip, source, say, signal },
    onProgress: hooks.onProgress,
    onNotice: (words) => words && hooks.onMessage(words),
    onFailed: (words, code) => {
      stopWanting();
      hooks.onMessage(words, code);
    },
  });

  const tell = (/** @type {Partial<PlayerState>} */ changed, isImportant = true) => {
    if (!signal.aborted) hooks.onTell(changed, isImportant);
  };
  const positionS = () => wantedTimeS ?? video.currentTime;
  /** Whether it can seek, and stands where it is wanted: its length is known a moment before it says so. */
  const isReady = () => video.readyState > 0 && wantedTimeS === null;
  const isSpanned = () => span.first > 0 || span.last < lastFrame(clip);
  /** Loading failures are already on screen; who called for it need not hear again. */
  const quietly = (/** @type {Promise<unknown>} */ promise) => void promise.catch(() => {});

  const setSpeed = (/** @type {number} */ value) => {
    // A source that is set puts the speed back to the default one, so the two go together.
    video.defaultPlaybackRate = value;
    video.playbackRate = value;
  };
  const stopWanting = () => {
    if (!isWanted) return;
    isWanted = false;
    hooks.onState();
    tell({ playing: false });
  };
  const stopReverse = () => {
    if (!reverse) return;
    reverse = null;
    hooks.onState();
  };

  const play = async () => {
    stopReverse();
    isWanted = true;
    hooks.onMessage("");
    hooks.onState();
    try {
      await media.load();
    } catch {
      return;
    }
    if (!isWanted) return;
    const at = frames.shown();
    if (isSpanned() && (at >= span.last || at < span.first)) goToFrame(span.first);
    try {
      await video.play();
    } catch (error) {
      const name = error instanceof DOMException ? error.name : "";
      if (name === "NotAllowedError") hooks.onMessage(say("player.blocked"));
      else if (isGivenUp(error) || name === "NotSupportedError")
        return; // `media` says why, or tries another way
      else hooks.onMessage(say("player.failed", { reason: reasonOf(error) }));
      stopWanting();
    }
  };
  const pause = () => {
    stopReverse();
    const isWaiting = isWanted && video.paused;
    isWanted = false;
    video.pause();
    if (isWaiting) {
      hooks.onState();
      tell({ playing: false });
    }
  };
  const goTo = (/** @type {number} */ timeS) => {
    stopReverse();
    const inside = Math.min(Math.max(timeS, 0), clip.duration_s);
    if (!isReady()) {
      wantedTimeS = inside;
      frames.expect(inside);
      tell({ current_time_s: inside });
    } else frames.goTo(inside);
    quietly(media.load());
  };
  const goToFrame = (/** @type {number} */ frame) => goTo(timeOfFrame(frame, clip));
  const step = (/** @type {number} */ count) => {
    pause();
    if (!isReady()) goToFrame(frames.shown() + count);
    else frames.step(count);
    quietly(media.load());
  };

  /** Holds what plays within its span. */
  const keepWithin = (/** @type {number} */ frame) => {
    if (video.paused || video.seeking || !isSpanned() || frame < span.last) return;
    if (isLooping) goToFrame(span.first);
    else if (span.last < lastFrame(clip)) {
      pause();
      goToFrame(span.last);
    }
  };
  const seeFrame = (/** @type {number} */ frame) => {
    hooks.onShown(frame, frames.isEven());
    keepWithin(frame);
  };

  const shuttle = (/** @type {1 | -1} */ direction) => {
    if (direction > 0) {
      setSpeed(isWanted ? fasterThan(video.playbackRate) : 1);
      return isWanted ? undefined : void play();
    }
    // No browser plays backwards: it goes back from picture to picture, as fast as they come.
    const speed = reverse ? fasterThan(reverse.speed) : 1;
    if (isWanted) pause();
    quietly(media.load());
    reverse = { speed, fromS: positionS(), sinceMs: performance.now() };
    hooks.onState();
    goBack();
  };
  const goBack = () => {
    if (!reverse || signal.aborted) return;
    const atS = reverse.fromS - ((performance.now() - reverse.sinceMs) / 1000) * reverse.speed;
    if (video.readyState > 0) frames.goTo(Math.max(atS, span.first / clip.fps));
    if (atS <= span.first / clip.fps) stopReverse();
  };

  const on = (/** @type {string} */ type, /** @type {() => void} */ listener) =>
    video.addEventListener(type, () => media.isLoaded() && listener(), { signal });
  on("loadedmetadata", () => {
    const atS = wantedTimeS;
    wantedTimeS = null;
    if (atS !== null) frames.goTo(atS);
  });
  on("play", () => {
    isWanted = !video.paused;
    hooks.onMessage("");
    hooks.onState();
    tell({ playing: isWanted });
  });
  on("pause", () => {
    isWanted = !video.paused;
    if (video.playbackRate !== chosenRate) setSpeed(chosenRate);
    hooks.onState();
    tell({ playing: isWanted, current_time_s: video.currentTime });
    if (!video.ended && !video.seeking) frames.stand();
  });
  on("ended", () => {
    if (!isSpanned()) return;
    goToFrame(isLooping ? span.first : span.last); // a busy page hears of the out point when the end has come already
    if (isLooping) void play();
  });
  on("timeupdate", () => {
    if (video.paused) return;
    keepWithin(frameAt(video.currentTime, clip)); // pictures are told only of what is on screen, times always
    tell({ current_time_s: video.currentTime }, false);
  });
  on("seeked", () => {
    if (reverse) requestAnimationFrame(goBack);
    clearTimeout(resting);
    resting = setTimeout(() => tell({ current_time_s: positionS() }, !isWanted && !reverse), REST_MS);
  });
  on("ratechange", () => {
    hooks.onState();
    if (video.playbackRate === chosenRate) tell({ rate: chosenRate });
  });
  video.addEventListener(
    "volumechange",
    () => {
      hooks.onState();
      tell({ volume: video.volume, muted: video.muted });
    },
    { signal },
  );
  signal.addEventListener("abort", () => clearTimeout(resting), { once: true });

  const setRate = (/** @type {number} */ value) => {
    chosenRate = value;
    setSpeed(value);
    hooks.onState();
    tell({ rate: value });
  };
  const showLoop = () => {
    // The browser's own loop is the smoothest; it knows of no span.
    video.loop = isLooping && !isSpanned();
    hooks.onState();
  };
  const setLoop = (/** @type {boolean} */ value) => {
    isLooping = value;
    showLoop();
    tell({ loop: value });
  };
  const setPoints = (/** @type {Partial<typeof points>} */ next) => {
    points = { ...points, ...next };
    span = spanOf(points.in_s, points.out_s, clip);
    showLoop();
    tell(points);
  };
  /** Sets a point at the frame on screen; the other one goes where it would leave nothing to play. */
  const setPointHere = (/** @type {"in_s" | "out_s"} */ which) => {
    const at = frames.shown();
    const isIn = which === "in_s";
    const timeS = (at + (isIn ? 0 : 1)) / clip.fps;
    const isCrossed = isIn
      ? points.out_s !== null && points.out_s <= timeS
      : points.in_s !== null && points.in_s >= timeS;
    setPoints({ ...(isCrossed && { [isIn ? "out_s" : "in_s"]: null }), [which]: timeS });
  };

  setSpeed(chosenRate);
  video.volume = start.volume ?? 1;
  video.muted = start.muted ?? false;
  video.loop = isLooping && !isSpanned();
  frames.expect(start.current_time_s ?? 0);

  return {
    ...{ play, pause, goTo, goToFrame, step, shuttle, positionS, setRate, setLoop, setPoints, setPointHere },
    load: media.load,
    preload: () => quietly(media.load()),
    /** Has the bytes come that nobody has asked for yet. */
    prepare: () => quietly(media.prepare()),
    /** Lets go of them again; whether there were such. */
    unprepare: () => {
      if (!media.isAhead()) return false;
      wantedTimeS = positionS() || null;
      media.release();
      return true;
    },
    frame: frames.shown,
    isLoaded: media.isLoaded,
    isPlaying: () => isWanted,
    isMoving: () => isWanted || reverse !== null,
    rate: () => video.playbackRate,
    isLooping: () => isLooping,
    points: () => points,
    span: () => span,
    /** Lets go of the bytes; the frame on screen stays as a picture, and the position with it. */
    release: async () => {
      const hasPicture = video.readyState >= 2 && video.videoWidth > 0;
      const picture = hasPicture ? await stillOf(video, "image/jpeg").catch(() => null) : null;
      if (isWanted || reverse || signal.aborted || !media.isLoaded()) return;
      if (picture) hooks.onStill(URL.createObjectURL(picture));
      wantedTimeS = positionS();
      media.release();
    },
  };
}
