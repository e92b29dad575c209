import assert from "node:assert/strict";
import { test } from "node:test";
import { actionOfKey, createRest, isNextPair } from "../src/compare/blind/choosing.js";

const asking = {
  question: "?",
  voter: "",
  total: 3,
  done: 0,
  left: "one",
  right: "two",
  can_undo: false,
  notice: "",
  result: null,
};
/**
 * @param {string} key
 * @param {object} [more]
 */
const actionOf = (key, more = {}, isAsking = true) => {
  const event = { key, ctrlKey: false, altKey: false, metaKey: false, target: { tagName: "DIV" }, ...more };
  return actionOfKey(/** @type {any} */ (event), isAsking);
};

test("each answer has its key, in either case", () => {
  const answers = ["a", "B", "t", "X", " ", "u"].map((key) => actionOf(key));
  assert.deepEqual(answers, ["left", "right", "tie", "both-bad", "replay", "undo"]);
});

test("keys of the browser and of the player are left alone", () => {
  assert.equal(actionOf("a", { ctrlKey: true }), null);
  assert.equal(actionOf("ArrowLeft"), null);
  assert.equal(actionOf("constructor"), null);
});

test("what is typed into a field, or presses a button, is no answer", () => {
  const typed = (/** @type {string} */ tagName, /** @type {string} */ key, type = "text") =>
    actionOf(key, { target: { tagName, type } });
  assert.equal(typed("INPUT", "a"), null);
  assert.equal(typed("SELECT", "b"), null);
  assert.equal(typed("BUTTON", " "), null);
  assert.equal(typed("BUTTON", "a"), "left");
  assert.equal(typed("INPUT", "a", "range"), "left");
  assert.equal(typed("INPUT", "a", "radio"), "left");
  assert.equal(typed("INPUT", " ", "radio"), null);
});

test("without a pair only the last answer can be taken back", () => {
  assert.equal(actionOf("a", {}, false), null);
  assert.equal(actionOf("u", {}, false), "undo");
});

test("a pair is next when it is not the one on screen", () => {
  assert.equal(isNextPair(null, asking), true);
  assert.equal(isNextPair(asking, { ...asking, done: 1 }), false);
  assert.equal(isNextPair(asking, { ...asking, left: "two", right: "one" }), true);
  assert.equal(isNextPair(asking, { ...asking, left: null, right: null }), false);
});

test("a pair that is answered rests until the next one is on screen, or until the reply", () => {
  /** @type {boolean[]} */
  const told = [];
  const rest = createRest((isOn) => told.push(isOn));
  const replied = rest.begin(asking);
  rest.see({ ...asking, notice: "the same pair" });
  assert.equal(rest.isOn(), true);
  const next = { ...asking, done: 1, left: "three" };
  rest.see(next); // the kernel's news comes before its reply
  assert.equal(rest.isOn(), false);
  const repliedNext = rest.begin(next);
  replied();
  assert.equal(rest.isOn(), true, "the reply to the first ends no rest of the second");
  repliedNext();
  assert.deepEqual([rest.isOn(), told], [false, [true, false, true, false]]);
});
