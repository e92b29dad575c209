// VideoPlayer: binds the player's view to its model. The model hears of changes, never of frames.

import { element } from "../shared/dom.js";
import { createLifetime, objectUrl, observe } from "../shared/lifetime.js";
import { createRequests } from "../shared/requests.js";
import { createSay } from "../shared/texts.js";
import { fetchClip } from "./source.js";
import { createPositionGate } from "./transport.js";
import { createPlayer } from "./view.js";
import "./player.css";

/** @type {(keyof import("./view.js").PlayerState)[]} */
const SHARED = ["current_time_s", "playing", "rate", "loop", "volume", "muted"];

/** @param {import("@anywidget/types").RenderProps} props */
function render({ model, el, signal: hostSignal }) {
  const { signal, end } = createLifetime(hostSignal);
  const request = createRequests(model, signal);
  const say = createSay(model.get("_texts"));
  /** @type {import("./transport.js").ClipFacts & { prompt: string, facts_line: string }} */
  const facts = model.get("_facts");
  const mayTell = createPositionGate(() => performance.now());

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
        signal: loadSignal,
        onProgress,
      }),
    start: Object.fromEntries(SHARED.map((name) => [name, model.get(name)])),
    onChange: (changed, isImportant) => {
      const news = Object.entries(changed).filter(([name, value]) => model.get(name) !== value);
      if (news.length === 0 || !mayTell({ isImportant })) return;
      for (const [name, value] of news) model.set(name, value);
      model.save_changes();
    },
  });

  const poster = model.get("_poster");
  if (poster?.byteLength) player.setPoster(objectUrl(new Blob([poster], { type: "image/jpeg" }), signal));

  // What the view told the model comes back as a change event: acting only on a difference is the echo guard.
  observe(
    model,
    "change:playing",
    () => {
      if (model.get("playing") !== player.isPlaying())
        model.get("playing") ? void player.play() : player.pause();
    },
    signal,
  );
  observe(
    model,
    "change:current_time_s",
    () => {
      const wantedS = model.get("current_time_s");
      const toleranceS = player.isPlaying() ? 0.3 : 0.25 / facts.fps;
      if (Math.abs(wantedS - player.positionS()) > toleranceS) player.goTo(wantedS);
    },
    signal,
  );
  for (const name of ["rate", "loop", "volume", "muted"]) {
    observe(model, `change:${name}`, () => player.set({ [name]: model.get(name) }), signal);
  }

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
      ),
    ),
  );
  if (model.get("playing")) void player.play();
  return end;
}

export default { render };
