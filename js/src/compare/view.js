// The comparison on screen: its views, its one transport, its keys. It knows nothing of models or kernels; the owner
// is told what changed through `onChange` and may call the returned methods.

import { whenAway } from "../player/away.js";
import { reasonOf } from "../player/failures.js";
import { actionOfKey } from "../player/transport.js";
import { element, listen, setText } from "../shared/dom.js";
import { timecode } from "../shared/format.js";
import { createHead } from "./head.js";
import { letterOf, MODES, shownIn } from "./layout.js";
import { createTile } from "./tile.js";
import { createTogether } from "./together.js";
import { createTransport } from "./transport.js";
import { createDivider } from "./wipe.js";

/**
 * @typedef {object} CompareState
 * @property {import("./layout.js").Mode} mode
 * @property {[number, number]} pair
 * @property {number} wipe 0 to 1
 * @property {number | null} sound_of
 * @property {number} current_time_s
 * @property {boolean} playing
 * @property {number} rate
 * @property {boolean} loop
 * @property {number | null} in_s
 * @property {number | null} out_s
 */

/** @type {import("./layout.js").Mode[]} two clips as they are */
const BLIND_MODES = ["side-by-side", "wipe"];
/** Waiting that is over sooner is not worth a word. */
const WORD_AFTER_MS = 400;
/** Moves, of the divider or to other times, that follow each other faster are told as one. */
const REST_MS = 100;

/**
 * @param {object} options
 * @param {import("../player/source.js").Clip[]} options.clips
 * @param {ReturnType<typeof import("../player/source.js").createSource>[]} options.sources
 * @param {(HTMLElement | null)[]} options.labels what differs, above each picture; none in a blind choice
 * @param {boolean} options.isBlind
 * @param {import("../shared/texts.js").Say} options.say
 * @param {CompareState} options.start
 * @param {(changed: Partial<CompareState>, isImportant: boolean) => void} options.onChange
 * @param {() => void} options.onTouch somebody is about to play, pause or seek here
 * @param {AbortSignal} options.signal
 */
