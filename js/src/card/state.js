// What a job's card says, from the state the kernel sends. Pure.

import { differenceOf } from "../player/panels/caption.js";
import { clock, countdown, money, sizeLabel } from "../shared/format.js";

/**
 * @typedef {object} CardState
 * @property {string} job_id
 * @property {string} state
 * @property {"waiting" | "working" | "done" | "needs-you" | "failed" | "cancelled"} phase
 * @property {string} label
 * @property {number | null} progress 0 to 100
 * @property {number | null} eta_s
 * @property {number | null} looks_again_at seconds since 1970, while the job is looked for on its server
 * @property {string} prompt
 * @property {string} model
 * @property {string} provider
 * @property {number} seconds
 * @property {[number, number]} size
 * @property {string} price_label
 * @property {{ code: string, message: string } | null} error
 * @property {boolean} can_cancel
 * @property {import("./decision.js").Decision | null} decision
 * @property {import("../player/source.js").Clip | null} clip
 */

/**
 * One line: what it is doing, how far, how long still.
 *
 * @param {CardState} card
 * @param {import("../shared/texts.js").Say} say
 */
export function statusLine(card, say) {
  const parts = [
    card.progress === null || card.phase !== "working" ? card.label : `${card.label} ${card.progress} %`,
  ];
  if (card.phase === "working" && card.eta_s !== null)
    parts.push(say("card.left", { time: countdown(card.eta_s) }));
  parts.push(nextLook(card, say));
  return parts.filter(Boolean).join(" · ");
}

/**
 * When the server is next asked whether it has the video; "" while that is no question.
 *
 * @param {CardState} card
 * @param {import("../shared/texts.js").Say} say
 */
export function nextLook(card, say) {
  return card.looks_again_at === null ? "" : say("card.looks_again", { time: clock(card.looks_again_at) });
}

/**
 * The price in the card's corner; "" while somebody decides, for then every way out has a price of its own.
 *
 * @param {CardState} card
 */
export function cornerPrice(card) {
  return card.phase === "needs-you" ? "" : card.price_label;
}

/**
 * The quiet line under a card.
 *
 * @param {CardState} card
 * @param {import("../shared/texts.js").Say} say
 */
export function factsLine(card, say) {
  const size = isDelivered(card, "size") ? sizeLabel(card.size) : "";
  return [whatLine(card, say), size, priceOf(card, say)].filter(Boolean).join(" · ");
}

/**
 * What the clip cost once it is there, and until then what the job costs.
 *
 * @param {Pick<CardState, "clip" | "price_label">} card
 * @param {import("../shared/texts.js").Say} say
 */
export function priceOf(card, say) {
  return card.clip ? money(card.clip.cost_usd, say, say("player.language")) : card.price_label;
}

/**
 * What is made, and by whom.
 *
 * @param {CardState} card
 * @param {import("../shared/texts.js").Say} say
 */
export function whatLine(card, say) {
  const seconds = isDelivered(card, "seconds") ? say("card.seconds", { n: card.seconds }) : "";
  return [card.model, card.provider, seconds].filter(Boolean).join(" · ");
}

/**
 * Whether the asked value may be told; a difference says both, and the asked one alone would contradict it.
 *
 * @param {CardState} card
 * @param {string} name
 */
function isDelivered(card, name) {
  return !card.clip?.differences.some((one) => one.name === name);
}

/**
 * In what the clip is not what was asked for.
 *
 * @param {Pick<CardState, "clip">} card
 * @param {import("../shared/texts.js").Say} say
 */
export function differencesOf(card, say) {
  return (card.clip?.differences ?? []).map((one) => ({ name: one.name, sentence: differenceOf(one, say) }));
}

/**
 * Whether the player can be shown.
 *
 * @param {CardState} card
 */
export function isPlayable(card) {
  return card.phase === "done" && card.clip !== null;
}
