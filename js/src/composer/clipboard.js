// Text to the clipboard, also where the page is not served over https and the browser hides its clipboard.

import { element } from "../shared/dom.js";

/**
 * @param {string} text
 * @param {HTMLElement} host where a field may stand for a moment
 * @returns {Promise<boolean>} whether the browser did it
 */
export async function copyText(text, host) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No such interface, or no permission: the old way needs a selected field.
    const focused = /** @type {Document | ShadowRoot} */ (host.getRootNode()).activeElement;
    const field = element("textarea", { class: "sora-unseen", tabindex: -1 });
    field.value = text;
    host.append(field);
    field.select();
    const isDone = document.execCommand("copy");
    field.remove();
    if (focused instanceof HTMLElement) focused.focus();
    return isDone;
  }
}
