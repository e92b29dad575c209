// Which way the bytes of a clip take: the server's file, the kernel, or none.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { createSource, fileUrlBelow, isInside } from "../src/player/source.js";
import { loadView, pageOf } from "../src/shared/load.js";
import { KernelError } from "../src/shared/requests.js";
import { createSay } from "../src/shared/texts.js";
import { englishTexts } from "../testing/fakes.js";

const say = createSay(englishTexts());
const signal = new AbortController().signal;
const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

const clip = /** @type {import("../src/player/source.js").Clip} */ (
  /** @type {unknown} */ ({
    ...{ clip_id: "c", filename: "kite.mp4", path: "clips/kite.mp4", served_path: "clips/kite.mp4" },
    ...{ size_bytes: 4, sha256: "9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a" },
  })
);

/** A server that answers every request in the same way. @param {number} status @param {Record<string, string>} headers */
function serve(status, headers, body = new Uint8Array([1, 2, 3, 4])) {
  /** @type {{ url: string, range: string | null }[]} */
  const asked = [];
  globalThis.fetch = async (url, options) => {
    asked.push({ url: String(url), range: new Headers(options?.headers).get("Range") });
    return new Response(body, { status, headers });
  };
  return asked;
}
/** @param {Partial<Parameters<typeof createSource>[0]>} [options] */
const source = (options = {}) =>
  createSource({
    ...{ clip, say, signal, fileUrl: "http://here/files/clips/kite.mp4", request: null },
    ...{ page: pageOf({}), ...options },
  });
const kernel = async () => ({ result: {}, buffers: [new DataView(new ArrayBuffer(4))] });
/** @param {string} code @returns {import("../src/shared/requests.js").Request} */
const refusing = (code) => async () => {
  throw new KernelError({ code, message: "kite.mp4 is no longer there." }, say);
};

test("a server that gives out ranges is asked once a page, and then its file is played", async () => {
  const asked = serve(206, { "Content-Range": "bytes 0-0/4" });
  const page = pageOf({});
  for (const _ of [1, 2]) {
    const bytes = await source({ page }).open(signal);
    assert.deepEqual([bytes.url, bytes.route], ["http://here/files/clips/kite.mp4", "file"]);
  }
  assert.deepEqual(asked, [{ url: "http://here/files/clips/kite.mp4", range: "bytes=0-0" }]);
});

test("a server without ranges is left alone for the rest of the page; the kernel gives the bytes", async () => {
  const asked = serve(200, {});
  const page = pageOf({});
  for (const _ of [1, 2])
    assert.equal((await source({ page, request: kernel }).open(signal)).route, "kernel");
  assert.equal(asked.length, 1);
});

test("a missing file says nothing about the server's other files", async () => {
  serve(404, {});
  const page = pageOf({});
  await assert.rejects(source({ page }).open(signal), /cannot be reached/);
  serve(206, { "Content-Range": "bytes 0-0/4" });
  assert.equal((await source({ page }).open(signal)).route, "file");
});

test("a file that the kernel misses is not asked of the server", async () => {
  const asked = serve(404, {});
  await assert.rejects(source({ request: refusing("clip") }).open(signal), /no longer there/);
  assert.deepEqual(asked, []);
});

test("a page whose kernel is gone plays from the file all the same", async () => {
  serve(206, { "Content-Range": "bytes 0-0/4" });
  assert.equal((await source({ request: refusing("no-kernel") }).open(signal)).route, "file");
});

test("without kernel and without file it says what to do", async () => {
  await assert.rejects(
    source({ fileUrl: null, request: refusing("no-kernel") }).open(signal),
    /run the notebook’s cell/,
  );
});

