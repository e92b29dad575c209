import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { createFrames } from "../src/player/frames.js";

const clip = { fps: 25, frame_count: 75, duration_s: 3 };

/** A paused video that says which picture it shows; its seeks end, and its pictures are told of, when the test says so. */
class FakeVideo extends EventTarget {
  currentTime = 0;
  duration = clip.duration_s;
  paused = true;
  seeking = false;
  readyState = 4;
  pictureS = 0;
  /** @type {(now: number, metadata: { mediaTime: number }) => void} */
  tell = () => {};
  requestVideoFrameCallback(/** @type {FakeVideo["tell"]} */ callback) {
    this.tell = callback;
  }
  show(/** @type {number} */ frame) {
    this.pictureS = frame / clip.fps;
    this.tell(0, { mediaTime: this.pictureS });
  }
}
Object.assign(globalThis, {
  HTMLVideoElement: FakeVideo,
  HTMLMediaElement: { HAVE_CURRENT_DATA: 2 },
  VideoFrame: class {
    constructor(/** @type {FakeVideo} */ video) {
      this.timestamp = video.pictureS * 1e6;
    }
    close() {}
  },
});

/** @type {FakeVideo} */
let video;
/** @type {ReturnType<typeof createFrames>} */
let frames;
beforeEach(() => {
  video = new FakeVideo();
  const { signal } = new AbortController();
  frames = createFrames({ video: /** @type {any} */ (video), clip, onShown: () => {}, signal });
});
const settle = () => new Promise((resolve) => setImmediate(resolve));
/** Seeks to a frame, and another one is there in the end. */
const miss = async (/** @type {number} */ wanted, /** @type {number} */ shown) => {
  frames.goTo((wanted + 0.5) / clip.fps);
  video.pictureS = (wanted - 3) / clip.fps;
  video.dispatchEvent(new Event("seeked"));
  video.show(shown);
  await settle();
};

test("a file in which seeks lead to other frames than their times say is of an uneven rate", async () => {
  for (let turn = 0; turn < 2; turn += 1) await miss(10, 12);
  assert.deepEqual([frames.isEven(), frames.shown()], [false, 12]);
});

test("in motion the picture after a seek may be further on, and the file is as even as before", async () => {
  video.paused = false;
  for (let turn = 0; turn < 5; turn += 1) await miss(10, 12);
  assert.deepEqual([frames.isEven(), frames.shown()], [true, 12]);
});

test("the end of an older seek says nothing of where a newer one leads", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  frames.step(1);
  frames.step(1);
  video.seeking = true; // the newer one is under way
  video.pictureS = 1 / clip.fps;
  video.dispatchEvent(new Event("seeked"));
  mock.timers.tick(5000);
  await settle();
  assert.equal(frames.shown(), 2);
  mock.timers.reset();
});

test("a seek that ends with the clock elsewhere is made again, and not for ever", async () => {
  frames.goTo(14.5 / clip.fps);
  const aimS = video.currentTime;
  video.pictureS = 14 / clip.fps;
  for (const atS of [0, 0, aimS]) {
    video.currentTime = atS; // where the browser says that it stands
    video.dispatchEvent(new Event("seeked"));
    await settle();
    assert.equal(video.currentTime, aimS);
  }
  video.currentTime = 0; // a seek of somebody else's
  video.pictureS = 0;
  video.dispatchEvent(new Event("seeked"));
  await settle();
  assert.deepEqual([video.currentTime, frames.shown()], [0, 0]);
});

test("where no seek leads to its time, the last one is left alone", async () => {
  frames.goTo(14.5 / clip.fps);
  for (let turn = 0; turn < 5; turn += 1) {
    video.currentTime = 0;
    video.dispatchEvent(new Event("seeked"));
    await settle();
  }
  assert.equal(video.currentTime, 0);
});

test("a clock that runs on in motion is no lost seek", async () => {
  frames.goTo(14.5 / clip.fps);
  video.paused = false;
  video.currentTime = 1;
  video.pictureS = 1;
  video.dispatchEvent(new Event("seeked"));
  await settle();
  assert.equal(video.currentTime, 1);
});
