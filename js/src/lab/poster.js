// What stands in a clip's place until somebody comes near: its posters and its name, as light as can be. A notebook of
// fifty clips is fifty pictures, and the players of those that are looked at.

import { element, listen } from "../shared/dom.js";

/**
 * @param {object} options
 * @param {import("./document.js").ClipDocument} options.document
 * @param {(string | null)[]} options.posters
 * @param {import("../shared/texts.js").Say} options.say
 * @param {AbortSignal} options.signal
 * @param {() => void} options.onNear once: it can be seen, or the focus has come to it
 * @returns {HTMLElement}
 */
export function createPoster({ document: { kind, clips }, posters, say, signal, onNear }) {
  const titles = clips.map((clip) => clip.prompt || clip.filename);
  const isOne = kind === "clip";
  const root = element(
    "figure",
    {
      class: isOne ? "sora-document__poster is-one" : "sora-document__poster",
      role: "group",
      tabindex: 0,
      "aria-label": isOne
        ? say("player.name", { prompt: titles[0] })
        : say("compare.name", { n: clips.length }),
    },
    ...clips.map((clip, index) => {
      const picture = element("img", { alt: "", src: posters[index] });
      picture.style.aspectRatio = `${clip.width} / ${clip.height}`;
      return picture;
    }),
    isOne ? element("figcaption", { text: titles[0] }) : null,
  );
  const observer = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) onNear();
    },
    // Before it is scrolled into sight, where the browser can tell (`scrollMargin`: Chromium 120).
    /** @type {IntersectionObserverInit} */ ({ rootMargin: "50%", scrollMargin: "50%" }),
  );
  observer.observe(root);
  signal.addEventListener("abort", () => observer.disconnect(), { once: true });
  listen(root, "focus", onNear, signal);
  return root;
}
