// The player as everybody shows it: a picture, a bar, a row of buttons. It knows nothing of models or kernels.
//
// The poster shows at once. The bytes are asked for when somebody points at the picture, focuses it or plays, once.
// Playback lives here only; the owner is told what changed through `onChange` and may call the returned methods.

import { element, keepKeysInside, listen, setText } from "../shared/dom.js";
import { timecode } from "../shared/format.js";
import { objectUrl } from "../shared/lifetime.js";
import { isGivenUp } from "../shared/requests.js";
import { createControls, setButton, setRate } from "./controls.js";
import { actionOfKey, frameAt, timeOfFrame } from "./transport.js";

/**
 * @typedef {object} PlayerState
 * @property {number} current_time_s
 * @property {boolean} playing
 * @property {number} rate
 * @property {boolean} loop
 * @property {number} volume
 * @property {boolean} muted
 */

/**
 * @typedef {object} PlayerOptions
 * @property {import("./transport.js").ClipFacts} facts
 * @property {string} name what a screen reader calls it
 * @property {[number, number]} [box] width and height of the place it gets; by default the picture's own
 * @property {import("../shared/texts.js").Say} say
 * @property {(signal: AbortSignal, onProgress: (share: number) => void) => Promise<BlobPart[]>} load
 * @property {AbortSignal} signal
 * @property {Partial<PlayerState>} [start]
 * @property {(changed: Partial<PlayerState>, isImportant: boolean) => void} [onChange]
 * @property {() => void} [onTouch] somebody is about to play, pause or seek here
 */

