// VideoCompare: the little that every notebook is saved with. It shows the posters at once, in the places that the
// clips will take, and asks the kernel for the comparison itself, once a page.

import { createStage } from "../player/stage.js";
import { element } from "../shared/dom.js";
import { createLifetime } from "../shared/lifetime.js";
import { loadView } from "../shared/load.js";
import { createRequests } from "../shared/requests.js";
import { createPicture, standIn } from "../shared/stub.js";
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
    pictures.append(createPicture("sora-compare-stub__picture", clip, posters[index], signal));
  }
  const message = element("p", { class: "sora-compare-stub__message", role: "status" });
  const stub = element("div", { class: "sora-compare-stub" }, pictures, message);
  const load = async () => {
    const ask = (/** @type {string} */ name) => loadView(request, name, model.get("_scripts")[name], el);
    const [{ mountCompare, fileUrlOnPage }, { createBlind }] = await Promise.all([
      ask("compare-view"),
      model.get("blind") ? ask("blind-view") : { createBlind: null },
    ]);
    return () => mountCompare({ model, el, signal, request, stage, fileUrl: fileUrlOnPage, createBlind });
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
