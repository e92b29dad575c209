import assert from "node:assert/strict";
import { test } from "node:test";
import {
  actionOfKey,
  createPositionGate,
  fasterThan,
  frameAt,
  inFrame,
  spanOf,
  timeOfFrame,
} from "../src/player/transport.js";
import { countdown, sizeLabel, timecode } from "../src/shared/format.js";

const clip = { fps: 30, frame_count: 120, duration_s: 4 };

test("every frame's own time leads back to that frame, at every usual rate", () => {
  for (const fps of [23.976, 24, 25, 29.97, 30, 50, 59.94, 60]) {
    const timing = { fps, frame_count: 240, duration_s: 240 / fps };
    for (let frame = 0; frame < 240; frame += 1)
      assert.equal(frameAt(timeOfFrame(frame, timing), timing), frame);
  }
});

test("a time exactly on a frame's edge belongs to the frame that begins there", () => {
  assert.equal(frameAt(0.1, clip), 3);
  assert.equal(frameAt(0, clip), 0);
});

test("nothing leads outside the clip", () => {
  assert.equal(frameAt(-1, clip), 0);
  assert.equal(frameAt(9, clip), 119);
  assert.equal(frameAt(timeOfFrame(500, clip), clip), 119);
  assert.equal(frameAt(timeOfFrame(-3, clip), clip), 0);
});

test("a time is kept within its frame, away from the edges where browsers differ", () => {
  for (const timeS of [0, 0.0333333, 0.1, 1 / 30, 2.5, 3.999]) {
    const inside = inFrame(timeS, clip);
    assert.equal(frameAt(inside, clip), frameAt(timeS, clip));
    assert.ok(Math.abs(inside - timeS) <= 0.11 / 30);
  }
});

test("the span between two points holds whole frames: an end is where the next frame would begin", () => {
  assert.deepEqual(spanOf(null, null, clip), { first: 0, last: 119 });
  assert.deepEqual(spanOf(1, 2, clip), { first: 30, last: 59 });
  assert.deepEqual(spanOf(0.1, 0.4, clip), { first: 3, last: 11 });
  assert.deepEqual(spanOf(null, 99, clip), { first: 0, last: 119 });
  for (let frame = 0; frame < 119; frame += 1)
    assert.deepEqual(spanOf(frame / 30, (frame + 1) / 30, clip), { first: frame, last: frame });
});

test("points between which nothing lies bound nothing", () => {
  assert.deepEqual(spanOf(2, 1, clip), { first: 0, last: 119 });
});

test("the shuttle doubles its speed up to eight times", () => {
  assert.deepEqual([0.5, 1, 2, 4, 8].map(fasterThan), [1, 2, 4, 8, 8]);
});

test("the keys of video tools do what people expect, and only those", () => {
  assert.deepEqual(actionOfKey({ key: " " }), { do: "toggle" });
  assert.deepEqual(actionOfKey({ key: "K" }), { do: "pause" });
  assert.deepEqual(actionOfKey({ key: "l" }), { do: "shuttle", direction: 1 });
  assert.deepEqual(actionOfKey({ key: "j" }), { do: "shuttle", direction: -1 });
  assert.deepEqual(actionOfKey({ key: "i" }), { do: "point", which: "in_s", isCleared: false });
  assert.deepEqual(actionOfKey({ key: "O", shiftKey: true }), {
    do: "point",
    which: "out_s",
    isCleared: true,
  });
  assert.deepEqual(actionOfKey({ key: "," }), { do: "step", frames: -1 });
  assert.deepEqual(actionOfKey({ key: "." }), { do: "step", frames: 1 });
  assert.deepEqual(actionOfKey({ key: "ArrowLeft" }), { do: "skip", seconds: -1 });
  assert.deepEqual(actionOfKey({ key: "f" }), { do: "full" });
  assert.deepEqual(actionOfKey({ key: "m" }), { do: "mute" });
  assert.equal(actionOfKey({ key: "q" }), null);
  assert.equal(actionOfKey({ key: "l", ctrlKey: true }), null);
});

test("while playing the position passes once a second; a pause always passes", () => {
  let now = 0;
  const mayTell = createPositionGate(() => now);
  const passed = [];
  for (now = 0; now <= 2500; now += 33) if (mayTell({ isImportant: false })) passed.push(now);
  assert.equal(passed.length, 3);
  assert.ok(mayTell({ isImportant: true }));
});

test("timecodes count frames within the second", () => {
  assert.equal(timecode(0, 30), "0:00.00");
  assert.equal(timecode(43, 30), "0:01.13");
  assert.equal(timecode(30 * 61 + 5, 30), "1:01.05");
});

test("the time left never says nothing is left", () => {
  assert.equal(countdown(0.2), "0:01");
  assert.equal(countdown(3.4), "0:04");
  assert.equal(countdown(75), "1:15");
});

test("sizes are written with a multiplication sign", () => {
  assert.equal(sizeLabel("1280x720"), "1280×720");
  assert.equal(sizeLabel([720, 1280]), "720×1280");
});
