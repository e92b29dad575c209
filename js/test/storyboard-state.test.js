import assert from "node:assert/strict";
import { test } from "node:test";
import { editBoard, freshId, landingPlace, neighbour, runningTime } from "../src/storyboard/state.js";

/** @param {string} id @param {Partial<import("../src/storyboard/state.js").ShotDraft>} [more] */
const shot = (id, more = {}) => ({
  id,
  text: `Shot ${id}.`,
  seconds: 4,
  cut: "cut",
  note: "",
  characters: /** @type {string[]} */ ([]),
  ...more,
});
/** @type {import("../src/storyboard/state.js").BoardDraft} */
const board = {
  revision: 7,
  title: "The kite",
  shots: [shot("s1", { characters: ["c1"] }), shot("s2"), shot("s3", { characters: ["c1", "c2"] })],
  characters: [
    { id: "c1", name: "Mara", sheet: "red coat" },
    { id: "c2", name: "Tom", sheet: "tall" },
  ],
  settings: { model: "sora-2", size: "1280x720" },
  is_linked: false,
};
const ids = (/** @type {import("../src/storyboard/state.js").BoardDraft} */ draft) =>
  draft.shots.map((one) => one.id);
/** @type {import("../src/storyboard/state.js").Edit[]} */
const EDITS = [
  { kind: "insert", shot: shot("s9"), at: 1 },
  { kind: "remove", id: "s2" },
  { kind: "move", id: "s3", to: 0 },
  { kind: "move", id: "s1", to: 99 },
  { kind: "change", id: "s2", to: { text: "A dog.", seconds: 8 } },
  { kind: "insert-character", character: { id: "c3", name: "Ana", sheet: "" }, at: 1, shots: ["s2"] },
  { kind: "remove-character", id: "c2" },
  { kind: "change-character", id: "c1", to: { name: "Lea" } },
  { kind: "board", to: { title: "Wind", is_linked: true } },
];

for (const edit of EDITS) {
  test(`${JSON.stringify(edit)} raises the revision, and its opposite takes it back`, () => {
    const before = structuredClone(board);
    const made = editBoard(board, edit);
    assert.ok(made);
    assert.deepEqual(board, before, "the draft from before stays as it is");
    assert.equal(made.draft.revision, 8);
    assert.notDeepEqual({ ...made.draft, revision: 7 }, board);
    const back = editBoard(made.draft, made.inverse);
    assert.ok(back);
    assert.deepEqual({ ...back.draft, revision: 7 }, board);
  });
}

test("what was typed after an edit stays when the edit is taken back", () => {
  const removed = editBoard(board, { kind: "remove", id: "s1" });
  assert.ok(removed);
  const typed = editBoard(removed.draft, { kind: "change", id: "s3", to: { text: "New words." } });
  assert.ok(typed);
  const back = editBoard(typed.draft, removed.inverse);
  assert.ok(back);
  assert.deepEqual(ids(back.draft), ["s1", "s2", "s3"]);
  assert.equal(back.draft.shots[2]?.text, "New words.");
});

test("an edit of what is not there, or to where it is, changes nothing", () => {
  for (const edit of /** @type {import("../src/storyboard/state.js").Edit[]} */ ([
    { kind: "remove", id: "s9" },
    { kind: "move", id: "s9", to: 0 },
    { kind: "move", id: "s1", to: 0 },
    { kind: "move", id: "s1", to: -5 },
    { kind: "move", id: "s3", to: 3 },
    { kind: "change", id: "s9", to: {} },
    { kind: "remove-character", id: "c9" },
    { kind: "change-character", id: "c9", to: {} },
  ]))
    assert.equal(editBoard(board, edit), null);
});

test("a character who is taken out leaves every shot, and comes back into the same ones", () => {
  const removed = editBoard(board, { kind: "remove-character", id: "c1" });
  assert.ok(removed);
  assert.deepEqual(
    removed.draft.shots.map((one) => one.characters),
    [[], [], ["c2"]],
  );
  const back = editBoard(removed.draft, removed.inverse);
  assert.deepEqual(
    back?.draft.shots.map((one) => [...one.characters].sort()),
    [["c1"], [], ["c1", "c2"]],
  );
});

test("a fresh id is one that nobody has or had", () => {
  assert.equal(freshId("s", ["s1", "s12", "c3", "odd"]), "s13");
  assert.equal(freshId("c", []), "c1");
});

test("a dragged card lands before the first card whose middle is right of the pointer", () => {
  const boxes = [
    { left: 0, right: 100 },
    { left: 100, right: 300 },
    { left: 300, right: 400 },
  ];
  assert.equal(landingPlace(boxes, 0, 10), 0);
  assert.equal(landingPlace(boxes, 0, 199), 0);
  assert.equal(landingPlace(boxes, 0, 201), 1);
  assert.equal(landingPlace(boxes, 0, 999), 2);
  assert.equal(landingPlace(boxes, 2, 10), 0);
  assert.equal(landingPlace(boxes, 2, 260), 2);
});

test("after a card was taken out its neighbour is chosen", () => {
  assert.equal(neighbour(board.shots, 1), "s2");
  assert.equal(neighbour(board.shots, 3), "s3");
  assert.equal(neighbour([], 0), null);
});

test("a running time is minutes and seconds", () => {
  assert.deepEqual([0, 9, 60, 754].map(runningTime), ["0:00", "0:09", "1:00", "12:34"]);
});
