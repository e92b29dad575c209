// What a job's card says, from the state the kernel sends. Pure.

import { countdown, sizeLabel } from "../shared/format.js";

/**
 * @typedef {object} CardState
 * @property {string} job_id
 * @property {string} state
 * @property {"waiting" | "working" | "done" | "needs-you" | "failed" | "cancelled"} phase
 * @property {string} label
 * @property {number | null} progress 0 to 100
 * @property {number | null} eta_s
 * @property {string} prompt
 * @property {string} model
 * @property {string} provider
 * @property {number} seconds
 * @property {[number, number]} size
 * @property {string} price_label
 * @property {{ code: string, message: string } | null} error
 * @property {boolean} can_cancel
 * @property {import("../player/transport.js").ClipFacts | null} clip
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
  return parts.join(" · ");
}

/**
 * The quiet line under a card.
 *
 * @param {CardState} card
 * @param {import("../shared/texts.js").Say} say
 */
export function factsLine(card, say) {
  return [
    card.model,
    card.provider,
    say("card.seconds", { n: card.seconds }),
    sizeLabel(card.size),
    card.clip?.cost_label ?? card.price_label,
  ].join(" · ");
}

/**
 * Whether the player can be shown.
 *
 * @param {CardState} card
 */
export function isPlayable(card) {
  return card.phase === "done" && card.clip !== null;
}
