import assert from "node:assert/strict";
import { test } from "node:test";
import { createMarkList } from "../src/player/panels/mark-list.js";

/** @param {string} id @param {number} time_s @param {string} [text] */
const mark = (id, time_s, text = "") => ({ id, time_s, text, made_at: "" });

/** Somebody who keeps marks and answers when he is told to. @param {any[]} first */
function keeper(first) {
  let marks = first;
  /** @type {(() => void)[]} */
  const callbacks = [];
  /** @type {{ settle: () => void, refuse: () => void }[]} */
  const asked = [];
  const later = (/** @type {any[]} */ next) =>
    new Promise((resolve, reject) => {
      asked.push({
        settle: () => {
          marks = next;
          for (const callback of callbacks) callback();
          resolve(undefined);
        },
        refuse: () => reject(new Error("the folder cannot be written")),
      });
    });
  return {
    asked,
    marks: {
      list: () => marks,
      add: (/** @type {any} */ one) => later([...marks, one]),
      change: (/** @type {any} */ one) => later(marks.map((other) => (other.id === one.id ? one : other))),
      remove: (/** @type {string} */ id) => later(marks.filter((other) => other.id !== id)),
      onChange: (/** @type {() => void} */ callback) => callbacks.push(callback),
    },
  };
}

const idsOf = (/** @type {{ list: () => { id: string }[] }} */ list) => list.list().map(({ id }) => id);

test("what somebody does shows before it is kept, in the order of the times", async () => {
  const { marks, asked } = keeper([mark("a", 1), mark("b", 3)]);
  const list = createMarkList(/** @type {any} */ (marks));
  const added = list.add(mark("c", 2));
  assert.deepEqual(idsOf(list), ["a", "c", "b"]);
  const removed = list.remove("a");
  assert.deepEqual(idsOf(list), ["c", "b"]);
  asked[0]?.settle();
  await added;
  assert.deepEqual(idsOf(list), ["c", "b"]);
  asked[1]?.settle();
  await removed;
  assert.equal(
    marks.list().some(({ id }) => id === "a"),
    false,
  );
});

test("what could not be kept stays in sight and is told", async () => {
  const { marks, asked } = keeper([]);
  const list = createMarkList(/** @type {any} */ (marks));
  const added = list.add(mark("a", 1, "a long note"));
  asked[0]?.refuse();
  await assert.rejects(added, /cannot be written/);
  assert.equal(list.list()[0]?.text, "a long note");
});

test("what could not be removed comes back", async () => {
  const { marks, asked } = keeper([mark("a", 1)]);
  const list = createMarkList(/** @type {any} */ (marks));
  const removed = list.remove("a");
  assert.deepEqual(idsOf(list), []);
  asked[0]?.refuse();
  await assert.rejects(removed);
  assert.deepEqual(idsOf(list), ["a"]);
});

test("an older answer does not take back what was typed since", async () => {
  const { marks, asked } = keeper([]);
  const list = createMarkList(/** @type {any} */ (marks));
  const added = list.add(mark("a", 1));
  void list.change(mark("a", 1, "typed"));
  asked[0]?.settle();
  await added;
  assert.equal(list.list()[0]?.text, "typed");
});

test("changes from elsewhere are heard", () => {
  const { marks, asked } = keeper([]);
  let calls = 0;
  createMarkList(/** @type {any} */ (marks)).onChange(() => {
    calls += 1;
  });
  void marks.add(mark("a", 1));
  asked[0]?.settle();
  assert.equal(calls, 1);
});
