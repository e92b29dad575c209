// One clip's tie to Python: a comm that speaks as a Jupyter widget does (`update` and `custom` messages).
//
// What the view changed while there was no kernel stays as the person left it and is told to Python, and what plays goes
// on playing; for the rest Python's word counts. Protocol: "Jupyter widgets messaging protocol", version 2.1 (read 2026-11-23).

import { createRequests, KernelError } from "../shared/requests.js";

const TARGET = "sora_widgets.clip";
const FORMAT = 1;
/** What only the document knows: where its files lie on this server. */
const OURS = ["_clip", "_clips"];

const ignore = () => {};

/**
 * @param {object} options
 * @param {import("./document.js").ClipDocument} options.document
 * @param {import("./model.js").LocalModel} options.model
 * @param {import("../shared/texts.js").Say} options.say
 * @param {(isAttached: boolean) => void} options.onChange
 */
export function createAttachment({ document: { kind, modelId, clips }, model, say, onChange }) {
  /** @type {KernelComm | null} */
  let comm = null;
  /** @type {{ readonly done: Promise<unknown> } | undefined} what was told last, on its way */
  let told;
  let isClosed = false;
  /** @type {Promise<import("./kernels.js").Outcome> | null} */
  let attaching = null;
  let life = new AbortController();
  /** @type {import("../shared/requests.js").Request | null} */
  let request = null;
  /** @type {(outcome: import("./kernels.js").Outcome) => void} */
  let settle = () => {};
  /** @type {Set<string>} names of what the view has saved since there was no kernel */
  const kept = new Set();
  /** @type {Set<string>} */
  const removedMarks = new Set();

  const tell = (/** @type {Record<string, any>} */ state) => {
    told = comm?.send({ method: "update", state, buffer_paths: [] });
  };
  const end = () => {
    if (!comm) return;
    const wasAttached = request !== null;
    // JupyterLab 4.6 keeps every comm for as long as its kernel (its slot for the kernel's status is never taken back).
    comm.onMsg = ignore;
    comm.onClose = ignore;
    comm = null;
    request = null;
    settle("unknown");
    // Who still waits for an answer hears why none will come.
    life.abort(new KernelError({ code: "no-kernel", message: say("extension.kernel_lost") }, say));
    if (wasAttached) onChange(false);
  };

  /** @param {Record<string, any>} state Python's whole state */
  const begin = (state) => {
    life = new AbortController();
    request = createRequests(model, life.signal, say);
    for (const id of removedMarks)
      void request("mark-remove", { clip_id: clips[0].clip_id, mark_id: id }).catch(() => {});
    removedMarks.clear();
    if (model.get("playing")) kept.add("playing").add("current_time_s");
    const { marks: theirs, ...others } = state;
    const marks = model.get("marks") ?? [];
    const isNews = JSON.stringify(marks) !== JSON.stringify(theirs ?? []);
    model.receive(Object.fromEntries(Object.entries(others).filter(([name]) => !kept.has(name))));
    /** @type {Record<string, any>} */
    const mine = Object.fromEntries([...kept].map((name) => [name, model.get(name)]));
    kept.clear();
    // Python merges marks, and answers with the list that came of it.
    if (marks.length > 0 && isNews) mine.marks = marks;
    else if (theirs) model.receive({ marks: theirs });
    if (Object.keys(mine).length > 0) tell(mine);
    onChange(true);
  };

  return {
    isAttached: () => request !== null,
    request: () => request,
    /** @param {Record<string, any>} changed */
    save: (changed) => {
      if (request) tell(changed);
      else for (const name of Object.keys(changed)) kept.add(name);
    },
    /** @param {any} content @param {(ArrayBuffer | ArrayBufferView)[]} buffers */
    send: (content, buffers) => {
      comm?.send({ method: "custom", content }, {}, buffers);
    },
    /** A mark was taken away while Python could not hear of it. @param {string} id */
    noteRemoved: (id) => removedMarks.add(id),
    detach: end,
    close: () => {
      const open = comm;
      isClosed = true;
      end();
      const leave = () => {
        if (open && !open.isDisposed) open.close();
      };
      // With its last comm JupyterLab 4.6 ends the subshell, and what waits there would never be heard.
      if (told) void told.done.then(leave, leave);
      else leave();
    },
    /**
     * @param {KernelConnection} kernel
     * @returns {Promise<import("./kernels.js").Outcome>} the same for all who ask while the answer is under way
     */
    attach: (kernel) => {
      attaching ??= open(kernel).finally(() => {
        attaching = null;
      });
      return attaching;
    },
  };

  /**
   * @param {KernelConnection} kernel
   * @returns {Promise<import("./kernels.js").Outcome>}
   */
  async function open(kernel) {
    const opened = await openComm(kernel);
    if (isClosed) opened?.dispose();
    if (!opened || isClosed) return "unknown";
    comm = opened;
    return new Promise((resolve) => {
      settle = resolve;
      opened.onMsg = ({ content, buffers }) => {
        const data = /** @type {any} */ (content.data);
        if (comm !== opened) return;
        if (data.method === "custom") return model.hear(data.content, buffers ?? []);
        if (data.method !== "update") return;
        const state = Object.fromEntries(Object.entries(data.state).filter(([name]) => !OURS.includes(name)));
        if (request) return model.receive(state);
        begin(state);
        resolve("attached");
      };
      opened.onClose = ({ content }) => {
        resolve(content.data?.reason ? "refused" : "unknown");
        if (comm === opened) end();
      };
      opened.open({ format: FORMAT, kind, model_id: modelId, clip_ids: clips.map((clip) => clip.clip_id) });
    });
  }
}

/**
 * A comm that runs beside a busy cell where host and kernel can do that (JupyterLab ≥ 4.4, ipykernel ≥ 7).
 *
 * @param {KernelConnection} kernel
 * @returns {Promise<KernelComm | null>} null when the kernel went away meanwhile
 */
async function openComm(kernel) {
  try {
    await kernel.info;
    const comm = kernel.createComm(TARGET);
    if (kernel.supportsSubshells && comm.commsOverSubshells !== "disabled") {
      // Opened earlier, it would go to the main shell and wait for the cell.
      await comm.subshellStarted?.catch(() => {});
    }
    return comm.isDisposed ? null : comm;
  } catch {
    return null; // the connection was closed
  }
}
