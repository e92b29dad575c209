// The estimator's places: stops on a slider, points and labels on the chart, and lists that keep their elements.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createScale, editCostDraft, spread, stopsOf } from "../src/estimator/state.js";

const DRAFT = {
  revision: 4,
  settings: {
    model: "sora-2",
    seconds: 8,
    size: "1280x720",
    takes: 1,
    sound: null,
    batch: false,
    clips_per_month: 30,
    hosting: {},
  },
  table: { is_open: false, by: "cost", is_reversed: false },
};

test("an edit makes a newer draft in which only that has changed", () => {
  const edited = editCostDraft(DRAFT, { settings: { seconds: 12 } });
  assert.deepEqual(edited, { ...DRAFT, revision: 5, settings: { ...DRAFT.settings, seconds: 12 } });
  assert.deepEqual(editCostDraft(DRAFT, { table: { is_open: true } }).table, {
    is_open: true,
    by: "cost",
    is_reversed: false,
  });
  assert.equal(DRAFT.revision, 4);
});

test("a slider has a stop for the value that stands, offered or not", () => {
  assert.deepEqual(stopsOf([4, 8, 12], 8), [4, 8, 12]);
  assert.deepEqual(stopsOf([4, 8, 12], 6), [4, 6, 8, 12]);
  assert.deepEqual(stopsOf([], 6), [6]);
});

test("the chart's corners are where its area begins and ends", () => {
  const { x, y } = createScale({ x_max: 200, y_max: 50 }, { left: 48, top: 12, width: 400, height: 180 });
  assert.deepEqual([x(0), x(200), y(0), y(50)], [48, 448, 192, 12]);
  assert.equal(x(50), 148);
});

test("a chart of nothing but free clips can be drawn", () => {
  const { y } = createScale({ x_max: 10, y_max: 0 }, { left: 0, top: 0, width: 100, height: 100 });
  assert.equal(y(0), 100);
});

test("labels keep their order and their distance, within the room there is", () => {
  const room = { gap: 14, top: 0, bottom: 100 };
  assert.deepEqual(spread([10, 50, 90], room), [10, 50, 90]);
  assert.deepEqual(spread([50, 50, 52], room), [50, 64, 78]);
  assert.deepEqual(spread([99, 98, 97], room), [100, 86, 72]);
  assert.deepEqual(spread([], room), []);
});
