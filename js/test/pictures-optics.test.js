import assert from "node:assert/strict";
import { test } from "node:test";
import { BODY } from "../src/shared/pictures/framings.js";
import { clipNear, createView, lookOf, NEAR_M, placeOf, project } from "../src/shared/pictures/optics.js";
import { shotOf, stageAt } from "../src/shared/pictures/shots.js";

/** @typedef {import("../src/shared/pictures/optics.js").Point} Point */

/** Where points fall in the picture of a named choice. @param {string} name @param {number} share @param {...Point} points */
function seen(name, share, ...points) {
  const shot = shotOf(name);
  assert.ok(shot, `there is a picture of ${name}`);
  const stage = stageAt(shot, share);
  const view = createView(stage);
  return points.map((point) => {
    const [x, y] = project(view(point), stage.focal);
    return { x, y, ahead: view(point)[2] };
  });
}

/** How high a pole of one metre at a place looks. @param {string} name @param {number} share @param {number} x @param {number} z */
function sizeAt(name, share, x, z) {
  const [foot, head] = seen(name, share, [x, 0, z], [x, 1, z]);
  assert.ok(foot && head);
  return Math.hypot(foot.x - head.x, foot.y - head.y);
}

/** How much farther a near point slides than a far one. @param {string} name */
function parallax(name) {
  /** @type {Point[]} */
  const points = [
    [0, 1.5, 0],
    [0, 1.5, 70],
  ];
  const [nearFirst, farFirst] = seen(name, 0, ...points);
  const [nearLast, farLast] = seen(name, 1, ...points);
  assert.ok(nearFirst && farFirst && nearLast && farLast);
  const slide = (/** @type {{x: number, y: number}} */ a, /** @type {{x: number, y: number}} */ b) =>
    Math.hypot(b.x - a.x, b.y - a.y);
  return { near: slide(nearFirst, nearLast), far: slide(farFirst, farLast) };
}

const ratio = (/** @type {string} */ name, /** @type {number} */ share) =>
  sizeAt(name, share, 0.3, 0) / sizeAt(name, share, 0.3, 20);

test("a dolly changes what near things are to far ones, a zoom leaves it", () => {
  assert.ok(ratio("dolly_in", 1) > 2 * ratio("dolly_in", 0));
  assert.ok(Math.abs(ratio("zoom_in", 1) / ratio("zoom_in", 0) - 1) < 1e-9);
});

test("dolly and zoom end with a figure of the same size, so that only the perspective tells them apart", () => {
  assert.ok(Math.abs(sizeAt("dolly_in", 1, 0, 0) / sizeAt("zoom_in", 1, 0, 0) - 1) < 1e-9);
  assert.ok(sizeAt("zoom_in", 1, 0, 70) > 2.5 * sizeAt("zoom_in", 0, 0, 70));
  assert.ok(sizeAt("dolly_in", 1, 0, 70) < 1.1 * sizeAt("dolly_in", 0, 0, 70));
});

test("a dolly zoom holds the figure and changes everything behind it", () => {
  for (const share of [0, 0.3, 0.7, 1]) {
    assert.ok(Math.abs(sizeAt("dolly_zoom", share, 0, 0) / sizeAt("dolly_zoom", 0, 0, 0) - 1) < 1e-9);
  }
  assert.ok(sizeAt("dolly_zoom", 1, 0, 20) > 2.5 * sizeAt("dolly_zoom", 0, 0, 20));
});

test("a pan moves near and far alike, a truck leaves the far where it is", () => {
  const pan = parallax("pan_right");
  assert.ok(pan.near > 0.5 && Math.abs(pan.near / pan.far - 1) < 1e-9);
  const truck = parallax("truck_right");
  assert.ok(truck.near > 0.5 && truck.far < 0.15 * truck.near);
});

test("a tilt moves near and far alike, a pedestal leaves the far where it is", () => {
  const tilt = parallax("tilt_up");
  assert.ok(tilt.near > 0.3 && Math.abs(tilt.near / tilt.far - 1) < 1e-9);
  const pedestal = parallax("pedestal_up");
  assert.ok(pedestal.near > 0.3 && pedestal.far < 0.15 * pedestal.near);
  const shot = shotOf("pedestal_up");
  assert.ok(
    shot && [0, 0.5, 1].every((share) => lookOf(stageAt(shot, share)).pitch === 0),
    "it keeps looking level",
  );
});

