// The one plugin of the extension: it tells JupyterLab who draws a clip's document.

import { MIME } from "./mime.js";
import { createRendererClass } from "./renderer.js";

// Before the widget's own view (−10): that one shows "Loading widget…" for ever where its kernel is gone.
const RANK = -20;

/**
 * @param {object} host
 * @param {LabWidgetClass} host.Widget
 * @param {unknown} host.IRenderMimeRegistry
 * @param {string} host.scriptUrl where the container's script came from: the view's lies beside it
 */
export function createPlugin({ Widget, IRenderMimeRegistry, scriptUrl }) {
  return {
    id: "sora-widgets:clips",
    description: "Shows clips of sora_widgets with or without a kernel.",
    autoStart: true,
    requires: [IRenderMimeRegistry],
    /**
     * @param {{ name: string }} app
     * @param {RenderMimeRegistry} rendermime
     */
    activate: (app, rendermime) => {
      // Voilà loads extensions, and tells them neither where its notebook lies nor of its kernel: its widgets can play.
      if (app.name === "Voila") return;
      const Renderer = createRendererClass(Widget, createLoader(new URL(VIEW_FILE, scriptUrl).href));
      rendermime.addFactory(
        {
          safe: true, // the document is data: nothing in it is run or taken for markup
          mimeTypes: [MIME],
          createRenderer: (options) => new Renderer(options),
        },
        RANK,
      );
    },
  };
}

/**
 * @param {string} url
 * @returns {() => Promise<import("./view.js").Screen>} the same for a whole page; after a failure it is tried again
 */
function createLoader(url) {
  /** @type {Promise<import("./view.js").Screen> | undefined} */
  let loading;
  return () => {
    loading ??= import(url).then(
      (/** @type {typeof import("./view.js")} */ { createScreen }) => createScreen(),
      (error) => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
}
