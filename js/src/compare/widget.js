// VideoCompare: the little that every notebook is saved with. It shows the posters at once, in the places that the
// clips will take, and asks the kernel for the comparison itself, once a page.

import { createStage } from "../player/stage.js";
import { element, setText } from "../shared/dom.js";
import { createLifetime, objectUrl } from "../shared/lifetime.js";
import { loadView } from "../shared/load.js";
import { createRequests, isGivenUp } from "../shared/requests.js";
import { createSay } from "../shared/texts.js";
import "./stub.css";

/**
 * @param {import("@anywidget/types").RenderProps} props
 * @param {ReturnType<typeof createStage>} stage
 */
function render({ model, el, signal: hostSignal }, stage) {
  const { signal, end } = createLifetime(hostSignal);
  const say = createSay(model.get("_texts"));
  const request = createRequests(model, signal, say);
  /** @type {DataView[]} */
  const posters = model.get("_posters");

  const pictures = element("div", { class: "sora-compare-stub__pictures" });
  for (const [index, clip] of model.get("_clips").entries()) {
    const picture = element("img", { class: "sora-compare-stub__picture", alt: "" });
    picture.style.aspectRatio = `${clip.width} / ${clip.height}`;
    const poster = posters[index];
    if (poster?.byteLength) {
      picture.src = objectUrl(new Blob([/** @type {BlobPart} */ (poster)], { type: "image/jpeg" }), signal);
    }
    pictures.append(picture);
  }
  const message = element("p", { class: "sora-compare-stub__message", role: "status" });
  const stub = element("div", { class: "sora-compare-stub" }, pictures, message);
  el.append(stub);
  // anywidget 0.11 keeps the element of every view that was ever shown: what is in it goes.
  signal.addEventListener("abort", () => stub.remove(), { once: true });

  const show = async () => {
    try {
      const load = (/** @type {string} */ name) => loadView(request, name, model.get("_scripts")[name], el);
      const [{ mountCompare, fileUrlOnPage }, { createBlind }] = await Promise.all([
        load("compare-view"),
        model.get("blind") ? load("blind-view") : { createBlind: null },
      ]);
      if (signal.aborted) return;
      mountCompare({ model, el, signal, request, stage, fileUrl: fileUrlOnPage, createBlind });
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
