// Where the bytes of a clip come from: ranges asked of the kernel, a few at a time. Pure but for `request`.
//
// The window is the back-pressure: the Jupyter server drops about half of what it is sent unthrottled, so never
// more than a few ranges are under way, and the next is asked for only when one has come.

export const RANGE_BYTES = 1024 * 1024;
export const WINDOW = 3;

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
