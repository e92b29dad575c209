import assert from "node:assert/strict";
import { test } from "node:test";
import { fetchClip, planRanges, RANGE_BYTES, WINDOW } from "../src/player/source.js";
import { createSay } from "../src/shared/texts.js";
import { englishTexts } from "../testing/fakes.js";

const say = createSay(englishTexts());

/** A kernel that answers when it is told to, range by range. */
function slowKernel() {
  /** @type {{ start: number, stop: number, answer: () => void, refuse: (reason: Error) => void, signal: AbortSignal }[]} */
  const open = [];
  let asked = 0;
  return {
    open,
    asked: () => asked,
    /** @type {import("../src/shared/requests.js").Request} */
    request: (_kind, fields, signal) => {
      asked += 1;
      const { start, stop } = /** @type {{ start: number, stop: number }} */ (
        /** @type {unknown} */ (fields)
      );
      return new Promise((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
        open.push({
          start,
          stop,
          signal: /** @type {AbortSignal} */ (signal),
          answer: () => resolve({ result: {}, buffers: [new DataView(new ArrayBuffer(stop - start))] }),
          refuse: reject,
        });
      });
    },
  };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("the ranges cover the file once and in order", () => {
  assert.deepEqual(planRanges(10, 4), [
    { start: 0, stop: 4 },
    { start: 4, stop: 8 },
    { start: 8, stop: 10 },
  ]);
  assert.deepEqual(planRanges(8, 4).at(-1), { start: 4, stop: 8 });
  assert.deepEqual(planRanges(0), []);
});

test("never more than the window is under way, and the next is asked when one has come", async () => {
  const kernel = slowKernel();
  const sizeBytes = RANGE_BYTES * 5 + 1;
  const fetching = fetchClip({
    clipId: "c",
    sizeBytes,
    request: kernel.request,
    say,
    signal: new AbortController().signal,
  });
  await turn();
  assert.equal(kernel.open.length, WINDOW);
  for (let answered = 0; answered < 6; answered += 1) {
    kernel.open[answered]?.answer();
    await turn();
    assert.equal(kernel.asked(), Math.min(WINDOW + answered + 1, 6));
  }
  assert.equal((await fetching).length, 6);
});

test("ranges that come out of order are put in order", async () => {
  const kernel = slowKernel();
  const fetching = fetchClip({
    clipId: "c",
    sizeBytes: RANGE_BYTES + 5,
    request: kernel.request,
    say,
    signal: new AbortController().signal,
  });
  await turn();
  kernel.open[1]?.answer();
  await turn();
  kernel.open[0]?.answer();
  const sizes = (await fetching).map(
    (part) => /** @type {DataView} */ (/** @type {unknown} */ (part)).byteLength,
  );
  assert.deepEqual(sizes, [RANGE_BYTES, 5]);
});

test("the progress rises to 1", async () => {
  const kernel = slowKernel();
  /** @type {number[]} */
  const shares = [];
  const fetching = fetchClip({
    clipId: "c",
    sizeBytes: RANGE_BYTES * 2,
    request: kernel.request,
    say,
    signal: new AbortController().signal,
    onProgress: (share) => shares.push(share),
  });
  await turn();
  for (const range of kernel.open) range.answer();
  await fetching;
  assert.deepEqual(shares, [0.5, 1]);
});

test("a view that goes away asks for nothing more", async () => {
  const kernel = slowKernel();
  const life = new AbortController();
  const fetching = fetchClip({
    clipId: "c",
    sizeBytes: RANGE_BYTES * 9,
    request: kernel.request,
    say,
    signal: life.signal,
  });
  await turn();
  life.abort();
  await assert.rejects(fetching, { name: "AbortError" });
  assert.equal(kernel.asked(), WINDOW);
});

test("one refused range ends the others and says the kernel's words", async () => {
  const kernel = slowKernel();
  const fetching = fetchClip({
    clipId: "c",
    sizeBytes: RANGE_BYTES * 9,
    request: kernel.request,
    say,
    signal: new AbortController().signal,
  });
  await turn();
  kernel.open[1]?.refuse(new Error("kite.mp4 is no longer there."));
  await assert.rejects(fetching, /no longer there/);
  assert.ok(kernel.open[0]?.signal.aborted);
  assert.equal(kernel.asked(), WINDOW);
});

test("a reply of the wrong length is an error, not a broken video", async () => {
  await assert.rejects(
    fetchClip({
      clipId: "c",
      sizeBytes: 10,
      request: async () => ({ result: {}, buffers: [new DataView(new ArrayBuffer(3))] }),
      say,
      signal: new AbortController().signal,
    }),
    /3 bytes of 10 came/,
  );
});
