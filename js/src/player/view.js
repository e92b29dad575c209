// The player as everybody shows it: a picture, a bar, a row of buttons. It knows nothing of models or kernels.
//
// The poster shows at once. The bytes are asked for when somebody points at the picture, focuses it or plays, once; those
// of the one in the middle of the page come ahead (`ahead.js`).
// Playback lives here only; the owner is told what changed through `onChange` and may call the returned methods.

import { createAnnouncer } from "../shared/announcer.js";
import { element, icon, keepKeysInside, listen, setText } from "../shared/dom.js";
import { timecode } from "../shared/format.js";
import { icons } from "../shared/icons.js";
import { pageOf } from "../shared/load.js";
import { createMenu } from "../shared/menu.js";
import { whenAtRest } from "./ahead.js";
import { whenAway } from "./away.js";
import { createControls, setButton, setRate } from "./controls.js";
import { reasonOf } from "./failures.js";
import { drawLoudness, MAX_DECODED_BYTES } from "./loudness.js";
import { whenCalm } from "./media.js";
import { createPlayback } from "./playback.js";
import { createScrub } from "./scrub.js";
import { createSheet } from "./sheet.js";
import { readBytes } from "./source.js";
import { copyStill, saveUrl } from "./still.js";
import { actionOfKey } from "./transport.js";

/** @typedef {import("./playback.js").PlayerState} PlayerState */

/**
 * @typedef {object} PlayerOptions
 * @property {import("./source.js").Clip} clip
 * @property {string} name what a screen reader calls it
 * @property {[number, number]} [box] width and height of the place it gets; by default the picture's own
 * @property {import("../shared/texts.js").Say} say
 * @property {ReturnType<typeof import("./source.js").createSource>} source
 * @property {AbortSignal} signal
 * @property {Partial<PlayerState>} [start]
 * @property {(changed: Partial<PlayerState>, isImportant: boolean) => void} [onChange]
 * @property {() => void} [onTouch] somebody is about to play, pause or seek here
 * @property {() => void} [onMark] somebody wants to note something at this frame
 */

