// A small picture of a camera move, a framing or a light, drawn by the browser. It moves only while it is seen, and
// stands still, with its start and its end, for people who have asked for less motion.

import { element } from "../dom.js";
import { paintDiagram } from "./diagram.js";
import { paintFrame } from "./paint.js";
import { readPalette } from "./palette.js";
import { shotOf, stageAt } from "./shots.js";

/** @typedef {import("./palette.js").Palette} Palette */

const SHAPE = 1.6;
const LARGE_PX = 240;
/** Two frames do not fit into less. */
const LEAST_PX = 90;
const SECONDS = 3;
/** It rests at both ends, so that start and end can be read. */
const REST_S = 0.6;

/** @param {string} name of a choice */
export const hasPicture = (name) => shotOf(name) !== null;

/**
 * @param {object} options
 * @param {string} options.name of the choice
 * @param {string} [options.group] of the choice
 * @param {string} options.label what is to be seen, in words
 * @param {number} [options.width] in CSS pixels; the height follows
 * @param {AbortSignal} options.signal
 * @returns {{ root: HTMLCanvasElement, play: () => void, still: () => void } | null} null: there is no picture of it
 */
export function createPicture({ name, label, width = LARGE_PX, signal }) {
  const shot = shotOf(name);
  if (!shot) return null;
  const root = element("canvas", { class: "sora-picture", role: "img", "aria-label": label });
  const context = root.getContext("2d");
  if (!context) return null;
  const sharpness = Math.min(3, Math.max(1, window.devicePixelRatio));
  root.width = Math.round(width * sharpness);
  root.height = Math.round(root.width / SHAPE);
  root.style.width = `${width}px`;
  root.style.height = `${width / SHAPE}px`;
  const whole = { x: 0, y: 0, width: root.width, height: root.height };
  const isMoving = shot.to !== undefined || shot.blurTo !== undefined;

  const paintWay = (
    /** @type {import("./brush.js").Box} */ box,
    /** @type {number} */ share,
    /** @type {Palette} */ palette,
  ) => paintDiagram(context, box, (at) => stageAt(shot, at), share, shot.shake ?? 0, palette);

  /** Start and end beside each other, and the way between them below; on a thumbnail the way alone. */
  const paintStill = () => {
    const palette = readPalette(root);
    const { width: across, height } = whole;
    if (!isMoving) return paintFrame(context, whole, shot, 0, 0, palette);
    if (width < LEAST_PX)
      return shot.to ? paintWay(whole, 1, palette) : paintFrame(context, whole, shot, 1, 0, palette);
    const gap = across / 60;
    const half = { y: 0, width: (across - gap) / 2, height: (height - gap) / 2 };
    context.clearRect(0, 0, across, height);
    paintFrame(context, { x: 0, ...half }, shot, 0, 0, palette);
    paintFrame(context, { x: half.width + gap, ...half }, shot, 1, 1.9, palette);
    context.fillStyle = `rgb(${palette.brand.join(" ")})`;
    context.beginPath();
    context.lineTo(across / 2 + 2 * gap, half.height / 2);
    context.lineTo(across / 2 - gap, half.height / 2 - 2 * gap);
    context.lineTo(across / 2 - gap, half.height / 2 + 2 * gap);
    context.fill();
    if (shot.to) paintWay({ ...half, x: 0, y: half.height + gap, width: across }, 1, palette);
  };

  const paintMoving = (/** @type {number} */ time, /** @type {Palette} */ palette) => {
    const seconds = shot.seconds ?? SECONDS;
    const share = Math.min(1, Math.max(0, (time % (seconds + 2 * REST_S)) - REST_S) / seconds);
    paintFrame(context, whole, shot, share, time, palette);
    if (!shot.to) return;
    const corner = { width: whole.width * 0.3, height: whole.height * 0.3, y: 0 };
    paintWay({ x: whole.width - corner.width, ...corner }, share, palette);
  };

  let isPlaying = false;
  let isSeen = false;
  let request = 0;
  const stop = () => cancelAnimationFrame(request);
  const show = () => {
    stop();
    if (!isSeen || signal.aborted) return;
    if (!isPlaying || !isMoving || matchMedia("(prefers-reduced-motion: reduce)").matches)
      return paintStill();
    const palette = readPalette(root);
    let begun = 0;
    const step = (/** @type {number} */ now) => {
      begun ||= now;
      paintMoving((now - begun) / 1000, palette);
      request = requestAnimationFrame(step);
    };
    request = requestAnimationFrame(step);
  };
  const watch = new IntersectionObserver((entries) => {
    isSeen = entries.at(-1)?.isIntersecting ?? false;
    show();
  });
  watch.observe(root);
  signal.addEventListener(
    "abort",
    () => {
      stop();
      watch.disconnect();
    },
    { once: true },
  );

  return {
    root,
    play: () => {
      isPlaying = true;
      show();
    },
    still: () => {
      isPlaying = false;
      show();
    },
  };
}
