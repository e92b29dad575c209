// The comparison on a page: its view bound to a model. The model hears of changes, never of frames, and of playing and
// the position only from the view that plays (`player/stage.js`). A kernel's widget and a document's own model are the
// same to it.

import { createSource } from "../player/source.js";
import { createStage } from "../player/stage.js";
import { createPositionGate } from "../player/transport.js";
import { element, keepKeysInside } from "../shared/dom.js";
import { objectUrl, observe } from "../shared/lifetime.js";
import { pageOf } from "../shared/load.js";
import { createSay } from "../shared/texts.js";
import { createLabels } from "./labels.js";
import { readPair } from "./layout.js";
import { createMeasures } from "./measures.js";
import { createComparison } from "./view.js";

/** @type {(keyof import("./view.js").CompareState)[]} */
const SETTINGS = ["mode", "pair", "wipe", "sound_of", "rate", "loop", "in_s", "out_s"];

/** Of a document that was saved without them. @type {Record<string, unknown>} */
const DEFAULTS = { mode: "side-by-side", wipe: 0.5, rate: 1, loop: false, current_time_s: 0, playing: false };

/**
 * @param {object} options
 * @param {import("@anywidget/types").AnyModel} options.model
 * @param {HTMLElement} options.el
 * @param {AbortSignal} options.signal
 * @param {(clip: import("../player/source.js").Clip) => string | null} options.fileUrl same origin, or null
 * @param {import("../shared/requests.js").Request | null} options.request null where there never is a kernel; while
 *   there is none it refuses with a KernelError of code "no-kernel"
 * @param {ReturnType<typeof createStage>} [options.stage] shared by the views of one model
 * @param {typeof import("./blind/index.js").createBlind | null} [options.createBlind] of a blind choice; without it only
 *   the pictures are shown, and nothing of the clips
 */
export function mountCompare(options) {
  const { model, el, signal, fileUrl, request, stage = createStage(), createBlind = null } = options;
  const say = createSay(model.get("_texts"));
  const language = say("player.language");
  /** @type {import("../player/source.js").Clip[]} */
  const clips = model.get("_clips");
  const isBlind = Boolean(model.get("blind"));
  const { above, same } = createLabels(isBlind ? null : model.get("_labels"), clips.length, say, language);
  const settingOf = (/** @type {string} */ name) =>
    name === "pair" ? readPair(model.get(name), clips.length) : (model.get(name) ?? DEFAULTS[name] ?? null);
  const mayTell = createPositionGate(() => performance.now());

  // Before the view's own end, which forgets the position: a view that goes away plays no longer.
  signal.addEventListener(
    "abort",
    () => {
      if (stage.isOwner(view) && model.get("playing")) {
        model.set("current_time_s", view.positionS());
        model.set("playing", false);
        model.save_changes();
      }
      stage.leave(view);
    },
    { once: true },
  );

  const view = createComparison({
    ...{ clips, isBlind, say, signal, labels: above },
    sources: clips.map((clip) =>
      createSource({
        ...{ clip, request, say, signal, page: pageOf(globalThis) },
        fileUrl: isBlind ? null : fileUrl(clip), // the address of a file is its name
      }),
    ),
    start: /** @type {import("./view.js").CompareState} */ (
      Object.fromEntries([...SETTINGS, "current_time_s", "playing"].map((name) => [name, settingOf(name)]))
    ),
    onTouch: () => stage.take(view),
    onChange: ({ playing, current_time_s, ...settings }, isImportant) => {
      const told = stage.isOwner(view) ? { ...settings, playing, current_time_s } : settings;
      const news = Object.entries(told).filter(
        ([name, value]) => value !== undefined && String(model.get(name)) !== String(value),
      );
      if (news.length === 0 || !mayTell({ isImportant })) return;
      for (const [name, value] of news) model.set(name, value);
      model.save_changes();
    },
  });
  if (!signal.aborted) stage.join(view);

  /** @type {(DataView | string)[]} */
  const posters = model.get("_posters") ?? [];
  for (const [index, poster] of posters.entries()) {
    if (typeof poster === "string") view.setPoster(index, poster);
    else if (poster?.byteLength) {
      const picture = new Blob([/** @type {BlobPart} */ (poster)], { type: "image/jpeg" });
      view.setPoster(index, objectUrl(picture, signal));
    }
  }

  // What the view told the model comes back as a change event: acting only on a difference is the echo guard.
  observe(
    model,
    "change:playing",
    () => {
      if (!stage.isOwner(view) || model.get("playing") === view.isPlaying()) return;
      if (model.get("playing")) view.play();
      else view.pause();
    },
    signal,
  );
  observe(
    model,
    "change:current_time_s",
    () => {
      if (!stage.isOwner(view) && model.get("playing")) return;
      const wantedS = model.get("current_time_s");
      const toleranceS = view.isPlaying() ? 0.3 : 0.25 / view.fps;
      if (Math.abs(wantedS - view.positionS()) > toleranceS) view.goTo(wantedS);
    },
    signal,
  );
  for (const name of SETTINGS) {
    observe(model, `change:${name}`, () => view.set({ [name]: settingOf(name) }), signal);
  }
  observe(
    model,
    "msg:custom",
    (told) => {
      if (told?.kind === "player-preload") view.preload();
      else if (told?.kind === "player-step" && stage.isOwner(view)) view.step(told.frames);
    },
    signal,
  );

  const root = element("section", {
    class: "sora-compare",
    lang: language,
    "data-lm-suppress-shortcuts": "true",
  });
  if (isBlind && createBlind) {
    const blind = createBlind({ ...{ model, say, request, root, signal }, stage: stageOf(view, clips) });
    root.append(blind.head, view.root, blind.root);
  } else if (isBlind) root.append(view.root);
  else {
    const measures = createMeasures({ clips, say, language, request, signal });
    observe(model, "change:_clips", () => measures.renew(model.get("_clips")), signal);
    root.append(view.root, ...[same, measures.root].filter((one) => one !== null));
  }
  keepKeysInside(root, signal);
  el.append(root);
  // anywidget 0.11 keeps the element of every view that was ever shown: what is in it goes.
  signal.addEventListener("abort", () => root.remove(), { once: true });
  if (model.get("playing") && stage.isOwner(view)) view.play();
}

/**
 * What a blind choice shows and hides; it knows the clips by their ids.
 *
 * @param {ReturnType<typeof createComparison>} view
 * @param {import("../player/source.js").Clip[]} clips
 */
function stageOf(view, clips) {
  const indexOf = (/** @type {string} */ id) => clips.findIndex((clip) => clip.clip_id === id);
  /** @type {string | null} */
  let shown = null;
  return {
    focus: () => view.root.focus({ preventScroll: true }),
    /** @param {[string, string]} pair */
    show: (pair) => {
      if (shown === pair.join()) return;
      shown = pair.join();
      view.pause();
      view.set({ pair: [indexOf(pair[0]), indexOf(pair[1])] });
      view.setHidden(false);
      view.goTo(0);
    },
    replay: () => {
      view.goTo(0);
      view.play();
    },
    hide: () => {
      shown = null;
      view.setHidden(true);
    },
  };
}
