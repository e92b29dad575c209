// Where the bytes of a clip come from, of two ways the nearer one: the notebook server's own file, which the browser
// reads and seeks by itself; else ranges asked of the kernel, a few at a time.
//
// The window is the back-pressure: the Jupyter server drops about half of what it is sent unthrottled, so never
// more than a few ranges are under way, and the next is asked for only when one has come.

export const RANGE_BYTES = 1024 * 1024;
export const WINDOW = 3;
/** What a page can hold in memory; a larger clip plays only from its file. */
export const MAX_KERNEL_BYTES = 200 * 1024 * 1024;
/** Up to here a file's content is compared, above only its length. */
const MAX_HASHED_BYTES = 32 * 1024 * 1024;
/** How long a press on play waits for the kernel's word that the file is the clip's: a frame or three. */
const CHECK_MS = 50;

/** @typedef {import("./panels/clip.js").ClipState & { path?: string | null, served_path?: string | null }} Clip */
/** @typedef {{ url: string, route: "file" | "kernel", release: () => void }} Bytes */

/**
 * @param {number} sizeBytes
 * @param {number} [rangeBytes]
 * @returns {{ start: number, stop: number }[]} half-open ranges that cover the file once, in order.
 */
export function planRanges(sizeBytes, rangeBytes = RANGE_BYTES) {
  const ranges = [];
  for (let start = 0; start < sizeBytes; start += rangeBytes) {
    ranges.push({ start, stop: Math.min(start + rangeBytes, sizeBytes) });
  }
  return ranges;
}

/**
 * Fetches a whole clip. Ends early, asking for nothing more, when the signal does or any range fails.
 *
 * @param {object} options
 * @param {string} options.clipId
 * @param {number} options.sizeBytes
 * @param {import("../shared/requests.js").Request} options.request
 * @param {import("../shared/texts.js").Say} options.say
 * @param {AbortSignal} options.signal
 * @param {(share: number) => void} [options.onProgress] share of the bytes that have come, 0 to 1
 * @returns {Promise<BlobPart[]>} the parts in order
 */
export async function fetchClip({ clipId, sizeBytes, request, say, signal, onProgress = () => {} }) {
  const ranges = planRanges(sizeBytes);
  /** @type {BlobPart[]} */
  const parts = new Array(ranges.length);
  const stopped = new AbortController();
  const either = AbortSignal.any([signal, stopped.signal]);
  let next = 0;
  let gotBytes = 0;

  const fetchInTurn = async () => {
    while (next < ranges.length) {
      either.throwIfAborted();
      const index = next++;
      const range = /** @type {{ start: number, stop: number }} */ (ranges[index]);
      const { buffers } = await request("player-range", { clip_id: clipId, ...range }, either);
      const bytes = buffers[0];
      if (!bytes || bytes.byteLength !== range.stop - range.start) {
        throw new Error(
          say("kernel.bytes_missing", { got: bytes?.byteLength ?? 0, wanted: range.stop - range.start }),
        );
      }
      parts[index] = /** @type {BlobPart} */ (/** @type {unknown} */ (bytes));
      gotBytes += bytes.byteLength;
      onProgress(gotBytes / sizeBytes);
    }
  };

  try {
    await Promise.all(Array.from({ length: Math.min(WINDOW, ranges.length) }, fetchInTurn));
  } catch (error) {
    stopped.abort();
    throw error;
  }
  return parts;
}

/**
 * The address of a file below the notebook server's folder; null for one that lies elsewhere or leaves the server.
 *
 * @param {string | null | undefined} servedPath posix, relative to the server's root
 * @param {string} baseUrl of the server, on this page's origin
 * @param {string} origin of this page
 * @returns {string | null}
 */
export function fileUrlBelow(servedPath, baseUrl, origin) {
  if (!servedPath || !isInside(servedPath)) return null;
  const folder = new URL(`${baseUrl.replace(/\/?$/, "/")}files/`, origin);
  const url = new URL(servedPath.split("/").map(encodeURIComponent).join("/"), folder);
  return folder.origin === origin && url.href.startsWith(folder.href) ? url.href : null;
}

/** Whether a path can only lead below where it starts. @param {string} path */
export function isInside(path) {
  return !/^([a-z][a-z0-9+.-]*:|\/)/i.test(path) && !/[\\\0]/.test(path) && !path.split("/").includes("..");
}

/**
 * The base address of the notebook server that made this page; null where there is none (VS Code, Colab, marimo).
 *
 * @param {Document} page
 * @returns {string | null}
 */
export function baseUrlOf(page) {
  try {
    const config = JSON.parse(page.getElementById("jupyter-config-data")?.textContent ?? "{}");
    return typeof config.baseUrl === "string" ? config.baseUrl : null;
  } catch {
    return null;
  }
}

/**
 * Where this page's own server has a clip's file; null where there is none, or where it lies outside.
 *
 * @param {Clip} clip
 */
export function fileUrlOnPage(clip) {
  const baseUrl = baseUrlOf(document);
  return baseUrl === null ? null : fileUrlBelow(clip.served_path, baseUrl, location.origin);
}

/**
 * @param {object} options
 * @param {Clip} options.clip
 * @param {import("../shared/requests.js").Request | null} options.request null where there never is a kernel
 * @param {string | null} options.fileUrl of the file on this page's own origin, null where it has none
 * @param {import("../shared/load.js").Page} options.page
 * @param {import("../shared/texts.js").Say} options.say
 * @param {AbortSignal} options.signal
 */