test("what the camera turns or goes towards comes into the picture from that side", () => {
  /** @type {[string, "x" | "y", -1 | 1][]} */
  const cases = [
    ["pan_right", "x", -1],
    ["pan_left", "x", 1],
    ["truck_right", "x", -1],
    ["truck_left", "x", 1],
    ["tilt_up", "y", 1],
    ["tilt_down", "y", -1],
    ["pedestal_up", "y", 1],
    ["pedestal_down", "y", -1],
  ];
  for (const [name, axis, sign] of cases) {
    const [first, last] = [0, 1].map((share) => seen(name, share, [0, 1.5, 0])[0]);
    assert.ok(first && last && Math.sign(last[axis] - first[axis]) === sign, name);
  }
});

test("a roll turns the picture about its middle, against the way the camera turns", () => {
  const shot = shotOf("roll_clockwise");
  assert.ok(shot);
  const { roll } = stageAt(shot, 1);
  assert.ok(roll > 0.5);
  const [first, last] = [0, 1].map((share) => seen("roll_clockwise", share, [1, 2.5, 0])[0]);
  assert.ok(first && last);
  assert.ok(Math.abs(Math.hypot(first.x, first.y) - Math.hypot(last.x, last.y)) < 1e-12);
  // y points down: an angle that shrinks is a turn against the clock on the screen.
  assert.ok(Math.abs(Math.atan2(last.y, last.x) - Math.atan2(first.y, first.x) + roll) < 1e-12);
  const [middle] = seen("roll_clockwise", 1, [0, 1.5, 0]);
  assert.ok(middle && Math.hypot(middle.x, middle.y) < 1e-12);
});

test("an arc keeps the figure in the middle and its distance, and changes what is behind it", () => {
  const shot = shotOf("arc");
  assert.ok(shot);
  const distances = [0, 0.25, 0.5, 1].map((share) => {
    const [figure] = seen("arc", share, [0, 1.5, 0]);
    assert.ok(figure && Math.abs(figure.x) < 1e-12);
    return figure.ahead;
  });
  assert.ok(Math.max(...distances) - Math.min(...distances) < 1e-9);
  assert.ok(Math.abs(lookOf(stageAt(shot, 1)).yaw - lookOf(stageAt(shot, 0)).yaw) > 1.5);
  const [x, , z] = placeOf({ ...stageAt(shot, 0), orbit: Math.PI / 2 });
  assert.ok(x < -4.9 && Math.abs(z) < 1e-9, "clockwise from above, a camera in the south goes west");
});

test("tracking keeps its distance to a figure that walks; a static camera lets it cross the picture", () => {
  for (const name of ["tracking", "follow", "lead"]) {
    const shot = shotOf(name);
    assert.ok(shot);
    const places = [0, 0.5, 1].map((share) => {
      const stage = stageAt(shot, share);
      const [figure] = seen(name, share, [stage.figureX, 1.5, stage.figureZ]);
      assert.ok(figure);
      return figure;
    });
    const first = places[0];
    assert.ok(first);
    for (const place of places) {
      assert.ok(Math.abs(place.ahead - first.ahead) < 1e-9 && Math.abs(place.x - first.x) < 1e-9, name);
    }
    assert.notDeepEqual(placeOf(stageAt(shot, 0)), placeOf(stageAt(shot, 1)));
  }
  const still = shotOf("static");
  assert.ok(still);
  assert.deepEqual(placeOf(stageAt(still, 0)), placeOf(stageAt(still, 1)));
  assert.ok(stageAt(still, 1).figureX - stageAt(still, 0).figureX > 4);
});

test("the crane goes up and keeps the figure in the middle of the picture's width and in it", () => {
  const heights = [0, 0.5, 1].map((share) => {
    const [head, foot] = seen("crane", share, [0, BODY.crown, 0], [0, 0, 0]);
    assert.ok(head && foot);
    assert.ok(Math.abs(head.x) < 1e-9 && head.y > -0.5 && foot.y < 0.5);
    const shot = shotOf("crane");
    assert.ok(shot);
    return placeOf(stageAt(shot, share))[1];
  });
  const [low = 0, middle = 0, high = 0] = heights;
  assert.ok(low < middle && middle < high && high > 3 * low);
});

