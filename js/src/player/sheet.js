// Small pictures from all over a clip, as on a contact sheet: drawn once, by a second video that nobody sees or hears
// and that is let go of afterwards.

const COLUMNS = 6;
const MOST = 24;
const TILE_PX = 128;

/** @typedef {{ show: (place: HTMLElement, share: number) => boolean }} Sheet */

/**
 * @param {object} options
 * @param {string} options.url of the bytes that the page has
 * @param {{ duration_s: number, frame_count: number, width: number, height: number }} options.clip
 * @param {() => void} options.onDrawn another picture is there
 * @param {AbortSignal} options.signal
 * @returns {Sheet}
 */
export function createSheet({ url, clip, onDrawn, signal }) {
  const count = Math.max(1, Math.min(MOST, clip.frame_count));
  const scale = TILE_PX / Math.max(clip.width, clip.height);
  const width = Math.max(1, Math.round(clip.width * scale));
  const height = Math.max(1, Math.round(clip.height * scale));
  const canvas = document.createElement("canvas");
  canvas.width = width * Math.min(COLUMNS, count);
  canvas.height = height * Math.ceil(count / COLUMNS);
  /** @type {Set<number>} */
  const drawn = new Set();

  const draw = async () => {
    const video = document.createElement("video");
    video.muted = true;
    video.preload = "auto";
    const until = new AbortController();
    const next = (/** @type {string} */ type) =>
      new Promise((resolve, reject) => {
        const either = AbortSignal.any([signal, until.signal]);
        video.addEventListener(type, resolve, { once: true, signal: either });
        video.addEventListener("error", reject, { once: true, signal: either });
        either.addEventListener("abort", reject, { once: true });
      });
    try {
      const ready = next("loadeddata");
      video.src = url;
      await ready;
      for (const tile of inPasses(count)) {
        const seeked = next("seeked");
        video.currentTime = (clip.duration_s * (tile + 0.5)) / count;
        await seeked;
        const at = [(tile % COLUMNS) * width, Math.floor(tile / COLUMNS) * height];
        canvas.getContext("2d")?.drawImage(video, at[0] ?? 0, at[1] ?? 0, width, height);
        drawn.add(tile);
        onDrawn();
      }
    } catch {
      // Without its small pictures the bar still says the time.
    } finally {
      until.abort();
      video.removeAttribute("src");
      video.load();
    }
  };
  if (!signal.aborted) void draw();

  return {
    /** Shows the nearest picture there is; false while there is none. */
    show: (place, share) => {
      const wanted = Math.min(Math.floor(share * count), count - 1);
      let nearest = -1;
      for (const tile of drawn)
        if (nearest < 0 || Math.abs(tile - wanted) < Math.abs(nearest - wanted)) nearest = tile;
      if (nearest < 0) return false;
      if (canvas.parentNode !== place) place.replaceChildren(canvas);
      place.style.width = `${width}px`;
      place.style.height = `${height}px`;
      canvas.style.translate = `${-(nearest % COLUMNS) * width}px ${-Math.floor(nearest / COLUMNS) * height}px`;
      return true;
    },
  };
}

/** All tiles, at first far apart and then between them. @param {number} count */
function inPasses(count) {
  const order = new Set();
  for (let stride = 8; stride >= 1; stride /= 2) for (let at = 0; at < count; at += stride) order.add(at);
  return /** @type {Set<number>} */ (order);
}
