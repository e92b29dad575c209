// Which frame is on screen, and how to come to another one exactly.
//
// A video element counts time, not frames, and its time runs up to a frame ahead of the picture. What is shown is told
// by `requestVideoFrameCallback` (https://wicg.github.io/video-rvfc/, read 2026-11-23). In a file of an even rate a
// frame is reached by arithmetic. In one of an uneven rate the average says nothing about a single frame: there the
// neighbours are looked for, and what lies a hair before a frame's own time is the frame before it.

import { frameAt, inFrame, lastFrame, timeOfFrame } from "./transport.js";

/** Shorter than any frame, longer than any rounding of times (WebM counts milliseconds). */
const HAIR_S = 0.0006;
/** After a seek has ended, how long its picture may take: longer where a picture is expected than where one is sought. */
const EXPECTED_MS = 1000;
const SOUGHT_MS = 250;
/** How far from where it should be a frame may begin, in frames: clocks that count milliseconds round. */
const UNEVEN = 0.15;
/** How often a seek is made again that ended elsewhere. */
const TRIES = 3;

/**
 * @param {object} options
 * @param {HTMLVideoElement} options.video
 * @param {import("./transport.js").Timing} options.clip
 * @param {(frame: number) => void} options.onShown another frame is on screen, or is about to be
 * @param {AbortSignal} options.signal
 */