test("each shot size cuts the body where its name says", () => {
  /** @type {[string, keyof typeof BODY | null, keyof typeof BODY][]} the lowest landmark out of the picture, the lowest in it */
  const cuts = [
    ["full", null, "feet"],
    ["medium_long", "feet", "thighs"],
    ["cowboy", "knees", "waist"],
    ["medium", "thighs", "chest"],
    ["medium_close_up", "waist", "chin"],
    ["close_up", "chest", "chin"],
    ["extreme_close_up", "chin", "eyes"],
  ];
  for (const [name, lost, kept] of cuts) {
    const [inside] = seen(name, 0, [0, BODY[kept], 0]);
    assert.ok(inside && Math.abs(inside.y) < 0.5, `${kept} in a ${name}`);
    if (!lost) continue;
    const [outside] = seen(name, 0, [0, BODY[lost], 0]);
    assert.ok(outside && outside.y > 0.5, `${lost} out of a ${name}`);
  }
  for (const name of ["wide", "full", "medium_long", "cowboy", "medium", "medium_close_up", "close_up"]) {
    const [crown] = seen(name, 0, [0, BODY.crown, 0]);
    assert.ok(crown && crown.y > -0.5, `the head is whole in a ${name}`);
  }
  const [crown] = seen("extreme_close_up", 0, [0, BODY.crown, 0]);
  assert.ok(crown && crown.y < -0.5);
});

test("the wider the shot, the smaller the figure", () => {
  const sizes = [
    ...["extreme_close_up", "close_up", "medium_close_up", "medium", "cowboy"],
    ...["medium_long", "full", "wide", "extreme_wide"],
  ].map((name) => sizeAt(name, 0, 0, 0));
  assert.deepEqual(
    sizes,
    [...sizes].sort((a, b) => b - a),
  );
  assert.ok(Number(sizes.at(-1)) < 0.1, "people are specks in an extreme wide shot");
});

test("angles look from where their names say", () => {
  const pitch = (/** @type {string} */ name) => {
    const shot = shotOf(name);
    assert.ok(shot);
    return lookOf(stageAt(shot, 0)).pitch;
  };
  assert.ok(pitch("high_angle") < -0.4);
  assert.ok(pitch("low_angle") > 0.25);
  assert.ok(pitch("worms_eye") > pitch("low_angle"));
  assert.equal(pitch("eye_level"), 0);
  assert.ok(Math.abs(pitch("overhead") + Math.PI / 2) < 0.01);
});

test("lenses keep the figure's size, and the longer one brings the background nearer", () => {
  const names = ["ultra_wide", "wide_angle", "lens_35mm", "normal_lens", "lens_85mm", "telephoto"];
  for (const name of names) assert.ok(Math.abs(sizeAt(name, 0, 0, 0) * 3 - 1) < 1e-9, name);
  const behind = names.map((name) => sizeAt(name, 0, 0, 20));
  assert.deepEqual(
    behind,
    [...behind].sort((a, b) => a - b),
  );
});

test("the figure stands on a third, and in the middle where that is meant", () => {
  const aspect = 1.6;
  const [thirds] = seen("rule_of_thirds", 0, [0, BODY.eyes, 0]);
  assert.ok(thirds && Math.abs(Math.abs(thirds.x) - aspect / 6) < 0.06 && Math.abs(thirds.y + 1 / 6) < 0.06);
  const [centered] = seen("centered", 0, [0, BODY.eyes, 0]);
  assert.ok(centered && Math.abs(centered.x) < 1e-9);
  const [room] = seen("lead_room", 0, [0, BODY.eyes, 0]);
  const facing = shotOf("lead_room")?.from.facing ?? 0;
  assert.ok(room && room.x < -0.15 && Math.sin(facing) > 0.9, "it looks into the room before it");
});

test("an outline is cut at the lens, and what is wholly behind it is gone", () => {
  assert.deepEqual(
    clipNear([
      [0, 0, -1],
      [1, 0, -2],
    ]),
    [],
  );
  const cut = clipNear([
    [0, 0, -1],
    [0, 0, 1],
    [1, 0, 1],
  ]);
  assert.equal(cut.length, 4);
  assert.ok(cut.every((point) => point[2] >= NEAR_M));
});
