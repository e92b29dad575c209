import assert from "node:assert/strict";
import { test } from "node:test";
import { createAnswerWatch, editDraft, isNewer, matchingChoices, piecesOf } from "../src/composer/state.js";
import { fitSettings } from "../src/shared/settings.js";
import { createSay } from "../src/shared/texts.js";

const settings = { model: "sora-2", seconds: 4, size: "1280x720", takes: 1 };
const parts = {
  framing: "",
  subject: "a kite",
  action: "",
  setting: "",
  lighting: "",
  camera: "",
  sound: "",
};

test("an edit raises the revision and keeps everything else", () => {
  const draft = editDraft({ revision: 4, parts, settings }, { parts: { sound: "wind" } });
  assert.deepEqual(draft, { revision: 5, parts: { ...parts, sound: "wind" }, settings });
});

test("what was typed here is not replaced by an older or equal draft from elsewhere", () => {
  const mine = { revision: 5, parts, settings };
  assert.equal(isNewer(mine, { ...mine, revision: 5 }), false);
  assert.equal(isNewer(mine, { ...mine, revision: 6 }), true);
});

test("the pieces of a prompt hold every character once, whatever the spans are", () => {
  const text = "Été 🪁 above, a kite.";
  for (const spans of /** @type {[number, number, any][][]} */ ([
    [],
    [[0, 3, "setting"]],
    [
      [4, 5, "subject"],
      [0, 4, "framing"],
    ],
    [
      [0, 6, "subject"],
      [3, 9, "action"],
    ],
    [[15, 99, "sound"]],
  ])) {
    assert.equal(
      piecesOf(text, spans)
        .map((piece) => piece.text)
        .join(""),
      text,
    );
  }
});

test("spans count code points, as Python does", () => {
  assert.deepEqual(piecesOf("🪁 up", [[2, 4, "action"]]), [
    { text: "🪁 ", part: null },
    { text: "up", part: "action" },
  ]);
});

test("suggestions are found by the beginnings of words, abbreviations too, without accents", () => {
  const choices = [
    { term: "très gros plan", label: "très gros plan", definition: "", also: "TGP insert" },
    { term: "the camera rises", label: "pedestal up", definition: "", also: "boom up" },
  ];
  const terms = (/** @type {string} */ typed) => matchingChoices(choices, typed).map((choice) => choice.term);
  assert.deepEqual(terms("tres g"), ["très gros plan"]);
  assert.deepEqual(terms("tgp"), ["très gros plan"]);
  assert.deepEqual(terms("ped"), ["the camera rises"]);
  assert.deepEqual(terms("xyz"), []);
  assert.equal(terms("").length, 2);
});

test("changing the model keeps what it makes and takes the nearest of the rest", () => {
  const model = { id: "other", seconds: [5, 10], sizes: ["1024x576"], note: "" };
  assert.deepEqual(fitSettings({ ...settings, seconds: 8 }, model), {
    model: "other",
    seconds: 10,
    size: "1024x576",
    takes: 1,
  });
  assert.deepEqual(fitSettings(settings, undefined), settings);
});

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

test("a text without its key says the key", () => {
  const say = createSay({ hello: "Hello {name}, {other}" });
  assert.equal(say("hello", { name: "Ada" }), "Hello Ada, {other}");
  assert.equal(say("missing"), "missing");
});