test("an empty file, one outside and one too large are told before anything is asked", async () => {
  const asked = serve(206, { "Content-Range": "bytes 0-0/4" });
  const never = async () => assert.fail("the kernel was asked");
  await assert.rejects(source({ clip: { ...clip, size_bytes: 0 } }).open(signal), /is empty/);
  await assert.rejects(
    source({ clip: { ...clip, served_path: "../../etc/passwd" }, request: never }).open(signal),
    /outside the allowed folders/,
  );
  await assert.rejects(
    source({ clip: { ...clip, size_bytes: 3e8 }, fileUrl: null, request: never }).open(signal),
    /300 MB are too much .* clips\/kite\.mp4/,
  );
  assert.deepEqual(asked, []);
});

test("a file that does not play from the server is asked of the kernel, once", async () => {
  serve(206, { "Content-Range": "bytes 0-0/4" });
  const one = source({ request: kernel });
  assert.equal((await one.open(signal)).route, "file");
  assert.equal(one.leaveFile(), true);
  assert.equal((await one.open(signal)).route, "kernel");
  assert.equal(one.leaveFile(), false);
});

test("without a kernel the length and then the content tell whether the file is the clip's", async () => {
  const page = pageOf({});
  serve(206, { "Content-Range": "bytes 0-0/4" });
  await source({ page }).open(signal);
  assert.equal(await source({ page }).check(), "");
  serve(206, { "Content-Range": "bytes 0-0/5" });
  assert.match(await source({ page }).check(), /another file now/);
  serve(206, { "Content-Range": "bytes 0-0/4" }, new Uint8Array([1, 2, 3, 5]));
  assert.match(await source({ page }).check(), /another file now/);
});

test("no path leads out of the server's folder or off its origin", () => {
  const url = (/** @type {string | null} */ path, base = "/") => fileUrlBelow(path, base, "http://here:8888");
  assert.equal(url("a b/é?#.mp4"), "http://here:8888/files/a%20b/%C3%A9%3F%23.mp4");
  assert.equal(url("kite.mp4", "/user/ann/"), "http://here:8888/user/ann/files/kite.mp4");
  assert.equal(url("kite.mp4", "/user/ann"), "http://here:8888/user/ann/files/kite.mp4");
  assert.equal(url("kite.mp4", "https://elsewhere/"), null);
  for (const path of [
    ...["../x.mp4", "a/../../x.mp4", "..", "/etc/passwd", "//elsewhere/x.mp4", "C:/x.mp4", "a\\..\\x.mp4"],
    ...["https://elsewhere/x.mp4", "javascript:alert(1)", "data:video/mp4,x", "a\0b", ""],
  ])
    assert.equal(url(path), null, path);
  assert.equal(url(null), null);
  assert.equal(isInside("clips/..kite.mp4"), true);
});

test("a script is asked for once a page and hash; a failure is asked again", async () => {
  const page = pageOf({});
  let asked = 0;
  const request = async () => {
    asked += 1;
    throw new Error("busy");
  };
  const element = /** @type {Node} */ (/** @type {unknown} */ ({}));
  await assert.rejects(loadView(request, "player-view", "aa", element, page), /busy/);
  await assert.rejects(loadView(request, "player-view", "aa", element, page), /busy/);
  assert.equal(asked, 2);
  page.scripts.set("bb", Promise.resolve({ here: true }));
  assert.deepEqual(await loadView(request, "player-view", "bb", element, page), { here: true });
  assert.equal(asked, 2);
});

test("who asked for a view and went away leaves nobody without it", async () => {
  const page = pageOf({});
  const element = /** @type {Node} */ (/** @type {unknown} */ ({}));
  /** @type {(reason: unknown) => void} */
  let giveUp = () => {};
  const gone = () => new Promise((_, reject) => (giveUp = reject));
  const stays = async () => {
    throw new Error("asked anew");
  };
  const first = loadView(gone, "player-view", "aa", element, page);
  const second = loadView(stays, "player-view", "aa", element, page);
  giveUp(new DOMException("the cell ran again", "AbortError"));
  await assert.rejects(first, { name: "AbortError" });
  await assert.rejects(second, /asked anew/);
});
