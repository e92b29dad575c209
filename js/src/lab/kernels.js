// The kernels of the notebooks on this page, as clips see them: who may try to attach, and when.
//
// A kernel that has not imported sora_widgets answers every attempt with a line in its log. So one clip asks for its
// whole notebook, and after a "no" nobody asks again before another cell has run.

/**
 * @typedef {"attached" | "refused" | "unknown"} Outcome "unknown": this kernel does not know of clips
 *
 * @typedef {object} Caller a clip that wants a kernel
 * @property {(kernel: KernelConnection) => Promise<Outcome>} attach
 * @property {() => boolean} isAttached false again when Python has let it go
 * @property {() => void} detach the kernel is gone, with everything in it
 */

/** @param {SessionContext} context a notebook's */
function createNotebookKernel(context) {
  /** @type {Set<Caller>} */
  const waiting = new Set();
  /** @type {Set<Caller>} */
  const attached = new Set();
  /** @type {Map<Caller, Promise<void>>} since the last cell: what was refused then would be refused now */
  const tries = new Map();
  /** @type {"unasked" | "no" | "yes"} whether the kernel knows of clips */
  let answer = "unasked";
  /** @type {Promise<void> | null} */
  let asking = null;

  const kernelNow = () => {
    const kernel = context.session?.kernel;
    return kernel?.handleComms && !kernel.isDisposed ? kernel : null;
  };

  /** @param {Caller} caller */
  const attach = async (caller) => {
    const kernel = kernelNow();
    if (!kernel) return;
    const outcome = await caller.attach(kernel);
    if (kernel !== kernelNow() || !waiting.has(caller)) return;
    answer = outcome === "unknown" ? "no" : "yes";
    if (outcome !== "unknown") waiting.delete(caller); // who was refused waits for somebody to touch it
    if (outcome === "attached") attached.add(caller);
  };
  const tryOnce = (/** @type {Caller} */ caller) => {
    const trying = tries.get(caller) ?? attach(caller);
    tries.set(caller, trying);
    return trying;
  };
  const askByOne = async () => {
    const [first] = waiting;
    if (!first || !kernelNow()) return;
    await tryOnce(first);
    if (answer === "yes") for (const caller of waiting) void tryOnce(caller);
  };
  const ask = () => {
    asking ??= askByOne().finally(() => {
      asking = null;
    });
    return asking;
  };
  /** Another kernel, or one that has run another cell, may answer otherwise. */
  const forget = () => {
    tries.clear();
    answer = "unasked";
  };
  const lose = () => {
    answer = "no"; // until a cell has run
    for (const caller of attached) waiting.add(caller);
    attached.clear();
    for (const caller of waiting) caller.detach();
  };

  context.statusChanged.connect((_, status) => {
    if (["restarting", "autorestarting", "dead", "terminating"].includes(status)) lose();
  });
  context.kernelChanged.connect(() => {
    lose();
    forget();
    void ask();
  });
  context.iopubMessage.connect((_, { header, content, parent_header: asked }) => {
    const hasRun =
      header.msg_type === "status" &&
      content.execution_state === "idle" &&
      asked?.msg_type === "execute_request";
    if (!hasRun) return;
    forget();
    if (waiting.size > 0) void ask();
  });

  return {
    /**
     * Attaches, now or as soon as it makes sense.
     *
     * @param {Caller} caller
     * @returns {Promise<void>} when there is an answer for now
     */
    want: async (caller) => {
      if (caller.isAttached()) return;
      attached.delete(caller);
      waiting.add(caller);
      if (answer === "unasked") await ask();
      if (answer === "yes" && waiting.has(caller)) await tryOnce(caller);
    },
    /** @param {Caller} caller it goes away */
    leave: (caller) => {
      waiting.delete(caller);
      attached.delete(caller);
      tries.delete(caller);
    },
  };
}

/** @returns {(context: SessionContext) => ReturnType<typeof createNotebookKernel>} the same for the same notebook */
export function createKernels() {
  /** @type {WeakMap<SessionContext, ReturnType<typeof createNotebookKernel>>} */
  const known = new WeakMap();
  return (context) => {
    const kernel = known.get(context) ?? createNotebookKernel(context);
    known.set(context, kernel);
    return kernel;
  };
}

/**
 * The session of the notebook (or console) that a widget is part of.
 *
 * @param {LabWidget} widget
 * @returns {SessionContext | null}
 */
export function sessionOf(widget) {
  for (let each = /** @type {LabWidget | null} */ (widget); each; each = each.parent) {
    if (each.sessionContext) return each.sessionContext;
  }
  return null;
}
