import assert from "node:assert/strict";
import { test } from "node:test";
import { elide } from "../src/compare/labels.js";
import { readPair, shownIn, timingOf, withChosen } from "../src/compare/layout.js";

test("a long stretch that is the same keeps the words beside those that differ", () => {
  const long = "a very long stretch of words that is the same in every clip of the comparison";
  assert.equal(elide(long, true, false), "… clip of the comparison");
  assert.equal(elide(long, false, true), "a very long stretch of …");
  assert.equal(elide("short and the same", false, false), "short and the same");
  assert.equal(elide(long, true, true), long);
});

test("two at a time is the pair, a row of three is all, the grid always", () => {
  assert.deepEqual(shownIn("wipe", [2, 0], 3), [2, 0]);
  assert.deepEqual(shownIn("side-by-side", [0, 1], 3), [0, 1, 2]);
  assert.deepEqual(shownIn("side-by-side", [3, 1], 5), [3, 1]);
  assert.deepEqual(shownIn("side-by-side", [1, 0], 2), [1, 0]);
  assert.deepEqual(shownIn("grid", [1, 0], 4), [0, 1, 2, 3]);
});

test("whoever chooses the other one of a pair swaps them", () => {
  assert.deepEqual(withChosen([0, 1], 0, 2), [2, 1]);
  assert.deepEqual(withChosen([0, 1], 0, 1), [1, 0]);
  assert.deepEqual(withChosen([0, 1], 1, 0), [1, 0]);
  assert.deepEqual(withChosen([0, 1], 1, 1), [0, 1]);
});

test("a pair that cannot be is the first two", () => {
  assert.deepEqual(readPair([2, 0], 3), [2, 0]);
  for (const given of [[0, 3], [1, 1], [0], [0, 1, 2], [0.5, 1], "01", null]) {
    assert.deepEqual(readPair(given, 3), [0, 1], JSON.stringify(given));
  }
});

test("the shared time is as long as the longest, in frames of the finest", () => {
  const slow = { duration_s: 8, fps: 24, frame_count: 192 };
  const fast = { duration_s: 4, fps: 60, frame_count: 240 };
  assert.deepEqual(timingOf([slow, fast]), { duration_s: 8, fps: 60, frame_count: 480 });
});
