import assert from "node:assert/strict";
import { test } from "node:test";
import { createRequests, isGivenUp, KernelError } from "../src/shared/requests.js";
import { createSay } from "../src/shared/texts.js";
import { englishTexts, fakeModel } from "../testing/fakes.js";

const say = createSay(englishTexts());

test("a request gets the reply with its own id, with the buffers", async () => {
  const model = fakeModel();
  const request = createRequests(model, new AbortController().signal, say);
  const first = request("a", { x: 1 });
  const second = request("b");
  const [askedFirst, askedSecond] = model.sent;
  assert.deepEqual({ ...askedFirst, id: 0 }, { kind: "a", x: 1, id: 0 });
  const buffer = new DataView(new ArrayBuffer(3));
  model.speak({ kind: "reply", id: askedSecond.id, ok: true, result: "second" });
  model.speak({ kind: "reply", id: askedFirst.id, ok: true, result: "first" }, [buffer]);
  assert.equal((await second).result, "second");
  assert.deepEqual(await first, { result: "first", buffers: [buffer] });
});

test("ids are safe integers: the kernel keeps a routing entry for each string id", () => {
  const model = fakeModel();
  const request = createRequests(model, new AbortController().signal, say);
  void request("a");
  assert.ok(Number.isSafeInteger(model.sent[0].id));
});

test("two views of one model do not take each other's replies", async () => {
  const model = fakeModel();
  const one = createRequests(model, new AbortController().signal, say);
  const other = createRequests(model, new AbortController().signal, say);
  const mine = one("a");
  const theirs = other("a");
  assert.notEqual(model.sent[0].id, model.sent[1].id);
  model.speak({ kind: "reply", id: model.sent[1].id, ok: true, result: "theirs" });
  model.speak({ kind: "reply", id: model.sent[0].id, ok: true, result: "mine" });
  assert.equal((await mine).result, "mine");
  assert.equal((await theirs).result, "theirs");
});

test("a refusal is an error with the kernel's words and code", async () => {
  const model = fakeModel();
  const asked = createRequests(model, new AbortController().signal, say)("a");
  model.speak({
    kind: "reply",
    id: model.sent[0].id,
    ok: false,
    error: { code: "clip", message: "It is gone." },
  });
  await assert.rejects(asked, (error) => {
    assert.ok(error instanceof KernelError);
    assert.equal(error.code, "clip");
    assert.equal(error.message, "It is gone.");
    return true;
  });
});

test("a refusal without words is told in the language of the interface", async () => {
  const model = fakeModel();
  const french = createSay({ "kernel.no_reason": "Le noyau n’a pas donné de raison." });
  const asked = createRequests(model, new AbortController().signal, french)("a");
  model.speak({ kind: "reply", id: model.sent[0].id, ok: false });
  await assert.rejects(asked, { message: "Le noyau n’a pas donné de raison.", code: "internal" });
});

test("when the view ends, what waits is given up and nothing listens any more", async () => {
  const model = fakeModel();
  const life = new AbortController();
  const asked = createRequests(model, life.signal, say)("a");
  life.abort();
  await assert.rejects(asked, isGivenUp);
  assert.equal(model.listenerCount(), 0);
});

test("a request given up by its asker leaves the others alone", async () => {
  const model = fakeModel();
  const request = createRequests(model, new AbortController().signal, say);
  const mine = new AbortController();
  const given = request("a", {}, mine.signal);
  const kept = request("b");
  mine.abort();
  await assert.rejects(given, isGivenUp);
  model.speak({ kind: "reply", id: model.sent[1].id, ok: true, result: 1 });
  assert.equal((await kept).result, 1);
});

test("after the end nothing is sent", async () => {
  const model = fakeModel();
  const life = new AbortController();
  const request = createRequests(model, life.signal, say);
  life.abort();
  await assert.rejects(request("a"), isGivenUp);
  assert.deepEqual(model.sent, []);
});
