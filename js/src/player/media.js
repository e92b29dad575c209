// A video element and its bytes: asked for when they are wanted, let go when nobody looks, and where they do not play
// the other way is tried before it is said why.

import { isGivenUp } from "../shared/requests.js";
import { codecOf, reasonOf } from "./failures.js";

/** Longer than a player takes from its first bytes to its first pictures. */
const CALM_MS = 1000;

/**
 * @param {object} options
 * @param {HTMLVideoElement} options.video
 * @param {import("./source.js").Clip} options.clip
 * @param {ReturnType<typeof import("./source.js").createSource>} options.source
 * @param {import("../shared/texts.js").Say} options.say
 * @param {(share: number | null) => void} options.onProgress share of the bytes that have come; null: none are awaited
 * @param {(words: string, code?: string) => void} options.onFailed why it does not play, and a line of Python that helps
 * @param {(words: string) => void} [options.onNotice] something to know of what plays all the same
 * @param {AbortSignal} options.signal
 */
export function createMedia({ video, clip, source, say, onProgress, onFailed, onNotice = () => {}, signal }) {
  /** @type {Promise<string> | null} */
  let loading = null;
  /** @type {import("./source.js").Bytes | null} */
  let bytes = null;
  let life = new AbortController();

  const load = () => {
    if (loading) return loading;
    // One that was let go may end after the next has begun: it must not take that one's place away.
    const mine = open().catch((error) => {
      if (loading === mine) loading = null;
      if (!isGivenUp(error)) onFailed(reasonOf(error));
      throw error;
    });
    loading = mine;
    return mine;
  };
  const open = async () => {
    const mine = life;
    onProgress(0);
    try {
      const got = await source.open(mine.signal, onProgress);
      if (mine.signal.aborted || signal.aborted) {
        got.release();
        throw new DOMException("released", "AbortError");
      }
      bytes = got;
      video.preload = "auto";
      video.src = got.url;
      return got.url;
    } finally {
      if (mine === life) onProgress(null);
    }
  };
  const release = () => {
    life.abort();
    life = new AbortController();
    if (loading && !bytes) onProgress(null);
    loading = null;
    if (!bytes) return;
    const gone = bytes;
    bytes = null;
    video.removeAttribute("src");
    video.load();
    gone.release();
  };

  const codec = () => codecOf(clip.video_codec, (type) => video.canPlayType(type));
  const failByCodec = () => {
    release();
    const line = `sw.to_h264(${JSON.stringify(clip.path ?? clip.filename)})`;
    onFailed(say("player.codec", { codec: codec().name }), line);
  };
  const explain = async () => {
    const { isPlayable } = codec();
    if (isPlayable === false) return failByCodec();
    const problem = await source.check();
    if (signal.aborted || !bytes) return;
    const { route } = bytes;
    const wasDecoding = video.error?.code === MediaError.MEDIA_ERR_DECODE;
    const { paused, currentTime } = video;
    release();
    if (problem) onFailed(problem);
    else if (route === "file" && !wasDecoding && source.leaveFile()) await again(paused, currentTime);
    else if (isPlayable === null) failByCodec();
    else onFailed(say("player.damaged", { filename: clip.filename }));
  };
  const again = async (/** @type {boolean} */ wasPaused, /** @type {number} */ atS) => {
    await load();
    video.addEventListener("loadedmetadata", () => (video.currentTime = atS), { once: true, signal });
    if (!wasPaused) await video.play();
  };

  video.addEventListener("error", () => bytes && void explain().catch(() => {}), { signal });
  video.addEventListener(
    "loadedmetadata",
    () => {
      // Of a file whose picture it cannot decode a browser plays the sound, and says nothing.
      if (video.videoWidth === 0) failByCodec();
      else if (bytes?.route === "file") whenCalm(async () => onNotice(await source.check()), signal);
    },
    { signal },
  );
  signal.addEventListener("abort", release, { once: true });

  return { load, release, isLoaded: () => bytes !== null };
}

/**
 * Does what nobody waits for once the first pictures are on screen: reading a file anew beside them holds them up.
 *
 * @param {() => void} task
 * @param {AbortSignal} signal
 */
export function whenCalm(task, signal) {
  const run = () => signal.aborted || task();
  setTimeout(() => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(run, { timeout: 5000 });
    else run();
  }, CALM_MS);
}
