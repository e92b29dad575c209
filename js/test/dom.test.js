import assert from "node:assert/strict";
import { test } from "node:test";
import { setValue } from "../src/shared/dom.js";

/** A text field as far as `setValue` goes: what it says, where the caret is, and how often it was written to. */
function fakeField(
  /** @type {string} */ value,
  /** @type {number} */ caret,
  /** @type {DOMStringMap} */ dataset = {},
) {
  return {
    value,
    selectionStart: caret,
    selectionEnd: caret,
    dataset,
    /** @type {[string, number, number][]} */
    written: [],
    setRangeText(/** @type {string} */ text, /** @type {number} */ from, /** @type {number} */ to) {
      this.written.push([text, from, to]);
      this.value = this.value.slice(0, from) + text + this.value.slice(to);
    },
    setSelectionRange(/** @type {number} */ from, /** @type {number} */ to) {
      this.selectionStart = from;
      this.selectionEnd = to;
    },
  };
}

/** The new text with a bar where the caret came to be. @param {string} marked @param {string} text */
function after(marked, text) {
  const field = fakeField(marked.replace("|", ""), marked.indexOf("|"));
  setValue(/** @type {any} */ (field), text);
  assert.equal(field.value, text);
  return `${text.slice(0, field.selectionStart)}|${text.slice(field.selectionStart)}`;
}

test("the caret stays with its words, whatever changes around them", () => {
  assert.equal(after("A dog| in a park.", "A dog in a park. Sound: wind."), "A dog| in a park. Sound: wind.");
  assert.equal(after("A dog in a park|.", "A big dog in a park."), "A big dog in a park|.");
  assert.equal(
    after("A dog| in a park.", "Close-up of a dog in a park. Sound: wind."),
    "Close-up of a dog| in a park. Sound: wind.",
  );
  assert.equal(after("|A dog.", "Wide shot of a dog."), "|Wide shot of a dog.");
  assert.equal(after("A dog.|", "A cat runs"), "A cat runs|");
  assert.equal(after("some|thing", ""), "|");
});

test("only the stretch that differs is written, and an equal text not at all", () => {
  const field = fakeField("a red kite", 0);
  setValue(/** @type {any} */ (field), "a red kite");
  assert.deepEqual(field.written, []);
  setValue(/** @type {any} */ (field), "a blue kite");
  assert.deepEqual(field.written, [["blue", 2, 5]]);
});

test("a field in which an input method composes is left alone", () => {
  const field = fakeField("きょ", 2, { composing: "yes" });
  setValue(/** @type {any} */ (field), "something else");
  assert.equal(field.value, "きょ");
});

test("what the browser could undo before is not counted as typed here any longer", () => {
  const field = fakeField("a", 1, { typed: "yes" });
  setValue(/** @type {any} */ (field), "b");
  assert.equal("typed" in field.dataset, false);
});
