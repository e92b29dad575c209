import assert from "node:assert/strict";
import { test } from "node:test";
import { editDraft, followEdit, isAnswered, isNewer, piecesOf } from "../src/composer/state.js";
import { fitSettings } from "../src/shared/settings.js";
import { createSay } from "../src/shared/texts.js";
import { golden } from "../testing/fakes.js";

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

/** @type {import("../src/composer/state.js").Draft} */
const draft = { revision: 4, side: "parts", parts, text: "", settings };
/** @type {import("../src/composer/state.js").ComposerView} */
const view = { ...golden("composer-apply").view, revision: 4, heard: 4, parts };

test("an edit raises the revision and keeps everything else", () => {
  assert.deepEqual(editDraft(draft, view, { parts: { sound: "wind" } }), {
    ...draft,
    revision: 5,
    parts: { ...parts, sound: "wind" },
  });
  assert.deepEqual(editDraft(draft, view, { settings: { seconds: 8 } }), {
    ...draft,
    revision: 5,
    settings: { ...settings, seconds: 8 },
  });
});

test("a pick says that it is one, and the typing after it does not", () => {
  const picked = editDraft(draft, view, { parts: { camera: "pan" }, by: "pick" });
  assert.equal(picked.by, "pick");
  assert.equal("by" in editDraft(picked, view, { parts: { camera: "pans" } }), false);
});

test("after an answered text a part is edited in the parts that were read from it", () => {
  const typed = editDraft(draft, view, { text: "a cat, wind" });
  const answered = {
    ...view,
    revision: typed.revision,
    heard: typed.revision,
    parts: { ...parts, subject: "a cat", sound: "wind" },
  };
  const edited = editDraft(typed, answered, { parts: { setting: "a yard" } });
  assert.equal(edited.side, "parts");
  assert.equal(edited.text, "");
  assert.deepEqual(edited.parts, { ...parts, subject: "a cat", setting: "a yard", sound: "wind" });
});

test("nothing typed on either side is lost while the kernel owes an answer", () => {
  let mine = editDraft(draft, view, { parts: { lighting: "dusk" } });
  mine = editDraft(mine, view, { text: "a cat" });
  mine = editDraft(mine, view, { text: "a cat in a yard" });
  mine = editDraft(mine, view, { parts: { sound: "wind" } });
  assert.equal(mine.side, "parts");
  assert.equal(mine.text, "a cat in a yard");
  assert.deepEqual(mine.parts, { lighting: "dusk", sound: "wind" });
  assert.equal(mine.revision, 8);
});

test("text alone stays text, however long the answer takes", () => {
  let mine = editDraft(draft, view, { text: "a" });
  mine = editDraft(mine, view, { text: "a cat" });
  assert.equal(mine.side, "text");
  assert.deepEqual(mine.parts, {});
});

test("parts that the kernel refused are no ground to build on", () => {
  const refused = { ...view, revision: 4, is_sound: false, parts: /** @type {any} */ ({}) };
  assert.deepEqual(editDraft(draft, refused, { parts: { sound: "wind" } }).parts, {
    ...parts,
    sound: "wind",
  });
});

test("a draft of the kernel's own under our number is no answer to ours, and ours stays until it is heard", () => {
  const typed = editDraft(draft, view, { text: "a cat" });
  const fromPython = { ...draft, revision: 5, heard: 4, text: "a dog" };
  assert.equal(isAnswered(typed, { ...view, revision: 5, heard: 4 }), false);
  assert.equal(isNewer(typed, fromPython), false);
  assert.equal(isNewer(typed, { ...fromPython, revision: 6 }), false);
  assert.equal(isAnswered(typed, { ...view, revision: 5, heard: 5 }), true);
  assert.equal(isNewer(typed, { ...fromPython, revision: 6, heard: 5 }), true);
});

test("drafts of the kernel follow each other, and are answered by their own number", () => {
  const first = { ...draft, revision: 5, heard: 4 };
  assert.equal(isNewer(first, { ...first, revision: 6 }), true);
  assert.equal(isAnswered(first, view), false);
  assert.equal(isAnswered(first, { ...view, revision: 5 }), true);
});

test("an edit counts on from what another page has sent", () => {
  assert.equal(editDraft(draft, { ...view, revision: 9, heard: 9 }, { text: "a" }).revision, 10);
});

test("what was typed here is not replaced by an older or equal draft from elsewhere", () => {
  assert.equal(isNewer(draft, { ...draft, revision: 4 }), false);
  assert.equal(isNewer(draft, { ...draft, revision: 5 }), true);
});

test("spans move with the typing until the text is read anew", () => {
  /** @type {[number, number, any][]} */
  const spans = [
    [0, 5, "subject"],
    [9, 13, "setting"],
  ];
  const words = (/** @type {string} */ text) =>
    followEdit("a cat in yard", text, spans).map(([start, end]) =>
      Array.from(text).slice(start, end).join(""),
    );
  assert.deepEqual(words("a cat in yard"), ["a cat", "yard"]);
  assert.deepEqual(words("a cats in yard"), ["a cats", "yard"], "typed at the end of a part");
  assert.deepEqual(words("a 🐈 cat in yard"), ["a 🐈 cat", "yard"], "typed within, counted in code points");
  assert.deepEqual(words("Oh, a cat in yard"), ["Oh, a cat", "yard"]);
  assert.deepEqual(words("a cat in the yard"), ["a cat", "the yard"], "typed at the beginning of a part");
  assert.deepEqual(words("a cat in yards!"), ["a cat", "yards!"]);
  assert.deepEqual(words("a cat"), ["a cat", ""]);
  assert.deepEqual(words(""), ["", ""]);
});

test("whatever is typed, moved spans stay within the text and in order", () => {
  const text = "a cat in a yard, dusk";
  /** @type {[number, number, any][]} */
  const spans = [
    [0, 5, "subject"],
    [9, 15, "setting"],
    [17, 21, "lighting"],
  ];
  for (let from = 0; from <= text.length; from++) {
    for (let to = from; to <= text.length; to++) {
      for (const typed of ["", "x", "🪁🪁", "cat in"]) {
        const after = text.slice(0, from) + typed + text.slice(to);
        for (const [start, end] of followEdit(text, after, spans)) {
          assert.ok(0 <= start && end <= Array.from(after).length, after);
        }
        const pieces = piecesOf(after, followEdit(text, after, spans));
        assert.equal(pieces.map((piece) => piece.text).join(""), after);
      }
    }
  }
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

test("a text without its key says the key", () => {
  const say = createSay({ hello: "Hello {name}, {other}" });
  assert.equal(say("hello", { name: "Ada" }), "Hello Ada, {other}");
  assert.equal(say("missing"), "missing");
});
