// A line that only a screen reader has: what was done is said at once, what typing led to once it has paused.

import { element, setText } from "./dom.js";

const PAUSE_MS = 900;

/** @param {AbortSignal} signal */
export function createAnnouncer(signal) {
  const root = element("span", { class: "sora-unseen", role: "status" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pausing;
  const stop = () => clearTimeout(pausing);
  signal.addEventListener("abort", stop, { once: true });
  return {
    root,
    /** @param {string} text */
    say: (text) => {
      stop();
      setText(root, text);
    },
    /** @param {() => string} text asked for once the typing has paused */
    sayLater: (text) => {
      stop();
      pausing = setTimeout(() => setText(root, text()), PAUSE_MS);
    },
  };
}
