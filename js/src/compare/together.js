// The clips on screen, played as one: what was asked for, whose sound is heard, the shuttle, and the bytes that come
// when they are wanted and go when nobody looks. It draws nothing.

import { createMedia } from "../player/media.js";
import { fasterThan, frameAt, spanOf, timeOfFrame } from "../player/transport.js";
import { createEnsemble } from "./ensemble.js";
import { timingOf } from "./layout.js";
import { createTrack } from "./track.js";

/** The kernel hands out so many clips at once; the next ones wait for their turn. */
const LOADS_AT_ONCE = 2;
const TELL_SPREAD_MS = 1000;

/**
 * @typedef {object} Hooks
 * @property {() => void} onState what plays, who is waited for, speed, loop, span or sound is another
 * @property {(frame: number) => void} onShown
 * @property {(spreadMs: number | null) => void} onSpread how far apart the clips were at worst in the last second
 * @property {(index: number, share: number | null) => void} onProgress
 * @property {(index: number, words: string, code?: string) => void} onFailed
 * @property {(reason: unknown) => void} onRefused the browser plays nothing
 * @property {() => void} onMoved somebody went to another time, or playing did
 */

/**
 * @param {object} options
 * @param {import("../player/source.js").Clip[]} options.clips
 * @param {HTMLVideoElement[]} options.videos
 * @param {ReturnType<typeof import("../player/source.js").createSource>[]} options.sources
 * @param {import("../shared/texts.js").Say} options.say
 * @param {Hooks} options.hooks
 * @param {AbortSignal} options.signal
 */
