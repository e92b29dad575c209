// VideoPlayer: binds the player's view to its model. The model hears of changes, never of frames, and of playing and
// the position only from the view that plays (`stage.js`).

import { element } from "../shared/dom.js";
import { createLifetime, objectUrl, observe } from "../shared/lifetime.js";
import { createRequests } from "../shared/requests.js";
import { createSay } from "../shared/texts.js";
import { createDifferences } from "./differences.js";
import { fetchClip } from "./source.js";
import { createStage } from "./stage.js";
import { createPositionGate } from "./transport.js";
import { createPlayer } from "./view.js";
import "./player.css";

/** @type {(keyof import("./view.js").PlayerState)[]} */
const SHARED = ["current_time_s", "playing", "rate", "loop", "volume", "muted"];

/**
 * @param {import("@anywidget/types").RenderProps} props
 * @param {ReturnType<typeof createStage>} stage
 */
function render({ model, el, signal: hostSignal }, stage) {
  const { signal, end } = createLifetime(hostSignal);
  const say = createSay(model.get("_texts"));
  const request = createRequests(model, signal, say);
  /** @type {import("./transport.js").ClipFacts & { prompt: string, facts_line: string }} */
  const facts = model.get("_facts");
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

  const player = createPlayer({
    facts,
    name: say("player.name", { prompt: facts.prompt }),
    say,
    signal,
    load: (loadSignal, onProgress) =>
      fetchClip({
        clipId: facts.clip_id,
        sizeBytes: facts.size_bytes,
        request,
        say,
        signal: loadSignal,
        onProgress,
      }),
    start: Object.fromEntries(SHARED.map((name) => [name, model.get(name)])),
    onTouch: () => stage.take(player),
    onChange: ({ playing, current_time_s, ...settings }, isImportant) => {
      const told = stage.isOwner(player) ? { ...settings, playing, current_time_s } : settings;
      const news = Object.entries(told).filter(
        ([name, value]) => value !== undefined && model.get(name) !== value,
      );
      if (news.length === 0 || !mayTell({ isImportant })) return;
      for (const [name, value] of news) model.set(name, value);
      model.save_changes();
    },
  });

  if (!signal.aborted) stage.join(player);

  const poster = model.get("_poster");
  if (poster?.byteLength) player.setPoster(objectUrl(new Blob([poster], { type: "image/jpeg" }), signal));

  // What the view told the model comes back as a change event: acting only on a difference is the echo guard.
  observe(
    model,
    "change:playing",
    () => {
      if (!stage.isOwner(player) || model.get("playing") === player.isPlaying()) return;
      if (model.get("playing")) void player.play();
      else player.pause();
    },
    signal,
  );
  observe(
    model,
    "change:current_time_s",
    () => {
      if (!stage.isOwner(player) && model.get("playing")) return;
      const wantedS = model.get("current_time_s");
      const toleranceS = player.isPlaying() ? 0.3 : 0.25 / facts.fps;
      if (Math.abs(wantedS - player.positionS()) > toleranceS) player.goTo(wantedS);
    },
    signal,
  );
  for (const name of ["rate", "loop", "volume", "muted"]) {
    observe(model, `change:${name}`, () => player.set({ [name]: model.get(name) }), signal);
  }

  const differences = createDifferences();
  differences.show(facts.differences ?? []);
  el.append(
    element(
      "figure",
      { class: "sora-player" },
      player.root,
      element(
        "figcaption",
        { class: "sora-player__caption" },
        element("span", { class: "sora-player__prompt", text: facts.prompt, title: facts.prompt }),
        element("span", { class: "sora-player__facts", text: facts.facts_line }),
        differences.root,
      ),
    ),
  );
  if (model.get("playing") && stage.isOwner(player)) void player.play();
  return end;
}

/** Called once for a widget, so that all its views share one stage. */
export default () => {
  const stage = createStage();
  return {
    /** @param {import("@anywidget/types").RenderProps} props */
    render: (props) => render(props, stage),
  };
};