export function createSource({ clip, request, fileUrl, page, say, signal }) {
  let mayUseFile = fileUrl !== null;

  /** What the kernel says against the file; "" when nothing, null when it cannot be asked. */
  const askKernel = async () => {
    try {
      await request?.("player-check", { clip_id: clip.clip_id }, signal);
      return request && "";
    } catch (error) {
      return isRefusal(error) && !isWithoutKernel(error) ? error.message : null;
    }
  };
  /** Words when the file is no longer the clip's; "" when it is, or when nobody can tell. @returns {Promise<string>} */
  const check = async () => {
    const word = await askKernel();
    if (word !== null || !fileUrl || !mayUseFile || !(await page.fileRoute)) return word ?? "";
    try {
      return (await isSameFile(fileUrl, clip, signal))
        ? ""
        : say("player.replaced", { filename: clip.filename });
    } catch {
      return ""; // gone or out of reach: the video says so itself
    }
  };

  /** @param {AbortSignal} either @param {(share: number) => void} onProgress @returns {Promise<Bytes>} */
  const open = async (either, onProgress) => {
    if (clip.size_bytes === 0) throw new Error(say("player.empty", { filename: clip.filename }));
    if (clip.served_path && !isInside(clip.served_path))
      throw new Error(say("player.outside", { filename: clip.filename }));
    if (fileUrl && mayUseFile) {
      // A kernel that is free says within some milliseconds whether the file is still there; one that is busy is not
      // waited for.
      const word = request ? await Promise.race([askKernel(), later(CHECK_MS)]) : null;
      if (word) throw new Error(word);
      const found = await canReadFiles(page, fileUrl, word === "");
      if (found) return { url: fileUrl, route: "file", release: () => {} };
    }
    if (!request) throw new Error(say("player.unreachable", { filename: clip.filename }));
    if (clip.size_bytes > MAX_KERNEL_BYTES) {
      const mb = Math.round(clip.size_bytes / 1e6);
      throw new Error(say("player.too_large", { mb, path: clip.path ?? clip.filename }));
    }
    try {
      const parts = await fetchClip({
        ...{ clipId: clip.clip_id, sizeBytes: clip.size_bytes },
        ...{ request, say, signal: either, onProgress },
      });
      const url = URL.createObjectURL(new Blob(parts, { type: "video/mp4" }));
      return { url, route: "kernel", release: () => URL.revokeObjectURL(url) };
    } catch (error) {
      throw isWithoutKernel(error)
        ? new Error(say("player.unreachable", { filename: clip.filename }))
        : error;
    }
  };

  return {
    check,
    askKernel,
    /** The server's file, for who wants it before anybody asks; null where there is none. @returns {Promise<Bytes | null>} */
    near: async () => {
      if (!fileUrl || !mayUseFile || clip.size_bytes === 0) return null;
      if (!(await canReadFiles(page, fileUrl, false))) return null;
      return { url: fileUrl, route: "file", release: () => {} };
    },
    /** @param {AbortSignal} wanted @param {(share: number) => void} [onProgress] share of the bytes, 0 to 1 */
    open: (wanted, onProgress = () => {}) => open(AbortSignal.any([signal, wanted]), onProgress),
    /** The server's file does not play: from now on the kernel is asked. Whether there was something to leave. */
    leaveFile: () => {
      const isNews = mayUseFile && request !== null;
      mayUseFile = false;
      return isNews;
    },
  };
}

/** @param {unknown} error @returns {error is Error & { code: string }} */
function isRefusal(error) {
  return error instanceof Error && error.name === "KernelError";
}

/** Whether nobody is there to ask. @param {unknown} error */
function isWithoutKernel(error) {
  return isRefusal(error) && error.code === "no-kernel";
}

/** @param {number} ms @returns {Promise<null>} */
function later(ms) {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms));
}

/**
 * All bytes of what plays, from the server's file or from what the page already holds.
 *
 * @param {string} url
 * @param {AbortSignal} signal
 */
export async function readBytes(url, signal) {
  const answer = await fetch(url, { credentials: "same-origin", signal });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.arrayBuffer();
}

/**
 * Whether this server gives out files in ranges: asked with the first clip of a page, and not again.
 *
 * @param {import("../shared/load.js").Page} page
 * @param {string} url
 * @param {boolean} isThere the kernel has just seen the file
 */
function canReadFiles(page, url, isThere) {
  page.fileRoute ??= firstByte(url).then(
    ({ status, total }) => {
      // One file that is missing says nothing about the others.
      if (status === 404 && !isThere) page.fileRoute = undefined;
      return total !== null;
    },
    () => false,
  );
  return page.fileRoute;
}

/**
 * How a server answers to the first byte of a file: its length is known when it gives out ranges.
 *
 * @param {string} url
 * @param {AbortSignal} [signal]
 */
async function firstByte(url, signal) {
  const headers = { Range: "bytes=0-0" };
  const answer = await fetch(url, { headers, credentials: "same-origin", signal: signal ?? null });
  await answer.body?.cancel();
  const total = /\/(\d+)$/.exec(answer.headers.get("Content-Range") ?? "");
  return { status: answer.status, total: answer.status === 206 && total ? Number(total[1]) : null };
}

/** @param {string} url @param {Clip} clip @param {AbortSignal} signal */
async function isSameFile(url, clip, signal) {
  if ((await firstByte(url, signal)).total !== clip.size_bytes) return false;
  if (clip.size_bytes > MAX_HASHED_BYTES || !globalThis.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await readBytes(url, signal)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === clip.sha256;
}