export function createTogether({ clips, videos, sources, say, hooks, signal }) {
  const timing = timingOf(clips);
  const inTurn = createTurns(LOADS_AT_ONCE);
  /** @type {number[]} on screen */
  let shown = [];
  /** @type {number | null} */
  let heard = null;
  let chosenRate = 1;
  let rate = 1;
  let isLooping = false;
  /** @type {{ in_s: number | null, out_s: number | null }} */
  let points = { in_s: null, out_s: null };
  /** @type {{ speed: number, fromS: number, sinceMs: number } | null} */
  let reverse = null;
  let toldSpreadMs = 0;
  let isTicking = false;
  let goingBack = 0;

  const ensemble = createEnsemble({
    nowMs: () => performance.now(),
    onChange: () => {
      hooks.onState();
      if (ensemble.phase() === "running") startTicking();
      else {
        hooks.onSpread(null);
        showPosition();
      }
      if (reverse && ensemble.phase() === "still") goBackSoon();
    },
    onRefused: hooks.onRefused,
  });
  const players = clips.map((clip, index) => {
    const video = /** @type {HTMLVideoElement} */ (videos[index]);
    const source = /** @type {(typeof sources)[number]} */ (sources[index]);
    const track = createTrack({
      ...{ clip, video, signal },
      onFrame: (mediaTimeS, atMs) => ensemble.frame(track, mediaTimeS, atMs),
      onChange: () => ensemble.changed(),
    });
    const media = createMedia({
      ...{ video, clip, say, signal },
      source: { ...source, open: (wanted, onProgress) => inTurn(() => source.open(wanted, onProgress)) },
      onProgress: (share) => hooks.onProgress(index, share),
      onFailed: (words, code) => {
        track.setFailed(true);
        hooks.onFailed(index, words, code);
      },
    });
    return { track, media, video };
  });
  const on = () => shown.map((index) => /** @type {(typeof players)[number]} */ (players[index]));

  const showPosition = () => hooks.onShown(frameAt(ensemble.positionS(), timing));
  const tick = () => {
    if (signal.aborted || ensemble.phase() !== "running") {
      isTicking = false;
      return;
    }
    ensemble.tick();
    showPosition();
    const nowMs = performance.now();
    if (nowMs - toldSpreadMs >= TELL_SPREAD_MS) {
      toldSpreadMs = nowMs;
      const spreadS = ensemble.spreadS();
      hooks.onSpread(spreadS === null ? null : spreadS * 1000);
      hooks.onMoved();
    }
    requestAnimationFrame(tick);
  };
  const startTicking = () => {
    if (isTicking) return;
    isTicking = true;
    toldSpreadMs = performance.now();
    requestAnimationFrame(tick);
  };

  /** What went wrong is on screen: only who plays asks for it anew. */
  const load = (/** @type {{ isAnew?: boolean }} */ { isAnew = false } = {}) => {
    for (const { media, track } of on()) {
      if (media.isLoaded() || (track.isFailed() && !isAnew)) continue;
      track.setFailed(false);
      media.load().catch(() => {});
    }
  };
  const setSpeed = (/** @type {number} */ next) => {
    rate = next;
    ensemble.setRate(next);
  };
  const stopReverse = () => {
    if (!reverse) return;
    reverse = null;
    hooks.onState();
    hooks.onMoved();
  };
  const play = () => {
    stopReverse();
    load({ isAnew: true });
    ensemble.play();
    hooks.onState();
  };
  const pause = () => {
    stopReverse();
    if (rate !== chosenRate) setSpeed(chosenRate);
    ensemble.pause();
    hooks.onState();
  };
  const moveTo = (/** @type {number} */ timeS) => {
    load();
    ensemble.goTo(timeS);
    showPosition();
    hooks.onMoved();
  };
  const goTo = (/** @type {number} */ timeS) => {
    stopReverse();
    moveTo(timeS);
  };
  const goToFrame = (/** @type {number} */ frame) => goTo(timeOfFrame(frame, timing));
  const startS = () => spanOf(points.in_s, points.out_s, timing).first / timing.fps;
  /** No browser plays backwards: it goes back from picture to picture, as fast as all of them come. */
  const goBack = () => {
    if (!reverse || signal.aborted) return;
    const atS = reverse.fromS - ((performance.now() - reverse.sinceMs) / 1000) * reverse.speed;
    if (atS <= startS()) stopReverse();
    moveTo(Math.max(atS, startS()));
    if (ensemble.phase() === "still") goBackSoon(); // it stood on that picture already
  };
  const goBackSoon = () => {
    cancelAnimationFrame(goingBack);
    goingBack = requestAnimationFrame(goBack);
  };

  const showHeard = () => {
    const isOn = heard !== null && shown.includes(heard);
    for (const [index, { video }] of players.entries()) video.muted = !(isOn && index === heard);
    ensemble.setHeard(isOn && heard !== null ? (players[heard]?.track ?? null) : null);
  };
  const showSpan = () => {
    const span = spanOf(points.in_s, points.out_s, timing);
    ensemble.setRange(
      points.in_s === null ? null : span.first / timing.fps,
      points.out_s === null ? null : (span.last + 1) / timing.fps,
    );
  };
  const setPoints = (/** @type {Partial<typeof points>} */ next) => {
    points = { ...points, ...next };
    showSpan();
    hooks.onState();
  };

  const followPage = () => ensemble.setAway(document.hidden);
  document.addEventListener("visibilitychange", followPage, { signal });
  followPage();
  signal.addEventListener("abort", () => ensemble.pause(), { once: true });

  return {
    ...{ timing, play, pause, goTo, goToFrame, load, setPoints },
    /** Where it begins, for which no bytes are needed yet. @param {number} timeS */
    standAt: (timeS) => {
      ensemble.goTo(timeS);
      showPosition();
    },
    step: (/** @type {number} */ frames) => {
      pause();
      goToFrame(frameAt(ensemble.positionS(), timing) + frames);
    },
    shuttle: (/** @type {1 | -1} */ direction) => {
      if (direction > 0) {
        if (!ensemble.isPlaying()) return play();
        setSpeed(fasterThan(rate));
        return hooks.onState();
      }
      const speed = reverse ? fasterThan(reverse.speed) : 1;
      pause();
      reverse = { speed, fromS: ensemble.positionS(), sinceMs: performance.now() };
      hooks.onState();
      goBack();
    },
    /** The clips on screen, by their places. @param {number[]} next */
    show: (next) => {
      shown = next;
      const isLoaded = players.some(({ media }) => media.isLoaded());
      if (isLoaded || ensemble.isPlaying()) load();
      ensemble.setTracks(on().map(({ track }) => track));
      showHeard();
      showPosition();
    },
    /** @param {number} next */
    setRate: (next) => {
      chosenRate = next;
      setSpeed(next);
      hooks.onState();
    },
    /** @param {boolean} next */
    setLoop: (next) => {
      isLooping = next;
      ensemble.setLoop(next);
      hooks.onState();
    },
    /** @param {number | null} next */
    setHeard: (next) => {
      heard = next;
      showHeard();
      hooks.onState();
    },
    /** @param {number} volume 0 to 1 */
    setVolume: (volume) => {
      for (const { video } of players) video.volume = volume;
    },
    /** Sets a point at the frame on screen; the other one goes where it would leave nothing to play. @param {"in_s" | "out_s"} which */
    setPointHere: (which) => {
      const isIn = which === "in_s";
      const timeS = (frameAt(ensemble.positionS(), timing) + (isIn ? 0 : 1)) / timing.fps;
      const other = isIn ? points.out_s : points.in_s;
      const isCrossed = other !== null && (isIn ? other <= timeS : other >= timeS);
      setPoints({
        ...(isCrossed && { [isIn ? "out_s" : "in_s"]: null }),
        [which]: Math.min(timeS, timing.duration_s),
      });
    },
    /** Lets go of the bytes of all clips; they come back where they stood. */
    release: () => {
      if (ensemble.isPlaying() || reverse) return;
      for (const { media, track } of players) {
        if (media.isLoaded()) track.rest();
        media.release();
      }
    },
    positionS: ensemble.positionS,
    frame: () => frameAt(ensemble.positionS(), timing),
    isPlaying: ensemble.isPlaying,
    /** Forwards, or back by the shuttle. */
    isMoving: () => ensemble.isPlaying() || reverse !== null,
    phase: ensemble.phase,
    rate: () => rate,
    chosenRate: () => chosenRate,
    isLooping: () => isLooping,
    heard: () => heard,
    points: () => points,
    span: () => spanOf(points.in_s, points.out_s, timing),
    /** The places of the clips on screen that the others wait for. */
    lacking: () => {
      const slow = ensemble.lacking();
      return shown.filter((index) => slow.some((track) => track === players[index]?.track));
    },
    /** The places of the clips that have come to their end before the time has. */
    ended: () =>
      shown.filter((index) => {
        const track = players[index]?.track;
        return track && track.timing.duration_s < timing.duration_s && ensemble.hasEnded(track);
      }),
  };
}

/** Lets so many tasks run at once. @param {number} most */
function createTurns(most) {
  let busy = 0;
  /** @type {(() => void)[]} */
  const waiting = [];
  /**
   * @template T
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  return async (task) => {
    if (busy < most) busy += 1;
    else await new Promise((resolve) => waiting.push(() => resolve(undefined))); // whoever is done leaves its place
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };
}
