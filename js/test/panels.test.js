import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { differenceOf, factsLine } from "../src/player/panels/caption.js";
import { marksCsv, marksEdl, smpte } from "../src/player/panels/marks-export.js";
import { measureRows } from "../src/player/panels/measures.js";
import { piecesOf } from "../src/player/panels/parts.js";
import { money, number } from "../src/shared/format.js";
import { createSay } from "../src/shared/texts.js";
import { englishTexts, textsIn } from "../testing/fakes.js";

const english = createSay(englishTexts());
const french = createSay(textsIn("fr"));
const exported = JSON.parse(
  readFileSync(new URL("../../tests/unit/marks_export.json", import.meta.url), "utf8"),
);

for (const { name, clip, marks, csv, edl } of exported) {
  test(`marks leave the browser as they leave Python: ${name}`, () => {
    assert.deepEqual(marksCsv(marks, clip).split("\r\n").slice(0, -1), csv);
    assert.deepEqual(marksEdl(marks, clip).split("\r\n"), edl);
  });
}

test("drop-frame timecode goes with the clock", () => {
  assert.equal(smpte(1799, 30000 / 1001), "00:00:59;29");
  assert.equal(smpte(1800, 30000 / 1001), "00:01:00;02");
  assert.equal(smpte(17982, 30000 / 1001), "00:10:00;00");
  assert.equal(smpte(3600, 60000 / 1001), "00:01:00;04");
  assert.equal(smpte(1440, 24000 / 1001), "00:01:00:00");
});

test("the pieces of a prompt are the prompt, and each part stands where its words do", () => {
  const text = "Wide shot of a child; a childish kite. Sound: wind.";
  const pieces = piecesOf(text, { framing: "wide shot", subject: "a child", sound: "WIND", camera: "pans" });
  assert.equal(pieces.map((piece) => piece.text).join(""), text);
  assert.deepEqual(
    pieces.filter((piece) => piece.part).map((piece) => [piece.part, piece.text]),
    [
      ["framing", "Wide shot"],
      ["subject", "a child"],
      ["sound", "wind"],
    ],
  );
});

test("no part takes words out of the middle of another word, or of another part", () => {
  assert.deepEqual(piecesOf("scattered", { subject: "cat" }), [{ text: "scattered", part: null }]);
  const parts = { subject: "a red kite over a red park", setting: "a red park" };
  assert.deepEqual(piecesOf("A red kite over a red park.", parts), [
    { text: "A red kite over a red park", part: "subject" },
    { text: ".", part: null },
  ]);
});

test("letters that grow when they are made small move no part", () => {
  const pieces = piecesOf("İstanbul, A KITE", { subject: "a kite" });
  assert.deepEqual(pieces.at(-1), { text: "A KITE", part: "subject" });
});

test("money is written as the kernel writes it", () => {
  const cases = /** @type {[string | null, string, string][]} */ ([
    ["0.40", "$0.40", "0,40\u00a0$"],
    ["1234567.5", "$1,234,567.50", "1\u202f234\u202f567,50\u00a0$"],
    ["0.0125", "$0.0125", "0,0125\u00a0$"],
    ["-3", "-$3.00", "-3,00\u00a0$"],
    ["0.00", "free", "gratuit"],
    [null, "price unknown", "prix inconnu"],
  ]);
  for (const [usd, inEnglish, inFrench] of cases) {
    assert.equal(money(usd, english, "en"), inEnglish);
    assert.equal(money(usd, french, "fr"), inFrench);
  }
});

test("numbers have no decimals that say nothing", () => {
  assert.equal(number(29.97002997, "en"), "29.97");
  assert.equal(number(4, "fr"), "4");
  assert.equal(number(-31.25, "fr", 1), "−31,3");
});

/** @type {any} */
const clip = {
  model: "sora-2",
  provider: "animatic",
  duration_s: 4.25,
  width: 1280,
  height: 720,
  fps: 30,
  has_sound: false,
  has_price: true,
  cost_usd: "0.45",
  estimate_usd: "0.40",
  take: 2,
};

test("the line of facts has the real cost, and the expected one only where it was another", () => {
  assert.equal(
    factsLine(clip, english, "en"),
    "sora-2 · animatic · 4.25 s · 1280×720 · 30 fps · no sound · $0.45 (estimated $0.40) · take 2",
  );
  const asExpected = { ...clip, estimate_usd: "0.450", take: 1, has_sound: true };
  assert.equal(
    factsLine(asExpected, french, "fr"),
    "sora-2 · animatic · 4,25 s · 1280×720 · 30 i/s · 0,45\u00a0$",
  );
  const opened = { ...clip, model: "", provider: "", has_price: false, take: 1, has_sound: true };
  assert.equal(factsLine(opened, english, "en"), "4.25 s · 1280×720 · 30 fps");
});

test("a difference is told by its own sentence where there is one", () => {
  const silence = { name: "sound", asked: "sound", delivered: "silence" };
  assert.equal(differenceOf(silence, english), "asked for sound, the clip is silent");
  const longer = { name: "seconds", asked: "4 s", delivered: "4.25 s" };
  assert.equal(differenceOf(longer, english), "asked 4 s, got 4.25 s");
  assert.equal(differenceOf(longer, french), "demandé 4 s, reçu 4,25 s");
});

test("every measure has a name, a value and a meaning; what does not apply says so", () => {
  const measures = {
    ...{ motion: 6.32, sharpness: 412.9, flicker: 0.213, cuts: [1, 2.5], loop_seam: 14.2 },
    ...{ loop_seam_ratio: null, loudness_lufs: -31.24, silences: null },
  };
  const rows = measureRows(measures, english, "en", 30);
  assert.deepEqual(
    rows.map(({ name, value }) => [name, value]),
    [
      ["motion", "6.3 of 255"],
      ["flicker", "0.21 of 255"],
      ["sharpness", "413"],
      ["loop_seam", "14.2 of 255"],
      ["loop_seam_ratio", "does not apply"],
      ["loudness_lufs", "−31.2 LUFS"],
      ["cuts", "0:01.00, 0:02.15"],
      ["silences", "does not apply"],
    ],
  );
  for (const { label, means } of rows)
    for (const words of [label, means]) assert.doesNotMatch(words, /panels\./);
  assert.equal(measureRows({ cuts: [], silences: [[0, 0.5]] }, french, "fr", 30)[0]?.value, "aucun");
});
