// One clip of a comparison: what tells it from the others, its picture, and what goes wrong with it.

import { createDifferences } from "../player/differences.js";
import { differenceOf } from "../player/panels/caption.js";
import { element, setText } from "../shared/dom.js";

/**
 * @param {object} options
 * @param {import("../player/source.js").Clip} options.clip
 * @param {HTMLElement | null} options.label what differs from the other clips; null while that is hidden
 * @param {import("../player/panels/clip.js").Difference[]} options.differences in what it is not what was asked for
 * @param {import("../shared/texts.js").Say} options.say
 */
export function createTile({ clip, label, differences, say }) {
  const video = element("video", {
    class: "sora-compare__video",
    playsinline: true,
    preload: "none",
    tabindex: -1,
    "aria-hidden": "true", // it is named by its tile; its own controls are the comparison's
  });
  const badge = element("span", { class: "sora-compare__badge" });
  const ended = element("span", { class: "sora-compare__ended", text: say("compare.ended"), hidden: true });
  const loadBar = element("span", { class: "sora-player__load", hidden: true });
  const message = element("p", { class: "sora-compare__problem", role: "status" });
  const head = element(
    "div",
    { class: "sora-compare__tile-head" },
    element("span", { class: "sora-compare__names" }, badge, ended),
    label,
    message,
  );
  const picture = element("div", { class: "sora-compare__picture" }, video, loadBar);
  picture.style.setProperty("--ratio", String(clip.width / clip.height));
  const asked = createDifferences();
  asked.show(differences.map((one) => ({ name: one.name, sentence: differenceOf(one, say) })));
  const root = element("div", { class: "sora-compare__tile", role: "group" }, head, picture, asked.root);

  return {
    ...{ root, video, picture },
    /** @param {string} called a letter, or what a blind choice calls it */
    setName: (called) => {
      setText(badge, called);
      root.setAttribute("aria-label", say("compare.clip", { letter: called }));
    },
    /** @param {boolean} isEnded */
    setEnded: (isEnded) => {
      ended.hidden = !isEnded;
    },
    /** @param {number | null} share */
    setProgress: (share) => {
      loadBar.hidden = share === null;
      loadBar.style.setProperty("--share", String(share ?? 0));
      picture.toggleAttribute("data-loading", share !== null);
    },
    /** @param {string} words @param {string} [code] a line of Python that helps */
    setMessage: (words, code) => {
      message.replaceChildren(words, ...(code ? [" ", element("code", { text: code })] : []));
    },
  };
}
