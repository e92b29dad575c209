import assert from "node:assert/strict";
import { test } from "node:test";
import { createSay } from "../src/shared/texts.js";
import { factsOf } from "../src/storyboard/facts.js";
import { englishTexts } from "../testing/fakes.js";

const shot = { text: " A dog runs. ", seconds: 8, cut: "cut", note: "", characters: [] };
/** @type {any} */
const told = {
  draft: {
    shots: [
      { ...shot, id: "s1" },
      { ...shot, id: "s2", text: "", cut: "fade", note: "same wind" },
    ],
  },
  view: { shots: { s2: { advice: [{ severity: "tip" }, { severity: "warning" }] } } },
  choices: { models: [], cuts: [{ name: "fade", label: "fade to black" }] },
  cards: [
    { job_id: "j2", shot_id: "s2", phase: "working", label: "Rendering", progress: 40 },
    { job_id: "j1", phase: "done", label: "Done", progress: null },
  ],
  say: createSay(englishTexts()),
};

test("a shot is told with its cut, its note, its advice and how far its job is", () => {
  const [first, second] = factsOf(told);
  assert.deepEqual(first?.facts, []);
  assert.equal(first?.text, "A dog runs.");
  assert.equal(first?.label, "Shot 1 of 2, 8 seconds: A dog runs.");
  assert.deepEqual([first?.state, first?.phase, first?.hasWarning], ["", "", false]);
  assert.equal(second?.facts.length, 3);
  assert.match(second?.facts[0] ?? "", /fade to black/);
  assert.deepEqual([second?.state, second?.phase, second?.hasWarning], ["Rendering 40 %", "working", true]);
  assert.ok(second?.label.endsWith(`${second.facts.join(". ")}. Rendering 40 %`));
});
