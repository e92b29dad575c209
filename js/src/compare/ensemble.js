// Many clips played as one. They start only when all can, follow one clock, and wait for one that falls behind.
//
// The clock is the page's own; where a clip is heard, the clock follows that clip, so that its sound is never bent.
// All are held against the clock in one look before each picture of the page (`sync.js`). It knows clips by what they
// can do, and no element.

import { frameAt, timeOfFrame } from "../player/transport.js";
import { correctionOf, createClock, createSpread } from "./sync.js";

/**
 * @typedef {object} Track one clip, as far as playing together goes
 * @property {import("../player/transport.js").Timing} timing
 * @property {() => boolean} isReady whether it can play on from where it stands
 * @property {() => boolean} isFailed whether nothing will come of it: the others play without it
 * @property {() => number} positionS
 * @property {(timeS: number) => void} seek
 * @property {() => Promise<unknown>} play
 * @property {() => void} pause
 * @property {(rate: number) => void} setRate
 */

/**
 * @typedef {object} Pace how one track keeps up
 * @property {number | null} errorS how far it is ahead of the clock, smoothed
 * @property {number | null} lagS how far its pictures are from its own clock: a clip that is heard shows them later
 * @property {number} beganS where it stood at the start
 * @property {number} looks since it is in motion
 * @property {number} speed 1 being the common one
 * @property {number} seekMs when it was last put right
 * @property {number | null} lackMs since when it cannot go on
 */

/** @typedef {"still" | "gathering" | "running" | "held"} Phase */

/** @type {Pace} */
const FRESH = { errorS: null, lagS: null, beganS: 0, looks: 0, speed: 1, seekMs: 0, lackMs: null };
const SMOOTHING = 0.4;
const LAG_SMOOTHING = 0.1;
/** A picture that is further from its clip's clock has come late and says nothing of it. */
const LATE_FRAMES = 1.5;
/** How strongly the clock follows the clip that is heard, for each look. */
const LEADING = 0.1;
/** Looks at every clip in motion until their common beginning is known. */
const SETTLING_LOOKS = 3;
const SEEK_PAUSE_MS = 1000;
const LACK_MS = 150;
/** So near its end a clip has nothing more to load. */
const NEAR_END_S = 0.2;

/**
 * @param {object} options
 * @param {() => number} options.nowMs
 * @param {() => void} options.onChange the phase, or who is waited for, or who has ended, is another
 * @param {(reason: unknown) => void} options.onRefused the browser plays nothing
 */
