// The caption: the prompt with its parts, one line of facts, and in what the clip is not what was asked for.

import { element } from "../../shared/dom.js";
import { money, number } from "../../shared/format.js";
import { createDifferences } from "../differences.js";
import { piecesOf } from "./parts.js";

/**
 * @param {object} options
 * @param {import("./clip.js").ClipState} options.clip
 * @param {import("../../shared/texts.js").Say} options.say
 * @param {string} options.language
 */
export function createCaption({ clip, say, language }) {
  const prompt = element("p", { class: "sora-player__prompt" });
  for (const { text, part } of clip.prompt
    ? piecesOf(clip.prompt, clip.parts ?? {})
    : [{ text: clip.filename, part: null }]) {
    const words = part
      ? element("span", { class: "sora-player__part", title: say(`part.${part}`), text })
      : null;
    words?.style.setProperty("--part", `var(--sora-part-${part})`);
    prompt.append(words ?? text);
  }
  const facts = element("span", { class: "sora-player__facts", text: factsLine(clip, say, language) });
  const differences = createDifferences();
  differences.show(
    (clip.differences ?? []).map((one) => ({ name: one.name, sentence: differenceOf(one, say) })),
  );
  return element("div", {}, prompt, element("div", { class: "sora-player__line" }, facts, differences.root));
}

/**
 * @param {import("./clip.js").ClipState} clip
 * @param {import("../../shared/texts.js").Say} say
 * @param {string} language
 */
export function factsLine(clip, say, language) {
  return [
    clip.model,
    clip.provider,
    say("card.seconds", { n: number(clip.duration_s, language) }),
    `${clip.width}×${clip.height}`,
    say("panels.fps", { n: number(clip.fps, language) }),
    clip.has_sound ? "" : say("panels.sound.none"),
    clip.has_price ? costOf(clip, say, language) : "",
    clip.take > 1 ? say("panels.take_n", { n: clip.take }) : "",
  ]
    .filter(Boolean)
    .join(" · ");
}

/**
 * The real cost, with the expected one where that was another.
 *
 * @param {import("./clip.js").ClipState} clip
 * @param {import("../../shared/texts.js").Say} say
 * @param {string} language
 */
function costOf({ cost_usd: cost, estimate_usd: estimate }, say, language) {
  const paid = money(cost, say, language);
  if (cost === null || estimate === null || Number(cost) === Number(estimate)) return paid;
  return say("card.paid_and_expected", { paid, expected: money(estimate, say, language) });
}

/**
 * @param {import("./clip.js").Difference} difference
 * @param {import("../../shared/texts.js").Say} say
 */
export function differenceOf({ name, asked, delivered }, say) {
  const inWords = (/** @type {string} */ value) =>
    say("player.language") === "fr" ? value.replace(/(\d)\.(\d)/, "$1,$2") : value;
  const values = { asked: inWords(asked), delivered: inWords(delivered) };
  const keys = [`difference.${name}.${delivered}`, `difference.${name}`, "difference.other"];
  return say(keys.find((key) => say(key) !== key) ?? "difference.other", values);
}
