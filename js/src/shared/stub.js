// What a widget is saved with shows until its view has come: pictures in their places, and why the view does not come.

import { element, setText } from "./dom.js";
import { objectUrl } from "./lifetime.js";
import { isGivenUp } from "./requests.js";

/**
 * A poster in the place that its clip will take.
 *
 * @param {string} name its class
 * @param {{ width: number, height: number }} clip
 * @param {DataView | undefined} poster a JPEG
 * @param {AbortSignal} signal
 */
export function createPicture(name, clip, poster, signal) {
  const picture = element("img", { class: name, alt: "" });
  picture.style.aspectRatio = `${clip.width} / ${clip.height}`;
  if (poster?.byteLength)
    picture.src = objectUrl(
      new Blob([/** @type {BlobPart} */ (/** @type {unknown} */ (poster))], { type: "image/jpeg" }),
      signal,
    );
  return picture;
}

/**
 * Shows the stub until the view stands in its place.
 *
 * @param {object} options
 * @param {HTMLElement} options.el
 * @param {HTMLElement} options.stub
 * @param {HTMLElement} options.message where it is said why the view does not come
 * @param {() => Promise<() => void>} options.load gives what mounts the view
 * @param {AbortSignal} options.signal
 */
export async function standIn({ el, stub, message, load, signal }) {
  el.append(stub);
  // anywidget 0.11 keeps the element of every view that was ever shown: what is in it goes.
  signal.addEventListener("abort", () => stub.remove(), { once: true });
  try {
    const mount = await load();
    if (signal.aborted) return;
    mount();
    stub.remove();
  } catch (error) {
    if (!isGivenUp(error)) setText(message, error instanceof Error ? error.message : String(error));
  }
}
