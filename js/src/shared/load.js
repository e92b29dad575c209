// What a page loads once for all its widgets: scripts that came as text, their styles, and what was found out about
// the page itself. A page has one such place, whoever of us made it: a widget's bundle or the notebook extension.

import { isGivenUp } from "./requests.js";

const PLACE = Symbol.for("sora_widgets");

/**
 * @typedef {object} Page
 * @property {Map<string, Promise<any>>} scripts modules by the hash of their text
 * @property {Map<string, CSSStyleSheet>} styles of those that came with one, by the same hash
 * @property {Map<string, Promise<Record<string, string>>>} texts words by language, and by the script that says them
 * @property {Promise<boolean> | undefined} fileRoute whether this server gives out files in ranges; asked once
 * @property {import("../player/ahead.js").Rest | undefined} rest which player gets ready by itself
 */

/**
 * @param {any} world the page's `globalThis`
 * @returns {Page}
 */
export function pageOf(world) {
  world[PLACE] ??= { scripts: new Map(), styles: new Map(), texts: new Map(), fileRoute: undefined };
  return world[PLACE];
}

/**
 * A bundle that came as text, brought to life the way anywidget does it with ours.
 *
 * @param {string} script an ES module
 * @returns {Promise<any>}
 */
export async function importText(script) {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    return await import(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * A view that the kernel hands out, asked for once a page; its style reaches the root that the element stands in.
 *
 * @param {import("./requests.js").Request} request
 * @param {string} name of the script, "player-view"
 * @param {string} hash of its text, so that a page never mixes two versions
 * @param {Node} element what will show it
 * @param {Page} [page]
 * @returns {Promise<any>} the module
 */
export async function loadView(request, name, hash, element, page = pageOf(globalThis)) {
  const module = await once(page.scripts, hash, ask);
  const style = page.styles.get(hash);
  if (style) adopt(element, style);
  return module;

  async function ask() {
    const { result } = await request("view-script", { name });
    if (result.style) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(result.style);
      page.styles.set(hash, sheet);
    }
    return importText(result.script);
  }
}

/**
 * The words of a view, asked for once a page.
 *
 * @param {import("./requests.js").Request} request
 * @param {string} hash of the script that says them
 * @param {string} language
 * @param {Page} [page]
 */
export function loadTexts(request, hash, language, page = pageOf(globalThis)) {
  return once(page.texts, `${hash} ${language}`, async () => (await request("view-texts")).result.texts);
}

/**
 * @template T
 * @param {Map<string, Promise<T>>} known
 * @param {string} key
 * @param {() => Promise<T>} ask
 * @returns {Promise<T>}
 */
function once(known, key, ask) {
  const asked = known.get(key);
  if (asked) {
    // Another view asked and has gone away since: then this one does.
    return asked.catch((error) => {
      if (isGivenUp(error)) return once(known, key, ask);
      throw error;
    });
  }
  const asking = ask();
  known.set(key, asking);
  // Who comes later asks anew; whoever asked hears why it failed.
  asking.catch(() => known.delete(key));
  return asking;
}

/** @param {Node} element @param {CSSStyleSheet} style */
function adopt(element, style) {
  // An element that stands nowhere yet will stand in the page; marimo puts widgets below a shadow root.
  const root = element.getRootNode();
  const place = root instanceof ShadowRoot ? root : document;
  if (!place.adoptedStyleSheets.includes(style))
    place.adoptedStyleSheets = [...place.adoptedStyleSheets, style];
}
