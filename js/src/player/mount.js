// The player on a page: its view, its panels, and both bound to a model. The model hears of changes, never of frames,
// and of playing and the position only from the view that plays (`stage.js`). It knows no host: a kernel's widget and
// a document's own model are the same to it.

import { element } from "../shared/dom.js";
import { objectUrl, observe } from "../shared/lifetime.js";
import { pageOf } from "../shared/load.js";
import { createSay } from "../shared/texts.js";
import { createPanels } from "./panels/index.js";
import { createSource } from "./source.js";
import { createStage } from "./stage.js";
import { createPositionGate } from "./transport.js";
import { createPlayer } from "./view.js";

/** @type {(keyof import("./view.js").PlayerState)[]} */
const SHARED = ["current_time_s", "playing", "rate", "loop", "volume", "muted", "in_s", "out_s"];

/**
 * @param {object} options
 * @param {import("@anywidget/types").AnyModel} options.model
 * @param {HTMLElement} options.el
 * @param {AbortSignal} options.signal
 * @param {(clip: import("./source.js").Clip) => string | null} options.fileUrl same origin, or null
 * @param {import("../shared/requests.js").Request} options.request while there is no kernel it refuses with a
 *   KernelError of code "no-kernel"
 * @param {Record<string, string>} [options.texts] by default the model's
 * @param {ReturnType<typeof createStage>} [options.stage] shared by the views of one model
 */
export function mountPlayer({ model, el, signal, fileUrl, request, texts, stage = createStage() }) {
  const say = createSay(texts ?? model.get("_texts"));
  /** @type {import("./source.js").Clip} */
  const clip = model.get("_clip");
  const mayTell = createPositionGate(() => performance.now());

  // Before the player's own end, which forgets the position: a view that goes away plays no longer.
  signal.addEventListener(
    "abort",
    () => {
      if (stage.isOwner(player) && model.get("playing")) {
        model.set("current_time_s", player.positionS());
        model.set("playing", false);
        model.save_changes();
      }
      stage.leave(player);
    },
    { once: true },
  );

  /** Whoever set the position is not told it back: told late, it would undo what was set meanwhile. */
  const isSame = (/** @type {string} */ name, /** @type {any} */ one, /** @type {any} */ other) =>
    one === other || (name === "current_time_s" && Math.abs(one - other) <= 0.25 / clip.fps);

  const player = createPlayer({
    clip,
    name: say("player.name", { prompt: clip.prompt || clip.filename }),
    say,
    signal,
    source: createSource({ clip, request, fileUrl: fileUrl(clip), page: pageOf(globalThis), say, signal }),
    start: Object.fromEntries(SHARED.map((name) => [name, model.get(name)])),
    onTouch: () => stage.take(player),
    onMark: () => panels.addMarkHere(),
    onChange: ({ playing, current_time_s, ...settings }, isImportant) => {
      const told = stage.isOwner(player) ? { ...settings, playing, current_time_s } : settings;
      const news = Object.entries(told).filter(
        ([name, value]) => value !== undefined && !isSame(name, model.get(name), value),
      );
      if (news.length === 0 || !mayTell({ isImportant })) return;
      for (const [name, value] of news) model.set(name, value);
      model.save_changes();
    },
  });

  if (!signal.aborted) stage.join(player);

  const poster = model.get("_poster");
  if (typeof poster === "string") player.setPoster(poster);
  else if (poster?.byteLength)
    player.setPoster(objectUrl(new Blob([poster], { type: "image/jpeg" }), signal));

  /** Goes where the one that plays is, once that stands. */
  const follow = () => {
    if (!stage.isOwner(player) && model.get("playing")) return;
    const wantedS = model.get("current_time_s");
    const toleranceS = player.isPlaying() ? 0.3 : 0.25 / clip.fps;
    if (Math.abs(wantedS - player.positionS()) > toleranceS) player.goTo(wantedS);
  };
  observe(model, "change:current_time_s", follow, signal);
  // What the view told the model comes back as a change event: acting only on a difference is the echo guard.
  observe(
    model,
    "change:playing",
    () => {
      // The last position may have been told while it played.
      if (!stage.isOwner(player)) return follow();
      if (model.get("playing") === player.isPlaying()) return;
      if (model.get("playing")) void player.play();
      else player.pause();
    },
    signal,
  );
  for (const name of ["rate", "loop", "volume", "muted", "in_s", "out_s"]) {
    observe(model, `change:${name}`, () => player.set({ [name]: model.get(name) ?? null }), signal);
  }

  observe(
    model,
    "msg:custom",
    (message) => {
      if (message?.kind === "player-preload") player.preload();
      else if (message?.kind === "player-step" && stage.isOwner(player)) player.step(message.frames);
    },
    signal,
  );

  const language = say("player.language");
  const panels = createPanels({
    ...{ clip, say, language, request, signal },
    player: {
      positionS: player.positionS,
      goTo: player.goTo,
      frame: player.frame,
      announce: player.announce,
      scrub: player.scrub,
      focus: () => player.root.focus({ preventScroll: true }),
    },
    marks: createMarks({ model, clip, request, signal }),
  });
  if (panels.trackUrl) player.setCaptions(panels.trackUrl, language);
  const figure = element("figure", { class: "sora-player", lang: language }, player.root, panels.root);
  el.append(figure);
  // anywidget 0.11 keeps the element of every view that was ever shown: what is in it goes.
  signal.addEventListener("abort", () => figure.remove(), { once: true });
  if (model.get("playing") && stage.isOwner(player)) void player.play();
}

/**
 * The notes on a clip. Whoever answers keeps them (the kernel with the take, a document in its notebook) and sets them
 * in the model, for every view of it.
 *
 * @typedef {import("./panels/clip.js").Mark} Mark
 * @param {object} options
 * @param {import("@anywidget/types").AnyModel} options.model
 * @param {import("./source.js").Clip} options.clip
 * @param {import("../shared/requests.js").Request} options.request
 * @param {AbortSignal} options.signal
 */
function createMarks({ model, clip, request, signal }) {
  const ask = (/** @type {string} */ kind, /** @type {Record<string, unknown>} */ fields) =>
    request(kind, { clip_id: clip.clip_id, ...fields }, signal);
  return {
    /** @returns {Mark[]} */
    list: () => model.get("marks") ?? [],
    add: (/** @type {Mark} */ mark) => ask("mark-add", { mark }),
    change: (/** @type {Mark} */ mark) => ask("mark-change", { mark }),
    remove: (/** @type {string} */ id) => ask("mark-remove", { mark_id: id }),
    onChange: (/** @type {() => void} */ callback) => observe(model, "change:marks", callback, signal),
  };
}
