import assert from "node:assert/strict";
import { test } from "node:test";
import { isPicture, readDocument, readPosters } from "../src/lab/document.js";
import { findFile } from "../src/lab/files.js";
import { changeMarks } from "../src/lab/marks.js";

const clip = {
  clip_id: "0123456789abcdef",
  filename: "kite.mp4",
  path: "clips/kite.mp4",
  size_bytes: 4000,
  duration_s: 4,
  fps: 30,
  frame_count: 120,
  width: 1280,
  height: 720,
  prompt: "A kite",
  marks: [{ id: "m1", time_s: 1, text: "here" }],
};
const saved = { format: 1, kind: "clip", language: "fr", model_id: "abc", clips: [clip], state: {} };
const read = (/** @type {any} */ given) => /** @type {any} */ (readDocument(given));

test("a document is read with its clips, its widget and its marks", () => {
  const { document } = read({ ...saved, state: { rate: 0.5, current_time_s: 1.5 } });
  assert.equal(document.language, "fr");
  assert.equal(document.modelId, "abc");
  assert.equal(document.clips[0].prompt, "A kite");
  assert.deepEqual(document.clips[0].marks, clip.marks);
  assert.deepEqual(document.state, { rate: 0.5, current_time_s: 1.5 });
});

test("what is not of its kind is left out, and nothing of ours can be put in its place", () => {
  const state = {
    ...{ playing: true, rate: 1e9, volume: "loud", loop: 1, _texts: {}, _clip: {}, _poster: "x" },
    constructor: 1,
  };
  const { document } = read({
    ...saved,
    model_id: 7,
    clips: [{ ...clip, prompt: { toString: "x" }, marks: [{ id: 1 }], cost_usd: 4, unheard: "of" }],
    state,
  });
  assert.deepEqual(document.state, {});
  assert.equal(document.modelId, null);
  assert.equal(document.clips[0].prompt, "");
  assert.deepEqual(document.clips[0].marks, []);
  assert.equal(document.clips[0].cost_usd, null);
  assert.equal("unheard" in document.clips[0], false);
});

for (const [what, given] of /** @type {[string, any][]} */ ([
  ["nothing", undefined],
  ["a text", "clip"],
  ["a list", [saved]],
  ["no format", { ...saved, format: undefined }],
  ["an unknown kind", { ...saved, kind: "page" }],
  ["no clips", { ...saved, clips: [] }],
  ["a clip without its length", { ...saved, clips: [{ ...clip, duration_s: undefined }] }],
  ["a clip of no width", { ...saved, clips: [{ ...clip, width: 0 }] }],
  ["a rate of no number", { ...saved, clips: [{ ...clip, fps: Number.NaN }] }],
  ["one bad clip among good ones", { ...saved, kind: "compare", clips: [clip, null] }],
])) {
  test(`a document of ${what} is malformed`, () => {
    assert.equal(read(given).problem, "malformed");
  });
}

test("a later format says so, in its own language", () => {
  assert.deepEqual(read({ ...saved, format: 2, clips: "in another way" }), {
    problem: "newer",
    language: "fr",
  });
});

test("only a picture within the document is a poster", () => {
  assert.equal(isPicture("data:image/jpeg;base64,/9j/"), true);
  for (const url of [
    "https://example.org/poster.jpg",
    "data:image/svg+xml;base64,PHN2Zy8+",
    "data:text/html;base64,PHN2Zy8+",
    "data:image/jpeg;base64,/9j/\u0022 onload=x",
    "",
  ])
    assert.equal(isPicture(url), false, url);
});

test("each clip has the poster of its own figure, or none", () => {
  const picture = "data:image/jpeg;base64,/9j/";
  const figure = (/** @type {string} */ poster) =>
    `<figure class="sora-clip" style="margin:0"><video controls preload="none"${poster} src="x.mp4"><img src="data:image/png;base64,AAAA"></video></figure>`;
  const html = [figure(` poster="${picture}"`), figure(""), figure(' poster="https://example.org/x.png"')];
  assert.deepEqual(readPosters(html, 4), [picture, null, null, null]);
  assert.deepEqual(readPosters(html.reverse().join("\n"), 3), [null, null, picture]);
  assert.deepEqual(readPosters({ a: 1 }, 1), [null]);
});

