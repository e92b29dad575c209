// Which player of a page gets ready before anybody points at it, so that a press on it plays at once: of those that are
// seen whole the one nearest to the middle, when somebody has scrolled there or begins to move the pointer. One at a
// time, for the first picture of a video takes a browser some 40 MB; on a page that nobody touches there is none.

const REST_MS = 200;

/** @typedef {{ root: Element, onRest: () => void, onPassed: () => void }} Player */

/**
 * What the players of a page share, whichever bundle they came with.
 *
 * @typedef {object} Rest
 * @property {Set<Player>} seen those that are seen whole
 * @property {Player | null} ready
 */

/**
 * @param {Player} player `onPassed`: another one gets ready instead
 * @param {import("../shared/load.js").Page} page
 * @param {AbortSignal} signal
 */
export function whenAtRest(player, page, signal) {
  // Where bytes are dear only those come that somebody asks for.
  if (signal.aborted || /** @type {any} */ (globalThis.navigator)?.connection?.saveData) return;
  page.rest ??= watch();
  const { rest } = page;
  const observer = new IntersectionObserver(
    (entries) => {
      if (Number(entries.at(-1)?.intersectionRatio) > 0.95) rest.seen.add(player);
      else rest.seen.delete(player);
    },
    { threshold: 0.96 },
  );
  observer.observe(player.root);
  signal.addEventListener(
    "abort",
    () => {
      observer.disconnect();
      rest.seen.delete(player);
      if (rest.ready === player) rest.ready = null;
    },
    { once: true },
  );
}

/** @returns {Rest} */
function watch() {
  /** @type {Rest} */
  const rest = { seen: new Set(), ready: null };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const wait = () => {
    waiting = setTimeout(() => {
      waiting = undefined;
      settle(rest);
    }, REST_MS);
  };
  document.addEventListener("pointermove", () => waiting ?? wait(), { passive: true });
  document.addEventListener(
    "scroll",
    () => {
      clearTimeout(waiting);
      wait();
    },
    { capture: true, passive: true },
  );
  return rest;
}

/** @param {Rest} rest */
function settle(rest) {
  const fromMiddle = (/** @type {Player} */ { root }) => {
    const { top, bottom } = root.getBoundingClientRect();
    return Math.abs(top + bottom - innerHeight);
  };
  const [nearest] = [...rest.seen].sort((one, other) => fromMiddle(one) - fromMiddle(other));
  if (!nearest) return;
  if (nearest !== rest.ready) rest.ready?.onPassed();
  rest.ready = nearest;
  nearest.onRest();
}
