// VideoPlayer: the little that every notebook is saved with. It shows the poster at once, in the place that the player
// will take, and asks the kernel for the player itself, once a page.

import { element } from "../shared/dom.js";
import { createLifetime } from "../shared/lifetime.js";
import { loadTexts, loadView } from "../shared/load.js";
import { createRequests } from "../shared/requests.js";
import { createPicture, standIn } from "../shared/stub.js";
import { createSay } from "../shared/texts.js";
import { createStage } from "./stage.js";
import "./stub.css";

/**
 * @param {import("@anywidget/types").RenderProps} props
 * @param {ReturnType<typeof createStage>} stage
 */
function render({ model, el, signal: hostSignal }, stage) {
  const { signal, end } = createLifetime(hostSignal);
  const say = createSay(model.get("_texts"));
  const request = createRequests(model, signal, say);
  const clip = model.get("_clip");

  const picture = createPicture("sora-player-stub__picture", clip, model.get("_poster"), signal);
  const message = element("p", { class: "sora-player-stub__message", role: "status" });
  const stub = element(
    "figure",
    { class: "sora-player-stub" },
    picture,
    message,
    element("figcaption", { text: clip.prompt || clip.filename }),
  );
  const load = async () => {
    const hash = model.get("_scripts")["player-view"];
    const [view, texts] = await Promise.all([
      loadView(request, "player-view", hash, el),
      loadTexts(request, hash, model.get("_language")),
    ]);
    return () => view.mountPlayer({ model, el, signal, request, texts, stage, fileUrl: view.fileUrlOnPage });
  };
  void standIn({ el, stub, message, load, signal });
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
