// The bar under the picture: where the clip stands, which span of it plays, how loud it is, and what lies under the
// pointer. One step of the slider is one frame.

import { element, listen, setText } from "../shared/dom.js";
import { timecode } from "../shared/format.js";
import { lastFrame } from "./transport.js";

/**
 * @param {object} options
 * @param {import("./transport.js").Timing} options.timing
 * @param {import("../shared/texts.js").Say} options.say
 * @param {(frame: number) => void} options.onSeek
 * @param {() => void} [options.onPoint] somebody points at the bar
 * @param {AbortSignal} options.signal
 */
export function createScrub({ timing, say, onSeek, onPoint = () => {}, signal }) {
  const last = lastFrame(timing);
  const span = element("span", { class: "sora-player__span", hidden: true });
  const loudness = element("canvas", { class: "sora-player__loudness", "aria-hidden": "true", hidden: true });
  const input = element("input", {
    ...{ class: "sora-player__seek", type: "range", min: 0, max: last, step: 1, value: 0 },
    "aria-label": say("player.position"),
  });
  const picture = element("span", { class: "sora-player__tile" });
  const at = element("span", { class: "sora-player__tile-time" });
  const preview = element(
    "span",
    { class: "sora-player__preview", "aria-hidden": "true", hidden: true },
    picture,
    at,
  );
  const root = element("div", { class: "sora-player__scrub" }, loudness, span, input, preview);
  /** @type {import("./sheet.js").Sheet | null} */
  let sheet = null;
  let isDragging = false;

  let pointerX = 0;

  const showPreview = () => {
    const box = root.getBoundingClientRect();
    const share = Math.min(Math.max((pointerX - box.left) / box.width, 0), 1);
    setText(at, timecode(Math.round(share * last), timing.fps));
    picture.hidden = !sheet?.show(picture, share);
    preview.hidden = false;
    const half = preview.offsetWidth / 2;
    preview.style.left = `${Math.min(Math.max(share * box.width, half), Math.max(box.width - half, half))}px`;
  };
  listen(input, "pointerenter", onPoint, signal);
  listen(
    input,
    "pointermove",
    (/** @type {PointerEvent} */ event) => {
      if (event.pointerType === "touch") return;
      pointerX = event.clientX;
      showPreview();
    },
    signal,
  );
  listen(input, "pointerleave", () => (preview.hidden = true), signal);
  listen(input, "pointerdown", () => (isDragging = true), signal);
  for (const end of ["pointerup", "pointercancel"]) listen(input, end, () => (isDragging = false), signal);
  listen(input, "input", () => onSeek(Number(input.value)), signal);

  return {
    root,
    input,
    loudness,
    /** @param {number} frame */
    show: (frame) => {
      if (!isDragging) input.value = String(frame);
      input.style.setProperty("--share", String(last > 0 ? frame / last : 0));
      input.setAttribute("aria-valuetext", timecode(frame, timing.fps));
    },
    /** The frames that play. @param {{ first: number, last: number }} played */
    setSpan: (played) => {
      span.hidden = played.first === 0 && played.last === last;
      span.style.left = `${(100 * played.first) / (last || 1)}%`;
      span.style.right = `${100 - (100 * played.last) / (last || 1)}%`;
    },
    /** Small pictures for the places on the bar; null takes them away. @param {typeof sheet} next */
    setSheet: (next) => {
      sheet = next;
      if (!preview.hidden) showPreview();
    },
  };
}