/** @param {PlayerOptions} options */
export function createPlayer({
  clip,
  name,
  box = [clip.width, clip.height],
  say,
  source,
  signal,
  start = {},
  onChange = () => {},
  onTouch = () => {},
  onMark,
}) {
  const announcer = createAnnouncer(signal);
  const scrub = createScrub({
    ...{ timing: clip, say, signal },
    onSeek: (frame) => {
      onTouch();
      playback.goToFrame(frame);
    },
    onPoint: () => void drawSheet(),
  });
  const menu = createMenu({
    label: say("player.more"),
    load: () => choices(),
    onPick: (item) => item.value(),
    signal,
  });
  menu.button.className = "sora-player__button";
  menu.button.setAttribute("aria-label", say("player.more"));
  menu.button.title = say("player.more");
  menu.button.replaceChildren(icon(icons.more));
  const controls = createControls({
    ...{ clip, name, box, say },
    ...{ scrub: scrub.root, more: menu.root, announced: announcer.root },
  });
  const { root, video, poster, message, loadBar, time, frame: frameLabel } = controls;
  const { toStart, back, toggle, on, rate, loop, pointIn, pointOut, mute, volume, captions, full } = controls;

  const announce = announcer.say;
  const showMessage = (/** @type {string} */ words, /** @type {string} */ code = "") => {
    if (!code) return setText(message, words);
    message.replaceChildren(document.createTextNode(`${words} `), element("code", { text: code }));
  };
  /** @type {string} */
  let posterUrl = "";
  /** @type {string} a picture of where it stood, made when the bytes were let go */
  let stillUrl = "";
  const showPicture = () => {
    const url = stillUrl || posterUrl;
    if (url) poster.src = url;
    poster.hidden = !url || root.classList.contains("has-frame");
  };
  const setFrameSeen = (/** @type {boolean} */ isSeen) => {
    root.classList.toggle("has-frame", isSeen);
    showPicture();
  };

  const playback = createPlayback({
    ...{ video, clip, source, say, start, signal },
    hooks: {
      onShown: (at, isEven) => showPosition(at, isEven),
      onState: () => showState(),
      onTell: onChange,
      onMessage: showMessage,
      onProgress: (share) => {
        loadBar.hidden = share === null;
        loadBar.style.setProperty("--share", String(share ?? 0));
        if (share === null) root.removeAttribute("aria-busy");
        else root.setAttribute("aria-busy", "true");
      },
      onStill: (url) => {
        URL.revokeObjectURL(stillUrl);
        stillUrl = url;
      },
    },
  });

  function showPosition(/** @type {number} */ at, isEven = true) {
    setText(time, timecode(at, clip.fps));
    // Of frames that last unequally long nobody can say from a time how many came before.
    const key = isEven ? "player.frame" : "player.frame_about";
    setText(frameLabel, say(key, { n: at + 1, total: clip.frame_count }));
    scrub.show(at);
  }
  function showState() {
    const isMoving = playback.isMoving();
    setButton(toggle, isMoving ? "pause" : "play", say(isMoving ? "player.pause" : "player.play"));
    const isSilent = video.muted || video.volume === 0;
    setButton(mute, isSilent ? "muted" : "sound", say(video.muted ? "player.unmute" : "player.mute"));
    loop.setAttribute("aria-pressed", String(playback.isLooping()));
    const { in_s, out_s } = playback.points();
    pointIn.setAttribute("aria-pressed", String(in_s !== null));
    pointOut.setAttribute("aria-pressed", String(out_s !== null));
    scrub.setSpan(playback.span());
    setRate(rate, playback.rate());
    volume.value = String(video.muted ? 0 : video.volume);
    volume.style.setProperty("--share", volume.value);
    root.classList.toggle("is-playing", isMoving);
  }

  const setVolume = (/** @type {number} */ value) => {
    video.volume = Math.min(Math.max(value, 0), 1);
    if (value > 0) video.muted = false;
  };
  const attempt = (/** @type {() => Promise<unknown>} */ task) =>
    void task().catch((error) => {
      if (!message.textContent) showMessage(reasonOf(error));
    });
  const toggleFull = () =>
    attempt(() => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()));
  const togglePicture = () =>
    attempt(async () => {
      if (document.pictureInPictureElement) return document.exitPictureInPicture();
      await playback.load();
      if (video.readyState === 0)
        await new Promise((resolve) =>
          video.addEventListener("loadedmetadata", resolve, { once: true, signal }),
        );
      return video.requestPictureInPicture();
    });
  const download = () => attempt(async () => saveUrl(await playback.load(), clip.filename));
  const copyFrame = () =>
    attempt(async () => {
      await playback.load();
      if (video.readyState < 2)
        await new Promise((resolve) => video.addEventListener("loadeddata", resolve, { once: true, signal }));
      const stem = clip.filename.replace(/\.[^.]+$/, "");
      const done = await copyStill(video, `${stem}-f${playback.frame() + 1}.png`);
      announce(say(`player.frame_${done}`));
    });
  const clearPoints = () => playback.setPoints({ in_s: null, out_s: null });
  const track = () => video.textTracks[0];
  const toggleCaptions = () => {
    const shown = track();
    if (!shown) return;
    shown.mode = shown.mode === "showing" ? "hidden" : "showing";
    captions.setAttribute("aria-pressed", String(shown.mode === "showing"));
  };
  const choices = () => {
    const { in_s, out_s } = playback.points();
    const hasPoints = in_s !== null || out_s !== null;
    return [
      { label: say("player.set_in"), hint: "I", value: () => playback.setPointHere("in_s") },
      { label: say("player.set_out"), hint: "O", value: () => playback.setPointHere("out_s") },
      hasPoints ? { label: say("player.clear_points"), hint: "⇧ I ⇧ O", value: clearPoints } : null,
      onMark ? { label: say("player.mark"), hint: "N", value: onMark } : null,
      { label: say("player.copy_frame"), value: copyFrame },
      document.pictureInPictureEnabled
        ? { label: say("player.picture_in_picture"), value: togglePicture }
        : null,
      { label: say("player.download", { filename: clip.filename }), value: download },
    ].filter((choice) => choice !== null);
  };

  const perform = (/** @type {import("./transport.js").Action} */ action) => {
    const wasMoving = playback.isMoving(); // a view that takes over from another one goes on playing
    if (["toggle", "step", "skip", "jump", "shuttle", "pause"].includes(action.do)) onTouch();
    switch (action.do) {
      case "toggle":
        return wasMoving ? playback.pause() : void playback.play();
      case "pause":
        return playback.pause();
      case "shuttle":
        return playback.shuttle(action.direction);
      case "step":
        playback.step(action.frames);
        return announcer.sayLater(() => say("player.at_frame", { n: playback.frame() + 1 }));
      case "skip":
        return playback.goTo(playback.positionS() + action.seconds);
      case "jump":
        return playback.goTo(action.to === "start" ? 0 : clip.duration_s);
      case "point":
        if (action.isCleared) playback.setPoints({ [action.which]: null });
        else playback.setPointHere(action.which);
        return announce(pointWords(action.which));
      case "volume":
        return clip.has_sound ? setVolume(video.volume + action.by) : undefined;
      case "mute":
        video.muted = !video.muted;
        return;
      case "captions":
        return toggleCaptions();
      case "mark":
        return onMark?.();
      case "full":
        return toggleFull();
    }
  };
  const pointWords = (/** @type {"in_s" | "out_s"} */ which) => {
    const keys =
      which === "in_s" ? ["player.in_is", "player.in_cleared"] : ["player.out_is", "player.out_cleared"];
    const isSet = playback.points()[which] !== null;
    return say(keys[isSet ? 0 : 1] ?? "", { time: timecode(playback.frame(), clip.fps) });
  };
  /** A press on a point's button sets it, and on one that stands where it is takes it away. */
  const pressPoint = (/** @type {"in_s" | "out_s"} */ which) => {
    const before = playback.points()[which];
    playback.setPointHere(which);
    if (before !== null && playback.points()[which] === before) playback.setPoints({ [which]: null });
    announce(pointWords(which));
  };

  const press = (/** @type {HTMLElement} */ target, /** @type {() => unknown} */ act) =>
    listen(target, "click", () => void act(), signal);
  press(toggle, () => perform({ do: "toggle" }));
  press(video, () => {
    root.focus({ preventScroll: true });
    perform({ do: "toggle" });
  });
  press(toStart, () => perform({ do: "jump", to: "start" }));
  press(back, () => perform({ do: "step", frames: -1 }));
  press(on, () => perform({ do: "step", frames: 1 }));
  press(loop, () => playback.setLoop(!playback.isLooping()));
  press(pointIn, () => pressPoint("in_s"));
  press(pointOut, () => pressPoint("out_s"));
  press(mute, () => perform({ do: "mute" }));
  press(captions, toggleCaptions);
  press(full, toggleFull);
  listen(rate, "change", () => playback.setRate(Number(rate.value)), signal);
  listen(volume, "input", () => setVolume(Number(volume.value)), signal);
  listen(root, "pointerenter", playback.preload, signal);
  listen(root, "focusin", playback.preload, signal);
  listen(
    root,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      const action = event.defaultPrevented ? null : actionOfKey(event);
      if (!action) return;
      const target = /** @type {HTMLElement} */ (event.target);
      // A focused control keeps the keys that work it: space on a button, arrows on a slider or a list.
      const isControl = target !== root && target !== video;
      if (isControl && (event.key === " " || (target.tagName !== "BUTTON" && event.key.length > 1))) return;
      event.preventDefault();
      perform(action);
    },
    signal,
  );
  keepKeysInside(root, signal);

  listen(video, "seeked", () => setFrameSeen(true), signal);
  listen(
    video,
    "playing",
    () => {
      setFrameSeen(true);
      whenCalm(() => void drawSound(), signal);
    },
    signal,
  );

  /** @type {AbortController | null} */
  let sheetLife = null;
  const drawSheet = async () => {
    if (sheetLife) return;
    const life = new AbortController();
    sheetLife = life;
    try {
      const url = await playback.load();
      const either = AbortSignal.any([signal, life.signal]);
      if (either.aborted) return;
      const sheet = createSheet({ url, clip, onDrawn: () => scrub.setSheet(sheet), signal: either });
      void drawSound();
    } catch {
      sheetLife = null;
    }
  };
  let isSoundDrawn = !clip.has_sound || clip.is_silent === true || clip.size_bytes > MAX_DECODED_BYTES;
  const drawSound = async () => {
    if (isSoundDrawn) return;
    isSoundDrawn = true;
    try {
      await drawLoudness(scrub.loudness, await readBytes(await playback.load(), signal));
    } catch {
      // A sound that cannot be decoded has no picture; whether it plays is the video's to say.
    }
  };

  const passBy = () => {
    if (playback.unprepare()) setFrameSeen(false);
  };
  whenAtRest({ root, onRest: playback.prepare, onPassed: passBy }, pageOf(globalThis), signal);
  let wasLetGo = false;
  whenAway(
    root,
    {
      onAway: async () => {
        passBy();
        if (playback.isMoving() || !playback.isLoaded()) return;
        if (document.pictureInPictureElement === video) return;
        const wasSeen = root.classList.contains("has-frame");
        await playback.release();
        if (playback.isLoaded()) return;
        wasLetGo = true;
        sheetLife?.abort();
        sheetLife = null;
        scrub.setSheet(null);
        if (!wasSeen) {
          URL.revokeObjectURL(stillUrl);
          stillUrl = ""; // the poster stands for a clip that nobody has looked into
        }
        setFrameSeen(false);
      },
      onBack: () => {
        if (wasLetGo) playback.preload();
        wasLetGo = false;
      },
    },
    signal,
  );
  signal.addEventListener(
    "abort",
    () => {
      video.pause();
      URL.revokeObjectURL(stillUrl);
    },
    { once: true },
  );

  showPosition(playback.frame());
  showState();

  return {
    root,
    video,
    play: playback.play,
    pause: playback.pause,
    goTo: playback.goTo,
    step: playback.step,
    preload: playback.preload,
    positionS: playback.positionS,
    frame: playback.frame,
    isPlaying: playback.isPlaying,
    /** As wide as the track, from the first frame to the last: where marks are shown. */
    scrub: scrub.root,
    /** Said to screen readers. @param {string} text */
    announce,
    /** @param {string} url */
    setPoster: (url) => {
      posterUrl = url;
      showPicture();
    },
    /** Words over the picture, while they are shown. @param {string} url @param {string} language */
    setCaptions: (url, language) => {
      video.append(
        element("track", { kind: "captions", src: url, srclang: language, label: say("player.captions") }),
      );
      captions.hidden = false;
    },
    /** @param {Partial<PlayerState>} wanted settings that a program may set at any time */
    set: (wanted) => {
      if (wanted.rate !== undefined && wanted.rate !== playback.rate()) playback.setRate(wanted.rate);
      if (wanted.loop !== undefined && wanted.loop !== playback.isLooping()) playback.setLoop(wanted.loop);
      if (wanted.volume !== undefined && wanted.volume !== video.volume) video.volume = wanted.volume;
      if (wanted.muted !== undefined && wanted.muted !== video.muted) video.muted = wanted.muted;
      if (wanted.in_s !== undefined) playback.setPoints({ in_s: wanted.in_s });
      if (wanted.out_s !== undefined) playback.setPoints({ out_s: wanted.out_s });
    },
  };
}
