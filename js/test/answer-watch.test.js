import assert from "node:assert/strict";
import { test } from "node:test";
import { createAnswerWatch } from "../src/shared/answer-watch.js";

test("the wait is said once it is long, counted from the first thing unanswered, and ends with the answer", () => {
  /** @type {{ callback: () => void, ms: number } | null} */
  let timer = null;
  /** @type {boolean[]} */
  const said = [];
  let started = 0;
  const watch = createAnswerWatch({
    afterMs: 1000,
    onChange: (isBehind) => said.push(isBehind),
    timers: {
      set: (callback, ms) => {
        started += 1;
        timer = { callback, ms };
        return timer;
      },
      clear: () => {
        timer = null;
      },
    },
  });
  watch.asked();
  watch.asked();
  assert.equal(started, 1);
  watch.answered();
  assert.equal(timer, null);
  assert.deepEqual(said, []);
  watch.asked();
  /** @type {any} */ (timer).callback();
  assert.deepEqual(said, [true]);
  watch.asked();
  watch.answered();
  assert.deepEqual(said, [true, false]);
});

test("the browser's own timers can be used as they are", async () => {
  const isBehind = await new Promise((resolve) => {
    createAnswerWatch({ afterMs: 1, onChange: resolve }).asked();
  });
  assert.equal(isBehind, true);
});
