// The notebook extension as JupyterLab and Notebook load one that is built already: a module federation container.
//
// Webpack would write this file; by hand it is this short. What belongs to JupyterLab (widgets, tokens) is taken out of
// the scope that all extensions share, so nothing of it is bundled and any JupyterLab 4 fits. The player's view comes
// with a second script, asked for when a notebook shows its first clip: who shows none pays for this one only.
// Protocol: webpack's module federation; loaded by `bootstrap.js` and `index.js` of JupyterLab 4.6 (2026-11-23).

import { createPlugin } from "./plugin.js";
import { takeShared } from "./shared.js";

const scriptUrl = /** @type {HTMLScriptElement} */ (document.currentScript).src;

function createContainer() {
  /** @type {ShareScope} */
  let scope = {};
  return {
    /** @param {ShareScope} shareScope */
    init: (shareScope) => {
      scope = shareScope;
    },
    /** @param {string} name */
    get: async (name) => {
      if (name !== "./extension") throw new Error(`sora-widgets has no module ${name}.`);
      const [{ Widget }, { IRenderMimeRegistry }] = await Promise.all([
        takeShared(scope, "@lumino/widgets"),
        takeShared(scope, "@jupyterlab/rendermime"),
      ]);
      const plugin = createPlugin({ Widget, IRenderMimeRegistry, scriptUrl });
      return () => ({ default: plugin, __esModule: true });
    },
  };
}

window._JUPYTERLAB ??= {};
window._JUPYTERLAB["sora-widgets"] = createContainer();
