import assert from "node:assert/strict";
import { test } from "node:test";
import { createAttachment } from "../src/lab/attachment.js";
import { createKernels } from "../src/lab/kernels.js";
import { createLocalModel } from "../src/lab/model.js";
import { createSay } from "../src/shared/texts.js";
import { englishTexts } from "../testing/fakes.js";

const say = createSay(englishTexts());

function fakeSignal() {
  /** @type {Set<(sender: unknown, args: any) => void>} */
  const slots = new Set();
  return {
    connect: (/** @type {any} */ slot) => slots.add(slot),
    disconnect: (/** @type {any} */ slot) => slots.delete(slot),
    emit: (/** @type {any} */ args) => {
      for (const slot of slots) slot(null, args);
    },
  };
}

/**
 * A notebook's session, whose kernel answers a comm by `answer`, and hears what it is told once `heard` is over.
 *
 * @param {(comm: any, data: any) => void} answer
 */
function fakeSession(answer, heard = Promise.resolve()) {
  /** @type {any[]} */
  const opened = [];
  const kernel = {
    ...{ handleComms: true, isDisposed: false, status: "idle", info: Promise.resolve() },
    createComm: () => {
      /** @type {any[]} */
      const sent = [];
      const comm = {
        ...{
          sent,
          isDisposed: false,
          onMsg: (/** @type {any} */ _) => {},
          onClose: (/** @type {any} */ _) => {},
        },
        open: (/** @type {any} */ data) => {
          opened.push({ comm, data });
          queueMicrotask(() => answer(comm, data));
          return { done: Promise.resolve() };
        },
        send: (/** @type {any} */ data) => {
          sent.push(data);
          return { done: heard };
        },
        close: () => sent.push("closed"),
        dispose: () => {},
      };
      return comm;
    },
  };
  const context = {
    session: /** @type {any} */ ({ kernel }),
    kernelChanged: fakeSignal(),
    statusChanged: fakeSignal(),
    iopubMessage: fakeSignal(),
  };
  const runCell = () =>
    context.iopubMessage.emit({
      header: { msg_type: "status" },
      content: { execution_state: "idle" },
      parent_header: { msg_type: "execute_request" },
    });
  return { context, opened, runCell };
}

const accept = (/** @type {any} */ state) => (/** @type {any} */ comm) =>
  comm.onMsg({ content: { data: { method: "update", state } } });
const doNotKnow = (/** @type {any} */ comm) => comm.onClose({ content: { data: {} } });
const refuse = (/** @type {any} */ comm) => comm.onClose({ content: { data: { reason: "no such clip" } } });
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** @param {Record<string, any>} [state] */
function fakeClip(state = {}, clipId = "c1") {
  /** @type {boolean[]} */
  const changes = [];
  const model = createLocalModel(
    { marks: [], rate: 1, current_time_s: 0, ...state },
    { onSave: (changed) => attachment.save(changed), onSend: (...sent) => attachment.send(...sent) },
  );
  const attachment = createAttachment({
    document: { kind: "clip", language: "en", modelId: "m", clips: [{ clip_id: clipId }], state: {} },
    ...{ model, say },
    onChange: (isAttached) => changes.push(isAttached),
  });
  return { model, attachment, changes };
}

test("a clip attaches, takes what Python says, and tells Python what the view changes", async () => {
  const { context, opened } = fakeSession(accept({ rate: 0.5, marks: [], _clip: { other: 1 } }));
  const { model, attachment, changes } = fakeClip();
  await createKernels()(context).want(attachment);
  assert.deepEqual(opened[0].data, { format: 1, kind: "clip", model_id: "m", clip_ids: ["c1"] });
  assert.deepEqual(changes, [true]);
  assert.equal(model.get("rate"), 0.5);
  assert.equal(model.get("_clip"), undefined);
  assert.deepEqual(opened[0].comm.sent, []); // no echo of what it was told
  model.set("rate", 2);
  model.save_changes();
  assert.deepEqual(opened[0].comm.sent, [{ method: "update", state: { rate: 2 }, buffer_paths: [] }]);
});

