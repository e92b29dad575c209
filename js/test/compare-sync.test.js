import assert from "node:assert/strict";
import { test } from "node:test";
import { correctionOf, createClock, createSpread } from "../src/compare/sync.js";

test("the clock runs at its rate, stands when stopped, and keeps its time when the rate changes", () => {
  let nowMs = 1000;
  const clock = createClock(() => nowMs);
  clock.set(2);
  nowMs += 500;
  assert.equal(clock.timeS(), 2);
  clock.start();
  nowMs += 500;
  assert.equal(clock.timeS(), 2.5);
  clock.setRate(2);
  nowMs += 500;
  assert.equal(clock.timeS(), 3.5);
  assert.equal(clock.timeS(nowMs + 250), 4);
  clock.shift(-0.5);
  assert.equal(clock.timeS(), 3);
  clock.stop();
  nowMs += 500;
  assert.equal(clock.timeS(), 3);
});

test("a small drift is led back by speed, a large one is put right, none is left alone", () => {
  const frameS = 1 / 30;
  assert.equal(correctionOf(0.2 * frameS, frameS, false), 1);
  assert.equal(correctionOf(0.02, frameS, false), 0.9);
  assert.equal(correctionOf(-0.02, frameS, false), 1.1);
  assert.equal(correctionOf(0.15, frameS, false), 0.7);
  assert.equal(correctionOf(0.25, frameS, false), "seek");
  assert.equal(correctionOf(-0.25, frameS, false), "seek");
});

test("who is led back is led all the way, not to the edge", () => {
  const frameS = 1 / 30;
  assert.equal(correctionOf(0.2 * frameS, frameS, true), 0.97);
  assert.equal(correctionOf(0.05 * frameS, frameS, true), 1);
});

test("the spread is the worst of the last second, between clips that still show frames", () => {
  const spread = createSpread();
  spread.note("a", 0.01, 0);
  assert.equal(spread.worstS(0), null, "one clip is not apart from anything");
  spread.note("b", -0.03, 10);
  spread.note("b", 0.01, 500);
  assert.equal(spread.worstS(500), 0.04);
  spread.note("a", 0.02, 510);
  assert.ok(Math.abs((spread.worstS(1200) ?? 0) - 0.01) < 1e-9);
  assert.equal(spread.worstS(2000), null);
});
