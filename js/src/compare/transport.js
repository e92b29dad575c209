// The one transport of all clips: the player's bar and buttons, and whose sound is heard.

import { button, setButton, setRate } from "../player/controls.js";
import { createScrub } from "../player/scrub.js";
import { RATES } from "../player/transport.js";
import { element, setText } from "../shared/dom.js";
import { timecode } from "../shared/format.js";
import { letterOf } from "./layout.js";

/**
 * @param {object} options
 * @param {import("../player/transport.js").Timing} options.timing
 * @param {import("../player/source.js").Clip[]} options.clips
 * @param {import("../shared/texts.js").Say} options.say
 * @param {(index: number) => string} options.nameOf what a clip is called
 * @param {(frame: number) => void} options.onSeek
 * @param {AbortSignal} options.signal
 */
export function createTransport({ timing, clips, say, nameOf = letterOf, onSeek, signal }) {
  const scrub = createScrub({ timing, say, onSeek, signal });
  const time = element("span", { class: "sora-player__time" });
  const frame = element("span", { class: "sora-player__frame" });
  const toStart = button("toStart", say("player.to_start"));
  const back = button("stepBack", say("player.step_back"));
  const toggle = button("play", say("player.play"), "sora-player__toggle");
  const on = button("stepOn", say("player.step_on"));
  const rate = element("select", { class: "sora-player__rate", "aria-label": say("player.rate") });
  for (const value of RATES) rate.append(element("option", { value, text: `${value}×` }));
  const loop = button("loop", say("player.loop"));
  const pointIn = button("pointIn", say("player.point_in"));
  const pointOut = button("pointOut", say("player.point_out"));
  const mute = button("sound", say("player.mute"));
  const sound = element("select", { class: "sora-player__rate", "aria-label": say("compare.sound") });
  const volume = element("input", {
    ...{ class: "sora-player__volume", type: "range", min: 0, max: 1, step: 0.05, value: 1 },
    "aria-label": say("player.volume"),
  });
  volume.style.setProperty("--share", "1");
  const full = button("full", say("player.full_screen"));
  const withSound = clips.flatMap((clip, index) => (clip.has_sound ? [index] : []));
  if (withSound.length === 0) {
    for (const control of [mute, sound, volume]) control.disabled = true;
    mute.title = say("compare.no_sound");
  }

  const root = element(
    "div",
    { class: "sora-compare__transport" },
    element("div", { class: "sora-player__bar" }, scrub.root, time),
    element(
      "div",
      { class: "sora-player__row" },
      ...[toStart, back, toggle, on, rate, loop, pointIn, pointOut, mute, sound, volume],
      element("span", { class: "sora-player__gap" }),
      ...[frame, full],
    ),
  );
  return {
    ...{ root, scrub, toStart, back, toggle, on, rate, loop, pointIn, pointOut, mute, sound, volume, full },
    withSound,
    /** @param {number} at */
    showFrame: (at) => {
      setText(time, timecode(at, timing.fps));
      setText(frame, say("player.frame", { n: at + 1, total: timing.frame_count }));
      scrub.show(at);
    },
    /**
     * @param {object} state
     * @param {boolean} state.isPlaying
     * @param {number} state.rate
     * @param {boolean} state.isLooping
     * @param {number | null} state.heard
     * @param {number[]} state.shown
     * @param {{ first: number, last: number }} state.span
     * @param {{ in_s: number | null, out_s: number | null }} state.points
     */
    show: ({ isPlaying, rate: speed, isLooping, heard, shown, span, points }) => {
      setButton(toggle, isPlaying ? "pause" : "play", say(isPlaying ? "player.pause" : "player.play"));
      setRate(rate, speed);
      loop.setAttribute("aria-pressed", String(isLooping));
      pointIn.setAttribute("aria-pressed", String(points.in_s !== null));
      pointOut.setAttribute("aria-pressed", String(points.out_s !== null));
      scrub.setSpan(span);
      const isHeard = heard !== null && shown.includes(heard);
      if (withSound.length > 0)
        setButton(mute, isHeard ? "sound" : "muted", say(isHeard ? "player.mute" : "player.unmute"));
      const choices = withSound.filter((index) => shown.includes(index));
      const told = JSON.stringify([choices.map(nameOf), isHeard ? heard : null]);
      if (sound.dataset.told === told) return;
      sound.dataset.told = told;
      sound.replaceChildren(
        element("option", { value: "", text: say("compare.sound_off") }),
        ...choices.map((index) =>
          element("option", { value: index, text: say("compare.sound_of", { letter: nameOf(index) }) }),
        ),
      );
      sound.value = isHeard ? String(heard) : "";
    },
  };
}
