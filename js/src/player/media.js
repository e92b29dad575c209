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
  /** Not once somebody has asked for the bytes, nor when they failed: every try would be a line in the console. */
  let mayPrepare = true;

  const load = () => {
    mayPrepare = false;
    if (loading) return loading;
    if (bytes) {
      loading = Promise.resolve(bytes.url);
      void confirm();
      return loading;
    }
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
      show(got);
      return got.url;
    } finally {
      if (mine === life) onProgress(null);
    }
  };
  const show = (/** @type {import("./source.js").Bytes} */ got) => {
    bytes = got;
    video.preload = "auto";
    video.src = got.url;
  };
  /** Bytes that came ahead are wanted now: what the kernel says of the file comes while they play. */
  const confirm = async () => {
    const { signal: ended } = life;
    const word = await source.askKernel();
    if (ended.aborted || !word) return checkWhenCalm();
    release();
    onFailed(word);
  };
  const checkWhenCalm = () => whenCalm(async () => onNotice(await source.check()), signal);
  const isAhead = () => bytes !== null && loading === null;
  const failAhead = () => {
    mayPrepare = false;
    release();
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

  video.addEventListener(
    "error",
    () => {
      if (isAhead()) failAhead();
      else if (bytes) void explain().catch(() => {});
    },
    { signal },
  );
  video.addEventListener(
    "loadedmetadata",
    () => {
      // Of a file whose picture it cannot decode a browser plays the sound, and says nothing.
      if (video.videoWidth === 0) isAhead() ? failAhead() : failByCodec();
      else if (bytes?.route === "file" && !isAhead()) checkWhenCalm();
    },
    { signal },
  );
  signal.addEventListener("abort", release, { once: true });

  return {
    ...{ load, release, isAhead },
    /** Has the bytes come before anybody asks for them: from a server's file only, and what fails is not told. */
    prepare: async () => {
      const { signal: ended } = life;
      const got = loading || bytes || !mayPrepare ? null : await source.near();
      if (got && !loading && !bytes && !ended.aborted && !signal.aborted) show(got);
    },
    isLoaded: () => bytes !== null,
  };
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
