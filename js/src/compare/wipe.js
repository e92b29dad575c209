// The divider of a wipe: a slider over the pictures, for the pointer and the keyboard.

import { element, listen } from "../shared/dom.js";

const STEP = 0.01;
const BIG_STEP = 0.1;

/**
 * @param {object} options
 * @param {(share: number) => void} options.onMove 0 to 1
 * @param {() => { label: string, text: string }} options.words its name and where it stands
 * @param {AbortSignal} options.signal
 */
export function createDivider({ onMove, words, signal }) {
  const root = element("div", {
    class: "sora-compare__divider",
    role: "slider",
    tabindex: 0,
    "aria-valuemin": 0,
    "aria-valuemax": 100,
    "aria-orientation": "horizontal",
  });
  let share = 0.5;

  const move = (/** @type {number} */ next) => onMove(Math.min(Math.max(next, 0), 1));
  /** Where a pointer is, as a share of what the divider moves over. */
  const shareAt = (/** @type {PointerEvent} */ event) => {
    const at = /** @type {HTMLElement} */ (root.parentElement).getBoundingClientRect();
    return (event.clientX - at.left) / at.width;
  };
  listen(
    root,
    "pointerdown",
    (/** @type {PointerEvent} */ event) => {
      root.setPointerCapture(event.pointerId);
    },
    signal,
  );
  listen(
    root,
    "pointermove",
    (/** @type {PointerEvent} */ event) => {
      if (root.hasPointerCapture(event.pointerId)) move(shareAt(event));
    },
    signal,
  );
  listen(
    root,
    "keydown",
    (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const by = event.shiftKey ? BIG_STEP : STEP;
      /** @type {Record<string, number>} */
      const places = {
        ArrowLeft: share - by,
        ArrowDown: share - by,
        ArrowRight: share + by,
        ArrowUp: share + by,
        PageDown: share - BIG_STEP,
        PageUp: share + BIG_STEP,
        Home: 0,
        End: 1,
      };
      const place = places[event.key];
      if (place === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      move(place);
    },
    signal,
  );

  return {
    root,
    /** @param {number} next */
    show: (next) => {
      share = next;
      const { label, text } = words();
      root.setAttribute("aria-label", label);
      root.setAttribute("aria-valuenow", String(Math.round(next * 100)));
      root.setAttribute("aria-valuetext", text);
    },
  };
}
