// The elements of the player and how they lie: a stage, a bar, a row of buttons. What they do is in `view.js`.

import { element, icon } from "../shared/dom.js";
import { icons } from "../shared/icons.js";
import { RATES } from "./transport.js";

/**
 * @param {object} options
 * @param {import("./source.js").Clip} options.clip
 * @param {string} options.name what a screen reader calls the player
 * @param {[number, number]} options.box width and height of the place it gets
 * @param {import("../shared/texts.js").Say} options.say
 * @param {HTMLElement} options.scrub
 * @param {HTMLElement} options.more the menu of what is rarely wanted
 * @param {HTMLElement} options.announced what only screen readers have
 */
export function createControls({ clip, name, box, say, scrub, more, announced }) {
  const video = element("video", {
    class: "sora-player__video",
    playsinline: true,
    preload: "none",
    tabindex: -1,
  });
  video.style.aspectRatio = box.join(" / ");
  const poster = element("img", { class: "sora-player__poster", alt: "", hidden: true });
  // For the eye only: a press goes through it to the picture, and the keyboard has the button in the row.
  const bigPlay = element("span", { class: "sora-player__big", "aria-hidden": "true" }, icon(icons.play));
  const message = element("p", { class: "sora-player__message", role: "status" });
  const loadBar = element("span", { class: "sora-player__load", hidden: true });
  const stage = element("div", { class: "sora-player__stage" }, video, poster, bigPlay, message, loadBar);

  const time = element("span", { class: "sora-player__time" });
  const frame = element("span", { class: "sora-player__frame" });

  const toStart = button("toStart", say("player.to_start"), "is-wide");
  const back = button("stepBack", say("player.step_back"));
  const toggle = button("play", say("player.play"), "sora-player__toggle");
  const on = button("stepOn", say("player.step_on"));
  const rate = element("select", { class: "sora-player__rate", "aria-label": say("player.rate") });
  for (const value of RATES) rate.append(element("option", { value, text: `${value}×` }));
  const loop = button("loop", say("player.loop"));
  const pointIn = button("pointIn", say("player.point_in"), "is-wide");
  const pointOut = button("pointOut", say("player.point_out"), "is-wide");
  const mute = button("sound", say("player.mute"));
  const volume = element("input", {
    ...{ class: "sora-player__volume", type: "range", min: 0, max: 1, step: 0.05 },
    "aria-label": say("player.volume"),
  });
  const captions = button("captions", say("player.captions"));
  captions.hidden = true;
  captions.setAttribute("aria-pressed", "false");
  const full = button("full", say("player.full_screen"));

  const root = element(
    "div",
    {
      ...{ class: "sora-player__frame-box", role: "group", "aria-label": name, tabindex: 0 },
      "data-lm-suppress-shortcuts": "true",
    },
    stage,
    element("div", { class: "sora-player__bar" }, scrub, time),
    element(
      "div",
      { class: "sora-player__row" },
      ...[toStart, back, toggle, on, rate, loop, pointIn, pointOut, mute, volume],
      element("span", { class: "sora-player__gap" }),
      ...[frame, captions, more, full],
    ),
    announced,
  );
  if (!clip.has_sound) {
    for (const control of [mute, volume]) control.disabled = true;
    mute.title = say("player.no_sound");
  }
  return {
    ...{ root, stage, video, poster, message, loadBar, time, frame },
    ...{ toStart, back, toggle, on, rate, loop, pointIn, pointOut, mute, volume, captions, full },
  };
}

/**
 * Shows a speed; one that a program set and the list does not have gets its place in it.
 *
 * @param {HTMLSelectElement} list
 * @param {number} rate
 */
export function setRate(list, rate) {
  const values = Array.from(list.options, (option) => Number(option.value));
  if (!values.includes(rate)) {
    const after = values.findIndex((value) => value > rate);
    const label = `${Math.round(rate * 1000) / 1000}×`;
    list.add(element("option", { value: rate, text: label }), after === -1 ? null : after);
  }
  list.value = String(rate);
}

/**
 * @param {keyof typeof icons} picture
 * @param {string} label
 * @param {string} [extraClass]
 */
export function button(picture, label, extraClass = "") {
  return element(
    "button",
    { type: "button", class: `sora-player__button ${extraClass}`.trim(), "aria-label": label, title: label },
    icon(icons[picture]),
  );
}

/**
 * @param {HTMLButtonElement} target
 * @param {keyof typeof icons} picture
 * @param {string} label
 */
export function setButton(target, picture, label) {
  if (target.title === label && target.dataset.picture === picture) return;
  target.dataset.picture = picture;
  target.setAttribute("aria-label", label);
  target.title = label;
  target.replaceChildren(icon(icons[picture]));
}
