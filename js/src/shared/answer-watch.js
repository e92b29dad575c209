// How long the kernel owes an answer.

/** How long it may before the view says that it waits. */
const PATIENCE_MS = 1000;

// Called through an object, the browser's own functions would refuse: they insist on their `this`.
const browserTimers = {
  set: (/** @type {() => void} */ callback, /** @type {number} */ ms) => setTimeout(callback, ms),
  clear: (/** @type {any} */ timer) => clearTimeout(timer),
};

/**
 * Says when the kernel has been owing an answer for a while, and when it has caught up.
 *
 * @param {object} options
 * @param {number} [options.afterMs]
 * @param {(isBehind: boolean) => void} options.onChange
 * @param {{ set: (callback: () => void, ms: number) => unknown, clear: (timer: any) => void }} [options.timers]
 */
export function createAnswerWatch({ afterMs = PATIENCE_MS, onChange, timers = browserTimers }) {
  /** @type {unknown} */
  let timer = null;
  let isBehind = false;
  const stop = () => {
    if (timer !== null) timers.clear(timer);
    timer = null;
  };
  return {
    /** Something was sent. The clock runs from the first thing unanswered, not from the last. */
    asked: () => {
      if (timer !== null || isBehind) return;
      timer = timers.set(() => {
        timer = null;
        isBehind = true;
        onChange(true);
      }, afterMs);
    },
    answered: () => {
      stop();
      if (!isBehind) return;
      isBehind = false;
      onChange(false);
    },
    stop,
  };
}
