import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  inGroups,
  isFound,
  markMatches,
  searchChoices,
  typedIn,
  writePicked,
} from "../src/composer/search.js";

/** @typedef {import("../src/composer/search.js").Choice} Choice */

/** @param {string} language @param {string} part @returns {Choice[]} */
function choicesOf(language, part) {
  const at = new URL(`../../sora_widgets/prompts/vocabulary/${language}/choices.json`, import.meta.url);
  return JSON.parse(readFileSync(at, "utf8")).parts[part].map(
    (/** @type {Choice & { synonyms: string[] }} */ choice) => ({ ...choice, also: choice.synonyms }),
  );
}
const framing = choicesOf("en", "framing");
const camera = choicesOf("en", "camera");
const plan = choicesOf("fr", "framing");
const names = (/** @type {Choice[]} */ choices) => choices.map(({ name }) => name);
const named = (/** @type {Choice[]} */ choices, /** @type {string} */ name) => {
  const found = choices.find((choice) => choice.name === name);
  assert.ok(found, name);
  return found;
};

test("an abbreviation finds its shot first", () => {
  assert.equal(names(searchChoices(framing, "ECU"))[0], "extreme_close_up");
  assert.equal(names(searchChoices(framing, "cu"))[0], "close_up");
  assert.equal(names(searchChoices(framing, "ots"))[0], "over_the_shoulder");
});

test("a shot is found by its synonyms and without accents", () => {
  assert.equal(names(searchChoices(framing, "mid shot"))[0], "medium");
  assert.equal(names(searchChoices(plan, "tres gros"))[0], "extreme_close_up");
  assert.equal(names(searchChoices(plan, "contre-plongee"))[0], "low_angle");
  assert.deepEqual(searchChoices(framing, "xyzzy"), []);
  assert.equal(searchChoices(framing, " ").length, framing.length);
});

test("a name in full comes before one that only begins so", () => {
  const found = names(searchChoices(framing, "close-up"));
  assert.equal(found[0], "close_up");
  assert.ok(found.includes("extreme_close_up"));
});

test("groups keep the order of what was found in them", () => {
  const groups = inGroups([named(framing, "dutch"), named(framing, "wide"), named(framing, "high_angle")]);
  assert.deepEqual([...groups.keys()], ["angle", "size"]);
  assert.deepEqual(names(groups.get("angle") ?? []), ["dutch", "high_angle"]);
});

test("the piece that matches is marked in the text as it is written", () => {
  const marks = (/** @type {string} */ text, /** @type {string} */ typed) =>
    markMatches(text, typed)
      .map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))
      .join("");
  assert.equal(marks("très gros plan", "tres pl"), "[très] gros [pl]an");
  assert.equal(marks("Over-the-Shoulder", "shoul"), "Over-the-[Shoul]der");
  assert.equal(marks("bossa", "os"), "bossa");
  assert.equal(marks("close-up", ""), "close-up");
});

test("a text is found by all of the typed words, not by one of them", () => {
  assert.ok(isFound("plan moyen", "moy pl"));
  assert.ok(!isFound("plan en pied", "plan moyen"));
});

test("the search is about what stands after the last comma", () => {
  assert.equal(typedIn("wide shot, tele"), "tele");
  assert.equal(typedIn("wide shot, "), "");
  assert.equal(typedIn("ECU"), "ECU");
});

test("what may stand beside a move is added to it, and a new move takes the place of the old one only", () => {
  const dolly = named(camera, "dolly_in").term;
  const handheld = named(camera, "handheld").term;
  const both = writePicked(dolly, named(camera, "handheld"), camera, false);
  assert.equal(both, `${dolly}, ${handheld}`);
  const pan = named(camera, "pan_left").term;
  assert.equal(writePicked(both, named(camera, "pan_left"), camera, false), `${pan}, ${handheld}`);
  assert.equal(
    writePicked(both, named(camera, "zoom_in"), camera, false),
    `${named(camera, "zoom_in").term}, ${handheld}`,
  );
});

test("of one kind there is one, by any of its names", () => {
  const [wide, full] = [named(framing, "wide"), named(framing, "full")];
  assert.equal(writePicked("Wide Shot", full, framing, false), full.term);
  assert.equal(writePicked("long shot", full, framing, false), full.term);
  assert.equal(writePicked(wide.term, wide, framing, false), wide.term);
  const low = named(framing, "low_angle");
  assert.equal(writePicked(wide.term, low, framing, false), `${wide.term}, ${low.term}`);
});

test("what was typed to search is replaced, what stood before it stays", () => {
  const wide = named(framing, "wide").term;
  const ecu = named(framing, "extreme_close_up");
  assert.equal(writePicked("ECU", ecu, framing, true), ecu.term);
  const low = named(framing, "low_angle");
  assert.equal(writePicked(`${wide}, low a`, low, framing, true), `${wide}, ${low.term}`);
});

test("own words stay beside what is added, and give way to what the part is about", () => {
  assert.equal(
    writePicked("drifting like a leaf", named(camera, "handheld"), camera, false),
    `drifting like a leaf, ${named(camera, "handheld").term}`,
  );
  assert.equal(
    writePicked("drifting like a leaf", named(camera, "pan_left"), camera, false),
    named(camera, "pan_left").term,
  );
});

test("a term with a comma in it is one piece, and sounds of one kind add up", () => {
  const sound = choicesOf("en", "sound");
  const wind = named(sound, "wind");
  const rain = named(sound, "rain");
  const both = writePicked(wind.term, rain, sound, false);
  assert.equal(both, `${wind.term}, ${rain.term}`);
  assert.equal(writePicked(both, wind, sound, false), `${rain.term}, ${wind.term}`);
});
