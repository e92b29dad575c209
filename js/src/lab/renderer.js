// What JupyterLab holds for one output: it hands the bundle to the view and goes with the output. A bundle that differs
// only in what people added to the clip is taken into the view that is there, which plays on.

import { MIME } from "./mime.js";

/**
 * @param {LabWidgetClass} Widget
 * @param {() => Promise<import("./view.js").Screen>} loadScreen
 */
export function createRendererClass(Widget, loadScreen) {
  return class ClipRenderer extends Widget {
    #resolver;
    /** @type {import("./view.js").Shown | undefined} */
    #shown;
    #turn = 0;

    /** @param {RendererOptions} options */
    constructor({ resolver }) {
      super();
      this.#resolver = resolver;
      this.addClass("sora-document");
    }

    /** @param {MimeModel} model */
    async renderModel(model) {
      this.#turn += 1;
      const turn = this.#turn;
      const screen = await loadScreen().catch(() => null);
      if (this.isDisposed || turn !== this.#turn || this.#shown?.update(model)) return;
      this.#shown?.close();
      this.node.replaceChildren();
      // The script is gone from the server, as after an upgrade beneath an open page.
      if (!screen) {
        const { language } = /** @type {any} */ (model.data[MIME]) ?? {};
        this.node.textContent = VIEW_MISSING[language] ?? VIEW_MISSING.en ?? null;
      } else this.#shown = screen.show({ model, widget: this, resolver: this.#resolver });
    }

    /**
     * @override
     * @param {unknown} message
     */
    onAfterAttach(message) {
      super.onAfterAttach(message);
      this.#shown?.arrive();
    }

    /** @override */
    dispose() {
      this.#shown?.close();
      this.#shown = undefined;
      super.dispose();
    }
  };
}