export function createEnsemble({ nowMs, onChange, onRefused }) {
  const clock = createClock(nowMs);
  const spread = createSpread();
  /** @type {Map<Track, Pace>} */
  const paces = new Map();
  /** @type {Phase} */
  let phase = "still";
  /** @type {Track | null} */
  let heard = null;
  let isWanted = false;
  let isAway = false;
  let isSettled = false;
  let isLooping = false;
  let rate = 1;
  /** @type {number | null} */
  let inS = null;
  /** @type {number | null} */
  let outS = null;
  /** Counts the starts: an older one that comes late counts no more. */
  let turn = 0;
  let told = "";

  const tracks = () => [...paces.keys()].filter((track) => !track.isFailed());
  const durationS = () => Math.max(0, ...[...paces.keys()].map((track) => track.timing.duration_s));
  const startS = () => inS ?? 0;
  const endS = () => Math.min(outS ?? durationS(), durationS());
  /** In the last frame before the end. */
  const lastS = () => endS() - 0.5 / Math.max(1, ...[...paces.keys()].map((track) => track.timing.fps));
  const hasEnded = (/** @type {Track} */ track) => clock.timeS() >= track.timing.duration_s - 1e-3;
  const running = () => tracks().filter((track) => !hasEnded(track));
  const lacking = () => (phase === "gathering" ? tracks().filter((track) => !track.isReady()) : []);

  const tell = () => {
    const slow = lacking();
    const now = JSON.stringify([phase, isWanted, tracks().map((one) => [slow.includes(one), hasEnded(one)])]);
    if (now === told) return;
    told = now;
    onChange();
  };
  const renew = () => {
    spread.forget();
    isSettled = false;
    const atMs = nowMs();
    for (const track of paces.keys()) {
      paces.set(track, { ...FRESH, beganS: track.positionS(), seekMs: atMs });
      track.setRate(rate);
    }
  };
  /** Every clip stands on the frame of the clock's time, then whoever is wanted to play goes on. */
  const gather = () => {
    turn += 1;
    clock.stop();
    // A video that is paused keeps the picture that it showed last, wherever its clock has come to.
    const isOutOfMotion = phase === "running";
    phase = isAway && isWanted ? "held" : "gathering";
    const timeS = clock.timeS();
    for (const track of tracks()) {
      track.pause();
      const atS = timeOfFrame(frameAt(timeS, track.timing), track.timing);
      if (isOutOfMotion || Math.abs(track.positionS() - atS) > 0.25 / track.timing.fps) track.seek(atS);
    }
    goOn();
  };
  const goOn = () => {
    if (phase === "gathering" && tracks().every((track) => track.isReady())) {
      isWanted &&= tracks().length > 0; // nothing will come of any
      if (isWanted) void begin();
      else phase = "still";
    }
    tell();
  };
  const begin = async () => {
    turn += 1;
    const mine = turn;
    renew();
    phase = "running";
    try {
      await Promise.all(running().map((track) => track.play()));
    } catch (reason) {
      if (mine !== turn) return;
      isWanted = false;
      gather();
      onRefused(reason);
      return;
    }
    if (mine !== turn) return;
    renew();
    clock.start();
    tell();
  };
  const goTo = (/** @type {number} */ timeS) => {
    clock.stop();
    clock.set(Math.min(Math.max(timeS, 0), durationS()));
    gather();
  };

  /** The clips have begun, each a little later than told: the clock begins where they are. */
  const settle = () => {
    const all = running().map((track) => /** @type {Pace} */ (paces.get(track)));
    if (isSettled || all.some((pace) => pace.looks < SETTLING_LOOKS)) return;
    isSettled = true;
    const leader = heard && !hasEnded(heard) ? paces.get(heard) : undefined;
    const errors = leader ? [leader.errorS ?? 0] : all.map((pace) => pace.errorS ?? 0);
    const byS = errors.reduce((sum, one) => sum + one, 0) / Math.max(errors.length, 1);
    clock.shift(byS);
    for (const pace of all) if (pace.errorS !== null) pace.errorS -= byS;
  };
  const correct = (/** @type {Track} */ track, /** @type {number} */ atMs) => {
    const pace = /** @type {Pace} */ (paces.get(track));
    if (!isSettled || pace.errorS === null) return;
    const correction = correctionOf(pace.errorS, 1 / track.timing.fps, pace.speed !== 1);
    if (correction === "seek") {
      if (atMs - pace.seekMs < SEEK_PAUSE_MS) return;
      track.seek(clock.timeS());
      Object.assign(pace, { errorS: null, seekMs: atMs });
    } else if (track === heard) {
      const byS = LEADING * pace.errorS;
      clock.shift(byS);
      for (const one of paces.values()) if (one.errorS !== null) one.errorS -= byS;
    } else if (correction !== pace.speed) {
      pace.speed = correction;
      track.setRate(rate * correction);
    }
  };
  /** One look at all clips at once: a picture may come late, a clip's own clock does not. */
  const look = (/** @type {number} */ atMs) => {
    const timeS = clock.timeS(atMs);
    for (const track of running()) {
      const pace = /** @type {Pace} */ (paces.get(track));
      const positionS = track.positionS();
      if (positionS > pace.beganS) pace.looks += 1;
      const errorS = positionS + (pace.lagS ?? 0) - timeS;
      pace.errorS = pace.errorS === null ? errorS : pace.errorS + SMOOTHING * (errorS - pace.errorS);
    }
    settle();
    for (const track of running()) correct(track, atMs);
  };

  return {
    goTo,
    /** A frame came on screen. @param {Track} track @param {number} mediaTimeS @param {number} atMs */
    frame: (track, mediaTimeS, atMs) => {
      const pace = paces.get(track);
      if (!pace || !clock.isRunning() || hasEnded(track)) return;
      const errorS = mediaTimeS - clock.timeS(atMs);
      const lagS = errorS - (track.positionS() - clock.timeS());
      if (Math.abs(lagS) * track.timing.fps <= LATE_FRAMES)
        pace.lagS = pace.lagS === null ? lagS : pace.lagS + LAG_SMOOTHING * (lagS - pace.lagS);
      if (isSettled) spread.note(track, errorS, atMs);
    },
    /** Something about a track is another: it can play on, or cannot, or has failed. */
    changed: goOn,
    play: () => {
      isWanted = true;
      if (clock.timeS() >= lastS() - 1e-3 || (outS !== null && clock.timeS() < startS()))
        return goTo(startS());
      gather();
    },
    pause: () => {
      if (!isWanted) return;
      isWanted = false;
      gather();
    },
    /** Called before each picture of the page while something plays. */
    tick: () => {
      if (phase !== "running") return;
      if (clock.timeS() >= endS() - 1e-3) {
        isWanted = isLooping;
        return goTo(isLooping ? startS() : lastS());
      }
      const atMs = nowMs();
      for (const track of running()) {
        const pace = /** @type {Pace} */ (paces.get(track));
        const isNearEnd = clock.timeS() > track.timing.duration_s - NEAR_END_S;
        if (track.isReady() || isNearEnd) pace.lackMs = null;
        else pace.lackMs ??= atMs;
        if (pace.lackMs !== null && atMs - pace.lackMs > LACK_MS) return gather();
      }
      if (clock.isRunning()) look(atMs);
      tell();
    },
    /** @param {Track[]} next the clips that are on screen */
    setTracks: (next) => {
      for (const track of paces.keys()) if (!next.includes(track)) track.pause();
      paces.clear();
      for (const track of next) {
        paces.set(track, { ...FRESH });
      }
      goTo(clock.timeS());
    },
    /** @param {boolean} away whether nobody can see it: it holds, and goes on together */
    setAway: (away) => {
      if (isAway === away) return;
      isAway = away;
      if (isWanted) gather();
    },
    /** @param {Track | null} track */
    setHeard: (track) => {
      heard = track;
      const pace = track && paces.get(track);
      if (!pace || pace.speed === 1) return;
      pace.speed = 1;
      track.setRate(rate);
    },
    /** @param {number} next */
    setRate: (next) => {
      rate = next;
      clock.setRate(next);
      for (const [track, pace] of paces) track.setRate(rate * pace.speed);
    },
    /** @param {boolean} next */
    setLoop: (next) => {
      isLooping = next;
    },
    /** @param {number | null} nextIn @param {number | null} nextOut */
    setRange: (nextIn, nextOut) => {
      inS = nextIn;
      outS = nextOut;
    },
    positionS: () => Math.min(clock.timeS(), durationS()),
    isPlaying: () => isWanted,
    phase: () => phase,
    lacking,
    hasEnded,
    /** How far apart the clips on screen were in the last second, at worst. */
    spreadS: () => (phase === "running" ? spread.worstS(nowMs()) : null),
  };
}