export function createComparison(options) {
  const { clips, sources, labels, isBlind, say, start, onChange, onTouch, signal } = options;
  const modes = isBlind ? BLIND_MODES : MODES;
  let { pair, wipe } = start;
  let mode = modes.includes(start.mode) ? start.mode : "side-by-side";
  let lastHeard = start.sound_of ?? clips.findIndex((clip) => clip.has_sound);
  let isHidden = false;
  /** What it begins with is the owner's own word, and not told back. */
  let isMade = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let wording;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let standing;
  let isWaitingTold = false;

  const shown = () => (isBlind ? [...pair] : shownIn(mode, pair, clips.length));
  /** In a blind choice the two are called by their sides, and by nothing else. */
  const nameOf = (/** @type {number} */ index) =>
    isBlind ? say(index === pair[0] ? "blind.left" : "blind.right") : letterOf(index);

  const tiles = clips.map((clip, index) =>
    createTile({
      ...{ clip, say, label: labels[index] ?? null },
      differences: isBlind ? [] : (clip.differences ?? []),
    }),
  );
  const divider = createDivider({
    onMove: (share) => setWipe(share),
    words: () => ({
      label: say("compare.divider", { left: nameOf(pair[0]), right: nameOf(pair[1]) }),
      text: say("compare.divider_at", { percent: Math.round(wipe * 100), letter: nameOf(pair[0]) }),
    }),
    signal,
  });
  const rail = element("div", { class: "sora-compare__rail" }, divider.root);
  const gain = element("div", { class: "sora-compare__gain", "aria-hidden": "true" });
  const pictures = element(
    "div",
    { class: "sora-compare__pictures" },
    ...tiles.map((tile) => tile.root),
    gain,
    rail,
  );
  const head = createHead({
    ...{ say, signal, modes, count: clips.length },
    onMode: (next) => {
      setMode(next);
      tell({ mode });
    },
    onPair: (next) => {
      setPair(next);
      tell({ pair });
    },
    onGain: (factor) => gain.style.setProperty("--gain", String(factor)),
  });
  const message = element("p", { class: "sora-compare__message", role: "status" });

  const together = createTogether({
    ...{ clips, sources, say, signal, videos: tiles.map((tile) => tile.video) },
    hooks: {
      onState: () => show(),
      onShown: (frame) => transport.showFrame(frame),
      onSpread: (spreadMs) => {
        if (spreadMs === null) delete root.dataset.syncErrorMs;
        else root.dataset.syncErrorMs = spreadMs.toFixed(1);
      },
      onProgress: (index, share) => tiles[index]?.setProgress(share),
      onFailed: (index, words, code) =>
        tiles[index]?.setMessage(say("compare.failed", { letter: nameOf(index), reason: words }), code),
      onRefused: (reason) => {
        const isBlocked = reason instanceof DOMException && reason.name === "NotAllowedError";
        setText(message, isBlocked ? say("compare.blocked") : reasonOf(reason));
      },
      onMoved: () => {
        clearTimeout(standing);
        if (together.isPlaying()) return tell({ current_time_s: together.positionS() }, false);
        standing = setTimeout(() => {
          if (!together.isMoving()) tell({ current_time_s: together.positionS() });
        }, REST_MS);
      },
    },
  });
  const transport = createTransport({
    ...{ clips, say, nameOf, signal, timing: together.timing },
    onSeek: (frame) => {
      onTouch();
      together.goToFrame(frame);
    },
  });
  const root = element(
    "div",
    {
      class: "sora-compare__box",
      role: "group",
      "aria-label": say("compare.name", { n: clips.length }),
      tabindex: 0,
    },
    head.root,
    pictures,
    message,
    transport.root,
  );

  let told = { playing: start.playing };
  const tell = (/** @type {Partial<CompareState>} */ changed, isImportant = true) => {
    if (isMade && !signal.aborted) onChange(changed, isImportant);
  };
  /** Says who is waited for, once the waiting is worth a word. */
  const showWaiting = () => {
    clearTimeout(wording);
    const isWaiting = together.isPlaying() && together.phase() === "gathering";
    if (!isWaiting) {
      if (isWaitingTold) setText(message, "");
      isWaitingTold = false;
      return;
    }
    wording = setTimeout(() => {
      const letters = together.lacking().map(nameOf).join(", ");
      if (!letters) return;
      isWaitingTold = true;
      setText(message, say("compare.waiting", { letters }));
    }, WORD_AFTER_MS);
  };
  const show = () => {
    transport.show({
      isPlaying: together.isMoving(),
      rate: together.rate(),
      isLooping: together.isLooping(),
      heard: together.heard(),
      shown: shown(),
      span: together.span(),
      points: together.points(),
    });
    const ended = together.ended();
    for (const [index, tile] of tiles.entries()) tile.setEnded(ended.includes(index));
    showWaiting();
    const playing = together.isPlaying();
    if (playing === told.playing) return;
    told = { playing };
    if (playing) for (const tile of tiles) tile.setMessage("");
    tell({ playing, current_time_s: together.positionS() });
  };
  const lay = () => {
    const places = isHidden ? [] : shown();
    pictures.dataset.mode = mode;
    const columns = mode === "grid" ? Math.ceil(Math.sqrt(places.length)) : places.length;
    pictures.style.setProperty("--columns", String(columns));
    root.hidden = isHidden;
    for (const [index, tile] of tiles.entries()) {
      const place = places.indexOf(index);
      tile.root.hidden = place < 0;
      tile.root.dataset.place = String(place);
      tile.setName(nameOf(index));
    }
    // In the order in which they are seen; a picture that is moved stops, so only where it must be.
    const order = places.map((index) => /** @type {(typeof tiles)[number]} */ (tiles[index]).root);
    const now = tiles.map((tile) => tile.root).filter((one) => order.includes(one));
    now.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    if (now.some((one, index) => one !== order[index])) gain.before(...order);
    rail.hidden = mode !== "wipe";
    gain.hidden = mode !== "difference";
    head.show(mode, pair, clips.length > 2 && places.length < clips.length && !isBlind);
    setWipe(wipe, false);
    together.show(places);
    hearShown(places);
    show();
  };
  const setMode = (/** @type {CompareState["mode"]} */ next) => {
    if (!modes.includes(next)) return;
    mode = next;
    lay();
  };
  const setPair = (/** @type {[number, number]} */ next) => {
    pair = next;
    lay();
  };
  const setWipe = (/** @type {number} */ share, isTold = true) => {
    wipe = share;
    pictures.style.setProperty("--wipe", String(share));
    divider.show(share);
    clearTimeout(resting);
    if (isTold) resting = setTimeout(() => tell({ wipe }), REST_MS);
  };
  const setHeard = (/** @type {number | null} */ index) => {
    if (index !== null) lastHeard = index;
    together.setHeard(index);
    tell({ sound_of: index });
  };
  /** Somebody who hears a clip hears one of those on screen. */
  const hearShown = (/** @type {number[]} */ places) => {
    const heard = together.heard();
    const first = places.find((index) => clips[index]?.has_sound);
    if (heard !== null && !places.includes(heard) && first !== undefined) setHeard(first);
  };
  const toggleSound = () => {
    const heard = together.heard();
    const choices = transport.withSound.filter((index) => shown().includes(index));
    if (heard !== null && choices.includes(heard)) return setHeard(null);
    const next = choices.includes(lastHeard) ? lastHeard : choices[0];
    if (next !== undefined) setHeard(next);
  };
  const setVolume = (/** @type {number} */ volume) => {
    const { volume: slider } = transport;
    slider.value = String(Math.min(Math.max(volume, 0), 1));
    slider.style.setProperty("--share", slider.value);
    together.setVolume(Number(slider.value));
  };
  const setLoop = (/** @type {boolean} */ isLooping) => {
    together.setLoop(isLooping);
    tell({ loop: isLooping });
  };
  const toggleFull = () => {
    const change = document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen();
    change.catch((error) => setText(message, reasonOf(error)));
  };
  const setPoint = (/** @type {"in_s" | "out_s"} */ which, /** @type {boolean} */ isCleared) => {
    if (isCleared) together.setPoints({ [which]: null });
    else together.setPointHere(which);
    tell(together.points());
    const name = which === "in_s" ? "in" : "out";
    const time = timecode(together.frame(), together.timing.fps);
    setText(message, say(`player.${name}_${isCleared ? "cleared" : "is"}`, { time }));
  };

  const perform = (/** @type {import("../player/transport.js").Action} */ action) => {
    onTouch();
    setText(message, "");
    switch (action.do) {
      case "toggle":
        return together.isMoving() ? together.pause() : together.play();
      case "pause":
        return together.pause();
      case "shuttle":
        return together.shuttle(action.direction);
      case "step":
        return together.step(action.frames);
      case "skip":
        return together.goTo(together.positionS() + action.seconds);
      case "jump":
        return together.goToFrame(action.to === "start" ? 0 : together.timing.frame_count - 1);
      case "point":
        return setPoint(action.which, action.isCleared);
      case "volume":
        return setVolume(Number(transport.volume.value) + action.by);
      case "mute":
        return toggleSound();
      case "full":
        return toggleFull();
      default: // marks and captions are one player's
    }
  };
  /** @type {[HTMLElement, import("../player/transport.js").Action][]} */
  const buttons = [
    [transport.toggle, { do: "toggle" }],
    [transport.toStart, { do: "jump", to: "start" }],
    [transport.back, { do: "step", frames: -1 }],
    [transport.on, { do: "step", frames: 1 }],
    [transport.mute, { do: "mute" }],
    [transport.full, { do: "full" }],
  ];
  for (const [button, action] of buttons) listen(button, "click", () => perform(action), signal);
  for (const [button, which] of /** @type {const} */ ([
    [transport.pointIn, "in_s"],
    [transport.pointOut, "out_s"],
  ])) {
    listen(button, "click", () => setPoint(which, together.points()[which] !== null), signal);
  }
  listen(transport.loop, "click", () => setLoop(!together.isLooping()), signal);
  listen(
    transport.rate,
    "change",
    () => {
      together.setRate(Number(transport.rate.value));
      tell({ rate: together.chosenRate() });
    },
    signal,
  );
  listen(
    transport.sound,
    "change",
    () => setHeard(transport.sound.value === "" ? null : Number(transport.sound.value)),
    signal,
  );
  listen(transport.volume, "input", () => setVolume(Number(transport.volume.value)), signal);
  for (const { picture } of tiles) {
    listen(
      picture,
      "click",
      () => {
        root.focus({ preventScroll: true });
        perform({ do: "toggle" });
      },
      signal,
    );
  }
  listen(pictures, "pointerenter", () => together.load(), signal);
  listen(root, "focusin", () => together.load(), signal);
  listen(
    root,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      const action = actionOfKey(event);
      if (!action || event.defaultPrevented) return;
      const target = /** @type {HTMLElement} */ (event.target);
      // A focused control keeps the keys that work it: space on a button, arrows on a slider or a list.
      if (target !== root && (event.key === " " || (target.tagName !== "BUTTON" && event.key.length > 1)))
        return;
      event.preventDefault();
      perform(action);
    },
    signal,
  );
  whenAway(root, { onAway: together.release, onBack: () => {} }, signal);
  signal.addEventListener(
    "abort",
    () => {
      for (const timer of [wording, resting, standing]) clearTimeout(timer);
    },
    { once: true },
  );

  together.setRate(start.rate);
  together.setLoop(start.loop);
  together.setPoints({ in_s: start.in_s, out_s: start.out_s });
  together.setHeard(start.sound_of);
  lay();
  together.standAt(start.current_time_s);
  isMade = true;

  return {
    ...{ root, setMode, setPair },
    ...{ play: together.play, pause: together.pause, goTo: together.goTo, step: together.step },
    preload: () => together.load(),
    positionS: together.positionS,
    isPlaying: together.isPlaying,
    fps: together.timing.fps,
    /** @param {number} index @param {string} url */
    setPoster: (index, url) => {
      const tile = tiles[index];
      if (tile) tile.video.poster = url;
    },
    /** Takes pictures and transport away and lets go of their bytes, or brings them back. @param {boolean} hidden */
    setHidden: (hidden) => {
      if (isHidden === hidden) return;
      isHidden = hidden;
      together.pause();
      lay();
      if (!hidden) return;
      together.release();
      if (root.matches(":fullscreen")) void document.exitFullscreen().catch(() => {});
    },
    /** @param {Partial<CompareState>} wanted settings that a program may set at any time */
    set: (wanted) => {
      if (wanted.rate !== undefined && wanted.rate !== together.chosenRate()) together.setRate(wanted.rate);
      if (wanted.loop !== undefined && wanted.loop !== together.isLooping()) together.setLoop(wanted.loop);
      if (wanted.in_s !== undefined) together.setPoints({ in_s: wanted.in_s });
      if (wanted.out_s !== undefined) together.setPoints({ out_s: wanted.out_s });
      if (wanted.sound_of !== undefined && wanted.sound_of !== together.heard())
        together.setHeard(wanted.sound_of);
      if (wanted.wipe !== undefined && wanted.wipe !== wipe) setWipe(wanted.wipe, false);
      if (wanted.mode !== undefined && wanted.mode !== mode) setMode(wanted.mode);
      if (wanted.pair !== undefined && String(wanted.pair) !== String(pair)) setPair(wanted.pair);
    },
  };
}