/** Resolves as JupyterLab does, for a notebook in `folder`: too many ".." end at the root. @param {string} folder */
function resolverIn(folder, base = "http://here/files/") {
  return {
    resolveUrl: async (/** @type {string} */ url) =>
      new URL(url, `http://x/${folder ? `${encodeURI(folder)}/` : ""}`).pathname.slice(1),
    getDownloadUrl: async (/** @type {string} */ path) => base + path,
  };
}
const find = (/** @type {string | null} */ path, folder = "a/b", base = undefined) =>
  findFile(path, resolverIn(folder, base), "http://here");

test("a file is found below the server's folder, from the notebook's place", async () => {
  assert.deepEqual(await find("clips/kite.mp4"), {
    served: "a/b/clips/kite.mp4",
    url: "http://here/files/a/b/clips/kite.mp4",
  });
  assert.equal((await find("../../kite.mp4"))?.served, "kite.mp4");
  assert.equal((await find("kite.mp4", ""))?.served, "kite.mp4");
});

test("a name that looks like an address stays a name", async () => {
  const found = await find("100% ? #1 é.mp4", "mes films");
  assert.equal(found?.served, "mes films/100% ? #1 é.mp4");
  assert.equal(found?.url, "http://here/files/mes%20films/100%25%20%3F%20%231%20%C3%A9.mp4");
});

for (const path of [
  "/etc/passwd",
  "https://example.org/kite.mp4",
  "//example.org/kite.mp4",
  "C:/kite.mp4",
  "javascript:alert(1)",
  "..\\..\\kite.mp4",
  "../../../kite.mp4",
  "kite\0.mp4",
  "../..",
  "",
]) {
  test(`${JSON.stringify(path)} is no file below the server's folder`, async () => {
    assert.equal(await find(path), null);
  });
}

test("a file on another machine is not asked for", async () => {
  assert.equal(await findFile("kite.mp4", resolverIn("a", "https://drive.example/"), "http://here"), null);
  assert.equal(await findFile("kite.mp4", null, "http://here"), null);
  assert.equal(await find(null), null);
});

test("marks without a kernel are added, changed and removed, in the order of their times", () => {
  const one = { id: "1", time_s: 2, text: "two" };
  const two = { id: "2", time_s: 1, text: "one" };
  const both = changeMarks([one], "mark-add", { mark: two });
  assert.deepEqual(both, [two, one]);
  assert.deepEqual(changeMarks(both, "mark-change", { mark: { ...one, time_s: 0 } })[0], {
    ...one,
    time_s: 0,
  });
  assert.deepEqual(changeMarks(both, "mark-remove", { mark_id: "1" }), [two]);
});

test("credentials and measures that a panel could not walk through count as not there", () => {
  const signed = { found: true, state: "valid", reasons: [], actions: [{}], ingredients: [] };
  const measured = { motion: 1.5, loudness_lufs: -23, cuts: [1], silences: null };
  const clipOf = (/** @type {object} */ told) =>
    read({ ...saved, clips: [{ ...clip, ...told }] }).document.clips[0];
  assert.deepEqual(clipOf({ credentials: signed, measures: measured }).credentials, signed);
  assert.deepEqual(clipOf({ credentials: signed, measures: measured }).measures, measured);
  assert.deepEqual(clipOf({ credentials: { found: false } }).credentials, { found: false });
  for (const credentials of [
    { found: true },
    { ...signed, reasons: "none" },
    { ...signed, actions: [1] },
    {},
  ])
    assert.equal(clipOf({ credentials }).credentials, null);
  for (const measures of [{ motion: "much" }, { cuts: 3 }, { silences: [1] }, []])
    assert.equal(clipOf({ measures }).measures, null);
});
