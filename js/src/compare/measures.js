// The measures of the clips beside each other. They are made in Python, when somebody asks: every frame is read.

import { measureRows } from "../player/panels/measures.js";
import { element, listen, setText } from "../shared/dom.js";
import { isGivenUp } from "../shared/requests.js";
import { letterOf } from "./layout.js";

/**
 * @param {object} options
 * @param {import("../player/source.js").Clip[]} options.clips
 * @param {import("../shared/texts.js").Say} options.say
 * @param {string} options.language
 * @param {import("../shared/requests.js").Request | null} options.request
 * @param {AbortSignal} options.signal
 */
export function createMeasures({ clips, say, language, request, signal }) {
  /** @type {(Record<string, any> | null)[]} */
  let known = clips.map((clip) => clip.measures);
  const place = element("div", { class: "sora-compare__table-place" });
  const message = element("p", { class: "sora-compare__note", role: "status" });
  const root = element(
    "details",
    { class: "sora-compare__measures" },
    element("summary", { text: say("compare.measures") }),
    place,
    message,
  );
  let isAsking = false;

  const show = () => {
    const columns = known.map((measures, index) =>
      measures ? measureRows(measures, say, language, /** @type {any} */ (clips[index]).fps) : null,
    );
    const rows = columns.find((one) => one !== null);
    if (!rows) return place.replaceChildren();
    const cell = (/** @type {number} */ at, /** @type {string} */ name) =>
      element("td", {
        text: columns[at]?.find((one) => one.name === name)?.value ?? say("compare.nothing"),
      });
    place.replaceChildren(
      element(
        "table",
        { class: "sora-compare__table" },
        element("caption", { text: say("panels.measures.note") }),
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            element("td"),
            ...clips.map((_, at) =>
              element("th", { scope: "col", text: say("compare.clip", { letter: letterOf(at) }) }),
            ),
          ),
        ),
        element(
          "tbody",
          {},
          ...rows.map(({ name, label, means }) =>
            element(
              "tr",
              {},
              element("th", { scope: "row", text: label, title: means }),
              ...clips.map((_, at) => cell(at, name)),
            ),
          ),
        ),
      ),
    );
  };
  const ask = async () => {
    if (isAsking || !request || known.every((one) => one !== null)) return;
    isAsking = true;
    setText(message, say("compare.measuring"));
    try {
      for (const [index, clip] of clips.entries()) {
        if (known[index]) continue;
        const { result } = await request("player-measures", { clip_id: clip.clip_id }, signal);
        known[index] = result.measures;
        show();
      }
      setText(message, "");
    } catch (error) {
      if (!isGivenUp(error)) setText(message, error instanceof Error ? error.message : String(error));
    } finally {
      isAsking = false;
    }
  };
  listen(root, "toggle", () => root.open && void ask(), signal);
  show();
  root.hidden = !request && known.every((one) => one === null);

  return {
    root,
    /** Python has measured. @param {import("../player/source.js").Clip[]} next */
    renew: (next) => {
      known = next.map((clip, index) => clip.measures ?? known[index] ?? null);
      show();
    },
  };
}
