import assert from "node:assert/strict";
import { test } from "node:test";
import { createStage } from "../src/player/stage.js";

/** A view as far as the stage looks. */
function fakeView({ timeS = 0, isPlaying = false } = {}) {
  const view = {
    timeS,
    playing: isPlaying,
    isPlaying: () => view.playing,
    positionS: () => view.timeS,
    pause: () => {
      view.playing = false;
    },
    play: () => {
      view.playing = true;
    },
    goTo: (/** @type {number} */ wantedS) => {
      view.timeS = wantedS;
    },
  };
  return view;
}

test("the newest view owns the playback, unless another one plays", () => {
  const stage = createStage();
  const [first, second, third] = [fakeView(), fakeView(), fakeView()];
  stage.join(first);
  stage.join(second);
  assert.equal(stage.isOwner(second), true);
  second.play();
  stage.join(third);
  assert.equal(stage.isOwner(second), true);
  assert.equal(stage.isOwner(third), false);
});

test("a touched view goes on where the other was, and only one plays", () => {
  const stage = createStage();
  const playing = fakeView({ timeS: 1.5, isPlaying: true });
  const other = fakeView();
  stage.join(playing);
  stage.join(other);
  stage.take(other);
  assert.deepEqual([playing.playing, other.playing, other.timeS], [false, true, 1.5]);
  assert.equal(stage.isOwner(other), true);
});

test("touching a view while nothing plays starts nothing", () => {
  const stage = createStage();
  const [first, second] = [fakeView({ timeS: 2 }), fakeView({ timeS: 2 })];
  stage.join(first);
  stage.join(second);
  stage.take(first);
  assert.deepEqual([first.playing, second.playing, first.timeS], [false, false, 2]);
});

test("touching the owner changes nothing", () => {
  const stage = createStage();
  const only = fakeView({ timeS: 1, isPlaying: true });
  stage.join(only);
  stage.take(only);
  assert.deepEqual([only.playing, only.timeS], [true, 1]);
});

test("when the owner goes away, one that is left takes its place", () => {
  const stage = createStage();
  const [first, second] = [fakeView(), fakeView()];
  stage.join(first);
  stage.join(second);
  stage.leave(second);
  assert.equal(stage.isOwner(first), true);
  stage.leave(first);
  assert.equal(stage.isOwner(first), false);
});