test("a clip that goes away leaves its kernel only once its last word was heard", async () => {
  /** @type {() => void} */
  let hear = () => {};
  const heard = new Promise((/** @type {(value: void) => void} */ resolve) => (hear = resolve));
  const { context, opened } = fakeSession(accept({ marks: [] }), heard);
  const { model, attachment } = fakeClip();
  await createKernels()(context).want(attachment);
  model.set("rate", 2);
  model.save_changes();
  attachment.close();
  await settled();
  assert.equal(opened[0].comm.sent.length, 1);
  hear();
  await settled();
  assert.equal(opened[0].comm.sent.at(-1), "closed");
});

test("what was done without a kernel is kept and told to Python when it comes", async () => {
  const { context, opened } = fakeSession(accept({ rate: 1, playing: false, marks: [{ id: "theirs" }] }));
  const { model, attachment } = fakeClip({ marks: [{ id: "mine" }] });
  model.set("rate", 2);
  model.set("playing", true);
  model.save_changes();
  attachment.noteRemoved("gone");
  await createKernels()(context).want(attachment);
  assert.equal(model.get("rate"), 2);
  assert.equal(model.get("playing"), true);
  const [removal, update] = opened[0].comm.sent;
  assert.equal(removal.content.kind, "mark-remove");
  assert.equal(removal.content.mark_id, "gone");
  assert.deepEqual(update.state, { rate: 2, playing: true, current_time_s: 0, marks: [{ id: "mine" }] });
});

test("a request that nobody will answer any more fails when the kernel goes", async () => {
  const { context } = fakeSession(accept({}));
  const { attachment, changes } = fakeClip();
  await createKernels()(context).want(attachment);
  const asked = attachment.request()?.("player-measures");
  context.statusChanged.emit("restarting");
  await assert.rejects(/** @type {Promise<any>} */ (asked), { name: "KernelError", code: "no-kernel" });
  assert.deepEqual(changes, [true, false]);
});

test("a kernel that does not know of clips is asked once for the whole notebook, and again after a cell", async () => {
  const { context, opened, runCell } = fakeSession(doNotKnow);
  const kernel = createKernels()(context);
  const clips = [fakeClip(), fakeClip(), fakeClip()];
  await Promise.all(clips.map(({ attachment }) => kernel.want(attachment)));
  await kernel.want(/** @type {any} */ (clips[1]).attachment);
  assert.equal(opened.length, 1);
  runCell();
  await settled();
  assert.equal(opened.length, 2);
});

test("after a restart every clip attaches again once a cell has brought the kernel what it needs", async () => {
  let isKnown = true;
  const { context, opened, runCell } = fakeSession((comm) => (isKnown ? accept({}) : doNotKnow)(comm));
  const kernel = createKernels()(context);
  const clips = [fakeClip(), fakeClip()];
  for (const { attachment } of clips) await kernel.want(attachment);
  isKnown = false;
  context.statusChanged.emit("restarting");
  await settled();
  assert.equal(opened.length, 2); // nobody asks a kernel that has run nothing
  runCell();
  await settled();
  assert.equal(opened.length, 3);
  isKnown = true;
  runCell();
  await settled();
  assert.equal(opened.length, 5);
  assert.deepEqual(
    clips.map(({ attachment }) => attachment.isAttached()),
    [true, true],
  );
});

test("a clip that is refused does not keep the others from attaching, and asks once a cell when it is touched", async () => {
  const { context, opened, runCell } = fakeSession((comm, { clip_ids: [id] }) =>
    (id === "lost" ? refuse : accept({}))(comm),
  );
  const kernel = createKernels()(context);
  const lost = fakeClip({}, "lost");
  const found = fakeClip({}, "found");
  await Promise.all([kernel.want(lost.attachment), kernel.want(found.attachment)]);
  assert.equal(found.attachment.isAttached(), true);
  runCell();
  await settled();
  assert.equal(opened.length, 2);
  await kernel.want(lost.attachment);
  await kernel.want(lost.attachment);
  assert.equal(opened.length, 3);
});

