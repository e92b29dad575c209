// The big half of the extension, loaded with the first clip of a page: the very players that the widgets have.

import * as compareView from "../compare/loaded.js";
import * as playerView from "../player/loaded.js";
import { createStage } from "../player/stage.js";
import { pageOf } from "../shared/load.js";
import { createSay } from "../shared/texts.js";
import { readDocument, readPosters } from "./document.js";
import { createKernels } from "./kernels.js";
import { MIME } from "./mime.js";
import { showDocument, showProblem } from "./showing.js";

/** Called once a page. */
export function createScreen() {
  const style = new CSSStyleSheet();
  style.replaceSync(VIEW_STYLE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
  // Widgets on this page, of cards say, need not ask their kernel for what is here already.
  const { scripts } = pageOf(globalThis);
  scripts.set(/** @type {string} */ (SCRIPT_HASHES["player-view"]), Promise.resolve(playerView));
  scripts.set(/** @type {string} */ (SCRIPT_HASHES["compare-view"]), Promise.resolve(compareView));

  const kernelOf = createKernels();
  /** @type {Map<string, ReturnType<typeof createStage>>} */
  const stages = new Map();
  /** Several outputs of one widget must not play at once. @param {string | null} modelId */
  const stageOf = (modelId) => {
    const stage = (modelId !== null && stages.get(modelId)) || createStage();
    if (modelId !== null) stages.set(modelId, stage);
    return stage;
  };

  return {
    /**
     * @param {{ model: MimeModel, widget: LabWidget, resolver: UrlResolver | null }} output
     * @returns {Shown}
     */
    show: ({ model, widget, resolver }) => {
      const read = readDocument(model.data[MIME]);
      if ("problem" in read) {
        return showProblem(widget.node, createSay(textsOf(read.language)), read.problem);
      }
      const { document } = read;
      return showDocument({
        ...{ model, widget, resolver, document, kernelOf },
        posters: readPosters(model.data["text/html"], document.clips.length),
        texts: textsOf(document.language),
        stage: stageOf(document.modelId),
      });
    },
  };
}

/** @typedef {ReturnType<typeof createScreen>} Screen */

/**
 * @typedef {object} Shown
 * @property {(model: MimeModel) => boolean} update whether it could take the bundle as it stands now
 * @property {() => void} arrive it has come to its place in the page: from there its kernel is found
 * @property {() => void} close
 */

const textsOf = (/** @type {string} */ language) =>
  /** @type {Record<string, string>} */ (VIEW_TEXTS[language] ?? VIEW_TEXTS.en);
