// Bytes that come before anybody asks for them: for which player, from where, and what becomes of them.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { whenAtRest } from "../src/player/ahead.js";
import { createMedia } from "../src/player/media.js";
import { pageOf } from "../src/shared/load.js";
import { createSay } from "../src/shared/texts.js";
import { englishTexts } from "../testing/fakes.js";

const say = createSay(englishTexts());
const world = /** @type {any} */ (globalThis);
const saved = { IntersectionObserver: world.IntersectionObserver, document: world.document };

/** @type {((ratio: number) => void)[]} tells each player how much of it is seen */
let see = [];
/** @type {EventTarget} */
let page;
beforeEach((context) => {
  const { mock } = /** @type {import("node:test").TestContext} */ (context);
  mock.timers.enable({ apis: ["setTimeout"] });
  see = [];
  page = new EventTarget();
  Object.assign(world, {
    document: page,
    innerHeight: 900,
    IntersectionObserver: class {
      /** @param {(entries: { intersectionRatio: number }[]) => void} tell */
      constructor(tell) {
        see.push((intersectionRatio) => tell([{ intersectionRatio }]));
      }
      observe() {}
      disconnect() {}
    },
  });
});
afterEach(() => Object.assign(world, saved));

/** @param {number[]} tops */
function playersAt(tops) {
  /** @type {string[]} */
  const told = [];
  const { signal } = new AbortController();
  const shared = pageOf({});
  tops.forEach((top, index) => {
    const root = /** @type {any} */ ({ getBoundingClientRect: () => ({ top, bottom: top + 200 }) });
    const hooks = { onRest: () => told.push(`${index} rests`), onPassed: () => told.push(`${index} passed`) };
    whenAtRest({ root, ...hooks }, shared, signal);
  });
  return told;
}

test("of the players that are seen whole the one in the middle gets ready, once somebody moves", (context) => {
  const told = playersAt([0, 360, 700]);
  for (const tell of see) tell(1);
  context.mock.timers.tick(1000);
  assert.deepEqual(told, []);
  page.dispatchEvent(new Event("pointermove"));
  context.mock.timers.tick(1000);
  assert.deepEqual(told, ["1 rests"]);
});

test("while the page scrolls none gets ready; the next one takes the place of the one before", (context) => {
  const told = playersAt([0, 360]);
  see[0]?.(1);
  page.dispatchEvent(new Event("scroll"));
  context.mock.timers.tick(150);
  page.dispatchEvent(new Event("scroll"));
  context.mock.timers.tick(150);
  assert.deepEqual(told, []);
  context.mock.timers.tick(150);
  see[0]?.(0.5);
  see[1]?.(1);
  page.dispatchEvent(new Event("scroll"));
  context.mock.timers.tick(250);
  assert.deepEqual(told, ["0 rests", "0 passed", "1 rests"]);
});

/** @param {string} word what the kernel says against the file */
function mediaWith(word) {
  const video = Object.assign(new EventTarget(), { src: "", preload: "none", load: () => {} });
  Object.assign(video, { removeAttribute: () => (video.src = "") });
  let asked = 0;
  const source = {
    near: async () => ({ url: "http://here/kite.mp4", route: "file", release: () => {} }),
    open: async () => assert.fail("the bytes are there already"),
    check: async () => "",
    askKernel: async () => {
      asked += 1;
      return word;
    },
  };
  /** @type {string[]} */
  const failed = [];
  const media = createMedia({
    ...{ video: /** @type {any} */ (video), source: /** @type {any} */ (source), say },
    ...{ clip: /** @type {any} */ ({ video_codec: "h264" }), signal: new AbortController().signal },
    onProgress: () => {},
    onFailed: (words) => failed.push(words),
  });
  return { media, video, failed, askedTimes: () => asked };
}

test("what came ahead plays at once, and the kernel is asked only then", async () => {
  const { media, video, failed, askedTimes } = mediaWith("");
  await media.prepare();
  assert.deepEqual([video.src, media.isAhead(), askedTimes()], ["http://here/kite.mp4", true, 0]);
  assert.equal(await media.load(), "http://here/kite.mp4");
  assert.deepEqual([media.isAhead(), askedTimes(), failed], [false, 1, []]);
});

test("a file that came ahead and is not the clip's any more is let go, and that is said", async () => {
  const { media, video, failed } = mediaWith("kite.mp4 is another file now.");
  await media.prepare();
  await media.load();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([video.src, media.isLoaded(), failed], ["", false, ["kite.mp4 is another file now."]]);
});

test("what came ahead and does not play goes without a word, and is not tried again", async () => {
  const { media, video, failed } = mediaWith("");
  await media.prepare();
  video.dispatchEvent(new Event("error"));
  await media.prepare();
  assert.deepEqual([video.src, media.isLoaded(), failed], ["", false, []]);
});
