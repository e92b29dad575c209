// The end of a blind choice: which clip was which, and how often it would be chosen.

import { element } from "../../shared/dom.js";
import { objectUrl } from "../../shared/lifetime.js";

/** @type {("wins" | "losses" | "ties" | "both_bad")[]} */
const COUNTED = ["wins", "losses", "ties", "both_bad"];

/** @param {import("../../shared/texts.js").Say} say */
export function createResult(say) {
  const root = element("section", { class: "sora-blind__result", tabindex: "-1", hidden: true });

  /**
   * @param {import("./choosing.js").ResultRow} row
   * @param {DataView | undefined} poster
   * @param {AbortSignal} signal
   */
  const rowOf = (row, poster, signal) => {
    const picture = poster?.byteLength
      ? element("img", {
          class: "sora-blind__picture",
          alt: "",
          src: objectUrl(new Blob([/** @type {BlobPart} */ (poster)], { type: "image/jpeg" }), signal),
        })
      : null;
    return element(
      "tr",
      {},
      element(
        "th",
        { scope: "row", class: "sora-blind__label" },
        picture,
        element("span", { text: row.label }),
      ),
      element("td", {}, row.place ? chanceOf(row.place) : null),
      ...COUNTED.map((name) => element("td", { class: "sora-blind__number", text: row[name] })),
    );
  };
  const chanceOf = (/** @type {[number, number, number]} */ [chance, low, high]) => {
    const bar = element(
      "span",
      { class: "sora-blind__range", "aria-hidden": "true" },
      element("span", { class: "sora-blind__interval" }),
      element("span", { class: "sora-blind__point" }),
    );
    bar.style.setProperty("--low", `${low}%`);
    bar.style.setProperty("--high", `${high}%`);
    bar.style.setProperty("--chance", `${chance}%`);
    return element(
      "span",
      { class: "sora-blind__chance" },
      bar,
      element("span", { class: "sora-blind__number", text: say("blind.chance", { chance, low, high }) }),
    );
  };

  return {
    root,
    focus: () => root.focus({ preventScroll: true }),
    /**
     * @param {import("./choosing.js").Result} result
     * @param {string} voter
     * @param {Map<string, DataView>} posters
     * @param {AbortSignal} signal
     */
    show: (result, voter, posters, signal) => {
      const thanks = voter ? say("blind.thanks_voter", { voter }) : say("blind.thanks");
      const columns = [
        say("blind.column_clip"),
        say("blind.column_chance"),
        ...COUNTED.map((name) => say(`blind.column_${name}`)),
      ];
      root.setAttribute("aria-label", say("blind.result"));
      root.replaceChildren(
        element("p", { class: "sora-blind__thanks", text: thanks }),
        ...result.warnings.map((text) => element("p", { class: "sora-blind__warning", text: `⚠ ${text}` })),
        element(
          "div",
          { class: "sora-blind__scroll" },
          element(
            "table",
            { class: "sora-blind__table" },
            element("caption", { text: result.title }),
            element(
              "thead",
              {},
              element("tr", {}, ...columns.map((text) => element("th", { scope: "col", text }))),
            ),
            element("tbody", {}, ...result.rows.map((row) => rowOf(row, posters.get(row.clip_id), signal))),
          ),
        ),
        element("p", { class: "sora-blind__note", text: result.note }),
      );
      root.hidden = false;
    },
  };
}