/** @param {PlayerOptions} options */
export function createPlayer({
  facts,
  name,
  box = [facts.width, facts.height],
  say,
  load,
  signal,
  start = {},
  onChange = () => {},
  onTouch = () => {},
}) {
  const controls = createControls({ facts, name, box, say });
  const { root, stage, video, message, loadBar, seek, time, frame } = controls;
  const { toStart, back, toggle, on, rate, loop, mute, volume, full, download } = controls;

  /** @type {Promise<string> | null} */
  let loading = null;
  /** @type {number | null} where to stand once the bytes are there */
  let wantedTimeS = start.current_time_s || null;
  let isDragging = false;
  /** What was asked for last. The element itself only plays once its bytes are there, which may take a while. */
  let isWantedToPlay = false;

  /** The bytes, asked for once; after a failure the next attempt asks again. */
  const ensureLoaded = () => {
    loading ??= (async () => {
      loadBar.hidden = false;
      root.setAttribute("aria-busy", "true");
      setText(message, "");
      try {
        const parts = await load(signal, (share) => loadBar.style.setProperty("--share", String(share)));
        const url = objectUrl(new Blob(parts, { type: "video/mp4" }), signal);
        video.preload = "auto";
        video.src = url;
        return url;
      } catch (error) {
        loading = null;
        if (!isGivenUp(error)) setText(message, say("player.failed", { reason: reasonOf(error) }));
        throw error;
      } finally {
        loadBar.hidden = true;
        root.removeAttribute("aria-busy");
      }
    })();
    return loading;
  };
  /** Loading failures are already on screen; who called for it need not hear again. */
  const quietly = (/** @type {Promise<unknown>} */ promise) => void promise.catch(() => {});

  /** The frame on screen. `video.currentTime` runs up to a frame ahead of what is shown, so it is not asked. */
  let shownFrame = 0;
  /** @type {number | null} the last frame that playing has shown; null after a seek */
  let playedFrame = null;
  const showPosition = (/** @type {number} */ at) => {
    shownFrame = at;
    setText(time, timecode(at, facts.fps));
    setText(frame, say("player.frame", { n: at + 1, total: facts.frame_count }));
    if (!isDragging) seek.value = String(at);
    seek.style.setProperty("--share", String(facts.frame_count > 1 ? at / (facts.frame_count - 1) : 0));
    seek.setAttribute("aria-valuetext", timecode(at, facts.fps));
  };
  const showState = () => {
    const label = say(isWantedToPlay ? "player.pause" : "player.play");
    setButton(toggle, isWantedToPlay ? "pause" : "play", label);
    setButton(
      mute,
      video.muted || video.volume === 0 ? "muted" : "sound",
      say(video.muted ? "player.unmute" : "player.mute"),
    );
    loop.setAttribute("aria-pressed", String(video.loop));
    setRate(rate, video.playbackRate);
    volume.value = String(video.muted ? 0 : video.volume);
    volume.style.setProperty("--share", volume.value);
    root.classList.toggle("is-playing", isWantedToPlay);
  };
  const tell = (/** @type {Partial<PlayerState>} */ changed, isImportant = true) => {
    if (!signal.aborted) onChange(changed, isImportant);
  };

  const stopWanting = () => {
    isWantedToPlay = false;
    showState();
    tell({ playing: false });
  };
  const play = async () => {
    isWantedToPlay = true;
    showState();
    try {
      await ensureLoaded();
    } catch {
      return stopWanting();
    }
    if (!isWantedToPlay) return;
    try {
      await video.play();
    } catch (error) {
      const isBlocked = error instanceof DOMException && error.name === "NotAllowedError";
      if (isBlocked) setText(message, say("player.blocked"));
      else if (isGivenUp(error)) return;
      else setText(message, say("player.failed", { reason: reasonOf(error) }));
      stopWanting();
    }
  };
  const pause = () => {
    const isWaiting = isWantedToPlay && video.paused;
    isWantedToPlay = false;
    video.pause();
    if (isWaiting) stopWanting();
  };
  /** A source that is set puts the speed back to the default one, so the two go together. */
  const setSpeed = (/** @type {number} */ value) => {
    video.defaultPlaybackRate = value;
    video.playbackRate = value;
  };
  const goTo = (/** @type {number} */ timeS) => {
    const inside = Math.min(Math.max(timeS, 0), facts.duration_s);
    playedFrame = null;
    if (video.readyState === 0) {
      wantedTimeS = inside;
      quietly(ensureLoaded());
      tell({ current_time_s: inside });
    } else video.currentTime = inside;
    showPosition(frameAt(inside, facts));
  };
  const step = (/** @type {number} */ frames) => {
    pause();
    goTo(timeOfFrame(shownFrame + frames, facts));
  };
  const toggleFull = () => {
    const change = document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen();
    change.catch((error) => setText(message, reasonOf(error)));
  };
  const setVolume = (/** @type {number} */ value) => {
    video.volume = Math.min(Math.max(value, 0), 1);
    if (value > 0) video.muted = false;
  };
  const save = async () => {
    const url = await ensureLoaded();
    element("a", { href: url, download: facts.filename }).click();
  };

  const perform = (/** @type {import("./transport.js").Action} */ action) => {
    const wasWantedToPlay = isWantedToPlay;
    if (["toggle", "step", "skip", "jump"].includes(action.do)) onTouch();
    switch (action.do) {
      case "toggle":
        return wasWantedToPlay ? pause() : void play();
      case "step":
        return step(action.frames);
      case "skip":
        return goTo((wantedTimeS ?? video.currentTime) + action.seconds);
      case "jump":
        return goTo(action.to === "start" ? 0 : timeOfFrame(facts.frame_count - 1, facts));
      case "volume":
        return facts.has_sound ? setVolume(video.volume + action.by) : undefined;
      case "mute":
        video.muted = !video.muted;
        return;
      case "full":
        return toggleFull();
    }
  };

  listen(toggle, "click", () => perform({ do: "toggle" }), signal);
  listen(
    video,
    "click",
    () => {
      root.focus({ preventScroll: true });
      perform({ do: "toggle" });
    },
    signal,
  );
  listen(toStart, "click", () => perform({ do: "jump", to: "start" }), signal);
  listen(back, "click", () => perform({ do: "step", frames: -1 }), signal);
  listen(on, "click", () => perform({ do: "step", frames: 1 }), signal);
  listen(
    loop,
    "click",
    () => {
      video.loop = !video.loop;
      showState();
      tell({ loop: video.loop });
    },
    signal,
  );
  listen(mute, "click", () => perform({ do: "mute" }), signal);
  listen(full, "click", toggleFull, signal);
  listen(download, "click", () => quietly(save()), signal);
  listen(rate, "change", () => setSpeed(Number(rate.value)), signal);
  listen(volume, "input", () => setVolume(Number(volume.value)), signal);
  listen(seek, "pointerdown", () => (isDragging = true), signal);
  listen(seek, "pointerup", () => (isDragging = false), signal);
  listen(seek, "pointercancel", () => (isDragging = false), signal);
  listen(
    seek,
    "input",
    () => {
      const wanted = Number(seek.value);
      onTouch();
      goTo(timeOfFrame(wanted, facts));
    },
    signal,
  );
  listen(stage, "pointerenter", () => quietly(ensureLoaded()), signal);
  listen(root, "focusin", () => quietly(ensureLoaded()), signal);

  listen(
    root,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      const action = actionOfKey(event);
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

  /** Follows the shown frame while playing; one callback per shown frame, none when nothing moves. */
  const follow = (/** @type {number} */ mediaTimeS) => {
    showPosition(frameAt(mediaTimeS, facts));
    if (video.paused) return;
    playedFrame = shownFrame;
    tell({ current_time_s: video.currentTime }, false);
  };
  const followFrames = () => {
    video.requestVideoFrameCallback((_now, metadata) => {
      if (signal.aborted) return;
      follow(metadata.mediaTime);
      followFrames();
    });
  };
  if ("requestVideoFrameCallback" in video) followFrames();
  else
    listen(
      /** @type {EventTarget} */ (video),
      "timeupdate",
      () => follow(/** @type {any} */ (video).currentTime),
      signal,
    );

  listen(
    video,
    "loadedmetadata",
    () => {
      if (wantedTimeS !== null) video.currentTime = wantedTimeS;
      wantedTimeS = null;
    },
    signal,
  );
  listen(
    video,
    "play",
    () => {
      root.classList.add("has-played");
      isWantedToPlay = !video.paused;
      setText(message, "");
      showState();
      tell({ playing: isWantedToPlay });
    },
    signal,
  );
  listen(
    video,
    "pause",
    () => {
      isWantedToPlay = !video.paused;
      showState();
      tell({ playing: isWantedToPlay, current_time_s: video.currentTime });
      // Stand exactly on the frame that was seen last, so that a step goes to its neighbour.
      if (playedFrame !== null && !video.ended) goTo(timeOfFrame(playedFrame, facts));
    },
    signal,
  );
  listen(
    video,
    "seeked",
    () => {
      root.classList.add("has-played");
      showPosition(frameAt(video.currentTime, facts));
      tell({ current_time_s: video.currentTime }, video.paused);
    },
    signal,
  );
  listen(
    video,
    "ratechange",
    () => {
      showState();
      tell({ rate: video.playbackRate });
    },
    signal,
  );
  listen(
    video,
    "volumechange",
    () => {
      showState();
      tell({ volume: video.volume, muted: video.muted });
    },
    signal,
  );
  listen(
    video,
    "error",
    () =>
      setText(message, say("player.failed", { reason: video.error?.message || say("player.cannot_decode") })),
    signal,
  );
  signal.addEventListener(
    "abort",
    () => {
      video.pause();
      video.removeAttribute("src");
      video.load();
    },
    { once: true },
  );

  setSpeed(start.rate ?? 1);
  video.loop = start.loop ?? false;
  video.volume = start.volume ?? 1;
  video.muted = start.muted ?? false;
  showPosition(frameAt(start.current_time_s ?? 0, facts));
  showState();

  return {
    root,
    video,
    play,
    pause,
    goTo,
    /** @param {string} url */
    setPoster: (url) => {
      video.poster = url;
    },
    /** @param {Partial<PlayerState>} wanted settings that a program may set at any time */
    set: (wanted) => {
      if (wanted.rate !== undefined && wanted.rate !== video.playbackRate) setSpeed(wanted.rate);
      if (wanted.loop !== undefined) video.loop = wanted.loop;
      if (wanted.volume !== undefined && wanted.volume !== video.volume) video.volume = wanted.volume;
      if (wanted.muted !== undefined && wanted.muted !== video.muted) video.muted = wanted.muted;
      showState();
    },
    positionS: () => wantedTimeS ?? video.currentTime,
    isPlaying: () => isWantedToPlay,
  };
}

/** @param {unknown} error */
function reasonOf(error) {
  return error instanceof Error ? error.message : String(error);
}
