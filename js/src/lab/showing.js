// One document on the page: its model, its files, its kernel, and what becomes of marks where there is none.

import { mountCompare } from "../compare/mount.js";
import { mountPlayer } from "../player/mount.js";
import { element, listen, setText } from "../shared/dom.js";
import { KernelError } from "../shared/requests.js";
import { createSay } from "../shared/texts.js";
import { createAttachment } from "./attachment.js";
import { readDocument } from "./document.js";
import { findFile } from "./files.js";
import { sessionOf } from "./kernels.js";
import { changeMarks } from "./marks.js";
import { MIME } from "./mime.js";
import { createLocalModel } from "./model.js";
import { createPoster } from "./poster.js";

/**
 * @param {HTMLElement} node
 * @param {import("../shared/texts.js").Say} say
 * @param {"newer" | "malformed" | "failed"} problem
 * @param {string} [reason]
 * @returns {import("./view.js").Shown}
 */
export function showProblem(node, say, problem, reason = "") {
  const text = say(`extension.${problem}`, { reason });
  node.append(
    element("p", { class: "sora-document__problem", role: "alert", lang: say("player.language"), text }),
  );
  return { update: () => false, arrive: () => {}, close: () => {} };
}

/**
 * @param {object} options
 * @param {MimeModel} options.model the output's
 * @param {LabWidget} options.widget
 * @param {UrlResolver | null} options.resolver
 * @param {import("./document.js").ClipDocument} options.document
 * @param {(string | null)[]} options.posters
 * @param {Record<string, string>} options.texts
 * @param {ReturnType<typeof import("../player/stage.js").createStage>} options.stage
 * @param {ReturnType<typeof import("./kernels.js").createKernels>} options.kernelOf
 * @returns {import("./view.js").Shown}
 */
export function showDocument({ model: output, widget, resolver, document, posters, texts, stage, kernelOf }) {
  const life = new AbortController();
  const { signal } = life;
  const say = createSay(texts);
  const { kind, clips } = document;
  const isShowing = identityOf(document);

  const link = element("p", { class: "sora-document__link", lang: say("player.language") });
  const showLink = (/** @type {boolean} */ isAttached) => {
    link.dataset.attached = String(isAttached);
    setText(link, say(isAttached ? "extension.attached" : "extension.detached"));
    link.title = say(isAttached ? "extension.attached_means" : "extension.detached_means");
  };

  const model = createLocalModel(stateOf(document, posters, texts), {
    onSave: (changed) => attachment.save(changed),
    onSend: (content, buffers) => attachment.send(content, buffers),
  });
  const attachment = createAttachment({ document, model, say, onChange: showLink });

  /** @type {ReturnType<typeof kernelOf> | undefined} */
  let kernel; // kept: when the output goes, it is part of no notebook any more
  const want = () => {
    if (signal.aborted) return; // a view's last requests come when its output is gone
    const session = sessionOf(widget);
    if (session) kernel = kernelOf(session);
    return kernel?.want(attachment);
  };

  /** @type {import("../shared/requests.js").Request} */
  const request = async (asked, fields = {}, abort = undefined) => {
    if (!attachment.isAttached() && asked.startsWith("mark-")) return keepMark(asked, fields);
    await want();
    const ask = attachment.request();
    if (ask) return ask(asked, fields, abort);
    throw new KernelError({ code: "no-kernel", message: say("extension.no_kernel") }, say);
  };
  const keepMark = (/** @type {string} */ asked, /** @type {Record<string, any>} */ fields) => {
    const marks = changeMarks(model.get("marks"), asked, fields);
    if (asked === "mark-remove") attachment.noteRemoved(fields.mark_id);
    model.receive({ marks });
    return { result: { marks }, buffers: [] };
  };

  const storeMarks = () => {
    const stored = /** @type {any} */ (output.data[MIME]);
    const marks = model.get("marks");
    if (JSON.stringify(stored.clips[0].marks ?? []) === JSON.stringify(marks)) return;
    const [first, ...others] = stored.clips;
    output.setData({
      data: { ...output.data, [MIME]: { ...stored, clips: [{ ...first, marks }, ...others] } },
    });
  };
  if (kind === "clip") model.on("change:marks", storeMarks);

  const mount = async () => {
    const files = await Promise.all(clips.map((clip) => findFile(clip.path, resolver, location.origin)));
    if (signal.aborted) return;
    for (const [index, clip] of clips.entries()) clip.served_path = files[index]?.served ?? null;
    const urls = new Map(clips.map((clip, index) => [clip.clip_id, files[index]?.url ?? null]));
    const fileUrl = (/** @type {{ clip_id: string }} */ clip) => urls.get(clip.clip_id) ?? null;
    const el = element("div");
    const place = { model: /** @type {any} */ (model), el, signal, fileUrl, request, stage };
    if (kind === "clip") mountPlayer(place);
    else mountCompare(place);
    const hasFocus = poster.matches(":focus");
    poster.replaceWith(el);
    if (hasFocus)
      /** @type {HTMLElement | null} */ (el.querySelector("[tabindex='0']"))?.focus({ preventScroll: true });
    isMounted = true;
    for (const { content, buffers } of unheard.splice(0)) model.hear(content, buffers);
  };
  let isMounting = false;
  let isMounted = false;
  const mountOnce = () => {
    if (isMounting || signal.aborted) return;
    isMounting = true;
    mount().catch((error) => {
      life.abort();
      widget.node.replaceChildren();
      showProblem(widget.node, say, "failed", String(error?.message ?? error));
    });
  };

  // Python may play a clip that nobody looks at.
  /** @type {{ content: any, buffers: any[] }[]} */
  const unheard = [];
  model.on("change:playing", mountOnce);
  model.on("msg:custom", (content, buffers) => {
    if (isMounted) return;
    unheard.push({ content, buffers });
    mountOnce();
  });

  const poster = createPoster({ document, posters, say, signal, onNear: mountOnce });
  widget.node.append(poster, link);
  showLink(false);
  for (const touch of ["pointerenter", "focusin"]) listen(widget.node, touch, () => void want(), signal);
  const arrive = () => {
    // After the pictures of all the outputs that come with this one.
    if (document.modelId !== null) whenIdle(() => void want());
  };
  if (widget.isAttached) arrive();

  return {
    update: (changed) => {
      const read = readDocument(changed.data[MIME]);
      if (signal.aborted || "problem" in read || identityOf(read.document) !== isShowing) return false;
      output = changed;
      if (kind === "clip") model.receive({ marks: read.document.clips[0].marks });
      return true;
    },
    arrive,
    close: () => {
      life.abort();
      attachment.close();
      kernel?.leave(attachment);
    },
  };
}

/** @param {() => void} task */
function whenIdle(task) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(task);
  else setTimeout(task); // Safari
}

/**
 * What must be shown anew when it changes: all but the marks.
 *
 * @param {import("./document.js").ClipDocument} document
 */
function identityOf({ clips, ...others }) {
  return JSON.stringify([others, clips.map(({ marks: _, served_path: __, ...clip }) => clip)]);
}

/**
 * @param {import("./document.js").ClipDocument} document
 * @param {(string | null)[]} posters
 * @param {Record<string, string>} texts
 */
function stateOf({ kind, clips, state }, posters, texts) {
  const shown =
    kind === "clip"
      ? { _clip: clips[0], _poster: posters[0], marks: clips[0].marks }
      : { _clips: clips, _posters: posters };
  return { ...state, playing: false, _texts: texts, ...shown };
}