export function createFrames({ video, clip, onShown, signal }) {
  let shown = 0;
  /** The media time of the picture on screen. */
  let shownS = 0;
  /** The media time of the first frame: a file need not begin at 0. */
  let originS = 0;
  let isEven = true;
  /** How often in a row another frame came than the one that was gone to. */
  let misses = 0;
  /** @type {number | null} the frame that a seek leads to */
  let wanted = null;
  let seeks = 0;
  /** @type {number | null} the time that a seek leads to, until it has ended there */
  let soughtS = null;
  let triesLeft = 0;
  let stepsToWalk = 0;
  let isWalking = false;
  /** @type {Set<() => void>} told of the next picture */
  const waiting = new Set();

  const show = (/** @type {number} */ frame) => {
    shown = frame;
    onShown(frame);
  };
  const frameOf = (/** @type {number} */ mediaS) =>
    Math.min(Math.max(Math.round((mediaS - originS) * clip.fps), 0), lastFrame(clip));
  const see = (/** @type {number} */ mediaS) => {
    shownS = mediaS;
    for (const tell of waiting) tell();
    // A file whose clock starts late: its first picture, at time 0, says by how much.
    if (video.currentTime === 0 && video.paused && !video.seeking) originS = mediaS;
    const at = (mediaS - originS) * clip.fps;
    const frame = frameOf(mediaS);
    if (Math.abs(at - Math.round(at)) > UNEVEN) isEven = false;
    if (!isWalking && wanted !== null && frame !== wanted) return; // from before; the end of the seek tells
    if (wanted !== null) misses = 0;
    wanted = null;
    show(frame);
  };
  const follow = () => {
    video.requestVideoFrameCallback((_now, metadata) => {
      if (signal.aborted) return;
      see(metadata.mediaTime);
      follow();
    });
  };
  if ("requestVideoFrameCallback" in HTMLVideoElement.prototype) follow();
  else
    for (const type of ["timeupdate", "seeked"])
      video.addEventListener(type, () => see(video.currentTime), { signal });

  /** The next picture that is told, or none within the time. @param {number} withinMs */
  const nextPicture = (withinMs) =>
    new Promise((resolve) => {
      const done = () => {
        waiting.delete(done);
        clearTimeout(timer);
        resolve(undefined);
      };
      const timer = setTimeout(done, withinMs);
      waiting.add(done);
    });
  /**
   * Sees what is on screen, where that can be asked for. A seek may have ended before its picture is there: what is in
   * doubt waits for the picture to be told of.
   */
  const seeNow = async (
    /** @type {(nowS: number) => boolean} */ isDoubtful,
    /** @type {number} */ withinMs,
  ) => {
    const told = nextPicture(withinMs);
    const nowS = pictureS(video);
    if (nowS !== null) shownS = nowS;
    if (nowS !== null && !isDoubtful(nowS)) return;
    await told;
    shownS = pictureS(video) ?? shownS;
  };
  const seekEnd = () =>
    new Promise((resolve) => {
      for (const type of ["seeked", "emptied", "error"])
        video.addEventListener(type, resolve, { once: true, signal });
      signal.addEventListener("abort", resolve, { once: true });
    });

  // Whether the picture was told of before the end of its seek or comes after it: what is there in the end is the truth.
  video.addEventListener(
    "seeked",
    async () => {
      if (isWalking || video.seeking) return; // the end of a newer seek tells
      const aimS = soughtS;
      // Paused while its first seek is under way, Chromium ends with that picture and a clock at 0 (156, 2026-11-23).
      const isLost = video.paused && aimS !== null && Math.abs(video.currentTime - aimS) > 1 / clip.fps;
      if (isLost && triesLeft > 0) {
        triesLeft -= 1;
        video.currentTime = aimS;
        return;
      }
      soughtS = null;
      const mine = seeks;
      await seeNow((nowS) => wanted !== null && frameOf(nowS) !== wanted, EXPECTED_MS);
      if (mine !== seeks || isWalking || signal.aborted) return;
      const isMissed = video.paused && wanted !== null && frameOf(shownS) !== wanted; // in motion it may be further on
      if (isMissed) misses += 1;
      if (misses > 1) isEven = false;
      wanted = null;
      see(shownS);
    },
    { signal },
  );

  const leadTo = (/** @type {number} */ timeS) => {
    seeks += 1;
    soughtS = timeS;
    triesLeft = TRIES;
    video.currentTime = timeS;
  };
  const seek = (/** @type {number} */ frame, /** @type {number} */ timeS) => {
    wanted = frame;
    leadTo(originS + timeS);
    show(frame);
  };

  /** The media time that is shown at a time. */
  const look = async (/** @type {number} */ timeS) => {
    const beforeS = shownS;
    const ended = seekEnd();
    video.currentTime = timeS;
    await ended;
    await seeNow((nowS) => nowS === beforeS, SOUGHT_MS);
    show(frameOf(shownS));
    return shownS;
  };
  const lookOneOn = async () => {
    const fromS = shownS;
    let nextS = fromS;
    for (let atS = fromS; nextS <= fromS && atS < video.duration; ) {
      atS = Math.min(atS + 1 / clip.fps, video.duration);
      nextS = await look(atS);
    }
    while (nextS > fromS) {
      const beforeS = await look(nextS - HAIR_S);
      if (beforeS <= fromS || beforeS >= nextS) break;
      nextS = beforeS;
    }
    await look(nextS + HAIR_S);
  };
  const walk = async () => {
    if (isWalking) return;
    isWalking = true;
    wanted = null;
    soughtS = null;
    while (stepsToWalk !== 0 && !signal.aborted && video.readyState > 0) {
      const isBack = stepsToWalk < 0;
      stepsToWalk += isBack ? 1 : -1;
      if (isBack) await look(Math.max(shownS - HAIR_S, 0));
      else await lookOneOn();
    }
    stepsToWalk = 0;
    isWalking = false;
  };

  /** Out of playback: on a busy machine pictures are told of late, so the one on screen is asked for. */
  const standStill = () => {
    const nowS = video.seeking || wanted !== null || isWalking ? null : pictureS(video);
    if (nowS === null) return;
    shownS = nowS;
    shown = frameOf(nowS);
  };

  return {
    /** The frame on screen, or the one that a seek leads to. */
    shown: () => shown,
    /** Whether frames can be counted from their times. */
    isEven: () => isEven,
    /** Goes to a time. @param {number} timeS */
    goTo: (timeS) => {
      stepsToWalk = 0;
      if (isEven) return seek(frameAt(timeS, clip), inFrame(timeS, clip));
      leadTo(timeS);
    },
    /** Goes by whole frames, from where the last step leads to. @param {number} count */
    step: (count) => {
      standStill();
      if (isEven) {
        const target = Math.min(Math.max(shown + count, 0), lastFrame(clip));
        return seek(target, timeOfFrame(target, clip));
      }
      stepsToWalk += count;
      void walk();
    },
    /** Stands where playing has stopped: on the very picture that was seen last. */
    stand: () => {
      standStill();
      if (isEven) seek(shown, timeOfFrame(shown, clip));
      else leadTo(shownS + HAIR_S);
    },
    /** Without bytes there is no picture: what is shown is what was asked for. @param {number} timeS */
    expect: (timeS) => {
      wanted = null;
      show(frameAt(timeS, clip));
    },
  };
}

/**
 * The media time of the picture that a video shows now; null where that cannot be asked (WebCodecs: Chromium 94,
 * Safari 16.4, Firefox 130; https://www.w3.org/TR/webcodecs/#videoframe-constructors, read 2026-11-23).
 *
 * @param {HTMLVideoElement} video
 */
function pictureS(video) {
  if (typeof VideoFrame !== "function" || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
  try {
    const picture = new VideoFrame(video);
    const timeS = picture.timestamp / 1e6;
    picture.close();
    return timeS;
  } catch {
    return null;
  }
}