test("a clip that is touched while another asks for the notebook is not forgotten", async () => {
  /** @type {any[]} */
  const asked = [];
  const { context } = fakeSession((comm) => asked.push(comm));
  const kernel = createKernels()(context);
  const [first, second] = [fakeClip({}, "first"), fakeClip({}, "second")];
  const one = kernel.want(first.attachment);
  await settled();
  const other = kernel.want(second.attachment);
  accept({})(asked[0]);
  await one;
  await settled();
  accept({})(asked[1]);
  await other;
  assert.equal(second.attachment.isAttached(), true);
});

test("what plays goes on playing when Python comes, and Python hears of it", async () => {
  const { context, opened } = fakeSession(accept({ playing: false, current_time_s: 0, rate: 2 }));
  const { model, attachment } = fakeClip({ playing: true, current_time_s: 1.5 });
  await createKernels()(context).want(attachment);
  assert.equal(model.get("playing"), true);
  assert.equal(model.get("rate"), 2);
  assert.deepEqual(opened[0].comm.sent[0].state, { playing: true, current_time_s: 1.5 });
});

test("a clip that Python has let go attaches again when it is touched after another cell", async () => {
  const { context, opened, runCell } = fakeSession(accept({}));
  const kernel = createKernels()(context);
  const { attachment } = fakeClip();
  await kernel.want(attachment);
  opened[0].comm.onClose({ content: { data: { reason: "closed" } } });
  assert.equal(attachment.isAttached(), false);
  runCell();
  await kernel.want(attachment);
  assert.equal(attachment.isAttached(), true);
});

test("a clip that goes away is closed in Python, and nobody asks for it again", async () => {
  const { context, opened, runCell } = fakeSession(accept({}));
  const kernel = createKernels()(context);
  const { attachment } = fakeClip();
  await kernel.want(attachment);
  attachment.close();
  kernel.leave(attachment);
  assert.deepEqual(opened[0].comm.sent, ["closed"]);
  context.statusChanged.emit("restarting");
  runCell();
  await settled();
  assert.equal(opened.length, 1);
});

test("a cell that runs while a clip attaches opens no second comm", async () => {
  /** @type {any[]} */
  const asked = [];
  const { context, opened, runCell } = fakeSession((comm) => asked.push(comm));
  const kernel = createKernels()(context);
  const { attachment } = fakeClip();
  const wanted = kernel.want(attachment);
  await settled();
  runCell();
  await settled();
  accept({})(asked[0]);
  await wanted;
  await settled();
  assert.equal(opened.length, 1);
  assert.equal(attachment.isAttached(), true);
});

test("a kernel that goes while it is asked leaves nobody waiting", async () => {
  const { context } = fakeSession(() => context.statusChanged.emit("restarting"));
  const { attachment } = fakeClip();
  await createKernels()(context).want(attachment);
  assert.equal(attachment.isAttached(), false);
});

test("without a kernel nobody is asked, and the first that comes is", async () => {
  const { context, opened } = fakeSession(accept({}));
  const { session } = context;
  context.session = null;
  const { attachment } = fakeClip();
  await createKernels()(context).want(attachment);
  assert.equal(opened.length, 0);
  context.session = session;
  context.kernelChanged.emit({});
  await settled();
  assert.equal(attachment.isAttached(), true);
});

test("a model tells of a change once, and never sends back what it was told", () => {
  /** @type {any[]} */
  const saved = [];
  const model = createLocalModel(
    { marks: [1] },
    { onSave: (changed) => saved.push(changed), onSend: () => {} },
  );
  let heard = 0;
  const hear = () => {
    heard += 1;
  };
  model.on("change:marks", hear);
  model.set("marks", [1]);
  model.set("marks", [1, 2]);
  model.receive({ marks: [3] });
  model.save_changes();
  assert.equal(heard, 2);
  assert.deepEqual(saved, []);
  model.off("change:marks", hear);
  model.set("marks", [4]);
  model.save_changes();
  assert.equal(heard, 2);
  assert.deepEqual(saved, [{ marks: [4] }]);
});
