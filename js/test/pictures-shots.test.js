import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LIGHTS } from "../src/shared/pictures/lights.js";
import { shotOf, stageAt } from "../src/shared/pictures/shots.js";

const vocabulary = JSON.parse(
  readFileSync(new URL("../../sora_widgets/prompts/vocabulary/en/choices.json", import.meta.url), "utf8"),
);
/** @type {{ name: string, group: string }[]} */
const choices = Object.values(vocabulary.parts).flat();

test("every camera move, size and angle of the vocabulary has a picture", () => {
  const wanted = choices.filter(({ group }) => ["move", "lens-move", "size", "angle"].includes(group));
  assert.ok(wanted.length > 30);
  assert.deepEqual(
    wanted.filter(({ name }) => !shotOf(name)).map(({ name }) => name),
    [],
  );
});

test("what is heard has no picture, nor has a name that nobody knows", () => {
  for (const { name } of choices.filter(({ group }) =>
    ["ambience", "effect", "music", "voice"].includes(group),
  )) {
    assert.equal(shotOf(name), null, name);
  }
  for (const name of ["", "nothing", "constructor", "toString", "__proto__"])
    assert.equal(shotOf(name), null, name);
});

test("moves that are opposites are each other backwards", () => {
  for (const [one, other] of [
    ["dolly_in", "dolly_out"],
    ["zoom_in", "zoom_out"],
    ["truck_left", "truck_right"],
    ["pan_left", "pan_right"],
    ["tilt_up", "tilt_down"],
    ["pedestal_up", "pedestal_down"],
    ["crane_up", "crane_down"],
  ]) {
    const [there, back] = [shotOf(String(one)), shotOf(String(other))];
    assert.ok(there && back);
    assert.deepEqual(stageAt(there, 0), stageAt(back, 1), one);
    assert.deepEqual(stageAt(there, 1), stageAt(back, 0), one);
    assert.notDeepEqual(stageAt(there, 0), stageAt(there, 1), one);
  }
});

test("no two camera moves that differ have the same picture", () => {
  /** @type {Map<string, string>} */
  const seen = new Map();
  for (const { name } of choices.filter(({ group }) => ["move", "lens-move"].includes(group))) {
    const key = JSON.stringify(shotOf(name));
    assert.equal(seen.get(key), undefined, name);
    seen.set(key, name);
  }
});

test("a move is even in time and stands at both ends; a whip is all in the middle", () => {
  const [truck, whip] = [shotOf("truck_right"), shotOf("whip_pan")];
  assert.ok(truck && whip);
  const step = (/** @type {number} */ from, /** @type {number} */ to) =>
    stageAt(truck, to).x - stageAt(truck, from).x;
  assert.ok(step(0, 0.1) < step(0.45, 0.55) && step(0.9, 1) < step(0.45, 0.55));
  assert.equal(stageAt(whip, 0.3).yaw, stageAt(whip, 0).yaw);
  assert.equal(stageAt(whip, 0.7).yaw, stageAt(whip, 1).yaw);
});

test("hands tremble with time, and a tripod does not", () => {
  const [hand, tripod] = [shotOf("handheld"), shotOf("steady")];
  assert.ok(hand && tripod);
  assert.notEqual(stageAt(hand, 0.5, 1).yaw, stageAt(hand, 0.5, 1.3).yaw);
  assert.equal(stageAt(tripod, 0.5, 1).yaw, stageAt(tripod, 0.5, 1.3).yaw);
});

test("a light from the left brightens the left, and the colours of all stay within reason", () => {
  for (const [name, light] of Object.entries(LIGHTS)) {
    assert.match(light.sky, /^#[0-9a-f]{6}$/, name);
    for (const value of [...light.shade, ...(light.key ?? [])]) assert.ok(value >= 0 && value <= 1.5, name);
    if (light.key && !light.isBehind) {
      assert.ok(light.from, `${name} says where its key comes from`);
      const sum = (/** @type {number[]} */ colour) => colour.reduce((a, b) => a + b);
      assert.ok(sum(light.key) > sum(light.shade), `${name} is brighter on its lit side`);
    }
  }
});
