// VideoPlayer: the little that every notebook is saved with. It shows the poster at once, in the place that the player
// will take, and asks the kernel for the player itself, once a page.

import { element, setText } from "../shared/dom.js";
import { createLifetime, objectUrl } from "../shared/lifetime.js";
import { loadTexts, loadView } from "../shared/load.js";
import { createRequests, isGivenUp } from "../shared/requests.js";
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

  const picture = element("img", { class: "sora-player-stub__picture", alt: "" });
  picture.style.aspectRatio = `${clip.width} / ${clip.height}`;
  const poster = model.get("_poster");
  if (poster?.byteLength) picture.src = objectUrl(new Blob([poster], { type: "image/jpeg" }), signal);
  const message = element("p", { class: "sora-player-stub__message", role: "status" });
  const stub = element(
    "figure",
    { class: "sora-player-stub" },
    picture,
    message,
    element("figcaption", { text: clip.prompt || clip.filename }),
  );
  el.append(stub);
  signal.addEventListener("abort", () => stub.remove(), { once: true });

  const show = async () => {
    try {
      const hash = model.get("_scripts")["player-view"];
      const [view, texts] = await Promise.all([
        loadView(request, "player-view", hash, el),
        loadTexts(request, hash, model.get("_language")),
      ]);
      if (signal.aborted) return;
      view.mountPlayer({ model, el, signal, request, texts, stage, fileUrl: view.fileUrlOnPage });
      stub.remove();
    } catch (error) {
      if (!isGivenUp(error)) setText(message, error instanceof Error ? error.message : String(error));
    }
  };
  void show();
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
